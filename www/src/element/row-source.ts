/**
 * Rows for the session table. They come in blocks and a few blocks are kept, so that scrolling a little asks for nothing
 * and scrolling far keeps nothing. When the list changes, everything is forgotten.
 */

import type { SessionWindow } from '../contract.js';
import type { Row } from './columns.js';

/** Rows of a block: some five screens. */
export const BLOCK_ROWS = 200;
const BLOCKS_KEPT = 8;

export type FetchWindow = (from: number, to: number) => Promise<SessionWindow | null>;

export class RowSource {
  readonly #fetch: FetchWindow;
  /** By number of the block, oldest first. */
  readonly #blocks = new Map<number, Promise<SessionWindow | null>>();
  #total = 0;

  constructor(fetch: FetchWindow) {
    this.#fetch = fetch;
  }

  /** Rows in the whole list. */
  async total(): Promise<number> {
    await this.#block(0);
    return this.#total;
  }

  /** The rows from `from` (inclusive) to `to` (exclusive), as far as there are. */
  async rows(from: number, to: number): Promise<Row[]> {
    const first = Math.floor(from / BLOCK_ROWS);
    const last = Math.floor(Math.max(from, to - 1) / BLOCK_ROWS);
    const wanted = Array.from({ length: last - first + 1 }, (_, index) => this.#block(first + index));
    const windows = await Promise.all(wanted);
    return windows.flatMap((window) => (window ? rowsWithin(window, from, to) : []));
  }

  /** Forgets all rows. */
  reset(): void {
    this.#blocks.clear();
  }

  #block(number: number): Promise<SessionWindow | null> {
    const known = this.#blocks.get(number);
    if (known) return known;
    const block = this.#load(number);
    this.#blocks.set(number, block);
    this.#dropOldest();
    return block;
  }

  async #load(number: number): Promise<SessionWindow | null> {
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

function rowsWithin(window: SessionWindow, from: number, to: number): Row[] {
  const begin = Math.max(0, from - window.from);
  const end = Math.min(window.length, to - window.from);
  return Array.from({ length: Math.max(0, end - begin) }, (_, index) => ({ window, index: begin + index }));
}
