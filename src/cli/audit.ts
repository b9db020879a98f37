/**
 * `tacet audit`: hears finished recordings again with another recogniser and says which digits are left in them.
 *
 * Exit codes: 0 nothing is left, 3 digits were found, 1 a call could not be audited or heard to its end, 2 wrong usage.
 */
import { rename, readFile } from 'node:fs/promises';

import { modelProgress } from './models.js';
import { placeOf, type StoreFlags } from './recordings.js';
import { writeText } from './write-text.js';
import { noteAtMachine } from '../app/access.js';
import { auditCalls } from '../app/audit/audit.js';
import { auditEngines, openEars, serverEngines, type Ears } from '../app/audit/open-audit.js';
import { measureRecall } from '../app/audit/recall.js';
import { leakedIn, readReport, textfileOf, type AuditReport, type Recall } from '../app/audit/report.js';
import { tableOf } from '../app/audit/table.js';
import type { Config } from '../app/config.js';
import { readIdentities } from '../app/recordings/key-files.js';
import { listRecordings } from '../app/recordings/list.js';
import { ledgerKeyFile } from '../app/records.js';
import { systemClock } from '../core/clock.js';
import { TacetError } from '../core/errors.js';
import { ensureLedgerKey, readLedgerPublicKey } from '../sink/ledger/ledger-key.js';
import type { CallFolder, Store } from '../sink/stores/store.js';

interface AuditFlags extends StoreFlags {
  readonly since?: string;
  readonly identity?: string;
  readonly engine?: string;
  readonly stt?: string;
  readonly sttEngine?: string;
  readonly sttKeyEnv?: string;
  readonly pace: string;
  readonly engineRecall?: string;
  readonly measureRecall?: string;
  readonly match?: string;
  readonly any?: boolean;
  readonly out?: string;
  readonly textfile?: string;
  readonly check?: string;
  readonly ledgerKey?: string;
}

const FOUND = 3;

export const audit = async (names: readonly string[], flags: AuditFlags): Promise<void> => {
  const { config, store } = await placeOf(flags);
  if (flags.check !== undefined) {
    await check(flags.check, flags.ledgerKey ?? ledgerKeyFile(config));
    return;
  }
  if (flags.pace !== 'fast' && flags.pace !== 'realtime')
    throw new TacetError('TACET_USAGE', '--pace is fast or realtime');
  const recall = recallOf(flags.engineRecall);
  const folders = flags.measureRecall === undefined ? await chosen(names, flags, store) : [];
  if (flags.measureRecall === undefined && flags.identity === undefined)
    throw new TacetError('TACET_USAGE', '--identity opens the recordings');
  const { engine, ears } = await earsOf(flags, config);
  try {
    if (flags.measureRecall !== undefined) {
      await measure(flags.measureRecall, flags.match, engine, ears);
      return;
    }
    const { report, text, noted } = await auditCalls(folders, {
      ears,
      engine,
      recall,
      identities: await readIdentities(flags.identity ?? ''),
      isRealTime: flags.pace === 'realtime',
      key: await ensureLedgerKey(ledgerKeyFile(config)),
      clock: systemClock,
      // Before anything of it is heard: without the log nothing is.
      onOpen: (call) => noteAtMachine(config, ['recording', 'audit'], call),
    });
    if (flags.out !== undefined) await writeText(flags.out, text);
    if (flags.textfile !== undefined) await replace(flags.textfile, await textfileOf(report));
    console.log(tableOf(report));
    if (noted.length < report.calls.length)
      console.error(
        `${String(report.calls.length - noted.length)} ledgers were not written on: they are another machine's, or not closed`,
      );
    conclude(report, flags.any === true);
  } finally {
    await ears.pool.close();
  }
};

/** Found is found, whatever else went wrong; what was not heard is not clean. */
const conclude = (report: AuditReport, isAny: boolean): void => {
  const found = leakedIn(report) + (isAny ? report.digits.elsewhere : 0);
  if (found > 0) {
    process.exitCode = FOUND;
    return;
  }
  const [failure] = report.failed;
  if (failure !== undefined)
    throw new TacetError('TACET_AUDIT_INCOMPLETE', `${String(report.failed.length)} calls: ${failure.code}`);
  if (report.unheardHours > 0)
    throw new TacetError(
      'TACET_AUDIT_INCOMPLETE',
      `${(report.unheardHours * 3_600).toFixed(1)} s were not heard`,
    );
};

