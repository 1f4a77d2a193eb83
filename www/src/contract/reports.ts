// Generated from the declarations in Rust by src/typescript/reports.rs: `UPDATE_GOLDEN=1 cargo test --lib typescript`
// renews it.
// biome-ignore-all format: generated
// biome-ignore-all lint: generated

import type { FindingKind, FindingSeverity, LogType, Noise, Outcome } from './tables.js';

/** A time: milliseconds since 1970-01-01T00:00Z. */
export type TimeMs = number;

/** A duration in milliseconds. */
export type DurationMs = number;

/** A size in bytes. */
export type ByteCount = number;

/** A count. */
export type Count = number;

/** The result of `open`, which the status line shows. */
export interface Summary {
  /** Number of files. */
  files: Count;
  /** Number of entries. */
  entries: Count;
  /** Number of sessions. */
  sessions: Count;
  /** Number of bytes read. */
  bytes: ByteCount;
  /** Numbers of matches of the current query; set by the binding. */
  counts: QueryCounts;
  /** Linear memory of the engine in bytes; set by the binding. */
  memoryBytes: ByteCount;
  /** Time from the first request of bytes to the last publication; set by the page, which has a clock. */
  elapsedMs: DurationMs;
  /** Diagnostics by kind. */
  diagnostics: Array<DiagnosticCount>;
  /** The files in the order of opening. */
  perFile: Array<FileReport>;
}

/** The number of times that a diagnostic occurred in all files. */
export interface DiagnosticCount {
  /** Stable name in kebab-case, e.g. `unterminated-quote`. */
  kind: string;
  /** Its severity. */
  severity: Severity;
  /** Number of occurrences. */
  count: Count;
}

/** How severe a diagnostic is. */
export type Severity = 'info' | 'dataLoss' | 'error';

/** One file. */
export interface FileReport {
  /** Index of the file, in the order of opening. */
  file: number;
  /** Its name. */
  name: string;
  /** Its folder as far as the browser knows it, with `/` between its parts; may be empty. */
  folder: string;
  /** The log type that it was first recognised as. */
  logType: LogType;
  /** All log types in it, in the order of LOG_TYPES, since logs may have been concatenated. */
  logTypes: Array<LogType>;
  /** The `#Log-type` of a table, otherwise the name of the log type. */
  logTypeName: string;
  /** How it was recognised. */
  evidence: Evidence;
  /** The server: as set by the user, or else inferred from its sessions or its folder; empty if unknown. */
  server: string;
  /** The service: as set by the user, or else inferred from its sessions or its folder; empty if unknown. */
  service: string;
  /** Its announced size, or else the number of bytes read. */
  bytes: ByteCount;
  /** Bytes in entries, headers, blank lines and diagnosed lines; always equals the bytes that were read. */
  accountedBytes: ByteCount;
  /** `complete`, or the reason why reading stopped early. */
  end: FileState;
  /** Number of its entries, without copies. */
  entries: Count;
  /** Number of sessions with entries in it. */
  sessions: Count;
  /** Number of rows that were already read from another copy, and are not counted again. */
  duplicates: Count;
  /** Earliest time of its entries; null without entries. */
  firstTime: TimeMs | null;
  /** Latest time of its entries; null without entries. */
  lastTime: TimeMs | null;
  /** True if some of these times are local times of the server in an unnamed time zone; otherwise omitted. */
  localTimes?: boolean;
  /** Number of diagnostics. */
  diagnostics: Count;
}

/** How a log was recognised. */
export type Evidence = 'chosen' | 'header' | 'fields' | 'rowShape' | 'fileName' | 'none';

/** How reading a file ended. */
export type FileState = 'reading' | 'complete' | 'cancelled' | 'unreadable' | 'changed' | 'outOfMemory' | 'encrypted' | 'damaged' | 'limited' | 'nested' | 'unsupported' | 'overlapping' | 'longPath' | 'failed';

/** One kind of diagnostic in one file. */
export interface DiagnosticReport {
  /** Stable name in kebab-case. */
  kind: string;
  /** Its severity. */
  severity: Severity;
  /** Its meaning and remedy, in one sentence. */
  sentence: string;
  /** Number of occurrences. */
  count: Count;
  /** Index of the file. */
  file: number;
  /** The first few locations. */
  places: Array<DiagnosticPlace>;
}

/** The location of a diagnostic. */
export interface DiagnosticPlace {
  /** Line number in the file, from 1. */
  line: Count;
  /** Offset of the first byte of the line in the file, from 0. */
  byte: ByteCount;
  /** The line, truncated to 200 characters, with credentials masked. */
  excerpt: string;
}

/** The requested width of columns. */
export type CoverageWidth = 'auto' | 'hour' | 'day';

/** Whether the logs are complete, by server, service and log. */
export interface Coverage {
  /** Start of the first column. */
  start: TimeMs;
  /** Width of a column: an hour, a day, or several days if there would be too many columns. */
  binMs: DurationMs;
  /** Number of columns. */
  bins: number;
  /** One row per server, service and log. */
  rows: Array<CoverageRow>;
  /** Missing file numbers. */
  missing: Array<MissingFiles>;
  /** Periods without entries between others with entries, by row; only the first if there are many. */
  gaps: Array<CoverageGap>;
  /** Number of all gaps. */
  gapCount: number;
  /** Hours and days without entries that are not usual, by row. */
  silences: Array<CoverageSilence>;
  /** Restarts of services, in chronological order. */
  restarts: Array<Restart>;
  /** Missing logs that Exchange does not write by default. */
  unlogged: Array<UnloggedLog>;
  /** Files that are missing in part or entirely. */
  troubles: Array<FileTrouble>;
}

/** The logs of one type that one service of one server wrote. */
export interface CoverageRow {
  /** The server; empty if unknown. */
  server: string;
  /** The service; empty if unknown. */
  service: string;
  /** The log type. */
  logType: LogType;
  /** The name of the log; for a table its `#Log-type`. */
  log: string;
  /** The query that finds its sessions, or its rows if it has no sessions. */
  query: string;
  /** Whether Exchange writes this log by default, in a sentence; empty if not known. */
  note: string;
  /** Number of files. */
  files: number;
  /** Number of entries. */
  entries: Count;
  /** Size of the files. */
  bytes: ByteCount;
  /** Number of files that neither rows nor name place in time; they count only in the totals. */
  undatedFiles: number;
  /** The content of each column. */
  cells: Array<CoverageCell>;
  /** Number of entries in each column. */
  cellEntries: Array<Count>;
  /** Bytes in each column. Those of a file that spans several columns are distributed by its entries. */
  cellBytes: Array<ByteCount>;
}

