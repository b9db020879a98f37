/**
 * Who may open a media leg: whoever the protocol's own signature or secret vouches for, or a principal with the role
 * `bridge`.
 *
 * | protocol's own | `auth`  | what is needed                    |
 * | -------------- | ------- | --------------------------------- |
 * | configured     | or not  | either of them                    |
 * | not configured | is on   | a token, key or certificate       |
 * | not configured | is off  | nothing, as `serve` has warned of |
 */
import type { IncomingMessage } from 'node:http';

import type { Admission } from './admission.js';
import { certificateOf } from './client-certificate.js';
import { PerAddress } from './per-address.js';
import { tokenOfBridge } from './shown.js';
import type { BridgeEndpoint } from '../bridge-request.js';
import type { Clock } from '../../core/clock.js';
import { TacetError } from '../../core/errors.js';
import { ANYBODY_ASKING } from '../../protocol/anybody.js';

export interface LegAccessOptions {
  readonly admission: Admission;
  readonly upgradesPerSecond: number;
  readonly addressOf: (request: IncomingMessage) => string;
  readonly clock: Clock;
  /** By protocol. */
  readonly credentials: Readonly<Record<string, unknown>>;
}

/** Who may open a leg. */
export interface AdmittedLeg {
  /** Whose call it is: as the token has it, or where that is of no tenant, as the request does. */
  readonly tenant: string | undefined;
  /** Whether they have shown who they are; otherwise nobody was asked. */
  readonly isKnown: boolean;
}

const SECOND_MS = 1_000;

export class LegAccess {
  readonly #options: LegAccessOptions;
  readonly #upgrades = new PerAddress(SECOND_MS);

  constructor(options: LegAccessOptions) {
    this.#options = options;
  }

  /** @throws TacetError TACET_RATE */
  count(request: IncomingMessage): void {
    const { addressOf, clock, upgradesPerSecond } = this.#options;
    if (this.#upgrades.add(addressOf(request), clock.now()) > upgradesPerSecond)
      throw new TacetError('TACET_RATE');
  }

  /** @throws TacetError */
  async admit(message: IncomingMessage, { protocol, request }: BridgeEndpoint): Promise<AdmittedLeg> {
    const { admission, addressOf, credentials } = this.#options;
    const own = credentials[protocol.name];
    const refusal = protocol.authenticate(request, own);
    const asks = protocol.authenticate(ANYBODY_ASKING, own) !== undefined;
    if (refusal === undefined && (asks || !admission.isOn)) return { tenant: request.tenant, isKnown: asks };
    const token = tokenOfBridge(request.headers, request.query);
    const certificate = certificateOf(message.socket);
    if (!admission.isOn || (token === undefined && certificate === undefined))
      throw new TacetError(refusal ?? 'TACET_UNAUTHORISED');
    const address = addressOf(message);
    const identity = await admission.identify({ token, certificate, address }, message.headers);
    const principal = admission.admit(identity, ['bridge'], address);
    if (principal.tenant !== undefined && request.tenant !== undefined && principal.tenant !== request.tenant)
      throw new TacetError('TACET_TENANT_OTHER');
    return { tenant: principal.tenant ?? request.tenant, isKnown: true };
  }
}
