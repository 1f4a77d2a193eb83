/** The verdict for switching off: who uses which connector and server, in sentences that say no more than the logs. */

import type { Coverage, Summary, SummaryGroup, UsedPart, Verdict } from '../contract.js';
import { formatDuration } from '../format/duration.js';
import { formatCount } from '../format/number.js';
import { formatTime, type Zone } from '../format/time.js';
import { overviewTexts } from '../locale/overview.js';
import { unloggedSentences } from './coverage-text.js';
import { periodOf } from './overview.js';

const t = overviewTexts.verdict;

/** What a verdict is made of. */
export interface Known {
  overview: { verdict: Verdict | null; coverage: Coverage | null };
  summary: Summary | null;
  zone: Zone;
  noiseHidden: boolean;
}

/** What is said of a connector or a server. */
export interface Entry {
  name: string;
  /** In a word: used, no mail, or not logged. */
  state: string;
  sentences: string[];
  /** Its sessions. */
  group: SummaryGroup;
  /** What has to hold besides. */
  within: string;
}

export interface VerdictSection {
  title: string;
  entries: Entry[];
}

/** Values of a group in a line. */
const nameOf = ({ values }: SummaryGroup): string => {
  const last = values.at(-1);
  return last?.known ? last.text : t.unknown;
};

/** For how long logs speak, of a server or of all. */
function periodText(state: Known, server: string | null): string {
  const files = state.summary?.perFile ?? [];
  const period = periodOf(server === null ? files : files.filter((file) => file.server === server));
  if (!period) return t.noPeriod;
  const [first, last] = period;
  return t.period(formatDuration(last - first), formatTime(first, state.zone), formatTime(last, state.zone));
}

function use({ group, clients }: UsedPart, state: Known, period: string): string[] {
  const { sessions, rows, messages, distinct, last } = group;
  const named = clients.map((client) => t.client(nameOf(client), client.sessions + client.rows));
  const when = last === null ? '' : formatTime(last, state.zone);
  return [
    messages > 0 ? t.used(messages, sessions + rows, when) : t.noMail(sessions + rows, when, period),
    distinct > 0 ? t.clients(distinct, named, distinct - named.length) : t.noClients,
    ...(messages > 0 ? [t.speak(period)] : []),
  ];
}

function connector(part: UsedPart, state: Known): Entry {
  const { group } = part;
  const server = group.values[0]?.known ? group.values[0].text : null;
  return {
    name: nameOf(group),
    state: group.messages > 0 ? t.states.used : t.states.noMail,
    sentences: use(part, state, periodText(state, server)),
    group,
    within: 'log:receive',
  };
}

/** A connector of which only message tracking knows. */
function unlogged(group: SummaryGroup): Entry {
  return {
    name: nameOf(group),
    state: t.states.notLogged,
    sentences: [t.onlyTracked(group.messages)],
    group,
    within: 'log:tracking',
  };
}

function server(part: UsedPart, state: Known): Entry {
  const name = part.group.values[0]?.known ? part.group.values[0].text : null;
  const { coverage } = state.overview;
  const rows = coverage?.rows ?? [];
  const isOwn = (row: number) => rows[row]?.server === name;
  const holes =
    (coverage?.missing.filter(({ row }) => isOwn(row)).length ?? 0) +
    (coverage?.gaps.filter(({ row }) => isOwn(row)).length ?? 0);
  const missing = coverage
    ? unloggedSentences({ ...coverage, unlogged: coverage.unlogged.filter((one) => one.server === name) })
    : [];
  return {
    name: nameOf(part.group),
    state: part.group.messages > 0 ? t.states.used : t.states.noMail,
    sentences: [...use(part, state, periodText(state, name)), ...(holes > 0 ? [t.holes(holes)] : []), ...missing],
    group: part.group,
    within: '',
  };
}

/** All of it; empty until it is known. */
export function verdictOf(state: Known): VerdictSection[] {
  const { verdict } = state.overview;
  if (!verdict) return [];
  const connectors = [...verdict.connectors.map((part) => connector(part, state)), ...verdict.unlogged.map(unlogged)];
  return [
    { title: t.connectors, entries: connectors },
    { title: t.servers, entries: verdict.servers.map((part) => server(part, state)) },
  ];
}

/** A text of a log in Markdown, in one line, with nothing that means something there. */
const plain = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|#&~]/g, '\\$&');

/** The verdict for a ticket. */
export function verdictMarkdown(state: Known): string {
  const more = state.overview.verdict?.more ?? 0;
  const lines = verdictOf(state).flatMap(({ title, entries }) => [
    '',
    `## ${title}`,
    '',
    ...(entries.length > 0 ? [] : [t.none]),
    ...entries.map(({ name, state, sentences }) => `- **${plain(name)}** (${state}): ${plain(sentences.join(' '))}`),
  ]);
  const notes = [periodText(state, null), ...(state.noiseHidden ? [t.noise] : []), t.limits];
  return [
    `# ${t.title}`,
    '',
    t.speak(notes[0] ?? ''),
    ...notes.slice(1),
    ...lines,
    ...(more > 0 ? ['', t.more(formatCount(more))] : []),
    '',
  ].join('\n');
}
