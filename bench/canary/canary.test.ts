/** A slice of `npm run canary` that every run of the tests can afford: calls of the fixtures, heard by the real recogniser. */
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';

import { leaks, TRANSCRIPT } from './page.js';
import { controlOf, nameOf, runCanary } from './run.js';

const root = fileURLToPath(new URL('.', import.meta.url)).replace(/dist\/bench\/canary\/$/, '');
const file = (name: string): string => `${root}fixtures/audio/${name}`;
const LIMIT_MS = 300_000;

const CALLS = [
  {
    id: nameOf(0),
    language: 'en',
    file: file('demo-call.wav'),
    secrets: [
      { kind: 'pan', digits: '4242424242424242' },
      { kind: 'expiry', digits: '0928' },
      { kind: 'cvv', digits: '317' },
    ],
  },
  {
    id: nameOf(1),
    language: 'de',
    file: file('human-german-digits-8k.wav'),
    secrets: [{ kind: 'pan', digits: '378282246310005' }],
  },
] as const;

it(
  'what was said and keyed is nowhere in what calls leave behind, and the search would find it',
  async () => {
    const searched = await runCanary(CALLS, CALLS.length);

    const outputs = searched.map(({ output }) => output).sort();
    expect(outputs).toEqual(
      [
        'API',
        'close reasons',
        'events (SSE)',
        'events (WebSocket)',
        'events (levels)',
        'log',
        'metrics',
        'on the disk, Tacet running',
        'on the disk, after the end',
        'opened: recording.wav',
        'opened: report.json',
        TRANSCRIPT,
        'traces',
        'webhooks',
        'webhooks given up, on the disk',
        'webhooks that wait, on the disk',
      ].sort(),
    );
    for (const { bytes } of searched) expect(bytes).toBeGreaterThan(0);
    expect(leaks(searched)).toEqual([]);
    expect(searched.find(({ output }) => output === TRANSCRIPT)?.found).toEqual([]);
    const { shown, found } = controlOf(CALLS);
    expect([shown, found]).toEqual([8, 8]);
  },
  LIMIT_MS,
);
