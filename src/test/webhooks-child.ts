/**
 * A process that publishes events to a receiver that is away, and says of each once it lasts; made to be killed.
 *
 *     node webhooks-child.js FOLDER URL SECRET     prints the id of each event that is on the disk
 */
import { join } from 'node:path';

import { WebhookSettings } from '../control/webhooks/settings.js';
import { Webhooks } from '../control/webhooks/webhooks.js';
import { systemClock } from '../core/clock.js';

const [, , folder = '', url = '', secret = ''] = process.argv;
const webhooks = new Webhooks({
  settings: WebhookSettings.parse({
    endpoints: [{ url, secret }],
    queue: 100_000,
    spoolDirectory: join(folder, 'spool'),
    deadLetterFile: join(folder, 'dead.jsonl'),
  }),
  clock: systemClock,
  onState: () => undefined,
  onError: (error) => {
    throw error;
  },
});
await webhooks.open();
for (let n = 0; ; n++) {
  const id = `${String(n).padStart(6, '0')}-${String(process.pid)}`;
  webhooks.take({ id, type: 'call.ended', at: new Date().toISOString(), call: `c-${id}` });
  // Several at a time, so that some wait for the disk when it ends.
  if (n % 3 === 0) continue;
  await webhooks.flush();
  process.stdout.write(`${id}\n`);
}
