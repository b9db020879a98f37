/**
 * Views into bytes that come again and again at the same place, as messages in a shared buffer do: made once.
 *
 *     const viewOf = lastView<Buffer>();     knows one place at a time; each module has its own
 */

/** @returns what gives the bytes `from` to before `to`, not copied */
export const lastView = <Bytes extends Uint8Array>(): ((bytes: Bytes, from: number, to: number) => Bytes) => {
  let known: Bytes | undefined;
  let knownFrom = 0;
  let knownTo = 0;
  let view: Bytes | undefined;
  return (bytes, from, to) => {
    if (view === undefined || bytes !== known || from !== knownFrom || to !== knownTo) {
      known = bytes;
      knownFrom = from;
      knownTo = to;
      // A view of bytes is of their own kind.
      view = bytes.subarray(from, to) as Bytes;
    }
    return view;
  };
};
