/** What every read of a file goes through: it may come short, or never end. */

import type { Readable } from '../shared/source-file.js';

/** Passes on the result of a read, or rejects before the read has ended. */
export type Guard = <T>(read: Promise<T>) => Promise<T>;

/** Passes every result on. */
export const UNGUARDED: Guard = (read) => read;

/** The error of a file that is no longer what it was when it was chosen, as browsers have it. */
export function changedError(): DOMException {
  return new DOMException('The file has changed since it was chosen.', 'NotReadableError');
}

/**
 * Throws if the file was changed. Chromium refuses to read such a file. Firefox reads it as it is now; there, only what
 * was read can show it.
 */
export async function checkUnchanged(file: Readable): Promise<void> {
  try {
    await file.slice(Math.max(0, file.size - 1), file.size).arrayBuffer();
  } catch (error) {
    // What was removed after it was read has been read in whole.
    if (error instanceof Error && error.name === 'NotReadableError') throw error;
  }
}

/** A file whose parts are read under a guard, and in full: one that was cut yields an error instead of less. */
export function guarded(file: Readable, guard: Guard): Readable {
  const read = async (from: number, to: number): Promise<ArrayBuffer> => {
    const bytes = await file.slice(from, to).arrayBuffer();
    if (bytes.byteLength < Math.min(to, file.size) - from) throw changedError();
    return bytes;
  };
  return {
    size: file.size,
    stream: () => file.stream(),
    slice: (from, to) => ({ arrayBuffer: () => guard(read(from, to)) }),
  };
}
