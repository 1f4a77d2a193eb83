/**
 * The class that the WebAssembly module exports, as the one script that holds it sees it. Synchronous: a call returns
 * when the work is done. A trap throws, and afterwards the object must not be touched again (see `EngineHost`).
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
  /** `size` is null where it is not known before, `readAs` empty to find out what the file is. */
  beginFile(name: string, folder: string, size: number | null, readAs: LogType | '', offsetMinutes: number): number;
  push(chunk: Uint8Array): void;
  endFile(end: FileEnd): void;
  /** `elapsedMs` is 0: the engine has no clock, the loader fills it in. */
  publish(): Summary;
  /** What is undefined stays as it is, the empty string takes back what was said. `elapsedMs` is 0. */
  setOrigin(files: Uint32Array, server: string | undefined, service: string | undefined): Summary;
  diagnostics(): DiagnosticReport[];
  /** Off in a new engine and after `clear`. */
  showCredentials(shown: boolean): void;
  /** `offsetMinutes`: times in the query without an offset of their own are that far east of UTC. */
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
  /** A query with a problem begins nothing. */
  beginExport(format: ExportFormat, query: string, offsetMinutes: number): QueryAnswer;
  nextExportPart(): Uint8Array | undefined;
  help(): QueryHelp;
  clear(): void;
}

/** The methods that a question may name: everything but reading files, which the loader does. */
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
