/**
 * The messages between the worker that holds the engine and those that parse files for it. The page starts and ends the
 * latter and passes all of them on: in Firefox, a worker that starts another one may wait for ever if the page is busy in
 * that moment (and what is passed on between workers without the page takes four times as long).
 */

import type { Corrections } from '../contract.js';
import type { ReadEvent } from './read-event.js';
import type { SourceFile } from './source-file.js';

/** Where a part of a file begins and ends, in bytes: it has the lines, or the members of a zip, that begin there. */
export interface Part {
  /** Which file. */
  readonly file: number;
  readonly from: number;
  readonly to: number;
}

/** What a parser starts with: the compiled engine, the seed under which it hashes, and what the user corrected. */
export interface ParserStart {
  module: WebAssembly.Module;
  seed: bigint;
  corrections: Corrections;
}

/** To a parser. */
export type ParserRequest =
  | ({ parse: 'start' } & ParserStart)
  /** To be read after those before it: a file, or a part of it. */
  | { parse: 'read'; source: number; file: SourceFile; part: Part | null }
  /** So many of the bytes that were sent have been taken. */
  | { parse: 'taken'; bytes: number }
  /** From the page: a sign of life is wanted. */
  | { parse: 'ping' };

/** From a parser. */
export type ParserMessage =
  /** It is ready, and holds a lock of this name as long as it lives; null if there are none. */
  | { parsed: 'ready'; lock: string | null }
  /**
   * What was read of a file; `bytes` is what counts as under way. `done` says whether that was the last of what was to be
   * read, and whether it was the last of the file.
   */
  | { parsed: 'events'; source: number; events: ReadEvent[]; bytes: number; done: 'no' | 'part' | 'file' }
  /** It reads the rest of the file too, after the part that it was to read. */
  | { parsed: 'goesOn'; source: number }
  /** To the page: the sign of life. */
  | { parsed: 'alive' }
  /** It has ended, or could not be started. */
  | { parsed: 'failed'; message: string };

/** A parser, as the worker of the engine sees it. */
export interface ParserPort {
  post(request: ParserRequest): void;
  onMessage: (message: ParserMessage) => void;
  end(): void;
}

/** The bytes in a message, which are handed over and not copied. */
export function buffersOf(message: ParserMessage): ArrayBuffer[] {
  const events = message.parsed === 'events' ? message.events : [];
  return events.flatMap((event) => (event.event === 'batch' ? [event.batch.buffer] : []));
}

/** Bytes that a parser has sent and that have not been taken, at most. */
export const MOST_BYTES_UNDER_WAY = 8 * 1024 * 1024;
