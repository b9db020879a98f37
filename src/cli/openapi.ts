/** `tacet openapi`: the document of the control API, as the server serves it. */
import { openapiDocument } from '../app/openapi.js';

export const printOpenapi = async (): Promise<void> =>
  console.log(JSON.stringify(await openapiDocument(), null, 2));
