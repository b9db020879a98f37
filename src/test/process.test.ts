/** The command line as its users meet it: a child process, its exit status, what it prints and what it leaves. */
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import wavefile from 'wavefile';

import { readWav } from '../app/replay/wav.js';
import { replayFiles } from '../cli/replay.js';
import { TacetError } from '../core/errors.js';
import { RtpClient } from './bridges/rtp-client.js';
import { readRecording, type Report } from './bridges/running-tacet.js';
import { fromPcmu, levelOf, voice } from './bridges/signals.js';
import { Child, killChildren, type Finished } from './bridges/tacet-process.js';
import { HookServer } from './stt-servers/hook-server.js';
import { VoskServer } from './stt-servers/vosk-server.js';

/** The compiled test lies in dist/test, or as deep as that somewhere below. */
const fixture = (name: string): string => {
  const found = ['../../', '../../../', '../../../../']
    .map((up) => fileURLToPath(new URL(`${up}fixtures/${name}`, import.meta.url)))
    .find((path) => existsSync(path));
  if (found === undefined) throw new Error('no such fixture');
  return found;
};

const run = (...args: string[]): Promise<Finished> => new Child(args).finished();

let folder: string;
let quick: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacet-process-'));
  quick = await config('quick.yaml', '');
});
afterAll(async () => {
  killChildren();
  await rm(folder, { recursive: true, force: true });
});

/** A configuration with the scripted recogniser, which needs no model. */
const config = async (name: string, rest: string): Promise<string> => {
  const path = join(folder, name);
  const records = join(folder, `${name}.records`);
  await writeFile(
    path,
    `engines: { en: { engine: scripted } }\nrecording: { directory: ${records}, unencrypted: true }\n${rest}`,
  );
  return path;
};

const serving = async (path: string): Promise<{ server: Child; port: number }> => {
  const server = new Child(['serve', '--port', '0', '--config', path]);
  const { port } = await server.logged('listening');
  return { server, port: Number(port) };
};

const legs = async (port: number): Promise<readonly [RtpClient, RtpClient]> => {
  const url = `ws://127.0.0.1:${String(port)}/v1/rtp/call`;
  return [await RtpClient.open(`${url}/caller`), await RtpClient.open(`${url}/agent`)];
};

