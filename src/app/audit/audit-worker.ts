/**
 * The thread in which an audit hears recordings again: recognisers, and for each call what the detector believes of
 * what is left and where digits are.
 *
 * Words and digits end here, as in the speech worker of a relay: places and kinds leave it, and nothing else.
 */
import { parentPort, workerData } from 'node:worker_threads';

import type { DigitsNote } from './digits-note.js';
import type { AuditWorkerData } from './open-audit.js';
import { openEngines } from '../open-engines.js';
import { TacetError } from '../../core/errors.js';
import type { Word } from '../../core/hearing.js';
import type { LegRole } from '../../core/ids.js';
import { Detector } from '../../detect/detector.js';
import type { Language } from '../../detect/language.js';
import { languageOf } from '../../detect/numbers/registry.js';
import { readDigits } from '../../detect/numbers/reader.js';
import { hostStt, type ListenerFactory } from '../../sense/stt-worker-host.js';

/** Numbers whose every word may be another word ("to", "oh") are no digits by themselves. */
const digitsIn = (leg: LegRole, words: readonly Word[], language: Language): DigitsNote => ({
  kind: 'digits',
  leg,
  places: readDigits(words, language).flatMap((item) =>
    item.kind === 'digits' && !item.weak ? item.digits.map(({ span }) => span) : [],
  ),
});

const listenFor =
  ({ wanted, bias }: AuditWorkerData): ListenerFactory =>
  (_call, post, tag) => {
    const language = languageOf(tag);
    if (language === undefined)
      throw new TacetError('TACET_ENGINE_FAILED', 'no number grammar for this language');
    const sink = {
      finding: (finding: Parameters<ConstructorParameters<typeof Detector>[2]['finding']>[0]) =>
        post({ kind: 'finding', finding }),
      words: () => undefined,
      armed: () => undefined,
    };
    const detector = new Detector(language, new Date().getFullYear(), sink, {
      wanted,
      maskedInTranscript: wanted,
      ...(bias === undefined ? {} : { bias }),
    });
    return {
      hear: (leg, hypothesis) => {
        detector.hear(leg, hypothesis);
        if (hypothesis.kind === 'final' && hypothesis.words.length > 0)
          post({ kind: 'context', note: { ...digitsIn(leg, hypothesis.words, language) } });
      },
      missed: (leg, stretch) => detector.missed(leg, stretch),
      context: () => undefined,
      clearedTo: (leg) => detector.clearedTo(leg),
      finish: (leg) => detector.finish(leg),
      close: () => detector.close(),
    };
  };

if (parentPort === null) throw new Error('this module runs in a worker thread');
const data = workerData as AuditWorkerData;
void hostStt(parentPort, openEngines(data), listenFor(data));
