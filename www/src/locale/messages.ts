/** The texts of the messages: finding them, what became of each in one sentence, and their way. */

import type {
  Branch,
  Certainty,
  ClockOffset,
  Hop,
  HopKind,
  Join,
  MessageOutcome,
  MessageSearch,
  MissingHop,
  MissingWhy,
  OutcomePart,
  PartKind,
  PlaceKind,
  TransactionOutcome,
} from '../contract.js';
import { formatDuration } from '../format/duration.js';
import { formatCount, formatNoun } from '../format/number.js';

const outcomes: Readonly<Record<MessageOutcome, string>> = {
  delivered: 'Delivered',
  partly: 'Partly delivered',
  partlySent: 'Partly',
  sent: 'Handed over',
  accepted: 'Accepted',
  refused: 'Refused',
  failed: 'Failed',
  deferred: 'Deferred',
  unknown: 'Unknown',
};

/** How a search was understood. */
const understood: Readonly<Record<MessageSearch, string>> = {
  messageId: 'Understood as a Message-ID.',
  address: 'Understood as the address of a sender or recipient.',
  subject: 'Understood as words of a subject.',
  header: 'Understood as the headers of a message.',
  latest: '',
};

/** What does not show in the logs that are open, and which logs would show it. */
const needs = {
  tracking: 'Subjects are only in message tracking logs; none is open.',
  messageId: 'Message-IDs are in message tracking logs, of which none is open, and in some replies of protocol logs.',
  envelope: 'Senders and recipients are in SMTP protocol logs and message tracking logs; none is open.',
  noId: 'The headers have no Message-ID.',
  whole: 'An address has to be given in full, such as anna@contoso.com.',
  open: 'It is not in the open logs. Those of other servers or other times may have it: see “Coverage”.',
} as const;

const NUMBERS = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ');

const inWords = (count: number, one: string, many: string): string =>
  `${NUMBERS[count] ?? formatCount(count)} ${count === 1 ? one : many}`;

/** A part of the sentence; `by` and `to` are words before a name, and nothing is said of a name that is not known. */
const named = (verb: string, word: string, whom: string): string => (whom ? `${verb} ${word} ${whom}` : verb);

const recipients = ({ recipient, count }: OutcomePart): string =>
  count > 1 || !recipient ? inWords(count, 'recipient', 'recipients') : recipient;

/** What is said of a part; `isSome`: it is about some of the recipients only. */
type Said = (part: OutcomePart, isSome: boolean) => string;

const ofRecipients =
  (verb: string): Said =>
  (part) =>
    part.count > 0 ? `${verb} for ${recipients(part)}` : verb;

/** What is not known, of some recipients or of all. */
const lacking =
  (what: string): Said =>
  (part, isSome) =>
    `${isSome ? `for ${recipients(part)} ` : ''}${what}`;

const said: Readonly<Record<PartKind, Said>> = {
  accepted: ({ whom }) => named('accepted', 'from', whom),
  submitted: ({ whom }) => named('submitted', 'by', whom),
  handed: ({ whom }) => named('handed', 'to', whom || 'the next server'),
  delivered: ({ whom, count }) => `delivered to ${count > 1 || !whom ? inWords(count, 'mailbox', 'mailboxes') : whom}`,
  refused: ofRecipients('refused'),
  deferred: (part, isSome) => `${named('deferred', 'by', part.whom)}${isSome ? ` for ${recipients(part)}` : ''}`,
  failed: ofRecipients('given up'),
  expanded: ({ whom }) => (whom ? `distribution group expanded: ${whom}` : 'distribution groups expanded'),
  redirected: ({ whom }) => named('redirected', 'to', whom),
  resubmitted: () => 'submitted again',
  duplicate: ofRecipients('dropped as a duplicate'),
  quarantined: ofRecipients('put into quarantine'),
  moderated: lacking('waits for the decision of a moderator'),
  open: lacking('no later step is in these logs'),
  pending: lacking('no later success is in these logs'),
};

/** A message that was deferred before it named itself: had it come again, nothing would say that it is the same. */
const again: Said = (part, isSome) =>
  `whether it came again ${isSome ? `for ${recipients(part)} ` : ''}cannot be told from these logs`;

