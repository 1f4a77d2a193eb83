/**
 * Reads files into the engine, one after the other, with turns of the event loop in between. Each chunk is awaited, which
 * provides backpressure, progress, and the point where a cancel takes effect; a read that does not end is given up then.
 *
 * Archives are unpacked on the way: the engine sees the files in them, progress and failures treat an archive as one
 * file.
 */

import type { Corrections, FileEnd, Summary } from '../contract.js';
import { ArchiveError, isArchiveEnd } from '../shared/archive-error.js';
import type { FileFailure, LoadListener, Progress } from '../shared/load.js';
import { comparePlaces, type Place, pathOf, placeOf, type SourceFile } from '../shared/source-file.js';
import { type ContainerKind, HEAD_BYTES, openArchive, recognise, type Unpacked } from './container/archive.js';
import { sortedInSlices } from './container/in-slices.js';
import { Meter } from './container/limits.js';
import { guarded } from './guard.js';
import type { EngineHost } from './host.js';
import { Names } from './names.js';
import { type Pace, slices } from './pace.js';
import { type Ahead, CHUNK_BYTES, readAhead } from './reader.js';
import { totalSize } from './sizes.js';
import type { Unfinished } from './unfinished.js';

/**
 * In a worker, other messages need the thread only now and then. The pieces are small enough for their copy in the
 * engine's memory to be in the processor's cache still when it is parsed.
 */
export const fullSpeed = (): Pace => slices(256 * 1024, 50);

/** A pace that also waits for questions that take several steps. */
export const patient = (pace: Pace, unfinished: Unfinished): Pace => ({
  pushBytes: pace.pushBytes,
  async breathe() {
    await pace.breathe();
    await unfinished.settled();
  },
});

const PROGRESS_MS = 100;
/** Bytes after which sessions are first published; after that, each time the amount has doubled. */
export const FIRST_PUBLISH_BYTES = 64 * 1024 * 1024;

/** Ends a read, or the unpacking of an archive, after a cancel. */
class Stopped extends Error {}

/** The end of a file that could not be read to its end. */
function failureEnd(error: unknown): FileEnd {
  if (error instanceof ArchiveError) return error.end;
  // Browsers report NotReadableError if the file was changed after it was chosen, and if the drive is gone.
  return error instanceof Error && error.name === 'NotReadableError' ? 'changed' : 'unreadable';
}

/** A file to open, and its index among those that were given. */
interface Source extends SourceFile {
  readonly index: number;
}

/** The bytes of a file; undefined if it is not opened because of a cancel. */
interface Content {
  chunks: AsyncIterable<Uint8Array> | undefined;
}

/** The path of a file inside an archive; empty if it is the archive itself, or the only file of a gz file. */
function insideOf(archive: Place, { folder, name }: Unpacked): string[] {
  if (folder === archive.folder && name === archive.name) return [];
  const root = archive.folder ? archive.folder.length + 1 : 0;
  return [[folder, name].join('/').slice(root + archive.name.length + 1)];
}

/** The files that ended this way. */
function membersOf(failed: Map<FileEnd, string[]>, end: FileEnd): string[] {
  const members = failed.get(end) ?? [];
  failed.set(end, members);
  return members;
}

/** Unpacks a file for nothing, because in most archives the next one begins where it ends. */
async function skip({ chunks }: Unpacked): Promise<void> {
  try {
    for await (const _ of chunks);
  } catch {
    // What is wrong with a file that the user has removed is of no interest.
  }
}

export class Loader {
  readonly #host: EngineHost;
  readonly #names: Names;
  readonly #pace: Pace;
  readonly #listener: LoadListener;
  readonly #now: () => number;
  readonly #progress: Progress = { bytesRead: 0, bytesTotal: 0, filesRead: 0, filesTotal: 0, fileName: '' };
  #corrections: Corrections = new Map();
  /** Why nothing more is read; null while reading. */
  #stopped: 'cancelled' | 'outOfMemory' | null = null;
  /** Ends the reads that are being waited for. */
  readonly #giveUps = new Set<() => void>();
  #started = 0;
  #lastProgress = Number.NEGATIVE_INFINITY;
  /** Bytes pushed to the engine: more than were read if there are archives. */
  #pushed = 0;
  #publishAt = FIRST_PUBLISH_BYTES;

