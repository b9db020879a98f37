/**
 * What the front of a server and its processes tell each other, over the channel that Node keeps between them. Sockets go
 * one way only, down, each beside its `take`.
 *
 *     front  start --------------------------> process
 *            <------------------------- ready
 *            take (and a socket) ------------>            a leg
 *            <-- taken, began, settled, ended             where it got to
 *            ask  -------------------------->
 *            <------------------------- answer            the control API, metrics, a new policy
 *            <-------------------- state, news            once a second; what happens in calls
 *            levels ------------------------>
 *            <---------------------- levels               of calls that somebody asks about
 *            drain, hurry ------------------->
 */
import type { z } from 'zod';

import type { Config } from '../config.js';
import type { MetricJson } from '../metrics/merged.js';
import type { CallDesk } from '../../control/api/call-desk.js';
import type { CallSummary } from '../../control/api/call-view.js';
import type { CallNews } from '../../control/api/event.js';
import type { HandedLeg } from '../../control/front/handed-leg.js';
import type { ErrorCode } from '../../core/errors.js';
import type { CallId } from '../../core/ids.js';

type AboutCalls = Omit<CallDesk, 'list'>;

/** What a process can be asked: arguments and answer. */
export type Questions = {
  readonly [Name in keyof AboutCalls]: {
    readonly asked: Parameters<AboutCalls[Name]>;
    readonly answer: Awaited<ReturnType<AboutCalls[Name]>>;
  };
} & {
  readonly list: { readonly asked: []; readonly answer: readonly z.output<typeof CallSummary>[] };
  /** Whether it still writes to what is kept under this name. */
  readonly writes: { readonly asked: [name: string]; readonly answer: boolean };
  readonly metrics: { readonly asked: []; readonly answer: readonly MetricJson[] };
  /** Whether it is in force. */
  readonly policy: { readonly asked: [config: Config]; readonly answer: boolean };
};
export type Question = keyof Questions;

/** One question with its arguments. */
export type Asked = {
  readonly [Name in Question]: { readonly name: Name; readonly asked: Questions[Name]['asked'] };
}[Question];

/** Ids of calls as somebody asks for them; there need be no such calls. */
export type LevelsAsked = 'all' | readonly string[];

export interface ProcessState {
  /** Why nobody should be sent here; undefined where new calls are taken. */
  readonly unready: string | undefined;
  /** No new call can be taken. */
  readonly isShort: boolean;
}

export type ToProcess =
  /** @param policy the one in force, where it is no longer that of `config` */
  | { readonly kind: 'start'; readonly config: Config; readonly policy: Config | undefined }
  | { readonly kind: 'take'; readonly leg: HandedLeg }
  | { readonly kind: 'ask'; readonly id: number; readonly question: Asked }
  /** Of which calls levels are asked for, until it says otherwise. */
  | { readonly kind: 'levels'; readonly asked: LevelsAsked }
  | { readonly kind: 'drain'; readonly graceMs: number }
  | { readonly kind: 'hurry' };

export type FromProcess =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly detail: string | undefined }
  | { readonly kind: 'state'; readonly state: ProcessState }
  /** The socket has arrived. */
  | { readonly kind: 'taken' }
  | { readonly kind: 'began'; readonly call: CallId }
  | { readonly kind: 'settled'; readonly call: CallId }
  | { readonly kind: 'ended'; readonly call: CallId }
  | { readonly kind: 'news'; readonly news: CallNews }
  /** The same for what is not kept. */
  | { readonly kind: 'levels'; readonly news: CallNews }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | {
      readonly kind: 'refusal';
      readonly id: number;
      readonly code: ErrorCode;
      readonly detail: string | undefined;
    };