const chosen = async (
  names: readonly string[],
  flags: AuditFlags,
  store: Store,
): Promise<readonly CallFolder[]> => {
  if ((names.length === 0) === (flags.since === undefined))
    throw new TacetError('TACET_USAGE', 'give either calls or --since');
  if (flags.since === undefined) return Promise.all(names.map((name) => store.find(name)));
  const since = Date.parse(flags.since);
  if (Number.isNaN(since)) throw new TacetError('TACET_USAGE', '--since is a date, such as 2026-11-01');
  const all = await listRecordings(store, systemClock);
  const finished = all.filter(
    ({ state, startedAt }) => state === 'complete' && Date.parse(startedAt ?? '') >= since,
  );
  return Promise.all(finished.map(({ name }) => store.find(name)));
};

const recallOf = (text: string | undefined): Recall => {
  if (text === undefined) return { share: 1, source: 'assumed' };
  const share = Number(text);
  if (!(share > 0 && share <= 1))
    throw new TacetError('TACET_USAGE', '--engine-recall is above 0 and at most 1');
  return { share, source: 'given' };
};

const earsOf = async (
  flags: AuditFlags,
  config: Config,
): Promise<{ readonly engine: string; readonly ears: Ears }> => {
  const { stt: url, sttEngine = 'hook', sttKeyEnv } = flags;
  if ((url === undefined) === (flags.engine === undefined))
    throw new TacetError('TACET_USAGE', 'give either --engine or --stt');
  if (url === undefined && (flags.sttEngine !== undefined || sttKeyEnv !== undefined))
    throw new TacetError('TACET_USAGE', '--stt-engine and --stt-key-env go with --stt');
  const engine = flags.engine ?? sttEngine;
  const engines =
    url === undefined
      ? auditEngines(engine, config)
      : serverEngines(sttEngine, { url, ...(sttKeyEnv === undefined ? {} : { apiKeyEnv: sttKeyEnv }) });
  const progress = modelProgress();
  try {
    return { engine, ears: await openEars(engines, config, progress.onProgress) };
  } finally {
    progress.stop();
  }
};

const measure = async (
  manifest: string,
  match: string | undefined,
  engine: string,
  ears: Ears,
): Promise<void> => {
  let pattern: RegExp;
  try {
    pattern = new RegExp(match ?? '', 'u');
  } catch {
    throw new TacetError('TACET_USAGE', '--match is not a regular expression');
  }
  const { calls, digits, heard, atLeast } = await measureRecall(manifest, ears, (id) => pattern.test(id));
  if (digits === 0) throw new TacetError('TACET_USAGE', 'no labelled digits match');
  console.log(
    `${engine} hears ${String(heard)} of ${String(digits)} digits in ${String(calls)} calls: ${((100 * heard) / digits).toFixed(1)} %`,
  );
  console.log(
    `--engine-recall ${atLeast.toFixed(3)}  (at least that, with 95 % confidence, in calls like these)`,
  );
};

const check = async (path: string, keyFile: string): Promise<void> => {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    // Not of the report: nothing is known of that.
    throw new TacetError('TACET_USAGE', `${path} cannot be read`, { cause: error });
  }
  const report = readReport(text, await readLedgerPublicKey(keyFile));
  if (report === undefined)
    throw new TacetError(
      'TACET_LEDGER_BROKEN',
      `${path} is no audit report, was changed, or is signed with another key`,
    );
  console.log(tableOf(report));
  console.log(`\nsigned     ${report.at}, by ${report.signedBy}: the signature holds`);
};

/** The collector must never see half of it. */
const replace = async (path: string, text: string): Promise<void> => {
  await writeText(`${path}.tmp`, text);
  try {
    await rename(`${path}.tmp`, path);
  } catch (error) {
    throw new TacetError('TACET_STORE_FAILED', path, { cause: error });
  }
};
