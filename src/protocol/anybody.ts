/** A request of somebody who shows nothing: what a protocol says to it tells whether it asks who comes. */
import type { BridgeRequest } from './protocol.js';

export const ANYBODY_ASKING: BridgeRequest = {
  callId: undefined,
  role: undefined,
  language: undefined,
  tenant: undefined,
  query: new URLSearchParams(),
  headers: {},
  target: '/',
  publicUrl: undefined,
  unixTime: 0,
};
