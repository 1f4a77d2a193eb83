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
  Completion,
  Coverage,
  CoverageWidth,
  DelayReport,
  DiagnosticReport,
  ExportContents,
  ExportFormat,
  FileState,
  FindingReport,
  FoundMessages,
  MessageWay,
  Narrowing,
  Nearby,
  QueryAnswer,
  QueryCounts,
  QueryHelp,
  QueryPart,
  QueryPiece,
  RelatedSession,
  SameRequest,
  Separator,
  SeriesMeasure,
  SessionDetail,
  Summary,
  SummaryAnswer,
  SummaryGroup,
  TableReport,
  TableWindow,
  TimelineSpan,
} from './contract/reports.js';
import type {
  DIMENSIONS,
  Dimension,
  FindingKind,
  LogType,
  Measure,
  SortKey,
  SummaryOrder,
  Threshold,
} from './contract/tables.js';

export type { SessionWindow, Timeline } from './contract/engine.js';
export type * from './contract/reports.js';
export * from './contract/tables.js';

/** The values of what findings compare with, in their units. */
export type Thresholds = Readonly<Record<Threshold, number>>;

/** Rows of a table with some of its columns, each with the beginning of its cell. */
export interface TablePart extends TableWindow {
  /** The numbers of the columns, in the order of the cells. */
  columns: readonly number[];
}

/** A value, and the field that has it. */
export interface FieldValue {
  /** A field of the query language, `column.` and the name of a column, or empty for a text that occurs anywhere. */
  field: string;
  /** A number is in its smallest unit, a time in milliseconds since 1970. */
  value: string;
  /** The condition that finds it, where the engine has named it already; null if there is none. */
  condition?: string | null;
}

/** A span of time in milliseconds since 1970: `from` is in it, `to` is not. */
export interface Period {
  from: number;
  to: number;
}

/** A query beside the current one, and what is added up of its sessions over time. */
export interface TimelineSeries {
  query: string;
  measure: SeriesMeasure;
  /** The name under which the query is saved, if it was chosen by it. */
  name?: string;
}

/** What the timeline shows. */
export interface ShownTimeline {
  /** Where bins begin; the last one is where the last bin ends. */
  edges: Float64Array;
  counts: Timeline;
  /** The further queries that were counted. */
  series: readonly TimelineSeries[];
  /** Everything that there is to show. */
  whole: Period;
  /** The period to which the query narrows; null for none. */
  period: Period | null;
}

/** A dimension that is no column of a table. */
export type FacetField = (typeof DIMENSIONS)[number];

/** What a summary is asked for. */
export interface SummaryQuestion {
  /** One to three. */
  dimensions: readonly Dimension[];
  /** The dimension whose distinct values are counted in each group; empty for none. */
  counted: Dimension | '';
  /** Whether medians and percentiles are worked out. */
  quantiles: boolean;
  order: SummaryOrder;
  descending: boolean;
  /** A query that has to hold besides the current one; empty for none. */
  within: string;
  /** Whether what narrows the first dimension is left out of the current query. */
  facet: boolean;
}

/** What a summary shows of each group: a measure, or its share of all that was found. */
export type ShownMeasure = Measure | 'share';

/** Who uses connectors and servers. */
export interface Verdict {
  /** The revision of the page in which it was asked. */
  of: number;
  /** Receive connectors and servers, each with those of its clients that have most sessions. */
  connectors: readonly UsedPart[];
  servers: readonly UsedPart[];
  /** Receive connectors of message tracking without a protocol log. */
  unlogged: readonly SummaryGroup[];
  /** Send connectors by server, and servers, each with where it sends to and for whom. */
  sendConnectors: readonly SendingPart[];
  sendingServers: readonly SendingPart[];
  /** Send connectors of message tracking without a protocol log. */
  unloggedSending: readonly SummaryGroup[];
  /** Number of connectors and servers that are not among them. */
  more: number;
}

/** A connector or a server, and those of its clients that have most sessions. */
export interface UsedPart {
  group: SummaryGroup;
  clients: readonly SummaryGroup[];
}

/** A Send connector of a server, or a server as it sends. */
export interface SendingPart {
  group: SummaryGroup;
  /** Domains of the recipients. */
  domains: MostUsed;
  /** Addresses that it connected to, or tried to. */
  targets: MostUsed;
  senders: MostUsed;
}

/** The values of most sessions. */
export interface MostUsed {
  values: readonly SummaryGroup[];
  /** The number of all values. */
  count: number;
}

/** What is summarised, and what is shown of it. */
export interface SummaryChoice {
  /** The named summary that it is; empty for the user's own. */
  name: string;
  /** One to three. */
  dimensions: readonly Dimension[];
  /** At least one, in their order. */
  measures: readonly ShownMeasure[];
  /** The dimension whose distinct values are counted. */
  counted: Dimension;
  order: SummaryOrder | 'share';
  descending: boolean;
  /** A query that has to hold besides that of the search box; empty for none. */
  within: string;
}

/** A query or a summary that was given a name. */
export type SavedItem = {
  name: string;
  /** What it is for; empty for nothing. */
  sentence: string;
} & ({ query: string } | { summary: SummaryChoice });

