/**
 * Draws `picture.svg` into the folder of a call, from the files that are there and what was put in.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { drawPicture, type PictureSpan } from './picture.js';
import { TacetError } from '../../core/errors.js';
import type { Audience } from '../../core/audience.js';
import type { LegRole } from '../../core/ids.js';
import { readWav, type Pcm } from '../replay/wav.js';
import type { ReportSpan } from '../../sink/report.js';

export const PICTURE_FILE = 'picture.svg';

export interface CallReport {
  readonly leakedMs: number;
  readonly lookAheadMs: number;
  readonly spans: readonly ReportSpan[];
}

/** @throws TacetError TACET_STORE_FAILED */
export const readReport = async (folder: string): Promise<CallReport> => {
  try {
    return JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as CallReport;
  } catch (error) {
    throw new TacetError('TACET_STORE_FAILED', 'no report', { cause: error });
  }
};

/** A cue that nothing followed, a tone that was none: the gate closed for a moment, about no number at all. */
export const isAboutNothing = (span: Pick<ReportSpan, 'verdict' | 'score' | 'cause'>): boolean =>
  span.verdict === 'withdrawn' && (span.score === 0 || span.cause === 'key-tone');

/** Whether a span was kept from this audience, or proved innocent. Undefined: no audience, all that was found. */
const concerns = ({ verdict, maskedFor }: ReportSpan, audience: Audience | undefined): boolean =>
  audience === undefined || verdict === 'withdrawn' || maskedFor.includes(audience);

/** Keys come one by one; this close together they are one number. */
export const ONE_NUMBER_MS = 500;

/** Spans of a kind that follow each other closely, as one. `spans` are in order of time. */
export const joined = (spans: readonly ReportSpan[]): ReportSpan[] => {
  const whole: ReportSpan[] = [];
  for (const span of spans) {
    const at = whole.findLastIndex(
      ({ leg, kind, verdict }) => leg === span.leg && kind === span.kind && verdict === span.verdict,
    );
    const last = whole[at];
    if (last === undefined || span.startMs - last.endMs > ONE_NUMBER_MS) {
      whole.push(span);
      continue;
    }
    const endMs = Math.max(last.endMs, span.endMs);
    whole[at] = { ...last, endMs, leakedMs: last.leakedMs + span.leakedMs };
  }
  return whole;
};

/**
 * @param spoken what went in: one channel a leg, the caller first, on the clock of the recording
 * @returns the path of the picture
 * @throws TacetError
 */
export const pictureOf = async (folder: string, spoken: Pcm, title: string): Promise<string> => {
  const report = await readReport(folder);
  const recording = await readWav(join(folder, 'recording.wav'));
  const heard = await readWav(join(folder, 'agent-heard.wav'));
  const [caller = new Int16Array(0)] = spoken.channels;
  const [left = caller, right = new Int16Array(0)] = recording.channels;
  const of = (leg: LegRole, audience: Audience | undefined): PictureSpan[] =>
    joined(
      report.spans.filter((span) => span.leg === leg && !isAboutNothing(span) && concerns(span, audience)),
    );
  const row = (
    label: string,
    note: string,
    pcm: Int16Array,
    rateHz: number,
    leg: LegRole,
    audience?: Audience,
  ) => ({ label, note, pcm, rateHz, spans: of(leg, audience) });
  const svg = drawPicture({
    title,
    subtitle: subtitle(report),
    durationMs: (left.length * 1_000) / recording.rateHz,
    rows: [
      row('Caller', 'as spoken', caller, spoken.rateHz, 'caller'),
      row('What the agent heard', 'live', heard.channels[0] ?? left, heard.rateHz, 'caller', 'agent'),
      row('Recording, left', 'caller', left, recording.rateHz, 'caller', 'recording'),
      row('Recording, right', 'agent', right, recording.rateHz, 'agent', 'recording'),
    ],
  });
  const path = join(folder, PICTURE_FILE);
  await writeFile(path, svg).catch((error: unknown) => {
    throw new TacetError('TACET_STORE_FAILED', PICTURE_FILE, { cause: error });
  });
  return path;
};

/** Secrets masked in the recording, apart from what was masked because nobody had heard it, in milliseconds. */
export const maskedMsOf = (
  spans: readonly ReportSpan[],
): { readonly secrets: number; readonly unheard: number } => {
  const sum = { secrets: 0, unheard: 0 };
  for (const { verdict, kind, maskedFor, startMs, endMs } of joined(spans)) {
    if (verdict === 'withdrawn' || kind === 'paused' || kind === 'no-consent') continue;
    if (kind === 'blind' || kind === 'unverified') sum.unheard += endMs - startMs;
    else if (maskedFor.includes('recording')) sum.secrets += endMs - startMs;
  }
  return sum;
};

const subtitle = ({ spans, leakedMs, lookAheadMs }: CallReport): string =>
  `look-ahead ${lookAheadMs} ms · heard live before the gate closed: ${Math.round(leakedMs)} ms · ` +
  `masked in the recording: ${(maskedMsOf(spans).secrets / 1_000).toFixed(1)} s`;
