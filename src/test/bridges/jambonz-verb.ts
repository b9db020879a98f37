/**
 * jambonz's `listen` verb. In streaming mode it plays binary audio as it comes, without haste; otherwise audio is
 * none of its business.
 */
import { systemClock } from '../../core/clock.js';
import { dialled, StrictPeer, type Dialled } from './strict-peer.js';

export interface VerbSetup {
  readonly sampleRate: number;
  readonly mixType: 'mono' | 'stereo' | 'mixed';
  /** bidirectionalAudio.streaming */
  readonly isStreaming: boolean;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

const TYPES = ['playAudio', 'killAudio', 'disconnect', 'mark', 'clearMarks'];
const SUBPROTOCOL = 'audio.jambonz.org';

export class JambonzVerb extends StrictPeer {
  readonly audio: Buffer[] = [];
  readonly types: string[] = [];
  /** The longest that anything had to wait, in ms. */
  longestQueueMs = 0;
  readonly #setup: VerbSetup;
  #queueEndMs = -Infinity;

  constructor(to: Dialled, setup: VerbSetup) {
    super(dialled({ subprotocols: [SUBPROTOCOL], ...to }));
    this.#setup = setup;
  }

  static async start(to: Dialled, setup: VerbSetup): Promise<JambonzVerb> {
    const verb = await new JambonzVerb(to, setup).opened();
    if (verb.socket.protocol !== SUBPROTOCOL) verb.complain('the subprotocol was not echoed');
    verb.socket.send(
      JSON.stringify({
        sampleRate: setup.sampleRate,
        mixType: setup.mixType,
        callSid: '8b1f6a0e-6e21-4e3b-9d4c-0a4f9d1f7a11',
        direction: 'inbound',
        from: '+15550100',
        to: '+15550101',
        callId: '4f2a8c@192.0.2.7',
        sipStatus: 200,
        callStatus: 'in-progress',
        accountSid: 'acc-1',
        applicationSid: 'app-1',
        ...setup.metadata,
      }),
    );
    await verb.roundTrip();
    return verb;
  }

  say(pcm: Uint8Array): void {
    this.socket.send(pcm);
  }

  key(dtmf: string): void {
    this.socket.send(JSON.stringify({ event: 'dtmf', dtmf, duration: '1600' }));
  }

  protected receive(data: Buffer, isBinary: boolean): void {
    if (isBinary) {
      if (!this.#setup.isStreaming) this.complain('audio where none is streamed');
      if (data.length % 2 !== 0 || data.length === 0) this.complain('a broken sample');
      const now = systemClock.now();
      const lengthMs = (data.length / 2 / this.#setup.sampleRate) * 1_000;
      this.#queueEndMs = Math.max(now, this.#queueEndMs) + lengthMs;
      this.longestQueueMs = Math.max(this.longestQueueMs, this.#queueEndMs - now);
      this.audio.push(Buffer.from(data));
      return;
    }
    const { type = '' } = JSON.parse(data.toString()) as { readonly type?: string };
    if (!TYPES.includes(type)) this.complain('a message of no known type');
    if (type === 'killAudio') this.#queueEndMs = -Infinity;
    if (type === 'disconnect') this.socket.close(1_000);
    this.types.push(type);
  }
}
