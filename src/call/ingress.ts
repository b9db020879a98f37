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
  /** @param arrivalMs of what comes in; undefined: now */
  open(arrivalMs?: Millis): Direction;
  /** Whether messages concern anybody but Tacet. */
  passesMessages(): boolean;
  speak(language: string): void;
}

export class Ingress implements LegSink {
  readonly #host: IngressHost;
  /** Undefined while the leg has sent nothing. */
  #direction: Direction | undefined;

  constructor(host: IngressHost) {
    this.#host = host;
  }

  audio(packet: Packet, lostBefore: number): void {
    this.#open(packet.arrivalMs).audio(packet, lostBefore);
  }

  other(lostBefore: number): void {
    this.#direction?.other(lostBefore);
  }

  restarted(): void {
    this.#direction?.restarted();
  }

  keyDown(key: KeyPress): void {
    this.#open().keyDown(key);
  }

  keyUp(key: KeyPress): void {
    this.#open().keyUp(key);
  }

  key(event: number, durationMs: number | undefined, message: Uint8Array): void {
    this.#open().key(event, durationMs, message);
  }

  message(data: Uint8Array, isBinary: boolean): void {
    if (this.#host.passesMessages()) this.#open().message(data, isBinary);
  }

  echo(reply: () => void): void {
    // Without one nothing was said.
    if (this.#direction === undefined) reply();
    else this.#direction.echo(reply);
  }

  clear(): void {
    this.#direction?.clear();
  }

  language(language: string): void {
    this.#host.speak(language);
  }

  #open(arrivalMs?: Millis): Direction {
    return (this.#direction ??= this.#host.open(arrivalMs));
  }
}
