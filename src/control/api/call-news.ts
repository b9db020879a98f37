/**
 * Tells the feed what happens in a call.
 */
import type { CallNews } from './event.js';
import type { Call } from '../../call/call.js';
import type { FindingId } from '../../core/ids.js';
import { ticksToMillis } from '../../core/units.js';

/** Whole milliseconds are all that a reader needs. */
export const wholeMs = (at: number): number => Math.max(0, Math.round(ticksToMillis(at)));

export const followCall = (call: Call, publish: (news: CallNews) => void): void => {
  const about = { call: call.id, ...(call.tenant === undefined ? {} : { tenant: call.tenant }) };
  /** Masks that were told of, until they are settled. */
  const open = new Set<FindingId>();
  publish({ type: 'call.started', ...about });
  call.events.on('state', ({ to }) => {
    // Its end has an event of its own.
    if (to !== 'ended') publish({ type: 'call.changed', ...about, state: to });
  });
  call.events.on('finding', ({ finding, leakedTicks }) => {
    const { id, leg, entity, cause, span, settled, belief } = finding;
    const mask = { ...about, leg, mask: id, kind: entity, cause, startMs: wholeMs(span.from) };
    if (!open.has(id)) {
      open.add(id);
      publish({ type: 'mask.started', ...mask });
    }
    if (!settled) return;
    open.delete(id);
    const isMasked = belief !== 'withdrawn';
    publish({
      type: 'mask.ended',
      ...mask,
      endMs: wholeMs(span.to),
      verdict: isMasked ? 'masked' : 'withdrawn',
      leakedMs: isMasked ? wholeMs(leakedTicks) : 0,
    });
  });
  call.events.on('gate', ({ leg, from, to, at }) =>
    publish({ type: 'gate.changed', ...about, leg, from, to, atMs: wholeMs(at) }),
  );
  call.events.on('engine', ({ leg, state, code }) =>
    publish({ type: 'engine.changed', ...about, leg, state, ...(code === undefined ? {} : { code }) }),
  );
  call.events.on('paused', ({ id, scope, by, to }) =>
    publish({ type: 'pause.started', ...about, pause: id, scope: [...scope], by, untilMs: wholeMs(to) }),
  );
  call.events.on('resumed', ({ id, scope, by, to, trigger, endedBy }) =>
    publish({
      type: 'pause.ended',
      ...about,
      pause: id,
      scope: [...scope],
      by,
      endMs: wholeMs(to),
      trigger,
      ...(endedBy === undefined ? {} : { endedBy }),
    }),
  );
  call.events.on('consent', ({ state, by }) => publish({ type: 'consent.changed', ...about, state, by }));
  call.events.on('ended', ({ code }) =>
    publish({ type: 'call.ended', ...about, ...(code === undefined ? {} : { code }) }),
  );
};
