/** The OpenAPI document of the control API, without a server that listens. */
import { Tacet } from './compose.js';
import { parseConfig } from './config.js';
import { createLogger } from './logger.js';

export const openapiDocument = async (): Promise<object> => {
  const config = parseConfig({ engines: {}, recording: { enabled: false } });
  const tacet = await Tacet.create({ config, log: createLogger('silent') });
  try {
    return await tacet.openapi();
  } finally {
    await tacet.close();
  }
};
