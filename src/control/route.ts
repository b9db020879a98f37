/**
 * Where the other party of a call is found: the first route that matches a leg which joins.
 *
 * A call that no route matches waits for its other leg to join by itself.
 */
import type { Via } from '../call/connection.js';
import type { Tells } from '../core/taken-number.js';
import type { LegRole } from '../core/ids.js';
import type { Joining } from '../protocol/protocol.js';

export interface Route {
  /** All that are given must be so. */
  readonly match: {
    readonly protocol?: string | undefined;
    readonly tenant?: string | undefined;
    /** The number or name called; a star at the end stands for any rest. */
    readonly called?: string | undefined;
    readonly leg?: LegRole | undefined;
  };
  readonly to: {
    /** `{callId}`, `{leg}`, `{codec}`, `{rate}` and `{called}` stand for those of the call. */
    readonly url: string;
    /** Undefined: that of the leg that joined. */
    readonly protocol?: string | undefined;
    /** Whether messages that carry no audio pass unchanged; where both sides speak one protocol they do. */
    readonly transparent?: boolean | undefined;
    readonly headers: Readonly<Record<string, string>>;
    /** What the protocol's own signature or token is made with. */
    readonly secret?: string | undefined;
    readonly attempts: number;
    readonly timeoutMs: number;
    /** How much the other party is told, in messages of Tacet's own, of what it is spared. */
    readonly tells: Tells;
  };
}

export const routeFor = (routes: readonly Route[], via: Via, joining: Joining): Route | undefined =>
  routes.find(({ match }) => {
    const { protocol, tenant, called, leg } = match;
    return (
      (protocol === undefined || protocol === via.protocol) &&
      (tenant === undefined || tenant === via.tenant) &&
      (called === undefined || matches(called, joining.called)) &&
      (leg === undefined || joining.tracks.some(({ role }) => role === leg))
    );
  });

const matches = (pattern: string, value: string | undefined): boolean => {
  if (value === undefined) return false;
  return pattern.endsWith('*') ? value.startsWith(pattern.slice(0, -1)) : value === pattern;
};
