/**
 * A channel of Asterisk's chan_websocket, as strict as the real one is forgiving: what Asterisk would ignore, drop or
 * answer with an ERROR is a complaint here.
 *
 * It plays a frame a ptime from its queue and never catches up; it says XOFF and XON only where a test does.
 */
import type { WebSocket } from 'ws';

import { systemClock } from '../../core/clock.js';
import { dialled, StrictPeer, type Dialled } from './strict-peer.js';

export interface ChannelSetup {
  readonly control: 'json' | 'plain-text';
  readonly format: string;
  readonly frameBytes: number;
  readonly ptimeMs?: number;
  readonly channelId?: string;
  readonly variables?: Readonly<Record<string, string>>;
}

const COMMANDS = ['ANSWER', 'HANGUP', 'FLUSH_MEDIA'];
const MEDIA_COMMANDS = ['FLUSH_MEDIA'];
const LONGEST_COMMAND_BYTES = 128;

export class AsteriskChannel extends StrictPeer {
  readonly frames: Buffer[] = [];
  readonly commands: string[] = [];
  /** The longest that anything had to wait in the queue, in frames. */
  longestQueue = 0;
  readonly #setup: ChannelSetup;
  readonly #isPassthrough: boolean;
  #queueEndMs = -Infinity;
  #hasStarted = false;
  #isFull = false;
  /** Nothing may come from when the other side has answered XOFF until XON. */
  #isShut = false;

  constructor(socket: WebSocket, setup: ChannelSetup) {
    super(socket);
    this.#setup = setup;
    this.#isPassthrough = setup.frameBytes === 0;
  }

  /** As a client: Asterisk dials, and the upgrade must be as it asked. */
  static async dial(to: Dialled, setup: ChannelSetup, startsAtOnce = true): Promise<AsteriskChannel> {
    const channel = new AsteriskChannel(dialled({ subprotocols: ['media'], ...to }), setup);
    await channel.opened();
    if (!['', 'media'].includes(channel.socket.protocol)) channel.complain('another subprotocol');
    if (startsAtOnce) await channel.start();
    return channel;
  }

  /** The first event of a channel. */
  async start(): Promise<void> {
    const { format, frameBytes, ptimeMs = 20, channelId = '1795298560.2', variables = {} } = this.#setup;
    this.#hasStarted = true;
    this.event('MEDIA_START', {
      connection_id: 'proxy',
      channel: 'WebSocket/proxy/0x7f3144008740',
      channel_id: channelId,
      format,
      optimal_frame_size: frameBytes,
      ptime: ptimeMs,
      ...(this.#setup.control === 'json' ? { channel_variables: variables } : {}),
    });
    await this.roundTrip();
  }

  /** One frame from the party. */
  say(frame: Uint8Array): void {
    this.socket.send(frame);
  }

  key(digit: string): void {
    this.event('DTMF_END', { digit, channel_id: '1795298560.2' });
  }

  event(name: string, fields: Readonly<Record<string, unknown>>): void {
    const plain = Object.entries(fields).map(([key, value]) => `${key}:${String(value)}`);
    const isJson = this.#setup.control === 'json';
    this.socket.send(isJson ? JSON.stringify({ event: name, ...fields }) : [name, ...plain].join(' '));
  }

  xoff(): void {
    this.#isFull = true;
    this.event('MEDIA_XOFF', {});
  }

  xon(): void {
    this.#isFull = false;
    this.#isShut = false;
    this.event('MEDIA_XON', {});
  }

  protected receive(data: Buffer, isBinary: boolean): void {
    if (!this.#hasStarted) this.complain('something came before MEDIA_START');
    if (isBinary) this.#queue(data);
    else this.#obey(data);
  }

  #queue(frame: Buffer): void {
    const { frameBytes, ptimeMs = 20 } = this.#setup;
    if (frameBytes > 0 && frame.length !== frameBytes)
      this.complain(`a frame of ${String(frame.length)} bytes`);
    if (this.#isShut) this.complain('a frame between XOFF and XON');
    const now = systemClock.now();
    this.#queueEndMs = Math.max(now, this.#queueEndMs) + ptimeMs;
    this.longestQueue = Math.max(this.longestQueue, (this.#queueEndMs - now) / ptimeMs);
    this.frames.push(Buffer.from(frame));
  }

  #obey(data: Buffer): void {
    if (data.length > LONGEST_COMMAND_BYTES) this.complain('a command of more than 128 bytes');
    const command = this.#commandIn(data.toString());
    if (!COMMANDS.includes(command)) this.complain('a command that is none');
    if (this.#isPassthrough && MEDIA_COMMANDS.includes(command))
      this.complain(`${command} in passthrough mode`);
    this.commands.push(command);
    if (command === 'FLUSH_MEDIA') {
      this.#queueEndMs = -Infinity;
      this.#isShut = this.#isFull;
    }
    if (command === 'HANGUP') this.socket.close(1_000);
  }

  #commandIn(text: string): string {
    if (this.#setup.control === 'plain-text') return text;
    try {
      const message = JSON.parse(text) as Record<string, unknown>;
      if (Object.keys(message).join() !== 'command')
        this.complain('a command with fields that it does not have');
      return String(message['command']);
    } catch {
      return '';
    }
  }
}
