/** Writes deploy/grafana/*.json: `npm run docs:dashboards`. */
import { writeFile } from 'node:fs/promises';

import { capacity } from './dashboards/capacity.js';
import { gate } from './dashboards/gate.js';
import { overview } from './dashboards/overview.js';
import { dashboardJson } from './dashboards/panel.js';

for (const [name, dashboard] of Object.entries({ overview, gate, capacity }))
  await writeFile(`deploy/grafana/${name}.json`, `${JSON.stringify(dashboardJson(dashboard), null, 2)}\n`);
