/**
 * L16LE: 16-bit linear PCM, least significant byte first, mono; what most bridges call PCM16, slin or L16.
 *
 * Steps 4 and 9 of the walk. Not a format of RFC 3551, which has the other byte order, so its payload type never
 * stands on a wire.
 */
import type { Codec } from './codec.js';
import { linear16Codec } from './linear16.js';

export const l16le: Codec = linear16Codec({ name: 'L16LE', payloadType: 97, high: 1 });
