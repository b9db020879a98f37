import { describe, expect, it } from '@jest/globals';
import { readFinal, readPartial } from './vosk-result.js';

describe('answers of the library', () => {
  it('are read with their times', () => {
    const json = '{"result":[{"conf":0.9,"end":1.2,"start":0.8,"word":"four"}],"text":"four"}';

    expect(readFinal(json)).toEqual([{ text: 'four', fromSeconds: 0.8, toSeconds: 1.2, confidence: 0.9 }]);
  });

  it('may say that nothing was heard', () => {
    expect(readFinal('{"text":""}')).toEqual([]);
    expect(readPartial('{"partial":""}')).toEqual([]);
  });

  it('give partial words one by one', () => {
    expect(readPartial('{"partial":"four [unk] two"}')).toEqual(['four', '[unk]', 'two']);
  });

  it('never quote what was said when they cannot be read', () => {
    const failure = (): unknown => readFinal('{"result":[{"word":"seven"}]}');

    expect(failure).toThrow(expect.objectContaining({ code: 'TACET_ENGINE_FAILED' }));
    expect(failure).not.toThrow(/seven/);
    expect(() => readPartial('seven')).not.toThrow(/seven/);
  });
});
