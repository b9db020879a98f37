/**
 * What recordings that are not encrypted cannot keep to. Without a ledger nobody knows whose call a folder was, when it
 * ended, and who was heard in it: a setting that needs to know is refused, or it would look as if it were obeyed.
 */
import type { z } from 'zod';

import { isPlain, type Plain } from './tenants.js';

const ADVICE = 'leave recording.unencrypted out, and name in recording.recipients who may read recordings';

/** @returns what is wrong with a configuration that is valid otherwise */
export const plainRecordingIssues = ({
  recording,
  retention,
  tenants,
  ledger,
}: Plain): z.core.$ZodIssue[] => {
  if (!isPlain(recording) || recording['unencrypted'] !== true) return [];
  const overrides = isPlain(tenants) ? Object.values(tenants) : [];
  const isKept = [{ recording }, ...overrides].some(
    (each) => isPlain(each) && isPlain(each['recording']) && each['recording']['enabled'] === true,
  );
  if (!isKept) return [];
  const wanted = [
    [['tenants'], tenants, 'are not told apart in recordings that are not encrypted'],
    [['retention'], retention, 'is not kept by recordings that are not encrypted: they are kept for ever'],
    [
      ['ledger', 'subjectKeyFile'],
      isPlain(ledger) && ledger['subjectKeyFile'] !== undefined ? ledger : undefined,
      'is for encrypted recordings: in others nobody is found again by their id',
    ],
  ] as const;
  return wanted.flatMap(([path, setting, message]) => {
    const isSet = isPlain(setting) && Object.values(setting).some((value) => value !== undefined);
    if (!isSet) return [];
    return [{ code: 'custom', message: `${message}; ${ADVICE}`, path: [...path], input: undefined } as const];
  });
};
