/** Every text of the page, in English. Texts of the engine (sentences about replies, diagnostics, help) come with its answers. */

import type { EntryRole, FileReport, LogType, Outcome, Severity, SortKey, TransactionFact } from '../contract.js';
import { formatCount, formatNoun, formatSize } from '../format/number.js';
import { coverage } from './coverage.js';

const sessions = (count: number): string => formatNoun(count, 'session', 'sessions');
const entries = (count: number): string => formatNoun(count, 'entry', 'entries');
const files = (count: number): string => formatNoun(count, 'file', 'files');

const outcomes: Record<Outcome, string> = {
  accepted: 'Accepted',
  proxied: 'Proxied',
  deferred: 'Deferred',
  rejected: 'Rejected',
  failed: 'Failed',
  empty: 'No mail',
  incomplete: 'Incomplete',
};

const outcomeMeanings: Record<Outcome, string> = {
  accepted: 'At least one message or request was accepted, or a mailbox was opened, and nothing was refused.',
  proxied: 'The session was handed over to another server; its commands are in that server’s log.',
  deferred: 'A temporary reply (4xx) put something off, and it was not seen to arrive later.',
  rejected:
    'Something was refused for good: a permanent reply (5xx; NO, BAD or -ERR of a mailbox), a message that failed, a request with 4xx.',
  failed: 'The connection, its encryption, a logon or the server (HTTP 5xx) failed.',
  empty: 'It ended without a message or a logon: a probe, a load balancer, or a client that gave up.',
  incomplete: 'Its beginning or end is not in these logs: nothing says what became of it.',
};

/** Where a word means something else in a session of a mailbox (POP3, IMAP4). */
const mailboxOutcomes: Record<Outcome, string> = { ...outcomes, accepted: 'Logged on', empty: 'No logon' };

const mailboxOutcomeMeanings: Record<Outcome, string> = {
  accepted: 'The client logged on, and nothing was refused after that.',
  proxied: 'The client logged on, and the session was passed on to a back end; its commands are in that server’s log.',
  deferred: 'A command was refused for now; the server says that it may go well later.',
  rejected: 'A command other than the logon was refused (NO, BAD, -ERR).',
  failed: 'The client could not log on.',
  empty: 'It ended without a logon: a probe, a load balancer, or a client that gave up.',
  incomplete: 'Its beginning or end, or the answer to its logon, is not in these logs.',
};

/** Where a word means something else in a group of web requests. */
const webOutcomes: Record<Outcome, string> = { ...outcomes, empty: 'No logon' };

const webOutcomeMeanings: Record<Outcome, string> = {
  ...outcomeMeanings,
  accepted: 'The requests were answered, and none was refused for good.',
  rejected: 'The server refused a request (4xx) that did not go well later.',
  failed: 'The server failed a request (5xx).',
  empty: 'The client was only asked to log on (401): a probe, or one that gave up.',
};

const columns: Record<SortKey, string> = {
  start: 'Time',
  log: 'Log',
  server: 'Server',
  service: 'Service',
  connector: 'Connector',
  local: 'Local endpoint',
  remote: 'Remote endpoint',
  helo: 'Client name',
  from: 'Sender',
  to: 'Recipients',
  messages: 'Msgs',
  size: 'Size',
  duration: 'Duration',
  gap: 'Largest gap',
  tls: 'TLS',
  auth: 'AUTH',
  user: 'User',
  code: 'Reply',
  outcome: 'Outcome',
  entries: 'Entries',
  session: 'Session id',
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
  complete: 'Read to its end',
  reading: 'Being read',
  cancelled: 'Cancelled',
  unreadable: 'Could not be read on',
  changed: 'Changed while open',
  encrypted: 'Encrypted in its archive',
  damaged: 'Archive is damaged',
  limited: 'Stopped: unpacks to too much',
  nested: 'Archive too deep inside others',
  unsupported: 'Packed in an unknown way',
};

const evidence: Record<FileReport['evidence'], string> = {
  chosen: 'your choice',
  header: 'its #Log-type',
  fields: 'its #Fields',
  rowShape: 'the shape of its rows',
  fileName: 'its name',
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
  reset: 'given up (RSET)',
  unfinished: 'unfinished',
};

