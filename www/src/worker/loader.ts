/**
 * Reads files into the engine, one after the other, with turns of the event loop in between. Each piece is awaited, which
 * provides backpressure, progress, and the point where a cancel takes effect.
 *
 * What is read arrives as events (`ReadEvent`): from a reader on this thread, or from parsers on others, which are ahead by
 * some files. Either way they are taken in the order of the files, so the result is the same. Archives are unpacked on the
 * way: the engine sees the files in them, progress and failures treat an archive as one file.
 */

import type { Corrections, FileEnd, Summary } from '../contract.js';
import type { LoadListener, Progress } from '../shared/load.js';
import type { LogEngine } from '../shared/log-engine.js';
import { type Pace, turn } from '../shared/pace.js';
import type { ReadEvent } from '../shared/read-event.js';
import { comparePlaces, type Place, pathOf, placeOf, type SourceFile } from '../shared/source-file.js';
import { sortedInSlices } from './container/in-slices.js';
import { isRemoved, readingOf } from './corrected.js';
import type { EngineHost } from './host.js';
import { Names } from './names.js';
import { ParserEnded, type Parsers, type StartParsers } from './parsers.js';
import type { Ahead } from './reader.js';
import { totalSize } from './sizes.js';
import { SourceReader, type Stop } from './source-reader.js';
import type { Unfinished } from './unfinished.js';

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

/** A file to open, and its index among those that were given. */
interface Source extends SourceFile {
  readonly index: number;
}

