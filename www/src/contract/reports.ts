// Generated from the declarations in Rust by src/typescript/reports.rs: `UPDATE_GOLDEN=1 cargo test --lib typescript`
// renews it.
// biome-ignore-all format: generated
// biome-ignore-all lint: generated

import type { LogType, Outcome } from './tables.js';

/** A time: milliseconds since 1970-01-01T00:00Z. */
export type TimeMs = number;

/** A duration in milliseconds. */
export type DurationMs = number;

/** A size in bytes. */
export type ByteCount = number;

/** A number of things. */
export type Count = number;

/** What `open` resolves to, and what the status line shows. */
export interface Summary {
  /** Number of files. */
  files: Count;
  /** Number of entries. */
  entries: Count;
  /** Number of sessions. */
  sessions: Count;
  /** Bytes that were read. */
  bytes: ByteCount;
  /** Bytes of linear memory that the engine holds; filled in by the binding, which knows the memory. */
  memoryBytes: ByteCount;
  /** From the first byte asked for to the last session published; filled in by the page, which has a clock. */
  elapsedMs: DurationMs;
  /** Diagnostics by kind. */
  diagnostics: Array<DiagnosticCount>;
  /** The files in the order of opening. */
  perFile: Array<FileReport>;
}

/** How often a diagnostic was made in all files. */
export interface DiagnosticCount {
  /** Stable name in kebab-case, e.g. `unterminated-quote`. */
  kind: string;
  /** How grave it is. */
  severity: Severity;
  /** How often. */
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
  /** Its folder as far as the browser knows it, `/` between the parts; empty when it does not. */
  folder: string;
  /** The kind of log that it was recognised as first. */
  logType: LogType;
  /** Every kind of log in it, in the order of LOG_TYPES: logs may have been concatenated. */
  logTypes: Array<LogType>;
  /** The `#Log-type` of a table, else the log type in words. */
  logTypeName: string;
  /** By what it was recognised. */
  evidence: Evidence;
  /** Server as the user set it, else as its sessions or its folder name it; empty when nothing does. */
  server: string;
  /** Service as the user set it, else as its sessions or its folder name it; empty when nothing does. */
  service: string;
  /** Size that was announced; where none was, the bytes that were read. */
  bytes: ByteCount;
  /** Bytes in entries, headers, blank lines and diagnosed lines; always equals the bytes that were read. */
  accountedBytes: ByteCount;
  /** `complete`, or why reading stopped early. */
  end: FileState;
  /** Entries in it, copies not counted. */
  entries: Count;
  /** Sessions with entries in it. */
  sessions: Count;
  /** Rows that another copy had already given, which are not counted again. */
  duplicates: Count;
  /** First time stamp of its entries; null without entries. */
  firstTime: TimeMs | null;
  /** Last time stamp of its entries; null without entries. */
  lastTime: TimeMs | null;
  /** Some of these times are local times of the server, and the log does not name the time zone; else left out. */
  localTimes?: boolean;
  /** Number of diagnostics. */
  diagnostics: Count;
}

/** How a log was recognised. */
export type Evidence = 'chosen' | 'header' | 'fields' | 'rowShape' | 'fileName' | 'none';

/** How reading a file ended. */
export type FileState = 'reading' | 'complete' | 'cancelled' | 'unreadable' | 'changed' | 'encrypted' | 'damaged' | 'limited' | 'nested' | 'unsupported';

/** One kind of diagnostic in one file. */
export interface DiagnosticReport {
  /** Stable name in kebab-case. */
  kind: string;
  /** How grave it is. */
  severity: Severity;
  /** What it means and what to do, one sentence. */
  sentence: string;
  /** How often. */
  count: Count;
  /** Index of the file. */
  file: number;
  /** The first few places. */
  places: Array<DiagnosticPlace>;
}

/** Where a diagnostic was made. */
export interface DiagnosticPlace {
  /** Line in the file, from 1. */
  line: Count;
  /** Offset of the first byte of the line in the file, from 0. */
  byte: ByteCount;
  /** The beginning of the line, cut at 200 characters, with credentials masked. */
  excerpt: string;
}

