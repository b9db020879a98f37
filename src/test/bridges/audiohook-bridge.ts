/**
 * Genesys Cloud, as an AudioHook server sees it: dials, signs, opens, sends both parties in one stream, and complains
 * of whatever the vendor's own client would complain of. It shares no code with Tacet.
 *
 * `complaints` is empty where all went well. Its stream has a clock that goes on while it is paused.
 */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { WebSocket } from 'ws';

import { signed } from './audiohook-signing.js';
import { within, type Closing } from './rtp-client.js';

export const API_KEY = 'SGVsbG8sIEkgYW0gdGhlIEFQSSBrZXkh';
export const CLIENT_SECRET = 'TXlTdXBlclNlY3JldEtleVRlbGxOby0xITJAMyM0JDU=';
const NIL = '00000000-0000-0000-0000-000000000000';
const RATE_HZ = 8_000;
const LONGEST_TEXT = 65_535;
const OPEN_WITHIN_MS = 5_000;
const MESSAGES_PER_SECOND = 5;
const MESSAGES_AT_ONCE = 25;

export type Channel = 'external' | 'internal';

export interface Media {
  readonly type: 'audio';
  readonly format: 'PCMU' | 'L16';
  readonly channels: readonly Channel[];
  readonly rate: 8_000;
}

export interface AudiohookOptions {
  readonly conversationId?: string;
  readonly isProbe?: boolean;
  readonly media?: readonly Media[];
  readonly language?: string;
  readonly customConfig?: Readonly<Record<string, unknown>>;
  readonly apiKey?: string;
  /** Base64; empty: the request is not signed. */
  readonly clientSecret?: string;
  /** Of the open message, where it differs from the header. */
  readonly organizationId?: string;
}

export interface ServerMessage {
  readonly type: string;
  readonly seq: number;
  readonly clientseq: number;
  readonly parameters: Readonly<Record<string, unknown>>;
}

type State = 'connecting' | 'opening' | 'open' | 'closing' | 'closed';

const pcmu = (...channels: Channel[]): Media => ({ type: 'audio', format: 'PCMU', channels, rate: RATE_HZ });
export const USUAL_MEDIA: readonly Media[] = [
  pcmu('external', 'internal'),
  pcmu('external'),
  pcmu('internal'),
];

export const duration = (samples: number): string => `PT${String(samples / RATE_HZ)}S`;

export class AudiohookBridge {
  readonly complaints: string[] = [];
  readonly received: ServerMessage[] = [];
  readonly connected: Promise<unknown>;
  readonly closed: Promise<Closing>;
  readonly conversationId: string;
  readonly #options: AudiohookOptions;
  readonly #socket: WebSocket;
  readonly #sessionId = randomUUID();
  readonly #organizationId = randomUUID();
  readonly #media: readonly Media[];
  #state: State = 'connecting';
  #seq = 0;
  #serverseq = 0;
  /** Of the message that the server has last seen. */
  #clientseq = 0;
  #position = 0;
  #pausedAt: number | undefined;
  #isPausedByServer = false;
  #isPausedByUs = false;
  #selected: Media | undefined;
  #openedAtMs = 0;
  readonly #pings: number[] = [];
  #credit = MESSAGES_AT_ONCE;
  #creditMs = 0;
  #wake: () => void = () => undefined;

