import { describe, expect, it } from '@jest/globals';

import { Claimed } from './claimed.js';
import type { HeardCue } from './conversation.js';
import { Ear } from './ear.js';
import type { Cue } from './language.js';
import { ENTITIES, type Entity, type Finding } from '../core/finding.js';
import { FOREVER } from '../core/span.js';
import { millisToTicks, ticksToMillis } from '../core/units.js';
import { itemsOf, question, wordsOf } from '../test/said.js';

const arrange = (asked: Cue, wanted: Iterable<Entity> = ENTITIES) => {
  const told: Finding[] = [];
  const ear = new Ear();
  const context = { leg: 'caller', language: 'en', currentYear: 2026 } as const;
  const claimed = new Claimed('caller', new Set(wanted), context, (finding) => told.push(finding));
  const cues: HeardCue[] = [question(asked)];
  const hear = (kind: 'partial' | 'final', text: string, afterMs = 300, ended = false): void => {
    const words = wordsOf(text);
    const heardTo = millisToTicks(ticksToMillis(words.at(-1)?.span.to ?? millisToTicks(2_000)) + afterMs);
    ear.hear(kind === 'final' ? { kind, words, finalTo: heardTo, heardTo } : { kind, words, heardTo });
    claimed.consider(ear, itemsOf(ear.words, 'en'), cues, ended);
  };
  const silence = (toMs: number): void => {
    const heardTo = millisToTicks(toMs);
    ear.hear({ kind: 'final', words: [], finalTo: heardTo, heardTo });
    claimed.consider(ear, itemsOf(ear.words, 'en'), cues, false);
  };
  return { told, claimed, hear, silence };
};

const PHONE = 'two one two five five five zero one two three';
const SECRETS = [
  [
    'iban',
    'iban',
    'd e eight nine three seven oh four oh oh four four oh five three two oh one three oh oh oh',
  ],
  ['phone', 'phone', PHONE],
  ['password', 'password', 'tiger seven blue'],
  ['email', 'email', 'jane at example dot com'],
] as const;

describe('a secret beside the card that was asked for', () => {
  it.each(SECRETS)('is suspected while it is said, then confirmed, then settled: %s', (cue, entity, text) => {
    const { told, hear, silence } = arrange(cue);

    hear('partial', text);
    hear('final', text);
    silence(60_000);

    expect(told.every((finding) => finding.entity === entity && finding.cause === 'prompted')).toBe(true);
    expect(told.map(({ belief, settled }) => [belief, settled])).toEqual([
      ['suspected', false],
      ['confirmed', false],
      ['confirmed', true],
    ]);
    expect([told[0]?.span.to === FOREVER, told.at(-1)?.span.to === FOREVER]).toEqual([true, false]);
  });

  it.each(SECRETS)('is withdrawn with the partial result that it came from: %s', (cue, _, text) => {
    const { told, claimed, hear } = arrange(cue);

    hear('partial', text);
    hear('partial', '');

    expect(told.map(({ belief, settled }) => [belief, settled])).toEqual([
      ['suspected', false],
      ['withdrawn', true],
    ]);
    expect(claimed.tracked).toEqual([]);
  });

  it.each(SECRETS)('is none where nobody wants it masked: %s', (cue, entity, text) => {
    const { told, hear } = arrange(
      cue,
      ENTITIES.filter((other) => other !== entity && other !== 'digits'),
    );

    hear('partial', text);
    hear('final', text, 300, true);

    expect(told.filter((finding) => finding.entity === entity)).toEqual([]);
  });

  it('is decided when the leg ends, and not told again', () => {
    const { told, hear } = arrange('phone');

    hear('partial', PHONE, 300, true);
    const count = told.length;
    hear('partial', PHONE, 900, true);

    expect(told.at(-1)).toMatchObject({ belief: 'confirmed', settled: true });
    expect(told).toHaveLength(count);
  });

  it('is forgotten once it is settled and past, never before', () => {
    const { claimed, hear, silence } = arrange('phone');
    hear('final', PHONE);
    claimed.forget(FOREVER);
    const open = claimed.tracked.length;
    silence(60_000);
    claimed.forget(0);
    const settled = claimed.tracked.length;
    claimed.forget(FOREVER);

    expect([open, settled, claimed.tracked.length]).toEqual([1, 1, 0]);
  });
});
