/**
 * What a server holds while no call runs: it must be the same after any number of calls as after one of each kind.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';

import type { Inspector } from './inspector.js';
import { isShallow, readCensus, readVitals, VITAL_NAMES, VITALS, type ShallowVitals } from './vitals.js';

export interface Held {
  readonly vitals: ShallowVitals;
  /** Counts that may not grow: timers, handles, listeners, descriptors, and objects of each class. */
  readonly counts: Readonly<Record<string, number>>;
}

export interface Leak {
  readonly what: string;
  readonly before: number;
  readonly after: number;
}

/** Of Node and of libraries, beside all classes of our own. */
const FOREIGN = [
  'Timeout',
  'Immediate',
  'Socket',
  'TCP',
  'WebSocket',
  'Receiver',
  'Sender',
  'AbortController',
  'AbortSignal',
  'MessagePort',
  'IncomingMessage',
  'ServerResponse',
  'ClientRequest',
  'FileHandle',
  'Hash',
  'Cipheriv',
  'SpanImpl',
  'WeakRef',
];
const BUILT = fileURLToPath(new URL('../../', import.meta.url));
const ASIDE = /^(bench|test)\/|\.test\.js$/;
/** They are as many as before the first call of all, when no call is there. */
const OPEN = ['timers', 'handles', 'workerHandles', 'descriptors'] as const;
const BETWEEN_LOOKS_MS = 500;

/** Names of the classes that the server is made of. */
const ownClasses = (): readonly string[] =>
  readdirSync(BUILT, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.js') && !ASIDE.test(path))
    .flatMap((path) =>
      [...readFileSync(join(BUILT, path), 'utf8').matchAll(/^(?:export )?class (\w+)/gm)].map(
        ([, name]) => name ?? '',
      ),
    );

export const readHeld = async (inspector: Inspector): Promise<Held> => {
  const vitals = await readVitals(inspector);
  const census = await readCensus(inspector);
  const counts: Record<string, number> = {};
  for (const name of VITAL_NAMES.filter(isShallow))
    if (!VITALS[name].isBytes) counts[VITALS[name].title] = vitals[name];
  for (const name of [...ownClasses(), ...FOREIGN]) counts[`objects: ${name}`] = census[name] ?? 0;
  return { vitals, counts };
};

export const leaksOf = (before: Held, after: Held): readonly Leak[] =>
  Object.entries(after.counts)
    .map(([what, count]) => ({ what, before: before.counts[what] ?? 0, after: count }))
    .filter((leak) => leak.after > leak.before);

/**
 * Waits until nothing is held that was not held before: connections are kept for a while, and the last call is sealed.
 * @returns with what is still held when there is no more time
 */
export const afterwards = async (
  inspector: Inspector,
  { counts }: Pick<Held, 'counts'>,
  limitMs: number,
): Promise<Held> => {
  const deadlineMs = performance.now() + limitMs;
  for (;;) {
    const held = await readHeld(inspector);
    const isLet = Object.entries(counts).every(([what, count]) => (held.counts[what] ?? 0) <= count);
    if (isLet || performance.now() > deadlineMs) return held;
    await wait(BETWEEN_LOOKS_MS);
  }
};

export interface Rest {
  readonly vitals: ShallowVitals;
  /** What is open is what was open before the first call: no call is left, and nothing of one. */
  readonly isReached: boolean;
}

/** Waits until what is open is what was open before the first call. */
export const rested = async (inspector: Inspector, before: Held, limitMs: number): Promise<Rest> => {
  const deadlineMs = performance.now() + limitMs;
  for (;;) {
    const vitals = await readVitals(inspector);
    const isReached = OPEN.every((name) => vitals[name] <= (before.counts[VITALS[name].title] ?? 0));
    if (isReached || performance.now() > deadlineMs) return { vitals, isReached };
    await wait(BETWEEN_LOOKS_MS);
  }
};

/**
 * What is held once a call of each kind has come and gone. Of what is open it is what was open at the start.
 * @param fresh before the first call
 */
export const rehearsed = async (inspector: Inspector, fresh: Held, limitMs: number): Promise<Held> => {
  await rested(inspector, fresh, limitMs);
  const { vitals, counts } = await readHeld(inspector);
  const open = Object.fromEntries(OPEN.map((name) => [VITALS[name].title, fresh.vitals[name]]));
  return { vitals, counts: { ...counts, ...open } };
};
