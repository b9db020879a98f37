/** Policies for property tests: any valid one, and any part of one, as a tenant may override it. */
import fc from 'fast-check';

import { ENTITY_NAMES } from '../core/audience.js';

const some = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined });

/** Without the keys that are undefined, as a file would have it. */
const partial = (parts: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .record(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, some(part)])))
    .map((whole) => Object.fromEntries(Object.entries(whole).filter(([, part]) => part !== undefined)));

const entities = fc.uniqueArray(fc.constantFrom(...ENTITY_NAMES), { maxLength: 6 });
const list = fc.oneof(
  entities,
  entities.map((names) => ['payment', ...names]),
);

const lists = { caller: list, agent: list, recording: list, transcript: list };

export const anyRetention = fc
  .tuple(some(fc.integer({ min: 1, max: 90 })), some(fc.nat(90)), some(fc.nat(900)))
  .map(([days, sooner, later]) => ({
    ...(days === undefined ? {} : { days }),
    ...(sooner === undefined ? {} : { transcriptDays: Math.min(sooner + 1, days ?? 900) }),
    ...(days === undefined || later === undefined ? {} : { ledgerDays: days + later }),
  }));

/** Any valid policy, as it may stand in a file. */
export const anyPolicy = partial({
  policy: partial({ version: fc.string({ maxLength: 20 }) }),
  mode: fc.constantFrom('enforce', 'shadow'),
  shadow: partial({ recordsSecrets: fc.boolean() }),
  entities: partial(lists).map((some) => ({ ...some, withoutPayment: true })),
  detection: partial({ bias: fc.integer({ min: -3, max: 3 }) }),
  live: partial({
    lookAheadMs: fc.integer({ min: 0, max: 2_000 }),
    blindAfterMs: fc.integer({ min: 200, max: 10_000 }),
    lateAfterMs: fc.integer({ min: 200, max: 10_000 }),
    whenBlind: fc.constantFrom('mask', 'cadence', 'pass'),
  }),
  clearance: partial({ limitMs: fc.integer({ min: 5_000, max: 120_000 }) }),
  fill: partial({ kind: fc.constantFrom('comfort-noise', 'tone', 'silence') }),
  consent: partial({
    required: fc.constantFrom('never', 'before-recording'),
    givenBy: partial({ parameter: fc.boolean(), key: fc.constantFrom('1', '2', 3), api: fc.boolean() }),
    optOut: partial({ key: fc.constantFrom('8', 9, '#'), api: fc.boolean() }),
  }),
  retention: anyRetention,
  recording: partial({ enabled: fc.boolean() }),
});