/** What a log contains in a period. */
export type CoverageCell = 'outside' | 'noFile' | 'headerOnly' | 'quiet' | 'file' | 'entries';

/**
 * Missing numbers among the files of an hour or day, or among all files if names have no date: `first` to `last`,
 * between `before` and `after`.
 */
export interface MissingFiles {
  /** Index of the row. */
  row: number;
  /** Prefix of the file names. */
  prefix: string;
  /** Start of the hour or day in the file names; null if they have no date. */
  time: TimeMs | null;
  /** Whether the names contain an hour. */
  hourly: boolean;
  /** The first missing number. */
  first: number;
  /** The last missing number. */
  last: number;
  /** The number before them; null if there is none. */
  before: number | null;
  /** The number after them. */
  after: number;
  /** Whether they come before the oldest files of that log: Exchange deletes the oldest files first. */
  oldest: boolean;
}

/** A period in which a row has no entries, between others with entries. */
export interface CoverageGap {
  /** Index of the row. */
  row: number;
  /** Start of the period. */
  from: TimeMs;
  /** End of the period. */
  to: TimeMs;
  /** What the log contains instead. */
  cell: GapCell;
}

/**
 * Hours in which a row has no entries although it has some at that time of day otherwise, and others of its server have
 * some.
 */
export interface CoverageSilence {
  /** Index of the row. */
  row: number;
  /** Number of hours; with `CoverageSilence::whole_days`, of days. */
  count: Count;
  /** Whether these are whole days without a file, otherwise other hours. */
  wholeDays: boolean;
  /** Start of the first one. */
  first: TimeMs;
  /** End of the last one. */
  last: TimeMs;
}

/** What a log contains in a gap. */
export type GapCell = 'noFile' | 'headerOnly' | 'quiet';

/** A restart of a service, between two sessions. */
export interface Restart {
  /** Indices of the rows whose logs show the restart. */
  rows: Array<number>;
  /** Time at which the service started. */
  time: TimeMs;
  /** Start of the last session before it. */
  before: TimeMs;
  /** Start of the first session after it. */
  after: TimeMs;
}

/** A missing log that Exchange does not write by default. */
export interface UnloggedLog {
  /** The server. */
  server: string;
  /** The service. */
  service: string;
  /** The name of the log. */
  log: string;
  /** The default, in a sentence. */
  sentence: string;
}

/** A file that is missing in part or entirely. */
export interface FileTrouble {
  /** Index of the file. */
  file: number;
  /** Index of the row of its log; null if it is none. */
  row: number | null;
  /** Name of the diagnostic. */
  kind: string;
  /** The meaning of the diagnostic. */
  sentence: string;
  /** Whether it is no log at all, so that nothing of one is missing. */
  noLog: boolean;
}

/** The answer to a query. */
export type QueryAnswer = { ok: true, counts: QueryCounts, understood: Array<UnderstoodWord>, asksNoise: boolean } | { ok: false, problem: QueryProblem };

/** Numbers of matches. */
export interface QueryCounts {
  /** Number of sessions that match. */
  sessions: Count;
  /** Number of entries that match. */
  entries: Count;
}

/** Why a query could not be parsed: a sentence that also says what to do, and the part that it is about. */
export interface QueryProblem {
  /** What is wrong and what to do. */
  message: string;
  /** First UTF-16 code unit of the part that it is about. */
  from: number;
  /** The code unit after the last one; greater than `from` unless the query ends where something is missing. */
  to: number;
}

/** A part of a query: a term or a parenthesis of which all must hold. */
export interface QueryPart {
  /** Its first UTF-16 code unit. */
  from: number;
  /** The code unit after its last one. */
  to: number;
  /** Whether it is excluded. */
  excluded: boolean;
  /** The name of the field, or `column.` and the name of the column, if it is one condition; otherwise empty. */
  field: string;
  /** The conditions of which it is made, a value each, if all of them are about one field: those of a list, and alternatives. */
  conditions: Array<string>;
}

/** A word of a query, or all of its text, that has the shape of something. */
export interface UnderstoodWord {
  /** Its first UTF-16 code unit. */
  from: number;
  /** The code unit after its last one. */
  to: number;
  /** What it is. */
  shape: QueryShape;
  /** Whether it was searched for as text. */
  isText: boolean;
  /** The query that says the same in its place. */
  query: string;
  /** Queries that may stand in its place instead. */
  others: Array<string>;
  /** The time of the last entry, if it was understood by that; otherwise null. */
  last: TimeMs | null;
}

/** What a word is. */
export type QueryShape = 'outcome' | 'trouble' | 'log' | 'weekday' | 'tls' | 'recent' | 'day' | 'date' | 'time' | 'ip' | 'network' | 'endpoint' | 'mailbox' | 'bracketed' | 'sessionId' | 'status' | 'code' | 'reply' | 'logLine';

/** A piece of a query, for its colour. */
export interface QueryPiece {
  /** Its first UTF-16 code unit. */
  from: number;
  /** The code unit after its last one. */
  to: number;
  /** What it is. */
  kind: QueryPieceKind;
  /** Whether it is in something that is excluded. */
  excluded: boolean;
}

/** What a piece of a query is. */
export type QueryPieceKind = 'parenthesis' | 'keyword' | 'text' | 'name' | 'operator' | 'value' | 'problem';

/** What may stand at a place of a query. */
export interface Completion {
  /** First UTF-16 code unit of what an item replaces. */
  from: number;
  /** The code unit after its last one. */
  to: number;
  /** What may stand there. */
  items: Array<CompletionItem>;
}

/** One of the texts that may stand there. */
export interface CompletionItem {
  /** What it is. */
  kind: CompletionKind;
  /** What is written. */
  text: string;
  /** What is shown. */
  label: string;
  /** What it means; may be empty. */
  help: string;
  /** The number of sessions and rows that have the value, under the rest of the query; null if it is not counted. */
  count: Count | null;
}

/** What is offered. */
export type CompletionKind = 'field' | 'column' | 'keyword' | 'value' | 'example';

