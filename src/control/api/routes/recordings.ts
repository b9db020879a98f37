/**
 * `/v1/recordings`: what is kept of calls, as ciphertext; the evidence; and erasing.
 */
import { z } from 'zod';

import type { Api, ApiOptions } from '../api.js';
import { Page } from '../page.js';
import { Problem } from '../problem.js';
import { RECORDING_STATES, type KeptRecording, type Recordings } from '../recordings.js';
import { TacetError } from '../../../core/errors.js';
import { parseCallId } from '../../../core/ids.js';
import { sees, type Principal } from '../../principal.js';

const TAGS = ['recordings'];
const Ms = z.number().min(0).nullable();

const RecordingView = z
  .strictObject({
    name: z.string(),
    tenant: z.string().nullable(),
    state: z.enum(RECORDING_STATES).meta({
      description:
        '`running`: its call runs. `cut-off`: its process is gone, and did not end it; what was sealed is good. `plain`: not encrypted, and without a ledger.',
    }),
    startedAt: z.string().nullable(),
    durationMs: Ms,
    maskedMs: Ms.meta({ description: 'Of both legs together.' }),
    parts: z.record(z.string(), z.int()).meta({ description: 'Sealed parts of each file.' }),
  })
  .meta({ id: 'Recording' });

const RecordingDetail = z
  .strictObject({
    ...RecordingView.shape,
    files: z
      .array(z.string())
      .meta({ description: 'What can be downloaded: age files, `key.age` among them.' }),
  })
  .meta({ id: 'RecordingDetail' });

const Params = z.strictObject({ name: z.string() });
/** Names that seals have; nothing else of the store is anybody's business. */
const FileParams = z.strictObject({ name: z.string(), file: z.string().regex(/^[a-z.0-9]{1,64}\.age$/) });

const LedgerView = z
  .strictObject({
    holds: z.boolean().meta({ description: 'Chain, signatures and files are as they were written.' }),
    faults: z.array(z.strictObject({ entry: z.int().nullable(), what: z.string() })),
    lines: z.array(z.string()).meta({ description: 'As they were signed: `{"entry":{...},"sig":"..."}`.' }),
  })
  .meta({ id: 'Ledger' });

const Receipt = z
  .strictObject({
    name: z.string(),
    receipt: z.string().nullable().meta({ description: 'The ledger entry that says so, signed.' }),
  })
  .meta({ id: 'Erased' });

export const addRecordingRoutes = (api: Api, { recordings }: ApiOptions): void => {
  const kept = (): Recordings => {
    const there = recordings();
    if (there === undefined) throw new TacetError('TACET_CALL_UNKNOWN', 'nothing is recorded');
    return there;
  };
  const find = async (name: string, principal: Principal): Promise<KeptRecording> => {
    const recording = parseCallId(name) === undefined ? undefined : await kept().show(name);
    if (recording === undefined || !sees(principal, recording.tenant))
      throw new TacetError('TACET_CALL_UNKNOWN');
    return recording;
  };

  api.get(
    '/v1/recordings',
    {
      config: { allow: ['supervisor', 'auditor', 'operator'], reads: ['list'] },
      schema: {
        operationId: 'listRecordings',
        summary: 'What is kept, in an order that never changes',
        description: 'A page may hold fewer than asked for, and even none, and have a `next` all the same.',
        tags: TAGS,
        querystring: z.strictObject(Page),
        response: {
          200: z.strictObject({ recordings: z.array(RecordingView), next: z.string().optional() }),
          400: Problem,
        },
      },
    },
    async (request) => {
      const there = recordings();
      if (there === undefined) return { recordings: [] };
      const isWanted = ({ tenant }: Pick<KeptRecording, 'tenant'>): boolean =>
        sees(request.principal, tenant);
      const { items, next } = await there.list({ ...request.query, isWanted });
      return { recordings: items.map(viewOf), ...(next === undefined ? {} : { next }) };
    },
  );

  api.get(
    '/v1/recordings/:name',
    {
      config: { allow: ['supervisor', 'auditor', 'operator'], reads: ['list'] },
      schema: {
        operationId: 'showRecording',
        summary: 'One recording and the names of its files',
        tags: TAGS,
        params: Params,
        response: { 200: RecordingDetail, 404: Problem },
      },
    },
    async ({ params, principal }) => {
      const recording = await find(params.name, principal);
      return { ...viewOf(recording), files: [...(await kept().files(recording.name))] };
    },
  );

  api.get(
    '/v1/recordings/:name/files/:file',
    {
      config: { allow: ['auditor', 'operator'], reads: ['recording'] },
      schema: {
        operationId: 'downloadFile',
        summary: 'One sealed file: ciphertext, for those who hold a key',
        tags: TAGS,
        params: FileParams,
        produces: ['application/octet-stream'],
        response: { 400: Problem, 404: Problem },
      },
    },
    async ({ params, principal }, reply) => {
      const { name } = await find(params.name, principal);
      if (!(await kept().files(name)).includes(params.file)) throw new TacetError('TACET_CALL_UNKNOWN');
      const bytes = await kept().file(name, params.file);
      return reply
        .header('content-type', 'application/octet-stream')
        .header('content-disposition', `attachment; filename="${params.file}"`)
        .header('cache-control', 'no-store')
        .send(Buffer.from(bytes) as never);
    },
  );

  api.get(
    '/v1/recordings/:name/ledger',
    {
      config: { allow: ['auditor', 'operator'], reads: ['ledger'] },
      schema: {
        operationId: 'showLedger',
        summary: 'The evidence of a call, and whether it holds',
        tags: TAGS,
        params: Params,
        response: { 200: LedgerView, 404: Problem },
      },
    },
    async ({ params, principal }) => {
      const { name } = await find(params.name, principal);
      const { lines, holds, faults } = await kept().ledger(name);
      return { holds, lines: [...lines], faults: [...faults] };
    },
  );

  api.delete(
    '/v1/recordings/:name',
    {
      config: { allow: ['operator'] },
      schema: {
        operationId: 'eraseRecording',
        summary: 'Destroys the key of a call that is over, then its files; its ledger stays',
        tags: TAGS,
        params: Params,
        response: { 200: Receipt, 404: Problem, 409: Problem },
      },
    },
    async ({ params, principal }) => {
      const { name } = await find(params.name, principal);
      return { name, receipt: (await kept().erase(name)) ?? null };
    },
  );
};

const viewOf = (recording: KeptRecording): z.output<typeof RecordingView> => ({
  name: recording.name,
  tenant: recording.tenant ?? null,
  state: recording.state,
  startedAt: recording.startedAt ?? null,
  durationMs: recording.durationMs ?? null,
  maskedMs: recording.maskedMs ?? null,
  parts: { ...recording.parts },
});
