/** Calls that are kept encrypted, end to end: what the disk shows, what a key opens, what the ledger proves. */
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { RunningTacet, readRecording, scripted, words, type TestCall } from './bridges/running-tacet.js';
import { within } from './bridges/rtp-client.js';
import { FRAME_MS, fromPcmu, levelOf, voice } from './bridges/signals.js';
import { eraseCalls } from '../app/recordings/erase.js';
import { exportCall } from '../app/recordings/export.js';
import { readIdentities, writeIdentity } from '../app/recordings/key-files.js';
import { listRecordings } from '../app/recordings/list.js';
import { verifyCall } from '../app/recordings/verify.js';
import { certificateOf } from '../app/recordings/certificate.js';
import { systemClock } from '../core/clock.js';
import { ensureLedgerKey, type LedgerKey } from '../sink/ledger/ledger-key.js';
import { FolderStore } from '../sink/stores/folder.js';

const CARD = [
  ...words('my card number is', 1_000, 200, 20),
  ...words('four one one one one one one one one one one one one one one one', 2_000, 150, 50),
];
const CARD_FRAMES = { from: 2_000 / FRAME_MS, to: 5_100 / FRAME_MS };
const FRAMES = 350;

let keys: string;
let identities: readonly string[];
let recipient: string;
let ledgerKey: LedgerKey;
beforeAll(async () => {
  keys = await mkdtemp(join(tmpdir(), 'tacet-keys-'));
  recipient = await writeIdentity(join(keys, 'a.key'), new Date(0));
  identities = await readIdentities(join(keys, 'a.key'));
  ledgerKey = await ensureLedgerKey(join(keys, 'ledger.key'));
});
afterAll(() => rm(keys, { recursive: true }));
afterEach(() => RunningTacet.stopAll());

let server: RunningTacet;
let call: TestCall;
let said: Buffer[];
let out: string;
/** A call in which a card number was said, kept encrypted. */
beforeEach(async () => {
  server = await RunningTacet.start({
    engines: { en: scripted({ words: CARD }) },
    // In one part, however long the machine takes.
    recording: { unencrypted: false, recipients: [recipient], segmentSeconds: 60 },
    ledger: { keyFile: join(keys, 'ledger.key') },
  });
  call = await server.call({ id: 'card' });
  said = voice(FRAMES, 71);
  await call.say({ caller: said }, 300);
  await call.hangUp();
  out = `${server.directory}-out`;
});
afterEach(() => rm(out, { recursive: true, force: true }));

const store = (): FolderStore => new FolderStore(server.directory);
const folder = () => store().find('card');
const partsOf = async (file: string): Promise<string[]> =>
  (await readdir(join(server.directory, 'card'))).filter((name) => name.startsWith(file)).sort();
const damage = async (name: string): Promise<void> => {
  const path = join(server.directory, 'card', name);
  const bytes = await readFile(path);
  bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1;
  await writeFile(path, bytes);
};

