/**
 * What the feed tells of calls: kinds, places and causes. Never a digit, a word, a key or a payload, and no free text.
 *
 *     {"id":"0197...","type":"mask.started","at":"2026-11-27T09:00:00.000Z","call":"c-17","leg":"caller",
 *      "mask":"0197...","kind":"pan","cause":"prompted","startMs":3120}
 */
import { z } from 'zod';

import { CALL_STATES } from '../../call/call.js';
import { CONSENT_STATES, CONSENT_WAYS } from '../../call/consent.js';
import { AUDIENCES } from '../../core/audience.js';
import { ERRORS, type ErrorCode } from '../../core/errors.js';
import { CAUSES, ENTITIES } from '../../core/finding.js';
import { LEG_ROLES } from '../../core/ids.js';
import { PAUSE_TRIGGERS } from '../../core/pause.js';
import { LIVE_STATES } from '../../gate/live-gate.js';
import { STT_STATES } from '../../sense/stt-stream.js';

const Leg = z.enum(LEG_ROLES);
/** Milliseconds on the call's timeline: 0 is its first packet. */
const Ms = z.number().min(0).meta({ description: 'Milliseconds since the first packet of the call.' });
export const ErrorCodes = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]);

const about = {
  id: z.uuidv7().meta({ description: 'Sorts by time; give the last one back as Last-Event-ID.' }),
  at: z.iso.datetime(),
  call: z.string(),
  tenant: z.string().optional(),
};

const event = <Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.strictObject({ ...about, type: z.literal(type), ...shape });

const mask = { leg: Leg, mask: z.uuid(), kind: z.enum(ENTITIES), cause: z.enum(CAUSES), startMs: Ms };
const pause = { pause: z.uuid(), scope: z.array(z.enum(AUDIENCES)), by: z.string() };

const Level = z
  .strictObject({ rmsDbov: z.int().min(-127).max(0), peakDbov: z.int().min(-127).max(0) })
  .nullable()
  .meta({
    description:
      'Of what the other party heard of the leg in the last second, 0 is full scale; null where that is nothing, and ' +
      'while a pause runs. Told only to those who ask for this type, and not kept.',
  });

export const CallEvent = z
  .discriminatedUnion('type', [
    event('call.started', {}),
    event('call.changed', { state: z.enum(CALL_STATES) }),
    event('call.ended', { code: ErrorCodes.optional() }),
    event('mask.started', mask),
    event('mask.ended', {
      ...mask,
      endMs: Ms,
      verdict: z.enum(['masked', 'withdrawn']),
      leakedMs: z
        .number()
        .min(0)
        .meta({ description: 'What the other party had heard before the gate closed.' }),
    }),
    event('pause.started', { ...pause, untilMs: Ms }),
    event('pause.ended', {
      ...pause,
      endMs: Ms,
      trigger: z.enum(PAUSE_TRIGGERS),
      endedBy: z.string().optional(),
    }),
    event('consent.changed', { state: z.enum(CONSENT_STATES), by: z.enum(CONSENT_WAYS) }),
    event('gate.changed', { leg: Leg, from: z.enum(LIVE_STATES), to: z.enum(LIVE_STATES), atMs: Ms }),
    event('levels', { caller: Level, agent: Level }),
    event('engine.changed', { leg: Leg, state: z.enum(STT_STATES), code: ErrorCodes.optional() }),
  ])
  .meta({ id: 'CallEvent' });
export type CallEvent = z.output<typeof CallEvent>;
export type EventType = CallEvent['type'];

export const EVENT_TYPES = CallEvent.options.map((option) => option.shape.type.value) as [
  EventType,
  ...EventType[],
];

type Without<Event, Key extends string> = Event extends unknown ? Omit<Event, Key> : never;
/** As whoever publishes it has it: the feed gives it its id and time. */
export type CallNews = Without<CallEvent, 'id' | 'at'>;
