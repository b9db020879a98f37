/**
 * What is kept of one call: the recording, the transcript and the report, in one folder.
 *
 * It is given cleared audio, redacted words and findings; it joins them into files and seals them together.
 * The media path never waits for it once its folder is made, and a broken file never ends a call.
 */
import type { CallFile } from './call-file.js';
import type { CallLedger } from './ledger/call-ledger.js';
import { Recorder } from './recorder.js';
import { Report } from './report.js';
import { Transcript, type TranscriptWord } from './transcript.js';
import type { Audience, MaskedFor } from '../core/audience.js';
import { TacetError, type ErrorCode } from '../core/errors.js';
import type { Finding, MaskReason } from '../core/finding.js';
import { LEG_ROLES, otherRole, type CallId, type LegRole } from '../core/ids.js';
import type { EndedPause, Pause } from '../core/pause.js';
import { FOREVER, intersect, isEmpty, span, type Span } from '../core/span.js';
import {
  millisToTicks,
  samplesToTicks,
  ticks,
  ticksToMillis,
  type SampleRate,
  type Ticks,
} from '../core/units.js';
import { Resampler } from '../media/resampler.js';

export const RECORDING_FILE = 'recording.wav';
export const TRANSCRIPT_FILE = 'transcript.jsonl';
export const REPORT_FILE = 'report.json';
/** Whoever joins late is placed by the clock, which the audio of the other leg may be ahead of. */
const LATE_JOIN = millisToTicks(5_000);
const FILES = [RECORDING_FILE, TRANSCRIPT_FILE, REPORT_FILE] as const;

/** Opens a file of the call by name. */
export type OpenFile = (name: string) => CallFile;

export interface CallRecordOptions {
  readonly call: CallId;
  readonly rateHz: SampleRate;
  readonly lookAhead: Ticks;
  /** What is masked for whom. */
  readonly masked: MaskedFor;
  /** What would be masked for whom, where not all of it is. */
  readonly wouldMask?: MaskedFor | undefined;
  readonly open: OpenFile;
  /** Undefined where nothing has to be proved. */
  readonly ledger?: CallLedger | undefined;
  /** After the last byte. */
  readonly done?: () => Promise<void>;
}

interface Released {
  readonly span: Span;
  readonly mask: MaskReason | undefined;
}

export interface RecordCounts {
  readonly brokenFiles: number;
  readonly ledgerEntries: number;
  /** 0 or 1. */
  readonly brokenLedgers: number;
}

export class CallRecord {
  readonly #options: CallRecordOptions;
  readonly #ledger: CallLedger | undefined;
  readonly #files: Readonly<Record<(typeof FILES)[number], CallFile>>;
  readonly #recorder: Recorder;
  readonly #transcript: Transcript;
  readonly #report = new Report();
  readonly #resampled: Partial<Record<LegRole, { readonly resampler: Resampler; to: Ticks }>> = {};
  readonly #origins: Partial<Record<LegRole, Ticks>> = {};
  readonly #running = new Set<Pause>();
  readonly #blindSince = new Map<LegRole, Ticks>();
  readonly #endsAt: Record<LegRole, Ticks> = { caller: 0 as Ticks, agent: 0 as Ticks };
  readonly #kept: Record<LegRole, Span> = { caller: span(0, FOREVER), agent: span(0, FOREVER) };
  readonly #consent: Parameters<CallLedger['consent']>[0][] = [];
  #maskedTicks = 0;
  #language = '';
  #startedAt = '';

