/**
 * A stretch of mono 16-bit PCM at its place on the leg's timeline, as the taps and gates see it.
 *
 * `pcm` is borrowed: it is valid only during the call that hands the frame over, and nobody but its owner
 * writes to it.
 */
import type { Span } from '../core/span.js';
import type { SampleRate } from '../core/units.js';

/** `concealed`: lost on the way in and made up; `dtx`: the sender chose to send nothing. */
export type FrameOrigin = 'received' | 'concealed' | 'dtx';

export interface Frame {
  readonly span: Span;
  readonly rateHz: SampleRate;
  readonly pcm: Int16Array;
  readonly origin: FrameOrigin;
}
