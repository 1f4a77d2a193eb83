/**
 * Reads a file in chunks, with the next read in progress while the caller processes the current chunk.
 *
 * A BYOB reader with a large buffer is two to four times as fast as slices. Two buffers alternate: one is filled while
 * the other is parsed, so a chunk is valid only until the next one is requested.
 */

import type { Readable } from '../shared/source-file.js';
import { changedError, checkUnchanged, type Guard, UNGUARDED } from './guard.js';

/** Bytes per read: large enough for the cost of a read to be negligible, small enough to cancel without delay. */
export const CHUNK_BYTES = 4 * 1024 * 1024;

/** Bytes per read of a file that has less. */
const SMALL_BYTES = 16 * 1024;

/** A read: its bytes, and the buffer to reuse once they are no longer needed. */
interface Read {
  bytes: Uint8Array;
  done: boolean;
  spare: ArrayBuffer | null;
}

type NextRead = (spare: ArrayBuffer | null) => Promise<Read>;

/**
 * The readers in use. Chromium (seen in 156) garbage-collects a blob's byte stream that only its pending read refers
 * to, and that read then never ends: rare in practice, certain when the collector runs every millisecond. This set
 * keeps readers reachable.
 */
const IN_USE = new Set<ReadableStreamBYOBReader>();

function byobReader(file: Readable): ReadableStreamBYOBReader | null {
  try {
    const reader = file.stream().getReader({ mode: 'byob' });
    IN_USE.add(reader);
    return reader;
  } catch {
    return null; // Blob streams of older browsers are not byte streams.
  }
}

/**
 * Why a stream failed. Chromium reports `network error` both for a file that was changed and for one that is gone;
 * reading a byte by slice shows which.
 */
async function reasonOf(error: unknown, file: Readable): Promise<unknown> {
  try {
    await file.slice(0, 1).arrayBuffer();
    return error;
  } catch (reason) {
    return reason;
  }
}

function byobReads(file: Readable, reader: ReadableStreamBYOBReader, chunkBytes: number): NextRead {
  return async (spare) => {
    const view = new Uint8Array(spare ?? new ArrayBuffer(chunkBytes), 0, chunkBytes);
    const { value, done } = await reader.read(view).catch(async (error) => {
      throw await reasonOf(error, file);
    });
    // Every value returns the buffer, also the empty one at the end; after a cancel there is no value at all.
    return { bytes: value ?? new Uint8Array(0), done, spare: value?.buffer ?? null };
  };
}

/** Nobody waits for it: a drive that does not answer delays this too. */
function release(reader: ReadableStreamBYOBReader | null): void {
  if (!reader) return;
  const forget = () => void IN_USE.delete(reader);
  reader.cancel().then(forget, forget);
}

function sliceReads(file: Readable, chunkBytes: number): NextRead {
  let from = 0;
  return async () => {
    const bytes = new Uint8Array(await file.slice(from, from + chunkBytes).arrayBuffer());
    from += bytes.length;
    return { bytes, done: bytes.length === 0, spare: null };
  };
}

/** Prevents a read that fails before it is awaited from counting as an unhandled rejection. */
function started<T>(read: Promise<T>): Promise<T> {
  read.catch(() => undefined);
  return read;
}

/**
 * The chunks of a file, in order. Each is valid until the next is requested. After all chunks that were readable, throws
 * the browser's error (`NotFoundError`, `NotReadableError`) if the file is gone or has changed, and `NotReadableError`
 * if there were fewer or more bytes than the file had when it was chosen.
 */
export async function* chunks(
  file: Readable,
  chunkBytes = CHUNK_BYTES,
  guard: Guard = UNGUARDED,
): AsyncGenerator<Uint8Array> {
  const reader = byobReader(file);
  // Two buffers of the full size would take most of the time of a small file. One more byte shows the end at once.
  const bufferBytes = Math.min(chunkBytes, Math.max(SMALL_BYTES, file.size + 1));
  const next = reader ? byobReads(file, reader, bufferBytes) : sliceReads(file, chunkBytes);
  // The buffer of the caller's chunk, free again when the next chunk is requested.
  let spare: ArrayBuffer | null = null;
  let left = file.size;
  let unchanged: Promise<void> | null = null;
  try {
    let ahead = started(next(null));
    for (;;) {
      const read = await guard(ahead);
      if (read.done) break;
      ahead = started(next(spare));
      left -= read.bytes.length;
      // Checked while the caller processes the last chunk.
      if (left <= 0) unchanged ??= started(checkUnchanged(file));
      yield read.bytes;
      spare = read.spare;
    }
    if (left !== 0) throw changedError();
    if (unchanged) await guard(unchanged);
  } finally {
    release(reader);
  }
}

/** A file whose first read is in progress. */
export interface Ahead {
  /** The first bytes of the file; none if it cannot be read, in which case `chunks` throws the reason. */
  head(bytes: number): Promise<Uint8Array>;
  /** The chunks of the file, as from the function `chunks`. */
  chunks(): AsyncGenerator<Uint8Array>;
  /** Releases the file; needed only if its chunks are never read. */
  close(): Promise<void>;
}

/**
 * Starts reading a file while the previous one is still being processed: opening a file takes the browser a few
 * milliseconds in which the engine would be idle, and a folder of logs has hundreds of files.
 */
export function readAhead(file: Readable, chunkBytes = CHUNK_BYTES, guard: Guard = UNGUARDED): Ahead {
  const all = chunks(file, chunkBytes, guard);
  const first = all.next();
  first.catch(() => undefined); // `chunks` throws it.
  return {
    async head(bytes) {
      const step = await first.catch(() => null);
      if (!step || step.done) return new Uint8Array(0);
      const begun = step.value.slice(0, bytes);
      if (begun.length >= Math.min(bytes, file.size)) return begun;
      // A file assembled from several blobs may arrive in small pieces.
      const read = guard(file.slice(0, bytes).arrayBuffer());
      return read.then((buffer) => new Uint8Array(buffer)).catch(() => begun);
    },
    async *chunks() {
      try {
        for (let step = await first; !step.done; step = await all.next()) yield step.value;
      } finally {
        await all.return(undefined);
      }
    },
    close: async () => void (await all.return(undefined)),
  };
}
