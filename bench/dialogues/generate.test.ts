import { describe, expect, it } from '@jest/globals';

import { SecretDigits } from '#tacet/core/secret.js';
import { passesLuhn } from '#tacet/core/luhn.js';
import type { Language } from '#tacet/detect/language.js';
import { readDigits } from '#tacet/detect/numbers/reader.js';
import { languageOf } from '#tacet/detect/numbers/registry.js';
import { span } from '#tacet/core/span.js';
import { checkDigit } from './card.js';
import {
  FAMILIES,
  isOfCard,
  OTHER_ENTITIES,
  type Dialogue,
  type Secret,
  type SpokenWord,
} from './dialogue.js';
import { generate, perform, PHRASES } from './generate.js';
import type { Phrases } from './phrases.js';
import { Random } from './random.js';
import { scenario, type Scenario } from './template.js';

const SEEDS = Array.from({ length: 400 }, (_, i) => i);
const dialogues = SEEDS.map((seed) => generate(seed));
const secrets = dialogues.flatMap((dialogue) => dialogue.secrets.map((secret) => ({ dialogue, secret })));

/** The one scenario in which half of a number is given and never joined by the rest. */
const ONLY_HALF = 'line dropped after the first half';

const languageIn = ({ language }: Dialogue): Language => {
  const found = languageOf(language);
  if (found === undefined) throw new Error('no such language');
  return found;
};

const wordsUnder = ({ words }: Dialogue, { leg, digits }: Secret): SpokenWord[] =>
  words.filter(
    (word) =>
      word.leg === leg && digits.some((digit) => digit.fromMs < word.toMs && word.fromMs < digit.toMs),
  );

const readBack = (words: readonly SpokenWord[], language: Language): string =>
  readDigits(
    words.map(({ text, fromMs, toMs }) => ({ text, span: span(fromMs, toMs), confidence: 1 })),
    language,
  )
    .map((item) => (item.kind === 'digits' ? item.digits.map(({ value }) => value).join('') : '?'))
    .join('');

const valuesOf = ({ digits }: Secret): string => digits.map(({ value }) => value).join('');

/** Card numbers in order and on number words; those that are whole pass the Luhn check. */
const expectCardsLabelled = (dialogues: readonly Dialogue[]): void => {
  const cards = dialogues.flatMap((dialogue) =>
    dialogue.secrets
      .filter(({ entity, leadIn }) => entity === 'pan' && leadIn !== 'read-back')
      .map((secret) => ({ dialogue, secret })),
  );

  expect(cards.length).toBeGreaterThan(150);
  for (const { dialogue, secret } of cards) {
    expect(wordsUnder(dialogue, secret).filter((word) => !word.isNumber)).toEqual([]);
    expect(secret.digits.map(({ position }) => position)).toEqual(secret.digits.map((_, i) => i));
    if (secret.digits.length === secret.length) {
      expect(passesLuhn(SecretDigits.of(secret.digits.map(({ value }) => Number(value))))).toBe(true);
    }
  }
};

describe('made-up dialogues', () => {
  it('are the same for the same seed, and others for others', () => {
    expect(SEEDS.slice(0, 40).map((seed) => generate(seed))).toEqual(dialogues.slice(0, 40));
    expect(new Set(dialogues.map((dialogue) => JSON.stringify(dialogue.words))).size).toBe(SEEDS.length);
  });

  it('hold a payment secret with odd seeds only', () => {
    expect(dialogues.map(({ secrets: { length } }) => length > 0)).toEqual(
      SEEDS.map((seed) => seed % 2 === 1),
    );
  });

  it('come in both languages, from every kind of scenario', () => {
    expect(new Set(dialogues.map(({ language }) => language))).toEqual(new Set(['en', 'de']));
    expect(new Set(dialogues.map(({ scenario }) => scenario)).size).toBeGreaterThan(55);
  });

  it('let no one say two words at once', () => {
    const overlapping = dialogues.filter(({ words }) =>
      (['caller', 'agent'] as const).some((leg) => {
        const own = words.filter((word) => word.leg === leg);
        return own.some((word, i) => word.fromMs >= word.toMs || word.fromMs < (own[i - 1]?.toMs ?? 0));
      }),
    );

    expect(overlapping.map(({ seed }) => seed)).toEqual([]);
  });

  it('end after their last word', () => {
    for (const { words, durationMs } of dialogues) {
      expect(durationMs).toBeGreaterThan(Math.max(...words.map((word) => word.toMs)));
    }
  });

  it('take 250 to 500 ms for a digit of one short word', () => {
    const short = dialogues.flatMap(({ words }) => words.filter((w) => w.isNumber && w.text.length <= 6));

    expect(short.filter((word) => word.toMs - word.fromMs < 249 || word.toMs - word.fromMs > 501)).toEqual(
      [],
    );
  });
});

