/** `tacet openapi`: the document of the control API, as the server serves it. */
import type { Command } from 'commander';

import { openapiDocument } from '../app/openapi.js';

export const addOpenapiCommand = (program: Command): void => {
  program
    .command('openapi')
    .description('print the OpenAPI document of the control API')
    .action(async () => console.log(JSON.stringify(await openapiDocument(), null, 2)));
};
