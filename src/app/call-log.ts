/** The log lines of a call: each has its id and its trace. */
import type { LogFields, Logger } from './logger.js';
import type { Call } from '../call/call.js';
import { ticksToMillis } from '../core/units.js';

export const logCall = (call: Call, log: Logger): void => {
  const about = (fields: LogFields = {}): LogFields => ({ call: call.id, trace: call.traceId, ...fields });
  const isShadow = call.policy.gate.isShadow === true;
  call.events.on('consent', ({ state, by }) => log.info('consent', about({ state, cause: by })));
  call.events.on('state', ({ to }) => {
    log.info('call', about({ state: to }));
    if (to !== 'live') return;
    call.speech?.events.on('state', ({ leg, state, code }) => {
      if (state === 'lost' && code !== undefined) log.warn('a leg is not heard', about({ leg, code }));
    });
  });
  call.events.on('gate', ({ leg, to }) => {
    if (to === 'blind') log.warn('the live gate is blind', about({ leg }));
  });
  call.events.on('finding', ({ finding, leakedTicks }) => {
    if (!finding.settled || finding.belief === 'withdrawn') return;
    const { leg, entity, cause, span } = finding;
    const startMs = Math.round(ticksToMillis(span.from));
    const endMs = Math.round(ticksToMillis(span.to));
    const leakedMs = Math.round(ticksToMillis(leakedTicks));
    log.info(
      isShadow ? 'would be masked for the parties' : 'masked',
      about({ leg, entity, cause, startMs, endMs, leakedMs }),
    );
  });
  call.events.on('measured', ({ finding: { leg, entity }, leakedDigits }) => {
    for (const { branch, position } of leakedDigits)
      log.warn('a digit got out', about({ leg, entity, branch, position }));
  });
  call.events.on('ended', ({ code }) => log.info('call ended', about(code === undefined ? {} : { code })));
};
