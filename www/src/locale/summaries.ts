/** The named summaries, and every text of the summary. */

import type { Dimension, ShownMeasure, SummaryChoice } from '../contract.js';
import { formatCount, formatNoun } from '../format/number.js';
import { savedPlaceOf } from './saved.js';

/** A summary with a name: what it asks, and what it is for. */
export interface NamedSummary extends Omit<SummaryChoice, 'descending'> {
  title: string;
  sentence: string;
  /** What to look for. */
  advice: string;
}

/** They answer what administrators ask most, in this order. */
export const SUMMARIES: readonly NamedSummary[] = [
  {
    name: 'clients',
    title: 'Clients',
    within: 'log:receive',
    dimensions: ['connector', 'client', 'helo'],
    measures: ['sessions', 'messages', 'recipients', 'rejected', 'failed', 'last', 'first'],
    counted: 'sender-domain',
    order: 'sessions',
    sentence: 'Who connects through which Receive connector, and under which name.',
    advice:
      'Before a connector is switched off, look for clients with messages whose last session is recent. Clients without any message are often probes and load balancers.',
  },
  {
    name: 'rejections',
    title: 'Rejections',
    within: 'code:4xx,5xx',
    dimensions: ['log', 'reason'],
    measures: ['sessions', 'share', 'distinct', 'recipients', 'first', 'last'],
    counted: 'client',
    order: 'sessions',
    sentence: 'Why mail or a logon was refused, here or by other servers.',
    advice:
      'In a receive log this server refused, in a send log the other one did. One reason for many clients points at this server; many sessions of one client point at that client.',
  },
  {
    name: 'tls',
    title: 'TLS and certificates',
    within: 'log:receive,send',
    dimensions: ['tls', 'cipher', 'certificate'],
    measures: ['sessions', 'share', 'distinct', 'messages', 'first', 'last'],
    counted: 'client',
    order: 'sessions',
    sentence: 'Which TLS versions, ciphers and certificates were used, and what went in clear.',
    advice:
      'Sessions with 1.0 or 1.1 end when these versions are switched off; open a row to see whose they are. “none” is not encrypted, “unknown” is, but no row says how, and “failed” is a STARTTLS that did not succeed.',
  },
  {
    name: 'authentication',
    title: 'Authentication',
    within: '-auth:none',
    dimensions: ['auth', 'user', 'mechanism'],
    measures: ['sessions', 'refusedLogons', 'distinct', 'messages', 'first', 'last'],
    counted: 'client',
    order: 'sessions',
    sentence: 'Who logged on or tried to, how, and from how many addresses.',
    advice:
      '“failed” has any failed attempt, “failed-only” no other, “denied” one in which name or password was refused. A user whose attempts fail from many addresses is under attack; one whose attempts fail from one address probably has an old password there.',
  },
  {
    name: 'destinations',
    title: 'Destinations',
    within: 'log:send,connectivity',
    dimensions: ['log', 'destination', 'target'],
    measures: ['sessions', 'messages', 'deferred', 'rejected', 'failed', 'medianDuration', 'last'],
    counted: 'connector',
    order: 'sessions',
    sentence: 'Where mail was sent, to which addresses, and with what result.',
    advice:
      'Failed sessions of one target are a connection that was refused or timed out. Only the connectivity log names destinations; the send log has the addresses.',
  },
  {
    name: 'traffic',
    title: 'Traffic',
    within: '',
    dimensions: ['hour'],
    measures: ['sessions', 'messages', 'recipients', 'bytes', 'distinct', 'rejected', 'deferred', 'failed'],
    counted: 'sender-domain',
    order: '0',
    sentence: 'How much went through, hour by hour.',
    advice:
      'Look for hours without sessions and for peaks. Add “Sender” or “Server” to see who sends most, and whether the load is even. A message that several logs have is counted in each of them.',
  },
  {
    name: 'slow',
    title: 'Slow',
    within: 'gap>5s or duration>1m',
    dimensions: ['connector', 'client', 'target'],
    measures: ['largestGap', 'medianGap', 'highGap', 'longest', 'medianDuration', 'sessions', 'last'],
    counted: 'client',
    order: 'largestGap',
    sentence: 'Where sessions waited for more than five seconds or took more than a minute.',
    advice:
      'Gaps of just over 5 seconds are often the tarpit, 30 seconds delayed acknowledgement, and five or ten minutes a timeout. Idle mailbox clients wait as well, which is normal.',
  },
  {
    name: 'mailboxes',
    title: 'Mailbox access',
    within: 'log:pop3,imap4',
    dimensions: ['log', 'user', 'client'],
    measures: ['sessions', 'failed', 'rejected', 'bytes', 'medianDuration', 'first', 'last'],
    counted: 'client',
    order: 'sessions',
    sentence: 'Who still uses POP3 and IMAP4, and from where.',
    advice:
      'Before POP3 or IMAP4 is switched off, ask the users whose last session is recent. Failed sessions are those whose logons all failed.',
  },
];

/** The named summary that is made of the messages of message tracking, and not of groups. */
export const DELAYS = {
  name: 'delay-by-hop',
  title: 'Delay by hop',
  sentence: 'How long messages stay at each server, and how long they take to the next one.',
};