describe('a call that is kept encrypted', () => {
  it('is on the disk as age files and a ledger, which tell nothing of what was said', async () => {
    const files = await server.files();

    expect([...files.keys()].sort()).toEqual([
      'card/key.age',
      'card/ledger.jsonl',
      'card/recording.wav.000001.age',
      'card/report.json.000001.age',
      'card/transcript.jsonl.000001.age',
    ]);
    for (const [name, bytes] of files) {
      if (name.endsWith('.age')) expect(bytes.toString('latin1')).toMatch(/^age-encryption\.org\/v1\n/);
      expect(bytes.toString('latin1')).not.toMatch(/RIFF|card number|"text"|\bfour\b|\bone one\b/);
      for (const payload of said) {
        expect(bytes.includes(payload.subarray(0, 40))).toBe(false);
        expect(bytes.includes(Buffer.from(fromPcmu([payload]).buffer, 0, 40))).toBe(false);
      }
    }
  });

  it('opens with the key: a recording with the number cut out, its transcript and its report', async () => {
    const { paths, faults } = await exportCall(await folder(), identities, out);

    expect(faults).toEqual([]);
    expect(paths.map((path) => path.slice(out.length + 1))).toEqual([
      'recording.wav',
      'transcript.jsonl',
      'report.json',
    ]);
    const { caller } = await readRecording(join(out, 'recording.wav'));
    const source = fromPcmu(said);
    const [from, to] = [CARD_FRAMES.from * 160, CARD_FRAMES.to * 160];
    expect(caller.subarray(0, 8_000)).toEqual(source.subarray(0, 8_000));
    expect(levelOf(source.subarray(from, to))).toBeGreaterThan(-40);
    expect(levelOf(caller.subarray(from, to))).toBeLessThan(-50);
    expect(await readFile(join(out, 'transcript.jsonl'), 'utf8')).toContain('[PAN]');
    expect(JSON.parse(await readFile(join(out, 'report.json'), 'utf8'))).toMatchObject({ call: 'card' });
  });

  it('has a ledger that holds, and a recording that holds fill where it says so', async () => {
    const verification = await verifyCall(await folder(), ledgerKey.publicKey, identities);

    expect(verification.faults).toEqual([]);
    expect(verification.compared).toBeGreaterThan(8_000 * 3);
    const html = certificateOf('card', verification, new Date(0));
    expect(html).toContain('Holds');
    expect(html).toContain('<svg');
    expect(html).toContain('[PAN]');
  });

  it('is listed without a key: when, how long, how much was masked', async () => {
    const [summary] = await listRecordings(store(), systemClock);

    expect(summary).toMatchObject({ name: 'card', state: 'complete' });
    expect(summary?.durationMs).toBeGreaterThanOrEqual(FRAMES * FRAME_MS);
    expect(summary?.maskedMs).toBeGreaterThan(3_000);
  });

  it('does not open with another key, and says so', async () => {
    await writeIdentity(join(out, 'other.key'), new Date(0));
    const others = await readIdentities(join(out, 'other.key'));

    await expect(exportCall(await folder(), others, out)).rejects.toMatchObject({ code: 'TACET_KEY_WRONG' });
  });

  it('whose part is damaged is exported without it, everything else in its place, and named', async () => {
    const whole = await exportCall(await folder(), identities, join(out, 'whole'));
    const [part = ''] = await partsOf('recording.wav');
    await damage(part);

    const { faults } = await exportCall(await folder(), identities, join(out, 'damaged'));
    const verification = await verifyCall(await folder(), ledgerKey.publicKey, identities);

    expect(whole.faults).toEqual([]);
    expect(faults).toEqual([`${part} is missing or damaged`, 'there is no recording.wav']);
    const { caller, rateHz } = await readRecording(join(out, 'damaged', 'recording.wav'));
    expect(rateHz).toBe(8_000);
    expect(caller.length).toBe((await readRecording(join(out, 'whole', 'recording.wav'))).caller.length);
    expect(levelOf(caller)).toBeLessThan(-90);
    expect(await readFile(join(out, 'damaged', 'transcript.jsonl'), 'utf8')).toContain('[PAN]');
    expect(verification.faults.map(({ what }) => what)).toEqual([`${part} is not what was sealed`]);
  });

  it('whose part is gone, or stands in the place of another, is named', async () => {
    const at = join(server.directory, 'card');
    const transcript = await readFile(join(at, 'transcript.jsonl.000001.age'));
    await rm(join(at, 'report.json.000001.age'));
    await writeFile(join(at, 'transcript.jsonl.000002.age'), transcript);

    const { faults } = await verifyCall(await folder(), ledgerKey.publicKey);

    expect(faults.map(({ what }) => what)).toEqual([
      'report.json.000001.age is missing',
      'transcript.jsonl.000002.age is in no entry',
    ]);
  });

  it('that was given the name of another call is named', async () => {
    await rename(join(server.directory, 'card'), join(server.directory, 'other'));

    const { faults } = await verifyCall(await store().find('other'), ledgerKey.publicKey);

    expect(faults).toEqual([{ entry: 0, what: 'is of another call, kept as card' }]);
  });

  it('once erased is gone but for its ledger, which says so and holds', async () => {
    await eraseCalls(store(), ['card'], ledgerKey, systemClock);

    expect(await readdir(join(server.directory, 'card'))).toEqual(['ledger.jsonl']);
    await expect(exportCall(await folder(), identities, out)).rejects.toMatchObject({
      code: 'TACET_CALL_ERASED',
    });
    const { faults, entries } = await verifyCall(await folder(), ledgerKey.publicKey);
    expect(faults).toEqual([]);
    expect(entries.at(-1)).toMatchObject({ kind: 'erased' });
    expect((await listRecordings(store(), systemClock))[0]).toMatchObject({ state: 'erased' });
  });

  it('cannot be read by whoever kept a copy of its files, once its key is destroyed', async () => {
    const copy = join(server.directory, 'copy');
    const files = await server.files();
    await eraseCalls(store(), ['card'], ledgerKey, systemClock);
    await mkdir(copy);
    for (const [name, bytes] of files)
      if (!name.endsWith('key.age')) await writeFile(join(copy, name.slice('card/'.length)), bytes);

    await expect(exportCall(await store().find('copy'), identities, out)).rejects.toMatchObject({
      code: 'TACET_CALL_ERASED',
    });
  });

  it.each(['../card', 'nobody', '..', 'card/'])('of the name %s is unknown', async (name) => {
    await expect(store().find(name)).rejects.toMatchObject({ code: 'TACET_CALL_UNKNOWN' });
    await expect(eraseCalls(store(), ['card', name], ledgerKey, systemClock)).rejects.toMatchObject({
      code: 'TACET_CALL_UNKNOWN',
    });
    expect(await partsOf('key')).toEqual(['key.age']);
  });
});