/** A finding. */
export interface FindingReport {
  /** Its kind. */
  kind: FindingKind;
  /** How much it matters. */
  severity: FindingSeverity;
  /**
   * The query of its rule; where groups need many sessions, those of fewer are not in the finding. Empty for what is
   * about logs or clocks, which no query finds.
   */
  rule: string;
  /** Number of its sessions. There is no such finding if it has no sessions, no rows and nothing to say of logs. */
  sessions: Count;
  /** Number of rows of logs without sessions. */
  rows: Count;
  /** Number of messages. */
  messages: Count;
  /** Number of logons in which name or password was refused, if it is about these; else 0. */
  refusedLogons: Count;
  /** Start of the earliest session, or else of what it is about; null if unknown. */
  first: TimeMs | null;
  /** End of the latest session, or else of what it is about; null if unknown. */
  last: TimeMs | null;
  /** The servers that logged it, those of most sessions first, or else the servers that it is about; at most three. */
  servers: Array<string>;
  /** Number of servers. */
  serverCount: Count;
  /** The dimensions of the groups. */
  dimensions: Array<string>;
  /** Whose sessions they are, those of most sessions first; a few. */
  groups: Array<SummaryGroup>;
  /** Number of groups. */
  groupCount: Count;
  /** The logs, or the clocks, that it is about; only the first if there are many. */
  logs: Array<FindingLog>;
  /** Number of all of them. */
  logCount: Count;
}

/** What a finding says of a log, or of the clocks of two servers. */
export interface FindingLog {
  /** The server; empty if unknown. Of two clocks, the server whose clock is ahead. */
  server: string;
  /** The service; empty if unknown. */
  service: string;
  /** The name of the log; empty for clocks and restarts. */
  log: string;
  /** The connector, if it is about one; empty otherwise. */
  connector: string;
  /** The server whose clock is behind; empty for logs. */
  other: string;
  /** How many files, hours, records, restarts, transfers or sessions. */
  count: Count;
  /** Whole days without a file, besides `count`; of unusual hours, the other days that they are compared with. */
  days: Count;
  /** How many are usual at these hours; 0 where nothing is compared. */
  usual: Count;
  /** The reason that is new; empty otherwise. */
  reason: string;
  /** How many sessions the log has before that reason. */
  before: Count;
  /** How far it goes back before that; null where no reason is new. */
  beforeMs: DurationMs | null;
  /** How far the clocks are apart: the median; null for logs. */
  offsetMs: DurationMs | null;
  /** The range of offsets, without the least and the largest tenth; null for logs. */
  spreadMs: DurationMs | null;
  /** When it begins; null if unknown. */
  first: TimeMs | null;
  /** When it ends; null if unknown. */
  last: TimeMs | null;
  /** What is wrong with files, or whether Exchange writes that log by default, in a sentence; may be empty. */
  note: string;
}

/** What a part of a query finds by itself, or what is near to it. */
export interface Nearby {
  /** The number of sessions and rows that the part finds by itself. */
  found: Count;
  /** The number that the rest of the query finds without it. */
  others: Count;
  /** Queries that find something in its place. */
  near: Array<NearQuery>;
  /** The number of steps in which more of them are looked for. */
  steps: number;
}

/** A query that finds something. */
export interface NearQuery {
  /** The query. */
  query: string;
  /** The number of sessions and rows that it finds by itself. */
  found: Count;
}

/** What to do with a value. */
export type Narrowing = 'only' | 'exclude' | 'add' | 'admit';

/**
 * What a timeline may span. What a query says of the period does not count here, so that what is around the period is
 * seen as well.
 */
export interface TimelineSpan {
  /** The first start of a session that the current query or one of the others finds; null without sessions. */
  first: TimeMs | null;
  /** The last one. */
  last: TimeMs | null;
  /** Whether the current query says in which period a session began. */
  narrowed: boolean;
  /** The first millisecond of the period; null if it has no beginning. */
  from: TimeMs | null;
  /** The millisecond after its last one; null if it has no end. */
  to: TimeMs | null;
}

/** What is added up of the sessions of a further query. */
export type SeriesMeasure = 'sessions' | 'messages' | 'bytes' | 'rejected';

/** The query language, for the help page. */
export interface QueryHelp {
  /** All fields, in display order. */
  fields: Array<QueryField>;
  /** The headings of the examples. */
  questions: Array<string>;
  /** Worked examples, in the order of the headings. */
  examples: Array<QueryExample>;
}

/** What the help page says about a field. */
export interface QueryField {
  /** The name to write before the colon. */
  name: string;
  /** Other names of the same field. */
  aliases: Array<string>;
  /** The values it takes, as the rest of a sentence that begins with "takes"; code is between backticks. */
  takes: string;
  /** A query that uses it. */
  sample: string;
  /** What it means, one sentence. */
  help: string;
  /** Whether entries that match are marked in the conversation. */
  marks: boolean;
}

/** One question and the query that answers it. */
export interface QueryExample {
  /** The question that it belongs to: index into the headings. */
  question: number;
  /** What it finds, one sentence. */
  answer: string;
  /** The query. */
  query: string;
}

/** The answer to a question for a summary. */
export type SummaryAnswer = { ok: true, table: SummaryTable } | { ok: false, problem: QueryProblem };

/** What the current query found, grouped by values. */
export interface SummaryTable {
  /** Number of sessions that were grouped. */
  sessions: Count;
  /** Number of groups. */
  groups: Count;
  /** The sum of the sessions of all groups: more than there are if sessions have several values. */
  counted: Count;
  /** The sum of the rows of all groups. */
  countedRows: Count;
  /** The largest number of sessions of a group. */
  most: Count;
  /** Number of sessions of which not all values were counted: they have too many combinations, or there are too many groups. */
  cut: Count;
  /** The groups that were asked for, in order. */
  rows: Array<SummaryGroup>;
}

/** A group of sessions and rows that have the same values. */
export interface SummaryGroup {
  /** Its values, in the order of the dimensions. */
  values: Array<SummaryValue>;
  /** Number of sessions. */
  sessions: Count;
  /** Number of rows of logs without sessions. */
  rows: Count;
  /** Number of messages. */
  messages: Count;
  /** Number of recipients. */
  recipients: Count;
  /** Bytes of mail. */
  bytes: ByteCount;
  /** Number of sessions of each outcome, in the order of OUTCOMES. */
  outcomes: Array<number>;
  /** Number of logons in which name or password was refused. */
  refusedLogons: Count;
  /** Start of the earliest session; null without sessions. */
  first: TimeMs | null;
  /** End of the latest session; null without sessions. */
  last: TimeMs | null;
  /** Number of distinct values of the dimension that is counted. */
  distinct: Count;
  /** Median of the durations; 0 unless quantiles were asked for, as the others. */
  medianDuration: DurationMs;
  /** 95th percentile of the durations. */
  highDuration: DurationMs;
  /** The longest duration. */
  longest: DurationMs;
  /** Median of the largest gaps. */
  medianGap: DurationMs;
  /** 95th percentile of the largest gaps. */
  highGap: DurationMs;
  /** The largest gap. */
  largestGap: DurationMs;
}

