/** Upgrade requests as a test writes them. */
import { IncomingMessage, type IncomingHttpHeaders } from 'node:http';
import { Socket } from 'node:net';

import { readBridgeRequest, type EndpointOptions } from '../../control/bridge-request.js';
import type { BridgeRequest } from '../../protocol/protocol.js';

/** @throws where the server would refuse it */
export const requestTo = (
  target: string,
  headers: IncomingHttpHeaders = {},
  { publicUrl, unixTime = 0 }: Partial<EndpointOptions> = {},
): BridgeRequest => {
  const message = new IncomingMessage(new Socket());
  message.url = target;
  message.headers = headers;
  const endpoint = readBridgeRequest(message, { publicUrl, unixTime });
  if (typeof endpoint === 'string') throw new Error(endpoint);
  return endpoint.request;
};
