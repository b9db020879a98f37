/**
 * Everything that listens to one leg of a live call: its pipeline, its keypad and its place in the call.
 *
 * Wires taps to detectors and detectors to gates for this leg (steps 3 to 8 of the walk). The Call owns two of
 * these and what joins them.
 */
import { CadenceGuard } from './cadence-guard.js';
import type { Leg, LegSink } from './leg.js';
import { PassingMessages } from './passing-messages.js';
import { Pipeline, type PipelineSink, type RequiredTap } from './pipeline.js';
import type { Audience } from '../core/audience.js';
import type { Entity, Finding } from '../core/finding.js';
import type { Key } from '../core/hearing.js';
import { otherRole, type LegRole } from '../core/ids.js';
import type { PauseId } from '../core/pause.js';
import { overlaps, span, type Span } from '../core/span.js';
import type { TakenNumber } from '../core/taken-number.js';
import { millisToTicks, samplesToTicks, ticks, type Ticks } from '../core/units.js';
import { KeyedNumber } from '../detect/keyed-number.js';
import { LoneKey } from '../detect/lone-key.js';
import { KeyedRun } from '../detect/keyed-run.js';
import type { Policy } from '../gate/policy.js';
import type { Fill } from '../media/fill.js';
import type { Packet } from '../media/packet.js';
import type { KeyPress } from '../protocol/key-press.js';
import { DtmfDetector } from '../sense/dtmf.js';
import { Keypad } from '../sense/keypad.js';
import { SpeechTap } from '../sense/speech-tap.js';
import type { SttMarks, SttStream } from '../sense/stt-stream.js';
import type { Tap } from '../sense/tap.js';

export interface DirectionOptions {
  readonly leg: Leg;
  /** Where what the leg says goes. */
  readonly other: Leg;
  readonly origin: Ticks;
  readonly policy: Policy;
  readonly fill: Fill;
  /** Whether speech must be heard before anything is cleared. */
  readonly hears: boolean;
  /** Undefined where nobody hears it. */
  readonly speech: SttStream | undefined;
  readonly sink: PipelineSink;
  readonly onFinding: (finding: Finding) => void;
  /** Keys that mean something when they are pressed alone; undefined where none do. */
  readonly loneKey?: {
    readonly isMeant: (event: number) => boolean;
    readonly pressed: (event: number, at: Span) => void;
  };
  /** A secret was keyed, or may have been said unheard: once for all its findings. */
  readonly onTaken: (entity: Entity) => void;
  /** A card number was keyed; only where the other party is told of such. */
  readonly onNumber: (number: TakenNumber) => void;
}

/** A key is told up to so long after it was pressed: what was heard since then is masked along with it. */
const KEY_REPORT_MS = 250;
/** What is cleared is handed out in steps of this length: in many small ones it would cost as much as the gates. */
const RELEASE_STEP = millisToTicks(500);
/** The longest digit that is spoken: what is left of it beside a stretch unheard may not be recognised. */
const CUT_WORD = millisToTicks(800);

export class Direction implements Omit<LegSink, 'language'> {
  readonly pipeline: Pipeline;
  readonly keyedRun: KeyedRun;
  /** Where the leg's first sample lies on the call's timeline. */
  readonly origin: Ticks;
  readonly #clockRateHz: number;
  readonly #keypad: Keypad;
  readonly #loneKey: LoneKey | undefined;
  readonly #dtmf: DtmfDetector;
  readonly #speech: SpeechTap | undefined;
  /** Undefined where nobody hears words and keys are all that is looked for. */
  readonly #guard: CadenceGuard | undefined;
  readonly #taps: readonly Tap[];
  readonly #other: Leg;
  /** Whether messages concern anybody but Tacet. */
  readonly #passes: boolean;
  /** Undefined until there is one: most legs have none. */
  #passing: PassingMessages | undefined;
  readonly #pass: (message: Uint8Array, isBinary: boolean) => void;
  readonly #isShadow: boolean;
  readonly #hearer: LegRole;
  /** Pauses that spare the other party keys, too. */
  readonly #pauses = new Map<PauseId, Span>();

