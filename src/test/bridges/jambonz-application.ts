/** An application for jambonz's `listen` verb: a server that jambonz dials, strict about what it is sent. */
import type { WebSocket } from 'ws';

import { StrictPeer } from './strict-peer.js';

export class JambonzApplication extends StrictPeer {
  /** The facts of the call. */
  first: Record<string, unknown> | undefined;
  readonly audio: Buffer[] = [];
  readonly texts: string[] = [];

  constructor(socket: WebSocket) {
    super(socket);
    if (socket.protocol !== 'audio.jambonz.org') this.complain('another subprotocol');
  }

  say(pcm: Uint8Array): void {
    this.socket.send(pcm);
  }

  command(command: object): void {
    this.socket.send(JSON.stringify(command));
  }

  disconnect(): void {
    this.command({ type: 'disconnect' });
  }

  protected receive(data: Buffer, isBinary: boolean): void {
    if (isBinary) {
      if (this.first === undefined) this.complain('audio before the first frame');
      if (data.length === 0 || data.length % 2 !== 0) this.complain('a broken sample');
      this.audio.push(Buffer.from(data));
      return;
    }
    const message = JSON.parse(data.toString()) as Record<string, unknown>;
    if (this.first === undefined) {
      this.first = message;
      for (const field of ['sampleRate', 'mixType', 'callSid'])
        if (!(field in message)) this.complain(`no ${field} in the first frame`);
      return;
    }
    this.texts.push(data.toString());
    if (message['event'] !== 'dtmf' && !['mark', 'playDone'].includes(String(message['type'])))
      this.complain('a message of no known type');
  }
}
