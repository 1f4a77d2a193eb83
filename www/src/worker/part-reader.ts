/**
 * Reads a part of a large file for a parser, while others read the rest. Of a log each of them first gets the beginning,
 * with its header, and then the lines of its part. The one of the part before may find that its lines say more about what
 * follows than the beginning does, such as another header; then it reads the rest itself, and the later parts count for nothing.
 * Of a zip each reads the members that begin in its part.
 */

import type { newGlue } from 'virtual:engine';
import type { Part } from '../shared/parser-protocol.js';
import type { ReadEvent } from '../shared/read-event.js';
import { type Place, placeOf, type SourceFile } from '../shared/source-file.js';
import { recognise } from './container/archive.js';
import type { Listing } from './container/zip.js';
import { failureEnd, type SourceReader } from './source-reader.js';

type LogParser = InstanceType<ReturnType<typeof newGlue>['LogParser']>;

/** Bytes at the beginning of a file that each parser gets. */
export const BEGINNING_BYTES = 64 * 1024;
/** Bytes after the place of a cut that are searched for the end of a line: lines of logs stay far below that. */
const LINE_BYTES = 64 * 1024;
const LINE_END = 0x0a;

/** A part of a log: the lines at the beginning of the file, and where those of the part begin and end, if it can be cut there. */
interface Cut {
  readonly file: Blob;
  readonly beginning: Uint8Array;
  readonly from: number | null;
  readonly to: number | null;
}

export class PartReader {
  readonly #reader: SourceReader;
  readonly #parser: LogParser;
  /** Tells the parser that it reads another file. */
  readonly #beginFile: (place: Place) => void;
  /** What the zip lists that was read last. */
  #listing: { file: number; listing: Listing | null } | null = null;

  constructor(reader: SourceReader, parser: LogParser, beginFile: (place: Place) => void) {
    this.#reader = reader;
    this.#parser = parser;
    this.#beginFile = beginFile;
  }

  /**
   * Reads a part of a file, and returns whether nothing of the file follows. Calls `goesOn` before it reads the rest of the file
   * as well. Of a part that counts for nothing it reads nothing.
   */
  async *read(source: SourceFile, file: Blob, part: Part, goesOn: () => void): AsyncGenerator<ReadEvent, boolean> {
    const isFirst = part.from === 0;
    try {
      const beginning = await this.#reader.bytesOf(file, 0, BEGINNING_BYTES);
      const kind = recognise(beginning);
      const listing = kind === 'zip' ? await this.#listingOf(source, part) : null;
      if (listing) return !(yield* this.#reader.stretch(source, listing, part)) || part.to >= file.size;
      if (!kind) return yield* this.#readLines(source, await this.#cut(file, part, beginning), goesOn);
    } catch (error) {
      // What its parts before have begun ends here.
      if (!isFirst) yield { event: 'end', end: failureEnd(error) };
    }
    // An archive that has to be read from its beginning, or nothing that can be read at all.
    if (isFirst) {
      goesOn();
      yield* this.#reader.read(source);
    }
    return true;
  }

  /** What a zip lists is the same for each of its parts. */
  async #listingOf(source: SourceFile, { file }: Part): Promise<Listing | null> {
    if (this.#listing?.file !== file) this.#listing = { file, listing: await this.#reader.listing(source) };
    return this.#listing.listing;
  }

  async #cut(file: Blob, { from, to }: Part, bytes: Uint8Array): Promise<Cut> {
    const beginning = bytes.subarray(0, bytes.lastIndexOf(LINE_END) + 1);
    return { file, beginning, from: await this.#lineAt(file, from), to: await this.#lineAt(file, to) };
  }

  /** Where the first line begins at that place or after it; null if none does nearby. */
  async #lineAt(file: Blob, place: number): Promise<number | null> {
    if (place === 0) return 0;
    const end = (await this.#reader.bytesOf(file, place - 1, place - 1 + LINE_BYTES)).indexOf(LINE_END);
    return end < 0 || place + end >= file.size ? null : place + end;
  }

  async *#readLines(source: SourceFile, cut: Cut, goesOn: () => void): AsyncGenerator<ReadEvent, boolean> {
    const { file, beginning, from } = cut;
    if (from === 0) {
      yield { event: 'begin', place: placeOf(source), size: file.size, isMember: false };
      yield { event: 'bytes', bytes: beginning };
      this.#parser.mark();
      return yield* this.#lines(cut, beginning.length, goesOn);
    }
    this.#beginFile(placeOf(source));
    this.#parser.push(beginning);
    // The one of the part before has found out the same, and goes on.
    if (from === null || !this.#parser.mark()) return true;
    this.#parser.skipTo(from);
    return yield* this.#lines(cut, from, goesOn);
  }

  async *#lines({ file, to }: Cut, from: number, goesOn: () => void): AsyncGenerator<ReadEvent, boolean> {
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
