/** Plays calls, a few at a time, and searches what they have left behind. */
import type { CardCall } from './card-call.js';
import { Finder } from './finder.js';
import { search, type Searched } from './search.js';
import { Stand } from './stand.js';

const LETTERS = 26;

/** 0 is `carda`, 1 is `cardb`, 26 is `cardba`: no digits, and no words that say any. */
export const nameOf = (n: number): string => {
  const letters = n
    .toString(LETTERS)
    .replace(/./g, (digit) => String.fromCharCode('a'.charCodeAt(0) + parseInt(digit, LETTERS)));
  return `card${letters}`;
};

export const runCanary = async (
  calls: readonly CardCall[],
  concurrency: number,
  onDone: (done: number) => void = () => undefined,
): Promise<Searched[]> => {
  const stand = await Stand.start();
  try {
    const queue = [...calls];
    let done = 0;
    const one = async (): Promise<void> => {
      for (let call = queue.shift(); call !== undefined; call = queue.shift()) {
        await stand.play(call);
        onDone(++done);
      }
    };
    await Promise.all(Array.from({ length: Math.min(concurrency, calls.length) }, one));
    return search(await stand.pieces(calls), calls);
  } finally {
    await stand.stop();
  }
};

/** Whether the search finds what it is shown. */
export const controlOf = (calls: readonly CardCall[]): { readonly shown: number; readonly found: number } => {
  const names = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
  const shown = calls.flatMap(({ secrets }) =>
    secrets.flatMap((secret) => {
      const words = Array.from(secret.digits, (digit) => names[Number(digit)] ?? '').join(' ');
      return [secret.digits, words].map((text) => ({ secret, text: JSON.stringify({ text }) }));
    }),
  );
  const found = shown.filter(({ secret, text }) => new Finder([secret]).findInStrings(text).length > 0);
  return { shown: shown.length, found: found.length };
};
