/**
 * Digits that are said in words, as people and recognisers write them: `four two`, `forty two`, `double four`,
 * `zweiundvierzig`. Told without the detector, so that what it cannot read is found all the same.
 */
const UNITS: Readonly<Record<string, readonly string[]>> = {
  en: ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'],
  de: ['null', 'eins', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun'],
};
const EN_TEENS = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const EN_TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const DE_TEENS = 'zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn'.split(' ');
const DE_TENS = 'zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig'.split(' ');
const TIMES: Readonly<Record<string, number>> = { double: 2, triple: 3, doppel: 2 };

const WORDS = new Map<string, string>([
  ...Object.values(UNITS).flatMap((names) => names.map((name, digit) => [name, String(digit)] as const)),
  ...(['oh', 'nought', 'naught'] as const).map((name) => [name, '0'] as const),
  ['zwo', '2'],
  ...[EN_TEENS, DE_TEENS].flatMap((names) => names.map((name, i) => [name, String(10 + i)] as const)),
  ...[EN_TENS, DE_TENS].flatMap((names) => names.map((name, i) => [name, `${String(2 + i)}0`] as const)),
  ...DE_TENS.flatMap((tens, i) =>
    (UNITS['de'] ?? []).slice(1).map((unit, j) => {
      const short = unit === 'eins' ? 'ein' : unit;
      return [`${short}und${tens}`, `${String(2 + i)}${String(1 + j)}`] as const;
    }),
  ),
]);
const TENS = new Set(EN_TENS);

/** Runs of digits that are said without another word between them, of any text. */
export const spokenRuns = (text: string): string[] => {
  const runs: string[] = [];
  let run = '';
  let times = 1;
  let isTens = false;
  for (const word of text.toLowerCase().split(/[^a-zäöüß]+/u)) {
    if (word === '') continue;
    const digits = WORDS.get(word);
    const more = TIMES[word];
    if (digits === undefined) {
      if (more === undefined && run !== '') runs.push(run);
      if (more === undefined) run = '';
      times = more ?? 1;
      isTens = false;
      continue;
    }
    // "forty two" is one number.
    if (isTens && digits.length === 1 && digits !== '0') run = run.slice(0, -1) + digits;
    else run += digits.repeat(times);
    isTens = TENS.has(word);
    times = 1;
  }
  if (run !== '') runs.push(run);
  return runs;
};
