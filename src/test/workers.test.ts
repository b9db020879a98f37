/** A server of several processes, as its users meet it: one port, one API, and calls that stay together. */
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { WebSocket } from 'ws';

import { within, type RtpClient } from './bridges/rtp-client.js';
import { SeveralProcesses } from './bridges/several-processes.js';
import { voice } from './bridges/signals.js';
import { Child, killChildren } from './bridges/tacet-process.js';
import { TwilioBridge } from './bridges/twilio-bridge.js';
import { S3Server } from './s3/s3-server.js';

jest.setTimeout(240_000);

/** Nothing is measured: the machine that runs tests is short of everything. */
const UNLIMITED = 'loopDelayMs: 60000, loopUse: 1, deafMs: 600000';
const configOf = (recipient: string, limits = '', rest = ''): string => `
engines: {}
recording: { directory: ${join(folder, 'records')}, recipients: [${recipient}] }
ledger: { keyFile: ${join(folder, 'ledger.key')} }
auth: { requestsPerMinute: 1000000 }
limits: { shutdownMs: 0, drainMs: 0, ${UNLIMITED}${limits} }
${rest}
`;

/** What the caller says comes to the agent as it was, and the other way round. */
const hearEachOther = async (caller: RtpClient, agent: RtpClient, seed: number): Promise<void> => {
  const said = voice(20, seed);
  const [heardByCaller, heardByAgent] = [caller.received.length, agent.received.length];
  for (const payload of said) caller.send(payload);
  for (const payload of said) agent.send(payload);
  await agent.receivedAtLeast(heardByAgent + 20);
  await caller.receivedAtLeast(heardByCaller + 20);
  for (const leg of [caller, agent])
    expect(leg.received.slice(-20).map(({ payload }) => payload)).toEqual(said);
};

let folder: string;
/** Who may read what is recorded. */
let recipient: string;
let server: SeveralProcesses;
let config: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacet-workers-'));
  config = join(folder, 'config.yaml');
  const made = await new Child(['keygen', '--out', join(folder, 'tacet.key')]).finished();
  recipient = made.stdout.trim();
  await writeFile(config, configOf(recipient, ', calls: 8', 'tenants: { small: {}, large: {} }'));
  server = await SeveralProcesses.start(config);
});
afterAll(async () => {
  killChildren();
  await rm(folder, { recursive: true, force: true });
});

