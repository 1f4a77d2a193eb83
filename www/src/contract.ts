/**
 * The contract between the engine (Rust, compiled to WebAssembly) and the page.
 *
 * Everything that crosses is declared here, and only here. Two shapes exist:
 * - rows cross as columns: one typed array a column, strings as indices into `strings`;
 * - one thing at a time (a session, the summary) crosses as a plain object.
 *
 * Units: times are milliseconds since 1970-01-01T00:00Z (UTC), durations are milliseconds, sizes are bytes,
 * counts are plain numbers. A missing time or duration is NaN in a column and `null` in an object; a missing
 * string is the empty string. No 64-bit integers cross. Every string may hold anything a log holds: it is text,
 * never markup.
 *
 * `www/test/contract` holds objects that the Rust tests wrote; the type checker checks them against this file.
 */

import type { LogType, Outcome, SessionColumns, SortKey } from './contract/tables.js';

export * from './contract/tables.js';

/** How a diagnostic is graded. `dataLoss`: read correctly, yet something is missing. */
export type Severity = 'info' | 'dataLoss' | 'error';

// ---------------------------------------------------------------------------------------------- summary and files

/** What `open` resolves to, and what the status line shows. */
export interface Summary {
  files: number;
  entries: number;
  sessions: number;
  bytes: number;
  /** Bytes of linear memory that the engine holds. */
  memoryBytes: number;
  /** From the first byte asked for to the last session published. */
  elapsedMs: number;
  diagnostics: DiagnosticCount[];
  perFile: FileReport[];
}

export interface DiagnosticCount {
  /** Stable name in kebab-case, e.g. `unterminated-quote`. */
  kind: string;
  severity: Severity;
  count: number;
}

export interface FileReport {
  /** Index of the file, in the order of opening. */
  file: number;
  name: string;
  /** Folder as far as the browser told it, `/` between the parts, empty when it did not. */
  folder: string;
  logType: LogType;
  /** All that it holds, in the order of LOG_TYPES: logs may have been put behind each other. */
  logTypes: LogType[];
  /** The `#Log-type` of a table, else the log type in words. */
  logTypeName: string;
  /** By what it was recognised: `header`, `fields`, `rowShape`, `fileName`, `none`; `chosen` by the user. */
  evidence: 'chosen' | 'header' | 'fields' | 'rowShape' | 'fileName' | 'none';
  /** As the user says, else as its sessions or its folder say; empty when nothing tells. */
  server: string;
  service: string;
  /** Size that was announced before; where none was, the bytes that were read. */
  bytes: number;
  /** Bytes in entries, headers, blank lines and diagnosed lines; equals the bytes that were read, always. */
  accountedBytes: number;
  /** `complete`, or why reading stopped early. */
  end: FileEnd | 'reading';
  entries: number;
  sessions: number;
  /** Rows that were already there from another copy, and so were not counted again. */
  duplicates: number;
  /** First and last time stamp of its entries; null without entries. */
  firstTime: number | null;
  lastTime: number | null;
  /** Some of these times are those of the server's own clock, and the log does not name their zone; else left out. */
  localTimes?: boolean;
  diagnostics: number;
}

/** One kind of oddity in one file. */
export interface DiagnosticReport {
  kind: string;
  severity: Severity;
  /** What it means and what to do, one sentence. */
  sentence: string;
  count: number;
  file: number;
  /** The first few places. */
  places: DiagnosticPlace[];
}

export interface DiagnosticPlace {
  /** Line in the file, from 1. */
  line: number;
  /** Offset of the line's first byte in the file, from 0. */
  byte: number;
  /** The beginning of the line as it stands in the file, cut at 200 characters. */
  excerpt: string;
}

// ------------------------------------------------------------------------------------------------------ coverage

/** How wide a column is wanted: hours or days. `auto` takes hours for some days, else days. */
export type CoverageWidth = 'auto' | 'hour' | 'day';

/**
 * What there is of a log in a span of time: nothing before the first or behind the last (`outside`), nothing and no file
 * about that time (`noFile`), a file that holds only its header, a file without entries of that time (`quiet`), a file of
 * that day whose rows have no times (`file`), entries.
 */
export type CoverageCell = 'outside' | 'noFile' | 'headerOnly' | 'quiet' | 'file' | 'entries';

/** Whether the logs are complete, for each server, service and log. */
export interface Coverage {
  /** When the first column begins. */
  start: number;
  /** Width of a column: an hour, a day, or some days where there would be too many. */
  binMs: number;
  bins: number;
  rows: CoverageRow[];
  missing: MissingFiles[];
  /** Spans without entries between others with some, by row; of many only the first. */
  gaps: CoverageGap[];
  /** Number of gaps in all. */
  gapCount: number;
  restarts: Restart[];
  unlogged: UnloggedLog[];
  troubles: FileTrouble[];
}

