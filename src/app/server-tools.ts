/** Parts that one process has, and the front of several. */
import type { Config } from './config.js';
import type { Logger } from './logger.js';
import { openDoors } from './open-doors.js';
import type { Policies } from './policy/policies.js';
import type { Records } from './records.js';
import type { Swept, Sweeper } from './recordings/sweeper.js';
import type { Tracing } from './tracing/tracing.js';
import { hasMeans } from '../control/auth/settings.js';
import type { Server } from '../control/server.js';
import { Webhooks } from '../control/webhooks/webhooks.js';
import { systemClock, type Clock } from '../core/clock.js';
import { unreachedIn } from '../sense/engines/arrangement.js';

/** What traces take to load is loaded where they are wanted. */
export const openTracing = async (
  { tracing }: Config,
  log: Logger,
  clock: Clock = systemClock,
): Promise<Tracing | undefined> => {
  if (tracing === undefined) return undefined;
  const { Tracing: Opened } = await import('./tracing/tracing.js');
  return new Opened(tracing, clock, log);
};

export const webhooksOf = (
  settings: Config['webhooks'],
  clock: Clock,
  log: Logger,
  tracing: Tracing | undefined,
): Webhooks =>
  new Webhooks({
    settings,
    clock,
    onState: (host, isWell, reason) => {
      if (isWell) log.info('a webhook is taken again', { host });
      else log.warn('a webhook is not taken', { host, cause: reason });
    },
    onError: (error) => log.exception('the spool or the dead letters of webhooks cannot be written', error),
    traced: tracing && ((attempt) => tracing.delivering(attempt)),
  });

export const reloadCertificates = async (server: Server, log: Logger): Promise<void> => {
  try {
    if (await server.reloadCertificates()) log.info('the certificate was taken up anew');
  } catch (error) {
    log.exception('the certificate was replaced by one that cannot be used; the old one stays', error);
  }
};

export const sweeperOf = (
  records: Records | undefined,
  policies: () => Policies,
  log: Logger,
): Sweeper | undefined =>
  records?.sweeper((tenant, noted) => policies().retentionOf(tenant, noted), {
    onSwept: (swept) => logSwept(swept, log),
    onFailed: (error) => log.exception('what is due could not be erased', error),
  });

/** Where `auth` asks, it asks whoever comes by a protocol that does not. */
export const warnOfOpenDoors = ({ auth, bridges }: Config, log: Logger): void => {
  const open = hasMeans(auth) ? [] : openDoors(bridges);
  if (open.length > 0)
    log.warn(`without credentials, and so for anybody, although other protocols ask: ${open.join(', ')}`);
};

export const warnOfShadows = (policies: Policies, log: Logger): void => {
  const shadows = [undefined, ...policies.tenants].filter(
    (name) => policies.for(name)?.settings.mode === 'shadow',
  );
  if (shadows.length === 0) return;
  const whose = shadows.map((name) => name ?? 'default').join(', ');
  log.warn(`SHADOW MODE: nothing is masked of what the parties hear, card numbers reach the agent: ${whose}`);
};

/** A server that is away may come: it does not stop the start, but whoever has mistyped its address learns of it now. */
export const tellUnreached = async ({ engines }: Config, log: Logger): Promise<void> => {
  for (const [language, arrangement] of Object.entries(engines))
    for (const { engine, code } of await unreachedIn(arrangement, language))
      log.warn('a recogniser cannot be reached: what it is to hear is masked until it is', {
        language,
        engine,
        code,
      });
};

const logSwept = ({ transcripts, calls, ledgers, failed, refused }: Swept, log: Logger): void => {
  const count = transcripts.length + calls.length + ledgers.length;
  if (count > 0) log.info('what was kept for long enough was erased', { count });
  for (const { name, code } of failed) log.error('a call could not be erased', { call: name, code });
  if (refused === undefined) return;
  if (refused === 'unconfirmed') {
    log.warn('nothing is erased yet: the machine was just started, and its clock may not be set');
    return;
  }
  const advice = 'put it right, or look at it and run tacet recordings sweep --trust-clock';
  log.error(`nothing was erased, the clock is ${refused}: ${advice}`, { code: 'TACET_CLOCK' });
};
