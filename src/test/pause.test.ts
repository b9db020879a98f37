/** Pauses that somebody asks for, over the API of a running Tacet: what is heard, kept and written down. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { RunningTacet, scripted, words, type Report, type TestCall } from './bridges/running-tacet.js';
import { FRAME_BYTES, FRAME_MS, hush, voice } from './bridges/signals.js';
import { until } from './bridges/until.js';
import { certificateOf } from '../app/recordings/certificate.js';
import { readIdentities, writeIdentity } from '../app/recordings/key-files.js';
import { verifyCall } from '../app/recordings/verify.js';
import { millisToTicks } from '../core/units.js';
import { ensureLedgerKey } from '../sink/ledger/ledger-key.js';
import { factsOf } from '../sink/ledger/read-ledger.js';
import { FolderStore } from '../sink/stores/folder.js';

interface Paused {
  readonly state: string;
  readonly pauseId: string;
  readonly scope: readonly string[];
  readonly streamPositionMs: { readonly caller: number | null; readonly agent: number | null };
  readonly ended: readonly { readonly pauseId: string; readonly endMs: number; readonly trigger: string }[];
  readonly running: readonly { readonly pauseId: string }[];
  readonly code?: string;
}

afterEach(() => RunningTacet.stopAll());

const post = async (
  server: RunningTacet,
  path: string,
  body?: object,
  id?: string,
): Promise<[number, Paused]> => {
  const answer = await fetch(`http://127.0.0.1:${String(server.port)}/v1/calls/${path}`, {
    method: 'POST',
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(id === undefined ? {} : { 'idempotency-key': id }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return [answer.status, (await answer.json()) as Paused];
};

/** Which of the frames that the agent got are those that the caller sent. */
const passed = (received: readonly { readonly payload: Buffer }[], said: readonly Buffer[]): boolean[] =>
  received.map(({ payload }, i) => said[i]?.equals(payload) === true);

/** The frames from which on, and up to which, nothing passed: `[from, to)`. */
const maskedRange = (flags: readonly boolean[]): [number, number] => [
  flags.indexOf(false),
  flags.lastIndexOf(false) + 1,
];

/** The caller's audio has come in so far. */
const hasCome = (call: TestCall, frames: number): Promise<void> =>
  until(
    () => (call.call.direction('caller')?.pipeline.head ?? 0) >= millisToTicks(frames * FRAME_MS),
    'the audio',
  );

/** 200 ms of audio on its way when somebody asks to go on. */
const GUARD = 200 / FRAME_MS;

const pausedSpans = (report: Report, leg: string): [number, number][] =>
  report.spans
    .filter((span) => span.kind === 'paused' && span.leg === leg)
    .map(({ startMs, endMs }) => [startMs, endMs]);

describe.each([0, 400])('a pause with a look-ahead of %i ms', (lookAheadMs) => {
  it('masks what comes at or after the head of the leg, and nothing before; then all passes again', async () => {
    const server = await RunningTacet.start({ engines: { en: scripted({}) }, live: { lookAheadMs } });
    const call = await server.call({ id: 'c' });
    const said = voice(150, 5);
    await call.say({ caller: said.slice(0, 50) });
    await hasCome(call, 50);

    const [status, paused] = await post(server, 'c/pause', { reason: 'card' });
    await call.say({ caller: said.slice(50, 80) });
    await hasCome(call, 80);
    const [, resumed] = await post(server, 'c/resume');
    await call.say({ caller: said.slice(80) });
    await call.hangUp();

    expect(status).toBe(200);
    expect(paused).toMatchObject({
      state: 'paused',
      scope: ['agent', 'recording', 'transcript'],
      streamPositionMs: { caller: 50 * FRAME_MS, agent: null },
    });
    expect(resumed).toMatchObject({
      state: 'active',
      ended: [{ pauseId: paused.pauseId, trigger: 'requested' }],
    });
    expect(maskedRange(passed(call.agent.received, said))).toEqual([50, 80 + GUARD]);
    const report = await call.report();
    expect(pausedSpans(report, 'caller')).toEqual([[1_000, 80 * FRAME_MS + 200]]);
    expect(report).toMatchObject({
      pauses: [{ by: 'anonymous', reason: 'card', trigger: 'requested', endedBy: 'anonymous' }],
    });
  });
});

