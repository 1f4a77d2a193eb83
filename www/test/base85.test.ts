import { describe, expect, it } from 'vitest';
import { base85 } from '../build/base85.js';
import { fromBase85 } from '../src/client/base85.js';

describe('bytes embedded in the page', () => {
  const all = Uint8Array.from({ length: 1027 }, (_, index) => (index * 167 + (index >> 3)) & 255);

  it('are decoded as they were encoded, at any length', () => {
    for (let length = 0; length <= 40; length += 1) {
      for (const bytes of [all.slice(length, 2 * length), new Uint8Array(length), new Uint8Array(length).fill(255)]) {
        expect(fromBase85(base85(bytes))).toEqual(bytes);
      }
    }
    expect(fromBase85(base85(all))).toEqual(all);
  });

  it('mean nothing in a script or in HTML', () => {
    expect(base85(all)).toMatch(/^[!-~]*$/);
    expect(base85(all)).not.toMatch(/["'`\\$&<{}]/);
    expect(base85(all)).toHaveLength(Math.ceil((all.length * 5) / 4));
  });
});