  constructor(host: EngineHost, pace: Pace, listener: LoadListener, now: () => number = () => performance.now()) {
    this.#host = host;
    this.#names = new Names(host);
    this.#pace = pace;
    this.#listener = listener;
    this.#now = now;
  }

  /** Stops after the current chunk. What was read stays; the current file and those after it end as `cancelled`. */
  cancel(): void {
    this.#stop('cancelled');
  }

  #stop(why: 'cancelled' | 'outOfMemory'): void {
    this.#stopped ??= why;
    for (const giveUp of this.#giveUps) giveUp();
  }

  /** A read that a cancel ends at once, as a drive may never answer. */
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

  #readAhead({ file }: SourceFile): Ahead {
    return readAhead(file, CHUNK_BYTES, this.#guard);
  }

  /** Reads all files, and resolves with the summary of everything that is open. */
  async load(files: readonly SourceFile[], corrections: Corrections = new Map()): Promise<Summary> {
    this.#corrections = corrections;
    this.#started = this.#now();
    this.#progress.filesTotal = files.length;
    this.#progress.bytesTotal = await totalSize(files, () => this.#pace.breathe());
    const sources = files.map((source, index) => ({ ...source, index }));
    const compare = (a: Source, b: Source) => comparePlaces(placeOf(a), placeOf(b));
    await this.#loadFiles(await sortedInSlices(sources, compare, () => this.#pace.breathe()));
    this.#report(true);
    return await this.#publish();
  }

  /** Reads the files in order, with the first chunk of the next file already being read. */
  async #loadFiles(sources: readonly Source[]): Promise<void> {
    let next: Ahead | null = null;
    try {
      for (const [index, source] of sources.entries()) {
        // After a cancel, no more files are opened.
        const ahead: Ahead | null = next ?? (this.#stopped ? null : this.#readAhead(source));
        const following = sources[index + 1];
        next = following && !this.#stopped ? this.#readAhead(following) : null;
        await this.#loadFile(source, ahead);
      }
    } finally {
      await next?.close().catch(() => undefined);
    }
  }

