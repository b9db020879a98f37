/**
 * A policy in words: what is masked for whom, what happens in doubt, what is kept, who reads it, and what is open.
 */
import type { Policies } from './policies.js';
import { leavesPaymentOut, type PolicySettings } from './settings.js';
import { byEntities, days, named, SPARED } from './words.js';
import type { Config } from '../config.js';
import { AUDIENCES } from '../../core/audience.js';

export interface Explanation {
  readonly lines: readonly string[];
  /** What is open that need not be: one sentence each. */
  readonly warnings: readonly string[];
}

/** @param tenant undefined: of calls without one */
export const explain = (config: Config, policies: Policies, tenant: string | undefined): Explanation => {
  const policy = policies.for(tenant);
  const whose = tenant === undefined ? 'calls without a tenant' : `calls of the tenant ${tenant}`;
  if (policy === undefined)
    return {
      lines: [`${whose} are refused: the tenant is not listed (unknownTenant: refuse)`],
      warnings: [],
    };
  const { settings } = policy;
  const isListed = tenant === undefined || policies.tenants.includes(tenant);
  const label = settings.policy.version === undefined ? '' : `, version ${settings.policy.version}`;
  return {
    lines: [
      `Policy of ${whose}${isListed ? '' : ' (not listed: the default policy)'}`,
      `  SHA-256 ${policy.evidence.policy}${label}`,
      ...section('Masked', maskedLines(settings)),
      ...section('In doubt', doubtLines(config, settings)),
      ...section('Kept', keptLines(config, settings)),
      ...section('Read by', readerLines(config, settings)),
    ],
    warnings: warningsOf(config, policies, settings),
  };
};

const section = (title: string, lines: readonly string[]): string[] => [
  '',
  title,
  ...lines.map((line) => `  - ${line}`),
];

const maskedLines = ({ mode, shadow, entities, live, fill, detection }: PolicySettings): string[] => {
  const lines = byEntities(entities).map(
    ({ audiences, masked }) => `${audiences.map((a) => SPARED[a]).join(', ')}: ${named(masked)}`,
  );
  if (mode === 'shadow') {
    const kept = shadow.recordsSecrets
      ? 'recording and transcript keep it all, too'
      : 'recording and transcript are masked';
    lines.unshift(`SHADOW: it is only decided and reported; caller and agent hear everything, ${kept}`);
  }
  const level = fill.levelDbov === undefined ? '' : ` at ${fill.levelDbov} dBov`;
  lines.push(`in its place stands ${fill.kind.replace('-', ' ')}${level}`);
  lines.push(
    live.lookAheadMs === 0
      ? 'what the parties hear is not delayed: the first digits of a number that nobody announced may be heard'
      : `what the parties hear is delayed by ${live.lookAheadMs} ms, so that late decisions come in time`,
  );
  if (detection.bias !== 0)
    lines.push(
      `${Math.abs(detection.bias)} digits ${detection.bias > 0 ? 'more' : 'fewer'} than usual make a secret`,
    );
  return lines;
};

const BLIND: Readonly<Record<PolicySettings['live']['whenBlind'], string>> = {
  mask: 'everything is masked for the other party',
  cadence: 'what sounds like digits being read out is masked for the other party, the rest is heard',
  pass: 'EVERYTHING IS HEARD by the other party',
};

const doubtLines = ({ engines }: Config, { live, clearance }: PolicySettings): string[] => {
  const hears =
    Object.keys(engines).length > 0
      ? `spoken numbers are looked for in: ${Object.keys(engines).join(', ')}; a call in another language is masked throughout`
      : 'no recogniser is configured: keys are looked for, spoken numbers are not';
  return [
    hears,
    `a recogniser ${live.blindAfterMs} ms late or lost: ${BLIND[live.whenBlind]}`,
    `a recogniser ${live.lateAfterMs} ms late while a secret is expected: any voice of the caller is masked`,
    `what nobody has heard after ${clearance.limitMs / 1_000} s is recorded as fill, as unverified`,
  ];
};