describe('a pause', () => {
  it('spares whom it names: the agent goes on hearing while nothing is recorded or written down', async () => {
    const script = { words: [...words('hello', 200), ...words('secret', 1_200), ...words('goodbye', 2_400)] };
    const server = await RunningTacet.start({ engines: { en: scripted(script) } });
    const call = await server.call({ id: 'c' });
    const said = voice(200, 6);
    await call.say({ caller: said.slice(0, 50) });
    await hasCome(call, 50);

    await post(server, 'c/pause', { scope: ['recording', 'transcript'] });
    await call.say({ caller: said.slice(50, 90) });
    await hasCome(call, 90);
    await post(server, 'c/resume');
    await call.say({ caller: said.slice(90) });
    await call.hangUp();

    expect(passed(call.agent.received, said)).not.toContain(false);
    const text = await server.transcript('c');
    expect(text).toContain('[PAUSED]');
    expect(text).not.toContain('secret');
    expect(text).toContain('hello');
    expect(text).toContain('goodbye');
  });

  it('before the first packet begins with it, and may cover what the caller hears', async () => {
    const server = await RunningTacet.start({ engines: {} });
    const call = await server.call({ id: 'c' });

    const [, paused] = await post(server, 'c/pause', { scope: ['caller'] });
    const said = voice(20, 7);
    await call.say({ agent: said, caller: said });
    await Promise.all([call.caller.receivedAtLeast(20), call.agent.receivedAtLeast(20)]);

    expect(paused.streamPositionMs).toEqual({ caller: null, agent: null });
    expect(passed(call.caller.received, said)).not.toContain(true);
    expect(passed(call.agent.received, said)).not.toContain(false);
  });

  it('that was asked for before the other leg joined holds once the call is live', async () => {
    const server = await RunningTacet.start({ engines: {} });
    const caller = await server.connect('c/caller');
    await post(server, 'c/pause');
    const agent = await server.connect('c/agent');
    const said = voice(10, 8);
    for (const payload of said) caller.send(payload);
    await agent.receivedAtLeast(10);

    expect(passed(agent.received, said)).not.toContain(true);
  });

  it('ends by itself after so much of the call, to the sample', async () => {
    const server = await RunningTacet.start({ engines: {} });
    const call = await server.call({ id: 'c' });
    const said = voice(120, 9);
    await call.say({ caller: said.slice(0, 10) });
    await call.agent.receivedAtLeast(10);

    const expired = call.event('resumed');
    await post(server, 'c/pause', { maxDurationMs: 1_000 });
    await call.say({ caller: said.slice(10) });
    await call.agent.receivedAtLeast(120);

    expect(await expired).toMatchObject({ trigger: 'expired', endedBy: undefined });
    expect(maskedRange(passed(call.agent.received, said))).toEqual([10, 60]);
  });

  it('is one for each request id, and an audience hears again after the last', async () => {
    const server = await RunningTacet.start({ engines: {} });
    const call = await server.call({ id: 'c' });
    const said = voice(100, 10);
    await call.say({ caller: said.slice(0, 10) });
    await hasCome(call, 10);

    const [, first] = await post(server, 'c/pause', {});
    const [, again] = await post(server, 'c/pause', {});
    const [, second] = await post(server, 'c/pause', { requestId: 'two' });
    const [, repeated] = await post(server, 'c/pause', {}, 'two');
    const [, half] = await post(server, 'c/resume', { pauseId: first.pauseId });
    await call.say({ caller: said.slice(10, 50) });
    await call.agent.receivedAtLeast(50);
    const [, whole] = await post(server, 'c/resume');
    await call.say({ caller: said.slice(50) });
    await call.agent.receivedAtLeast(100);

    expect(again.pauseId).toBe(first.pauseId);
    expect(second.pauseId).not.toBe(first.pauseId);
    expect(repeated.pauseId).toBe(second.pauseId);
    expect(half).toMatchObject({ state: 'paused', running: [{ pauseId: second.pauseId }] });
    expect(whole).toMatchObject({ state: 'active', running: [] });
    expect(maskedRange(passed(call.agent.received, said))).toEqual([10, 50 + GUARD]);
  });

  it('is not ended by the repetition of a request from before it', async () => {
    const server = await RunningTacet.start({ engines: {} });
    await server.call({ id: 'c' });

    await post(server, 'c/pause');
    const [, ended] = await post(server, 'c/resume', {}, 'r');
    await post(server, 'c/pause');
    const [, repeated] = await post(server, 'c/resume', {}, 'r');

    expect(ended.state).toBe('active');
    expect(repeated).toMatchObject({ state: 'paused', ended: [{ pauseId: ended.ended[0]?.pauseId }] });
  });

  it.each([
    [
      'a reason with a number in it',
      'c/pause',
      { reason: 'card 4111 1111 1111 1111' },
      400,
      'TACET_PAUSE_REASON',
    ],
    ['digits of another script', 'c/pause', { reason: '٤١١' }, 400, 'TACET_PAUSE_REASON'],
    ['what could be a security code', 'c/pause', { reason: 'code 1-2-3' }, 400, 'TACET_PAUSE_REASON'],
    ['the same in words', 'c/pause', { reason: 'code one two three' }, 400, 'TACET_PAUSE_REASON'],
    ['more than may be asked for', 'c/pause', { maxDurationMs: 900_001 }, 400, 'TACET_PAUSE_LENGTH'],
    ['a field that is not known', 'c/pause', { until: 'later' }, 400, 'TACET_REQUEST'],
    ['an audience that is none', 'c/pause', { scope: ['everybody'] }, 400, 'TACET_REQUEST'],
    ['nobody', 'c/pause', { scope: [] }, 400, 'TACET_REQUEST'],
    ['a call that is not there', 'd/pause', {}, 404, 'TACET_NO_CALL'],
    [
      'a pause that never was',
      'c/resume',
      { pauseId: '01a21a7a-f363-751d-9dab-c6ede941438c' },
      404,
      'TACET_NO_PAUSE',
    ],
  ])('is refused for %s', async (_what, path, body, status, code) => {
    const server = await RunningTacet.start({ engines: {} });
    await server.call({ id: 'c' });

    const [refused, answer] = await post(server, path, body);

    expect([refused, answer.code]).toEqual([status, code]);
    expect(server.callNamed('c').pauses.running).toEqual([]);
  });

  it('is refused where one id is used for two requests, and where too many run', async () => {
    const server = await RunningTacet.start({ engines: {} });
    await server.call({ id: 'c' });

    await post(server, 'c/pause', { scope: ['agent'] }, 'x');
    const [reused, why] = await post(server, 'c/pause', { scope: ['recording'] }, 'x');
    const statuses = [];
    for (let i = 0; i < 16; i++) statuses.push((await post(server, 'c/pause', {}, `id-${String(i)}`))[0]);

    expect([reused, why.code]).toEqual([409, 'TACET_REQUEST_REUSED']);
    expect(statuses).toEqual([...Array<number>(15).fill(200), 429]);
  });

  it('is shown with the call while it runs', async () => {
    const server = await RunningTacet.start({ engines: {} });
    const call = await server.call({ id: 'c' });
    await post(server, 'c/pause', { reason: 'card' });
    await call.say({ caller: voice(5, 3) });
    await call.agent.receivedAtLeast(5);

    const shown = (await (await server.get('/v1/calls/c')).json()) as object;

    expect(shown).toMatchObject({
      id: 'c',
      state: 'live',
      paused: true,
      legs: [
        {
          leg: 'caller',
          protocol: 'rtp',
          codec: 'PCMU',
          gate: { state: 'closed', cause: 'paused' },
          levelDbov: null,
        },
        { leg: 'agent', headMs: null },
      ],
      pauses: [{ reason: 'card', by: 'anonymous', trigger: null }],
    });
  });
});

