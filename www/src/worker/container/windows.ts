/** Reads part of a file in chunks. Archives need random access, which the stream of a file does not offer. */

import type { Readable } from '../../shared/source-file.js';

/** Bytes per read; about ten times as many once unpacked. */
const WINDOW_BYTES = 512 * 1024;

/** The bytes `from` to `to` of a file, with the next read in progress while the caller processes the current one. */
export async function* windows(file: Readable, from: number, to: number): AsyncGenerator<Uint8Array> {
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
    yield bytes;
  }
}
