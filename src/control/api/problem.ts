/**
 * What a request that fails is told: the code and the fixed text of its error, and which fields were wrong. Nothing
 * that was sent is repeated.
 */
import { z } from 'zod';

import { ErrorCodes } from './event.js';
import { ERRORS, TacetError, type ErrorCode } from '../../core/errors.js';

export const Problem = z
  .strictObject({
    code: ErrorCodes,
    message: z.string(),
    fields: z
      .array(
        z.strictObject({
          in: z.enum(['body', 'query', 'path', 'headers']),
          path: z.string().meta({ description: 'Empty for the whole of it.' }),
          rule: z.string(),
        }),
      )
      .optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.output<typeof Problem>;

export const problemOf = (code: ErrorCode): Problem => ({ code, message: ERRORS[code].message });

/** As Fastify has it, with what its validator said. */
export interface RequestError {
  readonly statusCode?: number;
  readonly validation?: readonly {
    readonly instancePath: string;
    readonly keyword: string;
    readonly message?: string;
  }[];
  readonly validationContext?: string;
}

const PLACES: Readonly<Record<string, 'body' | 'query' | 'path' | 'headers'>> = {
  body: 'body',
  querystring: 'query',
  params: 'path',
  headers: 'headers',
};

const UNKNOWN_FIELD = 'has a field that is not known; /v1/openapi.json says which there are';

/** By the status that the framework gives what it refuses itself. */
const CODES: Readonly<Record<number, ErrorCode>> = {
  404: 'TACET_PATH_UNKNOWN',
  413: 'TACET_MESSAGE_TOO_BIG',
};

export const answerTo = (error: RequestError): { readonly status: number; readonly problem: Problem } => {
  if (error instanceof TacetError) {
    const detail = error.detail === undefined ? '' : ` (${error.detail})`;
    return {
      status: error.status,
      problem: { code: error.code, message: `${ERRORS[error.code].message}${detail}` },
    };
  }
  if (error.validation !== undefined) {
    const where = PLACES[error.validationContext ?? ''] ?? 'body';
    const fields = error.validation.map(({ instancePath, keyword, message }) => ({
      in: where,
      path: instancePath.replace(/^\//, '').replaceAll('/', '.'),
      // Its own message would repeat the name of the field.
      rule: keyword === 'unrecognized_keys' ? UNKNOWN_FIELD : (message ?? 'is not valid'),
    }));
    return { status: 400, problem: { ...problemOf('TACET_REQUEST'), fields } };
  }
  const status = error.statusCode ?? 500;
  if (status >= 500) return { status, problem: problemOf('TACET_INTERNAL') };
  return { status, problem: problemOf(CODES[status] ?? 'TACET_REQUEST') };
};
