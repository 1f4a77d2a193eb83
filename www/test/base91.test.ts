import { describe, expect, it } from 'vitest';
import { base91 } from '../build/base91.js';
import { fromBase91 } from '../src/client/base91.js';

describe('bytes embedded in the page', () => {
  const all = Uint8Array.from({ length: 1027 }, (_, index) => (index * 167 + (index >> 3)) & 255);

  it('are decoded as they were encoded, at any length', () => {
    for (let length = 0; length <= 40; length += 1) {
      for (const bytes of [all.slice(length, 2 * length), new Uint8Array(length), new Uint8Array(length).fill(255)]) {
        expect(fromBase91(base91(bytes))).toEqual(bytes);
      }
    }
    expect(fromBase91(base91(all))).toEqual(all);
  });

  it('mean nothing in a script or in HTML', () => {
    expect(base91(all)).toMatch(/^[!-~]*$/);
    expect(base91(all)).not.toMatch(/["<\\]/);
    expect(base91(all)).toHaveLength(Math.ceil((all.length * 16) / 13));
  });
});