/** How wide a column is wanted. */
export type CoverageWidth = 'auto' | 'hour' | 'day';

/** Whether the logs are complete, for each server, service and log. */
export interface Coverage {
  /** When the first column begins. */
  start: TimeMs;
  /** Width of a column: an hour, a day, or some days where there would be too many. */
  binMs: DurationMs;
  /** Number of columns. */
  bins: number;
  /** The logs, one row for each server, service and kind. */
  rows: Array<CoverageRow>;
  /** Numbers that are missing among the files. */
  missing: Array<MissingFiles>;
  /** Spans without entries between others with some, by row; of many only the first. */
  gaps: Array<CoverageGap>;
  /** Number of gaps in all. */
  gapCount: number;
  /** Restarts of services, in the order of time. */
  restarts: Array<Restart>;
  /** Logs that are missing and that Exchange may not have written. */
  unlogged: Array<UnloggedLog>;
  /** Files of which a part, or everything, is missing. */
  troubles: Array<FileTrouble>;
}

/** The logs of one kind that one service of one server wrote. */
export interface CoverageRow {
  /** The server; empty when it is not known. */
  server: string;
  /** The service; empty when it is not known. */
  service: string;
  /** The kind of log. */
  logType: LogType;
  /** The log in words; the `#Log-type` of a table. */
  log: string;
  /** The query that finds its sessions, or the rows of a log without sessions. */
  query: string;
  /** What Exchange logs by default of this log, a sentence; empty where that is not known. */
  note: string;
  /** Number of files. */
  files: number;
  /** Number of entries. */
  entries: Count;
  /** Size of the files. */
  bytes: ByteCount;
  /** Files that neither their rows nor their names place in time; they are only in the totals. */
  undatedFiles: number;
  /** What there is in each column. */
  cells: Array<CoverageCell>;
  /** Entries in each column. */
  cellEntries: Array<Count>;
  /** Bytes in each column. Those of a file that spans several columns are shared out by its entries. */
  cellBytes: Array<ByteCount>;
}

/** What there is of a log in a span of time. */
export type CoverageCell = 'outside' | 'noFile' | 'headerOnly' | 'quiet' | 'file' | 'entries';

/**
 * Numbers that are missing among the files of an hour or a day, or among all where names have no date: `first` to
 * `last`, between `before` and `after`.
 */
export interface MissingFiles {
  /** Index of the row. */
  row: number;
  /** Beginning of the files' names. */
  prefix: string;
  /** Begin of the hour or day in the files' names; null where these have no date. */
  time: TimeMs | null;
  /** Whether the names have an hour. */
  hourly: boolean;
  /** The first number that is missing. */
  first: number;
  /** The last number that is missing. */
  last: number;
  /** The number before them; null where there is none. */
  before: number | null;
  /** The number after them. */
  after: number;
}

/** A span in which a row has no entries, between others that have some. */
export interface CoverageGap {
  /** Index of the row. */
  row: number;
  /** Begin of the span. */
  from: TimeMs;
  /** End of the span. */
  to: TimeMs;
  /** What there is instead. */
  cell: GapCell;
}

/** What there is in a gap. */
export type GapCell = 'noFile' | 'headerOnly' | 'quiet';

/** A restart of a service, between two sessions. */
export interface Restart {
  /** Indices of the rows whose logs show it. */
  rows: Array<number>;
  /** When the service was started. */
  time: TimeMs;
  /** Begin of the last session before it. */
  before: TimeMs;
  /** Begin of the first session after it. */
  after: TimeMs;
}

/** A log that is missing, and that Exchange may not have written. */
export interface UnloggedLog {
  /** The server. */
  server: string;
  /** The service. */
  service: string;
  /** The log in words. */
  log: string;
  /** What Exchange logs by default. */
  sentence: string;
}

/** A file of which a part, or everything, is missing. */
export interface FileTrouble {
  /** Index of the file. */
  file: number;
  /** Name of the diagnostic. */
  kind: string;
  /** What it means. */
  sentence: string;
}

