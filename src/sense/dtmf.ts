/**
 * The in-band keypad tap: hears DTMF keys (ITU-T Q.23, Q.24) in a leg's PCM, step 5 of the walk.
 *
 * It says two things to its sink. `tone`: the first window that looks like a key pair, early enough to mute it
 * within the look-ahead; speech may do that, rarely and briefly. `key`: the same pair for long enough to be a
 * key press. What it says does not depend on how the audio was cut into frames. It owns what it last heard and
 * zeroes it on close. It never keeps a frame, allocates per frame or writes a key into a string or an error.
 */
import { TacetError } from '../core/errors.js';
import type { Span } from '../core/span.js';
import { TICKS_PER_MILLI, ticks, ticksPerSample, type SampleRate, type Ticks } from '../core/units.js';
import type { Frame } from '../media/frame.js';
import { FIRST_COLUMN, HALF_TICKS, KeySpectrum, WINDOW_SAMPLES } from './key-spectrum.js';
import type { Tap } from './tap.js';

export interface DtmfSink {
  /** Something that looks like a key began at `at`; mute now, it may prove to be speech. */
  toneStarted(at: Ticks): void;
  toneEnded(at: Ticks): void;
  /** A key is certain and still held. `event` is numbered as in RFC 4733, section 3.2. */
  keyStarted(event: number, from: Ticks): void;
  keyEnded(event: number, span: Span): void;
}

/** RFC 4733 event of row * 4 + column: 1 2 3 A, 4 5 6 B, 7 8 9 C, * 0 # D. */
const EVENTS: readonly number[] = [1, 2, 3, 12, 4, 5, 6, 13, 7, 8, 9, 14, 10, 0, 11, 15];
const NO_EVENT = -1;

/** Q.24 asks for 4 dB (column above row) and 8 dB (row above column); lines and codecs add 2 dB to either. */
const COLUMN_OVER_ROW = 10 ** 0.6;
const ROW_OVER_COLUMN = 10 ** 1;
/** The tone against the next strongest of its group: 6 dB, what is left when a tone fills 3/4 of a window. */
const PEAK_OVER_OTHERS = 10 ** 0.6;
/** The pair's share of all energy in its window, measured: keys in 10 dB of noise 0.9, speech rarely 0.75. */
const HINT_SHARE = 0.7;
const KEY_SHARE = 0.78;
/** Enough to go on with a pair that is there already. */
const HOLD_SHARE = 0.55;
/** Mean square below which a window holds no key: -50 dBFS. */
const FLOOR_ENERGY = WINDOW_SAMPLES * 32_768 ** 2 * 10 ** -5;
/** Q.24: 40 ms is a key, less than about 24 ms is not. Four windows span 32 ms; partly filled ends make it 26. */
const KEY_WINDOWS = 4;
/** Q.24 separates keys by pauses of 40 ms; one lost packet leaves a hole of 20, known to within a few ms. */
const MERGE_GAP_TICKS = 28 * TICKS_PER_MILLI;
/** How far before the end of its window a tone may be said to have begun. */
const REACH_BACK_TICKS = 3 * HALF_TICKS;

/** `toned`: a pair is heard, and hinted at; `keyed`: it is a key. */
type DtmfState = 'silent' | 'toned' | 'keyed';

const NEXT: Readonly<Record<DtmfState, readonly DtmfState[]>> = {
  silent: ['toned'],
  toned: ['keyed', 'silent'],
  keyed: ['silent'],
};

export class DtmfDetector implements Tap {
  readonly #sink: DtmfSink;
  readonly #spectrum: KeySpectrum;
  readonly #ticksPerSample: number;

  /** Where the next frame should begin; undefined before the first and after a flush. */
  #nextAt: Ticks | undefined;
  /** Where the timeline last began or jumped, and the end of the newest window. */
  #beganAt = ticks(0);
  #at = ticks(0);
  #heardTo = ticks(0);
  #isClosed = false;

  #state: DtmfState = 'silent';
  /** The pair that is held, and the strongest pair of the newest window. */
  #event = NO_EVENT;
  #row = 0;
  #column = FIRST_COLUMN;
  #strongestRow = 0;
  #strongestColumn = FIRST_COLUMN;
  #from = ticks(0);
  #to = ticks(0);
  #keyWindows = 0;
  #isHinted = false;
  #wasHit = false;

