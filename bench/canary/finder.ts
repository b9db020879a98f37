/**
 * Looks for the secrets of calls in what calls have left behind, in every form in which something may be written.
 *
 *     digits    4111111111111111, 4111 1111 1111 1111, 4-1-1-1, "4","1","1"   eight in a row, and more
 *     words     four one one one, forty one eleven, double one                four in a row, and more
 *     hex       34313131...                                                   of eight digits, and more
 *     base64    NDExMTEx... , whatever it begins at, of any alphabet           of eight digits, and more
 *     packed    0x41 0x11 0x11 ...                                            the whole number
 *
 * Dates and codes are too short to be told from counts and times: they count as words, and as figures that stand alone
 * in a text.
 */
import { spokenRuns } from './spoken.js';

export const KINDS = ['pan', 'expiry', 'cvv'] as const;
export type Kind = (typeof KINDS)[number];

export interface Secret {
  readonly kind: Kind;
  /** `0928` of an expiry date. */
  readonly digits: string;
}

export const FORMS = ['digits', 'words', 'hex', 'base64', 'packed'] as const;
export type Form = (typeof FORMS)[number];

/** What was found, never the digits themselves. */
export interface Hit {
  readonly kind: Kind;
  readonly form: Form;
}

const WRITTEN = 8;
const SAID = 4;
/** What may stand between the digits of one number. */
const RUN = /\d(?:[\s\-.,_/'":;|]{0,3}\d)*/gu;
const HEX = /(?:3[0-9]){8,}/g;
const BASE64 = /[A-Za-z0-9+/_-]{12,}/g;
const STRING = /"((?:[^"\\]|\\.)*)"/g;
const ALONE = /(?<![\w.:])\d\d[\s/-]?\d\d?(?![\w.:])/gu;
/** Ids, hashes, times, ports and lengths: digits turn up in them by chance. */
const CHANCE =
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9a-f]{32,}\b|\d{4}-\d\d-\d\dT[\d:.]+Z|127\.0\.0\.1:\d+|"time":\d{13}|"\w*timeUnixNano":"\d{19}"|"\w*spanId":"[0-9a-f]{16}"|"content-length","\d+"|\ble="[^"]*"/gi;

const windows = (digits: string, length: number): string[] =>
  Array.from({ length: Math.max(0, digits.length - length + 1) }, (_, i) => digits.slice(i, i + length));
/** 11111111 and 10000000 are figures that anybody writes. */
const isTelling = (window: string): boolean => !/^(\d)\1*$/.test(window) && !/^\d0+$/.test(window);

export class Finder {
  readonly #written = new Map<string, Kind>();
  readonly #said = new Map<string, Kind>();
  readonly #alone = new Map<string, Kind>();
  readonly #whole: readonly string[];
  readonly #shortest: number;

  /** @param written how many digits of a number in a row are one that was found */
  constructor(secrets: readonly Secret[], written = WRITTEN) {
    this.#shortest = written;
    for (const { kind, digits } of secrets) {
      if (kind === 'pan') {
        for (const window of windows(digits, written).filter(isTelling)) this.#written.set(window, kind);
        for (const window of windows(digits, SAID)) this.#said.set(window, kind);
        this.#written.set(digits, kind);
      } else {
        if (!this.#said.has(digits)) this.#said.set(digits, kind);
        this.#alone.set(digits, kind);
      }
    }
    this.#whole = secrets.filter(({ kind }) => kind === 'pan').map(({ digits }) => digits);
  }

  /** What is in some bytes, a text or not. */
  find(bytes: Uint8Array | string): Hit[] {
    const buffer = Buffer.from(bytes as Uint8Array);
    const text = buffer.toString('latin1');
    const all = text.includes('\0') ? `${text}\n${text.replaceAll('\0', '')}` : text;
    return [
      ...this.#digits(all.replace(CHANCE, '~'), 'digits'),
      ...this.#words(buffer.toString('utf8')),
      ...[...all.matchAll(HEX)].flatMap(([hex]) =>
        this.#digits(Buffer.from(hex, 'hex').toString('latin1'), 'hex'),
      ),
      ...[...all.matchAll(BASE64)].flatMap(([run]) => this.#encoded(run)),
      ...this.#packed(buffer),
    ];
  }

  /** The same of a text in which short figures mean something: what stands in its strings. */
  findInStrings(bytes: Uint8Array | string): Hit[] {
    const text = Buffer.from(bytes as Uint8Array).toString('latin1');
    const strings = [...text.replace(CHANCE, '~').matchAll(STRING)].map(([, inner = '']) => inner);
    const alone = strings.flatMap((string) =>
      [...string.matchAll(ALONE)].flatMap(([figures]) => {
        const kind = this.#alone.get(figures.replace(/\D/gu, ''));
        return kind === undefined ? [] : [{ kind, form: 'digits' } as const];
      }),
    );
    return [...this.find(bytes), ...alone];
  }

  #digits(text: string, form: Form): Hit[] {
    const hits: Hit[] = [];
    for (const [run] of text.matchAll(RUN)) {
      const digits = run.replace(/\D/gu, '');
      if (digits.length < this.#shortest) continue;
      const kinds = windows(digits, this.#shortest).flatMap((window) => this.#written.get(window) ?? []);
      // A number of nothing but telling-nothing windows.
      const whole = kinds.length > 0 ? [] : this.#whole.filter((number) => digits.includes(number));
      const kind = kinds[0] ?? (whole.length > 0 ? 'pan' : undefined);
      if (kind !== undefined) hits.push({ kind, form });
    }
    return hits;
  }

  #words(text: string): Hit[] {
    return spokenRuns(text).flatMap((run) => {
      const kinds = [3, SAID].flatMap((length) =>
        windows(run, length).flatMap((window) => this.#said.get(window) ?? []),
      );
      return [...new Set(kinds)].map((kind) => ({ kind, form: 'words' }) as const);
    });
  }

  #encoded(run: string): Hit[] {
    for (let offset = 0; offset < 4; offset++) {
      const hits = this.#digits(Buffer.from(run.slice(offset), 'base64').toString('latin1'), 'base64');
      if (hits.length > 0) return hits.slice(0, 1);
    }
    return [];
  }

  #packed(buffer: Buffer): Hit[] {
    const packings = this.#whole.flatMap((number) =>
      number.length % 2 === 0 ? [number] : [`0${number}`, `${number}f`],
    );
    return packings
      .filter((packing) => buffer.includes(Buffer.from(packing, 'hex')))
      .map(() => ({ kind: 'pan', form: 'packed' }));
  }
}
