/**
 * What each figure of the dialogue benchmark means, and how its dialogues are made.
 */
export const definitions = (): string[] => [
  '## What the figures mean',
  '',
  '- **Masked**: a digit is masked where 75 % of its time is; what is masked in the recording is what findings, suspected',
  '  or confirmed, covered when the watermark passed it; live is the same at the moment it was said (look-ahead 0).',
  '- **Whole**: share of secrets (one giving of one number; a read-back is another) of which every digit is masked in the',
  '  recording.',
  '- **Within limit**: share of card numbers of which no more than the first six and the last four digits are left.',
  '- **Digits**: share of all digits (letters, words) of such secrets that are masked in the recording.',
  '- **Calls over the limit**: share of calls with a card in which more of a number is left than its first six digits and',
  '  any four others, whoever said them when.',
  '- **Named right**: of the card digits masked, the share under a confirmed finding that calls them a card number.',
  '- **False card alarm**: a confirmed finding of a card number, code, expiry date or unnamed digits that touches no card',
  '  data; counted by hours of calls without a card.',
  '- **Speech muted**: seconds of words that are masked and lie further than 250 ms from any secret, for each hour of',
  '  calls; `beside` is the same in calls with a card.',
  '- **Late digits**: recorded in the clear, and in a finding that was confirmed after that. **Longest wait**: how long',
  '  audio waited for the watermark at most.',
  '- **Asked, announced, bare, read-back**: the other party asked for the card; the speaker said that it comes; neither;',
  '  it is repeated.',
  '',
];

export const method = (): string[] => [
  '## How it is made',
  '',
  'Four families (bench/dialogues): `tune` and `held-back` have even seeds without a card and odd ones with one, and far',
  'more numbers than a usual call; `held-back` is worded and ordered differently, was written later by somebody who had not',
  'seen the detector, and nobody tunes on it. `ordinary` is minutes of talk with few numbers. `other-secrets` has secrets',
  'that are no cards; for card alarms they are innocent. Card numbers pass the Luhn check behind BINs for testing, and are',
  'said in every style of detect/numbers/speak.ts; telephone numbers are of ranges set aside for fiction.',
  '',
  'The recogniser (recogniser.ts, mishearing.ts) substitutes (60 %: for digits other digits, homophones or short words),',
  'drops (25 %) and adds (15 %) words at the given rate, shows partial results every 240 ms with words up to 300 ms late',
  'that may still change, and final ones after 0.8 s of silence or 10 to 30 s. `free` hears all words, `grammar` those of',
  'the English number grammar, anything else as unknown.',
  '',
  'Intervals are 95 %: Wilson for shares of secrets and of calls; seeded resamples of whole calls for digits, rates and',
  'percentiles; of rates with events in fewer than two calls the Poisson limits. In rows of `all`, English dialogues count',
  'twice, once for each recogniser; for rates they are resampled together.',
];
