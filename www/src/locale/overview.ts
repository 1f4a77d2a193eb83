/** Texts of the overview apart from findings. */

import { formatCount, formatNoun } from '../format/number.js';

const HOUR_MS = 3_600_000;

/** `a, b and 3 more`. */
const list = (named: readonly string[], more: number): string =>
  `${named.join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}`;

const verdict = {
  title: 'Verdict for switching off',
  meaning: 'Who uses which connector and server, and when last, where they send to, and what these logs cannot show',
  looking: 'Finding out who uses what …',
  ready: (receive: number, send: number, servers: number): string =>
    `${formatNoun(receive, 'Receive connector', 'Receive connectors')}, ${formatNoun(send, 'Send connector', 'Send connectors')}, ${formatNoun(servers, 'server', 'servers')}.`,
  searched: 'A verdict is about all logs. Clear the search to see it.',
  copy: 'Copy for a ticket',
  copyMeaning: 'Copy the verdict as Markdown',
  connectors: 'Receive connectors',
  servers: 'Servers',
  none: 'There is none in these logs.',
  unknown: 'not known',
  states: {
    used: 'in use',
    noMail: 'no mail in these logs',
    tried: 'connected, no mail in these logs',
    notLogged: 'not logged',
  },
  period: (length: string, first: string, last: string): string => `${length} (${first} to ${last})`,
  noPeriod: 'a period that is not known',
  covered: (period: string): string => `These logs cover ${period}.`,
  used: (messages: number, sessions: number, last: string): string =>
    `${formatNoun(messages, 'message', 'messages')} in ${formatNoun(sessions, 'session', 'sessions')}, the last of which was on ${last}.`,
  served: (sessions: number, last: string): string =>
    `${formatNoun(sessions, 'session', 'sessions')} in which a request was answered or a mailbox opened, the last session on ${last}.`,
  noMail: (sessions: number, last: string, period: string): string =>
    `No message in these logs, which cover ${period}; ${formatNoun(sessions, 'session', 'sessions')} without one${last ? `, the last on ${last}` : ''}.`,
  proxied: (sessions: number, last: string): string =>
    `${formatNoun(sessions, 'session was', 'sessions were')} passed on to the Transport service or another server, whose log has their messages${last ? `; the last session was on ${last}` : ''}.`,
  client: (name: string, sessions: number): string => `${name} (${formatCount(sessions)})`,
  clients: (count: number, named: readonly string[], more: number): string =>
    `${formatNoun(count, 'client', 'clients')}, by sessions: ${list(named, more)}.`,
  noClients: 'These logs do not name its clients.',
  noClientLogs: 'None of these logs is one of its clients: SMTP Receive, POP3, IMAP4 or HTTP.',
  onlyTracked: (messages: number): string =>
    `Message tracking has ${formatNoun(messages, 'message', 'messages')} of it, but none of these logs is its protocol log, so its sessions are not known. ` +
    'Protocol logging is off by default on most connectors (ProtocolLoggingLevel).',
  labels: { clients: 'Clients', sending: 'Sends', missing: 'Not in these logs' },
  sending: {
    connectors: 'Send connectors',
    name: (connector: string, server: string): string => `${connector} (${server})`,
    sent: (messages: number, sessions: number, last: string): string =>
      `The other side accepted ${formatNoun(messages, 'message', 'messages')} in ${formatNoun(sessions, 'session', 'sessions')}; the last session, with a message or without, was on ${last}.`,
    nothing: (sessions: number, last: string, period: string): string =>
      `No message was accepted by the other side in these logs, which cover ${period}; ${formatNoun(sessions, 'connection was', 'connections were')} made or tried${last ? `, the last on ${last}` : ''}. ` +
      'Mail may have been waiting, so this does not mean that it is not used.',
    domains: (count: number, named: readonly string[], more: number): string =>
      `To ${formatNoun(count, 'domain', 'domains')}: ${list(named, more)}.`,
    targets: (count: number, named: readonly string[], more: number): string =>
      `It connected, or tried to connect, to ${formatNoun(count, 'address', 'addresses')}: ${list(named, more)}.`,
    senders: (count: number, named: readonly string[], more: number): string =>
      `${formatNoun(count, 'sender', 'senders')}: ${list(named, more)}.`,
    noSessions: (period: string): string =>
      `No session of its Send logs, which cover ${period}, was looked at here; connectors without protocol logging are not in them.`,
    noLogs: 'No Send log here is known to be its own, so where it sends to is not known.',
    note:
      'Figures in brackets are sessions. A Send connector is only here if it is logged, which is off by default (ProtocolLoggingLevel), or if message tracking names it: ' +
      'that a connector is not listed does not mean that it is not used.',
  },
  holes: (count: number): string =>
    `In ${formatNoun(count, 'place its logs have a hole', 'places its logs have holes')}, in which it may have been used.`,
  noise: 'Noise is hidden, so health checks and monitoring do not count.',
  limits:
    'A message that passes several services of a server is counted for each of them. ' +
    'Nobody can say from logs that something will not be used: look at a whole month, and at whoever sends only at its end.',
  more: (count: number): string =>
    `${formatNoun(count, 'more is', 'more are')} in the summaries by connector and server.`,
  open: 'List sessions',
};

