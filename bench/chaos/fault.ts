/** What a fault is: a file in `faults/` and a line in its registry. */
import type { Random } from '../dialogues/random.js';
import type { WrittenTrouble } from '#tacet/sense/engines/writing.js';
import type { Stand } from './stand.js';
import type { Voice } from './voice.js';

export interface Strike {
  readonly stand: Stand;
  readonly voice: Voice;
  readonly random: Random;
}

export interface Fault {
  readonly name: string;
  /** For the table: what happens. */
  readonly what: string;
  /** The call may end by it: its peer is gone. */
  readonly endsCall?: boolean;
  /** The record of the call may be broken by it: nothing can be written. */
  readonly breaksRecord?: boolean;
  /** The recogniser meets it in the audio. */
  readonly trouble?: WrittenTrouble;
  /** It is for a whole process: a `tacet serve` of its own gets this signal amid the call. */
  readonly signal?: 'SIGTERM' | 'SIGKILL';
  /** It is for a Tacet that keeps its recordings in an object store (`Stand.bucket`), behind a spool. */
  readonly store?: 's3';
  /** Happens at the frame; the call goes on once it resolves. */
  strike?(strike: Strike): Promise<void> | void;
}
