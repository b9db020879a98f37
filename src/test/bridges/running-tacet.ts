/**
 * A whole Tacet for tests: composed as `serve` does it, on a port of its own, with a folder and a log of its own.
 *
 * `lines` is everything it logged, at level trace. Its clock is a `TestClock`. Two clients in a call are a
 * `TestCall`: it sends as fast as the recogniser hears, never faster, so that nothing depends on the machine.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Tacet } from '../../app/compose.js';
import { parseConfig, type ConfigInput } from '../../app/config.js';
import { createLogger } from '../../app/logger.js';
import { readWav } from '../../app/replay/wav.js';
import type { Call, CallEvents } from '../../call/call.js';
import type { Headroom } from '../../call/headroom.js';
import type { LegRole } from '../../core/ids.js';
import { ticksToMillis } from '../../core/units.js';
import type { ReportSpan } from '../../sink/report.js';
import { RtpClient, within, type Closing, type Start } from './rtp-client.js';
import { FRAME_MS } from './signals.js';
import { TestClock } from './test-clock.js';
import { until } from './until.js';

/** How far a call runs ahead of what the recogniser has heard: less than what makes it late, or the gate blind. */
const AHEAD_MS = 900;
/** 400 ms: a hearing that lags does not become one that stalls. */
const ANSWERED_FRAMES = 20;

export interface ScriptedWordInput {
  readonly text: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** One script for both legs of every call in this language. */
export const scripted = (script: object): { engine: string; options: Record<string, unknown> } => ({
  engine: 'scripted',
  options: { scripts: { '*': script } },
});

/** Words one after the other, each followed by a pause. */
export const words = (text: string, fromMs: number, wordMs = 180, pauseMs = 60): ScriptedWordInput[] =>
  text.split(' ').map((word, i) => {
    const from = fromMs + i * (wordMs + pauseMs);
    return { text: word, fromMs: from, toMs: from + wordMs };
  });

export interface Recording {
  readonly rateHz: number;
  readonly caller: Int16Array;
  readonly agent: Int16Array;
  readonly bytes: Buffer;
}

export interface Report {
  readonly durationMs: number;
  readonly maskedMs: number;
  readonly leakedMs: number;
  readonly originMs: Readonly<Record<LegRole, number | null>>;
  readonly spans: readonly ReportSpan[];
  readonly pauses: readonly { readonly endMs: number }[];
  readonly legs: Readonly<Record<LegRole, Readonly<Record<string, number>>>>;
}

export const readRecording = async (path: string): Promise<Recording> => {
  const { rateHz, channels } = await readWav(path);
  const [caller, agent] = channels;
  if (caller === undefined || agent === undefined) throw new Error('a recording is stereo');
  return { rateHz, caller, agent, bytes: await readFile(path) };
};

/** Limits of headroom that no machine reaches. */
const UNMEASURED = { loopDelayMs: 600_000, loopUse: 1, backlogMs: 600_000, deafMs: 600_000 };

const running = new Set<RunningTacet>();

export class RunningTacet {
  readonly tacet: Tacet;
  readonly port: number;
  readonly directory: string;
  readonly lines: string[];
  readonly clock: TestClock;
  readonly #calls: Map<string, Call>;
  readonly #clients = new Set<Pick<Talker, 'terminate'>>();
  #serial = 0;

  private constructor(
    tacet: Tacet,
    port: number,
    directory: string,
    lines: string[],
    clock: TestClock,
    calls: Map<string, Call>,
  ) {
    this.tacet = tacet;
    this.port = port;
    this.directory = directory;
    this.lines = lines;
    this.clock = clock;
    this.#calls = calls;
  }

  static async start(
    input: ConfigInput = {},
    idleByWallClock = false,
    headroom?: Headroom,
  ): Promise<RunningTacet> {
    const directory = await mkdtemp(join(tmpdir(), 'tacet-test-'));
    try {
      return await RunningTacet.#startIn(directory, input, idleByWallClock, headroom);
    } catch (error) {
      await removeAll(directory);
      throw error;
    }
  }