/** A value of a dimension. */
export interface SummaryValue {
  /** The value; empty if there is none, and for the null reverse-path. */
  text: string;
  /** Whether there is one. */
  known: boolean;
  /** The condition that a session has it, or has none; null if no query can say that. */
  condition: string | null;
}

/** One session in full. */
export interface SessionDetail {
  /** Handle of the session, stable until `clear`. */
  session: number;
  /** The type of its log. */
  logType: LogType;
  /** The name of the log type. */
  logTypeName: string;
  /** Field `session-id`. */
  sessionId: string;
  /** The server that wrote the log; empty if unknown. */
  server: string;
  /** The service that wrote the log; empty if unknown. */
  service: string;
  /** Folder of the log, with `/` between its parts. */
  folder: string;
  /** Field `connector-id`. */
  connectorId: string;
  /** Field `local-endpoint`. */
  localEndpoint: string;
  /** Field `remote-endpoint`. */
  remoteEndpoint: string;
  /** Time of the first entry. */
  start: TimeMs;
  /** Time of the last entry. */
  end: TimeMs;
  /** Time from the first entry to the last. */
  durationMs: DurationMs;
  /** How it ended, in Exchange's terms: `Local`, `Remote`, `Remote(ConnectionReset)`; empty without an event `-`. */
  ended: string;
  /** The outcome. */
  outcome: Outcome;
  /** Whether it is noise, and why. */
  noise: Noise;
  /** Peculiarities: bits of SESSION_FLAGS. */
  flags: number;
  /** Number of sequence-numbers missing inside the session. */
  missingEntries: number;
  /** The longest pause; null if there is none. */
  largestGap: LargestGap | null;
  /** Total of the tarpit delays, in milliseconds. */
  tarpitMs: number;
  /** Facts that consist of a name and a value, in display order. */
  facts: Array<Fact>;
  /** The TLS negotiation, if there was one. */
  tls: TlsFact | null;
  /** The presented certificates, in order. */
  certificates: Array<CertificateFact>;
  /** What the attempts to authenticate amount to; null without an attempt. */
  logon: LogonResult | null;
  /** The first twenty attempts to authenticate, in order. */
  auth: Array<AttemptFact>;
  /** Number of the attempts after these; omitted if there are none. */
  moreAttempts?: number;
  /** The permissions of the session. */
  permissions: Array<PermissionFact>;
  /** The first eighty mail transactions, in order. A session of tracking or agent records has one, the message. */
  transactions: Array<TransactionFact>;
  /** Number of the transactions after these. */
  moreTransactions: number;
  /** The connection, in a session of a connectivity log. */
  connectivity: ConnectivityFact | null;
  /** The activity of a POP3 or IMAP4 session; omitted for other logs. */
  mailAccess?: MailAccessFact;
  /** The worst reply, if anything was rejected. */
  worstReply: ReplyFact | null;
  /** Position of the first entry that the current query matches; null if it matches none. */
  firstMatch: number | null;
  /** Number of entries in the session; `entries` contains some of them. */
  entryCount: number;
  /** Position in the session of the first of `entries`. */
  firstEntry: number;
  /** The requested entries, in order. */
  entries: Array<EntryDetail>;
}

/** The longest pause in a session. */
export interface LargestGap {
  /** Its length. */
  ms: DurationMs;
  /** Position in the session of the entry before it. */
  before: number;
  /** Position in the session of the entry after it. */
  after: number;
}

/** A fact that consists of a name and a value. */
export interface Fact {
  /** Stable name, e.g. `client-name`, for which the page has a label. */
  name: string;
  /** The value, as displayed. */
  value: string;
  /** Position in the session of the entry that it comes from. */
  entry: number | null;
}

/** The result of the TLS negotiation. */
export interface TlsFact {
  /** `1.2`, `1.3`, `SSL 3.0`, `unknown` where no row says it; empty if the negotiation failed. */
  version: string;
  /** Name of the cipher. */
  cipher: string;
  /** Length of its key, in bits. */
  cipherBits: number;
  /** Name of the message authentication code. */
  mac: string;
  /** Length of the message authentication code, in bits. */
  macBits: number;
  /** Name of the key exchange. */
  keyExchange: string;
  /** Length of its key, in bits. */
  keyExchangeBits: number;
  /** The error that Exchange logged; empty if the negotiation succeeded. */
  error: string;
  /** Position of its entry in the session. */
  entry: number;
}

/** A presented certificate. */
export interface CertificateFact {
  /** The side that presented it. */
  direction: Presented;
  /** What to call it: the common name of its subject, else its first alternate name. */
  name: string;
  /** Distinguished name of the subject, which may be empty; null if unknown. */
  subject: string | null;
  /** Distinguished name of the issuer; null if unknown. */
  issuer: string | null;
  /** Subject and issuer together, where the log does not show where one ends; otherwise empty. */
  undivided: string;
  /** Whether subject and issuer are the same; null if unknown. */
  selfSigned: boolean | null;
  /** Serial number, hexadecimal. */
  serialNumber: string;
  /** Thumbprint, hexadecimal. */
  thumbprint: string;
  /** Start of its validity, as logged. */
  notBefore: string;
  /** End of its validity, as logged. */
  notAfter: string;
  /** Subject alternative names. */
  alternateNames: Array<string>;
  /** Whether it was valid at the time of the session; null if the dates do not show it. */
  validThen: boolean | null;
  /** The same with its reason. */
  validity: CertificateValidity;
  /** The name of the host that presented it, from EHLO or the greeting; empty if not logged. */
  host: string;
  /** Whether it names that host. */
  fits: HostFit;
  /** Position of its first entry in the session. */
  entry: number;
}

/** Whether a certificate was valid at the time of the session. */
export type CertificateValidity = 'valid' | 'expiresSoon' | 'expired' | 'notYetValid' | 'unknown';

