/**
 * What the relay benchmark's processes tell each other over IPC.
 *
 *     relay.ts --> floor.ts | tacet.ts     (the relay under test)
 *         \------> generator.ts            (plays the callers and the agents)
 */

/** CPU of the whole process, all its threads, since its start. */
export interface CpuSample {
  readonly atMs: number;
  readonly cpuMs: number;
  /** Of that in the kernel. */
  readonly systemMs: number;
}

/** After a collection, so that garbage does not count. */
export interface MemorySample {
  readonly rssBytes: number;
  readonly heapBytes: number;
  readonly arrayBufferBytes: number;
}

/** What Tacet wrote down about the calls of one run. */
export interface RecordCheck {
  readonly calls: number;
  /** Folders with recording, transcript and report under their final names. */
  readonly sealed: number;
  /** Sums over the reports of all legs. */
  readonly lost: number;
  readonly egressDropped: number;
  readonly maskedFrames: number;
  readonly concealedFrames: number;
  readonly forwarded: number;
  readonly encoded: number;
  /** Of the shortest recording. */
  readonly shortestMs: number;
}

export type ToRelay =
  | { readonly kind: 'sample' }
  | { readonly kind: 'memory' }
  | { readonly kind: 'stop'; readonly calls: number };

export type FromRelay =
  | {
      readonly kind: 'listening';
      readonly port: number;
      /** Of the process that moves the frames. */
      readonly pid: number;
      /** Held for audio that waits for clearance, by setting; 0 for the floor. */
      readonly clearanceBytesPerCall: number;
    }
  | { readonly kind: 'sample'; readonly sample: CpuSample }
  | { readonly kind: 'memory'; readonly sample: MemorySample }
  | { readonly kind: 'stopped'; readonly records: RecordCheck | undefined };

export interface Load {
  readonly port: number;
  readonly calls: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
  /** The relay holds every frame back for so long; taken off its latency. */
  readonly lookAheadMs: number;
  /** A leg's next frame waits until its last has come back: on a busy machine the CPU can be measured, latency cannot. */
  readonly isInStep: boolean;
  /** The relay dials the agents' legs: see `listen`. */
  readonly isProxied: boolean;
  /** Of the process that moves the frames; undefined where there are several, or it does not matter. */
  readonly relayPid?: number;
}

export interface LoadOutcome {
  readonly sent: number;
  readonly received: number;
  /** Came again, or after a later frame of its leg. */
  readonly misordered: number;
  /** Payloads that are not what was sent. */
  readonly altered: number;
  /** From the intended time of sending, in microseconds: see histogram.ts. */
  readonly latency: readonly number[];
  /** Of the frames that came while neither process waited for a core, likewise: see core-waits.ts. */
  readonly undisturbed: readonly number[];
  /** How long after the intended time a frame was sent, likewise. */
  readonly lateness: readonly number[];
  /** Share of the window in which the generator had something to do; the rest it polled. */
  readonly busyShare: number;
  /** The relay's reasons for the legs that it closed before their time. */
  readonly closedFor: readonly string[];
}

export type ToGenerator =
  /** For a relay that cannot join two calls that come in: one side of each call is dialled by it. */
  | { readonly kind: 'listen' }
  | { readonly kind: 'connect'; readonly load: Load }
  | { readonly kind: 'run' }
  | { readonly kind: 'close' };

export type FromGenerator =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'connected' }
  /** With the frames that have come back until then. */
  | { readonly kind: 'window-opened'; readonly received: number }
  | { readonly kind: 'window-closed'; readonly received: number }
  | { readonly kind: 'done'; readonly outcome: LoadOutcome }
  | { readonly kind: 'closed' };
