/**
 * Long lists cross from the worker in pieces, each as a message of its own before the one that they belong to: a browser
 * makes objects of a whole message at once, which blocks the page for seconds if it lists a hundred thousand files. No
 * other message with long lists comes in between.
 */

/** Items of a piece: about a millisecond of work. */
const PIECE_ITEMS = 250;

/** Some items of a list: a property of the value in the next message, or the value itself if `of` is empty. */
export interface Piece {
  of: string;
  items: readonly unknown[];
}

/** Whether a list is worth it. Texts and numbers are read much faster than objects. */
function isLong(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > PIECE_ITEMS && typeof value[0] === 'object';
}

function pieces(of: string, list: readonly unknown[]): Piece[] {
  const count = Math.ceil(list.length / PIECE_ITEMS);
  const from = (index: number) => index * PIECE_ITEMS;
  return Array.from({ length: count }, (_, index) => ({ of, items: list.slice(from(index), from(index + 1)) }));
}

/** A value without its long lists, and these in pieces. */
export function divided<T>(value: T): { rest: T; lists: Piece[] } {
  if (isLong(value)) return { rest: [] as T, lists: pieces('', value) };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { rest: value, lists: [] };
  const long = Object.entries(value).filter(([, member]) => isLong(member));
  if (long.length === 0) return { rest: value, lists: [] };
  const emptied = Object.fromEntries(long.map(([of]) => [of, []]));
  return { rest: { ...value, ...emptied }, lists: long.flatMap(([of, list]) => pieces(of, list as unknown[])) };
}

/** Puts together what arrives in pieces. */
export class Pieces {
  readonly #lists = new Map<string, unknown[]>();

  add({ of, items }: Piece): void {
    const list = this.#lists.get(of) ?? [];
    for (const item of items) list.push(item);
    this.#lists.set(of, list);
  }

  /** The value to which the pieces belong that came before it. */
  whole<T>(rest: T): T {
    if (this.#lists.size === 0) return rest;
    const lists = Object.fromEntries(this.#lists);
    this.#lists.clear();
    return '' in lists ? (lists[''] as T) : { ...rest, ...lists };
  }
}
