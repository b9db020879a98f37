/**
 * Where a message is put together that leaves at once, with room for the header of its frame before it.
 *
 *     | room | message ...                 |      one for all legs: it stays in the caches, and is copied into once
 *
 * Whoever takes the room fills all of it and sends it before anybody else takes it; nothing is kept here from one
 * message to the next. What a socket could not send at once is the socket's: then there is another room.
 */

/** The header of an unmasked frame has ten bytes at most (RFC 6455, section 5.2). */
const HEADER_ROOM = 16;
/** Of a message that has its place here. */
export const MOST_OUTGOING_BYTES = 4_080;

let room = new Uint8Array(HEADER_ROOM + MOST_OUTGOING_BYTES);
/** Views that are used again and again, by the length of the message. */
const messages = new Map<number, Uint8Array>();
const frames = new Map<number, Uint8Array>();

/** @param length MOST_OUTGOING_BYTES at most */
export const outgoingMessage = (length: number): Uint8Array => {
  let message = messages.get(length);
  if (message === undefined) {
    message = room.subarray(HEADER_ROOM, HEADER_ROOM + length);
    messages.set(length, message);
  }
  return message;
};

/**
 * The frame of a message, which is copied unless it lies here already; its header is still to be written.
 * @param message MOST_OUTGOING_BYTES at most
 */
export const outgoingFrame = (message: Uint8Array, headerBytes: number): Uint8Array => {
  const { length } = message;
  const own = outgoingMessage(length);
  if (message !== own) own.set(message);
  let frame = frames.get(length);
  if (frame?.length !== headerBytes + length) {
    frame = room.subarray(HEADER_ROOM - headerBytes, HEADER_ROOM + length);
    frames.set(length, frame);
  }
  return frame;
};

/** The last frame is somebody else's from now on. */
export const giveOutgoing = (): void => {
  room = new Uint8Array(room.length);
  messages.clear();
  frames.clear();
};

/** Zeroes what was sent last. */
export const wipeOutgoing = (): void => {
  room.fill(0);
};