/** The path of a file inside an archive; empty if it is the archive itself, or the only file of a gz file. */
function insideOf(archive: Place, { folder, name }: Place): string[] {
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

/** What is known of a file to open while its events are taken. */
interface Loading {
  readonly source: Source;
  /** Bytes read before it. */
  readonly before: number;
  /** Bytes of it that were read. */
  read: number;
  isArchive: boolean;
  /** The file that was begun last: as itself, and as it may be shown. */
  place: Place;
  shown: string;
  state: 'none' | 'open' | 'ended';
  readonly failed: Map<FileEnd, string[]>;
}

export class Loader {
  readonly #host: EngineHost;
  readonly #names: Names;
  readonly #pace: Pace;
  readonly #listener: LoadListener;
  readonly #now: () => number;
  readonly #startParsers: StartParsers;
  readonly #progress: Progress = { bytesRead: 0, bytesTotal: 0, filesRead: 0, filesTotal: 0, fileName: '' };
  #corrections: Corrections = new Map();
  readonly #reader: SourceReader;
  #parsers: Parsers | null = null;
  #started = 0;
  #lastProgress = Number.NEGATIVE_INFINITY;
  /** Bytes that went into the engine: more than were read if there are archives. */
  #pushed = 0;
  #publishAt = FIRST_PUBLISH_BYTES;

  constructor(
    host: EngineHost,
    pace: Pace,
    listener: LoadListener,
    now: () => number = () => performance.now(),
    startParsers: StartParsers = async () => null,
  ) {
    this.#host = host;
    this.#names = new Names(host);
    this.#pace = pace;
    this.#reader = new SourceReader(pace, (path) => isRemoved(this.#corrections, path));
    this.#listener = listener;
    this.#now = now;
    this.#startParsers = startParsers;
  }

  /** Stops after the current piece. What was read stays; the current file and those after it end as `cancelled`. */
  cancel(): void {
    this.#stop('cancelled');
  }

  #stop(why: Stop): void {
    this.#reader.stop(why);
    this.#parsers?.close();
  }

  /** Reads all files, and resolves with the summary of everything that is open. */
  async load(files: readonly SourceFile[], corrections: Corrections = new Map()): Promise<Summary> {
    this.#corrections = corrections;
    this.#started = this.#now();
    this.#progress.filesTotal = files.length;
    this.#progress.bytesTotal = await totalSize(files, () => this.#pace.breathe());
    const sources = files.map((source, index) => ({ ...source, index }));
    const compare = (a: Source, b: Source) => (a.rank ?? 0) - (b.rank ?? 0) || comparePlaces(placeOf(a), placeOf(b));
    const ordered = await sortedInSlices(sources, compare, () => this.#pace.breathe());
    try {
      this.#parsers = await this.#startParsers(ordered, this.#progress.bytesTotal, corrections);
      await this.#loadFiles(ordered);
    } finally {
      this.#parsers?.close();
    }
    this.#report(true);
    return await this.#publish();
  }

  /** Takes the files in order. On this thread, the first chunk of the next file is already being read. */
  async #loadFiles(sources: readonly Source[]): Promise<void> {
    let next: Ahead | null = null;
    try {
      for (const [index, source] of sources.entries()) {
        const parsed = this.#reader.stopped ? null : (this.#parsers?.events(index, () => this.#lookAhead()) ?? null);
        if (parsed) {
          await this.#loadFile(source, parsed);
          continue;
        }
        const ahead: Ahead | null = next ?? this.#reader.ahead(source);
        const following = sources[index + 1];
        next = following ? this.#reader.ahead(following) : null;
        await this.#loadFile(source, this.#reader.read(source, ahead));
      }
    } finally {
      await next?.close().catch(() => undefined);
    }
  }

  async #loadFile(source: Source, events: AsyncIterable<ReadEvent>): Promise<void> {
    this.#progress.fileName = this.#names.masked(source.file.name);
    const loading: Loading = {
      source,
      before: this.#progress.bytesRead,
      read: 0,
      isArchive: false,
      place: placeOf(source),
      shown: '',
      state: 'none',
      failed: new Map(),
    };
    try {
      for await (const event of events) await this.#take(loading, event);
      // A part was not what the one before had found there.
      if (loading.state === 'open') this.#end(loading, this.#reader.stopped ?? 'changed');
    } catch (error) {
      if (!(error instanceof ParserEnded)) throw error;
      if (!error.isUntouched || this.#reader.stopped) this.#giveUp(loading);
      else for await (const event of this.#reader.read(source)) await this.#take(loading, event);
    }
    if (loading.isArchive && !this.#reader.stopped) this.#progress.bytesRead = loading.before + source.file.size;
    for (const [end, members] of loading.failed) this.#fail(loading, end, members);
    this.#progress.filesRead += 1;
  }

  /** Ends a file of which no more will arrive. */
  #giveUp(loading: Loading): void {
    const { state, isArchive } = loading;
    // The last file of an archive that was read is perhaps not its last.
    if (state !== 'ended' || (isArchive && !this.#reader.stopped))
      this.#endEarly(loading, this.#reader.stopped ?? 'failed');
  }

  /** Ends the file that is open; if none is, the file or archive that it would be in. */
  #endEarly(loading: Loading, end: FileEnd): void {
    const { source, state, isArchive } = loading;
    if (state !== 'open') {
      const size = isArchive ? null : source.file.size;
      this.#begin(loading, { place: placeOf(source), size, isMember: isArchive });
    }
    this.#end(loading, end);
  }

  async #take(loading: Loading, event: ReadEvent): Promise<void> {
    switch (event.event) {
      case 'begin':
        return this.#begin(loading, event);
      case 'bytes':
        return await this.#put(loading, event.bytes.length, (engine) => engine.push(event.bytes));
      case 'batch':
        return await this.#put(loading, event.bytes, (engine) => engine.merge(event.batch));
      case 'read':
        loading.read = event.bytes;
        this.#progress.bytesRead = loading.before + event.bytes;
        return this.#report(false);
      case 'end':
        return this.#endEarly(loading, event.end);
    }
  }

  #begin(loading: Loading, { place, size, isMember }: Omit<ReadEvent & { event: 'begin' }, 'event'>): void {
    const path = pathOf(place);
    const shown = pathOf(this.#names.maskedPlace(place));
    Object.assign(loading, { place, shown, state: 'open', isArchive: isMember });
    const { readAs, offsetMinutes } = readingOf(this.#corrections, path);
    const { folder, name } = place;
    const index = this.#host.run((engine) => engine.beginFile(name, folder, size, readAs, offsetMinutes), shown);
    if (shown !== path) this.#listener.named({ file: index, path, shown });
  }

  /** Puts bytes into the engine, unless it has no more room for them. */
  async #put(loading: Loading, bytes: number, put: (engine: LogEngine) => void): Promise<void> {
    const { shown } = loading;
    if (!this.#host.run((engine) => engine.hasRoom(), shown)) return this.#stop('outOfMemory');
    this.#host.run(put, shown);
    this.#pushed += bytes;
    await this.#publishEarly();
    await this.#pace.breathe();
  }

  #end(loading: Loading, end: FileEnd): void {
    this.#host.run((engine) => engine.endFile(end), loading.shown);
    loading.state = 'ended';
    if (this.#reader.stopped || end === 'complete') return;
    const { isArchive, source, failed, place } = loading;
    const members = membersOf(failed, end);
    if (isArchive) members.push(...insideOf(placeOf(source), place).map((path) => this.#names.masked(path)));
  }

  /** Reports each kind of failure of a file once; of a file that is no archive, what makes it worth another try. */
  #fail({ source, read, isArchive }: Loading, end: FileEnd, members: string[]): void {
    const failure = { source: source.index, ...this.#names.maskedPlace(placeOf(source)), end, bytesRead: read };
    this.#listener.failed(isArchive ? { ...failure, members } : failure);
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

  /** Does a part of publishing, with a turn of the event loop, in which what is waited for may arrive. */
  async #lookAhead(): Promise<boolean> {
    const isMore = this.#host.run((engine) => engine.lookAhead());
    await turn();
    await this.#pace.breathe();
    return isMore;
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