describe('a server of several processes', () => {
  beforeEach(() =>
    server.until('the calls of the test before to be over', async () => {
      const { calls } = await server.json('/v1/calls');
      return (calls as unknown[]).length === 0;
    }),
  );

  const twilio = (call: string, leg: string): TwilioBridge =>
    new TwilioBridge({
      url: `ws://${server.base}/v1/twilio`,
      parameters: { call, leg },
      now: () => performance.now(),
    });

  it('joins the legs of each call, spreads the calls, and counts them all', async () => {
    const calls = [];
    for (let i = 0; i < 6; i++) calls.push(await server.call(`call-${String(i)}`));

    await Promise.all(calls.map(([caller, agent], i) => hearEachOther(caller, agent, i)));

    await server.counted('tacet_calls{state="live"} 6');
    // What a process writes is read here some time after it has counted.
    const begun = (): string[] =>
      server.child.stderr.split('\n').filter((line) => /"call":"call-\d".*"state":"live".*\}$/.test(line));
    await server.until('the log lines of six calls', () => Promise.resolve(begun().length >= 6));
    const byProcess = [0, 1].map(
      (process) => begun().filter((line) => line.includes(`"process":${String(process)},`)).length,
    );
    expect(byProcess).toEqual([3, 3]);
    const loops = (await server.metrics()).matchAll(
      /^tacet_event_loop_active_seconds_total\{process="(\w+)"/gm,
    );
    expect([...loops].map(([, process]) => process)).toEqual(['front', '0', '1']);
    for (const [caller] of calls) await caller.close();
  });

  it('brings legs that say their call late to the process that has it, with every byte they sent before', async () => {
    // With another call in between, the second leg alone would have gone to the other process.
    for (let i = 0; i < 4; i++) {
      const caller = await twilio(`late-${String(i)}`, 'caller').join();
      const other = await server.leg(`between-${String(i)}`, 'caller');
      const agent = await twilio(`late-${String(i)}`, 'agent').join();
      for (const frame of voice(40, 9)) caller.send(frame);
      await agent.receivedAtLeast(1);
      for (const frame of voice(40, 10)) agent.send(frame);
      await caller.receivedAtLeast(1);

      await caller.close();
      expect(await within(agent.closed, 'the close')).toEqual({ code: 1000, reason: 'TACET_PEER_LEFT' });
      await other.close();
    }
  });

  it('closes a leg that never says which call it is for, and one that says nonsense', async () => {
    const closed = (first?: string): Promise<string> => {
      const socket = new WebSocket(`ws://${server.base}/v1/twilio`);
      socket.on('error', () => undefined);
      if (first !== undefined) socket.on('open', () => socket.send(first));
      return within(
        new Promise((resolve) => socket.on('close', (_code, reason) => resolve(reason.toString()))),
        'the close',
      );
    };

    expect(await closed()).toBe('TACET_JOIN_TIMEOUT');
    expect(await closed('{"event":')).toBe('TACET_MESSAGE_MALFORMED');
  });

  it('shows all calls in one list, and pauses and resumes each where it is', async () => {
    const legs = [];
    for (let i = 0; i < 4; i++) legs.push(await server.call(`shown-${String(i)}`));
    for (const [i, [caller, agent]] of legs.entries()) await hearEachOther(caller, agent, 30 + i);

    const { calls, next } = await server.json('/v1/calls?limit=3');
    const { calls: rest } = await server.json(`/v1/calls?limit=3&after=${String(next)}`);
    const ids = [calls, rest].flatMap((page) => (page as { id: string }[]).map(({ id }) => id));
    expect(ids).toEqual(['shown-0', 'shown-1', 'shown-2', 'shown-3']);
    for (const id of ids) {
      expect(await server.json(`/v1/calls/${id}/pause`, { method: 'POST' })).toMatchObject({
        state: 'paused',
      });
      expect(await server.json(`/v1/calls/${id}`)).toMatchObject({ id, paused: true });
      expect(await server.json(`/v1/calls/${id}/resume`, { method: 'POST' })).toMatchObject({
        state: 'active',
        running: [],
      });
    }
    const missing = await server.post('/v1/calls/nobody/pause', {});
    expect([missing.status, await missing.json()]).toMatchObject([404, { code: 'TACET_NO_CALL' }]);
    const tooLong = await server.post('/v1/calls/shown-1/pause', { maxDurationMs: 86_000_000 });
    expect([tooLong.status, await tooLong.json()]).toMatchObject([400, { code: 'TACET_PAUSE_LENGTH' }]);
    for (const [caller] of legs) await caller.close();
  });

  it('tells of the calls of all processes in one feed, and of each in order', async () => {
    const events: { id: string; type: string; call: string }[] = [];
    const feed = new WebSocket(`ws://${server.base}/v1/events`);
    feed.on('message', (data) => events.push(JSON.parse((data as Buffer).toString()) as never));
    await within(new Promise((resolve) => feed.once('open', resolve)), 'the feed');

    const legs = [];
    for (let i = 0; i < 3; i++) legs.push(await server.call(`told-${String(i)}`));
    for (const [caller] of legs) await caller.close();
    await within(
      new Promise<void>((resolve) => {
        const look = (): void => {
          if (events.filter(({ type }) => type === 'call.ended').length === 3) resolve();
        };
        feed.on('message', look);
        look();
      }),
      'the end of three calls',
    );

    const ids = events.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort());
    for (let i = 0; i < 3; i++) {
      const types = events.filter(({ call }) => call === `told-${String(i)}`).map(({ type }) => type);
      expect([types[0], types.at(-1)]).toEqual(['call.started', 'call.ended']);
    }
    feed.terminate();
  });

  it('tells levels of the calls that a reader asks for, whichever process has them, and of no others', async () => {
    const calls = [await server.call('level-0'), await server.call('level-1')];
    const open = (query: string): WebSocket =>
      new WebSocket(`ws://${server.base}/v1/events?type=levels${query}`);
    const [all, one] = [open(''), open('&call=level-1')];
    const toldOf = (feed: WebSocket, wanted: readonly string[]): Promise<ReadonlySet<string>> => {
      const told = new Set<string>();
      const heard = new Promise<ReadonlySet<string>>((resolve) => {
        feed.on('message', (data) => {
          const { type, call } = JSON.parse((data as Buffer).toString()) as Record<string, string>;
          told.add(`${String(type)} ${String(call)}`);
          if (wanted.every((name) => told.has(name))) resolve(told);
        });
      });
      return within(heard, 'the levels', 120_000);
    };

    const [ofAll, ofOne] = await Promise.all([
      toldOf(all, ['levels level-0', 'levels level-1']),
      toldOf(one, ['levels level-1']),
    ]);

    expect(ofAll.size).toBe(2);
    expect(ofOne).toEqual(new Set(['levels level-1']));
    for (const feed of [all, one]) feed.terminate();
    for (const [caller] of calls) await caller.close();
  });

  it('counts the calls of all processes against one limit', async () => {
    const first = await Promise.all(
      Array.from({ length: 8 }, (_, i) => server.leg(`full-${String(i)}`, 'caller')),
    );

    await expect(server.leg('one-more', 'caller')).rejects.toThrow();
    expect(await server.json('/readyz')).toEqual({ status: 'overload: calls' });
    // A leg of a call that there is already is no new call.
    const agent = await server.leg('full-7', 'agent');
    await hearEachOther(first[7] as RtpClient, agent, 3);

    for (const leg of first) await leg.close();
  });

  it('lets no tenant join the call of another, whichever process has it', async () => {
    const caller = await server.leg('owned', 'caller', '?tenant=small');
    const other = await server.leg('between', 'caller');

    await expect(server.leg('owned', 'agent', '?tenant=large')).rejects.toThrow();
    const agent = await server.leg('owned', 'agent', '?tenant=small');
    await hearEachOther(caller, agent, 12);
    await caller.close();
    await other.close();
  });

  it('erases nothing that any process still writes, and whatever is over, whichever name it has', async () => {
    const erased = async (name: string): Promise<unknown> => {
      const answer = await server.fetch(`/v1/recordings/${name}`, { method: 'DELETE' });
      return answer.status === 200 ? 'erased' : ((await answer.json()) as { code: string }).code;
    };
    const isKept = (name: string) =>
      server.until(`${name} to be kept`, async () => (await server.fetch(`/v1/recordings/${name}`)).ok);
    const hangUp = async (legs: readonly RtpClient[]): Promise<void> => {
      for (const leg of legs) await leg.close();
    };
    const first = await server.call('again');
    await isKept('again');
    const early = await erased('again');
    await hangUp(first);
    await server.until('it to be over', async () => (await erased('again')) === 'erased');

    const second = await server.call('again');
    await isKept('again.2');

    expect([early, await erased('again.2')]).toEqual(['TACET_CALL_RUNS', 'TACET_CALL_RUNS']);
    expect(await erased('again')).toBe('erased');
    await hangUp(second);
    await server.until('the second to be complete', async () => {
      const { state, files } = await server.json('/v1/recordings/again.2');
      return state === 'complete' && (files as string[]).includes('key.age');
    });
    await server.until('the second to be over', async () => (await erased('again.2')) === 'erased');
  });

  /** The file says this from now on, and the server has read it. */
  const reload = async (text: string, outcome: 'done' | 'refused'): Promise<void> => {
    const name = `tacet_policy_reloads_total{outcome="${outcome}"}`;
    const before = (await server.metrics()).split('\n').find((line) => line.startsWith(name));
    await writeFile(config, text);
    server.child.process.kill('SIGHUP');
    await server.counted(`${name} ${String(Number(before?.split(' ').at(-1)) + 1)}`);
  };
  const inShadow = (): Promise<void> =>
    reload(configOf(recipient, ', calls: 8', 'mode: shadow\nshadow: { recordsSecrets: true }'), 'done');

  it('takes a new policy in all processes, and none where it is not valid', async () => {
    await inShadow();
    const legs = [await server.call('shadow-0'), await server.call('shadow-1')];
    for (const id of ['shadow-0', 'shadow-1'])
      expect(await server.json(`/v1/calls/${id}`)).toMatchObject({ mode: 'shadow' });

    await reload('mode: nonsense', 'refused');
    const [caller] = await server.call('shadow-2');
    expect(await server.json('/v1/calls/shadow-2')).toMatchObject({ mode: 'shadow' });
    await caller.close();
    for (const [leg] of legs) await leg.close();
  });

  it('loses with a process the calls of that process alone, says so, and starts another with the policy in force', async () => {
    await inShadow();
    const before = await server.metrics();
    const started = Number(/^tacet_calls_started_total (\d+)$/m.exec(before)?.[1]);
    const [first, second] = [await server.call('killed-0'), await server.call('killed-1')];
    await server.counted(`tacet_calls_started_total ${String(started + 2)}`);
    const ended = new WebSocket(`ws://${server.base}/v1/events?type=call.ended`);
    await within(new Promise((resolve) => ended.once('open', resolve)), 'the feed');
    const told = within(
      new Promise((resolve) =>
        ended.once('message', (data) => resolve(JSON.parse((data as Buffer).toString()))),
      ),
      'the end of the call',
    );
    const [one = 0] = await server.pids();

    process.kill(one, 'SIGKILL');
    const lost = await Promise.race(
      [first, second].map(async ([caller, agent], i) => {
        await Promise.all([caller.closed, agent.closed]);
        return i;
      }),
    );

    const [caller, agent] = lost === 0 ? second : first;
    await hearEachOther(caller, agent, 5);
    expect(await told).toMatchObject({ call: `killed-${String(lost)}`, code: 'TACET_INTERNAL' });
    await server.counted('tacet_processes{state="ready"} 2');
    expect(await server.json('/readyz')).toEqual({ status: 'ready' });
    // What the process had counted is not forgotten.
    await server.counted('tacet_process_deaths_total 1');
    expect(await server.metrics()).toContain(`\ntacet_calls_started_total ${String(started + 2)}\n`);
    const again = [await server.call(`killed-${String(lost)}`), await server.call('after')];
    for (const [i, [a, b]] of again.entries()) await hearEachOther(a, b, 6 + i);
    expect(await server.json('/v1/calls/after')).toMatchObject({ mode: 'shadow' });
    for (const [leg] of [...again, [caller]]) await leg.close();
    ended.terminate();
  });

  it('hands legs to a process that was stopped as soon as it goes on, and loses none', async () => {
    const [one = 0] = await server.pids();
    process.kill(one, 'SIGSTOP');
    const callers = Array.from({ length: 4 }, (_, i) => server.leg(`waits-${String(i)}`, 'caller'));
    const agents = Array.from({ length: 4 }, (_, i) => server.leg(`waits-${String(i)}`, 'agent'));
    // Those of the other process are there by now.
    await Promise.any([...callers, ...agents]);

    process.kill(one, 'SIGCONT');

    for (let i = 0; i < 4; i++)
      await hearEachOther((await callers[i]) as RtpClient, (await agents[i]) as RtpClient, 50 + i);
    for (const leg of callers) await (await leg).close();
  });

  it('loses nothing that a leg sends while it is on its way to its process', async () => {
    const [one = 0] = await server.pids();
    process.kill(one, 'SIGSTOP');
    const legs = Array.from({ length: 4 }, (_, i) => twilio(`under-way-${String(i)}`, 'caller'));
    const answered = legs.map(
      ({ socket }) =>
        new Promise<void>((resolve) =>
          socket.on('pong', (data) => {
            if (data.toString() === 'sent under way') resolve();
          }),
        ),
    );
    const joined = legs.map((leg) => leg.join());
    await within(Promise.all(legs.map(({ socket }) => once(socket, 'open'))), 'the upgrades');
    // What the legs have said by now the front has read when it has answered these.
    for (let i = 0; i < 3; i++) await server.json('/healthz');

    for (const { socket } of legs) socket.ping('sent under way');
    await within(Promise.any(answered), 'the pong of the other process');
    process.kill(one, 'SIGCONT');

    await within(Promise.all([...joined, ...answered]), 'the pongs');
    for (const leg of legs) await leg.close();
  });
});

