/** Where digits were heard: what leaves the thread that heard them. */
import type { CallNote } from '../../sense/stt-messages.js';
import type { LegRole } from '../../core/ids.js';
import type { Span } from '../../core/span.js';

export interface DigitsNote {
  readonly kind: 'digits';
  readonly leg: LegRole;
  readonly places: readonly Span[];
}

export const isDigitsNote = (note: CallNote): note is CallNote & DigitsNote => note.kind === 'digits';
