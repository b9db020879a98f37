/**
 * A speech worker for tests: the scripted engine and a listener that tells what it was told.
 *
 * workerData: `scripts` as the engine takes them; `release`, the name of a channel on which any message lets
 * hanging pushes go; `engine`, another engine's name instead.
 */
import { BroadcastChannel, parentPort, workerData } from 'node:worker_threads';
import { newFindingId } from '../core/ids.js';
import { ticks, type Ticks } from '../core/units.js';
import { openEngine } from '../sense/engines/registry.js';
import { ScriptedEngine, ScriptedOptions } from '../sense/engines/scripted.js';
import { hostStt, type ListenerFactory } from '../sense/stt-worker-host.js';

interface TestWorkerData {
  readonly scripts?: unknown;
  readonly release?: string;
  readonly engine?: string;
}

const { scripts, release, engine } = workerData as TestWorkerData;

const released = new Promise<void>((resolve) => {
  if (release === undefined) return;
  const channel = new BroadcastChannel(release);
  channel.onmessage = () => resolve();
  channel.unref();
});

/** Clears what is final; each final word is a finding, and its text is blanked. */
const listen: ListenerFactory = (_call, post) => {
  const cleared = { caller: ticks(0), agent: ticks(0) } satisfies Record<string, Ticks>;
  return {
    hear(leg, hypothesis) {
      if (hypothesis.kind === 'partial') return;
      cleared[leg] = hypothesis.finalTo;
      for (const { span, confidence } of hypothesis.words) {
        const belief = 'confirmed';
        const finding = {
          id: newFindingId(),
          leg,
          belief,
          entity: 'pan',
          span,
          score: confidence,
          settled: true,
        } as const;
        post({ kind: 'finding', finding: { ...finding, cause: 'digit-run', decidedAt: hypothesis.heardTo } });
      }
      if (hypothesis.words.length > 0) {
        post({ kind: 'words', leg, words: hypothesis.words.map(({ span }) => ({ text: '*', span })) });
      }
    },
    missed: () => undefined,
    context(note) {
      if (note.kind === 'break') throw new Error('asked to');
      post({ kind: 'context', note: { kind: 'echo', of: note.kind } });
    },
    clearedTo: (leg) => cleared[leg],
    finish: (leg) => post({ kind: 'context', note: { kind: 'finished', leg } }),
    close: () => post({ kind: 'context', note: { kind: 'listener-closed' } }),
  };
};

if (parentPort !== null) {
  const opening =
    engine === undefined
      ? Promise.resolve(new ScriptedEngine(ScriptedOptions.parse({ scripts }), released))
      : openEngine(engine);
  void hostStt(parentPort, opening, listen);
}
