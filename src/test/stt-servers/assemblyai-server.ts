/** AssemblyAI's streaming v3. */
import type { IncomingMessage } from 'node:http';
import { samplesOf, SttServer, TEST_KEY, type Answering, type Peer } from './stt-server.js';
import { ToneEar, type HeardWord } from './tone-ear.js';

export class AssemblyAiServer extends SttServer {
  protected admits({ headers, url }: IncomingMessage): boolean {
    return headers.authorization === TEST_KEY && url?.startsWith('/v3/ws?') === true;
  }

  protected accept(socket: Answering, query: URLSearchParams): Peer {
    if (query.get('encoding') !== 'pcm_s16le') socket.breach('the encoding');
    if (query.get('format_turns') !== 'false') socket.breach('formatting was asked for');
    if (query.has('redact_pii') || query.has('token')) socket.breach('redaction, or a key in the address');
    const rateHz = Number(query.get('sample_rate'));
    const silence = Number(query.get('min_turn_silence')) / 1_000;
    const ear = new ToneEar(rateHz);
    let order = 0;
    let told = '';
    const turn = (isEnd: boolean): void => {
      const words: readonly HeardWord[] = isEnd ? ear.take() : ear.words;
      const message = words.map(({ text, from, to }, i) => ({
        text,
        start: Math.round(from * 1_000),
        end: Math.round(to * 1_000),
        confidence: 0.9,
        word_is_final: isEnd || i < words.length - 1,
      }));
      const shown = JSON.stringify(message);
      if (shown === told && !isEnd) return;
      told = isEnd ? '' : shown;
      socket.send({
        type: 'Turn',
        turn_order: order,
        turn_is_formatted: false,
        end_of_turn: isEnd,
        transcript: '',
        end_of_turn_confidence: 0.5,
        words: message,
      });
      if (isEnd) order++;
    };
    socket.send({ type: 'Begin', id: 'x', expires_at: 1_700_000_000 });
    return {
      audio: (bytes) => {
        const ms = (bytes.length / 2 / rateHz) * 1_000;
        if (ms < 50 || ms > 1_000) {
          socket.breach(`a message of ${String(ms)} ms`);
          socket.close(3_007);
          return;
        }
        ear.hear(samplesOf(bytes));
        if (ear.words.length > 0) turn(ear.quietFor >= silence);
      },
      text: (text) => {
        if (text !== '{"type":"Terminate"}') {
          socket.breach('an unknown text');
          return;
        }
        if (ear.words.length > 0) turn(true);
        socket.send({
          type: 'Termination',
          audio_duration_seconds: ear.heardTo,
          session_duration_seconds: ear.heardTo,
        });
        socket.close(1_000);
      },
    };
  }
}