/** Whether a certificate names the host that presented it. */
export type HostFit = 'fits' | 'doesNotFit' | 'unknown';

/** The side that presented a certificate, as seen from the server that wrote the log. */
export type Presented = 'sent' | 'received' | 'unknown';

/** What all attempts of a session amount to. */
export type LogonResult = 'ok' | 'guessed' | 'tested' | 'failed' | 'unknown';

/** An attempt to authenticate. */
export interface AttemptFact {
  /** The mechanism in capitals; empty if unknown. */
  mechanism: string;
  /** The user who authenticated or tried to; empty if the log does not name one. */
  user: string;
  /** The result. */
  result: Authentication;
  /** Exchange's term for the failure, e.g. `LogonDenied`, or else the reply; empty unless it failed. */
  error: string;
  /** Time of its first entry. */
  time: TimeMs;
  /** Position of its first entry in the session. */
  entry: number;
}

/** The result of an attempt to authenticate. */
export type Authentication = 'ok' | 'failed' | 'unknown';

/** A permission of the session. */
export interface PermissionFact {
  /** Its name, e.g. `SMTPSubmit`. */
  name: string;
  /** What it allows, in one sentence; empty if the permission is unknown. */
  meaning: string;
}

/** A mail transaction; for tracking or agent records, the message. */
export interface TransactionFact {
  /** Address of the sender; `<>` for the null sender, empty if unknown. */
  sender: string;
  /** Whether its MAIL is not in the log, so that the sender is unknown and recipients may be missing; omitted if not. */
  fragment?: boolean;
  /** The recipients, in the order of the RCPT commands; of many, the first. */
  recipients: Array<RecipientFact>;
  /** How many more there are; omitted if none. */
  moreRecipients?: number;
  /** Size of the message as declared by the client or counted by the server; null if unknown. */
  size: ByteCount | null;
  /** The Message-ID; empty if unknown. */
  messageId: string;
  /** The result. */
  outcome: TransactionOutcome;
  /** The reply that determined the result. */
  reply: ReplyFact | null;
  /** Position of its first entry in the session. */
  firstEntry: number;
  /** Position of its last entry in the session. */
  lastEntry: number;
}

/** A recipient of a message. */
export interface RecipientFact {
  /** Its address. */
  address: string;
  /** The reply to its RCPT command; for records, the last reply about it. */
  reply: ReplyFact | null;
  /** What became of the message for it; only in message tracking. */
  result?: RecipientResult;
}

/** What became of a message for a recipient. */
export type RecipientResult = 'delivered' | 'deferred' | 'failed' | 'dropped' | 'replaced';

/** The outcome of a transaction. */
export type TransactionOutcome = 'accepted' | 'rejected' | 'deferred' | 'reset' | 'unfinished';

/** A reply and its explanation. */
export interface ReplyFact {
  /** Reply code; 0 for POP3 and IMAP4 replies, which have none. */
  code: number;
  /** Enhanced status code such as `5.7.1`; may be empty. */
  status: string;
  /** The text after the codes; its beginning, if it is very long: it may be about thousands of recipients. */
  text: string;
  /** Its meaning and usual cause; empty for positive replies. */
  explanation: string;
  /** Position of its entry in the session. */
  entry: number;
}

/** A connection, as recorded in a connectivity log. */
export interface ConnectivityFact {
  /** Field `source`. */
  source: string;
  /** Field `destination`. */
  destination: string;
  /** Delivery type of the next hop, e.g. `DnsConnectorDelivery`, or the mailbox server. */
  nextHop: string;
  /** The meaning of the delivery type; empty if unknown. */
  nextHopMeaning: string;
  /** GUID of the connector, site or DAG of the next hop; empty without one. */
  nextHopId: string;
  /** Number of messages in the queue when the session began. */
  queueLength: Count | null;
  /** How many of them were to be sent at once; null in older logs. */
  ready: Count | null;
  /** The DNS queries that gave no address. */
  dnsFailures: Array<FailedQuery>;
  /** Hosts and addresses that Exchange does not use for a while. */
  unhealthy: Array<UnhealthyTarget>;
  /** The hosts that DNS resolved. */
  resolved: Array<ResolvedHost>;
  /** The addresses that were tried, in order. */
  attempts: Array<ConnectionAttempt>;
  /** How many more DNS queries, hosts and attempts there are; omitted if all are listed, as up to 200 of each are. */
  unlisted?: number;
  /** Number of transferred messages. */
  messages: Count | null;
  /** Number of transferred bytes. */
  bytes: ByteCount | null;
  /** Number of recipients of the messages. */
  recipients: Count | null;
  /** Exchange's description of the result, e.g. `Retry : Unable to connect`; empty on success. */
  result: string;
}

/** A host that DNS resolved. */
export interface ResolvedHost {
  /** The host. */
  host: string;
  /** Its addresses. */
  addresses: Array<string>;
  /** Whether Exchange truncated the list of addresses. */
  truncated: boolean;
}

/** A DNS query that gave no address. */
export interface FailedQuery {
  /** The domain; empty if it is not logged. */
  domain: string;
  /** Exchange's word for the error, e.g. `ErrorRetry`. */
  error: string;
  /** What the error means and what to do. */
  explanation: string;
  /** Position of its entry in the session. */
  entry: number;
}

/** A host or address that Exchange does not use for a while, because it failed. */
export interface UnhealthyTarget {
  /** Host or address, with the port. */
  target: string;
  /** Exchange's word for its state, e.g. `MarkedUnhealthy`. */
  state: string;
  /** Number of failures in succession. */
  failures: Count | null;
  /** When it is tried again, as logged; may be empty. */
  nextRetry: string;
  /** Position of its entry in the session. */
  entry: number;
}

/** An address that was tried. */
export interface ConnectionAttempt {
  /** The address, with a port if logged. */
  address: string;
  /** Whether the connection was established. */
  ok: boolean;
  /** Winsock's name and meaning of the error, or else Exchange's description. */
  error: string;
  /** Winsock error code; 0 if none was logged. */
  code: number;
  /** Position of its entry in the session. */
  entry: number;
}

