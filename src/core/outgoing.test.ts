import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import {
  giveOutgoing,
  MOST_OUTGOING_BYTES,
  outgoingFrame,
  outgoingMessage,
  wipeOutgoing,
} from './outgoing.js';

const payload = fc.uint8Array({ maxLength: 300 });

describe('the room of outgoing messages', () => {
  it('puts a header right before a message, whether it was made there or is copied', () => {
    fc.assert(
      fc.property(payload, fc.constantFrom(2, 4, 10), fc.boolean(), (bytes, headerBytes, isMadeThere) => {
        const message = isMadeThere ? outgoingMessage(bytes.length) : bytes;
        message.set(bytes);

        const frame = outgoingFrame(message, headerBytes);
        frame.fill(0xee, 0, headerBytes);

        expect(frame).toHaveLength(headerBytes + bytes.length);
        expect([...frame.subarray(headerBytes)]).toEqual([...bytes]);
      }),
    );
  });

  it('has room for the longest that it says', () => {
    const longest = outgoingMessage(MOST_OUTGOING_BYTES);

    expect(longest).toHaveLength(MOST_OUTGOING_BYTES);
    expect(outgoingFrame(longest, 10)).toHaveLength(MOST_OUTGOING_BYTES + 10);
  });

  it('never touches what was given away', () => {
    fc.assert(
      fc.property(payload, payload, (kept, next) => {
        const frame = outgoingFrame(kept, 4);
        giveOutgoing();

        outgoingFrame(next, 4).fill(0xee, 0, 4);
        wipeOutgoing();

        expect([...frame.subarray(4)]).toEqual([...kept]);
      }),
    );
  });

  it('holds nothing once it is wiped', () => {
    const frame = outgoingFrame(Uint8Array.of(1, 2, 3), 2);

    wipeOutgoing();

    expect([...frame]).toEqual([0, 0, 0, 0, 0]);
  });
});
