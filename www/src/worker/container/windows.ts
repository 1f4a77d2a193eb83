/** Reads a part of a file as chunks: containers are read by place, which the byte stream of a file cannot do. */

import type { Readable } from '../../shared/source-file.js';

/** Bytes of one read: packed, so ten times as many when they are logs. */
const WINDOW_BYTES = 512 * 1024;

/** The bytes `from` to `to` of a file, with the next read under way while the caller works on the one before. */
export async function* windows(file: Readable, from: number, to: number): AsyncGenerator<Uint8Array> {
  const read = (start: number): Promise<ArrayBuffer> | null => {
    if (start >= to) return null;
    const buffer = file.slice(start, Math.min(start + WINDOW_BYTES, to)).arrayBuffer();
    buffer.catch(() => undefined); // It fails for whoever awaits it.
    return buffer;
  };
  let next = read(from);
  for (let start = from; next; start += WINDOW_BYTES) {
    const bytes = new Uint8Array(await next);
    next = read(start + WINDOW_BYTES);
    yield bytes;
  }
}
