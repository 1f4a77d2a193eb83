/**
 * The workers that parse files for the engine. Each gets the next file as soon as it has parsed the one before, so they are
 * ahead of the engine, which takes what they made in the order of the files. Of a large file each gets a part.
 */

import type { Corrections } from '../contract.js';
import { whenReleased } from '../shared/locks.js';
import type { ParserMessage, ParserPort, ParserStart, Part } from '../shared/parser-protocol.js';
import type { ReadEvent } from '../shared/read-event.js';
import { canBeCut, type SourceFile, unpackedSize } from '../shared/source-file.js';

/** Starts parsers for these files, as many as are worth it; null if there are none. */
export type StartParsers = (
  files: readonly SourceFile[],
  bytes: number,
  corrections: Corrections,
) => Promise<Parsers | null>;

/** Does a little while nothing has arrived, with a turn of the event loop. Returns whether there is more to do. */
export type Meanwhile = () => Promise<boolean>;

/** No more of a file will arrive: its parser has ended, or all were closed. */
export class ParserEnded extends Error {
  /** None has begun with the file. */
  readonly isUntouched: boolean;

  constructor(isUntouched = false) {
    super();
    this.isUntouched = isUntouched;
  }
}

/**
 * Files that a parser has at a time: one that it parses, and the next, of which it reads the beginning. The last ones go to
 * the parser that is free first.
 */
const FILES_EACH = 2;
/** Bytes below which files are read sooner than parsers are started. */
const LEAST_BYTES = 20 * 1024 * 1024;
const MOST_PARSERS = 8;
/** Bytes of a file above which several parsers read it, and about as many as each part of it has. */
export const CUT_ABOVE = 64 * 1024 * 1024;
const PART_BYTES = 32 * 1024 * 1024;
/** Milliseconds after which a parser that is not ready is not waited for. */
const READY_MS = 5000;

/** What a parser gets: a file, or a part of one. */
interface Task {
  /** Index of the file. */
  readonly file: number;
  readonly part: Part | null;
}

/** A file that has more bytes than `above`, once it is unpacked, is cut into parts, if there are several parsers. */
function partsOf(source: SourceFile, file: number, parsers: number, above: number): Task[] {
  const { size } = source.file;
  const unpacked = unpackedSize(source);
  const each = Math.ceil((Math.min(PART_BYTES, above) * size) / unpacked);
  if (parsers < 2 || unpacked <= above || !canBeCut(source)) return [{ file, part: null }];
  const count = Math.max(1, Math.floor(size / each));
  return Array.from({ length: count }, (_, index) => {
    const to = index + 1 < count ? (index + 1) * each : size;
    return { file, part: { file, from: index * each, to } };
  });
}

/** As many as there are cores beside the one of the engine, but not more than there are files and parts of files. */
export function parserCount(cores: number, files: readonly SourceFile[], bytes: number): number {
  const packed = files.reduce((sum, source) => sum + unpackedSize(source) - source.file.size, 0);
  if (bytes + packed < LEAST_BYTES || cores < 2) return 0;
  const most = Math.min(MOST_PARSERS, cores - 1);
  const tasks = files.reduce((sum, source) => sum + partsOf(source, 0, most, CUT_ABOVE).length, 0);
  return Math.min(most, tasks);
}

type Events = ParserMessage & { parsed: 'events' };

const taken = ({ bytes }: Events, from: ParserPort) => from.post({ parse: 'taken', bytes });

/** What has arrived of a file, or of a part of it. */
class Arrivals {
  readonly #messages: { message: Events; from: ParserPort }[] = [];
  #isOver = false;
  #isDropped = false;
  #arrived: () => void = () => undefined;