/** The logs of one kind that one service of one server wrote. */
export interface CoverageRow {
  server: string;
  service: string;
  logType: LogType;
  /** The log in words; the `#Log-type` of a table. */
  log: string;
  /** The query that finds its sessions, or the rows of a log without sessions. */
  query: string;
  /** What Exchange logs by default of this log, a sentence; empty where there is nothing to say. */
  note: string;
  files: number;
  entries: number;
  bytes: number;
  /** Files that neither their rows nor their names place in time; they are only in the totals. */
  undatedFiles: number;
  /** What is there in each column. */
  cells: CoverageCell[];
  cellEntries: number[];
  /** Bytes of a file that spans several columns are shared out by its entries. */
  cellBytes: number[];
}

/**
 * Numbers that are missing among the files of an hour or a day, or among all where names have no date: `first` to `last`,
 * between `before` and `after`.
 */
export interface MissingFiles {
  row: number;
  /** Beginning of the files' names. */
  prefix: string;
  /** Begin of the hour or day in the files' names; null where these have no date. */
  time: number | null;
  hourly: boolean;
  first: number;
  last: number;
  /** Null where nothing is there before. */
  before: number | null;
  after: number;
}

export interface CoverageGap {
  row: number;
  from: number;
  to: number;
  cell: 'noFile' | 'headerOnly' | 'quiet';
}

/** The service was started at `time`, between a session that began at `before` and one that began at `after`. */
export interface Restart {
  /** Logs that tell of it. */
  rows: number[];
  time: number;
  before: number;
  after: number;
}

/** A log that is not there, and that Exchange may not have written. */
export interface UnloggedLog {
  server: string;
  service: string;
  log: string;
  sentence: string;
}

/** A file of which a part, or everything, is missing. */
export interface FileTrouble {
  file: number;
  kind: string;
  sentence: string;
}

// ------------------------------------------------------------------------------------------------------- queries

/** What a query found. */
export interface QueryCounts {
  sessions: number;
  entries: number;
}

/** Where and why a query could not be understood. Positions count UTF-16 code units in the query text. */
export interface QueryProblem {
  message: string;
  from: number;
  to: number;
}

export type QueryAnswer = { ok: true; counts: QueryCounts } | { ok: false; problem: QueryProblem };

/** The query language as the engine describes it, for the help page. */
export interface QueryHelp {
  fields: FieldHelp[];
  /** The headings of the examples. */
  questions: string[];
  examples: QueryExample[];
}

export interface FieldHelp {
  name: string;
  aliases: string[];
  /** The values it takes, to stand after "takes"; code stands between backticks. */
  takes: string;
  /** A query that uses it. */
  sample: string;
  /** What it means, one sentence. */
  help: string;
  /** Whether entries that match are marked in the conversation. */
  marks: boolean;
}

export interface QueryExample {
  /** Index into `questions`. */
  question: number;
  /** What the query finds, one sentence. */
  answer: string;
  query: string;
}

export interface SortOrder {
  key: SortKey;
  descending: boolean;
}

/** A window of sessions: rows `from` (inclusive) to `from + length` (exclusive) of the sorted, filtered list. */
export interface SessionWindow {
  /** First row of the window. */
  from: number;
  /** Rows in the window. */
  length: number;
  /** Rows in the whole list. */
  total: number;
  /** Handle of each session: what `detail` takes. Stable until `clear`. */
  handle: Uint32Array;
  columns: SessionColumns;
  /** What the columns of texts refer to; the first is the empty string. */
  strings: string[];
}

/** Sessions per bin, stacked by outcome, of the sessions that match the query. */
export interface Timeline {
  /** Start of the first bin. */
  start: number;
  /** Width of a bin. */
  binMs: number;
  bins: number;
  /** `counts[outcome * bins + bin]`, outcomes in the order of OUTCOMES. */
  counts: Uint32Array;
}

// -------------------------------------------------------------------------------------------------------- detail

