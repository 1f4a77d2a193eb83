/**
 * What a worker does that parses files for the engine of another worker: reads them one after the other, makes batches of
 * their bytes, and sends these with what else was read. It waits whenever too much of that has not been taken.
 */

import { newGlue } from 'virtual:engine';
import type { Corrections } from '../contract.js';
import { holdLock } from '../shared/locks.js';
import { fullSpeed, type Pace } from '../shared/pace.js';
import {
  MOST_BYTES_UNDER_WAY,
  type ParserMessage,
  type ParserRequest,
  type ParserStart,
  type Part,
} from '../shared/parser-protocol.js';
import type { ReadEvent } from '../shared/read-event.js';
import { type Place, pathOf, type SourceFile } from '../shared/source-file.js';
import { isRemoved, readingOf } from './corrected.js';
import { PartReader } from './part-reader.js';
import type { Ahead } from './reader.js';
import { SourceReader } from './source-reader.js';

type LogParser = InstanceType<ReturnType<typeof newGlue>['LogParser']>;
type Post = (message: ParserMessage) => void;

/** What an event without bytes counts as. */
const EVENT_BYTES = 256;
/** Bytes, and milliseconds, after which what was read is sent. */
const SEND_BYTES = 256 * 1024;
const SEND_MS = 50;
/** Milliseconds after which a batch is made of what has been read, as a drive may be slow. */
const BATCH_MS = 250;

/** A file to read, whose first chunk is being read, or a part of one. */
interface Waiting {
  source: number;
  file: SourceFile;
  part: Part | null;
  ahead: Ahead | null;
}

/** Takes the requests to a worker that parses, and posts its messages. */
export function requestTaker(post: Post, hold = holdLock): (request: ParserRequest) => void {
  let parser: Parser | null = null;
  return (request) => {
    if (request.parse === 'start') {
      parser = new Parser(request, post, fullSpeed());
      hold((lock) => post({ parsed: 'ready', lock }));
    } else if (request.parse === 'read') parser?.read(request.source, request.file, request.part);
    else if (request.parse === 'taken') parser?.taken(request.bytes);
    else post({ parsed: 'alive' });
  };
}

class Parser {
  readonly #parser: LogParser;
  readonly #reader: SourceReader;
  readonly #parts: PartReader;
  readonly #corrections: Corrections;
  readonly #post: Post;
  readonly #waiting: Waiting[] = [];
  #isReading = false;
  /** A file has been begun for what is read now. */
  #isOpen = false;
  #underWay = 0;
  #taken: () => void = () => undefined;
  /** Bytes that were pushed since the last batch, and when that was made. */
  #bytesOfBatch = 0;
  #batchedAt = 0;
  /** How much was read, not yet said. */
  #read: ReadEvent | null = null;
  #unsent: ReadEvent[] = [];
  #unsentBytes = 0;
  #sentAt = 0;

  constructor({ module, seed, corrections }: ParserStart, post: Post, pace: Pace) {
    const { initSync, LogParser } = newGlue();
    initSync({ module });
    this.#parser = new LogParser(seed);
    this.#corrections = corrections;
    this.#reader = new SourceReader(pace, (path) => isRemoved(corrections, path));
    this.#parts = new PartReader(this.#reader, this.#parser, (place) => this.#beginFile(place));
    this.#post = post;
  }

  /** Reads a file, or a part of it, after those before it. */
  read(source: number, file: SourceFile, part: Part | null): void {
    this.#waiting.push({ source, file, part, ahead: part ? null : this.#reader.ahead(file) });
    if (!this.#isReading)
      void this.#readAll().catch((error) => this.#post({ parsed: 'failed', message: String(error) }));
  }

  taken(bytes: number): void {
    this.#underWay -= bytes;
    this.#taken();
  }

  async #readAll(): Promise<void> {
    this.#isReading = true;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      await this.#send(next.source, (await this.#readNext(next)) ? 'file' : 'part');
    }
    this.#isReading = false;
  }

  /** Returns whether nothing of the file follows. */
  async #readNext({ source, file, part, ahead }: Waiting): Promise<boolean> {
    let isLast = true;
    this.#isOpen = false;
    if (part && file.file instanceof Blob) {
      const events = this.#parts.read(file, file.file, part, () => this.#post({ parsed: 'goesOn', source }));
      let step = await events.next();
      for (; !step.done; step = await events.next()) await this.#take(source, step.value);
      isLast = step.value;
    } else {
      for await (const event of this.#reader.read(file, ahead)) await this.#take(source, event);
    }
    if (!isLast) this.#noteBatches(this.#parser.flush());
    this.#noteRead();
    return isLast;
  }

  #beginFile(place: Place): void {
    const { readAs, offsetMinutes } = readingOf(this.#corrections, pathOf(place));
    this.#parser.beginFile(place.name, readAs, offsetMinutes);
    this.#isOpen = true;
  }

  async #take(source: number, event: ReadEvent): Promise<void> {
    switch (event.event) {
      case 'begin':
        this.#beginFile(event.place);
        this.#note(event);
        break;
      case 'bytes':
        this.#bytesOfBatch += event.bytes.length;
        this.#noteBatches(this.#parser.push(event.bytes));
        if (performance.now() - this.#batchedAt >= BATCH_MS) this.#noteBatches(this.#parser.flush());
        break;
      case 'read':
        this.#read = event;
        if (this.#bytesOfBatch === 0) this.#noteRead();
        break;
      case 'end':
        if (this.#isOpen) this.#noteBatches(this.#parser.endFile(event.end));
        this.#isOpen = false;
        this.#noteRead();
        this.#note(event);
        break;
      default:
        this.#note(event);
    }
    const isDue = this.#unsentBytes >= SEND_BYTES || performance.now() - this.#sentAt >= SEND_MS;
    if (isDue) await this.#send(source, 'no');
  }

  #note(event: ReadEvent): void {
    this.#unsent.push(event);
    this.#unsentBytes += EVENT_BYTES;
  }

  #noteBatches(batches: readonly Uint8Array<ArrayBuffer>[]): void {
    for (const batch of batches) {
      this.#note({ event: 'batch', batch, bytes: this.#bytesOfBatch });
      this.#unsentBytes += batch.length;
      this.#bytesOfBatch = 0;
      this.#batchedAt = performance.now();
    }
  }

  /** How much was read is said with the batch of it: after a cancel, as much is there as was said. */
  #noteRead(): void {
    if (this.#read) this.#note(this.#read);
    this.#read = null;
  }

  /** Sends what was read; the promise is kept once there is room for more. */
  async #send(source: number, done: 'no' | 'part' | 'file'): Promise<void> {
    const [events, bytes] = [this.#unsent, this.#unsentBytes];
    this.#unsent = [];
    this.#unsentBytes = 0;
    this.#sentAt = performance.now();
    this.#underWay += bytes;
    this.#post({ parsed: 'events', source, events, bytes, done });
    while (this.#underWay > MOST_BYTES_UNDER_WAY) {
      await new Promise<void>((resolve) => {
        this.#taken = resolve;
      });
    }
  }
}