/** The activity of a POP3 or IMAP4 session. Numbers are null if the layout of the log has no column for them. */
export interface MailAccessFact {
  /** The commands, most frequent first. */
  commands: Array<CommandFact>;
  /** Total time of all commands except IDLE, which waits by design. */
  busyMs: DurationMs | null;
  /** The command that took the longest. */
  slowest: SlowestCommand | null;
  /** Bytes from the client. */
  received: ByteCount | null;
  /** Bytes to the client. */
  sent: ByteCount | null;
  /** Whether STARTTLS or STLS was answered with OK; null if not requested. */
  startTls: boolean | null;
  /** The back end to which a front end proxied the session. */
  proxy: ProxyFact | null;
  /** The mailbox that a back end opened. */
  mailbox: MailboxFact | null;
  /** The user's throttling budget, as last logged. */
  budget: BudgetFact | null;
  /** Whether the client sent LOGOUT or QUIT. */
  loggedOut: boolean;
}

/** One kind of command. */
export interface CommandFact {
  /** Its name in capitals; `UID` includes the command that follows. */
  name: string;
  /** Number of times that it was sent. */
  count: number;
  /** Number of times that it was refused. */
  refused: number;
  /** Total time of all of them. */
  durationMs: DurationMs | null;
}

/** The command that took the longest. */
export interface SlowestCommand {
  /** Its name. */
  command: string;
  /** Its duration. */
  ms: DurationMs;
  /** Position of its entry in the session. */
  entry: number;
}

/** The back end to which a front end proxied the session. */
export interface ProxyFact {
  /** The name of the back end. */
  host: string;
  /** Its port. */
  port: number | null;
  /** How the connection is secured, e.g. `SSL`. */
  security: string;
  /** Whether the connection was established. */
  ok: boolean;
  /** Exchange's description of the error. */
  error: string;
  /** Position of its entry in the session. */
  entry: number;
}

/** The mailbox that a back end opened. */
export interface MailboxFact {
  /** Display name of the user. */
  name: string;
  /** Exchange's type of the recipient, e.g. `UserMailbox`. */
  recipientType: string;
  /** GUID of the mailbox. */
  guid: string;
  /** Name of the database. */
  database: string;
  /** The server that has the database mounted. */
  server: string;
  /** Position of its entry in the session. */
  entry: number;
}

/** The user's throttling budget, as last logged. */
export interface BudgetFact {
  /** Number of open connections. */
  connections: string;
  /** Number of allowed connections. */
  maxConnections: string;
  /** The remaining budget, as logged. */
  balance: string;
  /** The throttling policy. */
  policy: string;
  /** Position of its entry in the session. */
  entry: number;
}

/** One entry of a session. */
export interface EntryDetail {
  /** The time at which it was logged. */
  time: TimeMs;
  /** Time since the previous entry; 0 for the first. */
  deltaMs: DurationMs;
  /** Field `sequence-number`. */
  sequence: number;
  /** Field `event`. */
  event: string;
  /** The speaker. */
  role: EntryRole;
  /** Field `data`, with credentials masked; for a record, a digest of its columns. */
  data: string;
  /** Field `context`, with credentials masked. */
  context: string;
  /** Connector-id and endpoints if they differ from the session's, otherwise null. */
  ownLabels: OwnLabels | null;
  /** Verb of a command or code of a reply, for the margin. */
  label: string;
  /** The explanation of 4xx and 5xx replies and of information rows; empty if there is nothing to explain. */
  explanation: string;
  /** The service extensions that the server offers, in the last line of a reply to EHLO; empty for other entries. */
  capabilities: Array<CapabilityDetail>;
  /** Whether it matches the query. */
  matched: boolean;
  /** Its severity. */
  severity: EntrySeverity;
  /** Position in the session of the command that this reply answers. */
  answers: number | null;
  /** Number of sequence-numbers missing directly before it. */
  missingBefore: number;
  /** Index of the file that contains it. */
  file: number;
  /** Other columns than time, event, data and context, without empty ones. */
  fields: Array<FieldDetail>;
}

/** Who sent the text of an entry. */
export type EntryRole = 'connect' | 'disconnect' | 'client' | 'server' | 'information' | 'record';

/** The severity of an entry. */
export type EntrySeverity = 'none' | 'ok' | 'warning' | 'error';

/** Connector-id and endpoints of an entry that differ from those of its session. */
export interface OwnLabels {
  /** Field `connector-id`. */
  connectorId: string;
  /** Field `local-endpoint`. */
  localEndpoint: string;
  /** Field `remote-endpoint`. */
  remoteEndpoint: string;
}

/** A column of an entry. */
export interface FieldDetail {
  /** Its name in the log. */
  name: string;
  /** The cell, with credentials masked. */
  value: string;
}

/** A service extension that a server offers. */
export interface CapabilityDetail {
  /** The EHLO keyword, as logged. */
  keyword: string;
  /** Its parameters, separated by blanks; may be empty. */
  parameters: string;
  /** Its meaning in one sentence; empty if the keyword is unknown. */
  meaning: string;
}

/** Another session of the same connection or message. */
export interface RelatedSession {
  /** Handle of the session. */
  session: number;
  /** What relates the two. */
  relation: Relation;
  /** The id in both; empty for several messages. */
  id: string;
  /** The type of its log. */
  logType: LogType;
  /** The name of the log type. */
  logTypeName: string;
  /** The server that wrote the log; empty if unknown. */
  server: string;
  /** The service that wrote the log; empty if unknown. */
  service: string;
  /** Field `remote-endpoint`. */
  remoteEndpoint: string;
  /** Time of its first entry. */
  start: TimeMs;
  /** Its outcome. */
  outcome: Outcome;
}

/** What relates two sessions, most certain first. */
export type Relation = 'sessionId' | 'proxy' | 'message' | 'user';

/** The rows of one web request in all open logs. */
export interface SameRequest {
  /** Its id; empty for a row without one. */
  id: string;
  /** The other rows that have it, table by table; the first hundred. */
  rows: Array<RequestRow>;
  /** Number of rows after these. */
  more: Count;
}

/** A row about a web request. What the log does not say is empty. */
export interface RequestRow {
  /** Index of the table. */
  table: number;
  /** The row in that table, whatever a query finds. */
  row: number;
  /** The `#Log-type` of the table, or the name of the log type. */
  name: string;
  /** The server that wrote it. */
  server: string;
  /** Its time; null if unknown. */
  time: TimeMs | null;
  /** The path of the request. */
  url: string;
  /** How the request ended there: statuses and errors by the names of their columns. */
  results: Array<RequestOutcome>;
  /** The severity of the worst status. */
  severity: EntrySeverity;
  /** How long it took there; null if unknown. */
  takenMs: DurationMs | null;
}

