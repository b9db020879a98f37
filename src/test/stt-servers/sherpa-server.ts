/** The C++ streaming server of sherpa-onnx; `isPython` makes it answer as its Python sibling does. */
import { SttServer, type Answering, type Peer } from './stt-server.js';
import { ToneEar, type HeardWord } from './tone-ear.js';

const RATE = 16_000;
const STEP_SECONDS = 0.16;
const QUIET_SECONDS = 0.8;

/** Two pieces a word, the second in its middle. */
const tokensOf = (
  words: readonly HeardWord[],
  start: number,
): { tokens: string[]; timestamps: number[] } => ({
  tokens: words.flatMap(({ text }) => [`▁${text.slice(0, 2).toUpperCase()}`, text.slice(2).toUpperCase()]),
  timestamps: words.flatMap(({ from, to }) => [from - start, (from + to) / 2 - start]),
});

export class SherpaServer extends SttServer {
  isPython = false;

  protected admits(): boolean {
    return true;
  }

  protected accept(socket: Answering): Peer {
    const ear = new ToneEar(RATE);
    let start = 0;
    let segment = 0;
    let told = 0;
    const result = (isFinal: boolean, isEof = false): void => {
      const words = isFinal ? ear.take() : ear.words;
      const text = words.map((word) => word.text.toUpperCase()).join(' ');
      told = ear.heardTo;
      if (this.isPython) {
        socket.send({ text, segment });
        return;
      }
      const empty = { ys_probs: [], lm_probs: [], context_scores: [], words: [] };
      const heard = { text, ...tokensOf(words, start), ...empty, segment, start_time: start };
      socket.send({ ...heard, is_final: isFinal, is_eof: isEof });
      if (!isFinal) return;
      segment++;
      start = ear.heardTo;
    };
    return {
      audio: (bytes) => {
        if (bytes.length === 0 || bytes.length % 4 !== 0) socket.breach('half a sample');
        const samples = Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(4 * i));
        if (samples.some((sample) => Math.abs(sample) > 1)) socket.breach('a sample beyond full scale');
        ear.hear(samples.map((sample) => sample * 32_768));
        if (ear.heardTo - told < STEP_SECONDS) return;
        result(ear.words.length > 0 && ear.quietFor >= QUIET_SECONDS);
      },
      text: (text) => {
        if (text !== 'Done') {
          socket.breach('an unknown text');
          return;
        }
        result(true, true);
        socket.send('Done!');
        socket.close(1_000);
      },
    };
  }
}