export const overviewTexts = {
  files: (count: number): string => formatNoun(count, 'file', 'files'),
  servers: (count: number): string => (count > 0 ? formatNoun(count, 'server', 'servers') : 'server not known'),
  sessions: (count: number): string => formatNoun(count, 'session', 'sessions'),
  span: (first: string, last: string): string => `${first} to ${last}`,
  missing: (parts: readonly string[]): string => `Missing: ${parts.join(', ')}`,
  missingFiles: (count: number): string => `files in ${formatNoun(count, 'place', 'places')}`,
  troubles: (count: number): string => `the rest of ${formatNoun(count, 'file', 'files')}`,
  gaps: (count: number): string => `entries in ${formatNoun(count, 'period', 'periods')}`,
  unread:
    'No log entries were read from what is open, so nothing can be said about it. What was found in each file is under',
  nothingMissing: 'No file seems to be missing from these logs.',
  counting: 'Counting …',
  list: 'List all sessions',
  listRows: 'List all rows',
  coverage: 'Coverage',
  grid: 'Server, service, log',
  columns: (used: number, all: number, binMs: number, missing: number): string => {
    const unit = binMs === HOUR_MS ? 'hours' : binMs === 24 * HOUR_MS ? 'days' : 'periods';
    return `Entries in ${formatCount(used)} of ${formatCount(all)} ${unit}${missing > 0 ? `, no file in ${formatCount(missing)}` : ''}`;
  },
  gridLegend: 'Bars are times with entries; a thin line is a time without a file.',
  gridScrolls: (count: number): string =>
    `${formatNoun(count, 'more row is', 'more rows are')} below: scroll the table.`,
  gridLeft: (count: number): string => `${formatNoun(count, 'row is', 'rows are')} only in “Coverage”.`,
  totalsTitle: 'Totals',
  log: 'Log',
  totals: ['Sessions or rows', 'Messages', 'Size'],
  unknown: 'unknown',
  unknownMeaning: 'This log does not say it',
  totalMeaning: (log: string, name: string, text: string): string => `${log}, ${name}: ${text}. List them`,
  totalsNote: 'A message is in several logs, each of which counts it. Outcomes are those of sessions.',
  searched: 'Totals and summaries are about what the search finds, findings about all logs.',
  clear: 'Clear the search',
  findings: 'Findings',
  summaries: 'Summaries',
  openSummary: 'Show the whole summary',
  empty: 'Nothing of this in these logs.',
  openGroup: (values: string): string => `List the sessions of ${values}`,
  copied: 'The verdict was copied, as Markdown.',
  notCopied: 'The browser did not allow copying.',
  verdict,
};