  static async #startIn(
    directory: string,
    input: ConfigInput,
    idleByWallClock: boolean,
    headroom: Headroom | undefined,
  ): Promise<RunningTacet> {
    const lines: string[] = [];
    const calls = new Map<string, Call>();
    const clock = new TestClock();
    const config = parseConfig({
      engines: { en: scripted({}) },
      ...input,
      live: { lateAfterMs: AHEAD_MS + 100, ...input.live },
      listen: { ...input.listen, port: 0 },
      accessLog: { directory: `${directory}.access-log`, ...input.accessLog },
      webhooks: {
        spoolDirectory: `${directory}.webhooks/spool`,
        deadLetterFile: `${directory}.webhooks/dead.jsonl`,
        ...input.webhooks,
      },
      // Plain files are what most tests look into; those of sealed ones say so.
      recording: { directory, unencrypted: true, ...input.recording },
      // A machine under test is no overloaded machine.
      limits: { messagesPerSecond: 100_000, ...UNMEASURED, ...input.limits },
    });
    const tacet = await Tacet.create({
      config,
      log: createLogger('trace', { write: (line) => lines.push(line) }),
      clock,
      idleByWallClock,
      ...(headroom === undefined ? {} : { headroom }),
      onCall: (call) => calls.set(call.id, call),
    });
    const server = new RunningTacet(tacet, await tacet.listen(), directory, lines, clock, calls);
    running.add(server);
    return server;
  }

  /** For after each test: also those of a test that failed. */
  static async stopAll(): Promise<void> {
    await Promise.all([...running].map((server) => server.stop()));
  }

  url(path: string, query = ''): string {
    return `ws://127.0.0.1:${String(this.port)}/v1/rtp/${path}${query === '' ? '' : `?${query}`}`;
  }

  /** One leg; closed with the server at the latest. */
  async connect(path: string, query?: string, start?: Start): Promise<RtpClient> {
    const client = await RtpClient.open(this.url(path, query), start);
    this.#clients.add(client);
    return client;
  }

  /** Closed with the server at the latest. */
  adopt<Client extends Pick<Talker, 'terminate'>>(client: Client): Client {
    this.#clients.add(client);
    return client;
  }

  callNamed(id: string): Call {
    const call = this.#calls.get(id);
    if (call === undefined) throw new Error('there is no such call');
    return call;
  }

  /** Both legs, in a call that is live. */
  async call(options: CallOptions = {}): Promise<TestCall> {
    const id = options.id ?? `call-${String(++this.#serial)}`;
    const both = options.query ?? '';
    const caller = await this.connect(`${id}/caller`, options.callerQuery ?? both, options.caller);
    const agent = await this.connect(`${id}/agent`, options.agentQuery ?? both, options.agent);
    return new TestCall(this, this.callNamed(id), caller, agent);
  }

  async get(path: string): Promise<Response> {
    return fetch(`http://127.0.0.1:${String(this.port)}${path}`);
  }

  async metrics(): Promise<string> {
    return (await this.get('/metrics')).text();
  }

  /** One value of the metrics, or the sum of those whose labels fit; 0 where there is none. */
  async metric(name: string, labels = ''): Promise<number> {
    const found = (await this.metrics()).split('\n').filter((l) => l.startsWith(name) && l.includes(labels));
    return found.reduce((sum, l) => sum + Number(l.slice(l.lastIndexOf(' '))), 0);
  }

  async recording(call: string): Promise<Recording> {
    return readRecording(join(this.directory, call, 'recording.wav'));
  }

  async report(call: string): Promise<Report> {
    return JSON.parse(await readFile(join(this.directory, call, 'report.json'), 'utf8')) as Report;
  }

  async transcript(call: string): Promise<string> {
    return readFile(join(this.directory, call, 'transcript.jsonl'), 'utf8');
  }

  /** Every file below the folder of records, by its path there, but for the empty one by which this process shows that it lives. */
  async files(): Promise<Map<string, Buffer>> {
    const found = new Map<string, Buffer>();
    for (const entry of await readdir(this.directory, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile() && !entry.name.startsWith('.writer-'))
        found.set(path.slice(this.directory.length + 1), await readFile(path));
    }
    return found;
  }

  async stop(): Promise<void> {
    if (!running.delete(this)) return;
    this.clock.go();
    for (const client of this.#clients) client.terminate();
    await within(this.tacet.close(), 'the server to close');
    await removeAll(this.directory);
  }
}

/** The folder of a server and those beside it. */
const removeAll = async (directory: string): Promise<void> => {
  for (const beside of ['', '.access-log', '.webhooks'])
    await rm(`${directory}${beside}`, { recursive: true, force: true });
};

export interface CallOptions {
  readonly id?: string;
  readonly query?: string;
  readonly callerQuery?: string;
  readonly agentQuery?: string;
  readonly caller?: Start;
  readonly agent?: Start;
}

/** What a call needs of its two clients. */
export interface Talker {
  readonly received: readonly unknown[];
  readonly closed: Promise<Closing>;
  /** 20 ms of audio. */
  send(payload: Uint8Array): void;
  receivedAtLeast(count: number): Promise<void>;
  close(): Promise<Closing>;
  terminate(): void;
}

export class TestCall<Client extends Talker = RtpClient> {
  readonly id: string;
  readonly call: Call;
  readonly caller: Client;
  readonly agent: Client;
  readonly ended: Promise<string | undefined>;
  readonly #server: RunningTacet;
  readonly #heardMs: Record<LegRole, number> = { caller: 0, agent: 0 };
  readonly #saidMs: Record<LegRole, number> = { caller: 0, agent: 0 };
  #wake: () => void = () => undefined;

