/** A server of the Tacet hook protocol (docs/stt.md). */
import { samplesOf, SttServer, type Answering, type Peer } from './stt-server.js';
import { ToneEar, type HeardWord } from './tone-ear.js';

const QUIET_SECONDS = 0.6;

export class HookServer extends SttServer {
  /** What it says of itself. */
  ready: object = { type: 'ready', version: 1, partials: true, wordTimes: true };
  readonly #claims: { readonly text: string; readonly ms: number }[] = [];

  /** Off: it hears nothing but what it claims. */
  hearsTones = true;
  #isOver = false;

  /** The utterance is over with the next audio: what was claimed is final. */
  endUtterance(): void {
    this.#isOver = true;
  }

  protected admits(): boolean {
    return true;
  }

  /** Claims to have heard these words just now, whatever the audio was; with the next audio that comes in. */
  claim(texts: readonly string[], ms = 100): void {
    this.#claims.push(...texts.map((text) => ({ text, ms })));
  }

  protected accept(socket: Answering): Peer {
    let ear: ToneEar | undefined;
    const claimed: HeardWord[] = [];
    const words = (isFinal: boolean): void => {
      const own = isFinal ? (ear?.take() ?? []) : (ear?.words ?? []);
      const heard = this.hearsTones ? own : [];
      const all = [...heard, ...claimed].map(({ text, from, to }) => ({
        text,
        from: from * 1_000,
        to: to * 1_000,
      }));
      if (isFinal) claimed.length = 0;
      socket.send({ type: 'words', final: isFinal, words: all, heardTo: (ear?.heardTo ?? 0) * 1_000 });
    };
    return {
      audio: (bytes) => {
        if (ear === undefined) {
          socket.breach('audio before hello');
          return;
        }
        if (bytes.length === 0 || bytes.length % 2 !== 0) socket.breach('half a sample');
        ear.hear(samplesOf(bytes));
        const claims = this.#claims.splice(0);
        claims.forEach(({ text, ms }, i) => {
          const to = (ear?.heardTo ?? 0) - ((claims.length - 1 - i) * ms) / 1_000;
          claimed.push({ text, from: to - ms / 1_000, to });
        });
        const isOver = this.#isOver && claimed.length > 0;
        if (isOver) this.#isOver = false;
        words(
          isOver ||
            (this.hearsTones &&
              claimed.length === 0 &&
              ear.words.length > 0 &&
              ear.quietFor >= QUIET_SECONDS),
        );
      },
      text: (text) => {
        const message = JSON.parse(text) as { type: string; rate: number; id: number };
        if (message.type === 'hello') {
          if (ear !== undefined) socket.breach('a second hello');
          ear = new ToneEar(message.rate);
          socket.send(this.ready);
        } else if (message.type === 'flush') {
          words(true);
          socket.send({ type: 'flushed', id: message.id });
        } else if (message.type === 'end') {
          words(true);
          socket.send({ type: 'ended' });
          socket.close(1_000);
        } else socket.breach('an unknown text');
      },
    };
  }
}