/** The answer to a query. */
export type QueryAnswer = { ok: true, counts: QueryCounts } | { ok: false, problem: QueryProblem };

/** How much a query found. */
export interface QueryCounts {
  /** Sessions that match. */
  sessions: Count;
  /** Entries that match. */
  entries: Count;
}

/** Why a query could not be understood: a plain sentence that also says what to do, and the place it is about. */
export interface QueryProblem {
  /** What is wrong and what to do. */
  message: string;
  /** First UTF-16 code unit of the place, counted from the beginning of the query text. */
  from: number;
  /** The code unit after the last one; greater than `from` unless the query ends where something is missing. */
  to: number;
}

/** The query language, for the help page. */
export interface QueryHelp {
  /** All fields, in the order to show them. */
  fields: Array<FieldHelp>;
  /** The headings of the examples. */
  questions: Array<string>;
  /** Worked examples, in the order of the headings. */
  examples: Array<QueryExample>;
}

/** What the help page says about a field. */
export interface FieldHelp {
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
  /** Under which heading it belongs: index into `QUESTIONS`. */
  question: number;
  /** What it finds, one sentence. */
  answer: string;
  /** The query. */
  query: string;
}

/** One session, whole. */
export interface SessionDetail {
  /** Handle of the session. Stable until everything is cleared. */
  session: number;
  /** The kind of log that it is from. */
  logType: LogType;
  /** The same in words. */
  logTypeName: string;
  /** Field `session-id`. */
  sessionId: string;
  /** The server that wrote the log; empty when nothing names it. */
  server: string;
  /** The service that wrote the log; empty when it is not known. */
  service: string;
  /** Folder of the log, `/` between the parts. */
  folder: string;
  /** Field `connector-id`. */
  connectorId: string;
  /** Field `local-endpoint`. */
  localEndpoint: string;
  /** Field `remote-endpoint`. */
  remoteEndpoint: string;
  /** Its first entry. */
  start: TimeMs;
  /** Its last entry. */
  end: TimeMs;
  /** From the first entry to the last. */
  durationMs: DurationMs;
  /** How it ended, in Exchange's word: `Local`, `Remote`, `Remote(ConnectionReset)`; empty when there is no `-`. */
  ended: string;
  /** What it came to. */
  outcome: Outcome;
  /** What is unusual about it: bits of SESSION_FLAGS. */
  flags: number;
  /** Sequence-numbers that are missing inside the session. */
  missingEntries: number;
  /** The largest pause; null where there is none. */
  largestGap: LargestGap | null;
  /** Sum of the tarpit delays in milliseconds. */
  tarpitMs: number;
  /** Facts of a name and a value, in the order to show them. */
  facts: Array<Fact>;
  /** The negotiation of TLS, if there was one. */
  tls: TlsFact | null;
  /** The certificates that were presented, in order. */
  certificates: Array<CertificateFact>;
  /** The authentication, if there was one. */
  auth: AuthFact | null;
  /** The permissions of the session. */
  permissions: Array<PermissionFact>;
  /** The mail transactions in order; of a session of tracking or agent records one: the message. */
  transactions: Array<TransactionFact>;
  /** Of a connectivity log what it records of the connection. */
  connectivity: ConnectivityFact | null;
  /** What a POP3 or IMAP4 session did; left out in sessions of other logs. */
  mailAccess?: MailAccessFact;
  /** The worst reply, if anything was refused. */
  worstReply: ReplyFact | null;
  /** Number of entries in the session; `entries` holds some of them. */
  entryCount: number;
  /** Place of the first of `entries` in the session. */
  firstEntry: number;
  /** The entries that were asked for, in order. */
  entries: Array<EntryDetail>;
}

/** The largest pause in a session. */
export interface LargestGap {
  /** How long it is. */
  ms: DurationMs;
  /** Place of the entry before it. */
  before: number;
  /** Place of the entry after it. */
  after: number;
}

/** A name and a value for the list of facts. */
export interface Fact {
  /** Stable name, e.g. `client-name`; the page has the label for it. */
  name: string;
  /** The value as it is displayed. */
  value: string;
  /** Place in the session of the entry that it comes from. */
  entry: number | null;
}