  async #loadFile(source: Source, ahead: Ahead | null): Promise<void> {
    this.#progress.fileName = this.#names.masked(source.file.name);
    const kind = ahead && !this.#stopped ? recognise(await ahead.head(HEAD_BYTES)) : null;
    if (kind) {
      await ahead?.close();
      await this.#loadArchive(source, kind);
    } else {
      await this.#loadPlain(source, ahead);
    }
    this.#progress.filesRead += 1;
  }

  async #loadPlain(source: Source, ahead: Ahead | null): Promise<void> {
    if (this.#stopped) await ahead?.close();
    const before = this.#progress.bytesRead;
    const content = { ...placeOf(source), size: source.file.size, chunks: ahead?.chunks() };
    const end = await this.#loadOne(content, (bytes) => {
      this.#progress.bytesRead += bytes;
    });
    const bytesRead = this.#progress.bytesRead - before;
    if (end === 'unreadable' || end === 'changed') this.#fail(source, { end, bytesRead });
  }

  #fail(source: Source, failure: Omit<FileFailure, 'source' | keyof Place>): void {
    this.#listener.failed({ source: source.index, ...this.#names.maskedPlace(placeOf(source)), ...failure });
  }

  /** Reads the files of an archive, and reports each kind of failure once. */
  async #loadArchive(source: Source, kind: ContainerKind): Promise<void> {
    const { file, unlimited } = source;
    const place = placeOf(source);
    const meter = new Meter(file.size, unlimited, () => this.#pause());
    const before = this.#progress.bytesRead;
    const failed = new Map<FileEnd, string[]>();
    for await (const member of openArchive(guarded(file, this.#guard), { kind, place, meter })) {
      if (this.#corrections.get(pathOf(member))?.removed) {
        await skip(member);
        continue;
      }
      const end = await this.#loadOne(member, () => {
        this.#progress.bytesRead = before + Math.min(meter.packed, file.size);
      });
      if (this.#stopped) break;
      if (end !== 'complete')
        membersOf(failed, end).push(...insideOf(place, member).map((path) => this.#names.masked(path)));
      // The archive itself can no longer be read.
      if (end !== 'complete' && !isArchiveEnd(end)) break;
    }
    const bytesRead = Math.min(meter.packed, file.size);
    if (!this.#stopped) this.#progress.bytesRead = before + file.size;
    for (const [end, members] of failed) this.#fail(source, { end, bytesRead, members });
  }

  /** Between two steps of unpacking, which may yield nothing for long. */
  async #pause(): Promise<void> {
    await this.#pace.breathe();
    if (this.#stopped) throw new Stopped();
  }

  /** Begins a file, pushes its bytes, ends it, and returns how it ended. */
  async #loadOne(file: Omit<Unpacked, 'chunks'> & Content, pushed: (bytes: number) => void): Promise<FileEnd> {
    const { name, folder, size } = file;
    const path = pathOf(file);
    const shown = pathOf(this.#names.maskedPlace(file));
    const { readAs = '', offsetMinutes = 0 } = this.#corrections.get(path) ?? {};
    const index = this.#host.run((engine) => engine.beginFile(name, folder, size, readAs, offsetMinutes), shown);
    if (shown !== path) this.#listener.named({ file: index, path, shown });
    const end = await this.#readFile(file.chunks, shown, pushed);
    this.#host.run((engine) => engine.endFile(end), shown);
    return end;
  }

  /** Pushes the bytes of a file. A file that fails does not fail the load; the next one follows. */
  async #readFile(chunks: Content['chunks'], shown: string, pushed: (bytes: number) => void): Promise<FileEnd> {
    try {
      if (this.#stopped || !chunks) return this.#stopped ?? 'cancelled';
      for await (const chunk of chunks) {
        await this.#push(chunk, shown, pushed);
        if (this.#stopped) return this.#stopped;
      }
      return 'complete';
    } catch (error) {
      if (this.#host.dead) throw error;
      return this.#stopped ?? failureEnd(error);
    }
  }

  async #push(chunk: Uint8Array, shown: string, pushed: (bytes: number) => void): Promise<void> {
    for (let from = 0; from < chunk.length; from += this.#pace.pushBytes) {
      const slice = chunk.subarray(from, from + this.#pace.pushBytes);
      if (!this.#host.run((engine) => engine.hasRoom(), shown)) return this.#stop('outOfMemory');
      this.#host.run((engine) => engine.push(slice), shown);
      this.#pushed += slice.length;
      pushed(slice.length);
      this.#report(false);
      await this.#publishEarly();
      await this.#pace.breathe();
      if (this.#stopped) return;
    }
  }

  #report(force: boolean): void {
    const now = this.#now();
    if (!force && now - this.#lastProgress < PROGRESS_MS) return;
    this.#lastProgress = now;
    this.#listener.progress({ ...this.#progress });
  }

  async #publishEarly(): Promise<void> {
    if (this.#pushed < this.#publishAt) return;
    // Doubling limits the cost of publishing to a fixed share of the cost of reading.
    this.#publishAt = this.#pushed * 2;
    this.#listener.published(await this.#publish());
  }

  /** In parts, as there may be millions of sessions. */
  async #publish(): Promise<Summary> {
    while (!this.#host.run((engine) => engine.preparePublishing())) await this.#pace.breathe();
    this.#listener.publishing?.();
    for (;;) {
      const summary = this.#host.run((engine) => engine.publish());
      if (summary) return { ...summary, elapsedMs: this.#now() - this.#started };
      await this.#pace.breathe();
    }
  }
}
