/**
 * Messages between threads and processes, bent: Node carries them whole, so it is their fields that may be anything.
 *
 *     input   [message] [field value] [field value] ...      a byte each
 */

/** What has stood where something else was meant. */
const VALUES: readonly unknown[] = [
  undefined,
  null,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  -1,
  0,
  0.5,
  2 ** 53,
  1e300,
  '',
  'constructor',
  '__proto__',
  '../x',
  true,
  [],
  {},
  [null],
  new ArrayBuffer(3),
  new Uint8Array(2),
  10n,
];
const MOST_BENDS = 4;

type Place = Record<string, unknown>;

const placesOf = (value: unknown): readonly (readonly [of: Place, key: string])[] =>
  typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || value instanceof ArrayBuffer
    ? []
    : Object.entries(value).flatMap(([key, inner]) => [[value as Place, key] as const, ...placesOf(inner)]);

const valueOf = (byte = 0): unknown => structuredClone(VALUES[byte % VALUES.length]);

export const bent = (messages: readonly object[], input: Buffer): unknown => {
  const [which = 0, ...bends] = input;
  const message: unknown = structuredClone(messages[which % messages.length]);
  for (let i = 0; i + 1 < Math.min(bends.length, 2 * MOST_BENDS); i += 2) {
    const places = placesOf(message);
    const place = places[(bends[i] ?? 0) % places.length];
    if (place === undefined) return valueOf(bends[i + 1]);
    const [of, key] = place;
    of[key] = valueOf(bends[i + 1]);
  }
  return message;
};

/** Each message as it is, and with each of its first fields bent: short, so that changes to them are new messages. */
export const seedsFor = (messages: readonly object[]): readonly Buffer[] =>
  messages.flatMap((_message, which) => [
    Buffer.from([which]),
    Buffer.from([which, 1, 2]),
    Buffer.from([which, 2, 5, 3, 9]),
  ]);
