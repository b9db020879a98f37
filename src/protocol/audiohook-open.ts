/** The first message of a session: who talks to whom, and which audio there is. */
import { chooseMedia, tracksOf, type AudiohookMedia } from './audiohook-media.js';
import { COMPLAINTS, isUuid, NIL_UUID, type Complaint } from './audiohook-messages.js';
import { identityOf } from './identity.js';
import { isObject, text, type JsonObject } from './json-values.js';
import type { BridgeRequest, Joining } from './protocol.js';
import { headerOf } from './signed-request.js';

export interface AudiohookOpening {
  /** Both undefined for a probe: an administrator saves the configuration, and nobody talks. */
  readonly media: AudiohookMedia | undefined;
  readonly joining: Joining | undefined;
}

const LANGUAGE = /^[a-z]{2,3}(-|$)/i;

/** @returns what is wrong with the parameters, where something is */
export const readOpen = (parameters: JsonObject, request: BridgeRequest): AudiohookOpening | Complaint => {
  const { organizationId, conversationId, participant, media } = parameters;
  const isWhole = isUuid(conversationId) && isObject(participant) && Array.isArray(media);
  if (!isWhole || !isUuid(organizationId)) return COMPLAINTS.parameters;
  const organization = headerOf(request, 'audiohook-organization-id');
  if (organizationId.toLowerCase() !== organization?.toLowerCase()) return COMPLAINTS.identity;
  if (conversationId === NIL_UUID) return { media: undefined, joining: undefined };
  const identity = identityOf(request, ownParameters(parameters), conversationId);
  if (typeof identity === 'string') return COMPLAINTS.parameters;
  const chosen = chooseMedia(media);
  if (chosen === undefined) return COMPLAINTS.media;
  const { callId, language, about } = identity;
  const called = text(participant, 'dnis');
  return {
    media: chosen,
    joining: {
      callId,
      language,
      about,
      tracks: tracksOf(chosen),
      called: called === '' ? undefined : called,
    },
  };
};

/** @returns undefined where it is none */
export const languageTag = (given: string | undefined): string | undefined =>
  given !== undefined && LANGUAGE.test(given) ? given.toLowerCase() : undefined;

/** What an administrator may have written into the integration. */
const written = ({ customConfig, inputVariables }: JsonObject): JsonObject => ({
  ...objectOf(inputVariables),
  ...objectOf(customConfig),
});

/** Whether the integration itself names the language. */
export const hasOwnLanguage = (parameters: JsonObject): boolean =>
  text(written(parameters), 'lang') !== undefined;

const ownParameters = ({ language, ...rest }: JsonObject): JsonObject => {
  const own = written(rest);
  const lang = languageTag(text(own, 'lang') ?? text({ language }, 'language'));
  return { call: own['call'], lang, consent: own['consent'], subject: own['subject'] };
};

const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});
