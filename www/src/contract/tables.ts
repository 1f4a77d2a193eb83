// Generated from the tables in Rust by src/typescript.rs: `UPDATE_GOLDEN=1 cargo test --lib typescript` updates it.
// biome-ignore-all format: generated
// biome-ignore-all lint: generated

/** The log type of a file or session. `table` is any other log with a `#Fields` header. */
export const LOG_TYPES = [
  'smtpReceive',
  'smtpSend',
  'connectivity',
  'pop3',
  'imap4',
  'internetMail',
  'internetNews',
  'smtpService',
  'nntpService',
  'http',
  'tracking',
  'agent',
  'table',
  'unknown',
] as const;
export type LogType = (typeof LOG_TYPES)[number];

/** The outcome of a session; if several apply, the first one counts. The order is the stacking order of the timeline. */
export const OUTCOMES = [
  'accepted',
  'proxied',
  'deferred',
  'rejected',
  'failed',
  'guessed',
  'tested',
  'empty',
  'incomplete',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Whether a session is noise, and why: nothing was done in it, and nothing went wrong. */
export const NOISES = [
  'none',
  'silent',
  'probe',
  'health',
] as const;
export type Noise = (typeof NOISES)[number];

/** Peculiarities of a session, as bits. */
export const SESSION_FLAGS = {
  /** No `+`: it began before these logs, or the row is lost. */
  noBegin: 1,
  /** No `-`: it ended after these logs, or the row is lost. */
  noEnd: 2,
  /** Sequence-numbers are missing within it. */
  holes: 4,
  /** Its rows were not in the order of their sequence-numbers. */
  reordered: 8,
  /** Rows that were there twice were dropped. */
  duplicates: 16,
  /** The session-id was used before by another session of the same origin. */
  reusedId: 32,
  /** Its rows come from more than one file. */
  straddles: 64,
  /** Its entries name no session; it was inferred from address, name and time. */
  inferred: 128,
  /** Its times are those of the server's own clock, and the log does not name their zone. */
  localTimes: 256,
  /** The connection ended while a message was on its way. */
  cutOff: 512,
} as const;

/** Columns that sessions can be sorted by. */
export const SORT_KEYS = [
  'start',
  'log',
  'server',
  'service',
  'connector',
  'local',
  'remote',
  'helo',
  'from',
  'to',
  'messages',
  'size',
  'duration',
  'gap',
  'tls',
  'auth',
  'attempts',
  'user',
  'code',
  'outcome',
  'entries',
  'session',
] as const;
export type SortKey = (typeof SORT_KEYS)[number];

/** The columns of the list of sessions, each with the kind of its values. */
export const SESSION_COLUMNS = {
  start: 'time',
  log: 'text',
  server: 'text',
  service: 'text',
  connector: 'text',
  local: 'text',
  remote: 'text',
  via: 'text',
  helo: 'text',
  from: 'text',
  to: 'text',
  recipients: 'count',
  messages: 'count',
  size: 'size',
  duration: 'duration',
  gap: 'duration',
  tls: 'text',
  auth: 'text',
  attempts: 'count',
  user: 'text',
  code: 'code',
  reply: 'text',
  outcome: 'outcome',
  entries: 'count',
  flags: 'flags',
  session: 'text',
} as const;
export type SessionColumn = keyof typeof SESSION_COLUMNS;

/** The columns of a window, one value for each row; those of kind `text` are indices into its strings. */
export interface SessionColumns {
  /** Start of the session, in milliseconds since 1970-01-01 UTC. */
  start: Float64Array;
  /** The name of the log type. */
  log: Uint32Array;
  /** The server that wrote the log; empty if unknown. */
  server: Uint32Array;
  /** The service that wrote the log; empty if unknown. */
  service: Uint32Array;
  /** The connector-id; in a connectivity log the source. */
  connector: Uint32Array;
  /** The local endpoint. */
  local: Uint32Array;
  /** The remote endpoint, or the address of the original client if `via` is not empty; in a connectivity log the destination. */
  remote: Uint32Array;
  /** The server or proxy that passed on the session of the original client; empty without one. */
  via: Uint32Array;
  /** The name that the client gave in EHLO or HELO. */
  helo: Uint32Array;
  /** The first sender, `<>` for the null sender. */
  from: Uint32Array;
  /** The first of `recipients` recipients. */
  to: Uint32Array;
  /** Number of recipients. */
  recipients: Uint32Array;
  /** Number of messages. */
  messages: Uint32Array;
  /** Size of its messages in bytes. */
  size: Float64Array;
  /** Time from the first entry to the last, in milliseconds. */
  duration: Float64Array;
  /** The longest pause between two entries, in milliseconds. */
  gap: Float64Array;
  /** The TLS version, `failed`, or empty without TLS. */
  tls: Uint32Array;
  /** Mechanism and result of authentication. */
  auth: Uint32Array;
  /** Number of attempts to authenticate. */
  attempts: Uint32Array;
  /** The user who authenticated or tried to. */
  user: Uint32Array;
  /** Code of the worst reply; 0 without one, and for POP3 and IMAP4, whose replies have no codes. */
  code: Uint16Array;
  /** The worst reply: code, enhanced status code and text; of POP3 and IMAP4 the text alone. Empty without one. */
  reply: Uint32Array;
  /** The outcome of the session, as an index into OUTCOMES. */
  outcome: Uint8Array;
  /** Number of entries. */
  entries: Uint32Array;
  /** Peculiarities of the session, as bits of SESSION_FLAGS. */
  flags: Uint16Array;
  /** The session-id. */
  session: Uint32Array;
}

/** What sessions can be grouped by: names of fields, or of a part of one; and the columns of tables. */
export const DIMENSIONS = [
  'log',
  'server',
  'service',
  'connector',
  'client',
  'target',
  'remote',
  'local',
  'helo',
  'user',
  'auth',
  'mechanism',
  'tls',
  'cipher',
  'key-exchange',
  'certificate',
  'issuer',
  'permissions',
  'from',
  'to',
  'sender-domain',
  'recipient-domain',
  'message-id',
  'subject',
  'event-id',
  'reply',
  'reason',
  'code',
  'http-status',
  'url',
  'user-agent',
  'protocol',
  'capability',
  'rewritten',
  'status',
  'outcome',
  'deferral',
  'noise',
  'ended',
  'flags',
  'weekday',
  'destination',
  'source',
  'dns',
  'network',
  'second',
  'minute',
  'hour',
  'day',
] as const;
export type Dimension = (typeof DIMENSIONS)[number] | `column.${string}`;

/** What groups can be ordered by. */
export const MEASURES = [
  /** Number of sessions. */
  'sessions',
  /** Number of rows of logs without sessions. */
  'rows',
  /** Number of messages. */
  'messages',
  /** Number of recipients. */
  'recipients',
  /** Bytes of mail. */
  'bytes',
  /** Number of sessions with something refused permanently. */
  'rejected',
  /** Number of sessions with something refused temporarily. */
  'deferred',
  /** Number of sessions that failed. */
  'failed',
  /** Number of logons in which name or password was refused. */
  'refusedLogons',
  /** Start of the earliest session. */
  'first',
  /** End of the latest session. */
  'last',
  /** Number of distinct values of another dimension. */
  'distinct',
  /** Median of the durations, in milliseconds. */
  'medianDuration',
  /** 95th percentile of the durations, in milliseconds. */
  'highDuration',
  /** The longest duration, in milliseconds. */
  'longest',
  /** Median of the largest gaps, in milliseconds. */
  'medianGap',
  /** 95th percentile of the largest gaps, in milliseconds. */
  'highGap',
  /** The largest gap, in milliseconds. */
  'largestGap',
] as const;
export type Measure = (typeof MEASURES)[number];
/** A measure, or the number of a dimension, from 0. */
export type SummaryOrder = Measure | `${number}`;

/** How much a finding matters, the worst first. */
export const FINDING_SEVERITIES = [
  'problem',
  'warning',
  'note',
] as const;
export type FindingSeverity = (typeof FINDING_SEVERITIES)[number];

/** The kinds of findings, each with its severity, in the order of the page. */
export const FINDING_KINDS = {
  /** Clients that did not log on got mail for other organisations accepted. */
  'open-relay': 'problem',
  /** A client logged on after several wrong passwords. */
  'guessed-password': 'problem',
  /** A client logged on after many failed logons in other sessions. */
  'logon-after-failures': 'problem',
  /** One address tried the passwords of many users in vain. */
  'password-spray': 'problem',
  /** Many addresses tried the passwords of many users in vain. */
  'distributed-spray': 'problem',
  /** Servers that could not be reached. */
  'unreachable-target': 'problem',
  /** Domains that could not be resolved. */
  'dns-failed': 'problem',
  /** A server refused mail as it was short of resources. */
  'back-pressure': 'problem',
  /** The front end could not pass sessions on to the Transport service. */
  'proxy-failed': 'problem',
  /** Another server refused the logon of this one. */
  'own-logon-refused': 'problem',
  /** A server did not take mail: its transport service was inactive. */
  'service-inactive': 'problem',
  /** Mail that went round in a loop was refused. */
  'mail-loop': 'problem',
  /** Messages expired in the queue. */
  'expired': 'problem',
  /** The connection was lost in the middle of a message. */
  'cut-off': 'problem',
  /** Mail to other organisations that this server refused to relay. */
  'relay-denied': 'warning',
  /** Mail to recipients that this server does not know. */
  'unknown-recipient': 'warning',
  /** Mail in the name of a sender that the client may not use. */
  'send-as-denied': 'warning',
  /** Mail that this server refused because of its sender. */
  'sender-refused': 'warning',
  /** Mail that was refused for its size. */
  'message-too-large': 'warning',
  /** Mail that this server refused as spam, or from a blocked address. */
  'blocked-as-spam': 'note',
  /** Mail that this server refused for another reason. */
  'refused-here': 'warning',
  /** Mail that other servers refused. */
  'refused-by-others': 'warning',
  /** Other servers refused mail because of the address or the name of this server. */
  'block-listed': 'problem',
  /** Mail that was put off by greylisting. */
  'greylisted': 'note',
  /** Mail that this server put off for another reason, and of which nobody knows whether it came again. */
  'deferred-here': 'warning',
  /** Mail that other servers put off for another reason, and of which nobody knows whether it was sent again. */
  'deferred-by-others': 'warning',
  /** Mail that was put off, and not accepted later in these logs. */
  'deferred-unresolved': 'warning',
  /** Mail that was put off, and accepted later. */
  'deferred-recovered': 'note',
  /** Mail came to a mailbox that had it already. */
  'doubled-mail': 'note',
  /** TLS could not be agreed on. */
  'tls-failed': 'warning',
  /** Sessions with a TLS version before 1.2. */
  'old-tls': 'warning',
  /** Sessions with a cipher that is considered broken. */
  'weak-cipher': 'warning',
  /** Mail that was sent in clear although the other server offers TLS. */
  'tls-not-used': 'note',
  /** Mail that was received in clear. */
  'clear-text': 'note',
  /** A certificate of this organisation that had expired was presented, or one of others and TLS failed. */
  'certificate-expired': 'problem',
  /** A certificate of others that had expired was presented, and did no harm. */
  'certificate-expired-others': 'note',
  /** A certificate of this organisation that expires soon was presented. */
  'certificate-expiring': 'warning',
  /** A certificate that was not valid yet was presented. */
  'certificate-not-yet-valid': 'warning',
  /** A certificate was presented that its holder issued. */
  'certificate-self-signed': 'note',
  /** A certificate was presented that names other hosts than its own. */
  'certificate-name': 'note',
  /** A server presented several certificates in turn on one connector. */
  'certificate-changed': 'note',
  /** Passwords that were sent without TLS. */
  'password-in-clear': 'warning',
  /** An address from which logons failed often. */
  'failed-logons': 'warning',
  /** A user whose logons failed often. */
  'failed-user': 'warning',
  /** Logons that failed often, although neither name nor password was refused. */
  'logons-not-checked': 'warning',
  /** Clients that may relay without a logon. */
  'may-relay': 'note',
  /** Sessions that Exchange slowed down on purpose. */
  'tarpitted': 'note',
  /** Sessions that had long pauses. */
  'long-pause': 'warning',
  /** SMTP was rewritten on its way, by a firewall. */
  'rewritten-smtp': 'warning',
  /** Connections in which the other side said nothing. */
  'nothing-done': 'note',
  /** Something other than SMTP was spoken to an SMTP port. */
  'foreign-protocol': 'note',
  /** Rows are missing within sessions. */
  'missing-rows': 'warning',
  /** Files of a log are missing: numbers between others, or whole days. */
  'log-missing-files': 'warning',
  /** Files of a log were not read to their end, or are truncated. */
  'log-incomplete': 'warning',
  /** A log has no entries at hours at which it has some on other days. */
  'log-silent': 'note',
  /** Message tracking names connectors of which no protocol log is open. */
  'log-not-written': 'note',
  /** A service was started between two sessions. */
  'service-restarted': 'note',
  /** The clocks of two servers differ. */
  'clock-offset': 'warning',
  /** An hour in which far more sessions of a log were refused, put off or failed than at that hour of other days. */
  'failure-burst': 'warning',
  /** Sessions were refused, put off or failed for a reason that the log did not have before. */
  'new-reason': 'warning',
  /** An hour with far more sessions of a log than at that hour of other days. */
  'session-burst': 'note',
  /** An hour with far fewer sessions of a log than at that hour of other days. */
  'few-sessions': 'note',
  /** Requests that ended with an error of the server. */
  'web-errors': 'warning',
  /** Requests that were refused for want of a logon. */
  'web-logons-failed': 'note',
  /** Requests and commands that took long. */
  'slow-requests': 'note',
} as const satisfies Record<string, FindingSeverity>;
export type FindingKind = keyof typeof FINDING_KINDS;

/** What findings compare with, unless the user sets other values; in the unit that a query writes. */
export const THRESHOLDS = {
  /** A certificate expires soon if it expires within so many days of the last entry. */
  'certificate-days': { value: 30, unit: 'd' },
  /** Logons of an address or a user fail often if so many are refused. */
  'failed-logons': { value: 10, unit: '' },
  /** A client that logged on after so many wrong passwords may have guessed. */
  'guesses': { value: 5, unit: '' },
  /** An address that failed to log on as so many users tries passwords. */
  'sprayed-users': { value: 5, unit: '' },
  /** An address tries passwords if logons of that many users fail within so many minutes. */
  'spray-minutes': { value: 1440, unit: 'm' },
  /** Passwords are tried from many addresses if so many fail to log on as so many users. */
  'spread-logons': { value: 20, unit: '' },
  /** Many addresses try passwords if that many fail within so many minutes. */
  'spread-minutes': { value: 60, unit: 'm' },
  /** A logon after so many failed ones in a row, in other sessions of that address, may be a guess. */
  'failures-before': { value: 10, unit: '' },
  /** Failures count for so many minutes. */
  'minutes-before': { value: 60, unit: 'm' },
  /** A server is not unreachable if it, or another one for the same destination, is reached within so many minutes. */
  'reached-within': { value: 15, unit: 'm' },
  /** A session pauses for long if nothing is logged for so many seconds. */
  'pause': { value: 30, unit: 's' },
  /** Tarpits are noted if they add up to so many seconds in a session. */
  'tarpit': { value: 5, unit: 's' },
  /** Clocks of two servers differ if they are apart by so many seconds. */
  'clock-offset': { value: 5, unit: 's' },
  /** How far clocks are apart is only said after so many transfers that both servers logged. */
  'clock-pairs': { value: 5, unit: '' },
  /** What is usual at an hour is only said if logs cover it on so many other days. */
  'unusual-days': { value: 3, unit: '' },
  /** An hour is unusual with so many times as many sessions as usual, or with so many times fewer. */
  'unusual-times': { value: 5, unit: '' },
  /** An hour of fewer sessions is no burst. */
  'burst-sessions': { value: 100, unit: '' },
  /** An hour in which fewer sessions fail is no burst of failures. */
  'burst-failures': { value: 50, unit: '' },
  /** An hour has few sessions only where so many are usual. */
  'usual-sessions': { value: 50, unit: '' },
  /** A reason is new if so many sessions have it, and as many would have had it before if it had been as frequent. */
  'new-reason': { value: 20, unit: '' },
  /** A reason is only new in a log that has so many sessions before it. */
  'sessions-before': { value: 200, unit: '' },
  /** A reason is only new in a log that covers so many days before it. */
  'days-before': { value: 1, unit: 'd' },
  /** A request or command is slow if it takes so many seconds. */
  'slow-request': { value: 30, unit: 's' },
} as const;
export type Threshold = keyof typeof THRESHOLDS;
