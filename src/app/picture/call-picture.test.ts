/** The picture of a call from the files of its folder. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import wavefile from 'wavefile';

import { pictureOf } from './call-picture.js';
import type { Audience } from '../../core/audience.js';
import type { ReportSpan } from '../../sink/report.js';

const SECOND = new Int16Array(8_000).fill(1_000);
const folders: string[] = [];
afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
});

const wav = (...channels: readonly Int16Array[]): Uint8Array => {
  const file = new wavefile.WaveFile();
  file.fromScratch(channels.length, 8_000, '16', channels.length === 1 ? SECOND : [...channels]);
  return file.toBuffer();
};

const spanFor = (kind: ReportSpan['kind'], maskedFor: readonly Audience[]): ReportSpan => ({
  leg: 'caller',
  kind,
  startMs: 200,
  endMs: 800,
  cause: 'cue',
  decidedAtMs: 300,
  verdict: maskedFor.length === 0 ? 'withdrawn' : 'masked',
  maskedFor,
  score: 0.8,
  leakedMs: 0,
});

/** In how many of its rows a call with this span shows it, and what its subtitle says. */
const rowsWith = async (span: ReportSpan): Promise<{ rows: number; svg: string }> => {
  const folder = await mkdtemp(join(tmpdir(), 'tacet-picture-'));
  folders.push(folder);
  await writeFile(
    join(folder, 'report.json'),
    JSON.stringify({ leakedMs: 0, lookAheadMs: 0, spans: [span] }),
  );
  await writeFile(join(folder, 'recording.wav'), wav(SECOND, SECOND));
  await writeFile(join(folder, 'agent-heard.wav'), wav(SECOND));
  const svg = await readFile(
    await pictureOf(folder, { rateHz: 8_000, channels: [SECOND] }, 'A call'),
    'utf8',
  );
  return { rows: svg.split(`class="${span.verdict} ${span.kind}"`).length - 1, svg };
};

describe('the picture of a call', () => {
  it('shows a secret as spoken, and where it was masked', async () => {
    const everywhere = await rowsWith(spanFor('pan', ['agent', 'recording', 'transcript']));
    const agentOnly = await rowsWith(spanFor('phone', ['agent']));
    const recordingOnly = await rowsWith(spanFor('iban', ['recording', 'transcript']));

    expect([everywhere.rows, agentOnly.rows, recordingOnly.rows]).toEqual([3, 2, 2]);
    expect(everywhere.svg).toContain('masked in the recording: 0.6 s');
    expect(agentOnly.svg).toContain('masked in the recording: 0.0 s');
  });

  it('shows what proved innocent wherever it can be heard', async () => {
    expect((await rowsWith(spanFor('digits', []))).rows).toBe(3);
  });
});
