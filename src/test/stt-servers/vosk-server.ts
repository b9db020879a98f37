/** alphacep/vosk-server: one answer to each message, and three texts that it knows byte for byte. */
import { samplesOf, SttServer, type Answering, type Peer } from './stt-server.js';
import { ToneEar, type HeardWord } from './tone-ear.js';

const QUIET_SECONDS = 0.5;

const result = (words: readonly HeardWord[]): object =>
  words.length === 0
    ? { text: '' }
    : {
        result: words.map(({ text, from, to }) => ({ conf: 1, start: from, end: to, word: text })),
        text: words.map(({ text }) => text).join(' '),
      };

export class VoskServer extends SttServer {
  protected admits(): boolean {
    return true;
  }

  protected accept(socket: Answering): Peer {
    let rateHz = 8_000;
    let ear: ToneEar | undefined;
    return {
      audio: (bytes) => {
        if (bytes.length === 0 || bytes.length % 2 !== 0) socket.breach('half a sample');
        ear ??= new ToneEar(rateHz);
        ear.hear(samplesOf(bytes));
        const isEndpoint = ear.words.length > 0 && ear.quietFor >= QUIET_SECONDS;
        if (isEndpoint) socket.send(result(ear.take()));
        else socket.send({ partial: ear.words.map(({ text }) => text).join(' ') });
      },
      text: (text) => {
        if (text === '{"reset" : 1}') socket.send(result(ear?.take() ?? []));
        else if (text === '{"eof" : 1}') {
          socket.send(result(ear?.take() ?? []));
          socket.close(1_000);
        } else if (text.includes('config')) {
          if (ear !== undefined) socket.breach('a config behind audio');
          rateHz = (JSON.parse(text) as { config: { sample_rate: number } }).config.sample_rate;
        } else socket.breach('a text that it hears as audio');
      },
    };
  }
}
