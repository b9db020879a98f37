/** Metrics of the server: who was refused, what was dialled, whether calls are taken. */
import type { Subject } from './metrics-registry.js';
import type { MetricSources } from './sources.js';
import { SHORTAGES } from '../../call/admission.js';
import { DROP_REASONS, type DropReason } from '../../control/connections-per-address.js';
import { ERRORS, type ErrorCode } from '../../core/errors.js';

/** Where somebody shows who they are: a bridge's leg, or a request to the control interface. */
export const SURFACES = ['bridge', 'control'] as const;
export type Surface = (typeof SURFACES)[number];

const WEBHOOK_OUTCOMES = ['delivered', 'failed', 'dead'] as const;
const SPAN_OUTCOMES = ['exported', 'failed', 'dropped'] as const;

/** RFC 9110, section 15.5.2. */
const UNAUTHORISED = 401;

export interface ServerMetrics {
  readonly refused: (code: ErrorCode, surface: Surface) => void;
  readonly dropped: (reason: DropReason) => void;
  readonly dialled: (isOpen: boolean) => void;
}

export const addServerMetrics = (
  subject: Subject,
  { unready, shortages, calls, certificates, spans, webhooks }: MetricSources,
): ServerMetrics => {
  subject.gauge(
    'tacet_ready',
    '1 where new calls are taken.',
    {},
    (set) => set({}, unready() === undefined ? 1 : 0),
    'first',
  );
  subject.gauge(
    'tacet_shortages',
    '1 for what the machine is short of, so that no new call is taken.',
    { what: SHORTAGES },
    (set) => {
      for (const what of shortages()) set({ what }, 1);
    },
    'max',
  );
  subject.gauge(
    'tacet_draining',
    '1 where it shuts down.',
    {},
    (set) => set({}, calls().isDraining ? 1 : 0),
    'first',
  );
  const refused = subject.counter('tacet_refused_legs_total', 'Legs that were not taken, by why.', {
    code: Object.keys(ERRORS),
  });
  const requests = subject.counter(
    'tacet_refused_requests_total',
    'Requests to the control interface that were refused, by why.',
    { code: Object.keys(ERRORS) },
  );
  const dropped = subject.counter(
    'tacet_dropped_connections_total',
    'Connections that were closed as they came, because there were too many in all (`limits.connections`), or of one address (`limits.connectionsPerAddress`).',
    { reason: DROP_REASONS },
  );
  const unauthorised = subject.counter(
    'tacet_auth_failures_total',
    'Credentials or signatures that were missing or wrong.',
    { surface: SURFACES },
  );
  const dialled = subject.counter('tacet_dial_attempts_total', 'Attempts to reach the other party.', {
    outcome: ['open', 'failed'],
  });
  subject.gauge(
    'tacet_certificate_expiry_timestamp_seconds',
    'When the certificates that the server shows end (Unix time).',
    { certificate: 'what it is for' },
    (set) => {
      for (const { name, expiresAt } of certificates())
        set({ certificate: name }, expiresAt.getTime() / 1_000);
    },
  );

  subject.counted(
    'tacet_webhooks_total',
    'Webhooks: events that were delivered, attempts that failed, and events that were given up (dead letters).',
    { outcome: WEBHOOK_OUTCOMES },
    (set) => {
      const { delivered, failures, dead } = webhooks();
      set({ outcome: 'delivered' }, delivered);
      set({ outcome: 'failed' }, failures);
      set({ outcome: 'dead' }, dead);
    },
  );
  subject.gauge('tacet_webhooks_waiting', 'Events that wait to be delivered.', {}, (set) =>
    set({}, webhooks().queued),
  );
  subject.counted(
    'tacet_trace_spans_total',
    'Spans of traces; failed: not taken; dropped: too many waited.',
    { outcome: SPAN_OUTCOMES },
    (set) => {
      for (const outcome of SPAN_OUTCOMES) set({ outcome }, spans()?.[outcome] ?? 0);
    },
  );
  subject.gauge('tacet_trace_spans_waiting', 'Spans that wait to be sent.', {}, (set) =>
    set({}, spans()?.waiting ?? 0),
  );

  return {
    refused: (code, surface) => {
      if (surface === 'bridge') refused({ code });
      else requests({ code });
      if (ERRORS[code].status === UNAUTHORISED) unauthorised({ surface });
    },
    dropped: (reason) => dropped({ reason }),
    dialled: (isOpen) => dialled({ outcome: isOpen ? 'open' : 'failed' }),
  };
};