  constructor(rateHz: SampleRate, sink: DtmfSink) {
    this.#sink = sink;
    this.#spectrum = new KeySpectrum(rateHz);
    this.#ticksPerSample = ticksPerSample(rateHz);
  }

  /** Nothing that begins before this is still to be reported. */
  get heardTo(): Ticks {
    return this.#heardTo;
  }

  push(frame: Frame): void {
    if (this.#isClosed) return;
    if (frame.span.from !== this.#nextAt) this.#restart(frame.span.from);
    const pcm = frame.pcm;
    let taken = 0;
    while (taken < pcm.length) {
      taken = this.#spectrum.take(pcm, taken);
      if (this.#spectrum.isFull) this.#hop();
    }
    this.#nextAt = ticks(frame.span.from + pcm.length * this.#ticksPerSample);
  }

  /** The leg ends or pauses here: whatever is open ends where it was last heard. */
  flush(): void {
    if (this.#isClosed) return;
    this.#end();
    this.#spectrum.clear();
    this.#wasHit = false;
    if (this.#nextAt !== undefined) this.#heardTo = this.#nextAt;
    this.#nextAt = undefined;
  }

  /** Zeroes what was heard. Says nothing: flush first to have open keys ended. Closing twice does nothing. */
  close(): void {
    this.#isClosed = true;
    this.#spectrum.clear();
    this.#state = 'silent';
    this.#event = NO_EVENT;
    this.#row = this.#strongestRow = 0;
    this.#column = this.#strongestColumn = FIRST_COLUMN;
    this.#from = this.#to = ticks(0);
    this.#keyWindows = 0;
    this.#isHinted = this.#wasHit = false;
  }

  #hop(): void {
    const power = this.#spectrum.hop();
    this.#at = ticks(this.#at + HALF_TICKS);
    const share = this.#judge(power);
    const isHit = share >= (this.#isHeldPair() ? HOLD_SHARE : HINT_SHARE);
    if (isHit) this.#hit(share);
    else this.#miss();
    this.#wasHit = isHit;
    const reachable = this.#at - REACH_BACK_TICKS;
    const heardTo = this.#state === 'toned' ? Math.min(reachable, this.#from) : reachable;
    if (heardTo > this.#heardTo) this.#heardTo = ticks(heardTo);
  }

  /** Finds the strongest pair of the newest window. @returns its share of the energy, 0 if it is no pair. */
  #judge(power: Float64Array): number {
    const { energy } = this.#spectrum;
    if (energy < FLOOR_ENERGY) return 0;
    const row = strongest(power, 0);
    const column = strongest(power, FIRST_COLUMN);
    const rowPower = power[row] as number;
    const columnPower = power[column] as number;
    if (columnPower > rowPower * COLUMN_OVER_ROW || rowPower > columnPower * ROW_OVER_COLUMN) return 0;
    if (secondStrongest(power, 0, row) * PEAK_OVER_OTHERS > rowPower) return 0;
    if (secondStrongest(power, FIRST_COLUMN, column) * PEAK_OVER_OTHERS > columnPower) return 0;
    this.#strongestRow = row;
    this.#strongestColumn = column;
    return (2 * (rowPower + columnPower)) / (WINDOW_SAMPLES * energy);
  }

  #isHeldPair(): boolean {
    return (
      this.#state !== 'silent' && this.#strongestRow === this.#row && this.#strongestColumn === this.#column
    );
  }

  #hit(share: number): void {
    const isHeld = this.#isHeldPair();
    const from = this.#onset(this.#strongestRow, this.#strongestColumn);
    if (!isHeld || from - this.#to > MERGE_GAP_TICKS) {
      this.#end();
      this.#row = this.#strongestRow;
      this.#column = this.#strongestColumn;
      this.#event = EVENTS[this.#row * 4 + this.#column - FIRST_COLUMN] as number;
      this.#from = from;
      this.#wasHit = false;
      this.#go('toned');
    }
    this.#to = this.#at;
    if (share >= HINT_SHARE && !this.#isHinted) this.#hint(from);
    // The harmonics of a voice drift past a key's frequencies; a key stays on them.
    if (share >= KEY_SHARE && (!this.#wasHit || this.#isSteady())) this.#keyWindows++;
    if (this.#state === 'toned' && this.#keyWindows >= KEY_WINDOWS) {
      this.#go('keyed');
      this.#sink.keyStarted(this.#event, this.#from);
    }
  }

  #miss(): void {
    if (this.#state === 'silent') return;
    if (this.#wasHit) this.#to = this.#offset();
    if (this.#state === 'toned') this.#unhint();
    // The next window's tone may have begun two half-blocks before now.
    if (this.#at - 2 * HALF_TICKS - this.#to > MERGE_GAP_TICKS) this.#end();
  }

  #end(): void {
    if (this.#state === 'silent') return;
    const event = this.#event;
    const wasKeyed = this.#state === 'keyed';
    this.#event = NO_EVENT;
    this.#keyWindows = 0;
    this.#go('silent');
    this.#unhint();
    if (wasKeyed) this.#sink.keyEnded(event, { from: this.#from, to: this.#to });
  }

  #hint(from: Ticks): void {
    this.#isHinted = true;
    this.#sink.toneStarted(from);
  }

  #unhint(): void {
    if (!this.#isHinted) return;
    this.#isHinted = false;
    this.#sink.toneEnded(this.#to);
  }

  #go(to: DtmfState): void {
    if (!NEXT[this.#state].includes(to)) throw new TacetError('TACET_INTERNAL', `${this.#state} to ${to}`);
    this.#state = to;
  }

  #isSteady(): boolean {
    return this.#spectrum.isSteady(this.#row) && this.#spectrum.isSteady(this.#column);
  }

  /** Where the pair of the newest window began, by how much of it the half-blocks hold. */
  #onset(row: number, column: number): Ticks {
    const newest = this.#spectrum.pairAmplitude(0, row, column);
    const middle = this.#spectrum.pairAmplitude(1, row, column);
    const oldest = this.#spectrum.pairAmplitude(2, row, column);
    const halves = 1 + filled(middle, oldest, Math.max(newest, middle));
    return ticks(Math.max(this.#beganAt, this.#at - Math.round(HALF_TICKS * halves)));
  }

  /** Where the pair of the window before the newest ended. */
  #offset(): Ticks {
    const newest = this.#spectrum.pairAmplitude(0, this.#row, this.#column);
    const middle = this.#spectrum.pairAmplitude(1, this.#row, this.#column);
    const oldest = this.#spectrum.pairAmplitude(2, this.#row, this.#column);
    const halves = filled(middle, newest, Math.max(oldest, middle));
    return ticks(this.#at - Math.round(HALF_TICKS * (2 - halves)));
  }

  /** The timeline begins or jumps: samples before and after do not join, but a key may reach over a short gap. */
  #restart(at: Ticks): void {
    if (at < this.#to || at - this.#to > MERGE_GAP_TICKS) this.#end();
    this.#spectrum.clear();
    this.#wasHit = false;
    this.#beganAt = at;
    this.#at = ticks(at - this.#spectrum.delay);
  }
}

const strongest = (power: Float64Array, first: number): number => {
  let best = first;
  for (let i = first + 1; i < first + 4; i++) {
    if ((power[i] as number) > (power[best] as number)) best = i;
  }
  return best;
};

const secondStrongest = (power: Float64Array, first: number, best: number): number => {
  let second = 0;
  for (let i = first; i < first + 4; i++) {
    if (i !== best && (power[i] as number) > second) second = power[i] as number;
  }
  return second;
};

/** How many of two half-blocks in a row a tone fills that comes from beside `near`. */
const filled = (near: number, far: number, full: number): number => {
  const nearFill = fillOf(near, full);
  return nearFill < 0.7 ? nearFill : nearFill + fillOf(far, full);
};

/** Below a fifth it is noise or leakage. */
const fillOf = (amplitude: number, full: number): number =>
  amplitude > 0.2 * full ? Math.min(1, amplitude / full) : 0;