const places: Readonly<Record<PlaceKind, string>> = {
  client: 'Client',
  frontEnd: 'Front End Transport',
  hub: 'Transport',
  mailbox: 'Mailbox',
  edge: 'Edge Transport',
  server: 'Server',
  outside: 'Outside',
};

const steps: Readonly<Record<HopKind, string>> = {
  receive: 'received',
  proxy: 'proxied',
  send: 'sent',
  deliver: 'delivered',
  connect: 'connected',
  event: 'event',
};

const hopOutcomes: Readonly<Record<TransactionOutcome, string>> = {
  accepted: 'accepted',
  rejected: 'rejected',
  deferred: 'deferred',
  reset: 'aborted',
  unfinished: 'unfinished',
};

const joins: Readonly<Record<Join, string>> = {
  first: '',
  sessionId: 'session-id',
  proxiedId: 'id of the proxied session',
  endpoints: 'both ends of one connection',
  messageId: 'Message-ID',
  internalMessageId: 'internal-message-id',
  queueId: 'InternalId in the reply',
  networkMessageId: 'network-message-id',
  envelope: 'sender, recipients and time',
};

const certainties: Readonly<Record<Certainty, string>> = {
  logged: '',
  likely: 'inferred: nothing else fits',
  possible: 'inferred: other sessions fit as well',
};

const branches: Readonly<Record<Branch, string>> = {
  main: '',
  copy: 'copy',
  expansion: 'expansion',
  redirect: 'redirect',
  resubmit: 'resubmitted',
  shadow: 'shadow copy',
};

const why: Readonly<Record<MissingWhy, string>> = {
  notOpened: 'No such log of it is open.',
  hole: 'Such a log of it is open, but does not cover that time.',
  notThere: 'Such a log of it is open and covers that time, but does not show this step.',
  offByDefault: 'Its connectors between servers do not log unless ProtocolLoggingLevel is set to Verbose.',
  outside: 'It is a server of another organisation, whose postmaster has its logs.',
};

