/**
 * Reads files: yields their bytes, and unpacks archives on the way. It knows no engine; what it yields goes into one on
 * the same thread, or into a parser.
 *
 * Each read is awaited under a guard that a cancel releases, as a drive may never answer.
 */

import type { FileEnd } from '../contract.js';
import { ArchiveError, isArchiveEnd } from '../shared/archive-error.js';
import type { Pace } from '../shared/pace.js';
import type { Part } from '../shared/parser-protocol.js';
import type { ReadEvent } from '../shared/read-event.js';
import { pathOf, placeOf, type Readable, type SourceFile } from '../shared/source-file.js';
import {
  type ContainerKind,
  HEAD_BYTES,
  listingToCut,
  openArchive,
  openStretch,
  recognise,
  type Unpacked,
} from './container/archive.js';
import { Meter } from './container/limits.js';
import type { Listing } from './container/zip.js';
import { guarded } from './guard.js';
import { type Ahead, CHUNK_BYTES, readAhead } from './reader.js';

/** Why nothing more is read. */
export type Stop = 'cancelled' | 'outOfMemory';

/** Ends a read, or the unpacking of an archive, after a cancel. */
class Stopped extends Error {}

/** The end of a file that could not be read to its end. */
export function failureEnd(error: unknown): FileEnd {
  if (error instanceof ArchiveError) return error.end;
  // Browsers report NotReadableError if the file was changed after it was chosen, and if the drive is gone.
  return error instanceof Error && error.name === 'NotReadableError' ? 'changed' : 'unreadable';
}

/** Unpacks a file for nothing, because in most archives the next one begins where it ends. */
async function skip({ chunks }: Unpacked): Promise<void> {
  try {
    for await (const _ of chunks);
  } catch {
    // What is wrong with a file that the user has removed is of no interest.
  }
}

export class SourceReader {
  readonly #pace: Pace;
  readonly #isRemoved: (path: string) => boolean;
  /** Null while reading. */
  #stopped: Stop | null = null;
  /** Ends the reads that are being waited for. */
  readonly #giveUps = new Set<() => void>();

  /** `isRemoved` tells which files in archives the user has removed. */
  constructor(pace: Pace, isRemoved: (path: string) => boolean) {
    this.#pace = pace;
    this.#isRemoved = isRemoved;
  }

  get stopped(): Stop | null {
    return this.#stopped;
  }

