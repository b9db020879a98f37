/**
 * A call as those see it who look on: states, places and causes.
 */
import { z } from 'zod';

import { wholeMs } from './call-news.js';
import type { MaskBook } from './mask-book.js';
import { CALL_STATES, type Call } from '../../call/call.js';
import { CONSENT_STATES } from '../../call/consent.js';
import { LEG_STATES } from '../../call/leg.js';
import { AUDIENCES } from '../../core/audience.js';
import { CAUSES, ENTITIES, MASK_REASONS } from '../../core/finding.js';
import { LEG_ROLES, type LegRole } from '../../core/ids.js';
import { PAUSE_TRIGGERS, type EndedPause, type Pause } from '../../core/pause.js';
import type { Ticks } from '../../core/units.js';
import { LIVE_STATES } from '../../gate/live-gate.js';
import { STT_STATES } from '../../sense/stt-stream.js';

const Ms = z.number().min(0);

/** Of a route about one call. */
export const CallParams = z.strictObject({
  id: z.string().meta({ description: 'As the bridge named the call.' }),
});

export const CallSummary = z
  .strictObject({
    id: z.string(),
    tenant: z.string().optional(),
    state: z.enum(CALL_STATES),
    startedAt: z.iso.datetime(),
    durationMs: Ms.meta({ description: 'How far its audio has come in.' }),
    paused: z.boolean(),
    mode: z.enum(['enforce', 'shadow']).meta({ description: '`shadow`: the parties hear everything.' }),
    consent: z.enum(CONSENT_STATES),
    protocols: z.array(z.string()),
  })
  .meta({ id: 'CallSummary' });

const LegView = z
  .strictObject({
    leg: z.enum(LEG_ROLES),
    state: z.enum(LEG_STATES),
    protocol: z.string(),
    codec: z.string(),
    rateHz: z.int(),
    ptimeMs: z.number(),
    isCopy: z
      .boolean()
      .meta({ description: 'Nobody speaks to it: the other party hears everything anyway.' }),
    headMs: Ms.nullable().meta({
      description: 'How far its audio has come in; null before its first packet.',
    }),
    gate: z
      .strictObject({
        state: z.enum(LIVE_STATES),
        cause: z.enum(MASK_REASONS).nullable(),
      })
      .nullable(),
    clearedMs: Ms.nullable().meta({ description: 'How far recording and transcript have come.' }),
    speech: z
      .strictObject({
        state: z.enum(STT_STATES),
        lagMs: Ms.meta({ description: 'Audio that the recogniser has yet to hear.' }),
      })
      .nullable()
      .meta({ description: 'null where nobody hears words.' }),
    levelDbov: z.number().nullable().meta({ description: 'Of the last 100 ms; null while it is masked.' }),
  })
  .meta({ id: 'Leg' });

const MaskView = z
  .strictObject({
    id: z.uuid(),
    leg: z.enum(LEG_ROLES),
    kind: z.enum(ENTITIES),
    cause: z.enum(CAUSES),
    startMs: Ms,
    endMs: Ms.nullable().meta({ description: 'null while it goes on.' }),
    verdict: z.enum(['suspected', 'masked', 'withdrawn']),
    leakedMs: Ms,
  })
  .meta({ id: 'Mask' });
export type MaskView = z.output<typeof MaskView>;

export const PauseView = z
  .strictObject({
    pauseId: z.uuid(),
    scope: z.array(z.enum(AUDIENCES)),
    by: z.string(),
    reason: z.string().nullable(),
    startedAt: z.iso.datetime(),
    startMs: z.strictObject({ caller: Ms.nullable(), agent: Ms.nullable() }),
    endMs: Ms.meta({ description: 'Where it ended; while it runs, where it will by itself.' }),
    trigger: z.enum(PAUSE_TRIGGERS).nullable().meta({ description: 'Why it ended; null while it runs.' }),
    endedBy: z.string().nullable(),
  })
  .meta({ id: 'Pause' });

