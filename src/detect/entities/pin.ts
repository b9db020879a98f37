/**
 * PINs: four digits, sometimes up to six, after their cue. With the card number they are payment data.
 */
import type { SecretDigits } from '../../core/secret.js';
import { ofDigits } from './digit-phrase.js';
import type { EntityContext, EntityMatch, EntityRecogniser } from './entity.js';
import { SCORES } from './phrase.js';

const SHORTEST = 3;
const LONGEST = 8;
const USUAL = [4, 5, 6] as const;

const match = (digits: SecretDigits, { cue }: EntityContext): EntityMatch | undefined => {
  const { length } = digits;
  if (cue !== 'pin' || length === 0 || length > LONGEST) return undefined;
  const isUsual = USUAL.some((usual) => usual === length);
  const score = isUsual ? SCORES.announcedValid : length >= SHORTEST ? SCORES.announced : SCORES.begun;
  return { entity: 'pin', label: 'pin', score, from: 0, to: length };
};

export const pin: EntityRecogniser = { entity: 'pin', match };

export const pinPhrase = ofDigits({
  entity: 'pin',
  cues: ['pin'],
  most: 6,
  isFoundUnannounced: false,
  mayHoldLetters: false,
  match,
});
