/**
 * Composition root of a speech worker: the engines of the configuration, and a detector for each call.
 *
 * Words and spoken digits are in the clear in this thread and nowhere else.
 */
import { parentPort, workerData } from 'node:worker_threads';

import type { Config } from './config.js';
import { openEngines } from './open-engines.js';
import { TacetError } from '../core/errors.js';
import { Detector, type DetectorOptions, type DetectorSink } from '../detect/detector.js';
import { languageOf } from '../detect/numbers/registry.js';
import { hostStt, type ListenerFactory } from '../sense/stt-worker-host.js';
import type { Ticks } from '../core/units.js';

/** What a call is listened to for comes with the call: `DetectorOptions`. */
export type SpeechWorkerData = Pick<Config, 'engines'>;

const listen: ListenerFactory = (_call, post, language, listening) => {
  const grammar = languageOf(language);
  if (grammar === undefined)
    throw new TacetError('TACET_ENGINE_FAILED', 'no number grammar for this language');
  const sink: DetectorSink = {
    finding: (finding) => post({ kind: 'finding', finding }),
    words: (leg, words) => post({ kind: 'words', leg, words }),
    taken: (taken) => post({ kind: 'taken', taken }),
    armed: (armed) => post({ kind: 'context', note: { kind: 'armed', armed } }),
  };
  const detector = new Detector(grammar, new Date().getFullYear(), sink, listening as DetectorOptions);
  return {
    hear: (leg, hypothesis) => detector.hear(leg, hypothesis),
    missed: (leg, stretch) => detector.missed(leg, stretch),
    context: (note) => {
      if (note.kind === 'keyed') detector.keyed(note['at'] as Ticks);
    },
    clearedTo: (leg) => detector.clearedTo(leg),
    finish: (leg) => detector.finish(leg),
    close: () => detector.close(),
  };
};

if (parentPort === null) throw new Error('this module runs in a worker thread');
void hostStt(parentPort, openEngines(workerData as SpeechWorkerData), listen);
