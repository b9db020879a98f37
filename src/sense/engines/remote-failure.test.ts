/**
 * What happens when the server of an engine goes away, lies or says nothing: the stream fails with a code, having
 * claimed nothing that was not heard, or goes on where nothing was lost.
 */
import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { millisToTicks, type Ticks } from '../../core/units.js';
import { codeOf, TacetError } from '../../core/errors.js';
import { within } from '../../test/bridges/rtp-client.js';
import { DeepgramServer } from '../../test/stt-servers/deepgram-server.js';
import { HookServer } from '../../test/stt-servers/hook-server.js';
import { Listening } from '../../test/stt-servers/listening.js';
import { optionsFor, REMOTE, REMOTE_NAMES, type RemoteName } from '../../test/stt-servers/remote-engines.js';
import { SherpaServer } from '../../test/stt-servers/sherpa-server.js';
import type { SttServer } from '../../test/stt-servers/stt-server.js';
import { say } from '../../test/stt-servers/tone-ear.js';
import type { Engine, EngineStream } from '../engine.js';
import { openEngine } from './registry.js';

const CLIP = say(
  [
    { text: 'four', fromMs: 100, toMs: 300 },
    { text: 'one', fromMs: 400, toMs: 600 },
    { text: 'seven', fromMs: 700, toMs: 900 },
  ],
  960,
);
const LATER = millisToTicks(20_000);

