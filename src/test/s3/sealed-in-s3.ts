/** A call that is sealed into a store, part by part, without a recogniser or a socket. */
import { PAYMENT_FOR_ALL } from '../../core/audience.js';
import type { Clock } from '../../core/clock.js';
import type { TacetError } from '../../core/errors.js';
import { LEG_ROLES, parseCallId, type CallId } from '../../core/ids.js';
import { span } from '../../core/span.js';
import { samplesToTicks, ticks } from '../../core/units.js';
import { CallRecord } from '../../sink/call-record.js';
import type { LedgerKey } from '../../sink/ledger/ledger-key.js';
import { SealedCall } from '../../sink/sealing/sealed-call.js';
import type { CallFolder, Store } from '../../sink/stores/store.js';
import { RATE_HZ, SEEDS } from '../recording-pattern.js';
import { SOME_POLICY } from '../policy-fact.js';

export const SEGMENT_MS = 10_000;

export interface SealingOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly recipient: string;
  readonly ledgerKey: LedgerKey;
}

export class Sealing {
  readonly folder: CallFolder;
  /** Files of which something was lost. */
  readonly broken: TacetError[] = [];
  readonly #record: CallRecord;
  #samples = 0;

  constructor(id: string, { store, clock, recipient, ledgerKey }: SealingOptions) {
    const call = parseCallId(id) as CallId;
    this.folder = store.create(call);
    const sealed = new SealedCall({
      folder: this.folder,
      recipients: [recipient],
      ledgerKey,
      ledger: { ...SOME_POLICY, fill: { kind: 'comfort-noise', levelDbov: null, seeds: SEEDS } },
      clock,
      segmentMs: SEGMENT_MS,
      onBroken: (error) => this.broken.push(error),
    });
    this.#record = new CallRecord({
      call,
      rateHz: RATE_HZ,
      lookAhead: ticks(0),
      masked: PAYMENT_FOR_ALL,
      open: (name) => sealed.file(name),
      ledger: sealed.ledger,
      done: () => this.folder.done(),
    });
    this.#record.begin({ language: 'en', startedAt: new Date(0) });
    for (const leg of LEG_ROLES) this.#record.origin(leg, ticks(0));
  }

  /** So much audio of both legs, and a word; what of it is sealed, and when, is for the clock to say. */
  hear(seconds: number): void {
    const from = this.#samples;
    const to = from + seconds * RATE_HZ;
    this.#samples = to;
    const place = span(samplesToTicks(from, RATE_HZ), samplesToTicks(to, RATE_HZ));
    for (const leg of LEG_ROLES) {
      this.#record.audio(leg, RATE_HZ, { span: place, mask: undefined }, new Int16Array(to - from).fill(7));
      this.#record.words(leg, [{ text: 'marmalade', span: place }]);
      this.#record.cleared(leg, place.to);
    }
  }

  end(): Promise<void> {
    return this.#record.seal({ caller: {}, agent: {} });
  }
}