describe('labels', () => {
  it('lie on words that say numbers, by the same speaker', () => {
    for (const { dialogue, secret } of secrets) {
      if (secret.entity === 'month') continue;
      const words = wordsUnder(dialogue, secret);
      const others = words.filter((word) => !word.isNumber);

      expect(words.length).toBeGreaterThan(0);
      expect(others).toEqual([]);
    }
  });

  it('lie on the name of the month', () => {
    const months = PHRASES.tune.flatMap((phrases) => phrases.months);
    const labelled = secrets
      .filter(({ secret }) => secret.entity === 'month')
      .flatMap(({ dialogue, secret }) => wordsUnder(dialogue, secret));

    expect(labelled.length).toBeGreaterThan(10);
    expect(labelled.filter((word) => !months.includes(word.text))).toEqual([]);
  });

  it('say what the words under them say', () => {
    const read = secrets.filter(
      ({ dialogue, secret }) =>
        secret.entity !== 'month' && (dialogue.style === 'single' || dialogue.style === 'grouped'),
    );
    const wrong = read.filter(
      ({ dialogue, secret }) =>
        readBack(wordsUnder(dialogue, secret), languageIn(dialogue)) !== valuesOf(secret),
    );

    expect(read.length).toBeGreaterThan(100);
    expect(wrong.map(({ dialogue }) => dialogue.seed)).toEqual([]);
  });

  it('lie on the very word where a digit has a word of its own', () => {
    for (const { dialogue, secret } of secrets) {
      for (const { value, fromMs, toMs } of secret.digits) {
        const word = dialogue.words.find(
          (spoken) => spoken.leg === secret.leg && spoken.fromMs === fromMs && spoken.toMs === toMs,
        );
        const meaning = word && languageIn(dialogue).meaningOf(word.text);

        if (meaning?.kind === 'digit') expect(meaning.value).toBe(value);
      }
    }
  });

  it('follow one another in time and in the number', () => {
    for (const { secret } of secrets) {
      secret.digits.slice(1).forEach((digit, i) => {
        expect(digit.fromMs).toBeGreaterThanOrEqual(secret.digits[i]?.toMs ?? 0);
        expect(digit.position).toBe((secret.digits[i]?.position ?? 0) + 1);
      });
      // Who asks whether a group was right repeats that group alone.
      if (secret.leadIn !== 'read-back') expect(secret.digits[0]?.position).toBe(0);
    }
  });

  it('cover whole numbers: cards pass the Luhn check and have 13 to 19 digits', () => {
    const cards = secrets.filter(
      ({ dialogue, secret: { entity, leadIn, digits, length } }) =>
        entity === 'pan' &&
        (digits.length === length || (leadIn !== 'read-back' && dialogue.scenario !== ONLY_HALF)),
    );
    const lengths = new Set<number>();
    for (const { secret } of cards) {
      const values = secret.digits.map(({ value }) => Number(value));
      lengths.add(values.length);

      expect(values).toHaveLength(secret.length);
      expect(passesLuhn(SecretDigits.of(values))).toBe(true);
    }

    expect([...lengths].filter((length) => length < 13 || length > 19)).toEqual([]);
    expect(lengths.size).toBeGreaterThan(4);
  });
});

describe('check digits', () => {
  it('are those of published test cards', () => {
    expect(checkDigit(Array.from('424242424242424', Number))).toBe(2);
    expect(checkDigit(Array.from('37828224631000', Number))).toBe(5);
    expect(checkDigit(Array.from('3056930902590', Number))).toBe(4);
  });
});