  constructor(server: RunningTacet, call: Call, caller: Client, agent: Client) {
    this.#server = server;
    this.id = call.id;
    this.call = call;
    this.caller = caller;
    this.agent = agent;
    this.ended = new Promise((resolve) => call.events.on('ended', ({ code }) => resolve(code)));
    call.events.on('heard', ({ leg, heardTo }) => {
      this.#heardMs[leg] = ticksToMillis(heardTo);
      this.#wake();
    });
  }

  /** Says one payload a packet on each leg that is given, no faster than the recogniser hears. */
  async say(
    frames: { readonly caller?: readonly Uint8Array[]; readonly agent?: readonly Uint8Array[] },
    aheadMs = AHEAD_MS,
  ): Promise<void> {
    const caller = frames.caller ?? [];
    const agent = frames.agent ?? [];
    for (let i = 0; i < Math.max(caller.length, agent.length); i++) {
      for (const [role, payload] of [['caller', caller[i]] as const, ['agent', agent[i]] as const]) {
        if (payload === undefined) continue;
        this[role].send(payload);
        this.#saidMs[role] += FRAME_MS;
      }
      this.#server.clock.advance(FRAME_MS);
      await this.heardOut(aheadMs);
    }
  }

  /** The caller says this whether it is heard or not; waits for each frame to come out. */
  async shout(frames: readonly Uint8Array[]): Promise<void> {
    for (let at = 0; at < frames.length; at += 5) {
      const part = frames.slice(at, at + 5);
      const before = this.agent.received.length;
      for (const payload of part) this.caller.send(payload);
      this.#saidMs.caller += part.length * FRAME_MS;
      await this.agent.receivedAtLeast(before + part.length);
    }
  }

  /** The same, as fast as the worker answers, however far behind it says that it hears. */
  async shoutAsAnswered(frames: readonly Uint8Array[]): Promise<void> {
    for (let at = 0; at < frames.length; at += ANSWERED_FRAMES) {
      await this.shout(frames.slice(at, at + ANSWERED_FRAMES));
      await this.answered();
    }
  }

  /** Waits until the worker has answered for all that it was given, however far it says it has heard. */
  async answered(): Promise<void> {
    const stream = this.call.speech?.streams.caller;
    await until(() => stream?.outstanding.isWaiting !== true, 'the worker to answer');
  }

  /** Waits until no more than this of what was said is unheard. Not where nobody hears the call. */
  async heardOut(aheadMs: number): Promise<void> {
    if (this.call.speech === undefined) return;
    const isBehind = (role: LegRole): boolean =>
      this.#saidMs[role] > 0 && this.#heardMs[role] + aheadMs < this.#saidMs[role];
    const caughtUp = async (): Promise<void> => {
      while (isBehind('caller') || isBehind('agent')) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    };
    if (isBehind('caller') || isBehind('agent')) await within(caughtUp(), 'the recogniser');
  }

  /** The next event of the call for which `isIt` holds. */
  event<Name extends keyof CallEvents>(
    name: Name,
    isIt: (event: CallEvents[Name]) => boolean = () => true,
  ): Promise<CallEvents[Name]> {
    const happened = new Promise<CallEvents[Name]>((resolve) => {
      const stop = this.call.events.on(name, (event) => {
        if (!isIt(event)) return;
        stop();
        resolve(event);
      });
    });
    return within(happened, `the event ${name}`);
  }

  /** The caller hangs up; resolves when the call is sealed. */
  async hangUp(): Promise<void> {
    await this.caller.close();
    await within(this.ended, 'the end of the call');
    await within(this.agent.closed, 'the other leg to be closed');
  }

  recording(): Promise<Recording> {
    return this.#server.recording(this.id);
  }

  report(): Promise<Report> {
    return this.#server.report(this.id);
  }
}
