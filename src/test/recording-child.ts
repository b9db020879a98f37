/**
 * A process that records until it is killed: `node recording-child.js STORE RECIPIENT LEDGER_KEY_FILE`. STORE is a
 * folder, or the settings of a store in JSON.
 *
 * Writes a dot to standard output for each piece of audio; says on both legs what `sampleAt` says, and masks some.
 */
import { once } from 'node:events';

import { systemClock } from '../core/clock.js';
import { PAYMENT_FOR_ALL } from '../core/audience.js';
import { LEG_ROLES, parseCallId, type CallId } from '../core/ids.js';
import { span } from '../core/span.js';
import { samplesToTicks, ticks } from '../core/units.js';
import { createFill } from '../media/fill.js';
import { CallRecord } from '../sink/call-record.js';
import { ensureLedgerKey } from '../sink/ledger/ledger-key.js';
import { SealedCall } from '../sink/sealing/sealed-call.js';
import { createStore, StoreSettings } from '../sink/stores/registry.js';
import { isMaskedPiece, PIECE, RATE_HZ, sampleAt, SEEDS } from './recording-pattern.js';
import { SOME_POLICY } from './policy-fact.js';

const [, , where = '', recipient = '', keyFile = ''] = process.argv;
const fail = (error: unknown): never => {
  throw error;
};
const settings = StoreSettings.parse(
  where.startsWith('{') ? JSON.parse(where) : { kind: 'folder', directory: where },
);
const store = createStore(settings, { clock: systemClock, onObserverError: fail });
await store.open();
const call = parseCallId('call') as CallId;
const sealed = new SealedCall({
  folder: store.create(call),
  recipients: [recipient],
  ledgerKey: await ensureLedgerKey(keyFile),
  ledger: {
    ...SOME_POLICY,
    fill: { kind: 'comfort-noise', levelDbov: null, seeds: SEEDS },
  },
  clock: systemClock,
  segmentMs: 5,
  onBroken: fail,
});
const record = new CallRecord({
  call,
  rateHz: RATE_HZ,
  lookAhead: ticks(0),
  masked: PAYMENT_FOR_ALL,
  open: (name) => sealed.file(name),
  ledger: sealed.ledger,
});
record.begin({ language: 'en', startedAt: new Date(0) });
for (const leg of LEG_ROLES) record.origin(leg, ticks(0));
for (let piece = 0; ; piece++) {
  const from = piece * PIECE;
  const place = span(samplesToTicks(from, RATE_HZ), samplesToTicks(from + PIECE, RATE_HZ));
  for (const leg of LEG_ROLES) {
    const pcm = Int16Array.from({ length: PIECE }, (_, i) => sampleAt(leg, from + i));
    const isMasked = isMaskedPiece(leg, piece);
    if (isMasked) createFill({ kind: 'comfort-noise', rateHz: RATE_HZ, seed: SEEDS[leg] }).write(pcm, from);
    record.audio(leg, RATE_HZ, { span: place, mask: isMasked ? 'pan' : undefined }, pcm);
    record.words(leg, [{ text: `marmalade${String(piece)}`, span: place }]);
    record.cleared(leg, place.to);
  }
  if (!process.stdout.write('.')) await once(process.stdout, 'drain');
  // No faster than a disk takes it: audio has a pace, and a queue that is full breaks a file.
  await new Promise((resolve) => setTimeout(resolve, 1));
}
