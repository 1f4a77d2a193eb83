/** Messages as the page lists them: what each is called, and what became of it in one plain sentence. */

import type {
  FieldValue,
  FoundMessage,
  FoundMessages,
  MessageOutcome,
  Outcome,
  OutcomePart,
  PartKind,
  ReceivedLine,
  SessionDetail,
  Summary,
} from '../contract.js';
import { formatClock, formatDay, isTime, type Zone } from '../format/time.js';
import { messages as t } from '../locale/messages.js';
import { fieldValues } from './values.js';

/** How a name from a log is shown: as it is, or marked as one. */
export type Quote = (name: string) => string;

export const asIs: Quote = (name) => name;

/** The mark of an outcome is that of the session outcome with the same meaning. */
export const MARKS: Readonly<Record<MessageOutcome, Outcome>> = {
  delivered: 'accepted',
  partly: 'deferred',
  partlySent: 'deferred',
  sent: 'proxied',
  accepted: 'incomplete',
  refused: 'rejected',
  failed: 'failed',
  deferred: 'deferred',
  unknown: 'empty',
};

/** What went wrong, or is not known, is parted from the rest by more than a comma. */
const WRONG: ReadonlySet<PartKind> = new Set([
  'refused',
  'deferred',
  'failed',
  'duplicate',
  'quarantined',
  'moderated',
  'open',
  'pending',
]);
/** Where a message was accepted or ended; of a step between, that it was delivered says enough. */
const TIMED: ReadonlySet<PartKind> = new Set([
  'accepted',
  'submitted',
  'delivered',
  'refused',
  'deferred',
  'failed',
  'resubmitted',
]);

function isTimed(parts: readonly OutcomePart[], place: number): boolean {
  const what = parts[place]?.what;
  const later = parts.slice(place + 1);
  return what === 'handed'
    ? !later.some((part) => part.what === what || part.what === 'delivered')
    : what !== undefined && TIMED.has(what);
}

/** To the second, with the day if that is another one. */
function timeText(time: number, first: number, zone: Zone): string {
  const day = formatDay(time, zone);
  const clock = formatClock(time, zone).slice(0, 8);
  return day === formatDay(first, zone) ? clock : `${day} ${clock}`;
}

function partText(part: OutcomePart, isSome: boolean, isNamed: boolean, when: string, quote: Quote): string {
  const { what, whom, recipient, reply } = part;
  const named = { ...part, whom: whom && quote(whom), recipient: recipient && quote(recipient) };
  const say = what === 'pending' && !isNamed ? t.again : t.said[what];
  const text = say(named, isSome);
  return `${text}${when && t.at(when)}${reply && WRONG.has(what) ? `: ${quote(reply.replace(/[.\s]+$/, ''))}` : ''}`;
}

/** What became of a message. */
export function sentenceOf(
  { parts, recipientCount, first, messageId }: FoundMessage,
  zone: Zone,
  quote = asIs,
): string {
  if (parts.length === 0) return t.unknown;
  const texts = parts.map((part, place) => {
    const when = isTimed(parts, place) && isTime(part.time) ? timeText(part.time, first, zone) : '';
    const isParted = WRONG.has(part.what) || WRONG.has(parts[place - 1]?.what ?? 'accepted');
    const isSome = part.count > 0 && part.count < recipientCount;
    return `${place === 0 ? '' : isParted ? '; ' : ', '}${partText(part, isSome, messageId !== '', when, quote)}`;
  });
  const [begin = '', ...rest] = `${texts.join('')}.`;
  return begin.toUpperCase() + rest.join('');
}

/** The recipients that are known, and how many more there are. */
export function recipientsText({ recipients, recipientCount }: FoundMessage, quote = asIs): string {
  const more = recipientCount - recipients.length;
  const known = recipients.map(quote);
  return [...known, ...(more > 0 && known.length > 0 ? [t.more(more)] : [])].join(', ') || t.unknownRecipients;
}

/** Sender and recipients. */
export function messageTitle(message: FoundMessage): string {
  return t.title(message.sender || t.unknownSender, recipientsText(message));
}

/** What a query asks for a message by, the surest first. */
export function messageValues({ messageId, sender, recipients, subject }: FoundMessage): FieldValue[] {
  return [
    ...fieldValues('message-id', messageId),
    ...fieldValues('from', sender),
    ...recipients.flatMap((one) => fieldValues('to', one)),
    ...fieldValues('subject', subject),
  ];
}

/** What would be needed for what a text did not find; empty if it found something. */
export function neededFor(found: FoundMessages, summary: Summary | null, text = ''): string {
  const { understood, total } = found;
  // A single word may be a domain, or what is before the @.
  const isWord = total === 0 && understood === 'subject' && /^[^\s"]+$/.test(text.trim());
  return [neededLogs(found, summary), isWord ? t.needs.whole : ''].filter(Boolean).join(' ');
}

function neededLogs({ understood, header, total }: FoundMessages, summary: Summary | null): string {
  if (total > 0) return '';
  const open = new Set(summary?.perFile.flatMap(({ logTypes }) => logTypes));
  const hasTracking = open.has('tracking');
  if (understood === 'header' && !header?.messageId) return t.needs.noId;
  if (understood === 'subject' && !hasTracking) return t.needs.tracking;
  const hasEnvelopes =
    hasTracking || (['smtpReceive', 'smtpSend', 'smtpService'] as const).some((log) => open.has(log));
  if (understood === 'latest') return hasEnvelopes ? '' : t.needs.envelope;
  if (understood !== 'address') return hasTracking ? t.needs.open : t.needs.messageId;
  return hasEnvelopes ? t.needs.open : t.needs.envelope;
}

/** For each `Received` line, the time since the one before it; null where one of both times is not known. */
export function delaysOf(received: readonly ReceivedLine[]): (number | null)[] {
  return received.map(({ time }, place) => {
    const before = received[place - 1]?.time ?? null;
    return time !== null && before !== null ? time - before : null;
  });
}

/** What the messages of a value are looked for by; null for a value that has none. */
export function soughtBy({ field, value }: FieldValue): string | null {
  if (['message-id', 'from', 'to', 'subject'].includes(field)) return value || null;
  return field === '' && /^<?[^\s<>@]+@[^\s<>@]+>?$/.test(value) ? value : null;
}

/** What the message of an open session is looked for by: the one at an entry, or the first; null if it has none. */
export function soughtOf({ transactions }: SessionDetail, entry: number | null): string | null {
  const at = transactions.find(
    ({ firstEntry, lastEntry }) => entry !== null && firstEntry <= entry && entry <= lastEntry,
  );
  const transaction = at ?? transactions[0];
  if (!transaction) return null;
  const { messageId, sender, recipients } = transaction;
  return messageId || (sender !== '<>' && sender) || recipients[0]?.address || null;
}
