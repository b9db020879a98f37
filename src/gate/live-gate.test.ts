import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { LiveGate, type LiveState } from './live-gate.js';
import type { Policy } from './policy.js';
import { entitiesNamed, PAYMENT_FOR_ALL } from '../core/audience.js';
import { PASS, type Belief, type Finding } from '../core/finding.js';
import { newFindingId, type LegRole } from '../core/ids.js';
import { FOREVER, intersect, isEmpty, overlaps, span, type Span } from '../core/span.js';
import { ticks } from '../core/units.js';

const FRAME = 960;
const POLICY: Policy = {
  lookAhead: ticks(0),
  blindAfter: ticks(5 * FRAME),
  whenBlind: 'mask',
  lateAfter: ticks(3 * FRAME),
  clearanceLimit: ticks(100 * FRAME),
  masked: PAYMENT_FOR_ALL,
};

interface Change {
  readonly from: LiveState;
  readonly to: LiveState;
  readonly at: number;
}

const arrange = (policy: Partial<Policy> = {}, hears = false) => {
  const changes: Change[] = [];
  const gate = new LiveGate({ ...POLICY, ...policy }, 'agent', hears, {
    state: (from, to, at) => changes.push({ from, to, at }),
  });
  return { gate, changes };
};

const finding = (at: Span, belief: Belief = 'suspected', id = newFindingId()): Finding => ({
  id,
  leg: 'caller',
  belief,
  entity: 'pan',
  span: at,
  score: 1,
  cause: 'digit-run',
  decidedAt: at.from,
  settled: false,
});

const frameSpan = (n: number): Span => span(n * FRAME, (n + 1) * FRAME);

/** Decides frame `n` as if nothing had come in after it. */
const decide = (gate: LiveGate, n: number) => gate.decide(frameSpan(n), ticks((n + 1) * FRAME));