export const messages = {
  label: 'Messages',
  search: 'Message-ID, sender, recipient, subject, or the headers of a message',
  keys: 'Enter finds, Shift+Enter begins a new line.',
  find: 'Find',
  looking: 'Looking for messages …',
  understood,
  found: (count: number, shown: number, isPart: boolean): string =>
    `${formatNoun(count, 'message', 'messages')}${count > shown ? `, of which the ${formatCount(shown)} latest are listed` : ''}.${
      isPart ? ' There is so much that only a part was looked at, and is what this is about.' : ''
    }`,
  /** The messages that are listed while nothing is looked for. */
  latest: (count: number, isPart: boolean): string =>
    isPart
      ? `The ${formatCount(count)} latest messages of the open logs. Others are found by what you know of them.`
      : `${formatNoun(count, 'message', 'messages')} in the open logs, the most recently active first.`,
  none: 'No message was found.',
  needs,
  gone: 'This message is not in the open logs any more. Find it again.',
  open: (name: string): string => `Follow the message ${name}`,
  /** Sender and recipients, in the title of a message. */
  title: (from: string, to: string): string => `${from} → ${to}`,
  unknownSender: 'sender not known',
  unknownRecipients: 'recipients not known',
  more: (count: number): string => `${formatCount(count)} more`,
  noSubject: 'subject not known',
  outcomes,
  said,
  again,
  at: (time: string): string => ` at ${time}`,
  unknown: 'What became of it is not in these logs.',
  sessions: (count: number): string => formatNoun(count, 'session', 'sessions'),
  header: { label: 'Received headers', columns: ['From', 'By', 'With', 'Id', 'Time', 'Delay'] },
  headerNames: { messageId: 'Message-ID', from: 'From', to: 'To', subject: 'Subject', date: 'Date' },
  delays: {
    measure: 'Delay by hop',
    measuring: 'Measuring…',
    fileName: 'exchange-delays',
    meaning: 'Measures all messages of message tracking: which server or which way is slow.',
    label: 'Delay by hop',
    columns: ['Hop', 'Times', 'Median', '95th percentile', 'Largest'],
    ends: { arrived: 'RECEIVE to RECEIVE', sent: 'RECEIVE to SEND', delivered: 'RECEIVE to DELIVER' },
    between: 'by two clocks',
    slowest: 'Follow the message with the largest delay',
    none: 'Message tracking shows no message that arrived at a server and went on.',
    advice:
      'A hop begins when a message arrives at a server, so it includes the queues of that server. A high 95th percentile beside a low median is a queue that fills at times, or a destination that puts mail off. Between two servers the difference of their clocks is part of the delay; negative delays show it.',
    more: (count: number): string => `${formatNoun(count, 'faster hop is', 'faster hops are')} not listed.`,
  },
  back: 'To the list',
  links: {
    original: 'This is a delivery status notification about',
    notification: 'Delivery status notification about this message:',
  },
  unlinked: 'No open log shows that message.',
  way: 'The way of the message',
  wayKeys: 'Arrow keys move along the steps, Enter opens the entry.',
  places,
  step: ({ kind, event }: Pick<Hop, 'kind' | 'event'>): string => event || steps[kind],
  hopOutcomes,
  joins,
  certainties,
  branches,
  joined: (join: string, id: string): string => (id ? `${join} ${id}` : join),
  recipients: (count: number): string => formatNoun(count, 'recipient', 'recipients'),
  /** Less than nothing is what clocks that differ make of it. */
  after: (ms: number): string => (ms < 0 ? `${formatDuration(ms)} by the clocks` : `after ${formatDuration(ms)}`),
  largest: 'largest delay',
  slowest: (ms: number, number: number, step: string): string =>
    `The largest delay, ${formatDuration(ms)}, is before step ${number}: ${step}.`,
  columns: ['Step', 'Time', 'From', 'To', 'What', 'Reply', 'Delay since the step before ended', 'Log', 'Joined by'],
  steps: 'All steps',
  stepPage: (from: number, to: number, all: number): string =>
    `Steps ${formatCount(from)} to ${formatCount(to)} of ${formatCount(all)}`,
  earlierSteps: 'Earlier steps',
  laterSteps: 'Later steps',
  unlisted: (count: number): string =>
    `There is so much of it that this is about a part: ${formatNoun(count, 'step is', 'steps are')} listed.`,
  entry: 'Open this entry',
  missingTitle: 'What is missing',
  missingBrief: ({ kind, place, logTypeName }: MissingHop): string =>
    `not logged here: ${steps[kind]}${place.name ? ` by ${place.name}` : ''} (${logTypeName})`,
  missing: ({ kind, after, server, place, logTypeName }: MissingHop, reason: MissingWhy): string =>
    `${after === null ? 'Before the first step' : `After step ${after + 1}`}: ${steps[kind]}, ${[
      places[place.kind],
      place.name,
    ]
      .filter(Boolean)
      .join(' ')}. It would be in the ${logTypeName} log of ${server || 'a server that is not known'}. ${why[reason]}`,
  clocksTitle: 'Clocks',
  clock: ({ a, b, offsetMs, spreadMs, pairs }: ClockOffset): string => {
    const size = formatDuration(Math.abs(offsetMs));
    const compared = `is ${size} ${offsetMs < 0 ? 'behind' : 'ahead of'}`;
    const spread = pairs > 1 ? `, ± ${formatDuration(spreadMs / 2)}` : '';
    return `${b}’s clock ${compared} ${a}’s, from ${formatNoun(pairs, 'pair', 'pairs')} of hops${spread}.`;
  },
  correct: 'Correct times by these offsets',
  corrected: (server: string): string => `Times are corrected: all are as if on the clock of ${server}.`,
  exports: 'Copy or save',
  copyText: 'Copy as text',
  copyMarkdown: 'Copy as Markdown',
  saveText: 'Save as text',
  saveMarkdown: 'Save as Markdown',
  saveSvg: 'Save the drawing (SVG)',
  fileName: 'exchange-message',
  saved: (name: string): string => `Saved as ${name}.`,
  follow: 'Follow this message',
  findMessages: 'Find messages',
} as const;
