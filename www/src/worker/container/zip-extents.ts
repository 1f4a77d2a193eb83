/** Which bytes of a zip with a directory belong to its members and records, and how many belong to nothing. */

import type { Readable } from '../../shared/source-file.js';
import type { Pause } from './limits.js';
import { PART_BYTES, type Parts, windows } from './windows.js';
import type { Directory, Extent } from './zip-directory.js';
import { DESCRIPTOR_BYTES, descriptorBytes, type Listed, LOCAL_BYTES } from './zip-records.js';

/**
 * Goes through the members of a zip in the order of their offsets, and counts what lies between them. Programs leave
 * nothing there but data descriptors, and zeros for alignment.
 */
export class Extents {
  readonly #file: Readable;
  readonly #parts: Parts;
  readonly #pause: Pause;
  readonly #directory: Directory;
  /** Directory and end records that are still ahead. */
  readonly #ahead: Extent[];
  /** End of what belongs to something. */
  #end: number;
  /** The member that ends there: its descriptor may follow. */
  #last: Listed | null = null;
  /** The last member has no local header, so that its end is unknown. */
  #isOpen = false;
  #unclaimed = 0;

  constructor(file: Readable, parts: Parts, directory: Directory, pause: Pause) {
    [this.#file, this.#parts, this.#directory, this.#pause] = [file, parts, directory, pause];
    this.#ahead = [directory, ...directory.records].sort((a, b) => a.from - b.from);
    this.#end = directory.front;
  }

  /** Adds the next member; its data begins at `data`, or it has no local header. */
  async add(one: Listed, data: number | null): Promise<void> {
    const { from, end } = this.#directory;
    if (one.offset >= this.#file.size || (one.offset >= from && one.offset < end)) return;
    await this.#recordsTo(one.offset);
    // Of one that reaches into the directory, or that has no header, the end is unknown; both are damaged.
    const own = (data ?? one.offset + LOCAL_BYTES) + one.packed;
    const limit = this.#ahead[0]?.from ?? this.#file.size;
    await this.#claim({ from: one.offset, end: Math.min(own, limit) });
    this.#last = this.#end === own ? one : null;
    this.#isOpen = data === null;
  }

  /** The number of bytes that belong to nothing, after the last member. */
  async finish(): Promise<number> {
    await this.#recordsTo(this.#file.size);
    await this.#claim({ from: this.#file.size, end: this.#file.size });
    return this.#unclaimed;
  }

  async #recordsTo(offset: number): Promise<void> {
    for (let next = this.#ahead[0]; next && next.from <= offset; next = this.#ahead[0]) {
      this.#ahead.shift();
      await this.#claim(next);
      [this.#last, this.#isOpen] = [null, false];
    }
  }

  async #claim({ from, end }: Extent): Promise<void> {
    if (from > this.#end && !this.#isOpen) await this.#skip(from);
    this.#end = Math.max(this.#end, end);
  }

  /** Counts the bytes up to `to`, unless they are a descriptor or zeros. */
  async #skip(to: number): Promise<void> {
    if (this.#last) {
      const start = await this.#parts.at(this.#end, Math.min(DESCRIPTOR_BYTES, to - this.#end));
      this.#end += descriptorBytes(start, this.#last);
    }
    if (await this.#hasMore(this.#end, to)) this.#unclaimed += to - this.#end;
  }

  async #hasMore(from: number, to: number): Promise<boolean> {
    const isSmall = to - from <= PART_BYTES;
    const pieces = isSmall ? [await this.#parts.at(from, to - from)] : windows(this.#file, from, to, this.#pause);
    for await (const piece of pieces) if (piece.some((byte) => byte !== 0)) return true;
    return false;
  }
}
