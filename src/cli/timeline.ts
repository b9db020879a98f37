/**
 * The timeline of a call on a terminal: one line an event, as it happens, in words that need no manual.
 *
 *     0:09.9  caller  the caller is now muted for the agent: a number may be coming
 *     0:25.1  caller  [PAN] masked in recording and transcript from 0:09.8 to 0:17.9; the agent heard none of it
 *
 * Times and durations are the only numbers in it. Observes a call; never changes it.
 */
import { styleText } from 'node:util';

import {
  isAboutNothing,
  joined,
  maskedMsOf,
  ONE_NUMBER_MS,
  type CallReport,
} from '../app/picture/call-picture.js';
import type { CallEvents } from '../call/call.js';
import type { Emitter } from '../core/events.js';
import { ENTITIES, type Finding } from '../core/finding.js';
import { otherRole, type FindingId, type LegRole } from '../core/ids.js';
import { ticks, ticksToMillis } from '../core/units.js';
import { TOKENS } from '../sink/transcript.js';

const STYLES = { alarm: 'red', mask: 'yellow', kept: 'green', quiet: 'gray', plain: 'reset' } as const;
type Style = keyof typeof STYLES;

export interface TimelineOptions {
  readonly write: (line: string) => void;
  readonly colour: boolean;
}

/** Whether this stream shows colours: a terminal that can, and nobody has set NO_COLOR. */
export const showsColour = (stream: NodeJS.WriteStream): boolean => stream.isTTY && stream.hasColors();

const DEAF: Readonly<Record<LegRole, string>> = {
  caller: 'the caller is now muted for the agent',
  agent: 'the agent is now muted for the caller',
};

/** Prints what happens in a call until it ends. */
export const followCall = (events: Emitter<CallEvents>, options: TimelineOptions): void => {
  const closed = new Set<LegRole>();
  const cards = new Set<FindingId>();
  let told: Finding | undefined;
  let latest = 0;
  const line = (at: number, leg: string, what: string, style: Style): void => {
    latest = Math.max(latest, at);
    const styled = options.colour ? styleText(STYLES[style], what, { validateStream: false }) : what;
    options.write(`${clock(ticksToMillis(ticks(latest)))}  ${leg.padEnd(6)}  ${styled}`);
  };
  events.on('state', ({ to }) => {
    if (to === 'live')
      line(latest, 'call', 'connected: both hear each other, and Tacet listens along', 'plain');
    if (to === 'draining') line(latest, 'call', 'hung up: hearing the rest out', 'quiet');
  });
  events.on('heard', ({ head }) => void (latest = Math.max(latest, head)));
  events.on('armed', ({ armed }) =>
    line(
      latest,
      'call',
      armed ? 'on guard: there is talk of a payment, the next digit is muted' : 'no longer on guard',
      armed ? 'plain' : 'quiet',
    ),
  );
  events.on('gate', ({ leg, to, at }) => {
    if (to === 'blind') {
      line(at, leg, `${DEAF[leg]}: the recogniser is late, and nothing unheard may pass`, 'alarm');
      closed.add(leg);
    } else if (to === 'closed') {
      if (!closed.has(leg)) line(at, leg, `${DEAF[leg]}: a number may be coming`, 'mask');
      closed.add(leg);
    } else if (closed.delete(leg)) {
      line(at, leg, `the ${otherRole(leg)} hears the ${leg} again`, 'plain');
    }
  });
  events.on('finding', ({ finding, leakedTicks }) => {
    if (isLikelyCard(finding) && !cards.has(finding.id)) {
      cards.add(finding.id);
      line(finding.decidedAt, finding.leg, 'sounds like a card number', 'mask');
    }
    if (!finding.settled || isAboutNothing({ ...finding, verdict: verdictOf(finding) })) return;
    if (goesOn(finding, told) && leakedTicks === 0) {
      told = finding;
      return;
    }
    if (finding.belief === 'confirmed') told = finding;
    line(finding.decidedAt, finding.leg, ...settled(finding, ticksToMillis(ticks(leakedTicks))));
  });
  events.on('unheard', ({ leg, span }) =>
    line(span.to, leg, `masked in the recording ${stretch(span)}: nobody could listen to it`, 'alarm'),
  );
  events.on('ended', () => line(latest, 'call', 'ended: the recording is sealed', 'plain'));
};

/** One more key of a number that was told already. */
const goesOn = ({ leg, entity, belief, span }: Finding, before: Finding | undefined): boolean =>
  belief === 'confirmed' &&
  before?.leg === leg &&
  before.entity === entity &&
  ticksToMillis(ticks(span.from - before.span.to)) <= ONE_NUMBER_MS;

/** Not settled yet, but as many digits as it takes. */
const isLikelyCard = ({ settled: isOver, belief, entity, score }: Finding): boolean =>
  !isOver && belief !== 'withdrawn' && entity === 'pan' && score >= 1;

const verdictOf = ({ belief }: Finding): 'masked' | 'withdrawn' =>
  belief === 'withdrawn' ? 'withdrawn' : 'masked';

const settled = (finding: Finding, leakedMs: number): [string, Style] => {
  const { leg, entity, span } = finding;
  if (finding.belief === 'withdrawn') {
    return [`withdrawn: innocent number, kept in the recording ${stretch(span)}`, 'kept'];
  }
  const heard =
    leakedMs < 1
      ? `the ${otherRole(leg)} heard none of it`
      : `the ${otherRole(leg)} heard ${leakedMs.toFixed(0)} ms of that stretch`;
  return [
    `${TOKENS[entity]} masked in recording and transcript ${stretch(span)}; ${heard}`,
    leakedMs < 1 ? 'kept' : 'mask',
  ];
};

const stretch = ({ from, to }: Finding['span']): string =>
  `from ${clock(ticksToMillis(from))} to ${clock(ticksToMillis(to))}`;

/** m:ss.t */
export const clock = (ms: number): string => {
  const tenths = Math.round(ms / 100);
  const seconds = (Math.floor(tenths / 10) % 60).toString().padStart(2, '0');
  return `${Math.floor(tenths / 600)}:${seconds}.${tenths % 10}`;
};

/** What a call came to, in two lines. */
export const summaryOf = ({ spans, leakedMs }: Pick<CallReport, 'spans' | 'leakedMs'>): readonly string[] => {
  const { secrets: secretsMs, unheard: unheardMs } = maskedMsOf(spans);
  const secrets = joined(spans).filter(
    ({ verdict, kind }) => verdict === 'masked' && (ENTITIES as readonly string[]).includes(kind),
  ).length;
  const found = secrets === 1 ? '1 secret' : `${secrets} secrets`;
  const unheard =
    unheardMs < 1 ? '' : `; ${(unheardMs / 1_000).toFixed(1)} s more, because nobody had heard it in time`;
  return [
    leakedMs < 1
      ? `Live: ${found} found; the other party heard nothing of it.`
      : `Live: ${found} found; ${leakedMs.toFixed(0)} ms of it got through before the gate closed.`,
    `Recording: ${(secretsMs / 1_000).toFixed(1)} s masked, from the first digit to the last${unheard}.`,
  ];
};
