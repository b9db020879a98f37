/** Opens the recording of a call into memory, and nowhere else. */
import { RECORDING_FILE } from '../../sink/call-record.js';
import type { OpenedRecording } from '../../sink/ledger/check-fill.js';
import type { LedgerEntry } from '../../sink/ledger/fact.js';
import { factsOf } from '../../sink/ledger/read-ledger.js';
import { OpenedCall } from '../../sink/sealing/opened-call.js';
import { parseSegmentName } from '../../sink/sealing/segment-name.js';
import type { CallFolder } from '../../sink/stores/store.js';
import { WAV_HEADER_BYTES } from '../../sink/wav-header.js';

/** Two channels of 16 bits. */
const FRAME_BYTES = 4;
const frameAt = (byte: number): number => Math.max(0, Math.floor((byte - WAV_HEADER_BYTES) / FRAME_BYTES));

/**
 * Both legs in memory; a part that does not open is a hole of its length.
 * @throws TacetError TACET_KEY_WRONG, TACET_CALL_ERASED, TACET_SEALED_DAMAGED
 */
export const openRecording = async (
  folder: CallFolder,
  identities: readonly string[],
  entries: readonly LedgerEntry[],
): Promise<OpenedRecording> => {
  const call = await OpenedCall.open(folder, identities);
  const sealed = factsOf(entries, 'sealed').filter(
    ({ file }) => parseSegmentName(file)?.file === RECORDING_FILE,
  );
  const blocks: Uint8Array[] = [];
  const gone: [number, number][] = [];
  let bytes = 0;
  for await (const part of call.parts(RECORDING_FILE, sealed.length)) {
    const length = sealed.find(({ file }) => file === part.name)?.plainBytes ?? 0;
    const block = part.bytes ?? new Uint8Array(length);
    if (part.bytes === undefined) gone.push([frameAt(bytes), frameAt(bytes + length)]);
    blocks.push(block);
    bytes += block.length;
  }
  const all = Buffer.concat(blocks).subarray(WAV_HEADER_BYTES);
  const frames = Math.floor(all.length / FRAME_BYTES);
  const channel = (offset: number): Int16Array =>
    Int16Array.from({ length: frames }, (_, i) => all.readInt16LE(i * FRAME_BYTES + offset));
  return { samples: { caller: channel(0), agent: channel(2) }, gone };
};