const servers: SttServer[] = [];
const engines: Engine[] = [];
const listenings: Listening[] = [];
afterEach(async () => {
  await Promise.all(listenings.splice(0).map(({ stream }) => stream.close()));
  for (const engine of engines.splice(0)) engine.close();
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

const started = async <Server extends SttServer>(server: Server): Promise<Server> => {
  await server.start();
  servers.push(server);
  return server;
};

const listenTo = async (name: RemoteName, server: SttServer, more: object = {}): Promise<Listening> => {
  const engine = await openEngine(name, optionsFor(name, server, more));
  engines.push(engine);
  const listening = new Listening(engine);
  listenings.push(listening);
  return listening;
};

/** A stream that has heard the words of the clip, but is not settled. */
const heard = async (name: RemoteName, more: object = {}): Promise<readonly [SttServer, Listening]> => {
  const server = await started(REMOTE[name].server());
  const listening = await listenTo(name, server, more);
  await listening.play(CLIP);
  await listening.until(({ hypotheses }) => (hypotheses.at(-1)?.words.length ?? 0) >= 3);
  return [server, listening];
};

const expectFailure = async (listening: Listening, code: string): Promise<void> => {
  expect(await listening.failed()).toMatchObject({ code });
  const said = listening.hypotheses.length;
  await expect(listening.stream.push(CLIP.slice(0, 480), listening.pushedTo)).rejects.toMatchObject({ code });
  await expect(listening.stream.flush()).rejects.toMatchObject({ code });
  expect(listening.hypotheses).toHaveLength(said);
};

describe.each(REMOTE_NAMES)('engine %s', (name) => {
  it('fails where its server is killed in the middle of what it hears', async () => {
    const [server, listening] = await heard(name);

    await server.stop();

    await expectFailure(listening, 'TACET_STT_AWAY');
  });

  it('goes on in silence where its server was away and nothing was lost', async () => {
    const [server, listening] = await heard(name, { connectTimeoutMs: 2_500 });
    await listening.stream.flush();

    server.goAway();
    const before = server.requests.length;
    server.comeBack();
    await server.until(({ requests }) => requests.length > before);
    await listening.play(CLIP, LATER);
    await listening.stream.flush();

    const later = listening.finalWords.filter(({ span }) => span.from >= LATER);
    expect(later.map(({ text }) => text)).toEqual(['four', 'one', 'seven']);
    expect(listening.failure).toBeUndefined();
  });

  it('fails where its server does not come back, also while nothing is said', async () => {
    const [server, listening] = await heard(name, { connectTimeoutMs: 1_000 });
    await listening.stream.flush();

    await server.stop();

    await expectFailure(listening, 'TACET_STT_AWAY');
  });

  it('fails where there is no server, and says nothing, not even that silence was heard', async () => {
    const server = await started(REMOTE[name].server());
    await server.stop();
    const listening = await listenTo(name, server, { connectTimeoutMs: 300 });

    await expect(listening.stream.flush()).rejects.toMatchObject({ code: 'TACET_STT_AWAY' });

    await expectFailure(listening, 'TACET_STT_AWAY');
    expect(listening.hypotheses).toEqual([]);
  });

  it('opens no stream until its server is there again, and then does', async () => {
    const [server, listening] = await heard(name);
    const [engine] = engines;
    const again = (): EngineStream | undefined =>
      engine?.open({ language: 'en', rateHz: 8_000, onHypothesis: () => undefined });

    server.goAway();
    await listening.failed();
    expect(again).toThrow(new TacetError('TACET_STT_AWAY'));
    const before = server.requests.length;
    server.comeBack();
    await server.until(({ requests, open }) => requests.length > before && open === 0);

    const stream = again();
    await stream?.flush();
    await stream?.close();
  });

  it.each([
    [401, 'TACET_STT_REFUSED'],
    [503, 'TACET_STT_AWAY'],
  ])('fails where it is answered with %i', async (status, code) => {
    const server = await started(REMOTE[name].server());
    server.refusal = status;
    const listening = await listenTo(name, server, { connectTimeoutMs: 300 });

    await expectFailure(listening, code);
  });

  it('fails where its server hears and says nothing', async () => {
    const [server, listening] = await heard(name, { answerTimeoutMs: 1_500 });
    const before = listening.pushedTo;
    server.isMute = true;

    const pushing = listening.play(CLIP).then(() => listening.stream.flush());

    await expect(pushing).rejects.toMatchObject({ code: 'TACET_STT_SLOW' });
    await expectFailure(listening, 'TACET_STT_SLOW');
    expect(listening.heardTo).toBeLessThanOrEqual(before);
  });

  it('fails where its server answers no ping', async () => {
    const server = await started(REMOTE[name].server());
    server.isDeaf = true;
    const listening = await listenTo(name, server, { pingMs: 200, connectTimeoutMs: 2_000 });
    await listening.play(CLIP);

    await expectFailure(listening, 'TACET_STT_SLOW');
  });

  it.each([1_000, 1_006, 1_008, 1_011, 1_012, 3_005, 3_006, 3_007, 3_008, 3_009, 4_000])(
    'fails where the connection is closed with %i',
    async (close) => {
      const [server, listening] = await heard(name);

      if (close === 1_006) await server.stop();
      else server.closeAll(close);

      const failure = await listening.failed();
      expect(codeOf(failure)).toMatch(/^TACET_STT_(AWAY|REFUSED|PROTOCOL)$/);
    },
  );

  it.each(['four one', '[]', '{}', 'null', '4', '{"type":"Results"}', '{"type":"words","heardTo":"9"}', ''])(
    'claims nothing where its server says %j',
    async (garbage) => {
      const [server, listening] = await heard(name);
      const before = listening.pushedTo;

      server.tell(garbage);
      await listening.play(CLIP).catch(() => undefined);
      await listening.stream.flush().catch(() => undefined);

      // Either it was garbage, or it is a message of some kind that says nothing.
      const claimed = listening.failure === undefined ? listening.pushedTo : before;
      expect(listening.heardTo).toBeLessThanOrEqual(claimed);
      expect(listening.failure ?? { code: 'TACET_STT_PROTOCOL' }).toMatchObject({
        code: 'TACET_STT_PROTOCOL',
      });
    },
  );

  it('fails where its server sends audio', async () => {
    const [server, listening] = await heard(name);

    server.tell(Buffer.alloc(4));

    await expectFailure(listening, 'TACET_STT_PROTOCOL');
  });

  it('neither crashes nor claims what was not pushed, whatever its server says', async () => {
    const server = await started(REMOTE[name].server());
    server.isMute = true;
    await fc.assert(
      fc.asyncProperty(fc.array(answers, { minLength: 1, maxLength: 8 }), async (texts) => {
        const listening = await listenTo(name, server, { answerTimeoutMs: 500 });
        const { requests } = server;
        await server.until(({ open }) => open > 0 && requests.length > 0);
        server.tell(JSON.stringify({ type: 'Begin' }));
        void listening.stream.push(CLIP.slice(0, 480), 0 as Ticks).catch(() => undefined);
        for (const text of texts) server.tell(text);
        server.closeAll(1_000);
        await server.until(({ open }) => open === 0);
        await listening.stream.close();
        engines.splice(0).forEach((engine) => engine.close());
        for (const { heardTo, words } of listening.hypotheses) {
          expect(heardTo).toBeLessThanOrEqual(millisToTicks(60));
          expect(Array.isArray(words)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});

const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(-1, 1e300, 1e9), fc.constant('1'));
const word = fc.record({
  word: fc.string(),
  text: fc.string(),
  start: number,
  end: number,
  from: number,
  to: number,
  conf: number,
  confidence: number,
});
/** Answers that look like those of some vendor, and any other JSON. */
const answers = fc
  .oneof(
    fc.jsonValue(),
    fc.record({
      type: fc.constantFrom('Results', 'Turn', 'words', 'ready', 'Metadata', 'Termination', 'flushed', 'x'),
      final: fc.boolean(),
      heardTo: number,
      words: fc.array(word),
      version: fc.constant(1),
      partials: fc.boolean(),
      wordTimes: fc.boolean(),
      id: number,
      start: number,
      duration: number,
      is_final: fc.boolean(),
      channel: fc.record({ alternatives: fc.array(fc.record({ words: fc.array(word) })) }),
      turn_order: number,
      end_of_turn: fc.boolean(),
      text: fc.string(),
      tokens: fc.array(fc.string()),
      timestamps: fc.array(number),
      segment: fc.nat(2),
      start_time: number,
    }),
    fc.record({ partial: fc.string() }),
    fc.record({ text: fc.string(), result: fc.array(word) }),
  )
  .map((value) => JSON.stringify(value));

describe('what one vendor does and the others do not', () => {
  it('Deepgram may leave a Finalize unanswered: the end of the session proves what was heard', async () => {
    const server = await started(new DeepgramServer());
    server.finalizes = false;
    const listening = await listenTo('deepgram', server);

    await listening.play(CLIP);
    await listening.stream.flush();
    await listening.play(CLIP, LATER);
    await listening.stream.flush();

    expect(listening.finalWords).toHaveLength(6);
    expect(listening.heardTo).toBe(listening.pushedTo);
    expect(server.texts.filter((text) => text === '{"type":"CloseStream"}')).toHaveLength(2);
  });

  it('Deepgram is kept alive while nothing is said', async () => {
    const server = await started(new DeepgramServer());
    const listening = await listenTo('deepgram', server);
    await listening.play(CLIP);
    await listening.stream.flush();

    await within(
      server.until(({ texts }) => texts.includes('{"type":"KeepAlive"}')),
      'a KeepAlive',
    );

    expect(server.violations).toEqual([]);
  });

  it('a Vosk server is told the rate first, and nothing but what it knows byte for byte', async () => {
    const server = await started(REMOTE['vosk-server'].server());
    const listening = await listenTo('vosk-server', server, { grammar: true });
    await listening.play(CLIP);
    await listening.stream.flush();
    await listening.stream.close();
    await server.until(({ open }) => open === 0);

    const [config, ...others] = server.texts;
    expect(JSON.parse(config ?? '')).toMatchObject({ config: { sample_rate: 8_000, words: 1 } });
    expect(config).toContain('"phrase_list":["zero');
    expect(others).toEqual(['{"reset" : 1}', '{"eof" : 1}']);
  });

  it('a Python server of sherpa-onnx is found out by its first answer', async () => {
    const server = await started(new SherpaServer());
    server.isPython = true;
    const listening = await listenTo('sherpa-onnx-server', server);

    void listening.play(CLIP).catch(() => undefined);

    await expectFailure(listening, 'TACET_STT_PROTOCOL');
    expect(listening.hypotheses).toEqual([]);
  });

  it.each([{ partials: false }, { wordTimes: false }])(
    'a hook that declares %j is refused',
    async (lacking) => {
      const server = await started(new HookServer());
      server.ready = { ...server.ready, ...lacking };
      const listening = await listenTo('hook', server);

      await expectFailure(listening, 'TACET_STT_REFUSED');
    },
  );

  it('ten thousand words out of order, and times before and after everything, reach the detector as they are', async () => {
    const [server, listening] = await heard('hook');
    const words = Array.from({ length: 10_000 }, (_, i) => ({
      text: 'four',
      from: (i * 7_919) % 100_000,
      to: -1e12 * i,
    }));

    server.tell(JSON.stringify({ type: 'words', final: false, words, heardTo: 1e12 }));
    await listening.until(({ hypotheses }) => hypotheses.at(-1)?.words.length === 10_000);

    expect(listening.heardTo).toBe(listening.pushedTo);
    expect(listening.failure).toBeUndefined();
  });
});