  constructor(url: string, options: AudiohookOptions = {}) {
    this.#options = options;
    this.#media = options.media ?? USUAL_MEDIA;
    this.conversationId = options.isProbe === true ? NIL : (options.conversationId ?? randomUUID());
    const headers: Record<string, string> = {
      'Audiohook-Organization-Id': this.#organizationId,
      'Audiohook-Session-Id': this.#sessionId,
      'Audiohook-Correlation-Id': randomUUID(),
      'X-API-KEY': options.apiKey ?? API_KEY,
    };
    const secret = options.clientSecret ?? CLIENT_SECRET;
    this.#socket = new WebSocket(url, {
      headers: secret === '' ? headers : { ...headers, ...signed(url, headers, secret) },
    });
    this.#socket.on('message', (data, isBinary) => this.#receive(data as Buffer, isBinary));
    this.connected = once(this.#socket, 'open');
    // A refusal is waited for by itself.
    this.connected.catch(() => undefined);
    this.closed = new Promise((resolve) => {
      this.#socket.on('close', (code, reason) => {
        if (this.#state !== 'closed')
          this.complaints.push(`the connection was closed in state ${this.#state}`);
        this.#state = 'closed';
        this.#wake();
        resolve({ code, reason: reason.toString() });
      });
    });
  }

  /** A session that is open. */
  static async open(url: string, options: AudiohookOptions = {}): Promise<AudiohookBridge> {
    const bridge = new AudiohookBridge(url, options);
    await within(bridge.connected, 'the upgrade');
    bridge.sendOpen();
    await bridge.heard('opened');
    return bridge;
  }

  /** @returns the HTTP status that the upgrade is refused with */
  static async refusal(url: string, options: AudiohookOptions): Promise<number> {
    const bridge = new AudiohookBridge(url, options);
    bridge.#state = 'closed';
    const [, response] = (await within(once(bridge.#socket, 'unexpected-response'), 'a refusal')) as [
      unknown,
      { readonly statusCode: number; destroy(): void },
    ];
    response.destroy();
    return response.statusCode;
  }

  get position(): number {
    return this.#position;
  }

  get isPaused(): boolean {
    return this.#isPausedByServer || this.#isPausedByUs;
  }

  sendOpen(): void {
    const { isProbe, language, customConfig } = this.#options;
    this.#state = 'opening';
    this.#openedAtMs = performance.now();
    this.send('open', {
      organizationId: this.#options.organizationId ?? this.#organizationId,
      conversationId: this.conversationId,
      participant: {
        id: isProbe === true ? NIL : randomUUID(),
        ani: isProbe === true ? '' : '+1-555-555-1234',
        aniName: '',
        dnis: isProbe === true ? '' : '+1-800-555-6789',
      },
      media: this.#media,
      ...(language === undefined ? {} : { language }),
      ...(customConfig === undefined ? {} : { customConfig }),
    });
  }

  send(type: string, parameters: object = {}, envelope: object = {}): void {
    this.#socket.send(
      JSON.stringify({
        version: '2',
        type,
        id: this.#sessionId,
        seq: ++this.#seq,
        serverseq: this.#serverseq,
        position: duration(this.#position),
        parameters,
        ...envelope,
      }),
    );
  }

  sendRaw(data: string | Uint8Array): void {
    this.#socket.send(data);
  }

  /** Samples of each party, by name, of equal length; while paused they are lost and only time goes on. */
  say(audio: Readonly<Partial<Record<Channel, Uint8Array>>>): void {
    const media = this.#selected;
    if (media === undefined) throw new Error('no audio was agreed');
    const bytes = media.format === 'L16' ? 2 : 1;
    const parts = media.channels.map((channel) => audio[channel] ?? new Uint8Array(0));
    const samples = (parts[0]?.length ?? 0) / bytes;
    if (!this.isPaused && this.#state === 'open') {
      const data = Buffer.alloc(samples * bytes * parts.length);
      for (let i = 0; i < samples; i++) {
        parts.forEach((part, channel) =>
          data.set(part.subarray(i * bytes, (i + 1) * bytes), (i * parts.length + channel) * bytes),
        );
      }
      this.#socket.send(data);
    }
    this.#position += samples;
  }

  ping(): void {
    this.send('ping', {});
    this.#pings.push(this.#seq);
  }

  /** The conversation is on hold, or in a secure pause. */
  pause(): void {
    this.#isPausedByUs = true;
    this.#tellPaused();
  }

  resume(): void {
    this.#isPausedByUs = false;
    this.#tellResumed();
  }

  discard(samples: number): void {
    const start = duration(this.#position);
    this.#position += samples;
    this.send('discarded', { start, discarded: duration(samples) });
  }

  /** The message of this type that came first, or as the given one. */
  async heard(type: string, count = 1): Promise<ServerMessage> {
    const find = (): ServerMessage | undefined =>
      this.received.filter((message) => message.type === type)[count - 1];
    const arrives = async (): Promise<ServerMessage> => {
      for (;;) {
        const found = find();
        if (found !== undefined) return found;
        if (this.#state === 'closed') throw new Error(`closed before ${type}: ${this.complaints.join('; ')}`);
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    };
    return within(arrives(), `the message ${type}`);
  }

  /** The conversation is over. */
  async close(): Promise<Closing> {
    this.#sendClose('end');
    return within(this.closed, 'the closing handshake');
  }

  terminate(): void {
    this.#state = 'closed';
    this.#socket.on('error', () => undefined);
    this.#socket.terminate();
  }

  #sendClose(reason: string): void {
    if (this.#state === 'closing' || this.#state === 'closed') return;
    this.#state = 'closing';
    this.send('close', { reason });
  }

  #receive(data: Buffer, isBinary: boolean): void {
    if (isBinary) {
      this.complaints.push('415 unexpected binary message');
      return;
    }
    this.#count();
    const characters = data.toString();
    if (characters.length > LONGEST_TEXT) this.complaints.push('413 message too large');
    const message = JSON.parse(characters) as ServerMessage & Record<string, unknown>;
    this.#checkEnvelope(message);
    this.#obey(message);
    this.received.push(message);
    this.#wake();
  }

  #count(): void {
    const now = performance.now();
    const gained = ((now - this.#creditMs) * MESSAGES_PER_SECOND) / 1_000;
    this.#credit = Math.min(MESSAGES_AT_ONCE, this.#credit + gained) - 1;
    this.#creditMs = now;
    if (this.#credit < 0) this.complaints.push('429 rate limit exceeded');
  }

  #checkEnvelope(message: ServerMessage & Record<string, unknown>): void {
    const { type, seq, clientseq, parameters } = message;
    const names = Object.keys(message).sort().join();
    const isOne = names === 'clientseq,id,parameters,seq,type,version' && message['version'] === '2';
    if (!isOne || typeof parameters !== 'object') this.complaints.push('400 not a server message');
    if (message['id'] !== this.#sessionId) this.complaints.push('400 another session');
    if (seq !== this.#serverseq + 1)
      this.complaints.push(`seq ${String(seq)} after ${String(this.#serverseq)}`);
    if (!Number.isInteger(clientseq) || clientseq > this.#seq || clientseq < this.#clientseq)
      this.complaints.push(`clientseq ${String(clientseq)} in ${type}`);
    this.#serverseq = seq;
    this.#clientseq = clientseq;
  }

  #obey({ type, clientseq, parameters }: ServerMessage): void {
    const isIn = (...states: State[]): void => {
      if (!states.includes(this.#state))
        this.complaints.push(`409 unexpected ${type} in state ${this.#state}`);
    };
    switch (type) {
      case 'opened':
        isIn('opening');
        this.#opened(parameters);
        return;
      case 'pong':
        isIn('opening', 'open', 'closing');
        if (this.#pings.shift() !== clientseq) this.complaints.push('pong without its ping');
        return;
      case 'pause':
        isIn('open', 'closing');
        if (this.#state !== 'open') return;
        this.#isPausedByServer = true;
        this.#tellPaused();
        return;
      case 'resume':
        isIn('open', 'closing');
        if (this.#state !== 'open') return;
        this.#isPausedByServer = false;
        this.#tellResumed();
        return;
      case 'event':
        isIn('open', 'closing');
        this.#checkEvent(parameters['entities']);
        return;
      case 'updated':
        isIn('open', 'closing');
        return;
      case 'disconnect':
        if (!['completed', 'unauthorized', 'error'].includes(String(parameters['reason'])))
          this.complaints.push('disconnect without a reason');
        this.#sendClose('disconnect');
        return;
      case 'closed':
        isIn('closing');
        this.#state = 'closed';
        this.#socket.close();
        return;
      default:
        this.complaints.push('unsupported server message');
    }
  }

  #opened({ media, startPaused }: ServerMessage['parameters']): void {
    if (performance.now() - this.#openedAtMs > OPEN_WITHIN_MS) this.complaints.push('408 opened too late');
    const chosen = Array.isArray(media) ? (media as unknown[]) : [undefined, undefined];
    if (chosen.length > 1) this.complaints.push('400 more than one media selected');
    if (startPaused !== undefined && typeof startPaused !== 'boolean')
      this.complaints.push('400 startPaused');
    const [selected] = chosen;
    if (selected !== undefined) {
      this.#selected = this.#media.find((offer) => JSON.stringify(offer) === JSON.stringify(selected));
      if (this.#selected === undefined) this.complaints.push('400 selected media not one of the offered');
    }
    this.#state = 'open';
  }

  #checkEvent(entities: unknown): void {
    const isOne = (entity: unknown): boolean =>
      typeof entity === 'object' && entity !== null && 'type' in entity && 'data' in entity;
    if (!Array.isArray(entities) || entities.length === 0 || !entities.every(isOne))
      this.complaints.push('400 event without entities');
  }

  /** Also where it has been told already. */
  #tellPaused(): void {
    this.#pausedAt ??= this.#position;
    this.send('paused');
  }

  #tellResumed(): void {
    if (this.isPaused) {
      this.send('paused');
      return;
    }
    const start = this.#pausedAt ?? this.#position;
    this.#pausedAt = undefined;
    this.send('resumed', { start: duration(start), discarded: duration(this.#position - start) });
  }
}