/** One session, whole. */
export interface SessionDetail {
  session: number;
  logType: LogType;
  logTypeName: string;
  sessionId: string;
  server: string;
  service: string;
  folder: string;
  connectorId: string;
  localEndpoint: string;
  remoteEndpoint: string;
  start: number;
  end: number;
  durationMs: number;
  /** How it ended, in Exchange's word: `Local`, `Remote`, `Remote(ConnectionReset)`; empty when no `-` was seen. */
  ended: string;
  outcome: Outcome;
  flags: number;
  /** Sequence-numbers that are missing inside the session. */
  missingEntries: number;
  /** The largest pause, and the entries (indices into `entries`) around it. */
  largestGap: { ms: number; before: number; after: number } | null;
  /** Sum of tarpit delays. */
  tarpitMs: number;
  /** Readable facts in the order to show them. */
  facts: Fact[];
  tls: TlsFact | null;
  certificates: CertificateFact[];
  auth: AuthFact | null;
  permissions: PermissionFact[];
  /** Of a session of tracking or agent records one: the message. */
  transactions: TransactionFact[];
  connectivity: ConnectivityFact | null;
  /** What a POP3 or IMAP4 session did; left out in sessions of other logs. */
  mailAccess?: MailAccessFact;
  /** The worst reply in the session. */
  worstReply: ReplyFact | null;
  /** Rows in the session in all; `entries` holds at most `limit` of them from `firstEntry` on. */
  entryCount: number;
  firstEntry: number;
  entries: EntryDetail[];
}

/** Another session that tells of the same connection or message. */
export interface RelatedSession {
  session: number;
  /** What both have in common: the session-id, that one was passed on to the other, or a message. */
  relation: 'sessionId' | 'proxy' | 'message';
  /** The id that both name; empty for several messages. */
  id: string;
  logType: LogType;
  logTypeName: string;
  server: string;
  service: string;
  remoteEndpoint: string;
  start: number;
  outcome: Outcome;
}

/** A name and a value for the list of facts. `entry` is the entry it comes from (position in the session), or null. */
export interface Fact {
  /** Stable name, e.g. `client-name`; the page has the label for it. */
  name: string;
  value: string;
  entry: number | null;
}

export interface TlsFact {
  /** `1.2`, `1.3`, `SSL 3.0` …; empty when the negotiation failed. */
  version: string;
  cipher: string;
  cipherBits: number;
  mac: string;
  macBits: number;
  keyExchange: string;
  keyExchangeBits: number;
  /** The error Exchange named, empty when it succeeded. */
  error: string;
  entry: number;
}

export interface CertificateFact {
  /** `sent`, `received`, or `unknown`, as seen from the server that wrote the log. */
  direction: 'sent' | 'received' | 'unknown';
  subject: string;
  issuer: string;
  serialNumber: string;
  thumbprint: string;
  notBefore: string;
  notAfter: string;
  alternateNames: string[];
  /** Whether it was valid at the time of the session; null when the log has no dates. */
  validThen: boolean | null;
  entry: number;
}

export interface AuthFact {
  mechanism: string;
  user: string;
  result: 'ok' | 'failed' | 'unknown';
  /** Exchange's word for the failure, e.g. `LogonDenied`. */
  error: string;
  entry: number;
}

export interface PermissionFact {
  name: string;
  /** What the right allows, one sentence; empty when it is not a known right. */
  meaning: string;
}

export interface TransactionFact {
  sender: string;
  recipients: RecipientFact[];
  /** Size in bytes: declared by the client, or as the server counted it; null when neither is known. */
  size: number | null;
  messageId: string;
  outcome: 'accepted' | 'rejected' | 'deferred' | 'reset' | 'unfinished';
  /** The reply that decided it. */
  reply: ReplyFact | null;
  /** First and last entry, positions in the session. */
  firstEntry: number;
  lastEntry: number;
}

export interface RecipientFact {
  address: string;
  reply: ReplyFact | null;
}

export interface ReplyFact {
  /** 0 for replies of POP3 and IMAP4, which have no codes. */
  code: number;
  /** Enhanced status code `5.7.1`, empty without one. */
  status: string;
  text: string;
  /** What it means and what usually causes it; empty for positive replies. */
  explanation: string;
  entry: number;
}

export interface ConnectivityFact {
  source: string;
  destination: string;
  /** Delivery type of the next hop, e.g. `DnsConnectorDelivery`, and what it means. */
  nextHop: string;
  nextHopMeaning: string;
  /** Hosts and addresses that DNS answered. */
  resolved: { host: string; addresses: string[] }[];
  attempts: { address: string; ok: boolean; error: string; code: number; entry: number }[];
  messages: number | null;
  bytes: number | null;
  /** Empty when all went well; else Exchange's word, e.g. `Retry : Unable to connect`. */
  result: string;
}