/** Of them, those that belong together. */
export interface SavedGroup {
  name: string;
  /** Each with a name of its own. */
  items: readonly SavedItem[];
}

/** Groups as they are handed on. */
export interface Pack {
  name: string;
  groups: readonly SavedGroup[];
}

/** An order of the session list. */
export interface SortOrder {
  key: SortKey;
  descending: boolean;
}

/** How the columns of the session list are arranged; what it does not name is as by default. */
export interface ColumnLayout {
  /** All columns from left to right, hidden ones too; empty for the default. */
  order: readonly SortKey[];
  hidden: readonly SortKey[];
  /** Pixels, of the columns whose width the user has set. */
  widths: Readonly<Partial<Record<SortKey, number>>>;
}

/** An order of table rows: by the value of a column, empty cells last. */
export interface TableOrder {
  /** Number of the column; -1 for the order of the log. */
  column: number;
  descending: boolean;
}

/** An offset from UTC, and the time from which it applies. */
export interface ZoneOffset {
  /** In milliseconds since 1970. */
  from: number;
  minutes: number;
}

/** How CSV is written for a spreadsheet. */
export interface Sheet {
  separator: Separator;
  /** Milliseconds follow a comma. */
  decimalComma: boolean;
  /** The offsets of the zone of times, by time; UTC if empty. */
  offsets: readonly ZoneOffset[];
}

/** What is exported. */
export interface ExportRequest {
  format: ExportFormat;
  query: string;
  /** Offset of the times in the query; 0 if omitted. */
  offsetMinutes?: number;
  /** For the formats that are CSV; commas and UTC if omitted. */
  sheet?: Sheet;
}

/** Takes the parts of an export, to be joined. */
export interface ExportTaker {
  /** `share` is how much of the export is done, from 0 to 1. */
  take(part: Uint8Array, share: number): void;
  /** Ends the export early. */
  signal?: AbortSignal;
}

/** Options of a detail: which part of a long session. */
export interface DetailRange {
  firstEntry: number;
  limit: number;
}

/** Corrections of a file by the user. */
export interface Correction {
  /** The log type to read it as; detected if omitted. */
  readAs?: LogType | undefined;
  /** Offset of times without a zone, in minutes east of UTC; 0 if omitted. */
  offsetMinutes?: number;
  /** Removed by the user: a file in an archive that is not read. */
  removed?: boolean;
}

/** Corrections by the path of the file, which may be in an archive. */
export type Corrections = ReadonlyMap<string, Correction>;

/** A file that is about to be pushed. */
export interface FileStart extends Correction {
  name: string;
  /** With `/` between the parts; empty if unknown. */
  folder: string;
  /** In bytes; null if not known in advance. */
  size: number | null;
}

/** How reading a file ended, as the file intake reports it to the engine. */
export type FileEnd = Exclude<FileState, 'reading'>;

/**
 * The engine as the views see it. Everything is asynchronous, whether it runs in a worker or in slices on the main
 * thread. After a trap every call rejects with an `EngineDead` error.
 */
