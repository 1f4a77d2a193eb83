/**
 * The verdict for switching off: who uses which connector and server, and where they send to, in sentences that say no
 * more than the logs.
 */

import {
  type Coverage,
  type CoverageRow,
  type LogType,
  type MostUsed,
  OUTCOMES,
  type SendingPart,
  type Summary,
  type SummaryGroup,
  type UsedPart,
  type Verdict,
} from '../contract.js';
import { formatDuration } from '../format/duration.js';
import { formatTime, type Zone } from '../format/time.js';
import { overviewTexts } from '../locale/overview.js';
import { unloggedSentences } from './coverage-text.js';
import { marked } from './marks.js';
import { periodOf } from './overview.js';

const t = overviewTexts.verdict;

/** The logs of what clients do, as a query. */
export const CLIENT_LOGS = 'log:receive,pop3,imap4,http';

/** The log of what servers send, as a query. */
export const SEND_LOG = 'log:send';

/** What a verdict is made of. */
export interface Known {
  overview: { verdict: Verdict | null; coverage: Coverage | null };
  summary: Summary | null;
  zone: Zone;
  noiseHidden: boolean;
}

/** What is said of one thing: of clients, of what is sent, or of what is not logged. */
export interface Paragraph {
  /** What it is about; empty where there is only one. */
  label: string;
  sentences: readonly string[];
}

/** What is said of a connector or a server. */
export interface Entry {
  name: string;
  /** In a word: used, no mail, or not logged. */
  state: string;
  paragraphs: readonly Paragraph[];
  /** Its sessions; null if there are none. */
  group: SummaryGroup | null;
  /** What has to hold besides. */
  within: string;
}

export interface VerdictSection {
  title: string;
  entries: Entry[];
  /** What holds for all of them; empty for nothing. */
  note: string;
}

/** Values of a group in a line. */
const nameOf = ({ values }: SummaryGroup): string => {
  const last = values.at(-1);
  return last?.known ? last.text : t.unknown;
};

/** Log types of what clients do. */
const CLIENT_TYPES: readonly LogType[] = ['smtpReceive', 'pop3', 'imap4', 'http'];

/** Log types of what servers send. */
const SEND_TYPES: readonly LogType[] = ['smtpSend'];

/** The period that logs of these types cover, of a server or of all. */
function periodText(state: Known, server: string | null, types = CLIENT_TYPES): string {
  const files = state.summary?.perFile ?? [];
  const isMeant = (file: Summary['perFile'][number]) =>
    (server === null || file.server === server) && file.logTypes.some((type) => types.includes(type));
  const period = periodOf(files.filter(isMeant));
  if (!period) return t.noPeriod;
  const [first, last] = period;
  return t.period(formatDuration(last - first), formatTime(first, state.zone), formatTime(last, state.zone));
}

/** In how many places these logs have holes; nothing without any. */
function holesText({ overview: { coverage } }: Known, isMeant: (row: CoverageRow) => boolean): string[] {
  if (!coverage) return [];
  const meant = new Set(coverage.rows.flatMap((row, index) => (isMeant(row) ? [index] : [])));
  const count = [...coverage.missing, ...coverage.gaps].filter(({ row }) => meant.has(row)).length;
  return count > 0 ? [t.holes(count)] : [];
}

/** Sessions that the front end passed on, with whatever mail was in them. */
const proxied = ({ outcomes }: SummaryGroup): number => outcomes[OUTCOMES.indexOf('proxied')] ?? 0;

/** Sessions in which mail was accepted, a request answered, or a mailbox opened. */
const accepted = ({ outcomes }: SummaryGroup): number => outcomes[OUTCOMES.indexOf('accepted')] ?? 0;

const isUsed = (group: SummaryGroup): boolean => group.messages + proxied(group) + accepted(group) > 0;

function use({ group, clients }: UsedPart, state: Known, period: string): string[] {
  const { sessions, rows, messages, distinct, last } = group;
  const named = clients.map((client) => t.client(nameOf(client), client.sessions + client.rows));
  const when = last === null ? '' : formatTime(last, state.zone);
  const passedOn = proxied(group);
  const answered = messages > 0 ? 0 : accepted(group);
  return [
    ...(messages > 0 ? [t.used(messages, sessions + rows, when)] : []),
    ...(passedOn > 0 ? [t.proxied(passedOn, messages > 0 ? '' : when)] : []),
    ...(answered > 0 ? [t.served(answered, when)] : []),
    ...(isUsed(group) ? [] : [t.noMail(sessions + rows, when, period)]),
    distinct > 0 ? t.clients(distinct, named, distinct - named.length) : t.noClients,
    ...(isUsed(group) ? [t.covered(period)] : []),
  ];
}

const only = (sentences: readonly string[]): Paragraph[] => [{ label: '', sentences }];

function connector(part: UsedPart, state: Known): Entry {
  const { group } = part;
  const server = group.values[0]?.known ? group.values[0].text : null;
  return {
    name: nameOf(group),
    state: isUsed(group) ? t.states.used : t.states.noMail,
    paragraphs: only(use(part, state, periodText(state, server, ['smtpReceive']))),
    group,
    within: 'log:receive',
  };
}

/** How many values there are, and those of most sessions; nothing without any. */
const most = (say: typeof t.sending.domains, { values, count }: MostUsed): string[] => {
  const named = values.map((value) => t.client(nameOf(value), value.sessions + value.rows));
  return count > 0 ? [say(count, named, count - named.length)] : [];
};

