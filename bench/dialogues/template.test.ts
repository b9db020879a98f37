import { describe, expect, it } from '@jest/globals';

import { partsOf, scenario } from './template.js';

describe('a scenario in text', () => {
  it('is turns with their ways to be said', () => {
    const { name, turns } = scenario(
      'test',
      `A: yes | no
       chat
       C?: fine`,
    );

    expect(name).toBe('test');
    expect(turns).toEqual([
      {
        kind: 'say',
        leg: 'agent',
        isOptional: false,
        ways: [[{ kind: 'words', words: ['yes'] }], [{ kind: 'words', words: ['no'] }]],
      },
      { kind: 'chat' },
      { kind: 'say', leg: 'caller', isOptional: true, ways: [[{ kind: 'words', words: ['fine'] }]] },
    ]);
  });

  it('is refused where a line is no turn', () => {
    expect(() => scenario('test', 'X: hello')).toThrow('not a turn: X: hello');
  });

  it('knows words, slots with options, and pauses of three lengths', () => {
    expect(partsOf("it's here, {pan turns bare} ... okay (10s)")).toEqual([
      { kind: 'words', words: ["it's", 'here'] },
      { kind: 'pause', fromMs: 150, toMs: 450 },
      { kind: 'slot', name: 'pan', options: ['turns', 'bare'] },
      { kind: 'pause', fromMs: 600, toMs: 2_000 },
      { kind: 'words', words: ['okay'] },
      { kind: 'pause', fromMs: 8_000, toMs: 12_000 },
    ]);
  });
});