describe('tacet serve --workers', () => {
  it('at SIGTERM ends and seals the calls of all, and exits 0', async () => {
    const file = join(folder, 'ends.yaml');
    await writeFile(file, configOf(recipient));
    const ending = await SeveralProcesses.start(file);
    const calls = [await ending.call('last-0'), await ending.call('last-1'), await ending.call('last-2')];
    for (const [i, [caller, agent]] of calls.entries()) await hearEachOther(caller, agent, 20 + i);
    const pids = await ending.pids();

    for (const pid of [...pids, ending.child.process.pid ?? 0]) process.kill(pid, 'SIGTERM');

    const closings = await Promise.all(calls.flat().map((leg) => leg.closed));
    expect(new Set(closings.map(({ reason }) => reason))).toEqual(new Set(['TACET_DRAINING']));
    expect((await ending.child.finished()).status).toBe(0);
    for (const i of [0, 1, 2]) {
      const names = await readdir(join(folder, 'records', `last-${String(i)}`));
      // In how many parts is a matter of time.
      expect(new Set(names.map((name) => name.replace(/\d{6}/, 'N')))).toEqual(
        new Set([
          'key.age',
          'ledger.jsonl',
          'recording.wav.N.age',
          'report.json.N.age',
          'transcript.jsonl.N.age',
        ]),
      );
    }
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow();
  });

  it('erases no call that runs by its name in an object store, and every call that is over', async () => {
    const s3 = await S3Server.start();
    const file = join(folder, 's3.yaml');
    const recording = { store: s3.input(join(folder, 'spool')), recipients: [recipient] };
    const text = configOf(recipient).replace(/^recording:.*$/m, `recording: ${JSON.stringify(recording)}`);
    await writeFile(file, text);
    const elsewhere = await SeveralProcesses.start(file);
    const erased = (name: string): Promise<number> =>
      elsewhere.fetch(`/v1/recordings/${name}`, { method: 'DELETE' }).then(({ status }) => status);
    const legs = await elsewhere.call('kept');
    let name = '';
    await elsewhere.until('the call to be kept', async () => {
      const { recordings } = (await elsewhere.json('/v1/recordings')) as { recordings: { name: string }[] };
      name = recordings[0]?.name ?? '';
      return name !== '';
    });

    const early = [await erased(name), await erased('kept')];
    for (const leg of legs) await leg.close();
    await elsewhere.until('it to be over', async () => (await erased(name)) === 200);

    expect(name).toMatch(/^kept\.[0-9a-f]{12}$/);
    expect(early).toEqual([409, 409]);
    expect([...(await s3.objects()).keys()].filter((key) => key.startsWith('kept'))).toEqual([
      `${name}/ledger.jsonl`,
    ]);
    elsewhere.child.process.kill('SIGTERM');
    expect((await elsewhere.child.finished()).status).toBe(0);
    await S3Server.stopAll();
  });

  it('says what keeps a process from starting, and leaves none behind', async () => {
    const [file, modelDir] = [join(folder, 'no-model.yaml'), join(folder, 'no-model')];
    await mkdir(modelDir);
    await writeFile(file, `engines: { en: { engine: vosk, options: { modelDir: ${modelDir} } } }\n`);

    const { status, stderr } = await new Child([
      'serve',
      '--port',
      '0',
      '--workers',
      '2',
      '--config',
      file,
    ]).finished();

    expect(status).toBe(1);
    expect(stderr).toContain('TACET_ENGINE_FAILED: ');
  });
});
