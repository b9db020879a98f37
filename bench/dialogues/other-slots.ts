/**
 * {secret iban asked}, {secret password announced} ...: how people say secrets that are no cards.
 *
 *     digits              in some style, in groups
 *     letters             one by one, plain, by an alphabet, or "b wie berta"
 *     words               a password, an address of e-mail, a date: each word is labelled
 *
 * The label covers what gives the secret away, not "capital" or "dot".
 */
import type { LegRole } from '#tacet/core/ids.js';
import type { Style } from '#tacet/detect/numbers/speak.js';
import { LEAD_INS, OTHER_ENTITIES, type LeadIn, type OtherEntity } from './dialogue.js';
import { phoneOf, sayerOf } from './innocent-slots.js';
import * as make from './other-secrets.js';
import { SPELLINGS, spell, spellingWay, type Spelling } from './spelling.js';
import { piecesOf, type Stage } from './stage.js';
import type { Piece, SecretMark } from './timeline.js';

/** A stretch of digits, of letters, of words that are secret, or of words that are not. */
type Part =
  | { readonly kind: 'digits'; readonly text: string; readonly styles: readonly Style[] }
  | { readonly kind: 'letters' | 'secret' | 'plain'; readonly text: string };

type Make = (stage: Stage, spelling: Spelling) => readonly Part[];

const LONG: readonly Style[] = ['single', 'single', 'grouped', 'grouped', 'pairs', 'doubles'];
const SHORT: readonly Style[] = ['single', 'single', 'single', 'pairs', 'doubles'];
const CODE: readonly Style[] = ['single', 'single', 'single', 'pairs', 'hundreds'];
const GROUP = /[a-z]+|\d+/g;
const MOST_NUMBER = 99;

/** Runs of letters and of digits. */
const mixed = (text: string, styles: readonly Style[]): Part[] =>
  [...text.matchAll(GROUP)].map(([run]) =>
    /\d/.test(run) ? { kind: 'digits', text: run, styles } : { kind: 'letters', text: run },
  );

const ofDigits =
  (numberOf: (stage: Stage) => string, styles: readonly Style[]): Make =>
  (stage) => [{ kind: 'digits', text: numberOf(stage), styles }];

const tag = ({ phrases }: Stage): string => phrases.language.tag;

const password: Make = ({ random, phrases }, { capital }) => {
  const { words, names } = phrases.secrets ?? { words: ['secret'], names: ['kim'] };
  const number = String(random.whole(1, MOST_NUMBER));
  return random.pick<readonly Part[]>([
    [
      { kind: 'secret', text: random.pick(words) },
      { kind: 'digits', text: number, styles: SHORT },
    ],
    [
      { kind: 'plain', text: random.pick(capital) },
      { kind: 'secret', text: `${random.pick(words)} ${random.pick(words)}` },
      { kind: 'digits', text: number, styles: SHORT },
    ],
    [{ kind: 'secret', text: `${random.pick(words)} ${random.pick(words)} ${random.pick(words)}` }],
    [
      { kind: 'letters', text: random.pick(names) },
      { kind: 'digits', text: number, styles: SHORT },
    ],
    [
      { kind: 'plain', text: random.pick(capital) },
      { kind: 'letters', text: random.pick(words) },
    ],
  ]);
};

const email: Make = ({ random, phrases }, spelling) => {
  const { names, surnames, hosts } = phrases.secrets ?? {
    names: ['kim'],
    surnames: ['berger'],
    hosts: ['example'],
  };
  const join: Part = {
    kind: 'plain',
    text: random.pick([...spelling.dot, ...spelling.dash, ...spelling.underscore]),
  };
  const [name, surname] = [random.pick(names), random.pick(surnames)];
  const local = random.pick<readonly Part[]>([
    [{ kind: 'secret', text: name }, join, { kind: 'secret', text: surname }],
    [{ kind: 'letters', text: name.charAt(0) }, join, { kind: 'letters', text: surname }],
    [
      { kind: 'secret', text: name },
      { kind: 'digits', text: String(random.whole(1, MOST_NUMBER)), styles: SHORT },
    ],
    [{ kind: 'letters', text: name }, join, { kind: 'secret', text: surname }],
  ]);
  return [
    ...local,
    { kind: 'plain', text: random.pick(spelling.at) },
    { kind: 'secret', text: random.pick(hosts) },
    { kind: 'plain', text: random.pick(spelling.dot) },
    { kind: 'secret', text: phrases.language.tag === 'de' ? 'de' : 'com' },
  ];
};

