/**
 * Reads a part of a large file for a parser, while others read the rest. Each of them first gets the beginning of the file,
 * with its header, and then the lines of its part. The one of the part before may find that its lines say more about what
 * follows than the beginning does, such as another header; then it reads the rest itself, and the later parts count for nothing.
 */

import type { newGlue } from 'virtual:engine';
import type { Part } from '../shared/parser-protocol.js';
import type { ReadEvent } from '../shared/read-event.js';
import { type Place, placeOf, type SourceFile } from '../shared/source-file.js';
import { recognise } from './container/archive.js';
import { failureEnd, type SourceReader } from './source-reader.js';

type LogParser = InstanceType<ReturnType<typeof newGlue>['LogParser']>;

/** Bytes at the beginning of a file that each parser gets. */
export const BEGINNING_BYTES = 64 * 1024;
/** Bytes after the place of a cut that are searched for the end of a line. */
const LINE_BYTES = 1024 * 1024;
const LINE_END = 0x0a;

/** A part with its file: the lines at the beginning of that, and where the lines of the part begin and end, if it can be cut there. */
interface Cut {
  readonly beginning: Uint8Array;
  readonly from: number | null;
  readonly to: number | null;
}

export class PartReader {
  readonly #reader: SourceReader;
  readonly #parser: LogParser;
  /** Tells the parser that it reads another file. */
  readonly #beginFile: (place: Place) => void;

  constructor(reader: SourceReader, parser: LogParser, beginFile: (place: Place) => void) {
    this.#reader = reader;
    this.#parser = parser;
    this.#beginFile = beginFile;
  }

  /**
   * Reads a part of a file. Says so if it goes on with the rest of the file, and returns whether nothing of that follows. Of
   * a part that counts for nothing it reads nothing.
   */
  async *read(source: SourceFile, file: Blob, part: Part, goesOn: () => void): AsyncGenerator<ReadEvent, boolean> {
    const isFirst = part.from === 0;
    try {
      const cut = await this.#cut(file, part);
      if (isFirst && cut) return yield* this.#first(source, file, cut, goesOn);
      if (!isFirst) return cut ? yield* this.#later(source, file, cut, goesOn) : true;
    } catch (error) {
      if (!isFirst) {
        this.#beginFile(placeOf(source));
        yield { event: 'end', end: failureEnd(error) };
        return true;
      }
    }
    goesOn();
    yield* this.#reader.read(source);
    return true;
  }

  /** Null for an archive. */
  async #cut(file: Blob, { from, to }: Part): Promise<Cut | null> {
    const bytes = await this.#reader.bytesOf(file, 0, BEGINNING_BYTES);
    if (recognise(bytes)) return null;
    const beginning = bytes.subarray(0, bytes.lastIndexOf(LINE_END) + 1);
    return { beginning, from: await this.#lineAt(file, from), to: await this.#lineAt(file, to) };
  }

  /** Where the first line begins at that place or after it; null if none does nearby. */
  async #lineAt(file: Blob, place: number): Promise<number | null> {
    if (place === 0) return 0;
    const end = (await this.#reader.bytesOf(file, place - 1, place - 1 + LINE_BYTES)).indexOf(LINE_END);
    return end < 0 || place + end >= file.size ? null : place + end;
  }

  async *#first(
    source: SourceFile,
    file: Blob,
    { beginning, to }: Cut,
    goesOn: () => void,
  ): AsyncGenerator<ReadEvent, boolean> {
    yield { event: 'begin', place: placeOf(source), size: file.size, isMember: false };
    yield { event: 'bytes', bytes: beginning };
    this.#parser.mark();
    return yield* this.#lines(file, beginning.length, to, goesOn);
  }

  async *#later(
    source: SourceFile,
    file: Blob,
    { beginning, from, to }: Cut,
    goesOn: () => void,
  ): AsyncGenerator<ReadEvent, boolean> {
    this.#beginFile(placeOf(source));
    this.#parser.push(beginning);
    // The one of the part before has found out the same, and goes on.
    if (from === null || !this.#parser.mark()) return true;
    this.#parser.skipTo(from);
    return yield* this.#lines(file, from, to, goesOn);
  }

  async *#lines(file: Blob, from: number, to: number | null, goesOn: () => void): AsyncGenerator<ReadEvent, boolean> {
    let end = yield* this.#reader.range(file, from, to ?? file.size);
    if (end === 'complete' && to !== null) {
      if (this.#parser.isAsMarked()) return false;
      goesOn();
      end = yield* this.#reader.range(file, to, file.size);
    }
    yield { event: 'end', end };
    return true;
  }
}