  constructor(options: DirectionOptions) {
    const { leg, speech, origin } = options;
    const { codec, rateHz, ptimeMs, role } = leg.parameters;
    this.origin = origin;
    this.#hearer = otherRole(role);
    this.#other = options.other;
    this.#passes = leg.parameters.isTransparent || options.other.parameters.isTransparent;
    this.#pass = (...args) => options.other.pass(...args);
    this.#clockRateHz = codec.clockRateHz(rateHz);
    const { loneKey } = options;
    this.#loneKey = loneKey && new LoneKey(loneKey.isMeant, loneKey.pressed);
    const keyedNumber = new KeyedNumber(options.other.tells);
    this.keyedRun = new KeyedRun(role, {
      finding: options.onFinding,
      over: (entity) => {
        const number = keyedNumber.take();
        if (entity !== undefined) options.onTaken(entity);
        if (entity === 'pan' && number !== undefined) options.onNumber(number);
      },
    });
    this.#keypad = new Keypad(role, {
      keyStarted: (key, ordinal) => {
        keyedNumber.key(key.event);
        this.#keyed(key, ordinal);
      },
      keyEnded: (key, ordinal) => this.#keyed(key, ordinal),
    });
    this.#dtmf = new DtmfDetector(rateHz, {
      toneStarted: (at) => this.keyedRun.toneStarted(at),
      toneEnded: (at) => this.keyedRun.toneEnded(at),
      keyStarted: (event, from) => this.#keypad.keyStarted('in-band', event, from),
      keyEnded: (event, at) => this.#keypad.keyEnded('in-band', event, at),
    });
    const { hears, policy, onFinding } = options;
    this.#isShadow = policy.isShadow === true;
    const guards = hears || policy.whenBlind === 'cadence';
    const requires: RequiredTap[] = hears ? ['keys', 'speech'] : guards ? ['keys', 'cadence'] : ['keys'];
    this.#speech = speech === undefined ? undefined : new SpeechTap(speech, rateHz);
    this.#guard = guards
      ? new CadenceGuard({
          leg: role,
          rateHz,
          policy,
          hears,
          origin,
          onFinding: (finding) => {
            onFinding(finding);
            if (finding.settled && finding.belief === 'confirmed') options.onTaken(finding.entity);
          },
        })
      : undefined;
    this.#taps = [this.#dtmf, this.#speech, this.#guard].filter((tap) => tap !== undefined);
    this.pipeline = new Pipeline({
      leg: role,
      rateHz,
      clockRateHz: this.#clockRateHz,
      codec,
      ptimeMs,
      origin,
      policy,
      fill: options.fill,
      taps: this.#taps,
      requires,
      egress: options.other.egress,
      sink: options.sink,
    });
  }

  audio(packet: Packet, lostBefore: number): void {
    this.pipeline.audio(packet, lostBefore);
    if (this.#passing !== undefined) this.#passing.left(this.pipeline.live.decidedTo);
  }

  other(lostBefore: number): void {
    this.pipeline.other(lostBefore);
  }

  restarted(): void {
    this.pipeline.restart();
  }

  keyDown(key: KeyPress): void {
    this.#keypad.keyStarted('telephone-event', key.event, this.#locate(key.startTimestamp));
  }

  keyUp(key: KeyPress): void {
    const from = this.#locate(key.startTimestamp);
    const length = (key.durationClock * samplesToTicks(1, 48_000) * 48_000) / this.#clockRateHz;
    this.#keypad.keyEnded('telephone-event', key.event, span(from, from + length));
  }

  key(event: number, durationMs: number | undefined, message: Uint8Array): void {
    const to = this.pipeline.head;
    const lengthMs = Math.max(durationMs ?? 0, KEY_REPORT_MS);
    const from = ticks(Math.max(this.origin, to - millisToTicks(lengthMs)));
    const isPaused = this.#isPaused(span(from, to + 1));
    const isSecret = isPaused || (this.keyedRun.expectsSecret && !this.#isShadow);
    this.#keypad.keyStarted('telephone-event', event, from);
    this.#keypad.keyEnded('telephone-event', event, span(from, to));
    // What is withheld is gone: whoever is at the other end learns that somebody keys, not what.
    if (!isSecret) this.message(message, false);
  }

  message(data: Uint8Array, isBinary: boolean): void {
    if (!this.#passes) return;
    this.#passing ??= new PassingMessages(this.#pass);
    this.#passing.push(this.pipeline.head, data, isBinary);
    this.#passing.left(this.pipeline.live.decidedTo);
  }

  echo(reply: () => void): void {
    this.#passing ??= new PassingMessages(this.#pass);
    this.#passing.then(this.pipeline.head, reply);
    this.#passing.left(this.pipeline.live.decidedTo);
  }

  clear(): void {
    this.pipeline.dropQueued();
    this.#passing?.left(this.pipeline.head);
    this.#other.clearPeer(!this.#passes);
  }

  /** The conversation has made a secret likely, or no longer. */
  arm(isArmed: boolean): void {
    this.pipeline.live.arm(isArmed);
    this.keyedRun.arm(isArmed);
    this.#guard?.arm(isArmed);
  }

  /** Spares audiences a stretch; the same id again, with an earlier end, when somebody has ended it. */
  pause(id: PauseId, scope: ReadonlySet<Audience>, stretch: Span): void {
    if (scope.has(this.#hearer)) this.#pauses.set(id, stretch);
    this.pipeline.pause(id, scope, stretch);
  }

  /** The recogniser has died or stalled, or listens again. */
  tapLost(isLost: boolean): void {
    this.pipeline.live.tapLost(isLost);
    this.#guard?.tapLost(isLost);
  }

  /** No recogniser will ever hear this stretch: it is kept from everybody, with the words that its edges cut in two. */
  unheard({ from, to }: Span): void {
    const stretch = span(Math.max(this.origin, from - CUT_WORD), to + CUT_WORD);
    this.pipeline.live.unheard(stretch);
    this.pipeline.clearance.unheard(stretch);
    this.#guard?.unheard(stretch);
  }

  /** How far the recogniser has come. */
  heard({ heardTo, clearedTo }: Pick<SttMarks, 'heardTo' | 'clearedTo'>): void {
    this.pipeline.live.heard(heardTo);
    // First, so that what words have cleared is not released as suspected.
    this.#guard?.heard(heardTo, clearedTo);
    this.pipeline.clearance.cleared('speech', clearedTo);
    this.release();
  }

  /** Brings the keypad up to date and hands out what is cleared, once it is enough. */
  release(): void {
    const heardTo = Math.min(this.#dtmf.heardTo, this.pipeline.head) as Ticks;
    this.#keypad.advance(heardTo);
    this.keyedRun.heard(heardTo);
    this.#loneKey?.heard(heardTo, this.keyedRun.expectsSecret);
    this.pipeline.clearance.cleared('keys', this.keyedRun.clearedTo);
    if (this.#guard !== undefined) this.pipeline.clearance.cleared('cadence', this.#guard.clearedTo);
    if (this.pipeline.releasable >= RELEASE_STEP) this.pipeline.release();
    this.#passing?.left(this.pipeline.live.decidedTo);
    this.#guard?.released(this.pipeline.clearance.releasedTo);
  }

  /** No more audio comes: the recogniser gets what is still held back. */
  hearOut(): void {
    this.#guard?.ended();
    this.#speech?.finish();
  }

  /** The leg has ended: decides about the keys, releases everything, masked where it was not heard. */
  finish(): void {
    this.#dtmf.flush();
    this.#keypad.flush(this.pipeline.head);
    this.keyedRun.heard(this.pipeline.head);
    this.keyedRun.finish();
    this.pipeline.clearance.cleared('keys', this.pipeline.head);
    this.pipeline.clearance.cleared('cadence', this.pipeline.head);
    this.pipeline.release(true);
    this.#guard?.finish();
  }

  /** Zeroes everything. */
  close(): void {
    for (const tap of this.#taps) tap.close();
    this.#keypad.close();
    this.pipeline.close();
  }

  #keyed(key: Key, ordinal: number): void {
    // While a pause runs, a secret may be keyed.
    this.#loneKey?.key(key.event, ordinal, key.span, this.keyedRun.expectsSecret || this.#isPaused(key.span));
    this.keyedRun.key(ordinal, key.span);
  }

  #isPaused(place: Span): boolean {
    for (const [id, stretch] of this.#pauses) if (stretch.to <= place.from) this.#pauses.delete(id);
    return [...this.#pauses.values()].some((stretch) => overlaps(stretch, place));
  }

  #locate(timestamp: number): Ticks {
    const at = this.pipeline.timeline.locate(timestamp);
    return at === undefined ? this.pipeline.head : ticks(this.origin + at);
  }
}
