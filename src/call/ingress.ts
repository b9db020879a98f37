/**
 * The way in of one leg of a live call: from the leg to its direction, which the first packet opens.
 *
 * A class with a field, not closures over the call: it is walked through for each frame, and each object on that way has to
 * be fetched into the caches anew.
 */
import type { Direction } from './direction.js';
import type { LegSink } from './leg.js';
import type { Millis } from '../core/units.js';
import type { Packet } from '../media/packet.js';
import type { KeyPress } from '../protocol/key-press.js';

/** The call, as the way in sees it. */
export interface IngressHost {
  /** Undefined while the leg has sent nothing. */
  direction(): Direction | undefined;
  /** @param arrivalMs of what comes in; undefined: now */
  open(arrivalMs?: Millis): Direction;
  /** Whether messages concern anybody but Tacet. */
  passesMessages(): boolean;
  speak(language: string): void;
}

export class Ingress implements LegSink {
  readonly #host: IngressHost;
  #direction: Direction | undefined;

  constructor(host: IngressHost) {
    this.#host = host;
  }

  audio(packet: Packet, lostBefore: number): void {
    (this.#direction ??= this.#host.open(packet.arrivalMs)).audio(packet, lostBefore);
  }

  other(lostBefore: number): void {
    this.#host.direction()?.other(lostBefore);
  }

  restarted(): void {
    this.#host.direction()?.restarted();
  }

  keyDown(key: KeyPress): void {
    this.#host.open().keyDown(key);
  }

  keyUpdated(): void {
    // The key stays open until it is up.
  }

  keyUp(key: KeyPress): void {
    this.#host.open().keyUp(key);
  }

  key(event: number, durationMs: number | undefined, message: Uint8Array): void {
    this.#host.open().key(event, durationMs, message);
  }

  message(data: Uint8Array, isBinary: boolean): void {
    if (this.#host.passesMessages()) this.#host.open().message(data, isBinary);
  }

  echo(reply: () => void): void {
    const direction = this.#host.direction();
    // Without one nothing was said.
    if (direction === undefined) reply();
    else direction.echo(reply);
  }

  clear(): void {
    this.#host.direction()?.clear();
  }

  language(language: string): void {
    this.#host.speak(language);
  }
}