const keptLines = ({ recording: place }: Config, settings: PolicySettings): string[] => {
  const { recording, consent, retention } = settings;
  if (!isRecorded(place, recording)) return ['nothing is recorded or written down'];
  const ways = [
    consent.givenBy.parameter ? 'the bridge' : '',
    consent.givenBy.key === undefined ? '' : `key ${consent.givenBy.key}`,
    consent.givenBy.api ? 'the API' : '',
  ].filter((way) => way !== '');
  const out = [
    consent.optOut.key === undefined ? '' : `key ${consent.optOut.key}`,
    consent.optOut.api ? 'the API' : '',
  ].filter((way) => way !== '');
  return [
    consent.required === 'never'
      ? 'calls are recorded without asking for consent'
      : `nothing is recorded before consent is given (${ways.join(', ') || 'in no way'})`,
    `who opts out (${out.join(', ') || 'in no way'}) is recorded no further`,
    `recordings are kept ${days(retention.days)}${retention.days === undefined ? '' : ' after the end of the call'}`,
    `transcripts are kept ${days(retention.transcriptDays ?? retention.days)}`,
    `ledgers are kept ${days(retention.ledgerDays)}`,
  ];
};

const readerLines = ({ recording: place }: Config, { recording }: PolicySettings): string[] => {
  if (!isRecorded(place, recording)) return ['nobody: nothing is recorded'];
  if (place.unencrypted) return ['ANYBODY WITH THE DISK: recordings are not encrypted'];
  return recording.recipients.map((recipient) => `who holds the key of ${recipient}`);
};

const isRecorded = (
  { unencrypted }: Config['recording'],
  { enabled, recipients }: PolicySettings['recording'],
): boolean => enabled && (unencrypted || recipients.length > 0);

const warningsOf = (config: Config, policies: Policies, settings: PolicySettings): string[] => {
  const { mode, shadow, entities, live, consent, retention, recording } = settings;
  const warnings: string[] = [];
  const warn = (isOpen: boolean, text: string): void => {
    if (isOpen) warnings.push(text);
  };
  const unspared = AUDIENCES.filter((audience) => leavesPaymentOut(entities[audience]));
  const isKept = isRecorded(config.recording, recording);
  warn(mode === 'shadow', 'mode: shadow: caller and agent hear every secret');
  warn(
    mode === 'shadow' && shadow.recordsSecrets,
    'shadow.recordsSecrets: secrets are recorded and written down',
  );
  warn(unspared.length > 0, `entities.withoutPayment: payment data reach: ${unspared.join(', ')}`);
  warn(live.whenBlind === 'pass', 'live.whenBlind: pass: while no recogniser listens, everything is heard');
  warn(live.whenBlind === 'cadence', 'live.whenBlind: cadence: without a recogniser two or more digits pass');
  warn(Object.keys(config.engines).length === 0, 'engines: {}: spoken numbers are not looked for');
  warn(
    isKept && config.recording.unencrypted,
    'recording.unencrypted: anybody with the disk reads recordings',
  );
  warn(isKept && retention.days === undefined, 'retention.days is not set: recordings are kept for ever');
  const { parameter, key, api } = consent.givenBy;
  const isNeverGiven = consent.required === 'before-recording' && !parameter && key === undefined && !api;
  warn(
    isNeverGiven,
    'consent.givenBy: consent is required and can be given in no way: nothing is ever recorded',
  );
  const hasNoWayOut = consent.optOut.key === undefined && !consent.optOut.api;
  warn(isKept && hasNoWayOut, 'consent.optOut: nobody can opt out of being recorded');
  const takesUnknown = policies.tenants.length > 0 && config.unknownTenant === 'default';
  warn(takesUnknown, 'unknownTenant: default: calls of tenants that are not listed are taken');
  return warnings;
};