describe('a recogniser that fails', () => {
  it('is in the ledger, with the stretches that nobody heard', async () => {
    const failing = await RunningTacet.start({
      engines: { en: scripted({ trouble: [{ atMs: 1_030, kind: 'crash' }] }) },
      recording: { unencrypted: false, recipients: [recipient] },
      ledger: { keyFile: join(keys, 'ledger.key') },
    });
    const lost = await failing.call({ id: 'lost' });
    const gone = new Promise<void>((resolve) => {
      lost.call.speech?.events.on('state', ({ leg, state }) => {
        if (leg === 'caller' && state === 'lost') resolve();
      });
    });
    await lost.say({ caller: voice(50, 72) }, 300);
    // Its recogniser is not started again while this is said.
    failing.clock.stop();
    await lost.shout(voice(10, 73));
    await within(gone, 'the recogniser to be lost');
    await lost.shout(voice(90, 74));
    failing.clock.go();
    await lost.hangUp();

    const at = await new FolderStore(failing.directory).find('lost');
    const { entries, faults } = await verifyCall(at, ledgerKey.publicKey, identities);

    expect(faults).toEqual([]);
    expect(entries.some((entry) => entry.kind === 'engine' && entry.state === 'lost')).toBe(true);
    expect(entries.some((entry) => entry.kind === 'withheld' && entry.reason === 'unverified')).toBe(true);
    expect(entries.some((entry) => entry.kind === 'blind')).toBe(true);
  });
});

describe('a disk that fails', () => {
  it('is told of, and the call goes on', async () => {
    const failing = await RunningTacet.start({
      recording: { unencrypted: false, recipients: [recipient] },
      ledger: { keyFile: join(keys, 'ledger.key') },
    });
    await rm(failing.directory, { recursive: true });
    await writeFile(failing.directory, '');
    const going = await failing.call({ id: 'going' });
    const frames = voice(100, 74);

    await going.say({ caller: frames });
    await going.agent.receivedAtLeast(100);
    await going.hangUp();

    expect(going.agent.received.map(({ payload }) => payload)).toEqual(frames);
    expect(failing.lines.some((line) => line.includes('a file of a call is broken'))).toBe(true);
  });
});
