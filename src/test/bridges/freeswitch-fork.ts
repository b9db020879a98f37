/**
 * A media bug of FreeSWITCH: mod_audio_fork or mod_audio_stream. It sends; of what comes back only a few text
 * messages mean anything to it, and audio nothing at all.
 */
import { dialled, StrictPeer } from './strict-peer.js';

export interface ForkSetup {
  readonly url: string;
  readonly module: 'mod_audio_fork' | 'mod_audio_stream';
  /** Channel variables: MOD_AUDIO_BASIC_AUTH_USERNAME, _PASSWORD; STREAM_EXTRA_HEADERS. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly subprotocol?: string;
  /** Of `uuid_audio_fork`; sent as it is. */
  readonly metadata?: string;
}

const TYPES = ['playAudio', 'killAudio', 'transcription', 'transfer', 'disconnect', 'error', 'json'];

export class FreeswitchFork extends StrictPeer {
  readonly #subprotocol: string | undefined;

  constructor({ url, module, headers = {}, subprotocol = 'audio.drachtio.org' }: ForkSetup) {
    const isFork = module === 'mod_audio_fork';
    super(
      dialled({
        url,
        subprotocols: isFork ? [subprotocol] : [],
        // mod_audio_stream offers permessage-deflate unless it is told not to.
        options: { headers, perMessageDeflate: !isFork },
      }),
    );
    this.#subprotocol = isFork ? subprotocol : undefined;
  }

  static async start(setup: ForkSetup): Promise<FreeswitchFork> {
    const fork = await new FreeswitchFork(setup).opened();
    if (fork.#subprotocol !== undefined && fork.socket.protocol !== fork.#subprotocol)
      fork.complain('the subprotocol was not echoed: the connection is dropped');
    if (setup.metadata !== undefined) fork.socket.send(setup.metadata);
    await fork.roundTrip();
    return fork;
  }

  /** Whatever has gathered: one party, or two of the same length, interleaved. */
  say(...parties: readonly Int16Array[]): void {
    const length = parties[0]?.length ?? 0;
    const bytes = Buffer.alloc(length * parties.length * 2);
    for (let i = 0; i < length; i++) {
      parties.forEach((pcm, channel) => bytes.writeInt16LE(pcm[i] ?? 0, (i * parties.length + channel) * 2));
    }
    this.socket.send(bytes);
  }

  sendText(text: string): void {
    this.socket.send(text);
  }

  /** graceful-shutdown: final results are wanted. */
  async gracefulShutdown(): Promise<void> {
    this.socket.send(Buffer.alloc(0));
    await this.roundTrip();
  }

  protected receive(data: Buffer, isBinary: boolean): void {
    if (isBinary) {
      this.complain('audio, which is discarded');
      return;
    }
    const { type } = JSON.parse(data.toString()) as { readonly type?: string };
    if (type === undefined || !TYPES.includes(type)) this.complain('a message of no known type');
  }
}