/** How the negotiation of TLS came out. */
export interface TlsFact {
  /** `1.2`, `1.3`, `SSL 3.0`; empty when the negotiation failed. */
  version: string;
  /** Name of the cipher. */
  cipher: string;
  /** Length of its key. */
  cipherBits: number;
  /** Name of the message authentication code. */
  mac: string;
  /** Length of the message authentication code. */
  macBits: number;
  /** Name of the key exchange. */
  keyExchange: string;
  /** Length of its key. */
  keyExchangeBits: number;
  /** The error that Exchange named; empty when the negotiation succeeded. */
  error: string;
  /** Place of its entry in the session. */
  entry: number;
}

/** A certificate that was presented. */
export interface CertificateFact {
  /** Who presented it. */
  direction: Presented;
  /** Distinguished name of the subject. */
  subject: string;
  /** Distinguished name of the issuer. */
  issuer: string;
  /** Serial number, hexadecimal. */
  serialNumber: string;
  /** Thumbprint, hexadecimal. */
  thumbprint: string;
  /** Begin of its validity, as it is written in the log. */
  notBefore: string;
  /** End of its validity, as it is written in the log. */
  notAfter: string;
  /** Subject alternative names. */
  alternateNames: Array<string>;
  /** Whether it was valid at the time of the session; null when the log has no dates. */
  validThen: boolean | null;
  /** Place in the session of its first entry. */
  entry: number;
}

/** Who presented a certificate, as seen from the server that wrote the log. */
export type Presented = 'sent' | 'received' | 'unknown';

/** An authentication. */
export interface AuthFact {
  /** The mechanism in capitals, empty when it is not known. */
  mechanism: string;
  /** Who authenticated or tried to. */
  user: string;
  /** How it came out. */
  result: Authentication;
  /** Exchange's word for the failure, e.g. `LogonDenied`; empty without one. */
  error: string;
  /** Place of its entry in the session. */
  entry: number;
}

/** How an authentication came out. */
export type Authentication = 'ok' | 'failed' | 'unknown';

/** A permission of the session. */
export interface PermissionFact {
  /** Its name, e.g. `SMTPSubmit`. */
  name: string;
  /** What it allows, one sentence; empty for a name that is not known. */
  meaning: string;
}

/** A mail transaction; of a session of tracking or agent records the message. */
export interface TransactionFact {
  /** Address of the sender, `<>` for the null sender. */
  sender: string;
  /** In the order of the RCPT commands. */
  recipients: Array<RecipientFact>;
  /** Size of the message as the client declared it or as the server counted it; null when neither is known. */
  size: ByteCount | null;
  /** The Message-ID; empty when nothing names it. */
  messageId: string;
  /** How it came out. */
  outcome: TransactionOutcome;
  /** The reply that decided it. */
  reply: ReplyFact | null;
  /** Place of its first entry in the session. */
  firstEntry: number;
  /** Place of its last entry in the session. */
  lastEntry: number;
}

/** A recipient of a message. */
export interface RecipientFact {
  /** Its address. */
  address: string;
  /** The reply to its RCPT command; of records the last reply about it. */
  reply: ReplyFact | null;
}

/** The outcome of a transaction. */
export type TransactionOutcome = 'accepted' | 'rejected' | 'deferred' | 'reset' | 'unfinished';

/** A reply and what it means. */
export interface ReplyFact {
  /** Reply code; 0 for replies of POP3 and IMAP4, which have none. */
  code: number;
  /** Enhanced status code such as `5.7.1`, empty without one. */
  status: string;
  /** What follows the codes. */
  text: string;
  /** What it means and what usually causes it; empty for positive replies. */
  explanation: string;
  /** Place of its entry in the session. */
  entry: number;
}

