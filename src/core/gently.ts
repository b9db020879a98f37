/**
 * Long work on the thread that relays, in pieces: between two of them audio has its turn.
 */

/** Lets whatever else waits go first. */
export const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Some half a millisecond of comparing. */
const AT_A_TIME = 2_048;

/** One after the other; between some of them others have their turn. */
export async function* gently<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  let given = 0;
  for (const item of items) {
    yield item;
    if (++given % AT_A_TIME === 0) await breath();
  }
}

/** As `sort` does it, by code units; of a hundred thousand texts no step takes longer than a few milliseconds. */
export const sortedGently = async (texts: readonly string[]): Promise<string[]> => {
  let sorted: string[][] = [];
  for (let from = 0; from < texts.length; from += AT_A_TIME) {
    sorted.push(texts.slice(from, from + AT_A_TIME).sort());
    await breath();
  }
  while (sorted.length > 1) {
    const merged: string[][] = [];
    for (let i = 0; i < sorted.length; i += 2)
      merged.push(await mergedGently(sorted[i] ?? [], sorted[i + 1]));
    sorted = merged;
  }
  return sorted[0] ?? [];
};

/** @param b undefined where nothing is left for `a` to be merged with */
const mergedGently = async (a: string[], b: string[] | undefined): Promise<string[]> => {
  if (b === undefined) return a;
  const merged: string[] = [];
  let [i, k] = [0, 0];
  for (;;) {
    const [left, right] = [a[i], b[k]];
    if (left === undefined && right === undefined) return merged;
    if (right === undefined || (left !== undefined && left <= right)) {
      merged.push(left as string);
      i++;
    } else {
      merged.push(right);
      k++;
    }
    if (merged.length % AT_A_TIME === 0) await breath();
  }
};
