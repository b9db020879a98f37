/**
 * How the engines of one language work together: one alone, a list of which the first that works is heard, or several
 * that vote. Each must be fit for the live gate, or the server does not start.
 */
import { TacetError, type ErrorCode } from '../../core/errors.js';
import type { Engine } from '../engine.js';
import type { OnModelProgress } from '../models/store.js';
import { FallbackEngine } from './fallback.js';
import { openEngine, prepareEngine, reachEngine } from './registry.js';
import { VoteEngine } from './vote.js';

export interface NamedEngine {
  readonly engine: string;
  readonly options: Readonly<Record<string, unknown>>;
}

export type ArrangedEngine = NamedEngine | { readonly vote: readonly NamedEngine[] };
export type Arrangement = ArrangedEngine | readonly ArrangedEngine[];

const isList = (arrangement: Arrangement): arrangement is readonly ArrangedEngine[] =>
  Array.isArray(arrangement);

const enginesOf = (arrangement: Arrangement): readonly NamedEngine[] =>
  (isList(arrangement) ? arrangement : [arrangement]).flatMap((part) =>
    'vote' in part ? part.vote : [part],
  );

/** Fetches and verifies what its engines need. @throws TacetError */
export const prepareArrangement = async (
  arrangement: Arrangement,
  onProgress?: OnModelProgress,
): Promise<void> => {
  for (const { engine, options } of enginesOf(arrangement)) await prepareEngine(engine, options, onProgress);
};

/** @returns its engines whose servers cannot be reached now, and why */
export const unreachedIn = async (
  arrangement: Arrangement,
  language: string,
): Promise<readonly { readonly engine: string; readonly code: ErrorCode }[]> => {
  const asked = enginesOf(arrangement).map(async ({ engine, options }) => ({
    engine,
    code: await reachEngine(engine, options, language),
  }));
  return (await Promise.all(asked)).flatMap(({ engine, code }) =>
    code === undefined ? [] : { engine, code },
  );
};

/** @throws TacetError TACET_CONFIG where an engine cannot serve the live gate */
export const openArrangement = async (arrangement: Arrangement): Promise<Engine> => {
  if (!isList(arrangement)) return openPart(arrangement);
  const engines = await Promise.all(arrangement.map(openPart));
  const [only] = engines;
  return engines.length === 1 && only !== undefined ? only : new FallbackEngine(engines);
};

const openPart = async (part: ArrangedEngine): Promise<Engine> =>
  'vote' in part ? new VoteEngine(await Promise.all(part.vote.map(openFit))) : openFit(part);

const openFit = async ({ engine: name, options }: NamedEngine): Promise<Engine> => {
  const engine = await openEngine(name, options);
  const { partials, wordTimes } = engine.capabilities;
  if (partials && wordTimes) return engine;
  engine.close();
  const lack = partials ? 'gives no word times' : 'gives no words before an utterance is over';
  throw new TacetError('TACET_CONFIG', `engine ${name} ${lack}: the live gate cannot work with it`);
};