/** What a connectivity log records of a connection. */
export interface ConnectivityFact {
  /** Field `source`. */
  source: string;
  /** Field `destination`. */
  destination: string;
  /** Delivery type of the next hop, e.g. `DnsConnectorDelivery`, or the mailbox server. */
  nextHop: string;
  /** What the delivery type means; empty where it is not known. */
  nextHopMeaning: string;
  /** The hosts that DNS resolved. */
  resolved: Array<ResolvedHost>;
  /** The addresses that were tried, in order. */
  attempts: Array<ConnectionAttempt>;
  /** Messages that were transferred. */
  messages: Count | null;
  /** Bytes that were transferred. */
  bytes: ByteCount | null;
  /** Exchange's word for a failure, e.g. `Retry : Unable to connect`; empty when all went well. */
  result: string;
}

/** A host as DNS resolved it. */
export interface ResolvedHost {
  /** The host. */
  host: string;
  /** Its addresses; Exchange cuts long lists. */
  addresses: Array<string>;
}

/** An address that was tried. */
export interface ConnectionAttempt {
  /** Address, with the port where the log has one. */
  address: string;
  /** Whether the connection was established. */
  ok: boolean;
  /** Winsock's name and meaning of the error, else Exchange's word. */
  error: string;
  /** Winsock error code, 0 without one. */
  code: number;
  /** Place of its entry in the session. */
  entry: number;
}

/** What a POP3 or IMAP4 session did. Numbers are null where the layout of the log has no column for them. */
export interface MailAccessFact {
  /** Most frequent first. */
  commands: Array<CommandFact>;
  /** The time that all commands took together except IDLE, which waits on purpose. */
  busyMs: DurationMs | null;
  /** The command that took longest. */
  slowest: SlowestCommand | null;
  /** Bytes from the client. */
  received: ByteCount | null;
  /** Bytes to the client. */
  sent: ByteCount | null;
  /** Whether STARTTLS or STLS was answered with OK; null when nobody asked. */
  startTls: boolean | null;
  /** Where a front end passed the session on to. */
  proxy: ProxyFact | null;
  /** The mailbox that a back end opened. */
  mailbox: MailboxFact | null;
  /** The user's throttling budget, as it was logged last. */
  budget: BudgetFact | null;
  /** Whether the client sent LOGOUT or QUIT. */
  loggedOut: boolean;
}

/** One kind of command. */
export interface CommandFact {
  /** Its name in capitals; of `UID` with the command that follows. */
  name: string;
  /** How often it was sent. */
  count: number;
  /** How often it was refused. */
  refused: number;
  /** The time that all of them took together. */
  durationMs: DurationMs | null;
}

/** The command that took longest. */
export interface SlowestCommand {
  /** Its name. */
  command: string;
  /** How long it took. */
  ms: DurationMs;
  /** Place of its entry in the session. */
  entry: number;
}

/** Where a front end passed the session on to. */
export interface ProxyFact {
  /** The back end. */
  host: string;
  /** Its port. */
  port: number | null;
  /** How the connection is secured, e.g. `SSL`. */
  security: string;
  /** Whether it was connected. */
  ok: boolean;
  /** Exchange's word for the error. */
  error: string;
  /** Place of its entry in the session. */
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
  /** Place of its entry in the session. */
  entry: number;
}

/** The user's throttling budget, as it was logged last. */
export interface BudgetFact {
  /** Connections that are open. */
  connections: string;
  /** Connections that are allowed. */
  maxConnections: string;
  /** What is left of the budget. */
  balance: string;
  /** The throttling policy. */
  policy: string;
  /** Place of its entry in the session. */
  entry: number;
}

