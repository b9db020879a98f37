/**
 * What spans may say: the fields of log lines, by the names that traces have for them.
 *
 * No digit, word or payload can be in them, because none is in any of those fields.
 */
import type { Attributes } from '@opentelemetry/api';

import { allowed, type LogFields } from '../logger.js';

/** Semantic conventions of OpenTelemetry; everything else is Tacet's own. */
const CONVENTIONS: Readonly<Record<string, string>> = {
  method: 'http.request.method',
  route: 'http.route',
  status: 'http.response.status_code',
  host: 'server.address',
};

export const attributesOf = (fields: LogFields): Attributes =>
  Object.fromEntries(
    Object.entries(allowed(fields)).map(([name, value]) => [
      CONVENTIONS[name] ?? `tacet.${name}`,
      value as string | number,
    ]),
  );
