/**
 * The contract between the engine (Rust, compiled to WebAssembly) and the page.
 *
 * What crosses is declared in `contract/`, which is generated: the types of objects (`reports.ts`), the tables that both
 * sides share (`tables.ts`), and the class that the engine exports (`engine.ts`). Two shapes cross:
 * - rows cross as columns: one typed array a column, strings as indices into `strings`;
 * - one thing at a time (a session, the summary) crosses as a plain object.
 *
 * A missing number is NaN in a column and `null` in an object; a missing string is the empty string. No 64-bit integers
 * cross. Every string may hold anything a log holds: it is text, never markup.
 *
 * This file has the rest: what only the page's side of the boundary knows.
 */

import type { SessionWindow, Timeline } from './contract/engine.js';
import type {
  Coverage,
  CoverageWidth,
  DiagnosticReport,
  ExportFormat,
  FileState,
  QueryAnswer,
  QueryHelp,
  RelatedSession,
  SessionDetail,
  Summary,
  TableReport,
  TableWindow,
} from './contract/reports.js';
import type { LogType, SortKey } from './contract/tables.js';

export type { SessionWindow, Timeline } from './contract/engine.js';
export type * from './contract/reports.js';
export * from './contract/tables.js';

/** An order of the session list. */
export interface SortOrder {
  key: SortKey;
  descending: boolean;
}

/** An order of table rows: by the value of a column, those that say nothing last. */
export interface TableOrder {
  /** Number of the column; -1 for the order of the log. */
  column: number;
  descending: boolean;
}

/** Options of a detail: which part of a long session. */
export interface DetailRange {
  firstEntry: number;
  limit: number;
}

/** What the user knows better of a file. */
export interface Correction {
  /** The log that it is to be read as; left out to find out. */
  readAs?: LogType | undefined;
  /** Minutes east of UTC of times that do not say their zone; 0 when it is left out. */
  offsetMinutes?: number;
}

/** Corrections by the path of the file, which may lie in an archive. */
export type Corrections = ReadonlyMap<string, Correction>;

/** A file that is about to be pushed. */
export interface FileStart extends Correction {
  name: string;
  /** `/` between the parts, empty if unknown. */
  folder: string;
  /** In bytes; null where it is not known before. */
  size: number | null;
}

/** How reading a file ended, as the file intake reports it to the engine. */
export type FileEnd = Exclude<FileState, 'reading'>;

/**
 * The engine as the views see it. Everything is asynchronous; whether a worker, several workers or slices on the main
 * thread stand behind it cannot be told from here. After a trap every call rejects with an EngineDead error.
 */
export interface Engine {
  /** Starts a file; the files are pushed one after the other. */
  beginFile(file: FileStart): Promise<number>;
  push(chunk: Uint8Array): Promise<void>;
  endFile(end: FileEnd): Promise<void>;
  /** Makes what was read so far visible: facts, order, counts. May be called again and again. */
  publish(): Promise<Summary>;
  /**
   * Says where files come from; what is left out stays as it is, and the empty string takes back what was said. Nothing is
   * read again: lists, queries and exports follow at once, and so does the current query.
   */
  setOrigin(files: readonly number[], origin: { server?: string; service?: string }): Promise<Summary>;
  diagnostics(): Promise<DiagnosticReport[]>;
  /**
   * Whether credentials stand in what is answered and exported from now on, as in the log. They are masked until this is
   * asked for, and again after `clear`. An export under way ends first, as it began.
   */
  showCredentials(shown: boolean): Promise<void>;
  /**
   * Sets the current query; a query with a problem changes nothing. Times in it without an offset of their own are
   * `offsetMinutes` east of UTC, 0 when it is left out.
   */
  query(text: string, offsetMinutes?: number): Promise<QueryAnswer>;
  /** Counts without changing the current query. */
  count(text: string, offsetMinutes?: number): Promise<QueryAnswer>;
  help(): Promise<QueryHelp>;
  window(sort: SortOrder, from: number, to: number): Promise<SessionWindow>;
  /** Row of a session in the sorted, filtered list; -1 when it is not in it. */
  rowOf(sort: SortOrder, session: number): Promise<number>;
  detail(session: number, range: DetailRange): Promise<SessionDetail>;
  /** Where else the session can be read, by start; at most 100. Takes longer than `detail`: it looks through all logs. */
  related(session: number): Promise<RelatedSession[]>;
  timeline(bins: number): Promise<Timeline>;
  coverage(width: CoverageWidth): Promise<Coverage>;
  tables(): Promise<TableReport[]>;
  tableWindow(table: number, order: TableOrder, from: number, to: number): Promise<TableWindow>;
  /** The rows of a table that match, with these columns, as CSV; the parts make the file when they are joined. */
  exportTable(table: number, order: TableOrder, columns: readonly number[]): Promise<Uint8Array[]>;
  /** Exports the sessions that match; the parts make the file when they are joined. */
  export(format: ExportFormat, query: string, offsetMinutes?: number): Promise<Uint8Array[]>;
  clear(): Promise<void>;
}
