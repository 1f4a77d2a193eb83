/** The facts about a session as names and values, derived from its detail. */

import {
  type AttemptFact,
  type CertificateFact,
  type ConnectivityFact,
  type Fact,
  type FieldValue,
  type MailAccessFact,
  type RecipientResult,
  type ReplyFact,
  SESSION_FLAGS,
  type SessionDetail,
  type TlsFact,
  type TransactionFact,
} from '../contract.js';
import { formatDuration } from '../format/duration.js';
import { formatCount, formatSize } from '../format/number.js';
import { en } from '../locale/en.js';
import { noise as noiseTexts } from '../locale/noise.js';
import { endpointValues, factValues, fieldValues } from './values.js';

/** A line of a card: name, value, and the entry that it is from. */
export interface FactLine {
  name: string;
  value: string;
  entry: number | null;
  tone: 'plain' | 'good' | 'bad';
  /** What a query asks for it by. */
  values: readonly FieldValue[];
}

/** Facts that belong together. */
export interface FactCard {
  title: string;
  /** A word next to the title. */
  badge: string;
  tone: FactLine['tone'];
  lines: FactLine[];
}

const t = en.facts;

function line(
  name: string,
  value: string,
  entry: number | null = null,
  tone: FactLine['tone'] = 'plain',
  values: readonly FieldValue[] = [],
): FactLine[] {
  return value === '' ? [] : [{ name, value, entry, tone, values }];
}

/** A line that a query can ask for. */
function asked(values: readonly FieldValue[], lines: FactLine[]): FactLine[] {
  return lines.map((one) => ({ ...one, values }));
}

function card(title: string, lines: FactLine[], badge = '', tone: FactLine['tone'] = 'plain'): FactCard {
  return { title, badge, tone, lines };
}

