import { describe, expect, test } from '@jest/globals';

import { drawPicture, type PictureInput, type PictureSpan } from './picture.js';

const span = (kind: PictureSpan['kind'], startMs: number, endMs: number): PictureSpan => ({
  kind,
  startMs,
  endMs,
  verdict: 'masked',
});

const input = (spans: readonly PictureSpan[], more: Partial<PictureInput> = {}): PictureInput => ({
  title: 'A call',
  subtitle: 'of ten seconds',
  durationMs: 10_000,
  rows: [
    { label: 'Caller', note: 'as spoken', pcm: new Int16Array(80_000).fill(1_000), rateHz: 8_000, spans },
    { label: 'Recording', note: 'caller', pcm: new Int16Array(80_000), rateHz: 8_000, spans: [] },
  ],
  ...more,
});

/** Every tag is closed in order, every attribute is quoted, every ampersand is an entity. */
const faults = (svg: string): string[] => {
  const open: string[] = [];
  const found: string[] = [];
  const tag = /<(\/?)([a-zA-Z]+)((?:\s+[a-zA-Z:-]+="[^"<]*")*)\s*(\/?)>/g;
  const rest = svg.replace(tag, (_, closing: string, name: string, _attributes: string, empty: string) => {
    if (closing === '/') {
      const last = open.pop();
      if (last !== name) found.push(`</${name}> closes <${String(last)}>`);
    } else if (empty !== '/') open.push(name);
    return '';
  });
  if (/[<>]/.test(rest)) found.push('a stray angle bracket');
  if (/&(?!(amp|lt|gt|quot|#39);)/.test(svg)) found.push('a bare ampersand');
  return [...found, ...open.map((name) => `<${name}> is never closed`)];
};

const boxes = (svg: string, of: string): { readonly x: number; readonly width: number }[] =>
  [...svg.matchAll(new RegExp(`<rect class="${of}" x="([\\d.]+)" y="[\\d.]+" width="([\\d.]+)"`, 'g'))].map(
    ([, x, width]) => ({ x: Number(x), width: Number(width) }),
  );

describe('drawPicture', () => {
  test('is well-formed XML', () => {
    const all: PictureSpan[] = [
      span('pan', 0, 1_000),
      span('blind', 2_000, 3_000),
      { ...span('digits', 4_000, 5_000), verdict: 'withdrawn' },
    ];

    expect(faults(drawPicture(input(all)))).toEqual([]);
    expect(faults(drawPicture(input([])))).toEqual([]);
  });

  test('says so where it is not', () => {
    expect(faults('<svg><g></svg>')).not.toEqual([]);
    expect(faults('<svg a="1">& < </svg>')).toHaveLength(2);
  });

  test('puts a span where it lies in time', () => {
    const svg = drawPicture(input([span('pan', 2_500, 5_000)]));

    const whole = boxes(drawPicture(input([span('pan', 0, 10_000)])), 'masked pan')[0];
    const box = boxes(svg, 'masked pan')[0];
    expect(boxes(svg, 'masked pan')).toHaveLength(1);
    expect(box?.x).toBeCloseTo((whole?.x ?? 0) + (whole?.width ?? 0) / 4, 0);
    expect(box?.width).toBeCloseTo((whole?.width ?? 0) / 4, 0);
  });

  test('cuts a span at the edges and leaves out what lies behind them', () => {
    const svg = drawPicture(input([span('pan', -500, 20_000), span('unverified', 10_000, 11_000)]));

    expect(boxes(svg, 'masked pan')).toHaveLength(1);
    expect(svg).not.toContain('masked unverified');
    expect(svg).not.toContain('never heard');
  });

  test('draws what was withdrawn dashed and what nobody heard hatched', () => {
    const withdrawn: PictureSpan = { ...span('digits', 0, 4_000), verdict: 'withdrawn' };

    const svg = drawPicture(input([withdrawn, span('blind', 5_000, 6_000)]));

    expect(svg).toMatch(/class="withdrawn digits"[^>]*fill="none"[^>]*stroke-dasharray/);
    expect(svg).toMatch(/class="masked blind"[^>]*fill="url\(#hatch\)"/);
  });

  test('explains only what occurs', () => {
    const svg = drawPicture(input([span('cvv', 0, 3_000)]));

    expect(svg).toContain('>security code</text>');
    expect(svg).not.toContain('>card number</text>');
    expect(svg).not.toContain('innocent');
  });

  test('escapes whatever a title may hold', () => {
    const svg = drawPicture(input([], { title: `<script>&"'\u0000` }));

    expect(faults(svg)).toEqual([]);
    expect(svg).toContain('&lt;script&gt;&amp;&quot;&#39;</text>');
  });

  test('counts the axis in seconds, at most fourteen or so', () => {
    const minutes = drawPicture(input([], { durationMs: 600_000 }));

    expect(drawPicture(input([]))).toContain('>10 s</text>');
    expect([...minutes.matchAll(/>\d+ s<\/text>/g)]).toHaveLength(11);
  });

  test('draws an empty call', () => {
    const svg = drawPicture(input([], { durationMs: 0, rows: [] }));

    expect(faults(svg)).toEqual([]);
    expect(svg).not.toContain('NaN');
  });
});