/** What a POP3 or IMAP4 session did. Numbers are null where the layout of the log has no column for them. */
export interface MailAccessFact {
  /** Most frequent first. */
  commands: { name: string; count: number; refused: number; durationMs: number | null }[];
  /** Time that all commands took together, but for IDLE, which waits on purpose. */
  busyMs: number | null;
  slowest: { command: string; ms: number; entry: number } | null;
  /** Bytes that came from the client, and bytes that went to it. */
  received: number | null;
  sent: number | null;
  /** Whether STARTTLS or STLS was answered with OK; null when nobody asked. */
  startTls: boolean | null;
  /** Where a front end passed the session on to. */
  proxy: { host: string; port: number | null; security: string; ok: boolean; error: string; entry: number } | null;
  /** The mailbox that a back end opened. */
  mailbox: {
    name: string;
    recipientType: string;
    guid: string;
    database: string;
    server: string;
    entry: number;
  } | null;
  /** The user's throttling budget, as it was written last. */
  budget: { connections: string; maxConnections: string; balance: string; policy: string; entry: number } | null;
  /** Whether the client sent LOGOUT or QUIT. */
  loggedOut: boolean;
}

/** How an entry is to be shown. A `record` stands for itself: the event of a message, a request. */
export type EntryRole = 'connect' | 'disconnect' | 'client' | 'server' | 'information' | 'record';

export interface EntryDetail {
  time: number;
  /** Milliseconds since the entry before it, 0 for the first. */
  deltaMs: number;
  sequence: number;
  event: string;
  role: EntryRole;
  /** As it stands in the log, but for credentials, which are masked; of a record what matters of its columns. */
  data: string;
  context: string;
  /** Connector-id and endpoints of this entry where they differ from the session's; null where they are the same. */
  ownLabels: { connectorId: string; localEndpoint: string; remoteEndpoint: string } | null;
  /** Verb of a command or code of a reply, in short, for the margin. */
  label: string;
  /** Why it is as it is: 4xx/5xx replies, Exchange's own lines. Empty where there is nothing to say. */
  explanation: string;
  /** The service extensions that the server offers, for the last line of a reply to EHLO; empty for any other entry. */
  capabilities: CapabilityDetail[];
  /** Whether the query marks it. */
  matched: boolean;
  severity: 'none' | 'ok' | 'warning' | 'error';
  /** Position of the command that this reply answers, or null. */
  answers: number | null;
  /** Missing sequence-numbers right before this entry. */
  missingBefore: number;
  file: number;
  /** What else the log says of the entry: the columns that are neither time, event, data nor context, without empty ones. */
  fields: FieldDetail[];
}

/** A service extension in a reply to EHLO. */
export interface CapabilityDetail {
  /** The EHLO keyword as logged. */
  keyword: string;
  /** Its parameters, separated by blanks; empty without. */
  parameters: string;
  /** What it means; empty if the keyword is unknown. */
  meaning: string;
}

export interface FieldDetail {
  /** The name of the column in the log. */
  name: string;
  value: string;
}

// -------------------------------------------------------------------------------------------------------- tables

/** A log whose rows stand for themselves: one without sessions, or one whose records are grouped to sessions as well. */
export interface TableReport {
  table: number;
  logType: LogType;
  /** Its `#Log-type`, or the file name; the log type in words for records. */
  name: string;
  columns: TableColumn[];
  /** Rows that match the query. */
  rows: number;
}

/** Types of columns, told from the cells; the cells of a `text` column may be anything. */
export type ColumnType = 'time' | 'number' | 'address' | 'text';

export interface TableColumn {
  name: string;
  type: ColumnType;
  /** What it says, e.g. `clientAddress`, `url`; null where that is not known. */
  property: string | null;
  /** Whether any of its cells says something (`-` does not). */
  filled: boolean;
}

/** Rows `from` (inclusive) to `from + rows.length` (exclusive) of those that match, in the order that was asked for. */
export interface TableWindow {
  table: number;
  from: number;
  /** Rows in the whole table that match. */
  total: number;
  /** The cells as they stand in the log, row by row; credentials are masked. */
  rows: string[][];
  /** For each column of type `time` its times, one a row; nothing for other columns. */
  times: (number | null)[][];
  /** For each row the session that it belongs to. */
  sessions: (number | null)[];
}

/** An order of table rows: by the value of a column, those that say nothing last. */
export interface TableOrder {
  /** Number of the column; -1 for the order of the log. */
  column: number;
  descending: boolean;
}

// -------------------------------------------------------------------------------------------------------- engine

/** Options of a detail: which part of a long session. */
export interface DetailRange {
  firstEntry: number;
  limit: number;
}

export type ExportFormat = 'ndjson' | 'csv' | 'text';

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

/**
 * How reading a file ended, as the file intake tells the engine. The last five are about files in archives, and archives:
 * `encrypted`, `damaged` (or cut off), `limited` (unpacks to more than logs do), `nested` (too deep in other archives),
 * `unsupported` (packed in a way that is not known).
 */
export type FileEnd =
  | 'complete'
  | 'cancelled'
  | 'unreadable'
  | 'changed'
  | 'encrypted'
  | 'damaged'
  | 'limited'
  | 'nested'
  | 'unsupported';

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