/** Who did what in an archive: one file by its name, several by their number. */
function inArchive(archive: string, members: readonly string[], one: string, several: string): string {
  const [first, ...others] = members;
  if (first === undefined) return `${archive} ${one}`;
  return others.length === 0
    ? `${first} in ${archive} ${one}`
    : `${formatCount(members.length)} files in ${archive} ${several}`;
}

export const en = {
  name: 'Exchange Log Viewer',
  promise: 'Logs stay on this computer',
  promiseMeaning: 'This page cannot send anything: its own security policy forbids every connection.',

  toolbar: {
    openFiles: 'Open files',
    openFolder: 'Open folder',
    clear: 'Close all',
    clearMeaning: 'Forget all logs that are open',
    search: 'Search sessions',
    searchHint: 'Words, from:contoso.com, code:5xx, gap>30s …',
    clearSearch: 'Clear the search',
    zone: 'Clock',
    utc: 'UTC',
    local: 'Local',
    utcMeaning: 'Show times as they stand in the logs',
    localMeaning: 'Show times in this computer’s time zone',
    theme: 'Colours',
    system: 'System',
    light: 'Light',
    dark: 'Dark',
    help: 'Help',
    helpMeaning: 'Query language and keys (?)',
  },

  start: {
    title: 'Read the logs of Exchange as sessions',
    sentence:
      'Open protocol logs of SMTP, POP3 and IMAP4, message tracking, web site logs, HttpProxy and other logs of any Exchange ' +
      'server, as they are or zipped: what belongs together is put back together, here in this browser. ' +
      'Nothing leaves this computer.',
    drop: 'Drop log files, folders or archives (zip, gz, tar) here',
    or: 'or',
    sample: 'Try the built-in sample',
    where: 'Where they are, on each server:',
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
      `${formatSize(read)} of ${formatSize(total)} · file ${formatCount(Math.min(filesRead + 1, filesTotal))} of ${formatCount(filesTotal)}`,
    cancel: 'Cancel',
    cancelling: 'Cancelling …',
  },

  problem: { at: 'The list shows the last query that could be understood.' },

  panels: {
    label: 'View',
    sessions: 'Sessions',
    tables: 'Other logs',
    files: 'Files and oddities',
    coverage: 'Coverage',
  },

  coverage,

  list: {
    label: 'Sessions',
    all: (count: number): string => sessions(count),
    matching: (found: number, all: number, matched: number): string =>
      `${formatCount(found)} of ${sessions(all)} · ${entries(matched)} match`,
    none: 'No session matches.',
    noneYet: 'No sessions in these files. “Files and oddities” says what they hold.',
    columns,
    zoneUtc: 'UTC',
    zoneLocal: 'local',
    part: 'part',
    partMeaning: 'Only a part of this session is in these logs.',
    andMore: (count: number): string => ` +${formatCount(count)}`,
    outcomes,
    outcomeMeanings,
    webOutcomes,
    webOutcomeMeanings,
    mailboxOutcomes,
    mailboxOutcomeMeanings,
    logTypes,
  },

  export: {
    menu: 'Export',
    csv: 'CSV, one row per session',
    ndjson: 'NDJSON, one session per line',
    text: 'Text, as conversations',
    running: (bytes: number): string => `Exporting … ${formatSize(bytes)}`,
    fileName: (format: string): string => `exchange-sessions.${format === 'text' ? 'txt' : format}`,
    blocked:
      'This page runs in a sandboxed frame, and such frames may block downloads without a word. If no file was saved, ' +
      'open the page in a tab of its own, or copy the text.',
    copyInstead: 'Copy the text',
  },

  timeline: {
    label: 'Sessions over time',
    summary: (total: number, span: string, parts: string): string => `${sessions(total)} from ${span}: ${parts}.`,
    bin: (span: string, parts: string): string => `${span}: ${parts}`,
    empty: 'no sessions',
    waiting: 'Sessions over time appear here.',
  },

  conversation: {
    label: 'Conversation',
    close: 'Close',
    closeMeaning: 'Close the conversation (Escape)',
    copy: 'Copy as text',
    copied: 'Copied.',
    copyFailed: 'The browser would not copy. The text is selected below: press Ctrl+C.',
    raw: 'Raw fields',
    gapThreshold: 'Draw gaps from',
    nextMatch: 'Next match',
    splitter: 'Height of the session table',
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
    matched: 'match',
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
      answers: 'answers entry',
      connector: 'connector-id',
      local: 'local-endpoint',
      remote: 'remote-endpoint',
    },
    flags: {
      noBegin: 'Its beginning is not in these logs.',
      noEnd: 'Its end is not in these logs.',
      holes: 'Sequence numbers are missing.',
      reordered: 'Its rows stood in another order than their sequence numbers; they are shown in sequence.',
      duplicates: 'Rows that were there twice are shown once.',
      reusedId: 'This session id was used by more than one session.',
      straddles: 'It was put together from more than one file.',
      inferred: 'Its entries name no session: it was inferred from address, name and time.',
      localTimes: "Its times are those of the server's own clock; the log does not say in which time zone.",
    },
  },

  alsoIn: {
    title: 'Also in',
    open: 'Open this session',
    relations: {
      sessionId: 'has the same session id',
      proxy: 'is the other side of the proxy',
      message: 'names the same message',
    },
    more: (count: number): string => `and ${formatNoun(count, 'more session', 'more sessions')}`,
  },

  facts: {
    connection: 'Connection',
    course: 'Course',
    local: 'Local',
    remote: 'Remote',
    connector: 'Connector',
    sessionId: 'Session id',
    server: 'Server',
    service: 'Service',
    folder: 'Folder',
    ended: 'Ended by',
    largestGap: 'Largest gap',
    tarpit: 'Tarpit',
    missing: 'Missing rows',
    worst: 'Worst reply',
    tls: 'TLS',
    tlsNone: 'none: sent in clear',
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
    validThen: 'valid at the time',
    invalidThen: 'NOT valid at the time',
    auth: 'Authentication',
    mechanism: 'Mechanism',
    user: 'User',
    authResult: { ok: 'succeeded', failed: 'failed', unknown: 'result unknown' },
    result: 'Result',
    permissions: 'Permissions',
    transaction: (number: number, all: number): string => (all > 1 ? `Message ${number} of ${all}` : 'Message'),
    transactionOutcomes,
    sender: 'Sender',
    nullSender: '<> (a bounce or report)',
    recipient: 'Recipient',
    moreRecipients: (count: number): string => `${formatCount(count)} more recipients`,
    size: 'Size',
    messageId: 'Message-ID',
    reply: 'Reply',
    connectivity: 'Delivery',
    source: 'Source',
    destination: 'Destination',
    nextHop: 'Next hop',
    resolved: 'DNS answer',
    attempt: 'Tried',
    connected: 'connected',
    messages: 'Messages',
    bytes: 'Bytes',
    mailAccess: 'Mailbox session',
    proxy: 'Passed on to',
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
    loggedOut: 'the client, with LOGOUT or QUIT',
    notLoggedOut: 'without LOGOUT or QUIT',
    /** Labels for the facts that the engine names; a name without one is shown as it is. */
    names: {
      'client-name': 'Client name',
      'proxy-target': 'Proxied to',
      'inbound-session': 'Inbound session',
      'tls-domain-capabilities': 'TLS capabilities',
      'tls-certificate-status': 'Certificate status',
      'certificate-chain': 'Certificate chain',
      'connect-failure': 'Not connected',
      'rebuilt-by': 'Inferred from',
      'logged-duration': 'Duration as logged',
      subject: 'Subject',
      direction: 'Direction',
      'network-message-id': 'Network message id',
      reference: 'Refers to',
      'first-server': 'First server',
      'last-server': 'Last server',
      'time-to-delivery': 'Time to delivery',
      'not-seen-leaving': 'Not seen leaving',
      'agent-action': 'Agent',
      'entered-from': 'Entered from',
      user: 'User',
      'user-agent': 'User agent',
      'http-status': 'Status',
      'slowest-request': 'Slowest request',
      'time-taken': 'Time taken in all',
    } as Record<string, string>,
  },

  files: {
    label: 'Files and oddities',
    filter: 'Filter files',
    filterHint: 'Name, folder, server, service or log',
    onlyOdd: 'Only files with oddities',
    shown: (shown: number, all: number): string =>
      shown === all ? files(all) : `${formatCount(shown)} of ${files(all)}`,
    server: 'Server',
    service: 'Service',
    change: 'Change',
    /** Services as the engine calls them, to choose from. */
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
    changing: (name: string): string => `Change what ${name} is taken for`,
    originHelp:
      'Only what you change here is applied. Server and service follow at once; an empty field takes back what you said, and ' +
      'folder, connectors and ports tell again.',
    readAs: 'Read as',
    findOut: 'Find out from the file',
    offset: 'Its times are',
    asTheyStand: 'UTC, or as the log says',
    readHelp:
      'Logs of Exchange 5.5 and earlier, and those in the format of Microsoft IIS, have times by the clock of the server and do ' +
      'not say its offset from UTC; choose it here. To read a file as another log, or with another offset, all files that are ' +
      'open are read again.',
    toFile: 'Apply to this file',
    toFolder: (count: number): string => `Apply to the ${files(count)} of this folder`,
    cancelChange: 'Cancel',
    filesTitle: 'Files',
    more: (count: number): string => `… and ${files(count)} more.`,
    oddities: 'Oddities',
    none: 'Nothing odd was found.',
    file: 'File',
    type: 'Log type',
    evidence: 'Recognised by',
    entries: 'Entries',
    sessions: 'Sessions',
    accounted: 'Bytes accounted',
    span: 'First to last entry',
    end: 'End',
    duplicates: 'Read before',
    logTypes,
    severities,
    fileEnds,
    evidenceWords: evidence,
    count: (count: number): string => formatNoun(count, 'place', 'places'),
    place: (line: number, byte: number): string => `line ${formatCount(line)}, byte ${formatCount(byte)}`,
    firstPlaces: 'First places',
    accountedOf: (accounted: number, bytes: number): string => `${formatCount(accounted)} of ${formatCount(bytes)}`,
  },

  tables: {
    label: 'Other logs',
    choose: 'Log',
    rows: (count: number): string => formatNoun(count, 'row', 'rows'),
    none:
      'No other logs are open. Logs whose rows stand for themselves are shown here as tables: those of requests, of ' +
      'message tracking and of agents, and every log that has no sessions.',
    columns: (shown: number, all: number): string => `Columns (${formatCount(shown)} of ${formatCount(all)})`,
    columnsLabel: 'Columns to show',
    allColumns: 'All',
    filledColumns: 'Those with values',
    empty: 'empty',
    csv: 'Save as CSV',
    csvMeaning: 'The rows that match, in this order, with these columns',
    fileName: (name: string): string => `exchange-${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.csv`,
    row: (row: number, all: number): string => `Row ${formatCount(row + 1)} of ${formatCount(all)}`,
    openSession: 'Open session',
    openSessionMeaning: 'Open the session that this row belongs to',
    close: 'Close',
    closeMeaning: 'Close the row (Escape)',
    copyFailed: 'The browser would not copy.',
  },

  credentials: {
    show: 'Show credentials',
    warning:
      'Passwords and other credentials in the logs are shown, and stand in exports, until you switch this off or close the logs or the page.',
    shown: 'Credentials are shown.',
    mask: 'Mask them',
  },

  status: {
    label: 'Status',
    empty: 'No logs are open.',
    files,
    entries,
    sessions,
    accounted: (accounted: number, bytes: number): string =>
      `${formatCount(accounted)} of ${formatCount(bytes)} bytes accounted for`,
    memory: (bytes: number): string => `${formatSize(bytes)} memory`,
    oddities: (count: number): string => formatNoun(count, 'oddity', 'oddities'),
    noOddities: 'no oddities',
    elapsed: (duration: string): string => `read in ${duration}`,
  },

  notices: {
    dismiss: 'Dismiss',
    label: 'Messages',
    dead: (file: string): string =>
      file
        ? `The log engine stopped on an internal error while it read ${file}, and what it had read is gone with it. ` +
          'You can open the other files again.'
        : 'The log engine stopped on an internal error, and what it had read is gone with it. You can open the files again.',
    reopen: (count: number): string => `Open ${files(count)} again`,
    startAfresh: 'Start afresh',
    again: 'Read it again',
    reload: 'Reload the page',
    unavailable:
      'This page may not run WebAssembly, which it needs to read logs: either the browser has it switched off, or the ' +
      'site’s security policy lacks ‘wasm-unsafe-eval’. Open the one-file version from disk, or ask whoever runs this site.',
    unreadable: (file: string, read: number): string =>
      `${file} could not be read to its end: the browser lost it after ${formatSize(read)}. What was read is shown. ` +
      'Check that the drive or share is still there, and read the file again.',
    changed: (file: string, read: number): string =>
      `${file} was changed by another program after it was chosen, so the browser stopped reading it after ` +
      `${formatSize(read)}. Read it again for the rest; rows that are already here are not counted twice.`,
    encrypted: (file: string, members: readonly string[]): string =>
      `${inArchive(file, members, 'is encrypted', 'are encrypted')}. Unpack it with its password and open what is in it.`,
    damaged: (file: string, members: readonly string[]): string =>
      `${inArchive(file, members, 'is damaged or cut off', 'are damaged or cut off')}. What could be unpacked is shown. ` +
      'Copy the archive again, or ask for it again.',
    limited: (file: string, members: readonly string[]): string =>
      `${inArchive(file, members, 'unpacks', 'unpack')} to far more than logs of that size do, as archives made to do ` +
      'harm do, so reading was stopped there. If you know where it comes from, it can be opened without that limit.',
    anyway: 'Open it anyway',
    nested: (file: string, members: readonly string[]): string =>
      `${inArchive(file, members, 'is an archive', 'are archives')} inside of an archive inside of an archive, which is ` +
      'not opened. Unpack the outer one and open what is in it.',
    unsupported: (file: string, members: readonly string[]): string =>
      `${inArchive(file, members, 'is packed', 'are packed')} in a way that this viewer does not know. Unpack it and ` +
      'open what is in it.',
    refused: (names: readonly string[]): string =>
      `The browser would not open ${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${formatCount(names.length - 3)} more` : ''}. ` +
      'Use “Open files” or “Open folder” instead.',
    nothing: 'There were no files in what was dropped or chosen.',
    cancelled: 'Reading was cancelled. What was read until then is shown.',
    failed: (message: string): string => `That did not work: ${message}`,
  },

  help: {
    title: 'Help',
    close: 'Close',
    query: 'Searching',
    intro: [
      'Words, “quoted phrases” and `/regular expressions/` match anywhere in an entry, an endpoint, a connector-id or a ' +
        'session-id; `field:value` looks in one place only. Case never counts, and `*` stands for any text.',
      'Conditions side by side must all hold. `OR` and parentheses combine them, and `-` or `NOT` excludes. A comma lists ' +
        'values: `code:550,4xx`. Numbers, sizes and durations compare: `gap>30s`, `size>=10mb`, `duration:1s..5s`. Times ' +
        'mean the clock that the page shows.',
      'The sessions that match are listed, and in their conversations the matching entries are marked.',
      'In logs whose rows stand for themselves (requests, message tracking, agents, all other logs) the whole query is ' +
        'asked of each row: `url:/owa http-status:500` finds the rows for which both hold, and `-url:/owa` those without. ' +
        'Such a group of rows is listed as a session when one of its rows matches. In conversations, conditions side by ' +
        'side may hold for different entries.',
      'Any column can be asked for by its name as the log has it: `sc-substatus:7`, `ErrorCode:*`, ' +
        '`BackendProcessingLatency>500`. `column.name` says it where the name is one of a field, and ' +
        '`column."two words"` where it holds blanks. Columns of numbers compare by value and take ranges, columns of ' +
        'addresses take networks, and `DateTime>2026-03-01T14` compares times.',
    ],
    examples: 'Questions and their queries',
    fields: 'Fields',
    field: 'Field',
    meaning: 'Meaning',
    takes: (what: string): string => `Takes ${what}.`,
    aliases: (names: readonly string[]): string => `Also ${names.join(', ')}.`,
    marks: 'Marks entries.',
    example: 'Example',
    use: (query: string): string => `Search for ${query}`,
    keys: 'Keys',
    keyTable: [
      ['/', 'Go to the search box'],
      ['Escape', 'Clear the search; close the conversation; close this page'],
      ['↑ ↓', 'Session before and after'],
      ['PageUp PageDown', 'A page of sessions up and down'],
      ['Home End', 'First and last session'],
      ['Enter', 'Open the session and go to its conversation'],
      ['↑ on the first row', 'Go to the column headings; ← → choose, Enter sorts'],
      ['n', 'Next matching entry of the conversation'],
      ['u', 'Switch between UTC and local time'],
      ['?', 'This page'],
    ] as const,
    waiting: 'The list of fields appears when the engine has started.',
  },
} as const;