/** `HttpStatus` and `503`. */
export interface RequestOutcome {
  /** The name of the column. */
  name: string;
  /** Its value. */
  value: string;
}

/** The messages that a text asks for. */
export interface FoundMessages {
  /** What the text was taken for. */
  understood: MessageSearch;
  /** What a pasted block of headers says; null for any other text. */
  header: HeaderBlock | null;
  /** The messages, the latest activity first; not more than were asked for. */
  messages: Array<FoundMessage>;
  /** How many there are, as far as sessions were looked at. */
  total: Count;
  /** Whether there are so many sessions, or so many steps of a message, that only a part was looked at. */
  truncated: boolean;
}

/** What a text was taken for. */
export type MessageSearch = 'messageId' | 'address' | 'subject' | 'header' | 'latest';

/** The headers of a message, unfolded (RFC 5322, 2.2). */
export interface HeaderBlock {
  /** The Message-ID in angle brackets; empty without one. */
  messageId: string;
  /** `From`; empty without one. */
  from: string;
  /** `To`; empty without one. */
  to: string;
  /** `Subject`; empty without one. */
  subject: string;
  /** `Date`; null if there is none, or none that can be read. */
  date: TimeMs | null;
  /** The `Received` fields in the order of travel: each server adds its own above the others. */
  received: Array<ReceivedLine>;
}

/** A `Received` field (RFC 5321, 4.4). What it does not say is empty. */
export interface ReceivedLine {
  /** The host that sent the message. */
  from: string;
  /** The host that received it. */
  by: string;
  /** The protocol. */
  with: string;
  /** The id under which the host received it. */
  id: string;
  /** The recipient. */
  for: string;
  /** When it was received; null if that cannot be read. */
  time: TimeMs | null;
}

/** A message, with what the open logs show of it. */
export interface FoundMessage {
  /** What the question about its way takes. Valid while the same logs are open. */
  key: string;
  /** Its Message-ID in angle brackets; empty if the logs show none. */
  messageId: string;
  /** The address of its sender; `<>` for the null sender, empty if unknown. */
  sender: string;
  /** Addresses of its recipients; a few. */
  recipients: Array<string>;
  /** Number of its recipients. */
  recipientCount: Count;
  /** Its subject; empty if unknown. */
  subject: string;
  /** When it was first logged. */
  first: TimeMs;
  /** When it was last logged. */
  last: TimeMs;
  /** Its size; null if unknown. */
  bytes: ByteCount | null;
  /** The servers that logged something of it, the first one first. */
  servers: Array<string>;
  /** What became of it. */
  outcome: MessageOutcome;
  /** What happened to it, in the order of time; equal facts are one, and there are only a few. */
  parts: Array<OutcomePart>;
  /** Number of sessions that show something of it. */
  sessionCount: Count;
}

/** What became of a message, as far as the open logs show it. */
export type MessageOutcome = 'delivered' | 'partly' | 'partlySent' | 'sent' | 'accepted' | 'refused' | 'failed' | 'deferred' | 'unknown';

/** Something that happened to a message. */
export interface OutcomePart {
  /** What. */
  what: PartKind;
  /** Whom it concerns: the host that sent, took or deferred it, otherwise the recipient, if it is a single one. */
  whom: string;
  /** The recipient, if it is a single one; empty otherwise. */
  recipient: string;
  /** The number of recipients. */
  count: Count;
  /** When it happened first. */
  time: TimeMs;
  /** The reply or the reason; empty if there is none. */
  reply: string;
}

/** What happened to a message. */
export type PartKind = 'accepted' | 'submitted' | 'handed' | 'delivered' | 'refused' | 'deferred' | 'failed' | 'expanded' | 'redirected' | 'resubmitted' | 'duplicate' | 'quarantined' | 'moderated' | 'open' | 'pending';

/** How long messages took, hop by hop. */
export interface DelayReport {
  /** The hops, the slowest one by its 95th percentile first; at most a hundred. */
  hops: Array<HopDelay>;
  /** Number of hops after these. */
  more: Count;
}

/** How long messages took over one hop. */
export interface HopDelay {
  /** The server at which the messages had arrived. */
  from: string;
  /** The server that logged the end of the hop: the same one, or the next. */
  to: string;
  /** What the hop ended with. */
  end: HopEnd;
  /** Whether it is between two servers, whose clocks may differ. */
  between: boolean;
  /** How often messages took it. */
  count: Count;
  /** The median. */
  medianMs: DurationMs;
  /** The 95th percentile. */
  highMs: DurationMs;
  /** The largest delay. */
  largestMs: DurationMs;
  /** The key of the message with the largest delay, which can be followed. */
  slowest: string;
}

/** What a hop ended with. */
export type HopEnd = 'arrived' | 'sent' | 'delivered';

/** The way of a message. */
export interface MessageWay {
  /** The message. */
  message: FoundMessage;
  /** Where it was, in the order of travel. */
  places: Array<Place>;
  /** The hops, each after the one that it continues, otherwise by time. */
  hops: Array<Hop>;
  /** The hops that must have been, but are not in the open logs. */
  missing: Array<MissingHop>;
  /** How far clocks of servers are apart, where both ends of a transfer show that they are. */
  offsets: Array<ClockOffset>;
  /** Messages that delivery status notifications join to this one, by the time of the notification; the first twenty. */
  linked: Array<LinkedMessage>;
  /** Index of the hop with the largest delay, without delays between clocks that differ; null if none is known. */
  slowest: number | null;
  /** Whether there are more hops than are listed. */
  truncated: boolean;
}

/** A message that a delivery status notification joins to another one, as message tracking logs it (event DSN). */
export interface LinkedMessage {
  /** What it is. */
  link: MessageLink;
  /** Its Message-ID in angle brackets. */
  messageId: string;
  /** When the notification was generated. */
  time: TimeMs;
  /** Whether open logs show something of it, so that it can be followed. */
  known: boolean;
}

/** What a message is to the one that is followed. */
export type MessageLink = 'original' | 'notification';

/** A place that a message was at. */
export interface Place {
  /** What it is. */
  kind: PlaceKind;
  /** Its name or address; empty if unknown. */
  name: string;
  /** The service; empty if unknown, and outside. */
  service: string;
}

/** What a place is. */
export type PlaceKind = 'client' | 'frontEnd' | 'hub' | 'mailbox' | 'edge' | 'server' | 'outside';

