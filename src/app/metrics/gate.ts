/** Metrics of what is masked for whom, why, how soon, and of what got out. */
import type { Census } from './census.js';
import type { Subject } from './metrics-registry.js';
import type { MetricSources, Watch } from './sources.js';
import type { Call } from '../../call/call.js';
import { BRANCHES, type Branch } from '../../call/leaked-digits.js';
import { CAUSES, ENTITIES, type Finding } from '../../core/finding.js';
import { LEG_ROLES, otherRole } from '../../core/ids.js';
import { TICKS_PER_SECOND } from '../../core/units.js';
import { LIVE_STATES } from '../../gate/live-gate.js';

/** The longest card number (ISO/IEC 7812-1). */
const LAST_POSITION = 19;
const BEYOND = `${String(LAST_POSITION + 1)}+`;
const POSITIONS = [...Array.from({ length: LAST_POSITION }, (_, i) => String(i + 1)), BEYOND];
const DELAYS = [0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1.2, 2, 3, 5, 8];

const seconds = (ticks: number): number => ticks / TICKS_PER_SECOND;

export const addGateMetrics = (subject: Subject, { census, reloads }: MetricSources): Watch => {
  subject.gauge('tacet_live_gates', 'Live gates by state.', { state: LIVE_STATES }, (set) => {
    for (const [state, count] of census.present.gateStates) set({ state }, count);
  });
  const masks = subject.counter(
    'tacet_masks_total',
    'Secrets found and settled, by the branch they were masked in.',
    { branch: BRANCHES, entity: ENTITIES, cause: CAUSES },
    { hasExemplars: true },
  );
  const withdrawn = subject.counter(
    'tacet_withdrawn_masks_total',
    'Suspicions that came to nothing.',
    { entity: ENTITIES, cause: CAUSES },
    { hasExemplars: true },
  );
  const withdrawnSeconds = subject.counter(
    'tacet_withdrawn_mask_seconds_total',
    'Seconds that the other party was kept from hearing for a suspicion that came to nothing.',
    {},
  );
  const leakedDigits = subject.counter(
    'tacet_leaked_digits_total',
    'Digits of confirmed secrets that had got out before they were known to be one, by their place in the number. A digit counts where a quarter of it was let through; those that nobody recognised as digits are not known, and not counted.',
    { branch: BRANCHES, position: POSITIONS },
    { hasExemplars: true },
  );
  const leakedSeconds = subject.counter(
    'tacet_leaked_seconds_total',
    'Seconds of confirmed secrets, with what was masked around them, that the other party had heard.',
    { entity: ENTITIES },
    { hasExemplars: true },
  );
  const delay = subject.histogram(
    'tacet_digit_to_mask_seconds',
    "Media time from the end of a secret's first digit until it was first masked. Keys are masked before they end: 0.",
    { cause: CAUSES },
    DELAYS,
  );
  addDurations(subject, census);
  addBacklog(subject, census);

  subject.counted(
    'tacet_policy_reloads_total',
    'Changed configurations, by whether they are in force.',
    { outcome: ['done', 'refused'] },
    (set) => {
      set({ outcome: 'done' }, reloads().done);
      set({ outcome: 'refused' }, reloads().refused);
    },
    'first',
  );

  const branchesOf = ({ leg, entity }: Finding, { isRecorded, policy: { spared } }: Call): Branch[] =>
    BRANCHES.filter((branch) =>
      branch === 'live'
        ? spared[otherRole(leg)].has(entity)
        : isRecorded === true && spared[branch].has(entity),
    );
  return (call) => {
    const { traceId } = call;
    const isShadow = call.policy.gate.isShadow === true;
    call.events.on('finding', ({ finding, leakedTicks }) => {
      const { entity, cause, belief, settled } = finding;
      if (!settled) return;
      if (belief === 'withdrawn') {
        withdrawn({ entity, cause }, 1, traceId);
        return;
      }
      for (const branch of branchesOf(finding, call)) masks({ branch, entity, cause }, 1, traceId);
      // What a shadow lets pass is no leak: nobody was to be spared it.
      if (leakedTicks > 0 && !isShadow) leakedSeconds({ entity }, seconds(leakedTicks), traceId);
    });
    call.events.on('measured', ({ finding, leakedDigits: leaked, delayTicks, withheldTicks }) => {
      if (delayTicks !== undefined) delay({ cause: finding.cause }, seconds(delayTicks));
      if (withheldTicks > 0) withdrawnSeconds({}, seconds(withheldTicks));
      for (const { branch, position } of leaked)
        leakedDigits({ branch, position: position > LAST_POSITION ? BEYOND : String(position) }, 1, traceId);
    });
  };
};

const addDurations = (subject: Subject, census: Census): void => {
  const sum = (
    name:
      | 'maskedTicks'
      | 'blindTicks'
      | 'shadowTicks'
      | 'withheldTicks'
      | 'unconsentedTicks'
      | 'releasedTicks'
      | 'unverifiedTicks',
  ): number => seconds(LEG_ROLES.reduce((total, leg) => total + census.legs(leg).sums[name], 0));
  subject.counted(
    'tacet_masked_seconds_total',
    'Seconds of fill: heard by the other party, or handed to the recording for a secret.',
    { branch: ['live', 'recording'] },
    (set) => {
      set({ branch: 'live' }, sum('maskedTicks'));
      set({ branch: 'recording' }, sum('withheldTicks'));
    },
  );
  subject.counted(
    'tacet_blind_seconds_total',
    'Seconds of fill that the other party heard because nobody listened.',
    {},
    (set) => set({}, sum('blindTicks')),
  );
  subject.counted(
    'tacet_shadow_seconds_total',
    'Seconds that the other party heard and would not have, were the policy no shadow.',
    {},
    (set) => set({}, sum('shadowTicks')),
  );
  subject.counted(
    'tacet_no_consent_seconds_total',
    'Seconds handed to the recording as fill because nobody had consented.',
    {},
    (set) => set({}, sum('unconsentedTicks')),
  );
  subject.counted(
    'tacet_cleared_seconds_total',
    'Seconds of audio of legs that the clearance gate let go, masked or not: what shares are taken of.',
    {},
    (set) => set({}, sum('releasedTicks')),
  );
  subject.counted(
    'tacet_unverified_seconds_total',
    'Seconds handed to the recording as fill because nobody had heard them in time.',
    {},
    (set) => set({}, sum('unverifiedTicks')),
  );
};

const addBacklog = (subject: Subject, census: Census): void => {
  subject.gauge('tacet_clearance_backlog_seconds', 'Audio of all legs that waits for clearance.', {}, (set) =>
    set({}, seconds(census.present.backlogTicks)),
  );
  subject.gauge(
    'tacet_clearance_backlog_max_seconds',
    'The same of the leg that waits longest.',
    {},
    (set) => set({}, seconds(census.present.longestBacklogTicks)),
    'max',
  );
};