/** All summaries with a name. */
export const NAMED: readonly Pick<NamedSummary, 'name' | 'title' | 'sentence'>[] = [...SUMMARIES, DELAYS];

const measures: Readonly<Record<ShownMeasure, string>> = {
  sessions: 'Sessions',
  share: 'Share',
  rows: 'Rows of other logs',
  messages: 'Messages',
  recipients: 'Recipients',
  bytes: 'Size',
  rejected: 'Rejected',
  deferred: 'Deferred',
  failed: 'Failed',
  refusedLogons: 'Refused logons',
  first: 'First',
  last: 'Last',
  distinct: 'Distinct values',
  medianDuration: 'Median duration',
  highDuration: '95 % of durations up to',
  longest: 'Longest duration',
  medianGap: 'Median gap',
  highGap: '95 % of gaps up to',
  largestGap: 'Largest gap',
};

/** How many in a span of time. */
interface SpanCount {
  count: string;
  when: string;
}

export const summary = {
  label: 'Summary',
  choose: 'Summary',
  own: 'Own choice',
  by: 'By',
  and: 'and',
  byLabel: (place: number): string => `Group by, field ${place}`,
  nothing: '–',
  columns: 'Columns of other logs',
  within: 'Within',
  withinMeaning: 'A query that has to hold besides the search',
  withinProblem: (problem: string): string => `“Within” is not a valid query: ${problem}`,
  measures,
  measuresMenu: (shown: number): string => `Measures (${formatCount(shown)})`,
  measuresLabel: 'Measures that are shown',
  counted: 'Distinct values of',
  /** The heading of the number of distinct values of a dimension. */
  distinct: (name: string): string => `Distinct: ${name}`,
  shareMeaning: 'Share of all that the search and “Within” find',
  /** Above the table: how many groups, of what. */
  groups: (count: number): string => formatNoun(count, 'group', 'groups'),
  ofSessions: (count: number): string => formatNoun(count, 'session', 'sessions'),
  ofRows: (count: number): string => `${formatNoun(count, 'row', 'rows')} of other logs`,
  counts: (count: number, names: string): string =>
    `counted ${formatCount(count)} times in all, as a session with several values (${names}) counts for each of them`,
  cut: (count: number): string =>
    `${formatNoun(count, 'session is', 'sessions are')} not counted for all values: one has too many combinations of them, or there are more than a million groups`,
  counting: 'Counting…',
  none: 'Nothing to summarise here. Change the search, or “Within”.',
  openMeaning: 'Click or Enter: list these sessions',
  cannotOpen: 'No query finds exactly this group, so it cannot be listed.',
  copy: 'Copy',
  copyMeaning: (most: number): string => `Copy the first ${formatCount(most)} rows, for a spreadsheet`,
  copied: (count: number, all: number): string =>
    count < all
      ? `The first ${formatCount(count)} of ${formatNoun(all, 'row', 'rows')} were copied. “CSV” saves all of them.`
      : `${formatNoun(count, 'row was', 'rows were')} copied.`,
  notCopied: 'The browser did not allow copying. “CSV” saves the table.',
  csv: 'CSV',
  csvMeaning: 'Save all groups as a spreadsheet',
  copyAllMeaning: 'Copy all rows, for a spreadsheet',
  csvAllMeaning: 'Save all rows as a spreadsheet',
  fileName: 'exchange-summary',
  inMilliseconds: (name: string): string => `${name} (ms)`,
  inBytes: (name: string): string => `${name} (bytes)`,
  inPercent: (name: string): string => `${name} (%)`,
  plot: (measure: string, span: string, largest: string, when: string): string =>
    `${measure} over time, ${span}: at most ${largest}, ${when}.`,
  bar: (when: string, value: string): string => `${when}: ${value}`,
  sparklines: 'Over time',
  sparklinesMeaning:
    'A small drawing of each row over time, where rows are grouped by one or two fields, none of them a time',
  /** The length of a bar of such a drawing. */
  spans: {
    second: (count: number): string => formatNoun(count, 'second', 'seconds'),
    minute: (count: number): string => formatNoun(count, 'minute', 'minutes'),
    hour: (count: number): string => formatNoun(count, 'hour', 'hours'),
    day: (count: number): string => formatNoun(count, 'day', 'days'),
  },
  /** A drawing of a row in words. */
  sparkline: (span: string, first: SpanCount, last: SpanCount, peak: SpanCount): string =>
    `In steps of ${span}. First: ${first.count} (${first.when}). Last: ${last.count} (${last.when}). Peak: ${peak.count} (${peak.when}).`,
  plotCut: (count: number): string => `The first ${formatCount(count)} are drawn.`,
  printedGroups: 'Groups',
  printedWithin: 'Within',
};

/** The name of the summary, in words. */
export function summaryTitle(choice: SummaryChoice, names: (dimension: Dimension) => string): string {
  const named = NAMED.find(({ name }) => name === choice.name);
  return named?.title ?? savedPlaceOf(choice.name)?.name ?? choice.dimensions.map(names).join(', ');
}
