import { beforeAll, describe, expect, it } from '@jest/globals';

import { recordText } from '../detect/record-file.js';
import { generate } from './generate.js';
import { dialoguesPage } from './report.js';
import { textChart } from './text-chart.js';
import { countOf, measureText, mergeText, type TextRecord, type TextRequest } from './text-part.js';

const request: TextRequest = {
  dialogues: 6,
  seed: 1,
  werPercents: [0, 10],
  families: ['tune', 'other-secrets'],
  biases: [],
  command: 'npm run bench:detect',
  tell: () => undefined,
};

describe('the text part', () => {
  let text: TextRecord;
  beforeAll(async () => (text = await measureText(request)));

  it('adds up each family by language, recogniser and error rate, and all together', () => {
    const seen = new Set(text.summaries.map(({ condition: { language, mode } }) => `${language} ${mode}`));

    expect(seen).toEqual(new Set(['en free', 'en grammar', 'de free', 'all all']));
    expect(new Set(text.summaries.map(({ condition }) => condition.family))).toEqual(
      new Set(request.families),
    );
    const all = text.summaries.find(
      ({ condition: { family, language, werPercent } }) =>
        family === 'tune' && language === 'all' && werPercent === 10,
    );
    const english = Array.from({ length: 6 }, (_, i) => generate(1 + i)).filter(
      ({ language }) => language === 'en',
    );
    expect(all?.dialogues).toBe(6 + english.length);
  });

  it('keeps the families that were not measured again', () => {
    const now: TextRecord = {
      ...text,
      circumstances: { tune: { ...aboutOf(text), commit: 'new' } },
      summaries: [],
    };

    const merged = mergeText(text, now);

    expect(merged.circumstances.tune?.commit).toBe('new');
    expect(merged.circumstances['other-secrets']).toEqual(text.circumstances['other-secrets']);
    expect(new Set(merged.summaries.map(({ condition }) => condition.family))).toEqual(
      new Set(['other-secrets']),
    );
  });

  it('draws the curve by itself, with fewer dialogues, and leaves the rest as it was', async () => {
    const biases = [-1, 1];
    const curve = await measureText({
      ...request,
      dialogues: 2,
      biases,
      onlyCurve: true,
      command: 'the curve',
    });

    const merged = mergeText(mergeText(text, curve), curve);

    expect(curve.summaries).toEqual([]);
    expect(merged.summaries).toEqual(text.summaries);
    expect(merged.circumstances).toEqual(text.circumstances);
    expect(merged.curve.map(({ family, bias }) => [family, bias])).toEqual([
      ['tune', -1],
      ['tune', 1],
    ]);
    expect(dialoguesPage(merged)).toContain('`the curve`');
  });

  it('is written without a digit of what was said, and without a figure that is none', () => {
    const json = recordText({ runs: [], text });
    const page = dialoguesPage(JSON.parse(JSON.stringify(text)) as TextRecord);

    for (let seed = 1; seed <= 6; seed++) {
      for (const { entity, digits } of generate(seed).secrets) {
        if (entity !== 'pan') continue;
        expect(json).not.toContain(digits.map(({ value }) => value).join(''));
      }
    }
    expect(`${page}${textChart(text.summaries)}`).not.toMatch(/NaN|undefined|Infinity|null/);
  });

  it('makes fewer dialogues of the other families, and one at least', () => {
    expect(countOf('tune', 5_000)).toBe(5_000);
    expect(countOf('held-back', 5_000)).toBe(2_500);
    expect(countOf('ordinary', 1)).toBe(1);
  });
});

const aboutOf = ({ circumstances }: TextRecord) => {
  const { tune } = circumstances;
  if (tune === undefined) throw new Error('not measured');
  return tune;
};