/** The label of a name without one: `client-name` becomes `Client name`. */
function inWords(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function named(fact: Fact): FactLine[] {
  const { name, value, entry } = fact;
  return asked(factValues(fact), line(t.names[name] ?? inWords(name), value, entry));
}

/** `550 5.7.1 Unable to relay` */
export function replyText({ code, status, text }: ReplyFact): string {
  return [code || '', text.startsWith(status) ? '' : status, text].filter(Boolean).join(' ');
}

function replyValues({ code, status }: ReplyFact): FieldValue[] {
  return [...fieldValues('code', code > 0 ? String(code) : ''), ...fieldValues('status', status)];
}

function replyTone({ code }: ReplyFact): FactLine['tone'] {
  return code >= 400 ? 'bad' : 'good';
}

function replyLine(name: string, reply: ReplyFact | null): FactLine[] {
  return reply ? line(name, replyText(reply), reply.entry, replyTone(reply), replyValues(reply)) : [];
}

/** The worst reply is always a refusal, even without a code (POP3 and IMAP4). */
function worstLine({ worstReply }: SessionDetail): FactLine[] {
  return worstReply ? line(t.worst, replyText(worstReply), worstReply.entry, 'bad', replyValues(worstReply)) : [];
}

function gapLine({ largestGap }: SessionDetail): FactLine[] {
  return largestGap ? line(t.largestGap, formatDuration(largestGap.ms), largestGap.after) : [];
}

/** Says that a session was not encrypted, if it is complete and has no entry about TLS. */
function clearLine({ logType, tls, flags }: SessionDetail): FactLine[] {
  const smtp = logType === 'smtpReceive' || logType === 'smtpSend';
  const seen = (flags & (SESSION_FLAGS.noBegin | SESSION_FLAGS.holes)) === 0;
  return smtp && seen && !tls ? line(t.tls, t.tlsNone, null, 'plain', [{ field: 'tls', value: 'none' }]) : [];
}

/** The two sides of the connection, and where it was logged. */
function connectionCard(detail: SessionDetail): FactCard {
  const place = [detail.server, detail.service].filter(Boolean).join(' · ');
  return card(t.connection, [
    ...detail.facts.flatMap(named),
    ...asked(endpointValues('remote', detail.remoteEndpoint), line(t.remote, detail.remoteEndpoint)),
    ...asked(fieldValues('local', detail.localEndpoint), line(t.local, detail.localEndpoint)),
    ...asked(fieldValues('connector', detail.connectorId), line(t.connector, detail.connectorId)),
    ...asked(
      [...fieldValues('server', detail.server), ...fieldValues('service', detail.service)],
      line(t.server, place),
    ),
    ...line(t.folder, detail.folder),
    ...asked(fieldValues('session', detail.sessionId), line(t.sessionId, detail.sessionId)),
    ...clearLine(detail),
  ]);
}

function noiseLine({ noise }: SessionDetail): FactLine[] {
  return noise === 'none' ? [] : asked(fieldValues('noise', noise), line(noiseTexts.fact, noiseTexts.meanings[noise]));
}

/** The worst reply, noise, gaps, missing rows, and how the session ended. */
function courseCard(detail: SessionDetail): FactCard {
  return card(t.course, [
    ...worstLine(detail),
    ...noiseLine(detail),
    ...gapLine(detail),
    ...line(t.tarpit, detail.tarpitMs > 0 ? formatDuration(detail.tarpitMs) : ''),
    ...line(t.missing, detail.missingEntries > 0 ? formatCount(detail.missingEntries) : '', null, 'bad'),
    ...asked(fieldValues('ended', detail.ended), line(t.ended, detail.ended)),
  ]);
}

function withBits(name: string, bits: number): string {
  return name && bits > 0 ? `${name}, ${t.bits(bits)}` : name;
}

function tlsCard(tls: TlsFact): FactCard {
  const lines = [
    ...line(t.result, tls.error, tls.entry, 'bad', [{ field: 'tls', value: 'failed' }]),
    ...asked(fieldValues('cipher', tls.cipher), line(t.cipher, withBits(tls.cipher, tls.cipherBits), tls.entry)),
    ...asked(fieldValues('cipher', tls.mac), line(t.mac, withBits(tls.mac, tls.macBits))),
    ...asked(
      fieldValues('cipher', tls.keyExchange),
      line(t.keyExchange, withBits(tls.keyExchange, tls.keyExchangeBits)),
    ),
  ];
  return card(t.tls, lines, tls.error ? t.tlsFailed : tls.version, tls.error ? 'bad' : 'good');
}

const validityTones: Record<CertificateFact['validity'], FactLine['tone']> = {
  valid: 'good',
  expiresSoon: 'plain',
  expired: 'bad',
  notYetValid: 'bad',
  unknown: 'plain',
};

/** An empty name is one that the certificate does not have; null is unknown. */
function distinguishedName(name: string, value: string | null, entry: number | null = null): FactLine[] {
  return value === null ? [] : line(name, value || t.emptyName, entry);
}

function hostLine({ host, fits }: CertificateFact): FactLine[] {
  if (fits === 'unknown') return [];
  return line(t.host, fits === 'fits' ? t.fits(host) : t.doesNotFit(host), null, fits === 'fits' ? 'good' : 'plain');
}

function certificateCard(certificate: CertificateFact): FactCard {
  const { validity, entry } = certificate;
  const dates = [certificate.notBefore, certificate.notAfter].filter(Boolean).join(' – ');
  const issuer = certificate.selfSigned ? t.selfSigned : certificate.issuer;
  const lines = [
    ...line(t.certificateName, certificate.subject ? '' : certificate.name, entry),
    ...asked(fieldValues('', certificate.subject ?? ''), distinguishedName(t.subject, certificate.subject, entry)),
    ...asked(fieldValues('', certificate.issuer ?? ''), distinguishedName(t.issuer, issuer)),
    ...line(t.undivided, certificate.undivided, entry),
    ...line(t.valid, dates),
    ...hostLine(certificate),
    ...line(t.alternateNames, certificate.alternateNames.join(', ')),
    ...asked(fieldValues('', certificate.serialNumber), line(t.serialNumber, certificate.serialNumber)),
    ...asked(fieldValues('', certificate.thumbprint), line(t.thumbprint, certificate.thumbprint)),
  ];
  return card(t.certificate[certificate.direction], lines, t.validity[validity], validityTones[validity]);
}

function attemptText({ mechanism, user, result, error }: AttemptFact): string {
  const outcome = [t.authResult[result], error].filter(Boolean).join(': ');
  return [mechanism, user, outcome].filter(Boolean).join(' · ');
}

function logonLines(auth: AttemptFact[], more: number): FactLine[] {
  const shown = auth.flatMap((attempt, index) => {
    const tone = attempt.result === 'ok' ? 'good' : attempt.result === 'failed' ? 'bad' : 'plain';
    const values = [...fieldValues('user', attempt.user), ...fieldValues('auth', attempt.mechanism)];
    return line(t.logonAttempt(index + 1), attemptText(attempt), attempt.entry, tone, values);
  });
  return more > 0 ? [...shown, ...line(t.logonAttempt(auth.length + 1), t.moreAttempts(more))] : shown;
}

/** The first attempts to authenticate, and what all of them amount to; the others are in the entries. */
function authCards({ auth, moreAttempts = 0, logon }: SessionDetail): FactCard[] {
  if (logon === null) return [];
  const tone = logon === 'ok' ? 'good' : logon === 'unknown' ? 'plain' : 'bad';
  return [card(t.auth, logonLines(auth, moreAttempts), t.logon[logon], tone)];
}

function permissionsCard({ permissions }: SessionDetail): FactCard {
  return card(
    t.permissions,
    permissions.flatMap(({ name, meaning }) => line(name, meaning || '–')),
  );
}

function resultTone(result: RecipientResult): FactLine['tone'] {
  if (result === 'delivered') return 'good';
  return result === 'replaced' ? 'plain' : 'bad';
}

/** The first recipients; the others are in the entries. */
function recipientLines({ recipients, moreRecipients = 0 }: TransactionFact): FactLine[] {
  const shown = recipients.flatMap(({ address, reply, result }) => {
    const how = [result ? t.recipientResults[result] : '', reply && reply.code >= 400 ? replyText(reply) : ''];
    const text = [address, how.filter(Boolean).join(', ')].filter(Boolean).join(': ');
    const tone = result ? resultTone(result) : reply ? replyTone(reply) : 'plain';
    const values = [...fieldValues('to', address), ...(reply ? replyValues(reply) : [])];
    return line(t.recipient, text, reply?.entry ?? null, tone, values);
  });
  return moreRecipients > 0 ? [...shown, ...line(t.recipient, t.moreRecipients(moreRecipients))] : shown;
}

function transactionTone({ outcome }: TransactionFact): FactLine['tone'] {
  if (outcome === 'accepted') return 'good';
  return outcome === 'rejected' || outcome === 'deferred' ? 'bad' : 'plain';
}

function senderText({ sender, fragment }: TransactionFact): string {
  return fragment ? t.unknownSender : sender || t.nullSender;
}

/** Without an address it is the null sender. */
function senderValues({ sender, fragment }: TransactionFact): FieldValue[] {
  return fragment ? [] : [{ field: 'from', value: sender || '<>' }];
}

function transactionCard(transaction: TransactionFact, title: string): FactCard {
  const lines = [
    ...asked(senderValues(transaction), line(t.sender, senderText(transaction), transaction.firstEntry)),
    ...recipientLines(transaction),
    ...line(t.size, formatSize(transaction.size)),
    ...asked(fieldValues('message-id', transaction.messageId), line(t.messageId, transaction.messageId)),
    ...replyLine(t.reply, transaction.reply),
  ];
  const badge = t.transactionOutcomes[transaction.outcome];
  return card(title, lines, badge, transactionTone(transaction));
}

function attemptLines({ attempts }: ConnectivityFact): FactLine[] {
  return attempts.flatMap(({ address, ok, error, code, entry }) => {
    const how = ok ? t.connected : [error, code || ''].filter(Boolean).join(' ');
    const text = [address, how].filter(Boolean).join(': ');
    return line(t.attempt, text, entry, ok ? 'good' : 'bad', endpointValues('remote', address));
  });
}

function dnsLines({ resolved, dnsFailures }: ConnectivityFact): FactLine[] {
  const answers = resolved.flatMap(({ host, addresses, truncated }) =>
    line(t.resolved, [host, ...addresses, truncated ? '…' : ''].filter(Boolean).join(' · ')),
  );
  const failures = dnsFailures.flatMap(({ domain, error, explanation, entry }) =>
    line(t.dnsFailed, `${[domain, error].filter(Boolean).join(': ')}. ${explanation}`, entry, 'bad'),
  );
  return [...answers, ...failures];
}

function unhealthyLines({ unhealthy }: ConnectivityFact): FactLine[] {
  return unhealthy.flatMap(({ target, state, failures, nextRetry, entry }) =>
    line(t.unhealthy, t.unhealthyText(target, state, failures, nextRetry), entry, 'bad'),
  );
}

function queueText({ queueLength, ready }: ConnectivityFact): string {
  return queueLength === null ? '' : t.queueText(queueLength, ready);
}

function countText(count: number | null): string {
  return count === null ? '' : formatCount(count);
}

function connectivityCard(fact: ConnectivityFact, { outcome }: SessionDetail): FactCard {
  const tone = outcome === 'failed' || outcome === 'deferred' || outcome === 'rejected' ? 'bad' : 'plain';
  const hop = fact.nextHopMeaning ? `${fact.nextHop}: ${fact.nextHopMeaning}` : fact.nextHop;
  const lines = [
    ...asked(fieldValues('source', fact.source), line(t.source, fact.source)),
    ...asked(fieldValues('destination', fact.destination), line(t.destination, fact.destination)),
    ...line(t.nextHop, hop),
    ...line(t.nextHopId, fact.nextHopId),
    ...line(t.queue, queueText(fact)),
    ...dnsLines(fact),
    ...attemptLines(fact),
    ...unhealthyLines(fact),
    ...line(t.unlisted, fact.unlisted === undefined ? '' : t.unlistedText(fact.unlisted)),
    ...line(t.messages, countText(fact.messages)),
    ...line(t.bytes, formatSize(fact.bytes)),
    ...line(t.recipients, countText(fact.recipients)),
    ...line(t.result, fact.result, null, tone),
  ];
  return card(t.connectivity, lines, '', tone);
}

function commandsText({ commands }: MailAccessFact): string {
  return commands
    .map(({ name, count, refused }) => {
      const times = count > 1 ? ` × ${formatCount(count)}` : '';
      return `${name}${times}${refused > 0 ? ` (${t.refused(refused)})` : ''}`;
    })
    .join(', ');
}

function proxyLine({ proxy }: MailAccessFact): FactLine[] {
  if (!proxy) return [];
  const target = [proxy.host, proxy.port ?? '', proxy.security].filter((part) => part !== '').join(' ');
  const how = proxy.ok ? t.proxied : [t.notProxied, proxy.error].filter(Boolean).join(': ');
  return line(t.proxy, `${target} · ${how}`, proxy.entry, proxy.ok ? 'good' : 'bad');
}

function mailboxLines({ mailbox }: MailAccessFact): FactLine[] {
  if (!mailbox) return [];
  const name = [mailbox.name, mailbox.recipientType].filter(Boolean).join(' · ');
  const database = [mailbox.database, mailbox.server].filter(Boolean).join(' · ');
  return [
    ...line(t.mailbox, name, mailbox.entry),
    ...line(t.mailboxGuid, mailbox.guid, mailbox.entry),
    ...line(t.database, database, mailbox.entry),
  ];
}

function budgetLine({ budget }: MailAccessFact): FactLine[] {
  if (!budget) return [];
  const { connections, maxConnections, balance, policy, entry } = budget;
  return line(t.budget, t.budgetText(connections, maxConnections, balance, policy), entry);
}

/** A proxied session ends without a command from the client. */
function logoutLine(fact: MailAccessFact, { flags }: SessionDetail): FactLine[] {
  const ended = (flags & SESSION_FLAGS.noEnd) === 0 && !fact.proxy?.ok;
  return ended ? line(t.ended, fact.loggedOut ? t.loggedOut : t.notLoggedOut) : [];
}

function mailAccessCard(fact: MailAccessFact, detail: SessionDetail): FactCard {
  const { slowest, busyMs, startTls } = fact;
  return card(t.mailAccess, [
    ...proxyLine(fact),
    ...mailboxLines(fact),
    ...line(t.commands, commandsText(fact)),
    ...line(t.busy, busyMs === null ? '' : formatDuration(busyMs)),
    ...(slowest ? line(t.slowest, `${slowest.command} · ${formatDuration(slowest.ms)}`, slowest.entry) : []),
    ...line(t.received, formatSize(fact.received)),
    ...line(t.sent, formatSize(fact.sent)),
    ...line(
      t.startTls,
      startTls === null ? '' : startTls ? t.startTlsOk : t.startTlsFailed,
      null,
      startTls === false ? 'bad' : 'plain',
    ),
    ...budgetLine(fact),
    ...logoutLine(fact, detail),
  ]);
}

/** All facts of a session in order of display: mail first, as most questions are about that. */
export function factCards(detail: SessionDetail, messageTitle = t.transaction): FactCard[] {
  const { transactions, moreTransactions, connectivity, mailAccess, tls, certificates } = detail;
  const messages = transactions.length + moreTransactions;
  return [
    courseCard(detail),
    ...(connectivity ? [connectivityCard(connectivity, detail)] : []),
    ...(mailAccess ? authCards(detail) : []),
    ...(mailAccess ? [mailAccessCard(mailAccess, detail)] : []),
    ...transactions.map((transaction, index) => transactionCard(transaction, messageTitle(index + 1, messages))),
    connectionCard(detail),
    ...(tls ? [tlsCard(tls)] : []),
    ...certificates.map(certificateCard),
    ...(mailAccess ? [] : authCards(detail)),
    ...(detail.permissions.length > 0 ? [permissionsCard(detail)] : []),
  ].filter(({ lines, badge }) => lines.length > 0 || badge !== '');
}

/** Everything unusual about the session, in sentences. */
export function flagSentences(flags: number): string[] {
  const names = Object.keys(SESSION_FLAGS) as (keyof typeof SESSION_FLAGS)[];
  return names.filter((name) => flags & SESSION_FLAGS[name]).map((name) => en.conversation.flags[name]);
}
