/**
 * What a recogniser writes where a German digit was said. Weak ones are common words as well: digits only
 * beside other digits. Listed where one of these names the word:
 *
 *     same   pronounced like the digit (sechs: sex, seks; neun: noin), or its everyday form (viere, fünfe, ein)
 *     near   one sound apart in standard German (vier [fiːɐ]: für [fyːɐ]; drei [draɪ]: dry)
 *     ear    what an English model wrote for recorded German digits (see sense/engines/grammar/de-by-ear.ts),
 *            where the word is no German one (fear, fia)
 *
 * Words that are in every other sentence (wir, frei, neu) are left out: they stand beside innocent numbers.
 */
import type { LexiconRow } from './lexicon.js';

const sure = (value: number, listed: string): LexiconRow => [{ kind: 'digit', value }, listed];
const weak = (value: number, listed: string): LexiconRow => [{ kind: 'digit', value, weak: true }, listed];

export const CONFUSION_ROWS: readonly LexiconRow[] = [
  weak(0, 'oh, o'),
  weak(1, 'ein, eine, einen, einer, einem'),
  sure(1, 'ains, eens'),
  sure(2, 'zwo, zwoh, zwoa'),
  sure(3, 'drai, dreie'),
  weak(3, 'dry'),
  sure(4, 'viere'),
  weak(4, 'für, fier, fear, fia'),
  sure(5, 'fünfe, fümf, fünef, fünnef'),
  sure(6, 'sechse, seks'),
  weak(6, 'sex, sechst'),
  sure(9, 'neune, noin'),
];
