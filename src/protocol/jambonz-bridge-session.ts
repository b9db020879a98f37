/**
 * jambonz's end of its `listen` verb: Tacet has dialled an application, which takes it for jambonz.
 *
 *     Tacet         first frame, (binary)*, dtmf*, mark*
 *     application   (binary)*, killAudio*, mark*, clearMarks*, disconnect
 *
 * Where messages pass from the real jambonz, that one's first frame opens the stream; otherwise the session says
 * its own. Audio in text (`playAudio`) would pass unheard, so it is not taken.
 */
import type { Millis, SampleRate } from '../core/units.js';
import { maySpeak } from './disguise.js';
import { parseObject, text } from './json-values.js';
import { PcmTracks } from './pcm-tracks.js';
import type { DialRequest, ProtocolSession, ProtocolSink, Track } from './protocol.js';

const ONLY = 0;
const MOST_MARKS = 1_000;

export class JambonzBridgeSession implements ProtocolSession {
  readonly tracks: readonly Track[];
  readonly #sink: ProtocolSink;
  readonly #pcm: PcmTracks;
  readonly #isTransparent: boolean;
  /** Marks that were not reached yet. */
  readonly #marks = new Set<{ readonly name: string }>();
  /** The application knows the stream. */
  #hasBegun = false;

  constructor(request: DialRequest, rateHz: SampleRate, sink: ProtocolSink) {
    this.#sink = sink;
    this.#isTransparent = request.isTransparent;
    this.#pcm = new PcmTracks(sink, 1, rateHz, false, undefined);
    this.tracks = this.#pcm.tracks.map((track) => ({
      kindOf: () => track.kindOf(),
      wrap: (payload) => (this.#hasBegun ? track.wrap(payload) : undefined),
      skip: () => track.skip(),
      clear: () => undefined,
    }));
    if (request.isTransparent) return;
    this.#hasBegun = true;
    sink.send(firstFrame(request, rateHz));
  }

  receive(data: Buffer, isBinary: boolean, arrivalMs: Millis): void {
    if (isBinary) {
      this.#pcm.receive(data, arrivalMs);
      return;
    }
    const message = parseObject(data);
    const type = message?.['type'];
    switch (type) {
      case 'disconnect':
        this.#sink.left();
        return;
      case 'killAudio':
        this.#clearMarks();
        this.#sink.clear(ONLY);
        // Only where messages do not pass is the peer told otherwise.
        if (this.#isTransparent) this.#sink.other(data, false);
        return;
      case 'playAudio':
        this.#sink.dropped(ONLY, 'TACET_PAYLOAD_BAD');
        return;
      default:
        if (message === undefined || typeof type !== 'string') this.#sink.fault('TACET_MESSAGE_MALFORMED');
        else if (maySpeak(message)) this.#sink.dropped(ONLY, 'TACET_PAYLOAD_BAD');
        else if (this.#isTransparent) this.#sink.other(data, false);
        else if (type === 'mark') this.#mark(text(message['data'], 'name'));
        else if (type === 'clearMarks') this.#clearMarks();
    }
  }

  /** Where messages pass, the real jambonz answers. */
  #mark(name: string | undefined): void {
    if (name === undefined || this.#marks.size >= MOST_MARKS) return;
    const mark = { name };
    this.#marks.add(mark);
    this.#sink.echo(ONLY, () => {
      if (this.#marks.delete(mark)) this.#tell(name, 'playout');
    });
  }

  #clearMarks(): void {
    const marks = [...this.#marks];
    this.#marks.clear();
    for (const { name } of marks) this.#tell(name, 'cleared');
  }

  #tell(name: string, event: 'playout' | 'cleared'): void {
    this.#sink.send(JSON.stringify({ type: 'mark', data: { name, event } }));
  }

  passing(): void {
    this.#hasBegun = true;
  }

  close(): void {
    this.#pcm.close();
  }
}

/** Facts of a call, as far as Tacet knows them. */
const firstFrame = ({ callId, role, language, called }: DialRequest, rateHz: SampleRate): string =>
  JSON.stringify({
    sampleRate: rateHz,
    mixType: 'mono',
    callSid: callId,
    direction: 'inbound',
    ...(called === undefined ? {} : { to: called }),
    leg: role,
    ...(language === undefined ? {} : { lang: language }),
    bidirectional: true,
  });
