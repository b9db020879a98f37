/** Policies of tenants, a policy that changes while calls run, and a shadow, end to end. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { RunningTacet, scripted, words, type TestCall } from './bridges/running-tacet.js';
import { FRAME_MS, voice } from './bridges/signals.js';
import { parseConfig, type ConfigInput } from '../app/config.js';
import { Policies } from '../app/policy/policies.js';
import { writeIdentity } from '../app/recordings/key-files.js';
import { verifyCall } from '../app/recordings/verify.js';
import { ensureLedgerKey } from '../sink/ledger/ledger-key.js';
import { factsOf } from '../sink/ledger/read-ledger.js';
import { FolderStore } from '../sink/stores/folder.js';

const CARD_FROM_MS = 2_000;
const CARD = [
  ...words('my card number is', 1_000, 200, 20),
  ...words('four one one one one one one one one one one one one one one one', CARD_FROM_MS, 150, 50),
];
const ENGINES = { engines: { en: scripted({ words: CARD }) } };
const SAID = voice(350, 71);
/** Within the card number. */
const FRAMES = { from: CARD_FROM_MS / FRAME_MS + 10, to: CARD_FROM_MS / FRAME_MS + 140 };

let keys = '';
let recipient = '';
beforeAll(async () => {
  keys = await mkdtemp(join(tmpdir(), 'tacet-keys-'));
  recipient = await writeIdentity(join(keys, 'a.key'), new Date(0));
});
afterAll(() => rm(keys, { recursive: true }));
afterEach(() => RunningTacet.stopAll());

/** How many frames of the card number the agent has heard. */
const heardOfCard = async (call: TestCall): Promise<number> => {
  await call.say({ caller: SAID }, 300);
  await call.agent.receivedAtLeast(SAID.length);
  await call.hangUp();
  return SAID.slice(FRAMES.from, FRAMES.to).filter(
    (payload, i) => call.agent.received[FRAMES.from + i]?.payload.equals(payload) === true,
  ).length;
};
const ALL = FRAMES.to - FRAMES.from;
const UNMASKED = { entities: { withoutPayment: true, agent: [] } };

describe('policies of tenants', () => {
  it('mask for one what they let the other hear, in the same process', async () => {
    const server = await RunningTacet.start({
      ...ENGINES,
      recording: { enabled: false },
      tenants: { open: UNMASKED },
    });

    expect(await heardOfCard(await server.call({ query: 'tenant=open' }))).toBe(ALL);
    expect(await heardOfCard(await server.call({ query: 'tenant=other' }))).toBe(0);
    expect(await heardOfCard(await server.call())).toBe(0);
  });

  it('refuse calls of a tenant that is not listed, where the file says so', async () => {
    const server = await RunningTacet.start({
      ...ENGINES,
      recording: { enabled: false },
      unknownTenant: 'refuse',
      tenants: { acme: {} },
    });

    await expect(server.connect('x/caller', 'tenant=other')).rejects.toThrow('403');
    await expect(server.connect('x/caller', 'tenant=acme')).resolves.toBeDefined();
  });
});

describe('a policy that changes while calls run', () => {
  it('is that of later calls; those that run keep theirs, and each ledger names its own', async () => {
    const keyFile = join(keys, 'ledger.key');
    const input: ConfigInput = {
      ...ENGINES,
      recording: { unencrypted: false, recipients: [recipient] },
      ledger: { keyFile },
      policy: { version: 'first' },
    };
    const server = await RunningTacet.start(input);
    const before = await server.call({ id: 'before' });
    const changed: ConfigInput = { ...input, ...UNMASKED, policy: { version: 'second' } };
    const running = { ...changed, recording: { ...changed.recording, directory: server.directory } };

    expect(await server.tacet.reload(() => Promise.resolve(parseConfig(running)))).toBe(true);
    const after = await server.call({ id: 'after' });

    expect(await heardOfCard(before)).toBe(0);
    expect(await heardOfCard(after)).toBe(ALL);
    const { publicKey } = await ensureLedgerKey(keyFile);
    const opened = async (name: string) => {
      const { entries, faults } = await verifyCall(
        await new FolderStore(server.directory).find(name),
        publicKey,
      );
      expect(faults).toEqual([]);
      return factsOf(entries, 'opened')[0];
    };
    expect(await opened('before')).toMatchObject({
      policyVersion: 'first',
      policy: before.call.policy.evidence.policy,
    });
    expect(await opened('after')).toMatchObject({
      policyVersion: 'second',
      policy: new Policies(parseConfig(running)).default.evidence.policy,
      tenant: null,
    });
  });

  it('stays as it was where the new file is not valid, and that is logged and counted', async () => {
    const server = await RunningTacet.start(ENGINES);

    const isTaken = await server.tacet.reload(() =>
      Promise.resolve().then(() => parseConfig({ mode: 'off' })),
    );

    expect(isTaken).toBe(false);
    expect(server.tacet.reloads).toEqual({ done: 0, refused: 1 });
    expect(server.lines.join()).toMatch(/TACET_CONFIG/);
    expect(await heardOfCard(await server.call())).toBe(0);
  });
});

describe('a shadow', () => {
  it('lets the parties hear everything, masks the recording, and reports what it would have masked', async () => {
    const server = await RunningTacet.start({ ...ENGINES, mode: 'shadow' });
    const call = await server.call();

    expect(await heardOfCard(call)).toBe(ALL);
    const { spans, ...report } = await call.report();
    const pan = spans.find(({ kind, verdict }) => kind === 'pan' && verdict === 'masked');
    expect(report).toMatchObject({ mode: 'shadow' });
    expect(pan).toMatchObject({ maskedFor: ['recording', 'transcript'], shadow: { for: ['agent'] } });
    // What was really heard, and what would have been.
    expect(pan?.leakedMs).toBeGreaterThan(ALL * FRAME_MS);
    expect(pan?.shadow?.leakedMs).toBeLessThan((pan?.leakedMs ?? 0) / 2);
    const { caller } = await call.recording();
    expect(caller.length).toBeGreaterThan(0);
    expect(await server.transcript(call.id)).toMatch(/\[PAN\]/);
    expect(await server.transcript(call.id)).not.toMatch(/one one one/);
    expect(server.lines.join()).toMatch(/SHADOW MODE/);
  });

  it('keeps secrets only where the setting is named', async () => {
    const server = await RunningTacet.start({ ...ENGINES, mode: 'shadow', shadow: { recordsSecrets: true } });
    const call = await server.call();

    expect(await heardOfCard(call)).toBe(ALL);
    expect((await call.report()).spans.find(({ kind }) => kind === 'pan')).toMatchObject({
      maskedFor: [],
      shadow: { for: ['agent', 'recording', 'transcript'] },
    });
    expect(await server.transcript(call.id)).toMatch(/one one one/);
  });
});
