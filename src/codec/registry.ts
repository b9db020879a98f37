/**
 * Every codec Tacet speaks. A new one is one file, one name in codec.ts and one line here; the conformance
 * suite then runs over it.
 */
import type { Codec, CodecName } from './codec.js';
import { l16 } from './l16.js';
import { l16le } from './l16le.js';
import { opusCodec } from './opus.js';
import { pcma } from './pcma.js';
import { pcmu } from './pcmu.js';

export const CODECS = {
  PCMU: pcmu,
  PCMA: pcma,
  L16: l16,
  L16LE: l16le,
  OPUS: opusCodec,
} as const satisfies { readonly [Name in CodecName]: Codec & { readonly name: CodecName } };

/** Encoding names are not case-sensitive (RFC 4855, section 3). */
export const codecNamed = (name: string): Codec | undefined => {
  const wanted = name.toUpperCase();
  return allCodecs.find((codec) => codec.name === wanted);
};

/** By default payload type; a leg that negotiated others keeps its own map. */
export const codecOfPayloadType = (payloadType: number): Codec | undefined =>
  allCodecs.find((codec) => codec.payloadType === payloadType);

export const allCodecs: readonly Codec[] = Object.values(CODECS);