describe('scenarios', () => {
  it('have names of their own within a family and language', () => {
    const names = FAMILIES.flatMap((family) =>
      PHRASES[family].flatMap(({ language, payments, innocent }) =>
        [...payments, ...innocent].map(({ name }) => `${family}, ${language.tag}, ${name}`),
      ),
    );

    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  const all = FAMILIES.flatMap((family) => PHRASES[family]);
  const named = (of: 'innocent' | 'payments') =>
    all.flatMap((phrases) =>
      phrases[of].map(
        (one) => [`${phrases.family}, ${phrases.language.tag}, ${one.name}`, phrases, one] as const,
      ),
    );
  const secretsOf = (phrases: Phrases, one: Scenario): number[] =>
    Array.from({ length: 5 }, (_, seed) => perform(seed, phrases, one, new Random(seed)).secrets.length);

  it.each(named('innocent'))('"%s" holds no secret', (_, phrases, one) => {
    expect(secretsOf(phrases, one)).toEqual([0, 0, 0, 0, 0]);
  });

  it.each(named('payments'))('"%s" holds one', (_, phrases, one) => {
    expect(Math.min(...secretsOf(phrases, one))).toBeGreaterThan(0);
  });
});

describe('the held-back family', () => {
  const own = SEEDS.map((seed) => generate(seed, 'held-back'));

  it('is the same for the same seed, half of it without a card', () => {
    expect(SEEDS.slice(0, 20).map((seed) => generate(seed, 'held-back'))).toEqual(own.slice(0, 20));
    expect(own.map(({ secrets: { length } }) => length > 0)).toEqual(SEEDS.map((seed) => seed % 2 === 1));
  });

  it('has 30 scenarios in each language, none of them shared with the family it is told from', () => {
    const turnsOf = ({ payments, innocent }: Phrases): string[] =>
      [...payments, ...innocent].map((one) => JSON.stringify(one.turns));
    const known = new Set(PHRASES.tune.flatMap(turnsOf));

    expect(PHRASES['held-back'].map(({ language }) => language.tag)).toEqual(['en', 'de']);
    for (const phrases of PHRASES['held-back']) {
      expect(phrases.payments).toHaveLength(15);
      expect(phrases.innocent).toHaveLength(15);
      expect(turnsOf(phrases).filter((one) => known.has(one))).toEqual([]);
    }
  });

  it('labels card numbers whole, in order and on number words, however they are interrupted', () => {
    expectCardsLabelled(own);
  });

  it('has false starts that are tolerated and lie outside every secret', () => {
    const starts = own.flatMap(({ tolerated, secrets: all }) =>
      tolerated.map((start) => ({ start, digits: all.flatMap(({ digits }) => digits) })),
    );

    expect(starts.length).toBeGreaterThan(5);
    for (const { start, digits } of starts) {
      expect(digits.filter(({ fromMs, toMs }) => fromMs < start.toMs && start.fromMs < toMs)).toEqual([]);
    }
  });
});

describe('the sealed family', () => {
  const turnsOf = ({ payments, innocent }: Phrases): string[] =>
    [...payments, ...innocent].map((one) => JSON.stringify(one.turns));

  it('has 52 scenarios in each language, none of them shared with another family', () => {
    const others = [...PHRASES.tune, ...PHRASES['held-back'], ...PHRASES.services];
    const known = new Set(others.flatMap(turnsOf));

    expect(PHRASES.sealed.map(({ language }) => language.tag)).toEqual(['en', 'de']);
    for (const phrases of PHRASES.sealed) {
      expect(phrases.payments).toHaveLength(26);
      expect(phrases.innocent).toHaveLength(26);
      expect(turnsOf(phrases).filter((one) => known.has(one))).toEqual([]);
    }
  });

  it('is the same for the same seed, half of it without a card', () => {
    const own = SEEDS.map((seed) => generate(seed, 'sealed'));

    expect(SEEDS.slice(0, 20).map((seed) => generate(seed, 'sealed'))).toEqual(own.slice(0, 20));
    expect(own.map(({ secrets: { length } }) => length > 0)).toEqual(SEEDS.map((seed) => seed % 2 === 1));
  });
});

describe('the unseen family', () => {
  const own = SEEDS.map((seed) => generate(seed, 'unseen'));
  const turnsOf = ({ payments, innocent }: Phrases): string[] =>
    [...payments, ...innocent].map((one) => JSON.stringify(one.turns));

  it('has 96 scenarios in each language, none of them shared with another family', () => {
    const others = FAMILIES.filter((family) => family !== 'unseen').flatMap((family) => PHRASES[family]);
    const known = new Set(others.flatMap(turnsOf));

    expect(PHRASES.unseen.map(({ language }) => language.tag)).toEqual(['en', 'de']);
    for (const phrases of PHRASES.unseen) {
      expect(phrases.payments).toHaveLength(32);
      expect(phrases.innocent).toHaveLength(64);
      expect(turnsOf(phrases).filter((one) => known.has(one))).toEqual([]);
    }
  });

  it('is the same for the same seed, half of it without a card', () => {
    expect(SEEDS.slice(0, 20).map((seed) => generate(seed, 'unseen'))).toEqual(own.slice(0, 20));
    expect(own.map(({ secrets: { length } }) => length > 0)).toEqual(SEEDS.map((seed) => seed % 2 === 1));
  });

  it('labels card numbers in order and on number words; whole ones pass the Luhn check', () => {
    expectCardsLabelled(own);
  });

  it('labels what the words say, where they say single digits', () => {
    const read = own.flatMap((dialogue) =>
      dialogue.style === 'single' || dialogue.style === 'grouped'
        ? dialogue.secrets
            .filter(({ entity }) => entity === 'pan')
            .map((secret) => [
              readBack(wordsUnder(dialogue, secret), languageIn(dialogue)),
              valuesOf(secret),
              dialogue.seed,
            ])
        : [],
    );

    expect(read.length).toBeGreaterThan(100);
    expect(read.filter(([said, meant]) => said !== meant)).toEqual([]);
  });

  it('has cards of 16 digits, and of 15 only where somebody says so', () => {
    const lengths = own.flatMap(({ secrets: all, words }) =>
      all
        .filter(({ entity }) => entity === 'pan')
        .map(({ length }) => ({ length, isAmex: words.some(({ text }) => text === 'amex') })),
    );

    expect(lengths.filter(({ length, isAmex }) => length !== (isAmex ? 15 : 16))).toEqual([]);
  });

  it('is calls in which most turns have no number', () => {
    const turns = own.flatMap(({ words }) => {
      const said: { leg: string; hasNumber: boolean }[] = [];
      for (const { leg, isNumber } of words) {
        const last = said.at(-1);
        if (last?.leg === leg) last.hasNumber ||= isNumber;
        else said.push({ leg, hasNumber: isNumber });
      }
      return said;
    });

    expect(turns.filter(({ hasNumber }) => hasNumber).length / turns.length).toBeLessThan(0.35);
  });
});

describe('the fresh family', () => {
  const own = SEEDS.map((seed) => generate(seed, 'fresh'));

  it('has 52 scenarios in each language, the same for the same seed, half of it without a card', () => {
    for (const { payments, innocent } of PHRASES.fresh)
      expect([payments.length, innocent.length]).toEqual([26, 26]);
    expect(SEEDS.slice(0, 20).map((seed) => generate(seed, 'fresh'))).toEqual(own.slice(0, 20));
    expect(own.map(({ secrets: { length } }) => length > 0)).toEqual(SEEDS.map((seed) => seed % 2 === 1));
  });

  it('labels card numbers in order and on number words, and what is repeated of them with its place in the card', () => {
    const cards = own.flatMap((dialogue) =>
      dialogue.secrets.filter(({ entity }) => entity === 'pan').map((secret) => ({ dialogue, secret })),
    );

    expect(cards.length).toBeGreaterThan(150);
    for (const { dialogue, secret } of cards) {
      const first = secret.digits[0]?.position ?? 0;
      expect(wordsUnder(dialogue, secret).filter((word) => !word.isNumber)).toEqual([]);
      expect(secret.digits.map(({ position }) => position)).toEqual(secret.digits.map((_, i) => first + i));
    }
    expect(cards.map(({ secret: { digits } }) => digits[0]?.position)).toEqual(
      expect.arrayContaining([0, 4, 8]),
    );
  });
});

describe('how numbers are said', () => {
  const [english] = PHRASES.unseen;
  if (english === undefined) throw new Error('no phrases');
  const played = (line: string): readonly Dialogue[] =>
    SEEDS.slice(0, 40).map((seed) =>
      perform(seed, { ...english, styles: ['single'] }, scenario('one', line), new Random(seed)),
    );

  it('a card is read as it is printed, with a pause after each block', () => {
    const blocks = played('C: {pan amex blocks}').map(({ secrets: [pan] }) => {
      const digits = pan?.digits ?? [];
      return [3, 9].map((end) => (digits[end + 1]?.fromMs ?? 0) - (digits[end]?.toMs ?? 0));
    });

    expect(Math.min(...blocks.flat())).toBeGreaterThan(290);
  });

  it('a number of a known form begins as it does, and has its check digit', () => {
    for (const dialogue of played('A: number\nC: {#35XXXXXXXXXXXX luhn}')) {
      const said = readBack(
        dialogue.words.filter(({ leg, isNumber, text }) => leg === 'caller' && (isNumber || text === 'oh')),
        languageIn(dialogue),
      );

      expect(said).toMatch(/^35\d{13}$/);
      expect(passesLuhn(SecretDigits.of(Array.from(said, Number)))).toBe(true);
    }
  });
});

describe('ordinary calls', () => {
  const own = SEEDS.slice(0, 60).map((seed) => generate(seed, 'ordinary'));
  const density = (some: readonly Dialogue[]): number =>
    some.flatMap(({ words }) => words.filter(({ isNumber }) => isNumber)).length /
    (some.reduce((sum, { durationMs }) => sum + durationMs, 0) / 60_000);

  it('last minutes, and have far fewer numbers than those made of numbers', () => {
    const minutes = own.map(({ durationMs }) => durationMs / 60_000);

    expect(Math.min(...minutes)).toBeGreaterThan(1);
    expect(density(own)).toBeLessThan(density(dialogues) / 4);
    expect(density(own)).toBeGreaterThan(0);
  });
});

describe('other secrets', () => {
  const own = SEEDS.map((seed) => generate(seed, 'other-secrets'));
  const all = own.flatMap((dialogue) => dialogue.secrets.map((secret) => ({ dialogue, secret })));
  const valuesIn = (entity: string): string[] =>
    all.filter(({ secret }) => secret.entity === entity).map(({ secret }) => valuesOf(secret));

  it('are of every kind, asked for and announced, and never a card', () => {
    expect(new Set(all.map(({ secret }) => secret.entity))).toEqual(new Set(OTHER_ENTITIES));
    expect(all.filter(({ secret }) => isOfCard(secret.entity))).toEqual([]);
    expect(new Set(all.map(({ secret }) => secret.leadIn))).toEqual(
      new Set(['asked', 'announced', 'read-back']),
    );
  });

  it('are labelled on words of the same speaker, in order', () => {
    for (const { dialogue, secret } of all) {
      expect(secret.digits).toHaveLength(secret.length);
      for (const digit of secret.digits) {
        expect(wordsUnder(dialogue, { ...secret, digits: [digit] }).length).toBeGreaterThan(0);
      }
      secret.digits
        .slice(1)
        .forEach((digit, i) => expect(digit.fromMs).toBeGreaterThanOrEqual(secret.digits[i]?.toMs ?? 0));
    }
  });

  it('have the check digits of IBANs and tax ids', () => {
    const remainder = (iban: string): bigint =>
      BigInt(
        Array.from(`${iban.slice(4)}${iban.slice(0, 4)}`, (c) =>
          /[a-z]/.test(c) ? String(parseInt(c, 36)) : c,
        ).join(''),
      ) % 97n;

    expect(valuesIn('iban').length).toBeGreaterThan(10);
    expect(
      valuesIn('iban')
        .map(remainder)
        .filter((rest) => rest !== 1n),
    ).toEqual([]);
    expect(valuesIn('tax-id').length).toBeGreaterThan(3);
    expect(valuesIn('tax-id').filter((id) => !/^[1-9]\d{10}$/.test(id))).toEqual([]);
  });
});
