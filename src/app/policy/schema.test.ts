import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

import { configSchema } from './schema.js';
import { POLICY_SECTIONS } from './settings.js';

const root = ((): string => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
})();

interface Schema {
  readonly properties: Readonly<Record<string, Schema>>;
  readonly additionalProperties: Schema;
}

describe('the JSON Schema of the configuration', () => {
  it('is the one in docs/config.schema.json: after a change, tacet policy schema > docs/config.schema.json', () => {
    const committed = JSON.parse(readFileSync(join(root, 'docs', 'config.schema.json'), 'utf8')) as unknown;

    expect(committed).toEqual(JSON.parse(JSON.stringify(configSchema())));
  });

  it('has the whole policy for each tenant, without defaults', () => {
    const { properties } = configSchema() as unknown as Schema;
    const tenant = properties['tenants']?.additionalProperties;

    expect(Object.keys(tenant?.properties ?? {}).sort()).toEqual([...POLICY_SECTIONS].sort());
    expect(JSON.stringify(tenant)).not.toContain('"default":');
  });
});
