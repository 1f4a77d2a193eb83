/**
 * The class that the WebAssembly module exports, as the one script that holds it sees it. Synchronous: a call returns
 * when the work is done. A trap throws, and afterwards the object must not be touched again (see `EngineHost`).
 */

import type {
  DiagnosticReport,
  ExportFormat,
  FileEnd,
  QueryAnswer,
  SessionDetail,
  SessionWindow,
  SortKey,
  Summary,
  TableReport,
  TableWindow,
  Timeline,
} from '../contract.js';

/** The query language as its parser describes it. */
export interface QueryHelp {
  fields: { name: string; help: string; example: string }[];
  examples: { question: string; query: string }[];
}

export interface LogEngine {
  beginFile(name: string, folder: string, size: number): number;
  push(chunk: Uint8Array): void;
  endFile(end: FileEnd): void;
  /** `elapsedMs` is 0: the engine has no clock, the loader fills it in. */
  publish(): Summary;
  diagnostics(): DiagnosticReport[];
  query(text: string): QueryAnswer;
  count(text: string): QueryAnswer;
  window(key: SortKey, descending: boolean, from: number, to: number): SessionWindow;
  rowOf(key: SortKey, descending: boolean, session: number): number;
  detail(session: number, firstEntry: number, limit: number): SessionDetail;
  timeline(bins: number): Timeline;
  tables(): TableReport[];
  tableWindow(table: number, from: number, to: number): TableWindow;
  beginExport(format: ExportFormat, query: string): void;
  nextExportPart(): Uint8Array | undefined;
  help(): QueryHelp;
  clear(): void;
}

/** The methods that a question may name: everything but reading files, which the loader does. */
export const QUESTIONS = [
  'publish',
  'diagnostics',
  'query',
  'count',
  'window',
  'rowOf',
  'detail',
  'timeline',
  'tables',
  'tableWindow',
  'beginExport',
  'nextExportPart',
  'help',
  'clear',
] as const satisfies readonly (keyof LogEngine)[];

export type Question = (typeof QUESTIONS)[number];
