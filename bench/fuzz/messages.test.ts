/** A quick slice of `npm run fuzz` for messages between threads and processes, and that good ones are read. */
import { describe, expect, it } from '@jest/globals';

import { bent } from './bent.js';
import { mutated } from './mutate.js';
import { FROM_PROCESS, PROCESS_IS_TOLD, PROCESS_SAYS, TO_PROCESS } from './process-targets.js';
import { FROM_WORKER, SPEECH_WORKER_IS_TOLD, SPEECH_WORKER_SAYS, TO_WORKER } from './speech-targets.js';
import { Random } from '../dialogues/random.js';
import { readFromProcess, readToProcess } from '#tacet/app/processes/reading.js';
import { readFromWorker, readToWorker } from '#tacet/sense/stt-reading.js';

const RUNS = 150;
const CHANNELS = [
  { target: SPEECH_WORKER_SAYS, messages: FROM_WORKER, read: readFromWorker },
  { target: SPEECH_WORKER_IS_TOLD, messages: TO_WORKER, read: readToWorker },
  { target: PROCESS_SAYS, messages: FROM_PROCESS, read: readFromProcess },
  { target: PROCESS_IS_TOLD, messages: TO_PROCESS, read: readToProcess },
] as const;

describe.each(CHANNELS)('$target.name', ({ target, messages, read }) => {
  it('is read as it is meant, whatever kind of message it is', () => {
    for (const message of messages) expect(read(message)).toBe(message);
  });

  it('breaks nobody and opens nothing, whatever its fields are', async () => {
    const random = new Random(6);
    for (let i = 0; i < RUNS; i++) await target.read(mutated(random, target.seeds));
  });

  it.each([undefined, null, 'ready', 7, [], {}, { kind: 'constructor' }, { kind: 'toString' }])(
    'is no message where it is %j',
    (message) => {
      expect(read(message)).toBeUndefined();
    },
  );
});

describe('a bent message', () => {
  it('is the message itself where nothing is bent', () => {
    expect(bent(FROM_WORKER, Buffer.from([2]))).toEqual(FROM_WORKER[2]);
  });

  it('has another value in one of its fields', () => {
    const [message] = [bent(FROM_WORKER, Buffer.from([2, 2, 3]))];

    expect(message).toEqual({ ...FROM_WORKER[2], heardTo: Number.POSITIVE_INFINITY });
    expect(readFromWorker(message)).toBeUndefined();
  });
});