/** A step of a message that a log shows. */
export interface Hop {
  /** What it is. */
  kind: HopKind;
  /** Index of the place that it begins at. */
  from: number;
  /** Index of the place that it leads to; the same for what happened at one place. */
  to: number;
  /** The type of the log. */
  log: LogType;
  /** The name of the log type. */
  logTypeName: string;
  /** The server that wrote the log, named alike in all hops and offsets; empty if unknown. */
  server: string;
  /** The service that wrote the log; empty if unknown. */
  service: string;
  /** The event as message tracking names it; empty in other logs. */
  event: string;
  /** Handle of the session. */
  session: number;
  /** Position in the session of the entry that shows it. */
  entry: number;
  /** When it began. */
  time: TimeMs;
  /** When it ended: the reply to the end of the data. */
  end: TimeMs;
  /** The reply that decided it, or the status of an event; empty if there is none. */
  reply: string;
  /** How the transfer ended; null for what is none. */
  outcome: TransactionOutcome | null;
  /** Number of recipients. */
  recipients: Count;
  /** Index of the hop that it continues; null for the first ones. */
  previous: number | null;
  /**
   * From the end of that hop to the beginning of this one, or from its beginning if this one happens within it: a
   * front end passes a message on while it receives it, and both ends of a transfer log the same one. Null if
   * unknown, negative if clocks differ.
   */
  delayMs: DurationMs | null;
  /** What joins the two. */
  join: Join;
  /** The id that is in both; empty if no id joins them. */
  joinId: string;
  /** How sure it is that they belong together. */
  certainty: Certainty;
  /** How the message came onto this branch. */
  branch: Branch;
}

/** What a hop is. */
export type HopKind = 'receive' | 'proxy' | 'send' | 'deliver' | 'connect' | 'event';

/** What joins two hops, the most certain first. */
export type Join = 'first' | 'sessionId' | 'proxiedId' | 'endpoints' | 'internalMessageId' | 'queueId' | 'messageId' | 'networkMessageId' | 'envelope';

/** How sure it is that two hops belong together. */
export type Certainty = 'logged' | 'likely' | 'possible';

/** How a message came onto a branch. */
export type Branch = 'main' | 'copy' | 'expansion' | 'redirect' | 'resubmit' | 'shadow';

/** A hop that is not in the open logs. */
export interface MissingHop {
  /** Index of the hop that it follows; null if it comes before the first one. */
  after: number | null;
  /** What is missing. */
  kind: HopKind;
  /** Where it happened. */
  place: Place;
  /** The type of the log that would show it. */
  log: LogType;
  /** The name of the log type. */
  logTypeName: string;
  /** The server that would have written the log; empty if unknown. */
  server: string;
  /** Why it may not be there. */
  why: MissingWhy;
}

/** Why a log does not show a hop. */
export type MissingWhy = 'notOpened' | 'hole' | 'notThere' | 'offByDefault' | 'outside';

/** How far the clocks of two servers are apart. */
export interface ClockOffset {
  /** One server. */
  a: string;
  /** The other one. */
  b: string;
  /** How far the clock of `b` is ahead of that of `a`: the median. */
  offsetMs: DurationMs;
  /** The range of what the pairs show, without the least and the largest tenth. */
  spreadMs: DurationMs;
  /** Number of transfers that both servers logged. */
  pairs: Count;
}

/** A log that is shown as a table: one without sessions, or one whose records are also grouped into sessions. */
export interface TableReport {
  /** Index of the table. */
  table: number;
  /** The log type. */
  logType: LogType;
  /** Its `#Log-type`, or the file name; for records, the name of the log type. */
  name: string;
  /** Its columns, in display order. */
  columns: Array<TableColumn>;
  /** Number of rows that match the current query. */
  rows: Count;
  /** Number of tables after it that are not listed, as there are too many; omitted if there are none. */
  unlisted?: Count;
}

/** A column of a table. */
export interface TableColumn {
  /** Its name in the log. */
  name: string;
  /** What a query calls it: a field, or `column.` and its name in the log; empty if its name is masked. */
  field: string;
  /** The type of its cells, as far as all agree. */
  type: ColumnType;
  /** The meaning of its cells, e.g. `clientAddress`, `url`; null if unknown. */
  property: Property | null;
  /** Whether any of its cells has a value (`-` is not one). */
  filled: boolean;
}

/** The type of a column. */
export type ColumnType = 'time' | 'number' | 'address' | 'text';

/** What a column contains. */
export type Property = 'sender' | 'recipient' | 'messageId' | 'subject' | 'messageSize' | 'user' | 'clientAddress' | 'originalClient' | 'clientName' | 'serverAddress' | 'server' | 'requestId' | 'url' | 'method' | 'status' | 'receivedBytes' | 'sentBytes' | 'timeTaken' | 'userAgent' | 'eventId' | 'source' | 'connector' | 'sourceContext' | 'recipientStatus' | 'relatedRecipient' | 'messageInfo' | 'customData' | 'partner';

/** Rows `from` (inclusive) to `from + rows.length` (exclusive) of those that match, in the requested order. */
export interface TableWindow {
  /** Index of the table. */
  table: number;
  /** First row of the window. */
  from: Count;
  /** Number of rows of the whole table that match. */
  total: Count;
  /** The cells as logged, row by row, with credentials masked. */
  rows: Array<Array<string>>;
  /** For each column of type `time`, its times, one per row; empty for other columns. */
  times: Array<Array<TimeMs | null>>;
  /** For each row, the session that it belongs to. */
  sessions: Array<number | null>;
  /** What cells mean, in a window of one row, which is opened in full; empty in others. */
  meanings: Array<CellMeaning>;
}

/** What a cell means. */
export interface CellMeaning {
  /** Its column, counted from 0. */
  column: number;
  /** The meaning, one or more sentences. */
  meaning: string;
}

/** The format of an export. */
export type ExportFormat = 'ndjson' | 'csv' | 'messages' | 'text';

/** What parts the cells of a row. */
export type Separator = 'comma' | 'semicolon' | 'tab';

/** What an export of sessions contains. */
export interface ExportContents {
  /** Number of sessions. */
  sessions: Count;
  /** Start of the first session; null without sessions. */
  start: TimeMs | null;
  /** The latest end of a session; null without sessions. */
  end: TimeMs | null;
  /** The server that wrote their logs; empty if there are several, or if it is unknown. */
  server: string;
}
