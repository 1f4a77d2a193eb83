/**
 * Reads a file as a row of chunks, with the next read under way while the caller works on the chunk before.
 *
 * A BYOB reader with a large buffer is two to four times faster than slices (design §9). Two buffers go round: one is
 * being filled while the other is being parsed, so a chunk is only valid until the next one is asked for.
 */

import type { Readable } from '../shared/source-file.js';

/** Bytes of one read: large enough that the cost of a read disappears, small enough that a cancel is felt at once. */
export const CHUNK_BYTES = 4 * 1024 * 1024;

/** One read: the bytes, and the buffer to use again once they are no longer needed. */
interface Read {
  bytes: Uint8Array;
  done: boolean;
  spare: ArrayBuffer | null;
}

type NextRead = (spare: ArrayBuffer | null) => Promise<Read>;

/**
 * The readers that are in use. Chromium (seen in 156) frees a blob's byte stream with its pending read when nothing but
 * that read refers to it, and then the read never ends: rare by itself, and certain with the collector run every
 * millisecond. Being reachable from here keeps a reader alive.
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
 * Why a stream failed. Chromium's says `network error` for a file that was changed and for one that is gone alike;
 * asked for a byte in the other way it tells them apart.
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
    // The buffer comes back with every value, in the end with an empty one; after a cancel there is no value at all.
    return { bytes: value ?? new Uint8Array(0), done, spare: value?.buffer ?? null };
  };
}

async function release(reader: ReadableStreamBYOBReader | null): Promise<void> {
  await reader?.cancel().catch(() => undefined);
  if (reader) IN_USE.delete(reader);
}

function sliceReads(file: Readable, chunkBytes: number): NextRead {
  let from = 0;
  return async () => {
    const bytes = new Uint8Array(await file.slice(from, from + chunkBytes).arrayBuffer());
    from += bytes.length;
    return { bytes, done: bytes.length === 0, spare: null };
  };
}

/** A read that is awaited later must not count as unhandled when it fails first. */
function started(read: Promise<Read>): Promise<Read> {
  read.catch(() => undefined);
  return read;
}

/**
 * The chunks of a file, in order. Each is valid until the next is asked for. Throws what the browser throws when the
 * file is gone or has changed (`NotFoundError`, `NotReadableError`), after every chunk that was still readable.
 */
export async function* chunks(file: Readable, chunkBytes = CHUNK_BYTES): AsyncGenerator<Uint8Array> {
  const reader = byobReader(file);
  const next = reader ? byobReads(file, reader, chunkBytes) : sliceReads(file, chunkBytes);
  // The buffer of the chunk that the caller holds; it is free again when the next chunk is asked for.
  let spare: ArrayBuffer | null = null;
  try {
    let ahead = started(next(null));
    for (;;) {
      const read = await ahead;
      if (read.done) return;
      ahead = started(next(spare));
      yield read.bytes;
      spare = read.spare;
    }
  } finally {
    await release(reader);
  }
}

/** A file whose first read is under way. */
export interface Ahead {
  /** The first bytes of the file; none where it cannot be read, which its chunks then tell. */
  head(bytes: number): Promise<Uint8Array>;
  /** The chunks of the file, as `chunks` gives them. */
  chunks(): AsyncGenerator<Uint8Array>;
  /** Lets go of the file; needed only when its chunks are never asked for. */
  close(): Promise<void>;
}

/**
 * Starts to read a file while the one before it is still being worked on: opening a file costs the browser a few
 * milliseconds in which the engine would have nothing to do, and a folder of logs has hundreds of files.
 */
export function readAhead(file: Readable, chunkBytes = CHUNK_BYTES): Ahead {
  const all = chunks(file, chunkBytes);
  const first = all.next();
  first.catch(() => undefined); // It fails for whoever asks for the chunks.
  return {
    async head(bytes) {
      const step = await first.catch(() => null);
      if (!step || step.done) return new Uint8Array(0);
      const begun = step.value.slice(0, bytes);
      if (begun.length >= Math.min(bytes, file.size)) return begun;
      // A file that is put together from pieces may come in such pieces.
      const read = file.slice(0, bytes).arrayBuffer();
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