export interface Engine {
  /** Starts a file; the files are pushed one after the other. */
  beginFile(file: FileStart): Promise<number>;
  push(chunk: Uint8Array): Promise<void>;
  endFile(end: FileEnd): Promise<void>;
  /** Makes what has been read so far visible, and runs the current query again. May be called at any time. */
  publish(): Promise<Summary>;
  /**
   * Sets the server and service of files; an omitted one is kept, and the empty string reverts to the inferred one.
   * Nothing is read again. Runs the current query again.
   */
  setOrigin(files: readonly number[], origin: { server?: string; service?: string }): Promise<Summary>;
  diagnostics(): Promise<DiagnosticReport[]>;
  /**
   * Shows and exports credentials as logged from now on, or masks them, as in a new engine and after `clear`. Waits for
   * an export in progress.
   */
  showCredentials(shown: boolean): Promise<void>;
  /** The name of a file or folder as a message shows it, without the credentials in it. */
  maskedName(name: string): Promise<string>;
  /**
   * Sets the current query; an invalid query changes nothing. Times in it without an offset of their own are
   * `offsetMinutes` east of UTC, 0 if omitted. Null if it was given up because another one was asked.
   */
  query(text: string, offsetMinutes?: number): Promise<QueryAnswer | null>;
  /** Sets the offset from UTC of the times in the current query, in minutes, and runs it again. */
  setQueryOffset(minutes: number): Promise<QueryCounts>;
  /**
   * Leaves noise out of what queries find from now on, or no longer: the current one, which is run again, and all that are
   * counted, exported or shown beside it. A query that asks for noise itself, or excludes some, is answered as it is.
   */
  hideNoise(hidden: boolean): Promise<QueryCounts>;
  /** Counts without changing the current query. */
  count(text: string, offsetMinutes?: number): Promise<QueryAnswer>;
  /** The pieces of a query, valid or not, for its colours. */
  queryPieces(text: string): Promise<QueryPiece[]>;
  /** What may stand at the cursor, a UTF-16 offset in the text. */
  complete(text: string, cursor: number, offsetMinutes?: number): Promise<Completion>;
  /** Step 0: what a part of a query finds by itself, and what the others find; in further steps, what is near to it. */
  nearby(text: string, part: number, step: number, offsetMinutes?: number): Promise<Nearby>;
  /** The parts of a query, which all must hold; none if it is not valid. */
  queryParts(text: string, offsetMinutes?: number): Promise<QueryPart[]>;
  /** A query of which all of these parts must hold. */
  joinedQuery(parts: readonly string[], offsetMinutes?: number): Promise<string>;
  /** The condition that a field has exactly this value, as a query; undefined if no query says so. */
  condition(value: FieldValue, offsetMinutes?: number): Promise<string | undefined>;
  /** A query with that condition; undefined if there is none, or if the query is not valid. */
  narrowedQuery(text: string, how: Narrowing, value: FieldValue, offsetMinutes?: number): Promise<string | undefined>;
  /** A query with a condition, such as that of a group of a summary; undefined if one of them is not valid. */
  narrowedBy(text: string, how: Narrowing, condition: string, offsetMinutes?: number): Promise<string | undefined>;
  /**
   * A query that finds only what began in a period, or with null whatever period it asked for before. Begin and end are
   * written with their offsets from UTC in minutes, unless those are `offsetMinutes`. Undefined if the query is not valid,
   * or cannot name the period.
   */
  queryWithPeriod(
    text: string,
    period: Period | null,
    offsets: readonly [number, number],
    offsetMinutes?: number,
  ): Promise<string | undefined>;
  /** The query language. Its examples name what is in the open logs; days begin `offsetMinutes` east of UTC. */
  help(offsetMinutes?: number): Promise<QueryHelp>;
  /**
   * Groups what the current query finds by values: groups `from` (inclusive) to `to` (exclusive) in the order that is
   * asked for.
   */
  summarise(question: SummaryQuestion, from: number, to: number): Promise<SummaryAnswer>;
  /** The same, in steps before each of which it is asked whether the answer is still wanted; null once it is not. */
  summariseWhile(
    isWanted: () => boolean,
    question: SummaryQuestion,
    from: number,
    to: number,
  ): Promise<SummaryAnswer | null>;
  window(sort: SortOrder, from: number, to: number): Promise<SessionWindow>;
  /** Row of a session in the sorted, filtered list; -1 if it is not listed. */
  rowOf(sort: SortOrder, session: number): Promise<number>;
  detail(session: number, range: DetailRange): Promise<SessionDetail>;
  /**
   * Position of the next entry after `entry` that the current query matches, or of the one before it; beyond the last
   * follows the first. -1 if it matches none.
   */
  nextMatch(session: number, entry: number, backwards: boolean): Promise<number>;
  /** Sessions in other logs that belong to this one, by start; at most 100. Slower than `detail`: searches all logs. */
  related(session: number): Promise<RelatedSession[]>;
  /**
   * The messages that a text asks for: a Message-ID, an address, words of a subject, or a pasted block of headers; the
   * latest activity first.
   */
  findMessages(text: string): Promise<FoundMessages>;
  /** The way of a found message over all logs and servers; null if no message has that key. */
  followMessage(key: string): Promise<MessageWay | null>;
  /** How long messages took within each server and from one to the next, as message tracking shows it. */
  delays(): Promise<DelayReport>;
  /** What the current query spans, whatever it says of the period, together with other queries. */
  timelineSpan(queries: readonly string[]): Promise<TimelineSpan>;
  /**
   * Sessions over time, whatever the current query says of the period, and up to five other queries. Each bin is from one
   * of the edges to the next, in milliseconds since 1970.
   */
  timeline(edges: Float64Array, series: readonly TimelineSeries[]): Promise<Timeline>;
  coverage(width: CoverageWidth): Promise<Coverage>;
  /** The finding of a kind, with figures; without sessions and rows if there is none. */
  finding(kind: FindingKind): Promise<FindingReport>;
  /** Sets what findings compare with. */
  setThresholds(values: Thresholds): Promise<void>;
  tables(): Promise<TableReport[]>;
  tableWindow(table: number, order: TableOrder, from: number, to: number): Promise<TableWindow>;
  /** The same with these columns only, in this order, and with the beginning of each cell. */
  tablePart(table: number, order: TableOrder, from: number, to: number, columns: readonly number[]): Promise<TablePart>;
  /**
   * Position of a row of a table, whatever a query finds, among the rows that match the current one; -1 if it does not
   * match.
   */
  placeOfRow(table: number, order: TableOrder, row: number): Promise<number>;
  /** The rows in all open logs that are about the same web request as the row at that position. */
  sameRequest(table: number, order: TableOrder, place: number): Promise<SameRequest>;
  /** The matching rows of a table with these columns as CSV. */
  exportTable(
    table: number,
    order: TableOrder,
    columns: readonly number[],
    separator: Separator,
    taker: ExportTaker,
  ): Promise<void>;
  /** Exports the matching sessions. Resolves with what they are. */
  export(request: ExportRequest, taker: ExportTaker): Promise<ExportContents>;
  /** Closes all logs. The current query stays. */
  clear(): Promise<void>;
}
