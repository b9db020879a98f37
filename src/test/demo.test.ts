/**
 * `tacet demo` from outside: the compiled command in a process of its own, the real recogniser, the real call.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { readWav } from '../app/replay/wav.js';
import type { ReportSpan } from '../sink/report.js';

const MAIN = fileURLToPath(new URL('../cli/main.js', import.meta.url));
const DIGIT = /\b(zero|oh|one|two|three|four|five|six|seven|eight|nine)\b/;
const DEADLINE_MS = 120_000;
/** What the script of the fixture says: the card number, and the agent's innocent telephone number. */
const CARD_MS = { from: 9_950, to: 17_300 };
const TELEPHONE_MS = { from: 3_150, to: 8_300 };

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const tacet = (...args: readonly string[]): Promise<Run> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, ...args], {
      env: { ...process.env, FORCE_COLOR: undefined },
    });
    const run = { code: null, stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => (run.stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (run.stderr += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...run, code }));
  });

let out: string;
let run: Run;
const file = (name: string): string => join(out, 'demo-call', name);

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'tacet-demo-'));
  run = await tacet('demo', '--pace', 'fast', '--out', out);
}, DEADLINE_MS);

afterAll(() => rm(out, { recursive: true, force: true }));

const channels = async (path: string): Promise<readonly [Int16Array, Int16Array]> => {
  const [left = new Int16Array(0), right = new Int16Array(0)] = (await readWav(path)).channels;
  return [left, right];
};

const cut = (pcm: Int16Array, { from, to }: { readonly from: number; readonly to: number }): Int16Array =>
  pcm.subarray(from * 8, to * 8);

const energy = (pcm: Int16Array): number => pcm.reduce((sum, s) => sum + s * s, 0) / pcm.length;

/** -1..1: how alike two stretches are, sample for sample. */
const correlation = (a: Int16Array, b: Int16Array): number => {
  const product = a.reduce((sum, s, i) => sum + s * (b[i] ?? 0), 0);
  return product / a.length / Math.sqrt(energy(a) * energy(b) + Number.EPSILON);
};

const fixture = (): Promise<readonly [Int16Array, Int16Array]> => {
  const folder = MAIN.slice(0, MAIN.lastIndexOf('/cli/'));
  const candidates = ['..', '../..'].map((up) => join(folder, up, 'fixtures/audio/demo-call.wav'));
  return channels(candidates[0] ?? '').catch(() => channels(candidates[1] ?? ''));
};

test('succeeds, and says where everything is', () => {
  expect(run).toMatchObject({ code: 0 });
  for (const name of ['recording.wav', 'transcript.jsonl', 'report.json', 'picture.svg'])
    expect(run.stdout).toContain(join('demo-call', name));
});

test('masks the card number in the recording', async () => {
  const [spoken] = await fixture();
  const [caller] = await channels(file('recording.wav'));

  expect(energy(cut(spoken, CARD_MS))).toBeGreaterThan(1e6);
  expect(energy(cut(caller, CARD_MS))).toBeLessThan(energy(cut(spoken, CARD_MS)) / 100);
  expect(Math.abs(correlation(cut(spoken, CARD_MS), cut(caller, CARD_MS)))).toBeLessThan(0.05);
});

test('keeps the innocent number in the recording, sample for sample', async () => {
  const [, spoken] = await fixture();
  const [, agent] = await channels(file('recording.wav'));

  expect(energy(cut(spoken, TELEPHONE_MS))).toBeGreaterThan(1e5);
  expect(correlation(cut(spoken, TELEPHONE_MS), cut(agent, TELEPHONE_MS))).toBeGreaterThan(0.999);
});

test('reports the card number over all of its digits', async () => {
  const { spans } = JSON.parse(await readFile(file('report.json'), 'utf8')) as { spans: ReportSpan[] };

  const card = spans.find((span) => span.kind === 'pan' && span.verdict === 'masked');
  expect(card?.leg).toBe('caller');
  expect(card?.startMs).toBeLessThan(CARD_MS.from + 100);
  expect(card?.endMs).toBeGreaterThan(CARD_MS.to);
});

test('writes a transcript with [PAN] and without a digit of the caller', async () => {
  const text = await readFile(file('transcript.jsonl'), 'utf8');

  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { leg: string; text: string });
  const caller = lines.filter(({ leg }) => leg === 'caller').map((line) => line.text);
  const agent = lines.filter(({ leg }) => leg === 'agent').map((line) => line.text);
  expect(caller.join(' ')).toContain('[PAN]');
  expect(caller.join(' ')).not.toMatch(DIGIT);
  expect(agent.join(' ')).toMatch(/telephone number is five five five/);
});

test('draws the call', async () => {
  const svg = await readFile(file('picture.svg'), 'utf8');

  expect(svg).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
  expect(svg).toContain('[PAN]');
});

test('prints no digit that was to be kept secret, in figures or in words', () => {
  const caller = run.stdout.split('\n').filter((line) => line.includes('caller') && !line.includes('agent'));

  expect(run.stdout + run.stderr).not.toMatch(/4242|0928|317/);
  expect(run.stdout).not.toMatch(/four two four|two four|zero nine|nine two|three one seven/);
  expect(caller.join('\n')).not.toMatch(DIGIT);
});

test('uses no colours where nobody sees them', () => {
  expect(run.stdout).not.toContain('\u001b');
});

test('refuses a pace it does not know', async () => {
  const refused = await tacet('demo', '--pace', 'slow', '--out', out);

  expect(refused.code).toBe(2);
  expect(refused.stderr).toMatch(/^TACET_USAGE: /m);
});
