/** The files under deploy/prometheus, read. */
import { readFileSync } from 'node:fs';

import { parse } from 'yaml';

export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
}

export const RULES = 'deploy/prometheus/rules.yml';
export const RULES_TEST = 'deploy/prometheus/rules.test.yml';

interface RulesFile {
  readonly groups: readonly { readonly rules: readonly (AlertRule | RecordingRule)[] }[];
}

const rules = (): readonly (AlertRule | RecordingRule)[] =>
  (parse(readFileSync(RULES, 'utf8')) as RulesFile).groups.flatMap((group) => group.rules);

export const alertRules = (): readonly AlertRule[] => rules().filter((rule) => 'alert' in rule);
export const recordingRules = (): readonly RecordingRule[] => rules().filter((rule) => 'record' in rule);

/** Names of series in a query; not of functions, labels or strings. */
export const seriesIn = (query: string): readonly string[] => {
  const bare = query.replace(/"[^"]*"/g, '').replace(/\{[^}]*\}/g, '');
  return [...new Set(bare.match(/\b(tacet|nodejs|process)[_:][a-zA-Z0-9_:]+/g) ?? [])];
};
