import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { DAY_MS, dueOf, type Due } from './due.js';
import { anyRetention } from '../../test/any-policy.js';

const ORDER: readonly Due[] = ['nothing', 'transcript', 'call', 'ledger'];
const anyTime = fc.nat(2_000 * DAY_MS);
const fact = fc.tuple(anyRetention).map(([{ days, transcriptDays, ledgerDays }]) => ({
  days: days ?? null,
  transcriptDays: transcriptDays ?? null,
  ledgerDays: ledgerDays ?? null,
}));

describe('what is due', () => {
  it('is never taken back as time goes on', () => {
    fc.assert(
      fc.property(fact, anyTime, anyTime, anyTime, (retention, ended, a, b) => {
        const [sooner, later] = [Math.min(a, b), Math.max(a, b)];
        const [first, second] = [sooner, later].map((now) => ORDER.indexOf(dueOf(ended, retention, now)));
        expect(first).toBeLessThanOrEqual(second ?? -1);
      }),
    );
  });

  it('goes at its day and not a millisecond before', () => {
    fc.assert(
      fc.property(fact, anyTime, (retention, ended) => {
        const at = (days: number, ms: number): Due => dueOf(ended, retention, ended + days * DAY_MS + ms);
        const { days, transcriptDays, ledgerDays } = retention;
        if (transcriptDays !== null) expect(at(transcriptDays, -1)).toBe('nothing');
        if (transcriptDays !== null) expect(at(transcriptDays, 0)).not.toBe('nothing');
        if (days !== null) expect(['nothing', 'transcript']).toContain(at(days, -1));
        if (days !== null) expect(['call', 'ledger']).toContain(at(days, 0));
        if (ledgerDays !== null) expect(at(ledgerDays, -1)).not.toBe('ledger');
        if (ledgerDays !== null) expect(at(ledgerDays, 0)).toBe('ledger');
      }),
    );
  });

  it('is nothing where nothing is said of it', () => {
    const never = { days: null, transcriptDays: null, ledgerDays: null };

    expect(dueOf(0, never, Number.MAX_SAFE_INTEGER)).toBe('nothing');
  });
});
