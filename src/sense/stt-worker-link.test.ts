/** Real worker threads whose engine cannot start, and a clock moved by hand. */
import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '../core/clock.js';
import type { CallId } from '../core/ids.js';
import { SttWorkerLink, type LinkOwner } from './stt-worker-link.js';

const WORKER = new URL('../test/speech-worker.js', import.meta.url);
const GARBLING = new URL('../test/garbling-worker.js', import.meta.url);

/** A link that tells each crash and each start to whoever waits for the next one. */
const linked = (workerData: object, worker = WORKER) => {
  const clock = new ManualClock();
  let next: (told: string) => void = () => undefined;
  const owner: LinkOwner = {
    ready: () => next('ready'),
    crashed: (reason, code) => next(`${reason} ${code}`),
    message: () => undefined,
  };
  const told = (): Promise<string> => new Promise((resolve) => (next = resolve));
  const first = told();
  return { clock, told, first, link: new SttWorkerLink(worker, workerData, clock, owner) };
};

describe('the link to a speech worker', () => {
  it('waits twice as long after each failure, up to ten seconds', async () => {
    const { clock, told, first, link } = linked({ engine: 'nonesuch' });
    expect(await first).toBe('not-started TACET_ENGINE_UNKNOWN');

    for (const delayMs of [250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]) {
      clock.advance(delayMs - 1);
      expect(link.state).toBe('down');
      const crashed = told();
      clock.advance(1);
      expect(link.state).toBe('starting');
      await crashed;
    }

    await link.close();
    expect(clock.pending).toBe(0);
  });

  it('gives up a worker that does not get ready', async () => {
    const { clock, told, first, link } = linked({ scripts: {} });
    const crashed = told();
    clock.advance(120_000);

    expect(await crashed).toBe('not-started TACET_ENGINE_FAILED');
    expect(link.state).toBe('down');
    await link.close();
    void first;
  });

  it('is quick again after a worker that lived for long', async () => {
    const { clock, told, first, link } = linked({ scripts: {} });
    expect(await first).toBe('ready');
    for (let crash = 0; crash < 3; crash++) {
      link.crash('hung');
      const ready = told();
      clock.advance(1_000);
      await ready;
    }

    clock.advance(30_000);
    link.crash('hung');
    clock.advance(250);

    expect(link.state).toBe('starting');
    await link.close();
  });

  it('forgets what is posted while there is no worker', async () => {
    const { link, first } = linked({ scripts: {} });
    await first;
    link.crash('died');

    link.post({ kind: 'shutdown' });
    await link.close();
    await link.close();

    expect(link.state).toBe('closed');
  });

  it.each([
    ['no message', 'ready'],
    ['a kind that there is not', { kind: 'constructor' }],
    [
      'a watermark that is no number',
      { kind: 'heard', stream: 1, heardTo: Number.NaN, finalTo: 0, clearedTo: 0 },
    ],
    ['audio that is none', { kind: 'returned', stream: 1, pcm: 'x', tookMs: 0 }],
    ['that it is ready, again', { kind: 'ready' }],
  ])('replaces a worker that says %s', async (_what, message) => {
    const { clock, told, first, link } = linked({ says: message }, GARBLING);
    expect(await first).toBe('ready');
    const crashed = told();
    link.post({ kind: 'end-call', call: 'call' as CallId });

    expect(await crashed).toBe('garbled TACET_ENGINE_FAILED');

    expect(link.state).toBe('down');
    const ready = told();
    clock.advance(250);
    expect(await ready).toBe('ready');
    await link.close();
  });

  it('believes a worker that gives up', async () => {
    const says = { kind: 'fatal', code: 'TACET_INTERNAL', detail: undefined };
    const { told, first, link } = linked({ says }, GARBLING);
    await first;
    const crashed = told();
    link.post({ kind: 'end-call', call: 'call' as CallId });

    expect(await crashed).toBe('died TACET_INTERNAL');
    await link.close();
  });
});
