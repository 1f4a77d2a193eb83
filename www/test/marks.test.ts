import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TemplateResult } from 'lit';
import { describe, expect, it } from 'vitest';
import { isPlain, marked, piecesOf } from '../src/display/marks.js';
import { html, MOST_PIECES } from '../src/views/html.js';

/** What a browser would draw: marks in angle brackets as they are, runs in braces. */
function drawn(text: string): string {
  return piecesOf(text)
    .map((piece) => ('text' in piece ? piece.text : 'run' in piece ? `{${piece.run}}` : piece.mark))
    .join('');
}

describe('a text of a log', () => {
  it.each(['', '250 2.1.0 Sender OK', 'a\tb', 'Grüße aus Köln – “schön”', '日本語', '❤️ ok', 'Tiếng Việt', 'ภาษาไทย'])(
    'is shown as it is: %j',
    (text) => {
      expect(isPlain(text)).toBe(true);
      expect(drawn(text)).toBe(text);
      expect(marked(text)).toBe(text);
    },
  );

  it('shows every character that turns text, or does not show', () => {
    const codes = [
      ...[0x00, 0x07, 0x08, 0x0a, 0x0d, 0x1b, 0x7f, 0x85, 0x9b, 0xad, 0x34f, 0x61c, 0x115f, 0x180e, 0x2028, 0x2029],
      ...[0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2060, 0x2066, 0x2067],
      ...[0x2068, 0x2069, 0x206f, 0x2800, 0x3164, 0xd800, 0xdfff, 0xfeff, 0xfff9, 0xfffd, 0xe0001, 0xe0041, 0xe0100],
    ];
    for (const code of codes) {
      const text = `a${String.fromCodePoint(code)}b`;
      const mark = `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
      expect(isPlain(text)).toBe(false);
      expect(drawn(text)).toBe(`a${mark}b`);
      expect(marked(text)).toBe(`a${mark}b`);
    }
  });

  it('mark a selector of style unless what stands before it has styles', () => {
    expect(marked('ad\ufe0fmin \u{1f44d}\ufe0f \u260e\ufe0e\ufe0f')).toBe(
      'ad<U+FE0F>min \u{1f44d}\ufe0f \u260e\ufe0e<U+FE0F>',
    );
  });

  it('marks the same characters as the exports of the engine', () => {
    const list = readFileSync(fileURLToPath(new URL('../../tests/hidden-characters.txt', import.meta.url)), 'utf8');
    const hidden = new Set<number>();
    for (const range of list.trim().split('\n')) {
      const [first = 0, last = 0] = range.split('..').map((code) => Number.parseInt(code, 16));
      for (let code = first; code <= last; code += 1) hidden.add(code);
    }
    const differs = (code: number) => marked(`a${String.fromCodePoint(code)}`).length > 3 !== hidden.has(code);
    const isSurrogate = (code: number) => code >= 0xd800 && code < 0xe000;
    const all = Array.from({ length: 0x110000 }, (_, code) => code).filter((code) => !isSurrogate(code));
    expect(all.filter(differs).map((code) => code.toString(16))).toEqual([]);
  });

  it('names the character of a mark', () => {
    expect(piecesOf('\u202e\u0001\u2063')).toEqual([
      { mark: '<U+202E>', meaning: 'Right-to-left override' },
      { mark: '<U+0001>', meaning: 'A control character' },
      { mark: '<U+2063>', meaning: 'An invisible character' },
    ]);
  });

  it('keeps a few accents on a letter, and counts a flood of them', () => {
    expect(drawn('e\u0301\u0323')).toBe('e\u0301\u0323');
    expect(drawn(`Z${'\u0310'.repeat(200)}o`)).toBe(`Z${'\u0310'.repeat(4)}<U+0310 × 196>o`);
    expect(marked(`Z${'\u0310'.repeat(200)}o`)).toBe(`Z${'\u0310'.repeat(4)}<U+0310 × 196>o`);
    expect(drawn(`\u05d0${'\u05b0'.repeat(9)}`)).toBe(`{\u05d0${'\u05b0'.repeat(4)}}<U+05B0 × 5>`);
  });

  it('counts the same hidden character again and again', () => {
    expect(drawn(`a${'\0'.repeat(3)}b`)).toBe('a<U+0000><U+0000><U+0000>b');
    expect(drawn(`a${'\0'.repeat(65_536)}\u202eb`)).toBe('a<U+0000 × 65536><U+202E>b');
    expect(marked(`a${'\u{e0041}'.repeat(4)}b`)).toBe('a<U+E0041 × 4>b');
  });

  it('keeps Hebrew and Arabic readable, in runs that end before what is beside them', () => {
    expect(drawn('from שלום עולם, 550 5.1.1')).toBe('from {שלום עולם}, 550 5.1.1');
    expect(drawn('יש 5 הודעות (3)')).toBe('{יש 5 הודעות} (3)');
    expect(drawn('مَرْحَبًا بك.log')).toBe('{مَرْحَبًا بك}.log');
    expect(drawn('א\u202eb')).toBe('{א}<U+202E>b');
    expect(marked('שלום 1')).toBe('שלום 1');
  });

  it('is read in time that is linear in its length', () => {
    const long = 200_000;
    for (const part of ['א ', 'א', ' ', '\u0301', '\u202e', '\u202e\u202d', 'א\u0301 1,', 'x\u0301'.repeat(3)]) {
      const text = part.repeat(long / part.length);
      const began = performance.now();
      piecesOf(text);
      marked(text);
      isPlain(text);
      expect(performance.now() - began).toBeLessThan(3000);
    }
  });
});

describe('the template of a view', () => {
  const rlo = 'a\u202eb';

  it('shows marks in its content, its attributes and its options, and leaves properties alone', () => {
    const { values } = html`<p title=${rlo} class="x ${rlo}" .value=${rlo} @click=${rlo}>${rlo}<b>${[rlo, 'c']}</b></p>
      <select><option value=${rlo}>${rlo}</option></select>`;
    const mark = 'a<U+202E>b';
    expect([values[0], values[1], values[2], values[3]]).toEqual([mark, mark, rlo, rlo]);
    const [before, node, after] = values[4] as [string, TemplateResult, string];
    expect([before, after]).toEqual(['a', 'b']);
    expect(node.values).toEqual(['Right-to-left override', 'Right-to-left override', '<U+202E>']);
    expect(values[5]).toEqual([['a', expect.anything(), 'b'], 'c']);
    expect(values.slice(6)).toEqual([mark, mark]);
  });

  it('draws lines of any length', () => {
    const line = 'M0 0H1V1z'.repeat(2000);
    const { values } =
      html`<svg><path class="bars" d=${line} /><path d=${line} class=${'x'} /></svg><p style=${line} title=${'y'.repeat(3000)}></p>`;
    expect(values.slice(0, 4)).toEqual([line, line, 'x', line]);
    expect(values[4]).not.toHaveLength(3000);
  });

  it('keeps the lines of a title', () => {
    const { values } = html`<p title=${`${rlo}\nClick`}></p>`;
    expect(values).toEqual(['a<U+202E>b\nClick']);
  });

  it('makes elements of the first hundred marks and runs, and shows the others as text', () => {
    const { values } = html`<p>${'\u202e\u202dא '.repeat(5000)}</p>`;
    const drawn = values[0] as (string | TemplateResult)[];
    expect(drawn).toHaveLength(MOST_PIECES + 1);
    const rest = (drawn.at(-1) as TemplateResult).values[0] as string;
    expect(rest).not.toMatch(/[\u202d\u202e]/u);
    expect(rest).toContain('<U+202E><U+202D>א ');
  });

  it('sets a run of Hebrew apart', () => {
    const { values } = html`<p>${'to שלום 550'}</p>`;
    expect((values[0] as unknown[])[1]).toMatchObject({ values: ['שלום'] });
  });

  it('cuts a text of megabytes, and says how much is missing', () => {
    const long = 'x'.repeat(10_000_000);
    const { values } = html`<p title=${long}>${long}</p>`;
    expect(values[1]).toBe(`${'x'.repeat(20_000)} … 9,980,000 more characters. Copies and exports have all of them.`);
    expect(values[0]).toMatch(/^x{2000} … 9,998,000 more characters\./);
  });

  it('is never that of Lit', () => {
    const views = fileURLToPath(new URL('../src/views/', import.meta.url));
    const files = [...readdirSync(views).map((name) => `${views}${name}`), `${views}../viewer.ts`];
    const others = files.filter((file) => file.endsWith('.ts') && !file.endsWith('/html.ts'));
    expect(others.length).toBeGreaterThan(20);
    expect(others.filter((file) => /\bhtml\b[^;]*from 'lit'/.test(readFileSync(file, 'utf8')))).toEqual([]);
  });
});