const MAKERS: Readonly<Record<OtherEntity, Make>> = {
  iban: (stage) => mixed(make.iban(stage.random, tag(stage)), LONG),
  bic: (stage) => mixed(make.bic(stage.random, tag(stage)), SHORT),
  'tax-id': ofDigits(({ random }) => make.taxId(random), LONG),
  ssn: ofDigits(({ random }) => make.ssn(random), LONG),
  'bank-account': ofDigits((stage) => make.bankAccount(stage.random, tag(stage)), LONG),
  'sort-code': ofDigits((stage) => make.sortCode(stage.random, tag(stage)), [...SHORT, 'pairs', 'pairs']),
  pin: ofDigits(({ random }) => make.pin(random), CODE),
  'one-time-code': ofDigits(({ random }) => make.oneTimeCode(random), CODE),
  password,
  phone: (stage) => {
    const { phones, internationalPhones } = stage.phrases;
    const pattern = stage.random.pick([...phones, ...phones, ...internationalPhones]);
    return [{ kind: 'digits', text: phoneOf(stage, pattern).join(''), styles: SHORT }];
  },
  email,
  'birth-date': (stage) => [
    { kind: 'secret', text: stage.phrases.sayings['birthDate']?.(sayerOf(stage)) ?? '' },
  ],
};

const isOther = (name: string | undefined): name is OtherEntity => OTHER_ENTITIES.some((own) => own === name);

/** @throws Error where the first option is none of the entities */
export const sayOtherSecret = (stage: Stage, leg: LegRole, options: readonly string[]): void => {
  const [entity] = options;
  if (!isOther(entity)) throw new Error(`no secret of this name: ${entity ?? ''}`);
  const spelling = SPELLINGS[tag(stage)];
  if (spelling === undefined) throw new Error(`no spelling of ${tag(stage)}`);
  const parts = stage.remembered(`secret ${entity}`, () => MAKERS[entity](stage, spelling));
  const way = stage.remembered(`spelling of ${leg}`, () => spellingWay(spelling, stage.random));
  const pieces = parts.flatMap((part) => piecesOfPart(stage, part, (letter) => spell(letter, way, spelling)));
  const leadIn = leadInOf(options);
  const length = pieces.reduce((sum, piece) => sum + piece.digits.length, 0);
  const mark: SecretMark = { entity, leadIn, card: 0, length };
  let position = 0;
  for (const piece of pieces) {
    if (piece.digits.length === 0) stage.timeline.say(leg, piece);
    else stage.timeline.say(leg, piece, mark, position);
    position += piece.digits.length;
  }
};

/** `back` is short for read-back; asked unless told. */
const leadInOf = (options: readonly string[]): LeadIn =>
  options.includes('back') ? 'read-back' : (LEAD_INS.find((leadIn) => options.includes(leadIn)) ?? 'asked');

const piecesOfPart = (stage: Stage, part: Part, spelled: (letter: string) => readonly string[]): Piece[] => {
  const { random } = stage;
  switch (part.kind) {
    case 'digits':
      return piecesOf(stage, Array.from(part.text, Number), random.pick(part.styles));
    case 'letters':
      return Array.from(part.text, (letter) => ({
        words: spelled(letter),
        digits: [letter],
        isWords: true,
        pauseMs: random.between(20, 350),
      }));
    case 'secret': {
      const words = part.text.split(' ').filter((word) => word !== '');
      return [{ words, digits: words, isWords: true, pauseMs: random.between(20, 300) }];
    }
    case 'plain':
      return [{ words: part.text.split(' '), digits: [], pauseMs: random.between(20, 200) }];
  }
};
