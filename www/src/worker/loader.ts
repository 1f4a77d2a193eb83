/**
 * Reads files into the engine, one after the other: in the worker at full speed, on the main thread in slices. Awaiting
 * each chunk is the back pressure, the progress and the place where a cancel takes effect.
 */

import type { Corrections, FileEnd, Summary } from '../contract.js';
import type { EngineHost } from './host.js';
import { type Ahead, type Readable, readAhead } from './reader.js';

/** A file to open, with the folder as far as the browser told it. */
export interface SourceFile {
  readonly file: Readable & { readonly name: string };
  /** `/` between the parts, empty when it is not known. */
  readonly folder: string;
}

/** Folder and name: how a file is told apart from its namesakes of other servers. */
export function pathOf({ file, folder }: { file: { name: string }; folder: string }): string {
  return folder ? `${folder}/${file.name}` : file.name;
}

/** How far reading is. Sizes in bytes. */
export interface Progress {
  bytesRead: number;
  bytesTotal: number;
  filesRead: number;
  filesTotal: number;
  /** The file that is being read. */
  fileName: string;
}

/** A file that could not be read to its end. */
export interface FileFailure {
  name: string;
  folder: string;
  end: FileEnd;
  bytesRead: number;
}

/** What the loader tells while it works. */
export interface LoadListener {
  progress(progress: Progress): void;
  /** Sessions are there to be shown, before all bytes are read. */
  published(summary: Summary): void;
  failed(failure: FileFailure): void;
}

/** How work is cut so that whoever shares the thread gets its turn. */
export interface Pace {
  /** Bytes of one `push`. */
  pushBytes: number;
  /** Called between two pushes. */
  breathe(): Promise<void> | void;
}

/**
 * In a worker nobody else waits for the thread: no pauses. The pieces are small enough that their copy in the engine's
 * memory is still in the processor's cache when it is parsed.
 */
export const FULL_SPEED: Pace = { pushBytes: 256 * 1024, breathe: () => undefined };

const PROGRESS_MS = 100;
/** Bytes after which sessions are shown for the first time; the next times are at twice as many each. */
export const FIRST_PUBLISH_BYTES = 64 * 1024 * 1024;

/** Natural order, so that instance -2 comes before -10; the same on every machine. */
const NATURAL = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Files in the order in which they are opened: by folder, then by name. */
export function inOrder<T extends SourceFile>(files: readonly T[]): T[] {
  return [...files].sort((a, b) => NATURAL.compare(a.folder, b.folder) || NATURAL.compare(a.file.name, b.file.name));
}

/** What became of a file that the browser would not read on. */
function failureEnd(error: unknown): FileEnd {
  // Browsers say NotReadableError when the file was written to after it was chosen, and when the medium is gone.
  return error instanceof Error && error.name === 'NotReadableError' ? 'changed' : 'unreadable';
}

export class Loader {
  readonly #host: EngineHost;
  readonly #pace: Pace;
  readonly #listener: LoadListener;
  readonly #now: () => number;
  readonly #progress: Progress = { bytesRead: 0, bytesTotal: 0, filesRead: 0, filesTotal: 0, fileName: '' };
  #corrections: Corrections = new Map();
  #cancelled = false;
  #started = 0;
  #lastProgress = Number.NEGATIVE_INFINITY;
  #publishAt = FIRST_PUBLISH_BYTES;

  constructor(host: EngineHost, pace: Pace, listener: LoadListener, now: () => number = () => performance.now()) {
    this.#host = host;
    this.#pace = pace;
    this.#listener = listener;
    this.#now = now;
  }

  /** Stops at the next chunk. What was read stays; the file under way and those after it end as `cancelled`. */
  cancel(): void {
    this.#cancelled = true;
  }

  /** Reads all files, and resolves with the summary of everything that is open. */
  async load(files: readonly SourceFile[], corrections: Corrections = new Map()): Promise<Summary> {
    this.#corrections = corrections;
    this.#started = this.#now();
    this.#progress.filesTotal = files.length;
    this.#progress.bytesTotal = files.reduce((sum, { file }) => sum + file.size, 0);
    await this.#loadFiles(inOrder(files));
    this.#report(true);
    return this.#publish();
  }

  /** Reads the files in order, each while the first chunk of the next one is already on its way. */
  async #loadFiles(sources: readonly SourceFile[]): Promise<void> {
    let next: Ahead | null = null;
    try {
      for (const [index, source] of sources.entries()) {
        // After a cancel nothing is opened any more.
        const ahead: Ahead | null = next ?? (this.#cancelled ? null : readAhead(source.file));
        const following = sources[index + 1];
        next = following && !this.#cancelled ? readAhead(following.file) : null;
        await this.#loadFile(source, ahead);
      }
    } finally {
      await next?.close().catch(() => undefined);
    }
  }

  async #loadFile(source: SourceFile, ahead: Ahead | null): Promise<void> {
    const { file, folder } = source;
    const path = pathOf(source);
    this.#progress.fileName = file.name;
    const { readAs = '', offsetMinutes = 0 } = this.#corrections.get(path) ?? {};
    this.#host.run((engine) => engine.beginFile(file.name, folder, file.size, readAs, offsetMinutes), path);
    const before = this.#progress.bytesRead;
    const end = await this.#readFile(ahead, path);
    this.#host.run((engine) => engine.endFile(end), path);
    const bytesRead = this.#progress.bytesRead - before;
    if (end === 'unreadable' || end === 'changed') {
      this.#listener.failed({ name: file.name, folder, end, bytesRead });
    }
    this.#progress.filesRead += 1;
  }

  /** Pushes what the file gives. A file that fails is not an error of the load: the others go on. */
  async #readFile(ahead: Ahead | null, path: string): Promise<FileEnd> {
    try {
      if (this.#cancelled || !ahead) {
        await ahead?.close();
        return 'cancelled';
      }
      for await (const chunk of ahead.chunks()) {
        await this.#push(chunk, path);
        if (this.#cancelled) return 'cancelled';
      }
      return 'complete';
    } catch (error) {
      if (this.#host.dead) throw error;
      return failureEnd(error);
    }
  }

  async #push(chunk: Uint8Array, path: string): Promise<void> {
    for (let from = 0; from < chunk.length; from += this.#pace.pushBytes) {
      const slice = chunk.subarray(from, from + this.#pace.pushBytes);
      this.#host.run((engine) => engine.push(slice), path);
      this.#progress.bytesRead += slice.length;
      this.#report(false);
      this.#publishEarly();
      await this.#pace.breathe();
      if (this.#cancelled) return;
    }
  }

  #report(force: boolean): void {
    const now = this.#now();
    if (!force && now - this.#lastProgress < PROGRESS_MS) return;
    this.#lastProgress = now;
    this.#listener.progress({ ...this.#progress });
  }

  #publishEarly(): void {
    if (this.#progress.bytesRead < this.#publishAt) return;
    // Doubling keeps the cost of publishing below a fixed share of the cost of reading.
    this.#publishAt = this.#progress.bytesRead * 2;
    this.#listener.published(this.#publish());
  }

  #publish(): Summary {
    const summary = this.#host.run((engine) => engine.publish());
    return { ...summary, elapsedMs: this.#now() - this.#started };
  }
}
