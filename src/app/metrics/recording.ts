/** Metrics of recordings, their ledgers and the store. */
import type { Subject } from './metrics-registry.js';
import type { MetricSources } from './sources.js';
import { STORE_OPERATIONS, type OnStored } from '../../sink/stores/measured-folder.js';

const UPLOADS = [
  ['tacet_store_uploads_total', 'Objects that the store elsewhere has taken.', 'uploads'],
  ['tacet_store_uploaded_bytes_total', 'Bytes that the store elsewhere has taken.', 'uploadedBytes'],
  ['tacet_store_upload_failures_total', 'Attempts to upload that failed.', 'failures'],
  ['tacet_store_spool_overflows_total', 'Objects that found no room in the spool.', 'overflows'],
] as const;
const TOOK = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

export interface RecordingMetrics {
  readonly stored: OnStored;
}

export const addRecordingMetrics = (
  subject: Subject,
  { census, upload }: MetricSources,
): RecordingMetrics => {
  subject.gauge(
    'tacet_recorder_waiting_bytes',
    'Bytes of recordings, transcripts and reports that are taken and not in the store yet.',
    {},
    (set) => set({}, census.present.waitingBytes),
  );
  subject.gauge(
    'tacet_store_spool_bytes',
    'Bytes of sealed parts on this machine that the store elsewhere does not have yet.',
    {},
    (set) => set({}, upload()?.spooledBytes ?? 0),
  );
  subject.gauge(
    'tacet_store_away',
    '1 where the store elsewhere cannot be reached, or refuses.',
    {},
    (set) => set({}, upload()?.isAway === true ? 1 : 0),
    'max',
  );
  for (const [name, help, field] of UPLOADS)
    subject.counted(name, help, {}, (set) => set({}, upload()?.[field] ?? 0));
  subject.counted(
    'tacet_recording_broken_files_total',
    'Files of calls of which something is lost.',
    {},
    (set) => set({}, census.records.brokenFiles),
  );
  subject.counted('tacet_ledger_entries_total', 'Entries signed into ledgers.', {}, (set) =>
    set({}, census.records.ledgerEntries),
  );
  subject.counted('tacet_ledger_broken_total', 'Ledgers that could not be written to their end.', {}, (set) =>
    set({}, census.records.brokenLedgers),
  );
  const operations = subject.counter('tacet_store_operations_total', 'Writes to the store.', {
    operation: STORE_OPERATIONS,
    outcome: ['done', 'failed'],
  });
  const bytes = subject.counter('tacet_store_written_bytes_total', 'Bytes written to the store.', {});
  const took = subject.histogram(
    'tacet_store_operation_seconds',
    'How long writes to the store took.',
    { operation: STORE_OPERATIONS },
    TOOK,
  );

  return {
    stored: (operation, size, tookMs, failed) => {
      operations({ operation, outcome: failed ? 'failed' : 'done' });
      took({ operation }, tookMs / 1_000);
      if (!failed) bytes({}, size);
    },
  };
};
