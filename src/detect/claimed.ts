/**
 * Secrets beside the card (claims.ts) as findings: suspected while they are said, confirmed by final words.
 *
 * A claim is derived anew from each hypothesis; one that is not claimed any more is withdrawn. What was settled is
 * not told again.
 */
import { claimsOf, type Claim, type ClaimContext } from './claims.js';
import type { HeardCue } from './conversation.js';
import type { Ear } from './ear.js';
import { CONFIRMS } from './entities/phrase.js';
import type { ReadItem } from './numbers/reader.js';
import { Tracked, type Reason } from './tracked.js';
import type { Entity, Finding } from '../core/finding.js';
import type { LegRole } from '../core/ids.js';
import { FOREVER, overlaps, span } from '../core/span.js';
import { millisToTicks } from '../core/units.js';

/** Into the pauses around it. */
const REACH = millisToTicks(260);
/** How long more of it may follow: live, and for good. */
const HOLD = millisToTicks(1_500);
const OVER_AFTER = millisToTicks(8_000);

interface Known {
  readonly entity: Entity;
  readonly tracked: Tracked;
}

export class Claimed {
  readonly #leg: LegRole;
  readonly #wanted: ReadonlySet<Entity>;
  readonly #context: ClaimContext;
  readonly #tell: (finding: Finding) => void;
  #known: Known[] = [];

  constructor(
    leg: LegRole,
    wanted: ReadonlySet<Entity>,
    context: ClaimContext,
    tell: (finding: Finding) => void,
  ) {
    this.#leg = leg;
    this.#wanted = wanted;
    this.#context = context;
    this.#tell = tell;
  }

  get tracked(): readonly Tracked[] {
    return this.#known.map(({ tracked }) => tracked);
  }

  /** @param cues of both parties, in order */
  consider(ear: Ear, items: readonly ReadItem[], cues: readonly HeardCue[], ended: boolean): void {
    const free = new Set(this.#known);
    for (const claim of claimsOf(items, cues, this.#wanted, this.#context)) {
      const known = [...free].find(
        ({ entity, tracked }) => entity === claim.entity && overlaps(tracked.core, claim.span),
      );
      if (known !== undefined) free.delete(known);
      if (known?.tracked.isSettled === true) continue;
      const { tracked } = known ?? this.#begin(claim);
      this.#decide(ear, tracked, claim, items, ended);
    }
    for (const gone of free) {
      if (gone.tracked.isSettled) continue;
      gone.tracked.settle('withdrawn', { entity: gone.entity, score: 0, cause: 'cue' }, ear.heardTo);
      this.#known.splice(this.#known.indexOf(gone), 1);
    }
  }

  /** Drops what was settled and ended before `to`. */
  forget(to: number): void {
    this.#known = this.#known.filter(({ tracked }) => !tracked.isSettled || tracked.span.to >= to);
  }

  #begin({ entity, span: core }: Claim): Known {
    const known = { entity, tracked: new Tracked(this.#leg, core, this.#tell) };
    this.#known.push(known);
    return known;
  }

  #decide(ear: Ear, tracked: Tracked, claim: Claim, items: readonly ReadItem[], ended: boolean): void {
    const { entity, score, cause, span: core } = claim;
    const lastWord = items[claim.to - 1]?.words.to ?? 0;
    const isFinal = ended || lastWord <= ear.finalWords.length;
    const isConfirmed = tracked.belief === 'confirmed' || (isFinal && score >= CONFIRMS);
    const reason: Reason = { entity, score, cause };
    const start = Math.max(0, core.from - REACH);
    const reach = span(start, Math.max(start, core.to + REACH));
    tracked.core = core;
    tracked.span = reach;
    if (ended || (isFinal && ear.finalTo - core.to > OVER_AFTER)) {
      tracked.settle(isConfirmed ? 'confirmed' : 'withdrawn', reason, ear.heardTo);
      return;
    }
    tracked.belief = isConfirmed ? 'confirmed' : 'suspected';
    if (ear.heardTo - core.to <= HOLD) tracked.span = span(reach.from, FOREVER);
    tracked.publish(reason, ear.heardTo);
  }
}
