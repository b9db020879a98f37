import { describe, expect, it } from '@jest/globals';

import { SecretDigits } from '#tacet/core/secret.js';
import { passesLuhn } from '#tacet/detect/entities/luhn.js';
import type { Language } from '#tacet/detect/language.js';
import { readDigits } from '#tacet/detect/numbers/reader.js';
import { languageOf } from '#tacet/detect/numbers/registry.js';
import { span } from '#tacet/core/span.js';
import { checkDigit } from './card.js';
import type { Dialogue, Secret, SpokenWord } from './dialogue.js';
import { generate, perform, PHRASES } from './generate.js';
import { Random } from './random.js';

const SEEDS = Array.from({ length: 400 }, (_, i) => i);
const dialogues = SEEDS.map(generate);
const secrets = dialogues.flatMap((dialogue) => dialogue.secrets.map((secret) => ({ dialogue, secret })));

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

describe('made-up dialogues', () => {
  it('are the same for the same seed, and others for others', () => {
    expect(SEEDS.slice(0, 40).map(generate)).toEqual(dialogues.slice(0, 40));
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
    const months = PHRASES.flatMap((phrases) => phrases.months);
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
      expect(secret.digits[0]?.position).toBe(0);
    }
  });

  it('cover whole numbers: cards pass the Luhn check and have 13 to 19 digits', () => {
    const cards = secrets.filter(({ secret }) => secret.entity === 'pan');
    const lengths = new Set<number>();
    for (const { secret } of cards) {
      const values = secret.digits.map(({ value }) => value);
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

describe.each(PHRASES.map((phrases) => [phrases.language.tag, phrases] as const))(
  'scenarios in %s',
  (_, phrases) => {
    it.each(phrases.innocent.map((one) => [one.name, one] as const))(
      '"%s" holds no secret',
      (_name, scenario) => {
        for (let seed = 0; seed < 10; seed++) {
          expect(perform(seed, phrases, scenario, new Random(seed)).secrets).toEqual([]);
        }
      },
    );

    it.each(phrases.payments.map((one) => [one.name, one] as const))('"%s" holds one', (_name, scenario) => {
      for (let seed = 0; seed < 10; seed++) {
        expect(perform(seed, phrases, scenario, new Random(seed)).secrets.length).toBeGreaterThan(0);
      }
    });
  },
);
