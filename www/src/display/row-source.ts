/**
 * The rows of a table, fetched in blocks. A few blocks are cached, so that scrolling a little fetches nothing and
 * scrolling far does not fill the memory. When the list changes, the cache is cleared.
 */

/** Rows in a block: about five screens. */
export const BLOCK_ROWS = 200;
const BLOCKS_KEPT = 8;

/** A window of any kind: its first row, and the number of rows in the whole list. */
interface Windowed {
  from: number;
  total: number;
}

/** A row of a window. */
export interface WindowRow<W> {
  window: W;
  /** Index within the window. */
  index: number;
}

export type Fetch<W> = (from: number, to: number) => Promise<W | null>;

export class RowSource<W extends Windowed> {
  readonly #fetch: Fetch<W>;
  readonly #length: (window: W) => number;
  /** By block number, oldest first. */
  readonly #blocks = new Map<number, Promise<W | null>>();
  #total = 0;

  /** `length` returns the number of rows in a window. */
  constructor(fetch: Fetch<W>, length: (window: W) => number) {
    this.#fetch = fetch;
    this.#length = length;
  }

  /** Number of rows in the whole list. */
  async total(): Promise<number> {
    await this.#block(0);
    return this.#total;
  }

  /** The rows from `from` (inclusive) to `to` (exclusive), as far as they exist. */
  async rows(from: number, to: number): Promise<WindowRow<W>[]> {
    const first = Math.floor(from / BLOCK_ROWS);
    const last = Math.floor(Math.max(from, to - 1) / BLOCK_ROWS);
    const wanted = Array.from({ length: last - first + 1 }, (_, index) => this.#block(first + index));
    const windows = await Promise.all(wanted);
    return windows.flatMap((window) => (window ? this.#within(window, from, to) : []));
  }

  /** Clears the cache. */
  reset(): void {
    this.#blocks.clear();
  }

  #within(window: W, from: number, to: number): WindowRow<W>[] {
    const begin = Math.max(0, from - window.from);
    const end = Math.min(this.#length(window), to - window.from);
    return Array.from({ length: Math.max(0, end - begin) }, (_, index) => ({ window, index: begin + index }));
  }

  #block(number: number): Promise<W | null> {
    const known = this.#blocks.get(number);
    if (known) return known;
    const block = this.#load(number);
    this.#blocks.set(number, block);
    this.#dropOldest();
    return block;
  }

  async #load(number: number): Promise<W | null> {
    const window = await this.#fetch(number * BLOCK_ROWS, (number + 1) * BLOCK_ROWS);
    if (window) this.#total = window.total;
    return window;
  }

  #dropOldest(): void {
    for (const number of this.#blocks.keys()) {
      if (this.#blocks.size <= BLOCKS_KEPT) return;
      this.#blocks.delete(number);
    }
  }
}
