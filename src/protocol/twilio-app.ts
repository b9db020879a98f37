/** What an application sends in Twilio Media Streams, and in SignalWire's, which take the same. */
import type { JsonDialect } from './json-dialect.js';
import { markReply } from './json-marks.js';

export const TWILIO_APP: JsonDialect['app'] = {
  fields: { event: 'event', payload: 'media.payload' },
  mediaEvent: 'media',
  clearEvent: 'clear',
  media: ({ streamId }) => ({
    isCounted: false,
    prefix: () => `{"event":"media","streamSid":${JSON.stringify(streamId)},"media":{"payload":"`,
    suffix: '"}}',
  }),
  clear: (streamId) => JSON.stringify({ event: 'clear', streamSid: streamId }),
  reply: markReply({ number: 'sequenceNumber', stream: 'streamSid' }),
};
