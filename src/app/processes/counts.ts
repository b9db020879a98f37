/**
 * What several processes have counted, of those that are gone as well. Sums never sink: a counter that goes back is read as one
 * that began anew, and all it had counted as new.
 *
 *     told, told ... gone --> past --.
 *     told, told ...        latest --+--> the sum
 */
import { countsOf, mergedMetrics, type MetricJson } from '../metrics/merged.js';

interface Told {
  readonly asked: number;
  readonly metrics: readonly MetricJson[];
}

export class Counts {
  readonly #latest = new Map<number, Told>();
  #past: readonly MetricJson[] = [];
  #asked = 0;

  /** @returns what an answer to the question that is asked now is given with */
  ask(): number {
    return ++this.#asked;
  }

  /** What a process has counted; an answer that comes after one to a later question says nothing new. */
  told(process: number, asked: number, metrics: readonly MetricJson[]): void {
    if (asked > (this.#latest.get(process)?.asked ?? 0)) this.#latest.set(process, { asked, metrics });
  }

  /** What it has told is all that is left of it; nothing more comes from it. */
  gone(process: number): void {
    this.#past = mergedMetrics([this.#past, countsOf(this.#latest.get(process)?.metrics ?? [])]);
    this.#latest.delete(process);
  }

  /** @param own what the front itself has counted */
  merged(own: readonly MetricJson[]): readonly MetricJson[] {
    const latest = [...this.#latest].sort(([a], [b]) => a - b).map(([, { metrics }]) => metrics);
    return mergedMetrics([own, this.#past, ...latest]);
  }
}
