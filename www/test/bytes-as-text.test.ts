import { describe, expect, it } from 'vitest';
import { asText, PAGE_LETTERS, SCRIPT_LETTERS } from '../build/bytes-as-text.js';
import { fromText } from '../src/client/bytes-as-text.js';

const all = Uint8Array.from({ length: 40_027 }, (_, index) => (index * index * 167 + (index >> 3)) & 255);

describe.each([
  { where: 'script', letters: SCRIPT_LETTERS, size: 91, others: '\0\x01\n\r\x1a\x1b\x7f "<\\', length: 1.231 },
  { where: 'page', letters: PAGE_LETTERS, size: 122, others: '\0\n\r\x1a\x1b<', length: 1.159 },
])('bytes embedded in the $where', ({ letters, size, others, length }) => {
  it('are decoded as they were encoded, at any length', () => {
    for (let count = 0; count <= 40; count += 1) {
      for (const bytes of [all.slice(count, 2 * count), new Uint8Array(count), new Uint8Array(count).fill(255)]) {
        expect(fromText(asText(bytes, letters), letters)).toEqual(bytes);
      }
    }
    expect(fromText(asText(all, letters), letters)).toEqual(all);
  });

  it('mean nothing there, and are short', () => {
    expect(new Set(letters).size).toBe(size);
    expect([...letters].every((letter) => letter <= '\x7f' && !others.includes(letter))).toBe(true);
    const text = asText(all, letters);
    expect(new Set(text)).toEqual(new Set(letters));
    expect(text.length / all.length).toBeLessThan(length);
  });
});
