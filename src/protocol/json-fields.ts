/**
 * Finds a few fields of a JSON object in its bytes, without making strings of it: for media messages, which
 * come fifty times a second and carry audio.
 *
 *     {"event":"media","media":{"track":"inbound","payload":"f39/"}}
 *                                                            ^from ^to      of media.payload
 *
 * Reads every well-formed object (RFC 8259); of malformed ones it refuses what would confuse it and no more, so
 * it is no validator; 16 objects and arrays within each other are the most. Where a name comes twice the last one counts, as with JSON.parse. Strings are given as
 * they stand, without their quotes; `isPlain` says that no escape is in them.
 */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const COMMA = 0x2c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const SPACE = 0x20;
const MOST_LEVELS = 16;

const isSpace = (byte: number | undefined): boolean =>
  byte === SPACE || byte === 0x0a || byte === 0x0d || byte === 0x09;

interface Path {
  /** One name, or two for a field of an inner object; none for what is never there. */
  readonly names: readonly Buffer[];
}

export class JsonFields {
  readonly #paths: readonly Path[];
  readonly #from: Int32Array;
  readonly #to: Int32Array;
  #data: Buffer = Buffer.alloc(0);
  #at = 0;
  /** Position in the inner object that is being read: which first name its fields belong to. */
  readonly #outer = { from: 0, to: 0 };

  /** @param paths such as `event` and `media.payload`: one or two names without escapes; '' is never found */
  constructor(paths: readonly string[]) {
    this.#paths = paths.map((path) => ({
      names: path === '' ? [] : path.split('.').map((name) => Buffer.from(name)),
    }));
    this.#from = new Int32Array(paths.length);
    this.#to = new Int32Array(paths.length);
  }

  /** @returns whether it is an object; the fields are then those of `data` until the next call */
  read(data: Buffer): boolean {
    this.#data = data;
    this.#at = 0;
    this.#from.fill(-1);
    this.#to.fill(-1);
    this.#space();
    if (data[this.#at] !== OPEN_BRACE || !this.#object(0)) return false;
    this.#space();
    return this.#at === data.length;
  }

  /** Lets go of the message. */
  forget(): void {
    this.#data = Buffer.alloc(0);
    this.#from.fill(-1);
  }

  has(field: number): boolean {
    return this.#from[field] !== -1;
  }

  /** Start of the value, in a string behind its quote; -1 where the field is not there. */
  from(field: number): number {
    return this.#from[field] as number;
  }

  /** End of the value. */
  to(field: number): number {
    return this.#to[field] as number;
  }

  equals(field: number, text: Buffer): boolean {
    const from = this.from(field);
    return from !== -1 && this.#matches(from, this.to(field), text);
  }

  /** Whether a string stands there as it is meant. */
  isPlain(field: number): boolean {
    const from = this.from(field);
    const escape = this.#data.indexOf(BACKSLASH, from);
    return from !== -1 && (escape === -1 || escape >= this.to(field));
  }

  /** @returns a whole number below 2^53, whether it stands there as a number or as a string; undefined otherwise */
  count(field: number): number | undefined {
    const from = this.from(field);
    const to = this.to(field);
    if (from === -1 || to === from || to - from > 15) return undefined;
    let value = 0;
    for (let at = from; at < to; at++) {
      const digit = (this.#data[at] as number) - 0x30;
      if (digit < 0 || digit > 9) return undefined;
      value = 10 * value + digit;
    }
    return value;
  }

  /** Reads an object whose brace is at the cursor. */
  #object(level: number): boolean {
    const data = this.#data;
    if (level > MOST_LEVELS) return false;
    this.#at++;
    this.#space();
    if (data[this.#at] === CLOSE_BRACE) {
      this.#at++;
      return true;
    }
    for (;;) {
      this.#space();
      const nameFrom = this.#at + 1;
      if (data[this.#at] !== QUOTE || !this.#string()) return false;
      const nameTo = this.#at - 1;
      this.#space();
      if (data[this.#at] !== COLON) return false;
      this.#at++;
      this.#space();
      if (!this.#member(level, nameFrom, nameTo)) return false;
      this.#space();
      const next = data[this.#at++];
      if (next === CLOSE_BRACE) return true;
      if (next !== COMMA) return false;
    }
  }

  #member(level: number, nameFrom: number, nameTo: number): boolean {
    if (level === 0) this.#enter(nameFrom, nameTo);
    const isText = this.#data[this.#at] === QUOTE;
    const from = isText ? this.#at + 1 : this.#at;
    if (!this.#value(level + 1)) return false;
    if (level <= 1) this.#note(level, nameFrom, nameTo, from, isText ? this.#at - 1 : this.#at);
    return true;
  }

  /** An inner object of a name that was there before takes its place, fields and all. */
  #enter(nameFrom: number, nameTo: number): void {
    this.#outer.from = nameFrom;
    this.#outer.to = nameTo;
    for (let i = 0; i < this.#paths.length; i++) {
      const { names } = this.#paths[i] as Path;
      if (names.length === 2 && this.#matches(nameFrom, nameTo, names[0] as Buffer)) this.#from[i] = -1;
    }
  }

  #note(level: number, nameFrom: number, nameTo: number, from: number, to: number): void {
    for (let i = 0; i < this.#paths.length; i++) {
      const { names } = this.#paths[i] as Path;
      if (names.length !== level + 1) continue;
      const isInside = level === 0 || this.#matches(this.#outer.from, this.#outer.to, names[0] as Buffer);
      if (!isInside || !this.#matches(nameFrom, nameTo, names[level] as Buffer)) continue;
      this.#from[i] = from;
      this.#to[i] = to;
    }
  }

  #value(level: number): boolean {
    const first = this.#data[this.#at];
    if (first === QUOTE) return this.#string();
    if (first === OPEN_BRACE) return this.#object(level);
    if (first === OPEN_BRACKET) return this.#array(level);
    const from = this.#at;
    while (this.#at < this.#data.length && !this.#isEnd(this.#data[this.#at])) this.#at++;
    return this.#at > from;
  }

  #array(level: number): boolean {
    if (level > MOST_LEVELS) return false;
    this.#at++;
    this.#space();
    if (this.#data[this.#at] === CLOSE_BRACKET) {
      this.#at++;
      return true;
    }
    for (;;) {
      this.#space();
      // Objects in arrays have fields of nobody's path.
      if (!this.#value(Math.max(level + 1, 2))) return false;
      this.#space();
      const next = this.#data[this.#at++];
      if (next === CLOSE_BRACKET) return true;
      if (next !== COMMA) return false;
    }
  }

  /** Moves behind the string whose quote is at the cursor. */
  #string(): boolean {
    const data = this.#data;
    let at = this.#at + 1;
    for (;;) {
      const end = data.indexOf(QUOTE, at);
      if (end === -1) return false;
      let escapes = 0;
      while (data[end - 1 - escapes] === BACKSLASH && end - 1 - escapes > this.#at) escapes++;
      at = end + 1;
      if (escapes % 2 === 0) break;
    }
    this.#at = at;
    return true;
  }

  #isEnd(byte: number | undefined): boolean {
    return (
      byte === COMMA ||
      byte === CLOSE_BRACE ||
      byte === CLOSE_BRACKET ||
      byte === QUOTE ||
      byte === COLON ||
      isSpace(byte)
    );
  }

  #space(): void {
    while (isSpace(this.#data[this.#at])) this.#at++;
  }

  #matches(from: number, to: number, text: Buffer): boolean {
    if (to - from !== text.length) return false;
    for (let i = 0; i < text.length; i++) if (this.#data[from + i] !== text[i]) return false;
    return true;
  }
}
