/** Which of the media that Genesys offers is taken, and what it means for the tracks. */
import type { LegRole } from '../core/ids.js';
import { isObject, type JsonObject } from './json-values.js';
import type { TrackOffer } from './protocol.js';

export interface AudiohookMedia {
  /** Exactly as it was offered: the answer must repeat it. */
  readonly offered: JsonObject;
  readonly encoding: 'PCMU' | 'L16LE';
  /** In the order in which their samples alternate. */
  readonly roles: readonly LegRole[];
}

export const RATE_HZ = 8_000;
export const SAMPLE_BYTES = { PCMU: 1, L16LE: 2 } as const;
const PTIME_MS = 20;
/** The vendor's own programs read and write L16 in the byte order of the machine, which is this one everywhere. */
const ENCODINGS = { PCMU: 'PCMU', L16: 'L16LE' } as const;
const ROLES = { external: 'caller', internal: 'agent' } as const;

/** @returns the first offer of both parties, else of the customer, else of the agent; undefined where there is none */
export const chooseMedia = (offers: unknown): AudiohookMedia | undefined => {
  const usable = (Array.isArray(offers) ? offers : []).flatMap((offer: unknown) => readMedia(offer) ?? []);
  const both = usable.find(({ roles }) => roles.length === 2);
  return both ?? usable.find(({ roles }) => roles[0] === 'caller') ?? usable[0];
};

const readMedia = (offer: unknown): AudiohookMedia | undefined => {
  if (!isObject(offer)) return undefined;
  const { type, format, rate, channels } = offer;
  if (type !== 'audio' || rate !== RATE_HZ || !Array.isArray(channels)) return undefined;
  if (format !== 'PCMU' && format !== 'L16') return undefined;
  const roles = channels.flatMap((channel: unknown) =>
    channel === 'external' || channel === 'internal' ? [ROLES[channel]] : [],
  );
  const isWhole =
    roles.length === channels.length && roles.length >= 1 && new Set(roles).size === roles.length;
  return isWhole ? { offered: offer, encoding: ENCODINGS[format], roles } : undefined;
};

/** What Genesys sends is a copy: nothing can be said back. */
export const tracksOf = ({ encoding, roles }: AudiohookMedia): readonly TrackOffer[] =>
  roles.map((role) => ({
    role,
    encoding,
    rateHz: RATE_HZ,
    ptimeMs: PTIME_MS,
    telephoneEventPayloadType: 101,
    isCopy: true,
    isFramed: false,
    isQueued: false,
    isBursty: false,
    isTransparent: false,
  }));