  add(message: Events, from: ParserPort): void {
    if (this.#isDropped) taken(message, from);
    else {
      this.#messages.push({ message, from });
      this.#arrived();
    }
  }

  /** It counts for nothing: its parser shall not wait for what it has sent to be taken. */
  drop(): void {
    this.#isDropped = true;
    for (const { message, from } of this.#messages.splice(0)) taken(message, from);
  }

  get isDropped(): boolean {
    return this.#isDropped;
  }

  /** Nothing more will arrive. */
  end(): void {
    this.#isOver = true;
    this.#arrived();
  }

  /** Lets those who wait for it check again whether anything will arrive. */
  wake(): void {
    this.#arrived();
  }

  /** The next message; until it is there, as long as there is something to do meanwhile, that is done. Null if none will arrive. */
  async next(meanwhile: Meanwhile, isHopeless: () => boolean): Promise<{ message: Events; from: ParserPort } | null> {
    for (;;) {
      const next = this.#messages.shift();
      if (next) return next;
      if (this.#isOver || isHopeless()) return null;
      if ((await meanwhile()) || this.#messages.length > 0 || this.#isOver || isHopeless()) continue;
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
    }
  }
}

/** A parser, and the tasks that it has not finished, in order. */
interface Running {
  port: ParserPort;
  tasks: number[];
}

export class Parsers {
  readonly #count: number;
  readonly #files: readonly SourceFile[];
  readonly #tasks: readonly Task[];
  /** For each file its first task. */
  readonly #firstTasks: readonly number[];
  /** For each task. */
  readonly #arrivals: readonly Arrivals[];
  readonly #start: ParserStart;
  readonly #newPort: () => ParserPort;
  readonly #running = new Set<Running>();
  /** The tasks from this one on have been given to no parser. */
  #next = 0;
  /** Tasks before it, each a whole file, with which parsers that have ended had not begun. */
  readonly #left = new Set<number>();
  #isClosed = false;

  private constructor(
    count: number,
    files: readonly SourceFile[],
    start: ParserStart,
    newPort: () => ParserPort,
    cutAbove: number,
  ) {
    this.#count = count;
    this.#files = files;
    const parts = files.map((source, file) => partsOf(source, file, count, cutAbove));
    this.#tasks = parts.flat();
    let tasks = 0;
    this.#firstTasks = parts.map(({ length }) => {
      tasks += length;
      return tasks - length;
    });
    this.#arrivals = this.#tasks.map(() => new Arrivals());
    this.#start = start;
    this.#newPort = newPort;
  }

  /** Starts so many; null if the browser allows none. Files with more bytes than `cutAbove` are cut. */
  static async start(
    count: number,
    files: readonly SourceFile[],
    start: ParserStart,
    newPort: () => ParserPort,
    cutAbove = CUT_ABOVE,
  ): Promise<Parsers | null> {
    const parsers = new Parsers(count, files, start, newPort, cutAbove);
    const ready = Array.from({ length: count }, () => parsers.#run());
    return await Promise.any(ready).then(
      () => parsers,
      () => null,
    );
  }

  /**
   * What is read of the file at that index, in order. Throws `ParserEnded` if its parser has ended, and after `close`.
   * Null if no parser reads it: the others may be waiting for their files to be taken, so none is asked to.
   */
  events(file: number, meanwhile: Meanwhile): AsyncIterable<ReadEvent> | null {
    const first = this.#firstTasks[file] ?? this.#tasks.length;
    if (this.#left.delete(first)) return null;
    if (first < this.#next || this.#running.size > 0) return this.#events(file, first, meanwhile);
    this.#dropFrom(first, file);
    return null;
  }

  async *#events(file: number, first: number, meanwhile: Meanwhile): AsyncGenerator<ReadEvent> {
    let task = first;
    try {
      for (let isLast = false; !isLast; task += 1) isLast = yield* this.#eventsOf(task, meanwhile);
    } finally {
      // What was made of parts that follow counts for nothing.
      this.#dropFrom(task, file);
    }
  }

  /** What is read for a task; returns whether nothing of its file follows. */
  async *#eventsOf(task: number, meanwhile: Meanwhile): AsyncGenerator<ReadEvent, boolean> {
    const arrivals = this.#arrivals[task];
    const isFirst = this.#firstTasks[this.#tasks[task]?.file ?? -1] === task;
    // Nobody has it any more, or nobody is there to take it.
    const isHopeless = () => this.#left.has(task) || (task >= this.#next && this.#running.size === 0);
    for (;;) {
      if (!arrivals || this.#isClosed) throw new ParserEnded();
      const next = await arrivals.next(meanwhile, isHopeless);
      if (!next) throw new ParserEnded(isFirst && isHopeless() && !this.#isClosed);
      const { message, from } = next;
      for (const event of message.events) {
        if (this.#isClosed) throw new ParserEnded();
        yield event;
      }
      taken(message, from);
      if (message.done !== 'no') return message.done === 'file';
    }
  }

  /** The tasks of its file after that one count for nothing. */
  #dropAfter(task: number): void {
    const file = this.#tasks[task]?.file;
    if (file !== undefined) this.#dropFrom(task + 1, file);
  }

  /** The tasks of a file from that one on count for nothing. */
  #dropFrom(task: number, file: number): void {
    for (let at = task; this.#tasks[at]?.file === file; at += 1) this.#arrivals[at]?.drop();
  }

  /** Ends all parsers, and what is waited for. */
  close(): void {
    this.#isClosed = true;
    for (const { port } of this.#running) port.end();
    this.#running.clear();
    for (const arrivals of this.#arrivals) arrivals.end();
  }

  /** Starts a parser; the promise is kept once it is ready. */
  #run(): Promise<void> {
    return new Promise((resolve, reject) => {
      const running: Running = { port: this.#newPort(), tasks: [] };
      const { port } = running;
      const ended = new AbortController();
      const lost = () => {
        ended.abort();
        this.#lost(running);
        reject(new ParserEnded());
      };
      const late = setTimeout(lost, READY_MS);
      ended.signal.addEventListener('abort', () => clearTimeout(late));
      const ready = (lock: string | null) => {
        clearTimeout(late);
        if (lock) whenReleased(lock, ended.signal, lost);
        this.#begin(running);
        resolve();
      };
      port.onMessage = (message) => {
        if (message.parsed === 'events') this.#hear(running, message);
        else if (message.parsed === 'goesOn') this.#dropAfter(message.source);
        else if (message.parsed === 'ready') ready(message.lock);
        else lost();
      };
      port.post({ parse: 'start', ...this.#start });
    });
  }

  #begin(running: Running): void {
    if (this.#isClosed) running.port.end();
    else {
      this.#running.add(running);
      this.#assign(running);
    }
  }

  #hear(running: Running, message: Events): void {
    this.#arrivals[message.source]?.add(message, running.port);
    if (message.done === 'no') return;
    running.tasks.shift();
    if (message.done === 'file') this.#dropAfter(message.source);
    this.#assign(running);
  }

  #assign(running: Running): void {
    const { port, tasks } = running;
    const many = this.#tasks.length - this.#next > this.#count;
    while (this.#running.has(running) && tasks.length < (many ? FILES_EACH : 1)) {
      while (this.#arrivals[this.#next]?.isDropped) this.#next += 1;
      const task = this.#tasks[this.#next];
      const source = task && this.#files[task.file];
      // A part that waits for its parser would be lost with it.
      if (!task || !source || (task.part && tasks.length > 0)) return;
      tasks.push(this.#next);
      const { file, folder, unlimited = false } = source;
      port.post({ parse: 'read', source: this.#next, file: { file, folder, unlimited }, part: task.part });
      this.#next += 1;
    }
  }

  /** A parser has ended: the file that it worked on is lost. Another one takes its place. */
  #lost(running: Running): void {
    running.port.end();
    if (!this.#running.delete(running)) return;
    const [lost, ...others] = running.tasks;
    if (lost !== undefined) {
      this.#arrivals[lost]?.end();
      // The file ends with that part.
      this.#dropAfter(lost);
    }
    // One of them is perhaps waited for: what the parser worked on may have counted for nothing.
    for (const task of others) {
      this.#left.add(task);
      this.#arrivals[task]?.wake();
    }
    if (this.#running.size === 0) for (const arrivals of this.#arrivals.slice(this.#next)) arrivals.wake();
    if (!this.#isClosed) void this.#run().catch(() => undefined);
  }
}
