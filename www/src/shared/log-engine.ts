/**
 * The class that the WebAssembly module exports. Its methods are synchronous. A trap throws, and afterwards the object
 * must not be used again (see `EngineHost`).
 */

import type {
  Coverage,
  CoverageWidth,
  DiagnosticReport,
  ExportFormat,
  FileEnd,
  LogType,
  QueryAnswer,
  QueryHelp,
  RelatedSession,
  SessionDetail,
  SessionWindow,
  SortKey,
  Summary,
  TableReport,
  TableWindow,
  Timeline,
} from '../contract.js';

export interface LogEngine {
  /** `size` is null if unknown; an empty `readAs` detects the log type. */
  beginFile(name: string, folder: string, size: number | null, readAs: LogType | '', offsetMinutes: number): number;
  push(chunk: Uint8Array): void;
  endFile(end: FileEnd): void;
  /** `elapsedMs` is 0, as the engine has no clock; the loader fills it in. */
  publish(): Summary;
  /** Undefined leaves a value as it is; the empty string reverts to what the logs show. `elapsedMs` is 0. */
  setOrigin(files: Uint32Array, server: string | undefined, service: string | undefined): Summary;
  diagnostics(): DiagnosticReport[];
  /** Off in a new engine and after `clear`. */
  showCredentials(shown: boolean): void;
  /** `offsetMinutes`: the offset from UTC of times in the query that have none of their own. */
  query(text: string, offsetMinutes: number): QueryAnswer;
  count(text: string, offsetMinutes: number): QueryAnswer;
  window(key: SortKey, descending: boolean, from: number, to: number): SessionWindow;
  rowOf(key: SortKey, descending: boolean, session: number): number;
  detail(session: number, firstEntry: number, limit: number): SessionDetail;
  related(session: number): RelatedSession[];
  timeline(bins: number): Timeline;
  coverage(width: CoverageWidth): Coverage;
  tables(): TableReport[];
  /** `column` is -1 for the order of the log. */
  tableWindow(table: number, column: number, descending: boolean, from: number, to: number): TableWindow;
  beginTableExport(table: number, column: number, descending: boolean, columns: Uint32Array): void;
  /** A query that is not valid starts no export. */
  beginExport(format: ExportFormat, query: string, offsetMinutes: number): QueryAnswer;
  nextExportPart(): Uint8Array | undefined;
  help(): QueryHelp;
  clear(): void;
}

/** The methods that a question may name: all except those that read files, which only the loader calls. */
export const QUESTIONS = [
  'publish',
  'setOrigin',
  'diagnostics',
  'showCredentials',
  'query',
  'count',
  'window',
  'rowOf',
  'detail',
  'related',
  'timeline',
  'coverage',
  'tables',
  'tableWindow',
  'beginTableExport',
  'beginExport',
  'nextExportPart',
  'help',
  'clear',
] as const satisfies readonly (keyof LogEngine)[];

export type Question = (typeof QUESTIONS)[number];