/** One entry of a session. */
export interface EntryDetail {
  /** When it was logged. */
  time: TimeMs;
  /** Since the entry before it, 0 for the first. */
  deltaMs: DurationMs;
  /** Field `sequence-number`. */
  sequence: number;
  /** Field `event`. */
  event: string;
  /** Who speaks in it. */
  role: EntryRole;
  /** Field `data`, with credentials masked; of a record what matters of its columns. */
  data: string;
  /** Field `context`, with credentials masked. */
  context: string;
  /** Connector-id and endpoints where they differ from the session's, else null. */
  ownLabels: OwnLabels | null;
  /** Verb of a command or code of a reply, in short, for the margin. */
  label: string;
  /** What it means: 4xx and 5xx replies, Exchange's own lines. Empty where there is nothing to explain. */
  explanation: string;
  /** The service extensions that the server offers, for the last line of a reply to EHLO; empty for any other entry. */
  capabilities: Array<CapabilityDetail>;
  /** Whether the query marks it. */
  matched: boolean;
  /** How it came out. */
  severity: EntrySeverity;
  /** Place of the command that this reply answers. */
  answers: number | null;
  /** Sequence-numbers that are missing right before it. */
  missingBefore: number;
  /** Index of the file that holds it. */
  file: number;
  /** Columns of the log other than time, event, data and context, without empty ones. */
  fields: Array<FieldDetail>;
}

/** Who sent the text of an entry. */
export type EntryRole = 'connect' | 'disconnect' | 'client' | 'server' | 'information' | 'record';

/** How an entry came out. */
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
  /** The name of the column in the log. */
  name: string;
  /** The cell, with credentials masked. */
  value: string;
}

/** A service extension that a server offers. */
export interface CapabilityDetail {
  /** The EHLO keyword as logged. */
  keyword: string;
  /** Its parameters, separated by blanks; empty without. */
  parameters: string;
  /** What it means, one sentence; empty if the keyword is unknown. */
  meaning: string;
}

/** Another session of the same connection or message. */
export interface RelatedSession {
  /** Handle of the session. */
  session: number;
  /** What both have in common. */
  relation: Relation;
  /** The id that both name; empty for several messages. */
  id: string;
  /** The kind of log that it is from. */
  logType: LogType;
  /** The same in words. */
  logTypeName: string;
  /** The server that wrote the log; empty when nothing names it. */
  server: string;
  /** The service that wrote the log; empty when it is not known. */
  service: string;
  /** Field `remote-endpoint`. */
  remoteEndpoint: string;
  /** Its first entry. */
  start: TimeMs;
  /** What it came to. */
  outcome: Outcome;
}

/** What two sessions have in common, the surest first. */
export type Relation = 'sessionId' | 'proxy' | 'message';

/** A log whose rows stand alone: one without sessions, or one whose records are grouped to sessions as well. */
export interface TableReport {
  /** Index of the table. */
  table: number;
  /** The kind of log. */
  logType: LogType;
  /** Its `#Log-type`, or the file name; the log type in words for records. */
  name: string;
  /** Its columns, in the order to show them. */
  columns: Array<TableColumn>;
  /** Rows that match the current query. */
  rows: Count;
}

/** A column of a table. */
export interface TableColumn {
  /** Its name in the log. */
  name: string;
  /** The type of its cells, as far as all of them agree. */
  type: ColumnType;
  /** What its cells mean, e.g. `clientAddress`, `url`; null where that is not known. */
  property: Property | null;
  /** Whether any of its cells has a value (`-` is none). */
  filled: boolean;
}

/** The type of a column. */
export type ColumnType = 'time' | 'number' | 'address' | 'text';

/** What a column contains. */
export type Property = 'sender' | 'recipient' | 'messageId' | 'subject' | 'messageSize' | 'user' | 'clientAddress' | 'clientName' | 'serverAddress' | 'server' | 'url' | 'method' | 'status' | 'receivedBytes' | 'sentBytes' | 'timeTaken' | 'userAgent' | 'eventId' | 'source' | 'connector' | 'sourceContext';

/** Rows `from` (inclusive) to `from + rows.length` (exclusive) of those that match, in the order that was asked for. */
export interface TableWindow {
  /** Index of the table. */
  table: number;
  /** First row of the window. */
  from: Count;
  /** Rows of the whole table that match. */
  total: Count;
  /** The cells as they are in the log, row by row, with credentials masked. */
  rows: Array<Array<string>>;
  /** For each column of type `time` its times, one a row; empty for other columns. */
  times: Array<Array<TimeMs | null>>;
  /** For each row the session that it belongs to. */
  sessions: Array<number | null>;
}

/** What an export looks like. */
export type ExportFormat = 'ndjson' | 'csv' | 'text';
