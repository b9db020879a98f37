/** What bridges that speak JSON have in common: exact shapes, and audio as canonical base64. */
import { BridgeClient, type Came } from './bridge-client.js';

/** The value itself, or whether one will do; of an object, all its fields and no other. */
export type Shape = string | number | ((value: unknown) => boolean) | { readonly [name: string]: Shape };

/** @returns where it differs; undefined where it is as it should be */
export const misfit = (value: unknown, shape: Shape, at = 'message'): string | undefined => {
  if (typeof shape === 'function') return shape(value) ? undefined : at;
  if (typeof shape !== 'object') return value === shape ? undefined : at;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return at;
  const fields = value as Record<string, unknown>;
  const extra = Object.keys(fields).find((name) => !Object.hasOwn(shape, name));
  if (extra !== undefined) return `${at}.${extra}, which nobody knows`;
  for (const [name, own] of Object.entries(shape)) {
    const wrong = misfit(fields[name], own, `${at}.${name}`);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
};

export const isBase64 = (value: unknown): boolean =>
  typeof value === 'string' && Buffer.from(value, 'base64').toString('base64') === value;

export abstract class JsonBridgeClient extends BridgeClient {
  /** Counts what was sent of audio. */
  protected mediaCount = 0;
  protected messageCount = 0;

  /** What the application may send, by event. */
  protected abstract readonly shapes: {
    readonly media: readonly [event: string, shape: () => Shape];
    readonly clear: readonly [event: string, shape: Shape];
  };

  send(payload: Uint8Array): void {
    this.messageCount++;
    this.mediaCount++;
    this.say(this.media(Buffer.from(payload).toString('base64')));
  }

  protected abstract media(payload: string): object;

  protected say(message: object): void {
    this.socket.send(JSON.stringify(message));
  }

  protected read(data: Buffer, isBinary: boolean): Came {
    if (isBinary) {
      this.complain('a binary message');
      return undefined;
    }
    const message = JSON.parse(data.toString()) as { event?: unknown; media?: { payload?: unknown } };
    const { media, clear } = this.shapes;
    if (message.event === clear[0]) {
      this.#check(message, clear[1]);
      return 'clear';
    }
    if (message.event !== media[0]) {
      this.complain('an event that nobody knows');
      return undefined;
    }
    this.#check(message, media[1]());
    return { audio: Buffer.from(String(message.media?.payload), 'base64') };
  }

  #check(message: object, shape: Shape): void {
    const wrong = misfit(message, shape);
    if (wrong !== undefined) this.complain(wrong);
  }
}