/** What was sent, where to and for whom. */
function sending({ group, domains, targets, senders }: SendingPart, state: Known, period: string): string[] {
  const { sessions, messages, last } = group;
  const when = last === null ? '' : formatTime(last, state.zone);
  const said = messages > 0 ? t.sending.sent(messages, sessions, when) : t.sending.nothing(sessions, when, period);
  return [
    said,
    ...most(t.sending.domains, domains),
    ...most(t.sending.targets, targets),
    ...most(t.sending.senders, senders),
    ...(messages > 0 ? [t.covered(period)] : []),
  ];
}

/** `Outbound to Internet (EX01)`. */
function sendName({ values: [connector, server] }: SummaryGroup): string {
  const name = connector?.known ? connector.text : t.unknown;
  return server?.known ? t.sending.name(name, server.text) : name;
}

function sendConnector(part: SendingPart, state: Known): Entry {
  const { group } = part;
  const server = group.values[1]?.known ? group.values[1].text : null;
  return {
    name: sendName(group),
    state: group.messages > 0 ? t.states.used : t.states.tried,
    paragraphs: only([
      ...sending(part, state, periodText(state, server, SEND_TYPES)),
      ...holesText(state, (row) => row.logType === 'smtpSend' && row.server === (server ?? '')),
    ]),
    group,
    within: SEND_LOG,
  };
}

/** A connector of which only message tracking knows. */
function unlogged(group: SummaryGroup): Entry {
  return {
    name: nameOf(group),
    state: t.states.notLogged,
    paragraphs: only([t.onlyTracked(group.messages)]),
    group,
    within: 'log:tracking',
  };
}

/** A server whose files are open, used or not. */
function server(name: string, state: Known): Entry {
  const isIts = ({ group }: { group: SummaryGroup }) => group.values[0]?.text === name;
  const part = state.overview.verdict?.servers.find(isIts);
  const sends = state.overview.verdict?.sendingServers.find(isIts);
  const { coverage } = state.overview;
  const missing = coverage
    ? unloggedSentences({ ...coverage, unlogged: coverage.unlogged.filter((one) => one.server === name) })
    : [];
  const said = part ? use(part, state, periodText(state, name)) : [t.noClientLogs];
  const sent = sends ? sending(sends, state, periodText(state, name, SEND_TYPES)) : [noSending(name, state)];
  return {
    name,
    state: serverState(part, sends),
    paragraphs: [
      { label: t.labels.clients, sentences: said },
      { label: t.labels.sending, sentences: sent },
      { label: t.labels.missing, sentences: [...holesText(state, (row) => row.server === name), ...missing] },
    ].filter(({ sentences }) => sentences.length > 0),
    group: (part ?? sends)?.group ?? null,
    within: part && sends ? `${CLIENT_LOGS},send` : part ? CLIENT_LOGS : SEND_LOG,
  };
}

function serverState(part: UsedPart | undefined, sends: SendingPart | undefined): string {
  if ((part && isUsed(part.group)) || (sends && sends.group.messages > 0)) return t.states.used;
  if (sends) return t.states.tried;
  return part ? t.states.noMail : t.states.notLogged;
}

/** Of a server without a session in a Send log: whether such a log is open. */
function noSending(name: string, state: Known): string {
  const isSend = ({ server, logTypes }: Summary['perFile'][number]) => server === name && logTypes.includes('smtpSend');
  return state.summary?.perFile.some(isSend)
    ? t.sending.noSessions(periodText(state, name, SEND_TYPES))
    : t.sending.noLogs;
}

/** The servers whose files are open. */
function serversOf(summary: Summary | null): string[] {
  return [...new Set(summary?.perFile.map(({ server }) => server).filter(Boolean))].sort();
}

/** All of it; empty until it is known. */
export function verdictOf(state: Known): VerdictSection[] {
  const { verdict } = state.overview;
  if (!verdict) return [];
  const connectors = [...verdict.connectors.map((part) => connector(part, state)), ...verdict.unlogged.map(unlogged)];
  const sends = [
    ...verdict.sendConnectors.map((part) => sendConnector(part, state)),
    ...verdict.unloggedSending.map(unlogged),
  ];
  return [
    { title: t.connectors, entries: connectors, note: '' },
    { title: t.sending.connectors, entries: sends, note: t.sending.note },
    { title: t.servers, entries: serversOf(state.summary).map((name) => server(name, state)), note: '' },
  ];
}

/** A paragraph as text. */
export const paragraphText = ({ label, sentences }: Paragraph): string =>
  [...(label ? [`${label}:`] : []), ...sentences].join(' ');

/** A text of a log in Markdown, in one line, with nothing that means something there. */
const plain = (text: string): string => marked(text.replace(/\s+/g, ' ')).replace(/[\\`*_[\]<>|#&~]/g, '\\$&');

/** One line, or a line for each of several paragraphs. */
function entryMarkdown({ name, state, paragraphs }: Entry): string {
  const head = `- **${plain(name)}** (${state})`;
  const texts = paragraphs.map((one) => plain(paragraphText(one)));
  return texts.length > 1 ? [head, ...texts.map((text) => `  - ${text}`)].join('\n') : `${head}: ${texts.join('')}`;
}

/** The verdict for a ticket. */
export function verdictMarkdown(state: Known): string {
  const more = state.overview.verdict?.more ?? 0;
  const lines = verdictOf(state).flatMap(({ title, entries, note }) => [
    '',
    `## ${title}`,
    '',
    ...(entries.length > 0 ? [] : [t.none]),
    ...entries.map(entryMarkdown),
    ...(note ? ['', note] : []),
  ]);
  const notes = [
    periodText(state, null, [...CLIENT_TYPES, ...SEND_TYPES]),
    ...(state.noiseHidden ? [t.noise] : []),
    t.limits,
  ];
  return [
    `# ${t.title}`,
    '',
    t.covered(notes[0] ?? ''),
    ...notes.slice(1),
    ...lines,
    ...(more > 0 ? ['', t.more(more)] : []),
    '',
  ].join('\n');
}
