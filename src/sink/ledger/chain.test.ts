import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { CallLedger } from './call-ledger.js';
import { readChain, type Fault } from './chain.js';
import { LEDGER_FILE } from './ledger.js';
import { linesOf } from './read-ledger.js';
import { LocalFolder } from '../stores/local-folder.js';
import { ManualClock } from '../../core/clock.js';
import { newFindingId, parseCallId, type CallId } from '../../core/ids.js';
import { span } from '../../core/span.js';
import { ticks } from '../../core/units.js';
import { SOME_POLICY } from '../../test/policy-fact.js';

const { privateKey } = generateKeyPairSync('ed25519');
const publicKey = createPublicKey(privateKey);

let directory = '';
let text = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tacet-'));
  const folder = new LocalFolder(directory);
  const onBroken = (error: Error): void => {
    throw error;
  };
  const ledger = new CallLedger(
    { folder, key: { privateKey, publicKey }, clock: new ManualClock(), onBroken },
    {
      ...SOME_POLICY,
      fill: { kind: 'comfort-noise', levelDbov: null, seeds: { caller: 1, agent: 2 } },
    },
  );
  const call = parseCallId('call') as CallId;
  ledger.opened({
    call,
    language: 'en',
    startedAt: new Date(0),
    recordingRateHz: 8_000,
    lookAhead: ticks(0),
  });
  ledger.leg('caller', ticks(0));
  ledger.recorded('caller', 8_000, span(0, 4_800), undefined);
  ledger.recorded('caller', 8_000, span(4_800, 9_600), 'pan');
  ledger.recorded('caller', 8_000, span(9_600, 14_400), 'pan');
  ledger.finding(
    {
      id: newFindingId(),
      leg: 'caller',
      belief: 'confirmed',
      entity: 'pan',
      span: span(4_800, 14_400),
      score: 1,
      cause: 'prompted',
      decidedAt: ticks(9_600),
      settled: true,
    },
    480,
    ['agent', 'recording'],
  );
  ledger.engine('caller', 'lost', ticks(14_400));
  await ledger.sealed({ name: 'recording.wav.000001.age', sha256: 'ab', plainBytes: 100 });
  ledger.blind('agent', span(0, 960));
  await ledger.closed(undefined, { caller: ticks(14_400), agent: ticks(0) }, []);
  text = await readFile(join(directory, LEDGER_FILE), 'utf8');
});
afterAll(() => rm(directory, { recursive: true }));

const faultsOf = (changed: string): readonly Fault[] => readChain(changed, publicKey).faults;
const whole = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

describe('a ledger', () => {
  it('holds as it was written, and says what happened', () => {
    const { entries, faults } = readChain(text, publicKey);

    expect(faults).toEqual([]);
    expect(entries.map(({ kind }) => kind)).toEqual([
      'opened',
      'leg',
      'mask',
      'engine',
      'withheld',
      'sealed',
      'blind',
      'closed',
    ]);
    expect(entries[4]).toMatchObject({ reason: 'pan', span: [4_800, 14_400], samples: 1_600, rateHz: 8_000 });
    expect(entries[2]).toMatchObject({ verdict: 'masked', for: ['agent', 'recording'], leaked: 480 });
    expect(entries[7]).toMatchObject({ parts: { 'recording.wav': 1 }, broken: [] });
  });

  it('names the entry in which any byte was changed', () => {
    const lines = linesOf(text);
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const bytes = Buffer.from(text);
        bytes[at] = (bytes[at] ?? 0) ^ by;
        const entry = linesOf(text.slice(0, at + 1)).length - 1;

        const faults = faultsOf(bytes.toString('latin1'));

        // A line end that is gone takes the next line along.
        expect(faults.some((fault) => fault.entry === entry || fault.entry === entry + 1)).toBe(true);
        expect(faults.every((fault) => (fault.entry ?? 0) < lines.length + 1)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('shows the entry after which one was removed, wherever it stood', () => {
    const lines = linesOf(text);
    for (let gone = 0; gone < lines.length; gone++) {
      const faults = faultsOf(whole(lines.toSpliced(gone, 1)));

      expect(faults[0]?.entry).toBe(Math.min(gone, lines.length - 2));
    }
  });

  it('shows where two entries changed places', () => {
    const lines = linesOf(text);
    for (let i = 0; i < lines.length; i++) {
      for (let j = i + 1; j < lines.length; j++) {
        const swapped = [...lines];
        [swapped[i], swapped[j]] = [lines[j] ?? '', lines[i] ?? ''];

        const named = faultsOf(whole(swapped)).map(({ entry }) => entry);

        expect(named).toEqual(expect.arrayContaining([i, j]));
      }
    }
  });

  it('shows where an entry was doubled, or one of another ledger put in', () => {
    const lines = linesOf(text);
    for (let i = 0; i < lines.length; i++)
      expect(faultsOf(whole(lines.toSpliced(i, 0, lines[i] ?? ''))).length).toBeGreaterThan(0);
  });

  it('shows that it was cut off, wherever', () => {
    for (let length = 0; length < text.length; length++) {
      const faults = faultsOf(text.slice(0, length));

      expect(faults.length).toBeGreaterThan(0);
    }
  });

  it('signed with another key says so, once', () => {
    const other = createPublicKey(generateKeyPairSync('ed25519').privateKey);

    const { faults, entries } = readChain(text, other);

    expect(entries).toEqual([]);
    expect(faults.map(({ what }) => what)).toEqual([expect.stringContaining('signed with another key')]);
  });
});
