/** Every text of the page, in English. Explanations, diagnostics and help come from the engine with its answers. */

import type {
  EntryRole,
  FileReport,
  LogType,
  Outcome,
  RecipientResult,
  Severity,
  SortKey,
  TransactionFact,
} from '../contract.js';
import { formatCount, formatNoun, formatSize } from '../format/number.js';
import { comparison } from './comparison.js';
import { completion, fruitless } from './completion.js';
import { coverage } from './coverage.js';
import { damaged } from './damaged.js';
import { overview } from './findings.js';
import { messages } from './messages.js';
import { ownNames } from './own-names.js';
import { summary } from './summaries.js';
import { understood } from './understood.js';

const sessions = (count: number): string => formatNoun(count, 'session', 'sessions');
const entries = (count: number): string => formatNoun(count, 'entry', 'entries');
const files = (count: number): string => formatNoun(count, 'file', 'files');

const outcomes: Record<Outcome, string> = {
  accepted: 'Accepted',
  proxied: 'Proxied',
  deferred: 'Deferred',
  rejected: 'Rejected',
  failed: 'Failed',
  guessed: 'Logon retried',
  tested: 'Logon only',
  empty: 'No mail',
  incomplete: 'Incomplete',
};

const outcomeMeanings: Record<Outcome, string> = {
  accepted: 'At least one message or request was accepted, or a mailbox was opened, and nothing was rejected.',
  proxied: 'The session was proxied to another server; its commands are in that server’s log.',
  deferred: 'A temporary failure (4xx) deferred something, and no later success was seen.',
  rejected:
    'Something was rejected permanently: a 5xx reply, NO, BAD or -ERR from a mailbox server, a failed message, or a web request answered with 4xx.',
  failed: 'The connection, TLS, a logon or the server itself (HTTP 5xx) failed.',
  guessed:
    'A logon succeeded after others with a wrong name or password, and no message followed: a typing error, or a guessed password. Check the user and the address.',
  tested:
    'A client logged on and did nothing else: a monitor, a test of the settings, or somebody who tries out stolen passwords.',
  empty: 'The session ended without a message or a logon: a probe, a load balancer, or a client that gave up.',
  incomplete: 'The beginning or end of the session is not in these logs, so its outcome is unknown.',
};

/** Words that differ for mailbox sessions (POP3, IMAP4). */
const mailboxOutcomes: Record<Outcome, string> = { ...outcomes, accepted: 'Logged on', empty: 'No logon' };

const mailboxOutcomeMeanings: Record<Outcome, string> = {
  accepted: 'The client logged on, and no command was refused afterwards.',
  proxied: 'The client logged on, and the session was proxied to a back end; its commands are in that server’s log.',
  deferred: 'A command was refused temporarily; it may succeed later.',
  rejected: 'A command other than the logon was refused (NO, BAD, -ERR).',
  failed: 'The client could not log on.',
  guessed:
    'A logon succeeded after others with a wrong name or password, and no other command followed: a typing error, or a guessed password. Check the user and the address.',
  tested:
    'The client logged on and did nothing else: a monitor, a test of the settings, or somebody who tries out stolen passwords.',
  empty: 'The session ended without a logon: a probe, a load balancer, or a client that gave up.',
  incomplete: 'The beginning or end of the session, or the response to its logon, is not in these logs.',
};

/** Words that differ for groups of web requests. */
const webOutcomes: Record<Outcome, string> = { ...outcomes, empty: 'No logon' };

const webOutcomeMeanings: Record<Outcome, string> = {
  ...outcomeMeanings,
  accepted: 'The requests were answered, none with a permanent error.',
  rejected: 'The server rejected a request (4xx) that did not succeed later.',
  failed: 'The server failed to process a request (5xx).',
  empty: 'The client was only asked to log on (401): a probe, or a client that gave up.',
};

const columns: Record<SortKey, string> = {
  start: 'Time',
  log: 'Log',
  server: 'Server',
  service: 'Service',
  connector: 'Connector',
  local: 'Local endpoint',
  remote: 'Remote address',
  helo: 'Client name',
  from: 'Sender',
  to: 'Recipients',
  messages: 'Msgs',
  size: 'Size',
  duration: 'Duration',
  gap: 'Largest gap',
  tls: 'TLS',
  auth: 'AUTH',
  attempts: 'Logons tried',
  user: 'User',
  code: 'Reply',
  outcome: 'Outcome',
  entries: 'Entries',
  session: 'Session ID',
};

const logTypes: Record<LogType, string> = {
  smtpReceive: 'Receive',
  smtpSend: 'Send',
  connectivity: 'Connectivity',
  pop3: 'POP3',
  imap4: 'IMAP4',
  internetMail: 'Internet Mail Service',
  internetNews: 'Internet News Service',
  smtpService: 'SMTP virtual server',
  nntpService: 'NNTP virtual server',
  http: 'HTTP',
  tracking: 'Message tracking',
  agent: 'Agent',
  table: 'Table',
  unknown: 'Unknown',
};

const severities: Record<Severity, string> = { info: 'Note', dataLoss: 'Data loss', error: 'Error' };

const fileEnds: Record<FileReport['end'], string> = {
  complete: 'Complete',
  reading: 'Reading',
  cancelled: 'Cancelled',
  unreadable: 'Unreadable',
  changed: 'Changed while being read',
  outOfMemory: 'Memory was full',
  encrypted: 'Encrypted',
  damaged: 'Damaged archive',
  limited: 'Stopped at the size limit',
  nested: 'Nested too deeply',
  unsupported: 'Unsupported compression',
  overlapping: 'Overlaps another file',
  longPath: 'Path too long',
  failed: 'Reading failed',
};

const evidence: Record<FileReport['evidence'], string> = {
  chosen: 'your choice',
  header: '#Log-type',
  fields: '#Fields',
  rowShape: 'row format',
  fileName: 'file name',
  none: 'nothing',
};

const roles: Record<EntryRole, string> = {
  connect: 'Connect',
  disconnect: 'Disconnect',
  client: 'Client',
  server: 'Server',
  information: 'Information',
  record: 'Record',
};

const transactionOutcomes: Record<TransactionFact['outcome'], string> = {
  accepted: 'accepted',
  rejected: 'rejected',
  deferred: 'deferred',
  reset: 'aborted (RSET)',
  unfinished: 'unfinished',
};

/** The beginning of a sentence about files in an archive: one file is named, several are counted. */
function inArchive(archive: string, members: readonly string[], one: string, several: string): string {
  const [first, ...others] = members;
  if (first === undefined) return `${archive} ${one}`;
  return others.length === 0
    ? `${first} in ${archive} ${one}`
    : `${formatCount(members.length)} files in ${archive} ${several}`;
}

