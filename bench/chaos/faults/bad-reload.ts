import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Fault } from '../fault.js';
import { loadConfig } from '#tacet/app/config.js';

const BAD = [
  'entities: { agent: [phone] }',
  'live: { whenBlind: nothing }',
  'clearance: { limitMs: -1 }',
  'engines: {\n  en: [',
  '\u0000\u0001\u0002',
  'detection: { bias: 9 }',
];

export const badReload: Fault = {
  name: 'bad configuration',
  what: 'The configuration is read anew, and its file is cut off, or says what may not be',
  strike: async ({ stand, voice, random }) => {
    const file = join(stand.vault.directory, `${voice.call.id}.yaml`);
    await writeFile(file, random.pick(BAD));
    if (await stand.tacet.reload(() => loadConfig(file))) throw new Error('a bad configuration was taken');
  },
};
