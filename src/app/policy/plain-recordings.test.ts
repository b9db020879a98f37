import { describe, expect, it } from '@jest/globals';

import { parseConfig, type ConfigInput } from '../config.js';
import { createLogger } from '../logger.js';
import { Reloader } from '../reload.js';

const problem = (input: ConfigInput): string => {
  try {
    parseConfig(input);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};
const plain = { unencrypted: true };

describe('recordings that are not encrypted', () => {
  it.each<[string, ConfigInput]>([
    ['tenants', { tenants: { acme: {} } }],
    ['tenants', { tenants: { acme: { retention: { days: 3 } } } }],
    ['retention', { retention: { days: 30 } }],
    ['retention', { retention: { transcriptDays: 30 } }],
    ['ledger.subjectKeyFile', { ledger: { subjectKeyFile: 'subjects.key' } }],
  ])('are refused together with %s', (path, input) => {
    expect(problem(input)).toBe('');
    const refused = problem({ ...input, recording: plain });
    expect(refused).toContain(`${path}: `);
    expect(refused).toContain('leave recording.unencrypted out');
    expect(problem({ ...input, recording: { ...plain, enabled: false } })).toBe('');
  });

  it('are refused where only a tenant has them', () => {
    const tenants = { acme: { recording: { enabled: true } } };
    expect(problem({ tenants, recording: { ...plain, enabled: false } })).toContain('tenants: ');
  });

  it('are taken where nothing needs to know whose they are, or how old', () => {
    expect(problem({ recording: plain })).toBe('');
    expect(problem({ recording: plain, consent: { required: 'before-recording' } })).toBe('');
  });

  it('are refused at a reload as well, with the code', async () => {
    const lines: string[] = [];
    const log = createLogger('error', { write: (line) => lines.push(line) });
    const reloader = new Reloader(() => Promise.resolve([]), log);

    const isTaken = await reloader.reload(() =>
      Promise.resolve().then(() => parseConfig({ recording: plain, retention: { days: 30 } })),
    );

    expect(isTaken).toBe(false);
    expect(lines.join()).toContain('TACET_CONFIG');
    expect(lines.join()).toContain('kept for ever');
  });
});