  constructor(options: CallRecordOptions) {
    this.#options = options;
    this.#ledger = options.ledger;
    const { open } = options;
    this.#files = {
      [RECORDING_FILE]: open(RECORDING_FILE),
      [TRANSCRIPT_FILE]: open(TRANSCRIPT_FILE),
      [REPORT_FILE]: open(REPORT_FILE),
    };
    this.#recorder = new Recorder(this.#files[RECORDING_FILE], options.rateHz);
    this.#transcript = new Transcript(this.#files[TRANSCRIPT_FILE]);
  }

  get report(): Report {
    return this.#report;
  }

  /** Taken and not written yet. */
  get waitingBytes(): number {
    return FILES.reduce((sum, name) => sum + this.#files[name].waitingBytes, 0);
  }

  get counts(): RecordCounts {
    return {
      brokenFiles: FILES.reduce((sum, name) => sum + (this.#files[name].broken ? 1 : 0), 0),
      ledgerEntries: this.#ledger?.entries ?? 0,
      brokenLedgers: this.#ledger?.broken === true ? 1 : 0,
    };
  }

  /** How much of a span the transcript shows as it was said, in Ticks. */
  leakedToTranscript(leg: LegRole, of: Span): number {
    return this.#transcript.leaked(leg, of);
  }

  begin(facts: { readonly language: string; readonly startedAt: Date }): void {
    this.#language = facts.language;
    this.#startedAt = facts.startedAt.toISOString();
    const { call, rateHz, lookAhead } = this.#options;
    this.#ledger?.opened({ call, ...facts, recordingRateHz: rateHz, lookAhead });
  }

  /** What may be kept of a leg: words of elsewhere are dropped, whenever they come. */
  keepOnly(leg: LegRole, kept: Span): void {
    this.#kept[leg] = kept;
  }

  consent(fact: Parameters<CallLedger['consent']>[0]): void {
    this.#consent.push(fact);
    this.#ledger?.consent(fact);
  }

  /** @param subject the hash of who the caller is to somebody outside */
  subject(subject: string): void {
    this.#ledger?.subject(subject);
  }

  /** Where the leg's first sample lies on the call's timeline. */
  origin(leg: LegRole, at: Ticks): void {
    this.#origins[leg] = at;
    this.#ledger?.leg(leg, at);
    for (const pause of this.#running) this.#hide(pause, leg);
  }

  /** Cleared or filled audio, in order; copies `pcm`. */
  audio(leg: LegRole, rateHz: SampleRate, part: Released, pcm: Int16Array): void {
    this.#endsAt[leg] = part.span.to;
    this.#ledger?.recorded(leg, rateHz, part.span, part.mask);
    if (part.mask !== undefined) this.#maskedTicks += part.span.to - part.span.from;
    if (part.mask === 'unverified' || part.mask === 'no-consent')
      this.#report.unheard(leg, part.mask, part.span);
    if (rateHz === this.#recorder.rateHz) {
      this.#recorder.write(leg, part.span.from, pcm);
      return;
    }
    const resampled = (this.#resampled[leg] ??= this.#resample(rateHz, part.span.from));
    const out = new Int16Array(resampled.resampler.maxOutput(pcm.length));
    const count = resampled.resampler.process(pcm, out);
    // By what has come out, not by the part's own place: that may lie between two samples of the recording.
    this.#recorder.write(leg, resampled.to, out.subarray(0, count));
    resampled.to = ticks(resampled.to + samplesToTicks(count, this.#recorder.rateHz));
  }

  words(leg: LegRole, words: readonly TranscriptWord[]): void {
    const kept = this.#kept[leg];
    const whole = words.filter(({ span: at }) => kept.from <= at.from && at.to <= kept.to);
    this.#transcript.words(leg, whole);
  }

  /** @param wouldLeak what the other party would have heard, were the policy carried out */
  finding(finding: Finding, leakedTicks: number, wouldLeak = leakedTicks): void {
    const { masked, wouldMask } = this.#options;
    const audiences = audiencesOf(finding.leg);
    const maskedFor = audiences.filter((audience) => masked[audience].has(finding.entity));
    const wouldFor = audiences.filter((audience) => wouldMask?.[audience].has(finding.entity));
    const shadow = wouldMask && {
      for: wouldFor.filter((audience) => !maskedFor.includes(audience)),
      leaked: wouldLeak,
    };
    this.#report.finding(finding, leakedTicks, maskedFor, shadow);
    this.#ledger?.finding(finding, leakedTicks, maskedFor, shadow);
    if (!masked.transcript.has(finding.entity)) return;
    if (
      finding.settled &&
      finding.belief === 'confirmed' &&
      !isEmpty(intersect(finding.span, this.#kept[finding.leg]))
    )
      this.#transcript.mask(finding);
  }

  cleared(leg: LegRole, to: Ticks): void {
    this.#transcript.cleared(leg, to);
  }

  /** Nobody is there who could be heard on this leg; the call has come up to `head`. */
  absent(leg: LegRole, head: Ticks): void {
    this.cleared(leg, head);
    this.#recorder.silent(leg, ticks(Math.max(0, head - LATE_JOIN)));
  }

  blind(leg: LegRole, at: Ticks): void {
    this.#blindSince.set(leg, at);
  }

  sighted(leg: LegRole, at: Ticks): void {
    const since = this.#blindSince.get(leg);
    if (since === undefined) return;
    this.#blindSince.delete(leg);
    this.#report.unheard(leg, 'blind', span(since, at));
    this.#ledger?.blind(leg, span(since, at));
  }

  /** Somebody has asked for a pause. */
  paused(pause: Pause): void {
    this.#running.add(pause);
    this.#ledger?.paused(pause);
    for (const leg of LEG_ROLES) this.#hide(pause, leg);
  }

  resumed(pause: EndedPause): void {
    for (const running of this.#running) if (running.id === pause.id) this.#running.delete(running);
    this.#ledger?.resumed(pause);
    this.#report.pause(pause);
    for (const leg of LEG_ROLES) {
      const place = this.#placeOf(pause, leg);
      if (place === undefined) continue;
      this.#report.paused(
        leg,
        place,
        audiencesOf(leg).filter((audience) => pause.scope.has(audience)),
      );
      if (pause.scope.has('transcript')) this.#transcript.pause(leg, pause.id, place);
    }
  }

  /** The recogniser of a leg went, or came back. */
  engine(leg: LegRole, state: string, head: Ticks): void {
    this.#ledger?.engine(leg, state, head);
  }

  /**
   * Finishes the files, then the ledger.
   * @param code why the call ended, where it was not simply hung up
   * @throws TacetError TACET_STORE_FAILED
   */
  async seal(
    counters: Readonly<Record<LegRole, Readonly<Record<string, number>>>>,
    code?: ErrorCode,
  ): Promise<void> {
    for (const leg of ['caller', 'agent'] as const) this.sighted(leg, this.#endsAt[leg]);
    const { call, rateHz, lookAhead } = this.#options;
    const report = {
      call,
      mode: this.#options.wouldMask === undefined ? 'enforce' : 'shadow',
      language: this.#language,
      startedAt: this.#startedAt,
      durationMs: Math.round(ticksToMillis(Math.max(this.#endsAt.caller, this.#endsAt.agent))),
      lookAheadMs: ticksToMillis(lookAhead),
      recordingRateHz: rateHz,
      consent: this.#consent.map(({ state, by, from }) => ({
        state,
        by,
        fromMs: { caller: ticksToMillis(ticks(from.caller)), agent: ticksToMillis(ticks(from.agent)) },
      })),
      maskedMs: Math.round(ticksToMillis(this.#maskedTicks)),
      originMs: { caller: millisOf(this.#origins.caller), agent: millisOf(this.#origins.agent) },
      ...this.#report.toJSON(),
      legs: counters,
    };
    const reportFile = this.#files[REPORT_FILE];
    reportFile.append(Buffer.from(`${JSON.stringify(report, null, 2)}\n`));
    await Promise.allSettled([this.#recorder.seal(), this.#transcript.seal(), reportFile.seal()]);
    const broken: string[] = FILES.filter((name) => this.#files[name].broken);
    await this.#ledger?.closed(code, this.#endsAt, broken);
    await this.#options.done?.();
    if (this.#ledger?.broken === true) broken.push('ledger');
    if (broken.length > 0) throw new TacetError('TACET_STORE_FAILED', broken.join(', '));
  }

  /** Until it ends the transcript shows nothing of it. */
  #hide(pause: Pause, leg: LegRole): void {
    const place = this.#placeOf({ ...pause, to: FOREVER }, leg);
    if (place !== undefined && pause.scope.has('transcript')) this.#transcript.pause(leg, pause.id, place);
  }

  /** Undefined where the leg was not there. */
  #placeOf(pause: Pause, leg: LegRole): Span | undefined {
    const from = pause.from[leg] ?? this.#origins[leg];
    return from === undefined || from >= pause.to ? undefined : span(from, pause.to);
  }

  #resample(rateHz: SampleRate, from: Ticks): { readonly resampler: Resampler; to: Ticks } {
    const resampler = new Resampler(rateHz, this.#recorder.rateHz);
    return { resampler, to: ticks(from - resampler.groupDelay) };
  }
}

/** Who comes to know what a leg says. */
const audiencesOf = (leg: LegRole): readonly Audience[] => [otherRole(leg), 'recording', 'transcript'];

const millisOf = (at: Ticks | undefined): number | null => (at === undefined ? null : ticksToMillis(at));