describe('the live gate', () => {
  it('passes what nothing speaks against, and stays open', () => {
    const { gate, changes } = arrange();

    expect([0, 1, 2].map((n) => decide(gate, n))).toEqual([PASS, PASS, PASS]);

    expect(gate.state).toBe('open');
    expect(gate.decidedTo).toBe(3 * FRAME);
    expect(changes).toEqual([]);
  });

  it('masks what nobody has heard, though the tap is back before it is due', () => {
    const { gate } = arrange({ lookAhead: ticks(4 * FRAME) }, true);
    const due = (n: number) => {
      gate.heard(ticks((n + 5) * FRAME));
      return gate.decide(frameSpan(n), ticks((n + 5) * FRAME)).kind;
    };

    gate.tapLost(true);
    gate.unheard(span(1.5 * FRAME, 3 * FRAME));
    gate.tapLost(false);

    expect([0, 1, 2, 3].map(due)).toEqual(['pass', 'mask', 'mask', 'pass']);
  });

  it('stays blind after what nobody has heard until the tap has heard beyond it', () => {
    const { gate } = arrange({}, true);
    gate.heard(ticks(FRAME));
    gate.unheard(span(FRAME, 3 * FRAME));

    const kinds = [3, 4].map((n) => decide(gate, n).kind);
    gate.heard(ticks(3 * FRAME));

    expect([...kinds, decide(gate, 5).kind]).toEqual(['mask', 'mask', 'pass']);
  });

  it('masks every frame that a finding touches, and no other', () => {
    const { gate, changes } = arrange();
    gate.find(finding(span(2 * FRAME - 1, 3 * FRAME + 1)));

    const kinds = [0, 1, 2, 3, 4].map((n) => decide(gate, n).kind);

    expect(kinds).toEqual(['pass', 'mask', 'mask', 'mask', 'pass']);
    expect(changes).toEqual([
      { from: 'open', to: 'closed', at: FRAME },
      { from: 'closed', to: 'open', at: 4 * FRAME },
    ]);
  });

  it('names the entity of the finding', () => {
    const { gate } = arrange();
    gate.find({ ...finding(frameSpan(0)), entity: 'cvv' });

    expect(decide(gate, 0)).toEqual({ kind: 'mask', reason: 'cvv' });
  });

  it('stays closed while a finding is open, and opens where it is given an end', () => {
    const { gate } = arrange();
    const open = finding(span(FRAME, FOREVER));
    gate.find(open);
    const before = [0, 1, 2].map((n) => decide(gate, n).kind);

    gate.find({ ...open, span: span(FRAME, 4 * FRAME) });

    expect([...before, ...[3, 4].map((n) => decide(gate, n).kind)]).toEqual([
      'pass',
      'mask',
      'mask',
      'mask',
      'pass',
    ]);
  });

  it('says that it is armed while a secret is likely, and passes', () => {
    const { gate, changes } = arrange();
    gate.arm(true);
    const armed = decide(gate, 0);
    gate.arm(false);
    decide(gate, 1);

    expect(armed).toEqual(PASS);
    expect(changes.map(({ to }) => to)).toEqual(['armed', 'open']);
  });

  it('counts what had passed before a finding came', () => {
    const { gate } = arrange();
    for (const n of [0, 1, 2]) decide(gate, n);
    gate.find(finding(span(FRAME, FOREVER)));
    decide(gate, 3);

    expect(gate.leaked(span(1.5 * FRAME, 4 * FRAME))).toBe(1.5 * FRAME);
    expect(gate.leaks(span(1.5 * FRAME, 4 * FRAME))).toEqual([span(1.5 * FRAME, 3 * FRAME)]);
  });

  it('obeys every finding that comes before a frame is due, whichever, and masks nothing else', () => {
    const place = fc.integer({ min: 0, max: 30 * FRAME });
    const events = fc.array(
      fc.record({
        beforeFrame: fc.nat({ max: 29 }),
        finding: fc.nat({ max: 5 }),
        belief: fc.constantFrom<Belief[]>('suspected', 'confirmed', 'withdrawn'),
        from: place,
        length: fc.oneof(fc.integer({ min: 1, max: 5 * FRAME }), fc.constant(Infinity)),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(events, fc.nat({ max: 10 }), (list, framesAhead) => {
        const { gate } = arrange();
        const ids = Array.from({ length: 6 }, newFindingId);
        const believed = new Map<number, Span>();
        const passed: Span[] = [];

        for (let n = 0; n < 30; n++) {
          for (const e of list.filter((event) => event.beforeFrame === n)) {
            const at = span(e.from, Math.min(FOREVER, e.from + e.length));
            gate.find(finding(at, e.belief, ids[e.finding]));
            if (e.belief === 'withdrawn') believed.delete(e.finding);
            else believed.set(e.finding, at);
          }
          const frame = frameSpan(n);
          const verdict = gate.decide(frame, ticks(frame.to + framesAhead * FRAME));

          const isCovered = [...believed.values()].some((at) => overlaps(at, frame));
          expect(verdict.kind).toBe(isCovered ? 'mask' : 'pass');
          if (verdict.kind === 'pass') passed.push(frame);
        }
        for (const at of believed.values()) {
          const parts = passed.map((p) => intersect(p, at)).filter((p) => !isEmpty(p));
          expect(gate.leaked(at)).toBe(parts.reduce((sum, p) => sum + (p.to - p.from), 0));
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a live gate that needs the speech tap', () => {
  it('goes blind when the tap is late, and sees again when it has caught up', () => {
    const { gate, changes } = arrange({}, true);

    const kinds = [0, 4, 5].map((n) => decide(gate, n).kind);
    gate.heard(ticks(6 * FRAME));

    expect([...kinds, decide(gate, 6).kind]).toEqual(['pass', 'pass', 'mask', 'pass']);
    expect(changes).toEqual([
      { from: 'open', to: 'blind', at: 5 * FRAME },
      { from: 'blind', to: 'open', at: 6 * FRAME },
    ]);
  });

  it('goes blind at once when the tap is lost, and not again when it is back', () => {
    const { gate } = arrange({}, true);
    gate.heard(ticks(100 * FRAME));
    gate.tapLost(true);

    const lost = decide(gate, 0);
    gate.tapLost(false);

    expect(lost).toEqual({ kind: 'mask', reason: 'blind' });
    expect(decide(gate, 1)).toEqual(PASS);
  });

  it('passes while blind only where the policy says so by name, and then still masks what was found', () => {
    const { gate } = arrange({ whenBlind: 'pass' }, true);
    gate.tapLost(true);
    gate.find(finding(frameSpan(1)));

    expect([0, 1, 2].map((n) => decide(gate, n).kind)).toEqual(['pass', 'mask', 'pass']);
    expect(gate.state).toBe('blind');
  });

  it('leaves it to the findings what to mask where the policy goes by cadence', () => {
    const { gate } = arrange({ whenBlind: 'cadence' }, true);
    gate.tapLost(true);
    gate.find({ ...finding(frameSpan(1)), entity: 'digits', cause: 'cadence' });

    expect([0, 1, 2].map((n) => decide(gate, n).kind)).toEqual(['pass', 'mask', 'pass']);
  });

  it('hears no further than it did when a tap goes back', () => {
    const { gate } = arrange({}, true);
    gate.heard(ticks(10 * FRAME));
    gate.heard(ticks(2 * FRAME));

    expect(decide(gate, 14)).toEqual(PASS);
  });

  it('never passes a frame while the tap is lost or too far behind the audio', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('heard' as const), frames: fc.integer({ min: 0, max: 40 }) }),
      fc.record({ kind: fc.constant('lost' as const), lost: fc.boolean() }),
      fc.record({ kind: fc.constant('armed' as const), armed: fc.boolean() }),
      fc.record({ kind: fc.constant('frame' as const), ahead: fc.integer({ min: 0, max: 12 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { gate } = arrange({}, true);
        let heardTo = 0;
        let lost = false;
        let n = 0;

        for (const s of steps) {
          switch (s.kind) {
            case 'heard':
              gate.heard(ticks(s.frames * FRAME));
              heardTo = Math.max(heardTo, s.frames * FRAME);
              break;
            case 'lost':
              gate.tapLost(s.lost);
              lost = s.lost;
              break;
            case 'armed':
              gate.arm(s.armed);
              break;
            case 'frame': {
              const head = (n + 1 + s.ahead) * FRAME;
              const isBlind = lost || head - heardTo > POLICY.blindAfter;
              expect(gate.decide(frameSpan(n), ticks(head)).kind).toBe(isBlind ? 'mask' : 'pass');
              expect(gate.state === 'blind').toBe(isBlind);
              n++;
            }
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the live gate of a hearer', () => {
  const masked = { ...PAYMENT_FOR_ALL, agent: entitiesNamed(['payment', 'phone']) };
  const heardBy = (hearer: LegRole): LiveGate =>
    new LiveGate({ ...POLICY, masked }, hearer, false, { state: () => undefined });

  it('masks what that party is to be spared, and passes it to the other', () => {
    const phone: Finding = { ...finding(frameSpan(0)), entity: 'phone' };
    const [agent, caller] = [heardBy('agent'), heardBy('caller')];

    for (const gate of [agent, caller]) gate.find(phone);

    expect(decide(agent, 0)).toEqual({ kind: 'mask', reason: 'phone' });
    expect(decide(caller, 0)).toEqual(PASS);
    expect([agent.spares(phone), caller.spares(phone)]).toEqual([true, false]);
  });

  it('opens when a suspicion turns out to be nothing that it is spared', () => {
    const gate = heardBy('caller');
    const digits = { ...finding(span(0, FOREVER)), entity: 'digits' } as const;

    gate.find(digits);
    const before = decide(gate, 0);
    gate.find({ ...digits, entity: 'phone' });

    expect([before, decide(gate, 1)]).toEqual([{ kind: 'mask', reason: 'digits' }, PASS]);
  });
});
