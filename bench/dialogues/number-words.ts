/**
 * Which words say numbers, and what a recogniser takes them for.
 */
import type { Language } from '#tacet/detect/language.js';
import type { Random } from './random.js';

const ENGLISH = new Set(
  (
    'zero nought one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen ' +
    'seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand double triple'
  ).split(' '),
);
const GERMAN = new Set(
  'null eins zwei zwo drei vier fünf sechs sieben acht neun elf zwölf zwanzig dreißig doppel'.split(' '),
);
/** zweiundvierzig, siebzehn, vierhundertzwölf, zweitausendsechs */
const GERMAN_COMPOUND = /^(?!einzig$).*(?:zehn|zig|ßig)$|hundert|tausend/u;

/**
 * Words that are a number wherever they stand ("to" and "for" are not). Told without the detector, so that the same
 * seed gives the same dialogue whatever the detector knows.
 */
export const isNumberWord = (word: string, language: Language): boolean =>
  language.tag === 'de' ? GERMAN.has(word) || GERMAN_COMPOUND.test(word) : ENGLISH.has(word);

interface Confusions {
  readonly digits: readonly string[];
  /** What sounds most like a word; else any digit. */
  readonly near: Readonly<Record<string, readonly string[]>>;
  /** Common words that sound like a digit: a recogniser of free speech writes them. */
  readonly homophones: Readonly<Record<string, readonly string[]>>;
  /** What any other word may be taken for. */
  readonly common: readonly string[];
}

const CONFUSIONS: Readonly<Record<string, Confusions>> = {
  en: {
    digits: 'zero oh one two three four five six seven eight nine'.split(' '),
    near: {
      zero: ['two', 'oh', 'seven'],
      oh: ['four', 'zero', 'two'],
      nought: ['four', 'eight', 'nine'],
      one: ['nine', 'oh', 'four'],
      two: ['three', 'oh', 'eight'],
      three: ['two', 'eight', 'six'],
      four: ['oh', 'five', 'one'],
      five: ['nine', 'four', 'one'],
      six: ['eight', 'three', 'seven'],
      seven: ['eleven', 'six', 'zero'],
      eight: ['three', 'six', 'two'],
      nine: ['five', 'one', 'nineteen'],
      thirteen: ['thirty'],
      thirty: ['thirteen', 'forty'],
      fourteen: ['forty'],
      forty: ['fourteen', 'four', 'thirty'],
      fifteen: ['fifty'],
      fifty: ['fifteen', 'sixty'],
      sixteen: ['sixty'],
      sixty: ['sixteen', 'six', 'fifty'],
      seventeen: ['seventy'],
      seventy: ['seventeen', 'seven'],
      eighteen: ['eighty'],
      eighty: ['eighteen', 'eight'],
      nineteen: ['ninety'],
      ninety: ['nineteen', 'nine'],
      twenty: ['twelve', 'two'],
      hundred: ['one', 'under'],
      double: ['two', 'trouble'],
    },
    homophones: {
      one: ['won', 'when'],
      two: ['to', 'too'],
      three: ['free', 'tree'],
      four: ['for', 'far'],
      five: ['fife', 'find'],
      six: ['sicks', 'sex'],
      eight: ['ate', 'hey'],
      nine: ['mine', 'night'],
      zero: ['hero', 'so'],
      oh: ['owe', 'or'],
    },
    common: 'the a and it is to for of you that in on so are was i my have at be this with or'.split(' '),
  },
  de: {
    digits: 'null eins zwei drei vier fünf sechs sieben acht neun'.split(' '),
    near: {
      null: ['neun', 'fünf'],
      eins: ['neun', 'drei'],
      zwei: ['drei', 'eins'],
      zwo: ['null', 'zwei'],
      drei: ['zwei', 'eins'],
      vier: ['fünf', 'sieben'],
      fünf: ['vier', 'zwölf'],
      sechs: ['acht', 'sechzehn'],
      sieben: ['siebzehn', 'vier'],
      acht: ['achtzehn', 'sechs'],
      neun: ['eins', 'neunzehn'],
    },
    homophones: {
      eins: ['ein', 'einst'],
      zwei: ['bei', 'zwar'],
      drei: ['dry', 'dreh'],
      vier: ['für', 'wir'],
      fünf: ['fünft', 'und'],
      sechs: ['sex', 'sechst'],
      sieben: ['lieben', 'schieben'],
      acht: ['macht', 'ach'],
      neun: ['nein', 'neu'],
      null: ['nun', 'nur'],
    },
    common: 'die der das und es ist ich sie zu mit auf für ein eine nicht war habe so da in von'.split(' '),
  },
};

const confusionsOf = (language: Language): Confusions => {
  const found = CONFUSIONS[language.tag];
  if (found === undefined) throw new Error(`no confusions of ${language.tag}`);
  return found;
};

/** A number word that a recogniser may take `word` for. */
export const misheardNumber = (word: string, language: Language, random: Random): string => {
  const { digits, near } = confusionsOf(language);
  const others = random.chance(0.7) ? near[word] : undefined;
  return random.pick(others ?? digits.filter((digit) => digit !== word));
};

export const homophone = (word: string, language: Language, random: Random): string | undefined => {
  const found = confusionsOf(language).homophones[word];
  return found && random.pick(found);
};

export const commonWord = (language: Language, random: Random): string =>
  random.pick(confusionsOf(language).common);

export const anyDigit = (language: Language, random: Random): string =>
  random.pick(confusionsOf(language).digits);
