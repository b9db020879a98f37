/**
 * The feed as Server-Sent Events (HTML, section 9.2).
 */
import type { ServerResponse } from 'node:http';

import { readAlong, type ReadingOptions } from './read-along.js';

/** What a browser waits before it comes back. */
const RETRY_MS = 2_000;

export const openEventStream = (response: ServerResponse, options: ReadingOptions): void => {
  response.on('error', () => response.destroy());
  // What nobody says anything to for long is not dead: beats show whether it is.
  response.socket?.setTimeout(0);
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // Proxies that gather an answer before they pass it on would keep it for ever.
    'x-accel-buffering': 'no',
  });
  response.write(`retry: ${RETRY_MS}\n\n`);
  const stop = readAlong(options, {
    get waitingBytes() {
      return response.writableLength;
    },
    event: (event) =>
      void response.write(`id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`),
    gap: () => void response.write('event: gap\ndata: {"type":"gap"}\n\n'),
    beat: () => void response.write(':\n\n'),
    end: () => void response.end(),
    drop: () => void response.destroy(),
  });
  response.on('close', stop);
};
