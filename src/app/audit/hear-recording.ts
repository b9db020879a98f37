/**
 * Hears a recording again, both legs in step, as fast as the recogniser keeps up or in real time.
 *
 *     recording -> frames -> worker -> places of digits, findings        (speech)
 *                       \--> keypad detector -> keys                     (tones)
 *
 * Everything is given to the recogniser, what a voice detector takes for silence too: an audit must not be deaf where
 * the relay was.
 */
import { isDigitsNote } from './digits-note.js';
import type { OpenedRecording } from '../../sink/ledger/check-fill.js';
import { systemClock } from '../../core/clock.js';
import { TacetError } from '../../core/errors.js';
import type { Finding } from '../../core/finding.js';
import { LEG_ROLES, type CallId, type FindingId, type LegRole } from '../../core/ids.js';
import { span, type Span } from '../../core/span.js';
import {
  millisToTicks,
  samplesToTicks,
  ticksToMillis,
  type SampleRate,
  type Ticks,
} from '../../core/units.js';
import { KeyedRun } from '../../detect/keyed-run.js';
import type { Frame } from '../../media/frame.js';
import { DtmfDetector } from '../../sense/dtmf.js';
import type { SttPool } from '../../sense/stt-pool.js';
import type { SttStream } from '../../sense/stt-stream.js';
import { VoiceDetector } from '../../sense/vad.js';

export interface LegPlace {
  readonly leg: LegRole;
  readonly span: Span;
}

export interface Heard {
  /** Each digit that was said, and each key. */
  readonly digits: readonly LegPlace[];
  /** The last that was said of each. */
  readonly findings: readonly Finding[];
  /** Audio that no recogniser has heard, of both legs together. */
  readonly unheard: Ticks;
}

export interface HearOptions {
  readonly pool: SttPool;
  readonly language: string;
  readonly rateHz: SampleRate;
  /** In real time, for services that take it no faster. */
  readonly isRealTime: boolean;
}

const FRAME_MS = 60;
/** Ahead of the recogniser; at 2 s it would drop audio. */
const MOST_AHEAD = millisToTicks(1_000);
const POLL_MS = 5;
/** Longer than a recogniser is opened again after it has failed. */
const LOST_LIMIT_MS = 15_000;
const QUIET = millisToTicks(1_500);

let serial = 0;

/** @throws TacetError TACET_ENGINE_FAILED, TACET_STT_AWAY and the like where nobody hears it */
export const hearRecording = async (
  { samples }: Pick<OpenedRecording, 'samples'>,
  options: HearOptions,
): Promise<Heard> => {
  const { pool, language, rateHz, isRealTime } = options;
  const id = `audit-${String(++serial)}` as CallId;
  const request = { language, rateHz };
  const call = pool.openCall(id, { caller: request, agent: request });
  const digits: LegPlace[] = [];
  const findings = new Map<FindingId, Finding>();
  let unheard = 0;
  let failure: TacetError | undefined;
  call.events.on('finding', (finding) => void findings.set(finding.id, finding));
  call.events.on('note', (note) => {
    if (isDigitsNote(note)) digits.push(...note.places.map((place) => ({ leg: note.leg, span: place })));
  });
  call.events.on('unheard', (missing) => void (unheard += missing.span.to - missing.span.from));
  call.events.on('state', ({ code }) => void (failure = code === undefined ? failure : new TacetError(code)));
  const legs = LEG_ROLES.map(
    (leg) => new Leg(leg, call.streams[leg], rateHz, (finding) => void findings.set(finding.id, finding)),
  );
  const frameSamples = (rateHz * FRAME_MS) / 1_000;
  const whole = Math.max(samples.caller.length, samples.agent.length);
  const startMs = systemClock.now();
  try {
    for (let at = 0; at < whole; at += frameSamples) {
      for (const leg of legs) {
        await leg.ready(() => failure);
        leg.push(samples[leg.role].subarray(at, at + frameSamples), at);
      }
      const aheadMs = isRealTime
        ? ticksToMillis(samplesToTicks(at, rateHz)) - (systemClock.now() - startMs)
        : 0;
      if (aheadMs > 0) await sleep(aheadMs);
    }
    for (const leg of legs) digits.push(...leg.finish());
    await call.close();
  } finally {
    for (const leg of legs) leg.close();
    void call.close();
  }
  return { digits, findings: [...findings.values()], unheard: unheard as Ticks };
};

const sleep = (ms: number): Promise<void> => new Promise((resolve) => systemClock.after(ms, resolve));

class Leg {
  readonly role: LegRole;
  readonly #stream: SttStream;
  readonly #rateHz: SampleRate;
  readonly #voice: VoiceDetector;
  readonly #tones: DtmfDetector;
  readonly #keys: KeyedRun;
  readonly #pressed: LegPlace[] = [];
  #isQuiet = true;
  #ordinal = 0;

  constructor(role: LegRole, stream: SttStream, rateHz: SampleRate, onFinding: (finding: Finding) => void) {
    this.role = role;
    this.#stream = stream;
    this.#rateHz = rateHz;
    this.#voice = new VoiceDetector(rateHz, { spurtStarted: () => undefined, spurtEnded: () => undefined });
    this.#keys = new KeyedRun(role, { finding: onFinding, over: () => undefined });
    this.#tones = new DtmfDetector(rateHz, {
      toneStarted: () => undefined,
      toneEnded: () => undefined,
      keyStarted: () => undefined,
      keyEnded: (_event, place) => {
        this.#pressed.push({ leg: role, span: place });
        this.#keys.key(this.#ordinal++, place);
      },
    });
  }

  /** Waits until there is room. */
  async ready(why: () => TacetError | undefined): Promise<void> {
    let lostMs = 0;
    while (this.#stream.state !== 'hearing' || this.#stream.backlog > MOST_AHEAD) {
      if (this.#stream.state === 'lost' && (lostMs += POLL_MS) > LOST_LIMIT_MS)
        throw why() ?? new TacetError('TACET_ENGINE_FAILED');
      await sleep(POLL_MS);
    }
  }

  push(pcm: Int16Array, at: number): void {
    if (pcm.length === 0) return;
    const from = samplesToTicks(at, this.#rateHz);
    const place = span(from, from + samplesToTicks(pcm.length, this.#rateHz));
    const frame: Frame = { span: place, rateHz: this.#rateHz, pcm, origin: 'received' };
    this.#stream.push(frame);
    this.#tones.push(frame);
    this.#keys.heard(Math.min(this.#tones.heardTo, place.to) as Ticks);
    this.#voice.push(frame);
    const isQuiet = this.#voice.state === 'quiet' && this.#voice.silentFor >= QUIET;
    // What was said is made final, as a relay does it.
    if (isQuiet && !this.#isQuiet) this.#stream.flush();
    this.#isQuiet = isQuiet;
  }

  /** @returns the keys that were heard */
  finish(): readonly LegPlace[] {
    this.#tones.flush();
    this.#keys.finish();
    return this.#pressed;
  }

  close(): void {
    this.#voice.close();
    this.#tones.close();
  }
}
