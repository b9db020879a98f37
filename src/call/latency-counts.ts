/** Counts how long packets took through Tacet, in buckets that are read when somebody asks. */

/** Upper bounds of the buckets, in ms; one more counts what took longer. */
export const LATENCY_BOUNDS_MS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 60, 100, 250, 1_000] as const;
/** One packet in so many is timed: then the frame path pays for a clock reading and an increment that often only. */
export const LATENCY_EVERY = 16;

export class LatencyCounts {
  readonly buckets = new Uint32Array(LATENCY_BOUNDS_MS.length + 1);
  sumMs = 0;

  count(ms: number): void {
    let at = 0;
    while (at < LATENCY_BOUNDS_MS.length && ms > (LATENCY_BOUNDS_MS[at] as number)) at++;
    this.buckets[at] = (this.buckets[at] as number) + 1;
    this.sumMs += ms;
  }
}
