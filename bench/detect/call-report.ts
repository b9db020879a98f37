/**
 * What the call's own report adds to its audio: when each labelled number was first suspected, and whether
 * the call had stretches that nobody heard.
 */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';

import type { Label } from './pack.js';
import { digitsOf } from './score.js';

const UNHEARD = ['blind', 'unverified'] as const;
export type Unheard = (typeof UNHEARD)[number];

const CallReport = z.object({
  spans: z.array(
    z.object({
      leg: z.string(),
      kind: z.string(),
      startMs: z.number(),
      endMs: z.number(),
      decidedAtMs: z.number(),
      verdict: z.string(),
    }),
  ),
});

export type CallReport = z.output<typeof CallReport>;

/** @throws ZodError where it is not a report */
export const readCallReport = async (path: string): Promise<CallReport> =>
  CallReport.parse(JSON.parse(await readFile(path, 'utf8')));

/**
 * From the end of the label's first digit to the caller's audio at which a mask over the label was first
 * suspected: negative where it was expected. Undefined where no mask lies over it.
 */
export const maskLatencyMs = (label: Label, { spans }: CallReport): number | undefined => {
  const first = digitsOf(label)[0] ?? label;
  const decided = spans
    .filter(({ leg, kind, verdict }) => leg === 'caller' && verdict === 'masked' && !isUnheard(kind))
    .filter(({ startMs, endMs }) => startMs < label.endMs && label.startMs < endMs)
    .map(({ decidedAtMs }) => decidedAtMs);
  return decided.length === 0 ? undefined : Math.min(...decided) - first.endMs;
};

/**
 * Milliseconds of the caller's audio before `endMs` that were masked because the recogniser had not heard them in
 * time: `blind` is what the agent missed, `unverified` what the recording lacks.
 */
export const unheardMs = ({ spans }: CallReport, kind: Unheard, endMs: number): number =>
  spans
    .filter((span) => span.leg === 'caller' && span.kind === kind && span.startMs < endMs)
    .reduce((total, span) => total + Math.min(span.endMs, endMs) - span.startMs, 0);

const isUnheard = (kind: string): boolean => UNHEARD.some((unheard) => unheard === kind);
