import { getEventListeners } from 'node:events';
import { describe, expect, it } from '@jest/globals';

import { ManualClock } from './clock.js';
import { Deadline } from './deadline.js';

describe('a deadline', () => {
  it('ends a request whose time is up', () => {
    const clock = new ManualClock();
    const deadline = new Deadline(clock, 1_000, new AbortController().signal);

    clock.advance(999);
    expect(deadline.signal.aborted).toBe(false);
    clock.advance(1);

    expect([deadline.signal.aborted, deadline.isLate]).toEqual([true, true]);
  });

  it('ends it when its owner closes, or has closed before', () => {
    const owner = new AbortController();
    const before = new Deadline(new ManualClock(), 1_000, owner.signal);
    owner.abort();
    const after = new Deadline(new ManualClock(), 1_000, owner.signal);

    for (const { signal, isLate } of [before, after]) expect([signal.aborted, isLate]).toEqual([true, false]);
  });

  it('leaves nothing with clock or owner once the request is over', () => {
    const clock = new ManualClock();
    const owner = new AbortController();
    for (let i = 0; i < 3; i++) new Deadline(clock, 1_000, owner.signal).cancel();

    expect(clock.pending).toBe(0);
    expect(getEventListeners(owner.signal, 'abort')).toEqual([]);
  });
});
