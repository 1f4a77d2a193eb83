import { describe, expect, it } from 'vitest';
import { divided, Pieces } from '../src/shared/pieces.js';

const objects = (count: number) => Array.from({ length: count }, (_, index) => ({ index }));

/** What arrives of a value, and how many messages it took. */
function sent<T>(value: T): { value: T; messages: number; longest: number } {
  const { rest, lists } = structuredClone(divided(value));
  const arrived = new Pieces();
  for (const piece of lists) arrived.add(piece);
  const longest = Math.max(0, ...lists.map(({ items }) => items.length));
  return { value: arrived.whole(rest), messages: lists.length + 1, longest };
}

describe('a value that crosses', () => {
  it.each([null, undefined, 7, 'text', [], [1, 2], objects(250), { perFile: objects(250), files: 250 }])(
    'goes in one message if it is short: %j',
    (value) => expect(sent(value)).toEqual({ value, messages: 1, longest: 0 }),
  );

  it.each([
    ['list', objects(100_001)],
    ['list in an object', { files: 3, perFile: objects(100_001), diagnostics: [] }],
    ['several lists', { troubles: objects(60_000), missing: objects(40_001), bins: 3, none: null }],
  ])('goes in pieces if it has a long %s', (_, value) => {
    const { messages, longest, ...arrived } = sent<unknown>(value);
    expect(arrived.value).toEqual(value);
    expect(longest).toBe(250);
    expect(messages).toBeGreaterThan(400);
  });

  it('leaves texts and numbers together, which are read at once', () => {
    expect(sent({ strings: Array.from({ length: 9999 }, String) }).messages).toBe(1);
  });
});