describe('a paused call that is kept encrypted', () => {
  let keys: string;
  let recipient: string;
  beforeAll(async () => {
    keys = await mkdtemp(join(tmpdir(), 'tacet-keys-'));
    recipient = await writeIdentity(join(keys, 'a.key'), new Date(0));
  });
  afterAll(() => rm(keys, { recursive: true }));

  it('ends in its pause; the ledger says who and why, holds, and the recording has fill there', async () => {
    const server = await RunningTacet.start({
      engines: { en: scripted({}) },
      recording: { unencrypted: false, recipients: [recipient] },
      ledger: { keyFile: join(keys, 'ledger.key') },
    });
    const call = await server.call({
      id: 'c',
      agentQuery: 'codec=L16&rate=16000',
      agent: { payloadType: 96, step: 320 },
    });
    const wide = hush(100).map(() => Buffer.alloc(4 * FRAME_BYTES, 7));
    await call.say({ caller: voice(50, 4), agent: wide.slice(0, 50) });
    await hasCome(call, 50);
    await post(server, 'c/pause', { reason: 'card over the phone' });
    await call.say({ caller: voice(50, 5), agent: wide.slice(50) });
    await call.hangUp();

    const folder = await new FolderStore(server.directory).find('c');
    const { publicKey } = await ensureLedgerKey(join(keys, 'ledger.key'));
    const verification = await verifyCall(folder, publicKey, await readIdentities(join(keys, 'a.key')));

    expect(verification.faults).toEqual([]);
    const { entries } = verification;
    expect(factsOf(entries, 'paused')).toMatchObject([{ by: 'anonymous', reason: 'card over the phone' }]);
    expect(factsOf(entries, 'resumed')).toMatchObject([{ trigger: 'call-ended', by: null }]);
    // One entry in each part of the recording.
    const withheld = factsOf(entries, 'withheld').filter(({ reason }) => reason === 'paused');
    const ofCaller = withheld.filter(({ leg }) => leg === 'caller');
    expect(ofCaller.reduce((sum, { samples }) => sum + samples, 0)).toBe(8_000);
    const places = ofCaller.flatMap(({ span }) => span as readonly number[]);
    expect([places.at(0), places.at(-1)]).toEqual([48_000, 96_000]);
    expect(withheld.filter(({ leg }) => leg === 'agent')).not.toEqual([]);
    for (const { leg, rateHz } of withheld) expect(rateHz).toBe(leg === 'agent' ? 16_000 : 8_000);
    expect(verification.compared).toBeGreaterThan(20_000);
    expect(certificateOf('c', verification, new Date(0))).toContain('card over the phone');
    const answer = (await (await server.get('/v1/recordings/c/ledger')).json()) as { holds: boolean };
    expect(answer.holds).toBe(true);
  });
});

