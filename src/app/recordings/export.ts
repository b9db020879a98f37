/**
 * Exports a sealed call as plain files: a standard WAV, the transcript, the report.
 *
 * Of a damaged call what opens is exported, and what does not is named. A part of the recording that is gone leaves
 * silence of its length, as far as the ledger knows it, so that everything else stays in its place.
 */
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

import { TacetError } from '../../core/errors.js';
import { RECORDING_FILE, REPORT_FILE, TRANSCRIPT_FILE } from '../../sink/call-record.js';
import type { LedgerEntry } from '../../sink/ledger/fact.js';
import { entriesOf, factsOf, ledgerText } from '../../sink/ledger/read-ledger.js';
import { OpenedCall } from '../../sink/sealing/opened-call.js';
import { parseSegmentName } from '../../sink/sealing/segment-name.js';
import type { CallFolder } from '../../sink/stores/store.js';
import { readWavHeader, wavHeader, WAV_HEADER_BYTES } from '../../sink/wav-header.js';

export interface Exported {
  readonly paths: readonly string[];
  /** What could not be exported, or is not as the ledger has it: one sentence each. */
  readonly faults: readonly string[];
}

const CHANNELS = 2;

/** @throws TacetError TACET_KEY_WRONG, TACET_CALL_ERASED, TACET_SEALED_DAMAGED, TACET_STORE_FAILED */
export const exportCall = async (
  folder: CallFolder,
  identities: readonly string[],
  into: string,
): Promise<Exported> => {
  const call = await OpenedCall.open(folder, identities);
  const entries = entriesOf((await ledgerText(folder)) ?? '');
  const paths: string[] = [];
  const faults: string[] = [];
  try {
    await mkdir(into, { recursive: true });
    for (const name of [RECORDING_FILE, TRANSCRIPT_FILE, REPORT_FILE]) {
      const path = join(into, name);
      if (isRemoved(name, entries)) continue;
      const done = await exportFile(call, name, entries, path);
      faults.push(...done.faults);
      if (done.isWritten) paths.push(path);
    }
  } catch (error) {
    throw error instanceof TacetError ? error : new TacetError('TACET_STORE_FAILED', into, { cause: error });
  }
  if (factsOf(entries, 'closed').length === 0) faults.push('the call was cut off: it has no proper end');
  return { paths, faults };
};

/** Taken away by the policy: nothing is damaged. */
const isRemoved = (name: string, entries: readonly LedgerEntry[]): boolean =>
  factsOf(entries, 'removed').some(({ files }) =>
    files.some((file) => parseSegmentName(file)?.file === name),
  );

const exportFile = async (
  call: OpenedCall,
  name: string,
  entries: readonly LedgerEntry[],
  path: string,
): Promise<{ readonly isWritten: boolean; readonly faults: readonly string[] }> => {
  const known = factsOf(entries, 'sealed').filter(({ file }) => parseSegmentName(file)?.file === name);
  const faults: string[] = [];
  const blocks = call.parts(name, known.length);
  let handle: FileHandle | undefined;
  let opened = 0;
  try {
    for await (const part of blocks) {
      const fact = known.find(({ file }) => file === part.name);
      let bytes = part.bytes;
      if (bytes === undefined) {
        faults.push(`${part.name} is missing or damaged`);
        if (name !== RECORDING_FILE) continue;
        bytes = standIn(part.name, fact?.plainBytes, entries);
      } else {
        opened++;
        if (fact !== undefined && fact.sha256 !== part.sha256)
          faults.push(`${part.name} is not what was sealed`);
      }
      handle ??= await open(path, 'w+');
      await handle.writeFile(bytes);
    }
    if (opened === 0) faults.push(`there is no ${name}`);
    if (handle !== undefined && name === RECORDING_FILE) await finishWav(handle);
  } finally {
    await handle?.close();
  }
  return { isWritten: handle !== undefined, faults };
};

/** Silence in the place of a part that is gone; with a header where it was the first. */
const standIn = (name: string, length: number | undefined, entries: readonly LedgerEntry[]): Uint8Array => {
  const bytes = new Uint8Array(length ?? 0);
  const rateHz = factsOf(entries, 'opened')[0]?.recordingRateHz;
  if (parseSegmentName(name)?.number !== 1 || rateHz === undefined) return bytes;
  const header = wavHeader(rateHz, CHANNELS);
  return bytes.length < header.length ? header : (bytes.set(header), bytes);
};

/** The length is known now. */
const finishWav = async (handle: FileHandle): Promise<void> => {
  const { size } = await handle.stat();
  const first = Buffer.alloc(WAV_HEADER_BYTES);
  const reader = await handle.read(first, 0, WAV_HEADER_BYTES, 0);
  const format = reader.bytesRead === WAV_HEADER_BYTES ? readWavHeader(first) : undefined;
  if (format === undefined) return;
  const whole = wavHeader(format.rateHz, format.channels, size - WAV_HEADER_BYTES);
  await handle.write(whole, 0, whole.length, 0);
};
