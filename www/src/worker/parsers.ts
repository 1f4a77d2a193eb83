/**
 * The workers that parse files for the engine. Each gets the next file as soon as it has parsed the one before, so they are
 * ahead of the engine, which takes what they made in the order of the files.
 */

import type { Corrections } from '../contract.js';
import { whenReleased } from '../shared/locks.js';
import type { ParserMessage, ParserPort, ParserStart } from '../shared/parser-protocol.js';
import type { ReadEvent } from '../shared/read-event.js';
import { type SourceFile, unpackedSize } from '../shared/source-file.js';

/** Starts parsers for these files, as many as are worth it; null if there are none. */
export type StartParsers = (
  files: readonly SourceFile[],
  bytes: number,
  corrections: Corrections,
) => Promise<Parsers | null>;

/** Does a little while nothing has arrived, with a turn of the event loop. Returns whether there is more to do. */
export type Meanwhile = () => Promise<boolean>;

/** No more of a file will arrive: its parser has ended, or all were closed. */
export class ParserEnded extends Error {}

/**
 * Files that a parser has at a time: one that it parses, and the next, of which it reads the beginning. The last ones go to
 * the parser that is free first.
 */
const FILES_EACH = 2;
/** Bytes below which files are read sooner than parsers are started. */
const LEAST_BYTES = 20 * 1024 * 1024;
const MOST_PARSERS = 8;
/** Milliseconds after which a parser that is not ready is not waited for. */
const READY_MS = 5000;

/** As many as there are cores beside the one of the engine, but not more than there are files. */
export function parserCount(cores: number, files: readonly SourceFile[], bytes: number): number {
  const packed = files.reduce((sum, source) => sum + unpackedSize(source) - source.file.size, 0);
  return bytes + packed < LEAST_BYTES || cores < 2 ? 0 : Math.min(MOST_PARSERS, cores - 1, files.length);
}

type Events = ParserMessage & { parsed: 'events' };

/** What has arrived of a file. */
class Arrivals {
  readonly #messages: { message: Events; from: ParserPort }[] = [];
  #isOver = false;
  #arrived: () => void = () => undefined;

  add(message: Events, from: ParserPort): void {
    this.#messages.push({ message, from });
    this.#arrived();
  }

  /** Nothing more will arrive. */
  end(): void {
    this.#isOver = true;
    this.#arrived();
  }

  /** The next message; until it is there, as long as there is something to do meanwhile, that is done. */
  async next(meanwhile: Meanwhile): Promise<{ message: Events; from: ParserPort }> {
    for (;;) {
      const next = this.#messages.shift();
      if (next) return next;
      if (this.#isOver) throw new ParserEnded();
      if ((await meanwhile()) || this.#messages.length > 0 || this.#isOver) continue;
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
    }
  }
}

/** A parser, and the files that it has not finished, in order. */
interface Running {
  port: ParserPort;
  files: number[];
}

export class Parsers {
  readonly #count: number;
  readonly #files: readonly SourceFile[];
  readonly #arrivals: readonly Arrivals[];
  readonly #start: ParserStart;
  readonly #newPort: () => ParserPort;
  readonly #running = new Set<Running>();
  /** The files from this one on have been given to no parser. */
  #next = 0;
  /** Files before it of which parsers that have ended had not begun. */
  readonly #left = new Set<number>();
  #isClosed = false;

  private constructor(count: number, files: readonly SourceFile[], start: ParserStart, newPort: () => ParserPort) {
    this.#count = count;
    this.#files = files;
    this.#arrivals = files.map(() => new Arrivals());
    this.#start = start;
    this.#newPort = newPort;
  }

  /** Starts so many; null if the browser allows none. */
  static async start(
    count: number,
    files: readonly SourceFile[],
    start: ParserStart,
    newPort: () => ParserPort,
  ): Promise<Parsers | null> {
    const parsers = new Parsers(count, files, start, newPort);
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
    if (this.#left.delete(file)) return null;
    if (file < this.#next || this.#running.size > 0) return this.#events(file, meanwhile);
    this.#next = file + 1;
    return null;
  }

  async *#events(file: number, meanwhile: Meanwhile): AsyncGenerator<ReadEvent> {
    for (;;) {
      const arrivals = this.#arrivals[file];
      if (!arrivals || this.#isClosed) throw new ParserEnded();
      const { message, from } = await arrivals.next(meanwhile);
      for (const event of message.events) {
        if (this.#isClosed) throw new ParserEnded();
        yield event;
      }
      from.post({ parse: 'taken', bytes: message.bytes });
      if (message.isDone) return;
    }
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
      const running: Running = { port: this.#newPort(), files: [] };
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
    if (!message.isDone) return;
    running.files.shift();
    this.#assign(running);
  }

  #assign({ port, files }: Running): void {
    const many = this.#files.length - this.#next > this.#count;
    while (files.length < (many ? FILES_EACH : 1)) {
      const source = this.#next++;
      const next = this.#files[source];
      if (!next) return;
      files.push(source);
      const { file, folder, unlimited = false } = next;
      port.post({ parse: 'read', source, file: { file, folder, unlimited } });
    }
  }

  /** A parser has ended: the file that it worked on is lost. Another one takes its place. */
  #lost(running: Running): void {
    running.port.end();
    if (!this.#running.delete(running)) return;
    const [lost, ...others] = running.files;
    if (lost !== undefined) this.#arrivals[lost]?.end();
    for (const file of others) this.#left.add(file);
    if (!this.#isClosed) void this.#run().catch(() => undefined);
  }
}