describe('two calls that differ only inside a pause', () => {
  it('are the same to the agent, the recording and the transcript', async () => {
    const run = async (inside: { seed: number; text: string }): Promise<string[]> => {
      const script = {
        words: [
          ...words('hello there', 200),
          ...words(inside.text, 1_300, 100, 20),
          ...words('goodbye', 2_600),
        ],
      };
      const server = await RunningTacet.start({
        engines: { en: scripted(script) },
        live: { lookAheadMs: 200 },
      });
      const call = await server.call({ id: 'c' });
      await call.say({ caller: voice(50, 1) });
      await hasCome(call, 50);
      await post(server, 'c/pause', {});
      await call.say({ caller: voice(50, inside.seed) });
      await hasCome(call, 100);
      await post(server, 'c/resume', {});
      await call.say({ caller: voice(80, 2) });
      await call.hangUp();
      const { bytes } = await call.recording();
      return [
        call.agent.received.map(({ payload }) => payload.toString('base64')).join(),
        bytes.toString('base64'),
        await server.transcript('c'),
      ];
    };

    const one = await run({ seed: 20, text: 'blue' });
    const other = await run({ seed: 21, text: 'green and yellow' });

    expect(other).toEqual(one);
    expect(one[2]).toContain('goodbye');
  });
});
