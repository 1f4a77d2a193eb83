/** Reads part of a file in chunks. Archives need random access, which the stream of a file does not offer. */

import type { Readable } from '../../shared/source-file.js';
import type { Pause } from './limits.js';

/** Bytes per read; about ten times as many once unpacked. */
const WINDOW_BYTES = 512 * 1024;

/** The bytes `from` to `to` of a file, with the next read in progress while the caller processes the current one. */
export async function* windows(file: Readable, from: number, to: number, pause: Pause): AsyncGenerator<Uint8Array> {
  const read = (start: number): Promise<ArrayBuffer> | null => {
    if (start >= to) return null;
    const buffer = file.slice(start, Math.min(start + WINDOW_BYTES, to)).arrayBuffer();
    buffer.catch(() => undefined); // Awaiting it throws.
    return buffer;
  };
  let next = read(from);
  for (let start = from; next; start += WINDOW_BYTES) {
    const bytes = new Uint8Array(await next);
    next = read(start + WINDOW_BYTES);
    await pause();
    yield bytes;
  }
}

/** Bytes that are better read as a part of a block than on their own. */
export const PART_BYTES = 256 * 1024;
/** Bytes of a block that is kept, and how many are: a part may begin in one and end in the next. */
const BLOCK_BYTES = 512 * 1024;
const BLOCKS_KEPT = 2;

/**
 * Reads short parts of a file, of at most a block, one after the other from its beginning to its end. A browser takes
 * half a millisecond for any read, and most members of an archive of logs are small.
 */
export class Parts {
  readonly #file: Readable;
  /** By number, the one used last at the end. */
  readonly #blocks = new Map<number, Promise<Uint8Array>>();

  constructor(file: Readable) {
    this.#file = file;
  }

  /** The bytes from `from`; fewer at the end of the file. */
  async at(from: number, bytes: number): Promise<Uint8Array> {
    if (from >= this.#file.size) return new Uint8Array(0);
    const number = Math.floor(from / BLOCK_BYTES);
    const start = from - number * BLOCK_BYTES;
    const first = (await this.#block(number)).subarray(start, start + bytes);
    if (start + bytes <= BLOCK_BYTES) return first;
    const second = (await this.#block(number + 1)).subarray(0, start + bytes - BLOCK_BYTES);
    const both = new Uint8Array(first.length + second.length);
    both.set(first);
    both.set(second, first.length);
    return both;
  }

  #block(number: number): Promise<Uint8Array> {
    const from = number * BLOCK_BYTES;
    const known = this.#blocks.get(number);
    const block =
      known ??
      this.#file
        .slice(from, from + BLOCK_BYTES)
        .arrayBuffer()
        .then((all) => new Uint8Array(all));
    this.#blocks.delete(number);
    this.#blocks.set(number, block);
    for (const oldest of this.#blocks.keys()) {
      if (this.#blocks.size <= BLOCKS_KEPT) break;
      this.#blocks.delete(oldest);
    }
    return block;
  }
}