export const CallDetail = z
  .strictObject({
    ...CallSummary.shape,
    lookAheadMs: Ms,
    legs: z.array(LegView),
    masks: z.array(MaskView).meta({ description: 'The last of them.' }),
    pauses: z.array(PauseView),
  })
  .meta({ id: 'Call' });

const Place = z.number().min(0).nullable();
const Positions = z.strictObject({ caller: Place, agent: Place }).meta({
  description: 'Milliseconds since the first packet of the call; null: this leg has sent nothing yet.',
});

export const PauseAnswer = z
  .strictObject({ state: z.enum(['active', 'paused']), ...PauseView.shape, streamPositionMs: Positions })
  .meta({ id: 'PauseAnswer' });

export const ResumeAnswer = z
  .strictObject({
    state: z.enum(['active', 'paused']).meta({ description: '`paused`: another pause runs.' }),
    ended: z.array(PauseView),
    running: z.array(PauseView),
    streamPositionMs: Positions,
  })
  .meta({ id: 'ResumeAnswer' });

export const ConsentAnswer = z
  .strictObject({ call: z.string(), consent: z.enum(CONSENT_STATES) })
  .meta({ id: 'ConsentAnswer' });

export const isPaused = (call: Call): boolean => call.pauses.running.length > 0;

export const summaryOf = (call: Call): z.output<typeof CallSummary> => ({
  id: call.id,
  ...(call.tenant === undefined ? {} : { tenant: call.tenant }),
  state: call.state,
  startedAt: call.startedAt.toISOString(),
  durationMs: wholeMs(call.head),
  paused: isPaused(call),
  mode: call.policy.evidence.mode,
  consent: call.consent,
  protocols: [...new Set(LEG_ROLES.flatMap((role) => call.leg(role)?.protocol ?? []))],
});

export const detailOf = (call: Call, masks: MaskBook): z.output<typeof CallDetail> => ({
  ...summaryOf(call),
  lookAheadMs: wholeMs(call.lookAhead),
  legs: LEG_ROLES.flatMap((role) => legOf(call, role) ?? []),
  masks: [...masks.of(call)],
  pauses: [...call.pauses.ended, ...call.pauses.running].map(pauseOf),
});

const legOf = (call: Call, role: LegRole): z.output<typeof LegView> | undefined => {
  const leg = call.leg(role);
  if (leg === undefined) return undefined;
  const { codec, rateHz, ptimeMs, isCopy } = leg.parameters;
  const pipeline = call.direction(role)?.pipeline;
  const stream = call.speech?.streams[role];
  const head = pipeline?.head ?? 0;
  return {
    leg: role,
    state: leg.state,
    protocol: leg.protocol,
    codec: codec.name,
    rateHz,
    ptimeMs,
    isCopy,
    headMs: placeOf(pipeline?.head),
    gate: pipeline === undefined ? null : { state: pipeline.live.state, cause: pipeline.live.reason ?? null },
    clearedMs: placeOf(pipeline?.clearance.releasedTo),
    speech:
      stream === undefined
        ? null
        : { state: stream.state, lagMs: wholeMs(head - (pipeline?.live.heardTo ?? head)) },
    levelDbov: pipeline?.levelDbov ?? null,
  };
};

export const pauseOf = (pause: Pause | EndedPause): z.output<typeof PauseView> => ({
  pauseId: pause.id,
  scope: [...pause.scope],
  by: pause.by,
  reason: pause.reason ?? null,
  startedAt: pause.startedAt.toISOString(),
  startMs: { caller: placeOf(pause.from.caller), agent: placeOf(pause.from.agent) },
  endMs: wholeMs(pause.to),
  trigger: 'trigger' in pause ? pause.trigger : null,
  endedBy: 'trigger' in pause ? (pause.endedBy ?? null) : null,
});

/** Whole milliseconds of the call; null where nothing has come. */
export const placeOf = (at: Ticks | undefined): number | null => (at === undefined ? null : wholeMs(at));