describe('tacet serve', () => {
  it('at SIGTERM seals the call that runs and exits 0', async () => {
    const { server, port } = await serving(await config('sigterm.yaml', 'limits: { shutdownMs: 0 }\n'));
    const [caller, agent] = await legs(port);
    const said = voice(50, 41);
    for (const payload of said) caller.send(payload);
    await agent.receivedAtLeast(50);

    server.process.kill('SIGTERM');
    const closings = await Promise.all([caller.closed, agent.closed]);
    const { status, stderr } = await server.finished();

    expect(status).toBe(0);
    expect(closings.map(({ code, reason }) => [code, reason])).toEqual(
      [0, 1].map(() => [1001, 'TACET_DRAINING']),
    );
    const record = join(folder, 'sigterm.yaml.records', 'call');
    expect((await readdir(record)).sort()).toEqual(['recording.wav', 'report.json', 'transcript.jsonl']);
    const pcm = fromPcmu(said);
    expect((await readRecording(join(record, 'recording.wav'))).caller.subarray(0, pcm.length)).toEqual(pcm);
    for (const line of stderr.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('level');
    expect(stderr).toContain('"msg":"stopped"');
  });

  it('at SIGHUP takes a changed file, refuses a bad one, and goes on either way', async () => {
    const path = await config('reloaded.yaml', '');
    const { server, port } = await serving(path);

    await config('reloaded.yaml', 'mode: nonsense\n');
    server.process.kill('SIGHUP');
    const refused = await server.logged(
      'the configuration was not reloaded, the policy stays as it was (mode: Invalid option: expected one of \\"enforce\\"|\\"shadow\\")',
    );
    await config('reloaded.yaml', 'mode: shadow\n');
    server.process.kill('SIGHUP');
    await server.logged('the policy was reloaded: it is that of calls that begin from now on');

    expect(refused).toMatchObject({ code: 'TACET_CONFIG' });
    expect((await fetch(`http://127.0.0.1:${String(port)}/healthz`)).status).toBe(200);
    server.process.kill('SIGTERM');
    expect((await server.finished()).status).toBe(0);
  });

  it('ended by an error that nobody expected says where, and never what the error says', async () => {
    const secret = '4111111111111111';
    const trap = `data:text/javascript,process.on('SIGUSR2',()=>{throw new Error('${secret}')})`;
    const server = new Child(['serve', '--port', '0', '--config', quick], ['--import', trap]);
    await server.logged('listening');

    server.process.kill('SIGUSR2');
    const { status, stderr } = await server.finished();

    expect(status).toBe(1);
    expect(stderr).not.toContain(secret);
    expect(JSON.parse(stderr.trim().split('\n').at(-1) ?? '')).toMatchObject({
      code: 'TACET_INTERNAL',
      cause: 'Error',
    });
  });

  it('opens no debugger where somebody sends SIGUSR1', async () => {
    const { server } = await serving(quick);

    server.process.kill('SIGUSR1');
    await server.logged('no debugger is opened');
    server.process.kill('SIGTERM');
    const { status, stderr } = await server.finished();

    expect(status).toBe(0);
    expect(stderr).not.toContain('Debugger listening');
  });

  it('where the port is taken says so and exits 1', async () => {
    const { server, port } = await serving(quick);

    const { status, stderr } = await run('serve', '--port', String(port), '--config', quick);

    expect(stderr).toMatch(
      /^TACET_PORT_IN_USE: The address cannot be listened on\. \(127\.0\.0\.1:\d+: EADDRINUSE\)$/m,
    );
    expect(status).toBe(1);
    server.process.kill('SIGTERM');
    expect((await server.finished()).status).toBe(0);
  });

  it.each([
    {
      name: 'a value out of range, an unknown setting and an unknown engine',
      text: 'limits: { calls: 0 }\nlive: { lookAhead: 20 }\nengines: { en: { engine: parrot } }',
      says: ['limits.calls', 'lookAhead', 'engines.en.engine'],
    },
    { name: 'no YAML', text: 'live: [', says: ['cannot be read as YAML or JSON: line 1, column '] },
  ])('names every setting where the configuration has $name', async ({ text, says }) => {
    const path = join(folder, 'wrong.yaml');
    await writeFile(path, text);

    const { status, stderr } = await run('serve', '--config', path);

    expect(stderr).toMatch(/^TACET_CONFIG: /);
    for (const what of says) expect(stderr).toContain(what);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(status).toBe(1);
  });

  it('refuses wrong flags with one clear line and status 2', async () => {
    const outcomes = await Promise.all([
      run('serve', '--volume', '11'),
      run('serve', '--port', '65536'),
      run('sing'),
    ]);

    expect(outcomes.map(({ status }) => status)).toEqual([2, 2, 2]);
    expect(outcomes.map(({ stderr }) => stderr.split('\n')[0])).toEqual([
      "error: unknown option '--volume'",
      'TACET_USAGE: The command line is not valid. (--port is a number from 0 to 65535)',
      "error: unknown command 'sing'",
    ]);
  });
});

describe('tacet replay', () => {
  const at = (name: string): string => join(folder, name);
  const out = (name: string): string => at(`out/${name}`);
  const human = fixture('audio/human-digits-8k.wav');

  const wav = async (name: string, rateHz: number): Promise<string> => {
    const file = new wavefile.WaveFile();
    file.fromScratch(1, rateHz, '16', new Int16Array(rateHz / 10));
    await writeFile(join(folder, name), file.toBuffer());
    return join(folder, name);
  };

  it('refuses what it cannot do with a code and the right status', async () => {
    const noise = join(folder, 'noise.wav');
    await writeFile(noise, Buffer.alloc(5_000, 0x5a));
    await wav('odd.wav', 11_025);
    const broken = join(folder, 'broken.json');
    await writeFile(broken, '{ "items": [{ "id": "../up", "file": "x.wav" }] }');
    const pack = join(folder, 'pack.json');
    const items = ['noise', 'none', 'odd'].map((id) => ({ id, file: `${id}.wav` }));
    await writeFile(pack, JSON.stringify({ items }));
    const { status: failed, stderr: told } = await run(
      ...['replay', '--manifest', pack, '--out', out('unreadable'), '--config', quick],
    );
    expect(failed).toBe(1);
    expect(told).toContain('noise: TACET_WAV_UNREADABLE');
    expect(told).toContain('none: TACET_WAV_UNREADABLE');
    expect(told).toContain('odd: TACET_WAV_RATE');

    const none = await run('replay', '--caller', at('none.wav'), '--out', out('refused'), '--config', quick);
    expect(none.status).toBe(1);
    expect(none.stderr).toContain('none.wav is not there');

    const paced = { out: out('refused'), config: quick, pace: 'realtime' };
    const rows: readonly (readonly [flags: Partial<Parameters<typeof replayFiles>[0]>, says: string])[] = [
      [{ manifest: broken }, 'TACET_MANIFEST'],
      [{ manifest: at('none.json') }, 'TACET_MANIFEST'],
      [{ manifest: pack, match: '(' }, 'TACET_USAGE: The command line is not valid. (--match'],
      [{ manifest: pack, caller: human }, 'TACET_USAGE'],
      [{}, 'TACET_USAGE'],
      [{ caller: human, pace: 'slow' }, '--pace is realtime or fast'],
    ];

    // How a process ends with a code is shown above.
    for (const [flags, says] of rows) {
      const refusal: unknown = await replayFiles({ ...paced, ...flags }).catch((error: unknown) => error);
      expect({
        flags,
        refusal: refusal instanceof TacetError && `${refusal.code}: ${refusal.message}`,
      }).toEqual({
        flags,
        refusal: expect.stringContaining(says) as unknown as string,
      });
    }
  }, 90_000);

  it('of a real voice, fast, leaves every file of the contract, without the number', async () => {
    const { status, stdout } = await run(
      'replay',
      '--caller',
      human,
      '--out',
      out('human'),
      '--pace',
      'fast',
    );

    expect(stdout).toContain('1 of 1 calls completed');
    expect(status).toBe(0);
    const names = await readdir(join(out('human'), 'human-digits-8k'));
    expect(names.filter((name) => !name.endsWith('.svg')).sort()).toEqual([
      'agent-heard.wav',
      'caller-heard.wav',
      'recording.wav',
      'report.json',
      'transcript.jsonl',
    ]);
    const { channels } = await readWav(human);
    const source = channels[0] ?? new Int16Array(0);
    for (const name of ['agent-heard.wav', 'caller-heard.wav']) {
      const path = join(out('human'), 'human-digits-8k', name);
      expect(new wavefile.WaveFile(await readFile(path)).fmt).toMatchObject({
        numChannels: 1,
        sampleRate: 8_000,
        bitsPerSample: 16,
      });
      expect((await readWav(path)).channels[0]?.length).toBe(source.length);
    }
    const recording = await readRecording(join(out('human'), 'human-digits-8k', 'recording.wav'));
    expect(recording.rateHz).toBe(8_000);
    expect([recording.caller.length, recording.agent.length]).toEqual([source.length, source.length]);
    const report = JSON.parse(
      await readFile(join(out('human'), 'human-digits-8k', 'report.json'), 'utf8'),
    ) as Report;
    const pan = report.spans.find((span) => span.kind === 'pan' && span.verdict === 'masked');
    const [from, to] = [(pan?.startMs ?? 0) * 8, (pan?.endMs ?? 0) * 8];
    expect(levelOf(source.subarray(from, to))).toBeGreaterThan(-40);
    expect(levelOf(recording.caller.subarray(from, to))).toBeLessThan(-50);
    const transcript = await readFile(join(out('human'), 'human-digits-8k', 'transcript.jsonl'), 'utf8');
    expect(transcript).toContain('[PAN]');
    const summary = JSON.parse(await readFile(join(out('human'), 'summary.json'), 'utf8')) as object;
    expect(summary).toMatchObject({ calls: 1, completed: 1, failed: 0 });
  }, 60_000);

  it('is heard by a server of the hook protocol where one is named', async () => {
    const hook = new HookServer();
    await hook.start();
    try {
      const flags = ['--caller', human, '--pace', 'fast', '--config', quick, '--out', out('hook')];
      const { status, stdout } = await run('replay', ...flags, '--stt', hook.url);

      expect(stdout).toContain('1 of 1 calls completed');
      expect(status).toBe(0);
      expect(hook.violations).toEqual([]);
      expect(hook.audioBytes).toBeGreaterThan(100_000);
      expect(JSON.parse(hook.texts[0] ?? '')).toEqual({
        type: 'hello',
        protocol: 'tacet-hook',
        version: 1,
        rate: 8_000,
        encoding: 'pcm_s16le',
        channels: 1,
        language: 'en',
      });
    } finally {
      await hook.stop();
    }
  }, 60_000);

  it('speaks another protocol where it is told to', async () => {
    const vosk = new VoskServer();
    await vosk.start();
    try {
      const flags = ['--caller', human, '--pace', 'fast', '--config', quick, '--out', out('vosk')];
      const { status } = await run('replay', ...flags, '--stt', vosk.url, '--stt-engine', 'vosk-server');

      expect(status).toBe(0);
      expect(vosk.violations).toEqual([]);
      expect(vosk.audioBytes).toBeGreaterThan(100_000);
    } finally {
      await vosk.stop();
    }
  }, 60_000);
});
