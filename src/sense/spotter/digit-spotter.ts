/**
 * Hears spoken German digits and numbers in one leg, and nothing else: the network of bench/spotter, on the leg's timeline.
 *
 *     8 or 16 kHz PCM -> 8 kHz -> features every 10 ms -> an answer every 20 ms -> number words
 *
 * An answer comes 140 ms late; a digit begins to show about 250 ms after it began. Keeps 25 ms of audio and no
 * digit longer than its owner wants (`dropBefore`).
 */
import type { Word } from '../../core/hearing.js';
import { span } from '../../core/span.js';
import { ticks, ticksPerSample, ticksToMillis, type SampleRate, type Ticks } from '../../core/units.js';
import { Resampler } from '../../media/resampler.js';
import { DigitSegments, type DigitSegment } from './digit-segments.js';
import { HOP_SAMPLES, LogMel, MEL_BANDS } from './log-mel.js';
import { isStem, LONGEST_GAP_MS, NUMBER_WORDS, numberOf } from './number-words.js';
import { ANSWER_DELAY, FRAMES_PER_ANSWER, SpotterNetwork } from './spotter-network.js';
import { CLASSES, type SpotterWeights } from './spotter-weights.js';

const RATE_HZ = 8_000;
const ANSWER_SAMPLES = HOP_SAMPLES * FRAMES_PER_ANSWER;
const ANSWER_TICKS = ANSWER_SAMPLES * ticksPerSample(RATE_HZ);
/** A digit begins softly: so much earlier than it is noticed. */
const LEAD_ANSWERS = 1;

interface Heard extends Word {
  /** Place in NUMBER_WORDS of its only part; undefined where it has several. */
  readonly part: number | undefined;
}

export class DigitSpotter {
  readonly #network: SpotterNetwork;
  readonly #features = new LogMel();
  readonly #segments = new DigitSegments();
  readonly #resampler: Resampler | undefined;
  readonly #rateHz: SampleRate;
  /** 8 kHz samples that do not fill an answer yet. */
  readonly #pending = new Int16Array(ANSWER_SAMPLES);
  #pendingSamples = 0;
  readonly #frames = new Float32Array(FRAMES_PER_ANSWER * MEL_BANDS);
  readonly #answer = new Float32Array(CLASSES);
  #resampled = new Int16Array(0);
  /** Answers of the network; the first few look before the start. */
  #answers = 0;
  #origin = ticks(0);
  #end = ticks(0);
  #words: Heard[] = [];
  /** Words are given from here on only. */
  #floor = ticks(0);

  constructor(weights: SpotterWeights, rateHz: SampleRate) {
    this.#network = new SpotterNetwork(weights);
    this.#rateHz = rateHz;
    this.#resampler = rateHz === RATE_HZ ? undefined : new Resampler(rateHz, RATE_HZ);
  }

  /** Where hearing has come to. */
  get heardTo(): Ticks {
    return this.#end;
  }

  /** No word that is not among `words` yet, and none of them that may change, begins before this. */
  get settledTo(): Ticks {
    const from = this.#timeOf((this.#segments.openFrom ?? this.#segments.answers) - LEAD_ANSWERS);
    const last = this.#words.at(-1);
    // "zwei" becomes "zweiundvierzig".
    const isOpen =
      last?.part !== undefined && isStem(last.part) && ticksToMillis(from - last.span.to) <= LONGEST_GAP_MS;
    return ticks(Math.max(this.#floor, Math.min(this.#end, isOpen ? last.span.from : from)));
  }

  /** The numbers heard, in order; the last may still be under way. */
  get words(): readonly Word[] {
    const open = this.#segments.open;
    return open === undefined ? this.#words : this.#with(open);
  }

  /** Forgets all and begins anew at this place. */
  restart(at: Ticks): void {
    this.#network.reset();
    this.#features.reset();
    this.#segments.reset();
    this.#pendingSamples = 0;
    this.#answers = 0;
    this.#origin = at;
    this.#end = at;
    this.#floor = at;
    this.#words = [];
  }

  /** The next samples; without a gap after those before. */
  hear(pcm: Int16Array): void {
    const mono8k = this.#at8kHz(pcm);
    this.#end = ticks(this.#end + pcm.length * ticksPerSample(this.#rateHz));
    this.#take(mono8k);
  }

  /** No more follows for now: ends what is under way as if silence came. `restart` before hearing on. */
  settle(): void {
    this.#take(new Int16Array(ANSWER_SAMPLES * (ANSWER_DELAY + 2) - this.#pendingSamples));
    const ended = this.#segments.end();
    if (ended !== undefined) this.#words = this.#with(ended);
    this.#floor = this.#end;
  }

  /** Forgets the words that begin before this; no later one will. */
  dropBefore(at: Ticks): void {
    this.#words = this.#words.filter(({ span: { from } }) => from >= at);
    this.#floor = ticks(Math.max(this.#floor, at));
  }

  #at8kHz(pcm: Int16Array): Int16Array {
    if (this.#resampler === undefined) return pcm;
    const most = this.#resampler.maxOutput(pcm.length);
    if (this.#resampled.length < most) this.#resampled = new Int16Array(most);
    return this.#resampled.subarray(0, this.#resampler.process(pcm, this.#resampled));
  }

  #take(pcm: Int16Array): void {
    for (let done = 0; done < pcm.length;) {
      const count = Math.min(ANSWER_SAMPLES - this.#pendingSamples, pcm.length - done);
      this.#pending.set(pcm.subarray(done, done + count), this.#pendingSamples);
      this.#pendingSamples += count;
      done += count;
      if (this.#pendingSamples === ANSWER_SAMPLES) this.#step();
    }
  }

  #step(): void {
    this.#pendingSamples = 0;
    for (let frame = 0; frame < FRAMES_PER_ANSWER; frame++) {
      this.#features.push(this.#pending, frame * HOP_SAMPLES, this.#frames, frame * MEL_BANDS);
    }
    this.#network.answer(this.#frames, this.#answer);
    if (this.#answers++ < ANSWER_DELAY) return;
    const ended = this.#segments.push(this.#answer);
    if (ended !== undefined) this.#words = this.#with(ended);
  }

  #timeOf(answer: number): number {
    return this.#origin + answer * ANSWER_TICKS - (this.#resampler?.groupDelay ?? 0);
  }

  /** The words with this one: a word of its own, or the rest of the last. */
  #with(segment: DigitSegment): Heard[] {
    const next = this.#wordOf(segment);
    const last = this.#words.at(-1);
    if (last?.part === undefined) return [...this.#words, next];
    const text = numberOf(last.part, segment.word, ticksToMillis(next.span.from - last.span.to));
    if (text === undefined) return [...this.#words, next];
    const whole = {
      text,
      span: span(last.span.from, next.span.to),
      confidence: Math.min(last.confidence, next.confidence),
      part: undefined,
    };
    return [...this.#words.slice(0, -1), whole];
  }

  #wordOf({ word, from, to, sureness }: DigitSegment): Heard {
    const before = this.#words.at(-1)?.span.to ?? this.#floor;
    const start = Math.min(this.#end, Math.max(this.#floor, before, this.#timeOf(from - LEAD_ANSWERS)));
    const stop = Math.max(start, Math.min(this.#end, this.#timeOf(to)));
    return { text: NUMBER_WORDS[word] ?? '', span: span(start, stop), confidence: sureness, part: word };
  }
}
