/** Writes docs/metrics.md: `npm run docs:metrics`. */
import { writeFile } from 'node:fs/promises';

import { metricsPage } from '#tacet/app/metrics/page.js';

await writeFile('docs/metrics.md', metricsPage());
