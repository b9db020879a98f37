/**
 * Whether the files of a call are those that its ledger lists, and whether what it says of masks agrees.
 */
import { createHash } from 'node:crypto';

import type { Fault } from './chain.js';
import type { LedgerEntry } from './fact.js';
import { LEDGER_FILE } from './ledger.js';
import { factsOf } from './read-ledger.js';
import type { CallFolder } from '../stores/store.js';
import { LEG_ROLES } from '../../core/ids.js';
import { FOREVER, span, SpanSet } from '../../core/span.js';
import { ticksPerSample } from '../../core/units.js';

/** Every part is there as it was sealed, and none beside them; after an erasure none is there. */
export const fileFaults = async (folder: CallFolder, entries: readonly LedgerEntry[]): Promise<Fault[]> => {
  const faults: Fault[] = [];
  const there = new Set((await folder.list()).filter((name) => name !== LEDGER_FILE));
  const isErased = factsOf(entries, 'erased').length > 0;
  const removed = new Set(factsOf(entries, 'removed').flatMap(({ files }) => files));
  const [opened] = factsOf(entries, 'opened');
  if (opened !== undefined && opened.folder !== folder.name)
    faults.push({ entry: opened.n, what: `is of another call, kept as ${opened.folder}` });
  for (const { n, file, sha256 } of factsOf(entries, 'sealed')) {
    const isThere = there.delete(file);
    if (isErased || removed.has(file)) {
      const what = isErased ? 'the call was erased' : 'it was removed';
      if (isThere) faults.push({ entry: n, what: `${file} is still there, though ${what}` });
    } else if (!isThere) {
      faults.push({ entry: n, what: `${file} is missing` });
    } else if (hash(await folder.get(file)) !== sha256) {
      faults.push({ entry: n, what: `${file} is not what was sealed` });
    }
  }
  for (const name of there) faults.push({ entry: undefined, what: `${name} is in no entry` });
  for (const { n, broken } of factsOf(entries, 'closed'))
    for (const name of broken) faults.push({ entry: n, what: `${name} could not be written to its end` });
  return faults;
};

/** What was masked for the recording, or paused, was withheld from it, as far as the leg goes. */
export const coverageFaults = (entries: readonly LedgerEntry[]): Fault[] => {
  const [closed] = factsOf(entries, 'closed');
  if (closed === undefined) return [];
  const faults: Fault[] = [];
  for (const leg of LEG_ROLES) {
    const origin = factsOf(entries, 'leg').find((fact) => fact.leg === leg)?.origin ?? 0;
    const withheld = new SpanSet();
    for (const { leg: of, span: place } of factsOf(entries, 'withheld'))
      if (of === leg) withheld.add(span(place[0], place[1]));
    const isWithheld = (from: number, to: number): boolean => {
      const left = new SpanSet();
      left.add(span(Math.max(from, origin), Math.min(to, closed.ends[leg])));
      for (const part of withheld.spans) left.remove(part);
      return left.isEmpty;
    };
    for (const mask of factsOf(entries, 'mask')) {
      if (mask.leg !== leg || mask.verdict !== 'masked' || !mask.for.includes('recording')) continue;
      if (!isWithheld(mask.span[0], mask.span[1]))
        faults.push({ entry: mask.n, what: 'masks what the recording was not spared' });
    }
    for (const pause of factsOf(entries, 'paused')) {
      const to = factsOf(entries, 'resumed').find((fact) => fact.pause === pause.pause)?.to ?? pause.until;
      if (pause.for.includes('recording') && !isWithheld(pause.from[leg] ?? origin, to))
        faults.push({ entry: pause.n, what: `pauses what the recording was not spared of the ${leg}` });
    }
  }
  return faults;
};

/** Nothing was kept where consent was asked for and not given, or was taken back. */
export const consentFaults = (entries: readonly LedgerEntry[]): Fault[] => {
  const [opened] = factsOf(entries, 'opened');
  const [closed] = factsOf(entries, 'closed');
  if (opened === undefined || closed === undefined) return [];
  const faults: Fault[] = [];
  for (const leg of LEG_ROLES) {
    const origin = factsOf(entries, 'leg').find((fact) => fact.leg === leg)?.origin ?? 0;
    const mayNot = new SpanSet();
    if (opened.consentRequired) mayNot.add(span(origin, FOREVER));
    for (const { state, from } of factsOf(entries, 'consent')) {
      if (state === 'given') mayNot.remove(span(from[leg], FOREVER));
      else mayNot.add(span(Math.max(from[leg], origin), FOREVER));
    }
    const left = new SpanSet();
    for (const part of mayNot.within(span(origin, closed.ends[leg]))) left.add(part);
    for (const { leg: of, span: place, reason } of factsOf(entries, 'withheld'))
      if (of === leg && reason === 'no-consent') left.remove(span(place[0], place[1]));
    // A sample that lies across the edge is not kept.
    const step = ticksPerSample(8_000);
    if (left.spans.some(({ from, to }) => to - from >= step))
      faults.push({ entry: opened.n, what: `keeps audio of the ${leg} without consent` });
  }
  return faults;
};

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