  /** The file that is being read ends at once, and so do those after it, of which nothing is read. */
  stop(why: Stop): void {
    this.#stopped ??= why;
    for (const giveUp of this.#giveUps) giveUp();
  }

  /** A read that a stop ends at once. */
  readonly #guard = async <T>(read: Promise<T>): Promise<T> => {
    if (this.#stopped) throw new Stopped();
    let giveUp = (): void => undefined;
    const givenUp = new Promise<never>((_, reject) => {
      giveUp = () => reject(new Stopped());
    });
    this.#giveUps.add(giveUp);
    try {
      const done = await Promise.race([read, givenUp]);
      await this.#pace.breathe();
      return done;
    } finally {
      this.#giveUps.delete(giveUp);
    }
  };

  /** Begins to read a file; null after a stop, when no more files are opened. */
  ahead({ file }: SourceFile): Ahead | null {
    return this.#stopped ? null : readAhead(file, CHUNK_BYTES, this.#guard);
  }

  /** Reads a file that has been begun, or begins it. */
  async *read(source: SourceFile, begun = this.ahead(source)): AsyncGenerator<ReadEvent> {
    const kind = begun && !this.#stopped ? recognise(await begun.head(HEAD_BYTES)) : null;
    if (kind || this.#stopped) await begun?.close();
    if (kind) yield* this.#archive(source, kind);
    else yield* this.#plain(source, begun);
  }

  /** The bytes of a file between two places. Throws if there are fewer than there were. */
  async bytesOf(file: Readable, from: number, to: number): Promise<Uint8Array> {
    return new Uint8Array(await guarded(file, this.#guard).slice(from, to).arrayBuffer());
  }

  /** Reads a file from one place to another, and returns how that ended. */
  async *range(file: Blob, from: number, to: number): AsyncGenerator<ReadEvent, FileEnd> {
    const stretch = file.slice(from, to);
    const { chunks } = readAhead(stretch, CHUNK_BYTES, this.#guard);
    const end = yield* this.#counted(this.#bytes(chunks()), from);
    return end === 'complete' && stretch.size < to - from ? 'changed' : end;
  }

  async *#plain(source: SourceFile, ahead: Ahead | null): AsyncGenerator<ReadEvent> {
    const content = { ...placeOf(source), size: source.file.size, chunks: ahead?.chunks() };
    yield* this.#counted(this.#content(content, false), 0);
  }

  /** Says after all bytes how many of the file have been read. */
  async *#counted<End>(events: AsyncGenerator<ReadEvent, End>, before: number): AsyncGenerator<ReadEvent, End> {
    let bytes = before;
    for (;;) {
      const { value, done } = await events.next();
      if (done) return value;
      yield value;
      if (value.event !== 'bytes') continue;
      bytes += value.bytes.length;
      yield { event: 'read', bytes };
    }
  }

  async *#archive(source: SourceFile, kind: ContainerKind): AsyncGenerator<ReadEvent> {
    const meter = this.#meter(source);
    const members = openArchive(guarded(source.file, this.#guard), { kind, place: placeOf(source), meter });
    yield* this.#members(members, meter, source);
  }

  /** What the directory of a zip lists, if it can be read in parts. */
  async listing(source: SourceFile): Promise<Listing | null> {
    return await listingToCut(guarded(source.file, this.#guard), this.#meter(source));
  }

  /** Reads a stretch of a zip. Returns whether it could be read to its end. */
  async *stretch(source: SourceFile, listing: Listing, { from, to }: Part): AsyncGenerator<ReadEvent, boolean> {
    const opening = { place: placeOf(source), meter: this.#meter(source) };
    const members = openStretch(guarded(source.file, this.#guard), listing, { from, end: to }, opening);
    return yield* this.#members(members, opening.meter, source);
  }

  #meter({ file, unlimited }: SourceFile): Meter {
    return new Meter(file.size, unlimited, () => this.#pause());
  }

  /** Reads files of an archive. Returns whether they could all be read. */
  async *#members(
    members: AsyncIterable<Unpacked>,
    meter: Meter,
    { file }: SourceFile,
  ): AsyncGenerator<ReadEvent, boolean> {
    const read = (): ReadEvent => ({ event: 'read', bytes: Math.min(meter.position, file.size) });
    let hasMembers = false;
    let isReadable = true;
    for await (const member of members) {
      hasMembers = true;
      if (this.#isRemoved(pathOf(member))) {
        await skip(member);
        continue;
      }
      const end = yield* this.#member(member, read);
      // The archive itself can no longer be read.
      isReadable = !this.#stopped && (end === 'complete' || isArchiveEnd(end));
      if (!isReadable) break;
    }
    // None begins in the last part of a zip if the last one is large.
    if (hasMembers || meter.position >= file.size) yield read();
    return isReadable;
  }

  /** Reads a file in an archive, and returns how it ended. */
  async *#member(member: Unpacked, read: () => ReadEvent): AsyncGenerator<ReadEvent, FileEnd> {
    let end: FileEnd = 'complete';
    for await (const event of this.#content(member, true)) {
      yield event;
      if (event.event === 'bytes') yield read();
      if (event.event === 'end') end = event.end;
    }
    return end;
  }

  /** Between two steps of unpacking, which may yield nothing for long. */
  async #pause(): Promise<void> {
    await this.#pace.breathe();
    if (this.#stopped) throw new Stopped();
  }

  /** A file from its beginning to its end. */
  async *#content(
    file: Omit<Unpacked, 'chunks'> & { chunks: AsyncIterable<Uint8Array> | undefined },
    isMember: boolean,
  ): AsyncGenerator<ReadEvent> {
    const { name, folder, size } = file;
    yield { event: 'begin', place: { name, folder }, size, isMember };
    yield { event: 'end', end: yield* this.#bytes(file.chunks) };
  }

  /** The bytes of a file, and how it ends. A file that fails does not fail the others. */
  async *#bytes(chunks: AsyncIterable<Uint8Array> | undefined): AsyncGenerator<ReadEvent, FileEnd> {
    try {
      if (this.#stopped || !chunks) return this.#stopped ?? 'cancelled';
      for await (const chunk of chunks) {
        for (let from = 0; from < chunk.length && !this.#stopped; from += this.#pace.pushBytes) {
          yield { event: 'bytes', bytes: chunk.subarray(from, from + this.#pace.pushBytes) };
          await this.#pace.breathe();
        }
        if (this.#stopped) return this.#stopped;
      }
      return 'complete';
    } catch (error) {
      return this.#stopped ?? failureEnd(error);
    }
  }
}
