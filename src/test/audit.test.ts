/** `tacet audit` from outside: the real recogniser hears a sealed call that was masked, and one in which digits were left. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { AuditReport } from '../app/audit/report.js';
import { audit } from '../cli/audit.js';
import { tacetHome } from '../sense/models/store.js';

const MAIN = fileURLToPath(new URL('../cli/main.js', import.meta.url));
const DEADLINE_MS = 240_000;
const CALL = ['..', '../..']
  .map((up) => fileURLToPath(new URL(`${up}/fixtures/audio/demo-call.wav`, new URL('../', import.meta.url))))
  .find((path) => existsSync(path));

let folder: string;
const at = (name: string): string => join(folder, name);
const tacet = async (
  ...args: string[]
): Promise<{ status: number | null; stdout: string; stderr: string }> => {
  const child = spawn(process.execPath, [MAIN, ...args], { cwd: folder });
  const done = { stdout: '', stderr: '' };
  child.stdout.on('data', (data: Buffer) => (done.stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (done.stderr += data.toString()));
  const [status] = (await once(child, 'close')) as [number | null];
  return { ...done, status };
};
const auditOf = (store: string, ...more: string[]) =>
  tacet(
    ...['audit', '--store', at(`${store}/sealed`), '--identity', join(tacetHome(), 'replay.key')],
    ...['--engine', 'vosk', '--config', at('audit.yaml'), ...more],
  );
const reportAt = async (name: string): Promise<AuditReport> =>
  (JSON.parse(await readFile(at(name), 'utf8')) as { report: AuditReport }).report;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacet-audit-'));
  await writeFile(
    at('off.yaml'),
    // Nothing is heard, so nothing is masked.
    'engines: { en: { engine: scripted } }\nentities: { withoutPayment: true, recording: [contact], transcript: [contact] }',
  );
  await writeFile(at('audit.yaml'), `accessLog: { directory: ${at('access')} }`);
  for (const [out, ...more] of [['on'], ['off', '--config', at('off.yaml')]] as const) {
    const replayed = await tacet(
      'replay',
      '--caller',
      CALL ?? '',
      '--pace',
      'fast',
      '--out',
      at(out),
      ...more,
    );
    expect(replayed).toMatchObject({ status: 0 });
  }
}, DEADLINE_MS);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a recording that was masked', () => {
  it(
    'is clean: exit 0, a signed report, metrics, and an entry in its ledger, which holds',
    async () => {
      const files = ['--out', at('on.json'), '--textfile', at('on.prom')];
      const { status, stdout } = await auditOf('on', 'demo-call', '--engine-recall', '0.9', ...files);

      expect(status).toBe(0);
      expect(stdout).toContain('0 digits in numbers and beside masks');
      const report = await reportAt('on.json');
      expect(report).toMatchObject({ cards: 1, cardsWithDigits: 0, recall: { share: 0.9, source: 'given' } });
      expect(report.bounds.digitsAnHour).toBeCloseTo(2.9957 / report.hours / 0.9, 1);
      expect(await readFile(at('on.prom'), 'utf8')).toContain(
        'tacet_audit_remaining_digits{position="in-number"} 0',
      );
      const store = ['--store', at('on/sealed')];
      const verified = await tacet('verify', 'demo-call', ...store);
      expect(verified).toMatchObject({ status: 0 });
      expect(await readFile(at('on/sealed/demo-call/ledger.jsonl'), 'utf8')).toContain('"kind":"audited"');
      expect(await tacet('audit', '--check', at('on.json'))).toMatchObject({ status: 0 });
      const log = await tacet('access-log', 'show', '--config', at('audit.yaml'), '--call', 'demo-call');
      expect(log.stdout).toContain('recording,audit  demo-call');
      await writeFile(
        at('on.json'),
        (await readFile(at('on.json'), 'utf8')).replace('"cards":1', '"cards":2'),
      );
      expect(await tacet('audit', '--check', at('on.json'))).toMatchObject({ status: 1 });
    },
    DEADLINE_MS,
  );
});

describe('a recording in which digits were left', () => {
  it(
    'is found: exit 3, with their places and kind, and none of them in any of it',
    async () => {
      const { status, stdout, stderr } = await auditOf(
        'off',
        '--since',
        '2020-01-01',
        '--out',
        at('off.json'),
      );

      expect(status).toBe(3);
      const text = await readFile(at('off.json'), 'utf8');
      const report = await reportAt('off.json');
      expect(report.digits['in-number']).toBeGreaterThanOrEqual(16);
      expect(report.calls[0]?.remaining).toContainEqual(
        expect.objectContaining({ leg: 'caller', position: 'in-number', kind: 'pan' }),
      );
      // No digit as a word, and no value but places, counts and hashes.
      for (const said of [text, stdout, stderr])
        expect(said).not.toMatch(/\b(zero|oh|one|two|three|four|five|six|seven|eight|nine)( |,|")/);
    },
    DEADLINE_MS,
  );
});

describe('a wrong command', () => {
  it.each([
    { names: ['x'], flags: { engine: 'vosk' }, code: 'TACET_CALL_UNKNOWN' },
    { names: [], flags: { engine: 'vosk', identity: 'key' }, code: 'TACET_USAGE' },
    { names: ['x'], flags: { since: 'yesterday', engine: 'vosk', identity: 'key' }, code: 'TACET_USAGE' },
    { names: ['x'], flags: { engine: 'vosk', identity: 'key', engineRecall: '0' }, code: 'TACET_USAGE' },
  ])('is refused: $names $flags', async ({ names, flags, code }) => {
    await expect(audit(names, { store: at('on/sealed'), pace: 'fast', ...flags })).rejects.toMatchObject({
      code,
    });
  });

  it('exits as every wrong command does', async () => {
    const { status, stderr } = await tacet('audit', '--engine', 'vosk', '-i', 'key');

    expect(stderr).toMatch(/^TACET_USAGE: /);
    expect(status).toBe(2);
  });
});