const characterNames: Readonly<Record<number, string>> = {
  0: 'NUL',
  10: 'Line feed',
  13: 'Carriage return',
  27: 'Escape',
  133: 'Next line',
  173: 'Soft hyphen',
  1564: 'Arabic letter mark',
  6158: 'Mongolian vowel separator',
  8203: 'Zero-width space',
  8204: 'Zero-width non-joiner',
  8205: 'Zero-width joiner',
  8206: 'Left-to-right mark',
  8207: 'Right-to-left mark',
  8232: 'Line separator',
  8233: 'Paragraph separator',
  8234: 'Left-to-right embedding',
  8235: 'Right-to-left embedding',
  8236: 'End of a change of direction',
  8237: 'Left-to-right override',
  8238: 'Right-to-left override',
  8288: 'Word joiner',
  8294: 'Left-to-right isolate',
  8295: 'Right-to-left isolate',
  8296: 'First strong isolate',
  8297: 'End of an isolate',
  65279: 'Byte order mark',
  65533: 'Replacement for bytes that are no character',
};

/** Which file was being read when something happened, if one was. */
function whileReading(file: string): string {
  return file ? ` while reading ${file}` : '';
}

export const en = {
  name: 'Exchange Log Viewer',
  promise: 'Logs stay on this computer',
  promiseMeaning: 'This page cannot send anything: its own security policy blocks every connection.',

  toolbar: {
    open: 'Open',
    openFiles: 'Open files',
    openFolder: 'Open folder',
    paste: 'Paste text',
    pasteMeaning: 'Open log lines that you have copied (Ctrl+V)',
    clear: 'Close all',
    clearMeaning: 'Close all logs',
    search: 'Search sessions',
    searchHint: 'Words, code:5xx, gap>30s …',
    clearSearch: 'Clear the search',
    zone: 'Time zone',
    utc: 'UTC',
    local: 'Local',
    utcMeaning: 'Show times in UTC, as logged',
    localMeaning: 'Show times in this computer’s time zone',
    theme: 'Theme',
    system: 'System',
    light: 'Light',
    dark: 'Dark',
    help: 'Help',
    helpMeaning: 'Query language and keyboard shortcuts (?)',
  },

  /** The name of the file that pasted text becomes. */
  pasted: (number: number): string => (number === 1 ? 'Pasted text' : `Pasted text ${number}`),

  start: {
    title: 'Read Exchange logs as sessions',
    sentence:
      'Open the SMTP, POP3 and IMAP4 protocol logs, message tracking, IIS, HttpProxy and other logs of any Exchange server, ' +
      'as they are or zipped. Their entries are reassembled into sessions, here in your browser. Nothing leaves this computer.',
    drop: 'Drop log files, folders or archives (zip, gz, tar) here',
    or: 'or',
    paste: 'Lines of a log that you have copied open with Ctrl+V.',
    sample: 'Try the built-in sample',
    where: 'Where to find them on a server:',
    paths: [
      '%ExchangeInstallPath%TransportRoles\\Logs',
      '%ExchangeInstallPath%Logging\\Pop3, Imap4, HttpProxy, Ews',
      '%SystemDrive%\\inetpub\\logs\\LogFiles\\W3SVC1',
      '%SystemRoot%\\System32\\LogFiles\\SMTPSVC1 (Exchange 2000 and 2003)',
      'Exchsrvr\\imcdata\\log (Exchange 5.5 and earlier)',
    ],
    dropNow: 'Drop to open',
  },

  progress: {
    label: 'Reading logs',
    text: (read: number, total: number, filesRead: number, filesTotal: number): string =>
      `${total > 0 ? `${formatSize(read)} of ${formatSize(total)} · ` : ''}file ${formatCount(Math.min(filesRead + 1, filesTotal))} of ${formatCount(filesTotal)}`,
    cancel: 'Cancel',
    cancelling: 'Cancelling …',
  },

  problem: { at: 'The list still shows the last valid query.', dismiss: 'Hide this message' },

  understood,
  completion,
  fruitless,

  panels: {
    label: 'View',
    overview: overview.label,
    sessions: 'Sessions',
    messages: messages.label,
    summary: 'Summary',
    tables: 'Other logs',
    files: 'Files',
    coverage: 'Coverage',
    /** Explains the number next to “Files”. */
    diagnostics: (count: number): string => formatNoun(count, 'diagnostic', 'diagnostics'),
    /** Explains the number next to “Coverage”. */
    holes: (count: number): string => `Files are missing in ${formatNoun(count, 'place', 'places')}`,
  },

  coverage,

  summary,
  ownNames,

  comparison,

  /** The way back, by the tab that it leads to. */
  back: {
    meaning: 'Back to where you came from (Backspace)',
    step: 'Back',
    overview: 'Back to the overview',
    sessions: 'Back to the last session',
    messages: 'Back to messages',
    summary: 'Back to the summary',
    tables: 'Back to other logs',
    files: 'Back to files',
    coverage: 'Back to coverage',
  },

  /** The parts of the query below the search box. */
  parts: {
    label: 'Parts of the search',
    none: 'Right-click a value, or press Shift+F10 on it, to find only what has it or to leave that out',
    off: 'Click to leave this part out of the search for now',
    on: 'Click to use this part again',
    remove: (part: string): string => `Remove ${part}`,
    more: (count: number): string => `and ${formatNoun(count, 'more', 'more')}`,
  },

  /** The menu of a value. */
  valueMenu: {
    label: 'What to do with this value',
    values: 'Value',
    only: 'Only this',
    onlyMeaning: 'Find only what has this value, whatever else was asked of its field',
    exclude: 'Exclude',
    excludeMeaning: 'Find nothing that has this value',
    add: 'Add',
    addMeaning: 'Find this value too, beside what is asked of its field',
    anywhere: 'Find in all logs',
    anywhereMeaning:
      'Find this ID wherever it is logged: a web request has the same one in the logs of the proxy, of IIS and of the back end',
    copy: 'Copy',
    copyQuery: 'Copy as query',
    related: 'Open related sessions',
    summarise: (field: string): string => `Summarise by ${field}`,
    search: (text: string): string => `Search for “${text}”`,
    unasked: 'This value cannot be searched for.',
    notCopied: 'The browser did not allow copying.',
  },

  list: {
    label: 'Sessions',
    all: (count: number): string => sessions(count),
    some: (found: number, all: number): string => `${formatCount(found)} of ${sessions(all)}`,
    matching: (found: number, all: number, matched: number): string =>
      `${formatCount(found)} of ${sessions(all)} · ${entries(matched)} ${matched === 1 ? 'matches' : 'match'}`,
    none: 'No sessions match. Change the search or clear it.',
    noneYet: 'No sessions in these files. See “Files” for what they contain.',
    /** The name of the tab follows. */
    onlyTables: 'The rows of these logs belong to no session. They are listed under',
    /** After the sentence that nothing matches here: buttons follow, each with a place and its number of matches. */
    elsewhere: 'There are matches elsewhere:',
    moreElsewhere: (count: number): string =>
      `and in ${formatNoun(count, 'more log', 'more logs')} under “Other logs”.`,
    sessionsElsewhere: (count: number): string => `${sessions(count)}`,
    rowsElsewhere: (name: string, count: number): string => `${name}: ${formatNoun(count, 'row', 'rows')}`,
    columns,
    zoneUtc: 'UTC',
    zoneLocal: 'local',
    resize: 'Drag to change the width, double-click for the default',
    part: 'partial',
    partMeaning: 'Only part of this session is in these logs.',
    /** The first of several recipients. */
    firstOf: (count: number, first: string): string => `(${formatCount(count)}) ${first}`,
    outcomes,
    outcomeMeanings,
    webOutcomes,
    webOutcomeMeanings,
    originalMark: '↪',
    originalClient: (client: string, via: string): string => `Original client ${client}, through ${via}`,
    mailboxOutcomes,
    mailboxOutcomeMeanings,
    logTypes,
  },

  export: {
    menu: 'Export',
    csv: 'CSV, one row per session',
    messages: 'CSV, one row per message and recipient',
    ndjson: 'NDJSON, one session per line',
    text: 'Text, as conversations',
    separator: 'Cells in CSV are separated by',
    separators: { comma: 'commas', semicolon: 'semicolons', tab: 'tabs' },
    running: (bytes: number, share: number): string => `Exporting … ${Math.floor(100 * share)} %, ${formatSize(bytes)}`,
    progress: 'Progress of the export',
    cancel: 'Cancel',
    cancelMeaning: 'Cancel the export (Esc)',
    cancelled: 'The export was cancelled. Nothing was saved.',
    changed: 'the search or the logs changed before all groups were written. Nothing was saved.',
    savedSessions: (count: number, bytes: number, name: string): string =>
      `Saved ${sessions(count)}, ${formatSize(bytes)}, as ${name}.`,
    savedRows: (count: number, bytes: number, name: string): string =>
      `Saved ${formatNoun(count, 'row', 'rows')}, ${formatSize(bytes)}, as ${name}.`,
    fileNames: {
      csv: 'exchange-sessions',
      messages: 'exchange-messages',
      ndjson: 'exchange-sessions',
      text: 'exchange-sessions',
    },
    /** The endings of the names; that of CSV depends on what separates its cells. */
    endings: { csv: null, messages: null, ndjson: 'ndjson', text: 'txt' },
    notSaved:
      'This frame may not save files: ‘allow-downloads’ in its sandbox attribute would allow it. You can copy the text instead.',
    perhapsNotSaved:
      'If no file was saved, this frame may not save files: ‘allow-downloads’ in its sandbox attribute would allow it. You can ' +
      'copy the text instead.',
    notApplied:
      'Nothing was saved: the query in the search box has an error, so the list does not show what it asks for.',
    copyInstead: 'Copy the text',
    copied: 'The text was copied.',
    notCopied:
      'The browser blocked copying as well: ‘clipboard-write’ in the frame’s allow attribute would allow it. Open the viewer in ' +
      'its own tab to save the file.',
  },

  timeline: {
    label: 'Sessions over time',
    summary: (total: number, span: string, parts: string): string => `${sessions(total)} from ${span}: ${parts}.`,
    bin: (span: string, total: number, parts: readonly string[]): string =>
      [span, total > 0 ? sessions(total) : 'no sessions', ...parts].join(', '),
    selected: (words: string): string => `Selected: ${words}`,
    narrowed: (span: string): string => `Only ${span}`,
    keys:
      'Arrow keys move, Shift and arrow keys select, Enter finds only what began then, + and − zoom, Esc goes back. With the ' +
      'pointer: drag to select, drag the edges to change, turn the wheel to zoom, double-click to go back.',
    tools: 'Timeline',
    zoomIn: 'Zoom in (+)',
    zoomOut: 'Zoom out (−)',
    all: 'Back',
    allMeaning: 'Back from the zoom, or to sessions of any time (Esc)',
    onlyOutcome: (meaning: string): string => `${meaning}\nClick: find only these sessions`,
    allOutcomes: (meaning: string): string => `${meaning}\nClick: find sessions of all outcomes again`,
    addSeries: 'Add series',
    seriesLabel: 'Further queries on the timeline',
    seriesSaved: 'Saved',
    noSaved: '–',
    seriesQuery: 'Query',
    seriesMeasure: 'Measure',
    measureOf: (query: string): string => `Measure of ${query}`,
    addQuery: 'Add',
    addCurrent: 'Add current query',
    everything: 'All sessions',
    removeSeries: (query: string): string => `Remove ${query} from the timeline`,
    notInLogs: 'This query is not valid for the open logs.',
    mostSeries: (most: number): string => `The timeline shows at most ${most} further queries. Remove one first.`,
    sameSeries: 'The timeline shows this query already.',
    peak: (value: string): string => `Highest value: ${value}`,
    measures: { sessions: 'Sessions', messages: 'Messages', bytes: 'Bytes', rejected: 'Rejected' },
    value: {
      sessions: (count: number): string => sessions(count),
      messages: (count: number): string => formatNoun(count, 'message', 'messages'),
      bytes: (count: number): string => formatSize(count),
      rejected: (count: number): string => `${formatCount(count)} rejected`,
    },
    waiting: 'Sessions over time appear here.',
    none: 'No sessions to show over time.',
    toggle: 'Timeline',
    toggleMeaning: 'Show or hide the sessions over time (t)',
  },

  facets: {
    label: 'Facets',
    toggleMeaning: 'Show or hide the most frequent values beside the list (f)',
    choose: 'Fields',
    chooseMeaning: 'Fields that are shown',
    hide: 'Hide the facets',
    up: (name: string): string => `Move ${name} up`,
    only: 'Click: find only these sessions',
    add: (value: string): string => `Add ${value}`,
    exclude: (value: string): string => `Exclude ${value}`,
    search: (name: string): string => `Search among the values of ${name}`,
    searchHint: 'Search',
    more: (groups: number): string => (groups === 1 ? '1 value' : `${formatCount(groups)} values`),
    moreMeaning: (name: string): string => `Summarise by ${name}`,
    none: 'No values.',
    counting: 'Counting…',
    unknown: 'no value',
  },

  print: {
    button: 'Print',
    list: 'Print the whole list (Ctrl+P)',
    conversation: 'Conversation',
    conversationMeaning: 'Print the whole conversation (Ctrl+P)',
    panelMeaning: 'Print this view (Ctrl+P)',
    query: 'Query',
    noQuery: 'none: everything in the open logs',
    period: 'Period',
    zone: 'Time zone',
    utc: 'UTC',
    local: 'the local time of this computer',
    printed: 'Printed',
    server: 'Server',
    log: 'Log',
    session: 'Session ID',
    remote: 'Remote endpoint',
    time: 'Time',
    entries: 'Entries',
    rows: 'Rows',
    of: (found: number, all: number): string => `${formatCount(found)} of ${formatCount(all)}`,
    firstRows: (count: number, all: number): string =>
      `These are the first ${formatCount(count)} of ${formatCount(all)}. Narrow the search, or export the rest.`,
    partOfEntries: (from: number, to: number, all: number): string =>
      `These are the entries ${formatCount(from)} to ${formatCount(to)} of ${formatCount(all)}. “Print” in the menu “Export” prints up to 10,000.`,
    onlyInView:
      'This is only what was on screen. “Print” in the menu “Export”, or Ctrl+P on the page, prints all of it.',
  },

  conversation: {
    label: 'Conversation',
    close: 'Close',
    closeMeaning: 'Close the conversation (Escape)',
    copy: 'Copy as text',
    copied: 'Copied.',
    copiedPart: (copied: number, all: number): string =>
      `The first ${formatCount(copied)} of ${formatCount(all)} entries were copied. Search for the session-id and save as text to get all of them.`,
    copyFailed: 'The browser blocked copying. The text is selected below: press Ctrl+C.',
    copyTooLong: 'The browser blocked copying. Save the session with “Export” instead.',
    raw: 'Raw fields',
    gapThreshold: 'Show gaps from',
    nextMatch: 'Next match',
    nextMatchMeaning: 'Go to the next matching entry (n)',
    previousMatch: ['Previous match', 'N'],
    previousMatchMark: '‹',
    /** Names of buttons with their keys, and what the buttons show. */
    previous: ['Previous session', 'k'],
    next: ['Next session', 'j'],
    previousMark: '↑',
    nextMark: '↓',
    splitter: 'Size of the list',
    maximise: 'Maximise',
    maximiseMeaning: 'Show the conversation in place of the list (z)',
    toList: 'Back to the list',
    facts: 'Facts',
    entries: 'Entries',
    goto: (entry: number): string => `Go to entry ${formatCount(entry + 1)}`,
    gap: (duration: string): string => `${duration} without an entry`,
    missing: (count: number): string =>
      count === 1 ? '1 entry is missing here' : `${formatCount(count)} entries are missing here`,
    page: (from: number, to: number, all: number): string =>
      `Entries ${formatCount(from)} to ${formatCount(to)} of ${formatCount(all)}`,
    earlier: 'Earlier entries',
    later: 'Later entries',
    explainedAt: (sequence: string): string => `Explained at entry ${sequence}`,
    matched: 'match',
    capabilities: (count: number): string =>
      count === 1 ? 'Offers 1 service extension' : `Offers ${formatCount(count)} service extensions`,
    unknownCapability: 'Unknown extension.',
    moreCards: (count: number): string =>
      `${formatNoun(count, 'more like these is', 'more like these are')} in the entries, and all of them in “Copy as text”.`,
    moreLines: (count: number): string =>
      `${formatNoun(count, 'more is', 'more are')} in the entries, and all of them in “Copy as text”.`,
    moreFields: (count: number): string =>
      `${formatNoun(count, 'more field', 'more fields')}. Search them by name, or see “Other logs” or an NDJSON export.`,
    took: (duration: string): string => `took ${duration}`,
    sizes: (received: string, sent: string): string => `${received} in, ${sent} out`,
    clientShort: 'C:',
    serverShort: 'S:',
    informationShort: '·',
    recordShort: '▪',
    roles,
    rawFields: {
      time: 'date-time',
      sequence: 'sequence-number',
      event: 'event',
      data: 'data',
      context: 'context',
      file: 'file',
      answers: 'reply to entry',
      connector: 'connector-id',
      local: 'local-endpoint',
      remote: 'remote-endpoint',
    },
    flags: {
      noBegin: 'The beginning of this session is not in these logs.',
      noEnd: 'The end of this session is not in these logs.',
      holes: 'Sequence numbers are missing.',
      reordered: 'Rows were logged out of sequence; they are shown in sequence.',
      duplicates: 'Duplicate rows are shown once.',
      reusedId: 'More than one session has this session ID.',
      straddles: 'This session spans several files.',
      inferred: 'The log has no session IDs: this session is inferred from address, name and time.',
      localTimes: 'Times are in the server’s local time; the log does not state its time zone.',
      cutOff: 'The connection ended while a message was on its way.',
    },
  },

  /** What the marks stand for that are shown for characters which do not show themselves. */
  marks: {
    names: characterNames,
    control: 'A control character',
    invisible: 'An invisible character',
    accents: 'More accents on one letter than any script has',
    more: (count: number): string =>
      ` … ${formatNoun(count, 'more character', 'more characters')}. Copies and exports have all of them.`,
  },

  alsoIn: {
    title: 'Also in',
    open: 'Open this session',
    relations: {
      sessionId: 'same session ID',
      proxy: 'other side of the proxy',
      message: 'same message',
      user: 'probably the other side of the proxy: same user, same time',
    },
    more: (count: number): string => `and ${formatNoun(count, 'more session', 'more sessions')}`,
  },

  sameRequest: {
    open: 'Open this row',
    taken: (duration: string): string => `took ${duration}`,
    more: (count: number): string => `and ${formatNoun(count, 'more row', 'more rows')}`,
    nowhere: 'This request is in no other open log',
    id: 'ID of the request',
  },

  facts: {
    connection: 'Connection',
    course: 'Overview',
    local: 'Local',
    remote: 'Remote',
    connector: 'Connector',
    sessionId: 'Session ID',
    server: 'Server',
    service: 'Service',
    folder: 'Folder',
    ended: 'Ended by',
    largestGap: 'Largest gap',
    tarpit: 'Tarpit',
    missing: 'Missing rows',
    worst: 'Worst reply',
    tls: 'TLS',
    tlsNone: 'none (not encrypted)',
    tlsFailed: 'TLS failed',
    cipher: 'Cipher',
    mac: 'MAC',
    keyExchange: 'Key exchange',
    bits: (bits: number): string => `${bits} bits`,
    certificate: { sent: 'Certificate sent', received: 'Certificate received', unknown: 'Certificate' },
    subject: 'Subject',
    issuer: 'Issuer',
    serialNumber: 'Serial number',
    thumbprint: 'Thumbprint',
    valid: 'Valid',
    alternateNames: 'Alternate names',
    validity: {
      valid: 'valid at the time',
      expiresSoon: 'expires within 30 days',
      expired: 'EXPIRED at the time',
      notYetValid: 'NOT YET valid at the time',
      unknown: '',
    },
    certificateName: 'Name',
    emptyName: '(empty)',
    undivided: 'Subject and issuer',
    selfSigned: 'the same (self-signed)',
    host: 'Host name',
    fits: (host: string): string => `${host}: in the certificate`,
    doesNotFit: (host: string): string =>
      `${host}: not in the certificate. Only connectors that validate the domain (DomainValidation, domain security) refuse that.`,
    auth: 'Authentication',
    authResult: { ok: 'succeeded', failed: 'failed', unknown: 'result unknown' },
    logonAttempt: (number: number): string => `Attempt ${formatCount(number)}`,
    moreAttempts: (count: number): string => `${formatNoun(count, 'more attempt', 'more attempts')}, see the entries`,
    logon: {
      ok: 'succeeded',
      guessed: 'succeeded after failures',
      tested: 'succeeded, then left',
      failed: 'failed',
      unknown: 'result unknown',
    },
    result: 'Result',
    permissions: 'Permissions',
    transaction: (number: number, all: number): string => (all > 1 ? `Message ${number} of ${all}` : 'Message'),
    transactionOutcomes,
    sender: 'Sender',
    nullSender: '<> (bounce or report)',
    unknownSender: 'unknown: the beginning of this mail is not in the log',
    recipient: 'Recipient',
    /** What became of a message for a recipient, by the engine's word. */
    recipientResults: {
      delivered: 'delivered',
      deferred: 'waits for the next attempt',
      failed: 'not delivered',
      dropped: 'dropped',
      replaced: 'replaced by others',
    } satisfies Record<RecipientResult, string>,
    moreRecipients: (count: number): string => formatNoun(count, 'more recipient', 'more recipients'),
    size: 'Size',
    messageId: 'Message-ID',
    reply: 'Reply',
    connectivity: 'Delivery',
    source: 'Source',
    destination: 'Destination',
    nextHop: 'Next hop',
    nextHopId: 'Next hop GUID',
    queue: 'Queue at the start',
    queueText: (all: number, ready: number | null): string =>
      ready === null ? formatCount(all) : `${formatCount(all)}, ${formatCount(ready)} ready to send`,
    resolved: 'DNS answer',
    dnsFailed: 'DNS query failed',
    unlisted: 'More',
    unlistedText: (count: number): string =>
      `${formatNoun(count, 'more query, host or attempt', 'more queries, hosts and attempts')}, in the conversation`,
    unhealthy: 'Not used for now',
    unhealthyText: (target: string, state: string, failures: number | null, nextRetry: string): string =>
      [
        target,
        state,
        failures === null ? '' : failures === 1 ? '1 failure' : `${formatCount(failures)} failures in succession`,
        nextRetry && `tried again at ${nextRetry}`,
      ]
        .filter(Boolean)
        .join(' · '),
    attempt: 'Attempt',
    connected: 'connected',
    messages: 'Messages',
    bytes: 'Bytes',
    recipients: 'Recipients',
    mailAccess: 'Mailbox session',
    proxy: 'Proxied to',
    proxied: 'accepted',
    notProxied: 'not accepted',
    mailbox: 'Mailbox',
    mailboxGuid: 'Mailbox GUID',
    database: 'Database',
    commands: 'Commands',
    refused: (count: number): string => `${formatCount(count)} refused`,
    busy: 'Time in commands',
    slowest: 'Slowest command',
    received: 'Received',
    sent: 'Sent',
    startTls: 'STARTTLS',
    startTlsOk: 'accepted',
    startTlsFailed: 'not accepted',
    budget: 'Throttling',
    budgetText: (connections: string, most: string, balance: string, policy: string): string =>
      [
        connections && `${connections} of ${most || '?'} connections`,
        balance && `balance ${balance}`,
        policy && `policy ${policy}`,
      ]
        .filter(Boolean)
        .join(' · '),
    loggedOut: 'client, with LOGOUT or QUIT',
    notLoggedOut: 'without LOGOUT or QUIT',
    /** Labels of the engine's facts, by name; without one, the name itself is shown. */
    names: {
      'client-name': 'Client name',
      'foreign-protocol': 'Not SMTP',
      'rewriting-device': 'Rewritten by',
      'proxy-target': 'Proxied to',
      'proxied-user': 'Proxied for',
      'original-client': 'Original client',
      'original-session': 'Original session',
      'proxied-session': 'Session passed on',
      'original-sequence-number': 'Original sequence number',
      'original-permissions': 'Original permissions',
      'original-authentication': 'Original authentication',
      'original-capabilities': 'Original capabilities',
      'proxy-destinations': 'Deliver to',
      'inbound-session': 'Inbound session',
      'tls-domain-capabilities': 'TLS capabilities',
      'tls-certificate-status': 'Certificate status',
      'certificate-chain': 'Certificate chain',
      'connect-failure': 'Connection failed',
      'inferred-from': 'Inferred from',
      'logged-duration': 'Logged duration',
      subject: 'Subject',
      direction: 'Direction',
      'network-message-id': 'Network message ID',
      reference: 'Refers to',
      'first-server': 'First server',
      'last-server': 'Last server',
      'time-to-delivery': 'Time to delivery',
      'not-seen-leaving': 'Not seen leaving',
      'remote-host': 'Remote host',
      'local-host': 'Local host',
      reason: 'Reason',
      'replaced-recipient': 'Recipient replaced',
      'next-internal-message-id': 'Internal ID at the next server',
      'end-to-end-latency': 'End-to-end latency',
      latency: 'Latency',
      'agent-action': 'Agent',
      'entered-from': 'Entered from',
      user: 'User',
      'user-agent': 'User agent',
      'http-status': 'Status',
      'course-of-requests': 'Course of requests',
      'web-service': 'Service',
      'activesync-command': 'ActiveSync command',
      'activesync-status': 'ActiveSync status',
      'activesync-error': 'ActiveSync error',
      'rpc-calls': 'RPC calls',
      'rpc-latency-in-ms': 'RPC latency in ms',
      'ldap-calls': 'LDAP calls',
      'ldap-latency-in-ms': 'LDAP latency in ms',
      'device-imei': 'IMEI',
      'failed-logons': 'Failed logons',
      'logon-steps': 'Steps of logons',
      'request-results': 'Result',
      'slowest-request': 'Slowest request',
      'time-taken': 'Total time taken',
    } as Record<string, string>,
  },

  files: {
    label: 'Files and diagnostics',
    filter: 'Filter files',
    filterHint: 'Name, folder, server, service or log',
    onlyWithDiagnostics: 'Only files with diagnostics',
    noneShown: 'No file fits. Change the filter or clear it.',
    shown: (shown: number, all: number): string =>
      shown === all ? files(all) : `${formatCount(shown)} of ${files(all)}`,
    server: 'Server',
    service: 'Service',
    change: 'Change',
    /** Services to choose from, as the engine names them. */
    services: [
      'Front End Transport',
      'Transport',
      'Edge Transport',
      'Mailbox Transport Delivery',
      'Mailbox Transport Submission',
      'POP3',
      'IMAP4',
    ],
    changeFile: (name: string): string => `Change ${name}`,
    changing: (name: string): string => `Server, service, log type and time zone of ${name}`,
    originHelp:
      'Only what you change is applied. Server and service take effect at once; clear a field to return to what folder, ' +
      'connectors and ports indicate.',
    readAs: 'Read as',
    detect: 'Detect automatically',
    offset: 'Times are in',
    asLogged: 'UTC, or as the log states',
    readHelp:
      'Logs of Exchange 5.5 and earlier, and logs in Microsoft IIS format, are in the server’s local time and do not state its ' +
      'offset from UTC; choose it here. Changing the log type or the offset reads all open files again.',
    toFile: 'Apply to this file',
    toFolder: (count: number): string => `Apply to the ${files(count)} in this folder`,
    cancelChange: 'Cancel',
    remove: 'Remove',
    removeFile: (name: string): string => `Remove ${name}`,
    removeThis: 'Remove this file',
    removeAll: (count: number, name: string): string => `Remove the ${files(count)} in ${name}`,
    removeHelp: 'The files stay where they are on disk. All other files are read again.',
    filesTitle: 'Files',
    page: (from: number, to: number, all: number): string =>
      `Files ${formatCount(from)} to ${formatCount(to)} of ${formatCount(all)}`,
    earlier: 'Earlier files',
    later: 'Later files',
    moreDiagnostics: (count: number): string =>
      `… and ${formatCount(count)} more. Type the name of a file, folder or server above to see only its own.`,
    diagnostics: 'Diagnostics',
    none: 'Nothing to report.',
    file: 'File',
    type: 'Log type',
    evidence: 'Recognised by',
    entries: 'Entries',
    sessions: 'Sessions',
    accounted: 'Bytes accounted for',
    span: 'First to last entry',
    end: 'Status',
    duplicates: 'Duplicates',
    logTypes,
    severities,
    fileEnds,
    evidenceWords: evidence,
    count: (count: number): string => formatNoun(count, 'occurrence', 'occurrences'),
    place: (line: number, byte: number): string => `line ${formatCount(line)}, byte ${formatCount(byte)}`,
    firstPlaces: 'First occurrences',
    accountedOf: (accounted: number, bytes: number): string => `${formatCount(accounted)} of ${formatCount(bytes)}`,
  },

  tables: {
    label: 'Other logs',
    choose: 'Log',
    unlisted: (count: number): string =>
      `${formatCount(count)} more ${count === 1 ? 'log is' : 'logs are'} not listed. Open fewer files at a time to see ${count === 1 ? 'it' : 'them'}.`,
    rows: (count: number): string => formatNoun(count, 'row', 'rows'),
    none:
      'No other logs are open. Logs whose rows are independent of each other are shown here as tables: web requests, message ' +
      'tracking, agents, and every log without sessions.',
    columns: (shown: number, all: number): string => `Columns (${formatCount(shown)} of ${formatCount(all)})`,
    columnsLabel: 'Columns to show',
    columnFilter: 'Part of a column’s name',
    columnFilterHelp: (most: number): string =>
      `Up to ${formatCount(most)} columns are listed here and shown at a time. Untick some to tick others.`,
    someColumns: (most: number, all: number): string =>
      `This log has ${formatCount(all)} columns; up to ${formatCount(most)} are shown at a time. Others are under “Columns”.`,
    someCells: 'These are the columns that the table shows. “Copy as text” copies all columns of the row.',
    allColumns: 'All',
    filledColumns: 'Only those with values',
    empty: 'empty',
    noRows: 'No rows of this log match. Change the search or clear it.',
    option: (name: string, rows: number): string => `${name} (${formatNoun(rows, 'row', 'rows')})`,
    csv: 'Save as CSV',
    csvMeaning: 'Matching rows, in this order and with these columns',
    fileName: (name: string): string =>
      `exchange-${name
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '')}`,
    row: (row: number, all: number): string => `Row ${formatCount(row + 1)} of ${formatCount(all)}`,
    previous: 'Previous row',
    next: 'Next row',
    openSession: 'Open session',
    openSessionMeaning: 'Open the session that this row belongs to',
    close: 'Close',
    closeMeaning: 'Close the row (Escape)',
    toList: 'Back to the rows',
    copyFailed: 'The browser blocked copying.',
  },

  credentials: {
    show: 'Show credentials',
    masked:
      'Passwords and other credentials in the logs are masked. If you turn this on, they are shown and exported until you turn it off, close the logs, or close the page.',
    warning:
      'Passwords and other credentials in the logs are shown and exported until you turn this off, close the logs, or close the page.',
    shown: 'Credentials are shown.',
    mask: 'Mask them',
  },

  status: {
    working: 'Working…',
    label: 'Status',
    empty: 'No logs are open.',
    files,
    entries,
    sessions,
    accounted: (accounted: number, bytes: number): string =>
      `${formatCount(accounted)} of ${formatCount(bytes)} bytes accounted for`,
    incomplete: (count: number): string =>
      count === 1 ? '1 file is incomplete' : `${formatCount(count)} files are incomplete`,
    memory: (bytes: number): string => `${formatSize(bytes)} of memory`,
    diagnostics: (count: number, notes: number): string => {
      const all = formatNoun(count, 'diagnostic', 'diagnostics');
      if (notes === 0) return all;
      return notes === count
        ? `${all}, only ${notes === 1 ? 'a note' : 'notes'}`
        : `${all}, ${formatCount(notes)} of them ${notes === 1 ? 'a note' : 'notes'}`;
    },
    noDiagnostics: 'no diagnostics',
    elapsed: (duration: string): string => `read in ${duration}`,
  },

  closing: {
    title: (count: number): string => (count === 1 ? 'Close the file?' : `Close all ${files(count)}?`),
    text: 'Nothing happens to the files on disk. Pasted text is lost, and so is what you have changed under “Files”.',
    keep: 'Keep open',
    close: 'Close all',
  },

  fitting: {
    title: 'These logs may not fit',
    text: ({ files: count, bytes, room }: { files: number; bytes: number; room: number }): string =>
      `${count === 1 ? 'The file has' : `The ${files(count)} have`} about ${formatSize(bytes)}. In the memory that browsers give a page there is room for about ` +
      `${formatSize(room)} of SMTP logs, and for less of logs with many columns. Reading stops where the memory is full, and what was read until then can be used.`,
    newest: 'Read the newest first',
    byName: 'Read by name',
    none: 'Do not open',
    order: 'The newest are those that were changed last.',
  },

  /** What the page may not do where it is, and what would allow it. */
  restrictions: {
    workerForbidden:
      "This site does not let the viewer start a worker, so opening logs is slower here: `worker-src 'self' blob:` in the " +
      'site’s Content-Security-Policy would allow it.',
    workerWithoutFiles:
      'In this browser a worker cannot read the files of a page that was opened from disk or is in a sandboxed frame, so ' +
      'opening logs is slower here. From a web server, without a sandbox, it can.',
    noWorker: 'This browser does not let the viewer start a worker, so opening logs is slower here.',
    frameSavesNothing:
      'This frame may not save files: `allow-downloads` in its `sandbox` attribute would allow it. Exports can be copied instead.',
    frameMaySaveNothing:
      'This page is sandboxed. If an export is not saved, `allow-downloads` is missing in the `sandbox` attribute of the frame; ' +
      'the text can then be copied instead.',
    frameStoresNothing:
      'Theme, time zone and layout are not remembered, as a sandboxed page may not store anything: `allow-same-origin` in the ' +
      '`sandbox` attribute would allow it, which is safe only if the viewer comes from another server than the page around it.',
    browserStoresNothing:
      'Theme, time zone and layout are not remembered, as the browser does not let this page store anything: its setting for ' +
      'cookies and site data would allow it.',
  },

  notices: {
    dismiss: 'Dismiss',
    dismissAll: 'Dismiss all',
    more: (count: number): string => formatNoun(count, 'more message', 'more messages'),
    fewer: 'Show fewer messages',
    counted: (count: number): string =>
      `${formatNoun(count, 'more message', 'more messages')} like these. “Files” lists what happened to each file.`,
    spoken: (text: string, count: number): string =>
      count > 1 ? `${text} ${formatNoun(count, 'message', 'messages')}.` : text,
    left: (count: number): string =>
      `Dismissed. ${count > 0 ? formatNoun(count, 'message', 'messages') : 'No messages'} left.`,
    nothingPasted: 'There is no text on the clipboard. Copy some lines of a log first.',
    pasteRefused: 'The browser does not let this page read the clipboard. Press Ctrl+V instead (⌘V on a Mac).',
    label: 'Messages',
    dead: {
      trap: (file: string): string =>
        `The log engine stopped because of an internal error${whileReading(file)}. Everything it had read is lost, but you ` +
        `can open the ${file ? 'other files' : 'files'} again.`,
      memory: (file: string): string =>
        `The log engine stopped because its memory was used up${whileReading(file)}. Everything it had read is lost. ` +
        'Open fewer files at a time, or those of a shorter period.',
      silence: (file: string): string =>
        `The log engine no longer answered${whileReading(file)}, so it was stopped. Everything it had read is ` +
        'lost, but you can open the files again.',
    },
    slow:
      'The log engine has been busy with one answer for five seconds. That is normal for very large logs, or while other ' +
      'programs keep the computer busy. You can wait, or stop it and open the files again.',
    reopen: (count: number): string => `Reopen ${files(count)}`,
    startOver: 'Start over',
    again: 'Read it again',
    reload: 'Reload the page',
    unavailable: {
      absent:
        'This page needs WebAssembly to read logs, and it is turned off in this browser, perhaps by a setting for enhanced ' +
        'security. Allow it for this page, or use another browser.',
      forbidden:
        'This page needs WebAssembly to read logs, but this site does not let it run any: ‘wasm-unsafe-eval’ in the script-src ' +
        'of the site’s Content-Security-Policy would allow it. The one-file version, opened from disk, needs no permission.',
      damaged,
    },
    unreadable: (file: string, read: number): string =>
      `${file} could not be read beyond ${formatSize(read)}. Everything before that is shown. ` +
      'Check that the drive or share is still available, and read the file again.',
    parserEnded: (file: string, read: number): string =>
      `The part of this page that was reading ${file} has ended; ${formatSize(read)} of it were read and are shown. ` +
      'The other files were read on. Read it again; please report it if this happens once more.',
    changed: (file: string, read: number): string =>
      `${file} is incomplete: it was cut, has grown or was replaced after it was opened, and ${formatSize(read)} of it were read. ` +
      'Read it again to get all of it; rows that have already been read are not counted twice.',
    changedOnDisk: (file: string, read: number): string =>
      `${file} is incomplete: it was cut, has grown or was replaced after it was opened, and ${formatSize(read)} of it were read. ` +
      'The browser reads a file only as it was when it was chosen, so choose it again to read it again; rows that have already ' +
      'been read are not counted twice.',
    chooseAgain: 'Choose it again',
    outOfMemory: (
      file: { name: string; bytes: number; accountedBytes: number },
      others: number,
      fits: number,
    ): string =>
      `The memory of this page is full. ${file.name} was read up to ${formatSize(file.accountedBytes)} of ` +
      `${formatSize(file.bytes)}${others > 0 ? `, and ${files(others)} after it not at all` : ''}. What was read is shown: ` +
      `${formatSize(fits)} of such logs fit. Open fewer files at a time, or those of a shorter period.`,
    encrypted: (file: string, members: readonly string[]): string =>
      `${inArchive(file, members, 'is encrypted', 'are encrypted')}. Unpack it with its password and open the contents.`,
    damaged: (file: string, members: readonly string[]): string =>
      `${inArchive(file, members, 'is damaged or truncated', 'are damaged or truncated')}. What could be unpacked is shown; data that belongs to no file is not. ` +
      'Copy the archive again, or ask for a new copy.',
    limited: (file: string, members: readonly string[]): string =>
      `${inArchive(file, members, 'unpacks', 'unpack')} to far more than logs of that size do, as decompression bombs do, ` +
      'so reading stopped there. If you trust its source, you can open it without this limit.',
    anyway: 'Open anyway',
    nested: (file: string, members: readonly string[]): string =>
      `${inArchive(file, members, 'is', 'are')} nested too deeply to be opened. ` +
      'Unpack the outer archive and open the contents.',
    unsupported: (file: string, members: readonly string[]): string =>
      `${inArchive(file, members, 'is compressed', 'are compressed')} by a method that this viewer does not support. ` +
      'Unpack it and open the contents.',
    overlapping: (file: string, members: readonly string[]): string =>
      `${inArchive(file, members, 'was left out: it overlaps', 'were left out: they overlap')} another file or the ` +
      'directory of the archive. No program writes such archives: ask whoever made it for a new one.',
    longPath: (file: string, members: readonly string[]): string =>
      `${inArchive(file, members, 'was left out: its path has', 'were left out: their paths have')} more than 4,096 ` +
      'characters or 128 folders. Unpack the archive and open the files themselves.',
    refused: (names: readonly string[], others: number): string =>
      `The browser did not give access to ${names.join(', ') || files(others)}${names.length > 0 && others > 0 ? ` and ${formatCount(others)} more` : ''}. ` +
      'Use “Open files” or “Open folder” instead.',
    nothing: 'There were no files to open.',
    cancelled: 'Reading was cancelled. Everything read so far is shown.',
    failed: (message: string): string => `Something went wrong: ${message}`,
  },

  help: {
    title: 'Help',
    close: 'Close',
    query: 'Searching',
    intro: [
      'Words, “quoted phrases” and `/regular expressions/` match anywhere in an entry, an endpoint, a connector-id or a ' +
        'session-id; `field:value` searches one field only. Case is ignored, and `*` stands for any text: alone it finds everything.',
      'Conditions side by side must all be met. `or` and parentheses combine them, and `-` or `not` excludes. Commas list ' +
        'alternatives: `code:550,4xx`. `<…>` around the text of a field is exactly this text, with quotes inside if it has spaces: ' +
        '`connector:<"EX01\\Relay for printers">`. Numbers, sizes and durations can be compared: `gap>30s`, `size>=10mb`, ' +
        '`duration:1s..5s`.',
      'A time is a date, a time of day or both, as the page shows it or as you write it: `start:08:25`, ' +
        '`after:2026-03-01 14:30`, `before:01.03.2026`, `after:today`. It is in the time zone that the page shows. A time of ' +
        'day needs a date if the logs cover several days. `last 2h`, `last 3 days` and `today` alone count back from the last entry.',
      'Without a field, `tls1.0`, an IP address, a network, a Message-ID in angle brackets and a pasted line of a log are understood by ' +
        'their form. Below the search box you read how, and what words such as `rejected` or `550` may mean besides. In quotes ' +
        'everything is text.',
      'While you type, the box offers fields and values, with the number of sessions that have them. ↓ opens the list at any place ' +
        'and chooses, Ctrl+Space only opens it; in an empty box it has the searches of this visit.',
      'A right click on a value in the list, in the facts and entries of a session, in tables and in the coverage writes the search ' +
        'for you: find only this value, exclude it, or add it. Below the search box each part can be left out for a while, or removed.',
      '“Summary” groups what the search finds by fields, and counts. Its menu has summaries for frequent questions; a click or Enter on ' +
        'a row lists exactly its sessions.',
      'Noise is what did nothing and in which nothing went wrong: health checks of load balancers, Exchange’s own monitoring, clients that said ' +
        'nothing. “Hide noise” (`h`) leaves it out everywhere; the menu beside it lists it by reason. A session that failed, was refused or is ' +
        'cut off is never noise, nor is a health mailbox that fails. A search for `noise` itself is answered whether noise is hidden or not.',
      'Two sessions can be compared side by side: mark one with `m` or in its menu, then choose another one and press `=`.',
      '“Saved” beside the search box keeps searches and summaries under names, and answers frequent questions. “Copy link” in the menu “Export” copies an address ' +
        'that shows the same view over the same logs: the search is part of it, nothing else of the logs is.',
      'Sessions that match are listed, and matching entries are highlighted in their conversations.',
      'In logs whose rows are independent (web requests, message tracking, agents, all other logs) the whole query applies to ' +
        'each row: `url:/owa http-status:500` finds rows that meet both conditions, and `-url:/owa` rows without that URL. ' +
        'A group of such rows is listed as a session if one of them matches. In conversations of SMTP, POP3 and IMAP4, ' +
        'conditions may be met by different entries.',
      'Every column can be searched by its name in the log: `sc-substatus:7`, `ErrorCode:*`, ' +
        '`BackendProcessingLatency>500`. Write `column.name` if a field has the same name, and `column."two words"` if the ' +
        'name contains spaces. Numeric columns are compared by value and accept ranges, address columns accept networks, ' +
        'and time columns compare times: `DateTime>2026-03-01T14`.',
    ],
    examples: 'Example queries',
    fields: 'Fields',
    field: 'Field',
    meaning: 'Meaning',
    takes: (what: string): string => `Takes ${what}.`,
    aliases: (names: readonly string[]): string => `Also ${names.join(', ')}.`,
    marks: 'Highlights entries.',
    example: 'Example',
    use: (query: string): string => `Search for ${query}`,
    keys: 'Keyboard shortcuts',
    keysInside: 'Within lists and fields',
    keyTable: [
      ['Enter in the search box', 'Go to the first session that was found'],
      [
        '↓ or Ctrl+Space in the search box',
        'What may stand at the cursor: fields and values, or the searches of this visit; ↑ ↓ choose, Enter or Tab takes it',
      ],
      ['Esc in the search box', 'Close the list, or clear the search'],
      ['↑ ↓', 'Previous or next session'],
      ['PageUp PageDown', 'Previous or next page of sessions'],
      ['Home End', 'First or last session'],
      ['Enter', 'Open the session and go to its conversation; in the summary list the sessions of the row'],
      ['↑ on the first row', 'Go to the column headings: ← → to choose, Enter to sort, Shift with ← → for the width'],
      ['Shift+F10 on a heading', 'Choose the columns; in their list Alt+↑ and Alt+↓ move one'],
      ['← → in a row', 'Choose a cell'],
      ['Shift+F10 or menu key', 'What to do with the value: find only it, exclude it, add it, copy it'],
      ['← → Delete in the parts of the search', 'Choose a part, remove it; Enter leaves it out or uses it again'],
      ['↑ ↓ ← → in the facets', 'Choose a value, + to add it, − to exclude it; Enter finds only this value'],
      ['← → + − Enter on the timeline', 'Move, with Shift select, zoom, find only what began then; Esc goes back'],
    ] as const,
    about: 'About',
    version: ({ version, commit, isModified }: { version: string; commit: string; isModified: boolean }): string => {
      const built = commit && `, built from commit \`${commit}\`${isModified ? ' with changes' : ''}`;
      return `Exchange log viewer ${version}${built}, under the MIT licence or the Apache licence 2.0.`;
    },
    licences: 'Licences of the software of others in this page',
    waiting: 'The fields appear once the engine has started.',
  },
} as const;
