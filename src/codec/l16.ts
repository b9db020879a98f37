/**
 * L16: 16-bit linear PCM, most significant byte first (RFC 3551, section 4.5.11), mono.
 *
 * Steps 4 and 9 of the walk. RFC 3551 gives static payload types at 44 100 Hz only, so telephone rates use a
 * dynamic one, 96 by default.
 */
import type { Codec } from './codec.js';
import { linear16Codec } from './linear16.js';

export const l16: Codec = linear16Codec({ name: 'L16', payloadType: 96, high: 0 });
