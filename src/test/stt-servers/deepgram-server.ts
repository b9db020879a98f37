/** Deepgram's `/v1/listen`. */
import type { IncomingMessage } from 'node:http';
import { samplesOf, SttServer, TEST_KEY, type Answering, type Peer } from './stt-server.js';
import { ToneEar, type HeardWord } from './tone-ear.js';

const INTERIM_SECONDS = 0.1;
const LONGEST_SECONDS = 5;

export class DeepgramServer extends SttServer {
  /** Whether `Finalize` is answered. */
  finalizes = true;

  protected admits({ headers, url }: IncomingMessage): boolean {
    return headers.authorization === `Token ${TEST_KEY}` && url?.startsWith('/v1/listen?') === true;
  }

  protected accept(socket: Answering, query: URLSearchParams): Peer {
    const wanted = {
      encoding: 'linear16',
      interim_results: 'true',
      smart_format: 'false',
      numerals: 'false',
    };
    for (const [name, value] of Object.entries(wanted)) {
      if (query.get(name) !== value) socket.breach(`${name} is not ${value}`);
    }
    if (query.has('redact')) socket.breach('redaction was asked for');
    const rateHz = Number(query.get('sample_rate'));
    const endpointing = Number(query.get('endpointing')) / 1_000;
    const ear = new ToneEar(rateHz);
    let start = 0;
    let told = 0;
    const results = (isFinal: boolean, fromFinalize = false): void => {
      const words: readonly HeardWord[] = isFinal ? ear.take() : ear.words;
      const timed = words.map(({ text, from, to }) => ({
        word: text,
        start: from,
        end: to,
        confidence: 0.9,
      }));
      socket.send({
        type: 'Results',
        channel_index: [0, 1],
        start,
        duration: ear.heardTo - start,
        is_final: isFinal,
        speech_final: isFinal,
        ...(fromFinalize ? { from_finalize: true } : {}),
        channel: { alternatives: [{ transcript: '', confidence: 0.9, words: timed }] },
        metadata: { request_id: 'x' },
      });
      told = ear.heardTo;
      if (isFinal) start = ear.heardTo;
    };
    return {
      audio: (bytes) => {
        const ms = (bytes.length / 2 / rateHz) * 1_000;
        if (ms < 20 || ms > 250) socket.breach(`a message of ${String(ms)} ms`);
        ear.hear(samplesOf(bytes));
        const isEnd = ear.words.length > 0 && ear.quietFor >= endpointing;
        const isLong = ear.words.length === 0 && ear.heardTo - start >= LONGEST_SECONDS;
        if (isEnd || isLong) results(true);
        else if (ear.heardTo - told >= INTERIM_SECONDS) results(false);
      },
      text: (text) => {
        switch (text) {
          case '{"type":"KeepAlive"}':
            return;
          case '{"type":"Finalize"}':
            if (this.finalizes) results(true, true);
            return;
          case '{"type":"CloseStream"}':
            results(true);
            socket.send({ type: 'Metadata', duration: ear.heardTo, channels: 1, sha256: 'x' });
            socket.close(1_000);
            return;
          default:
            socket.breach('an unknown text');
        }
      },
    };
  }
}
