/** A conversation as plain text, for a ticket or a mail. */

import type { EntryDetail, EntryRole, SessionDetail } from '../contract.js';
import { formatDuration } from '../format/duration.js';
import { formatClock, formatTime, type Zone } from '../format/time.js';
import { en } from '../locale/en.js';
import { type Explanation, explanationsOf } from './explanations.js';
import { factCards, flagSentences } from './facts.js';
import { marked } from './marks.js';
import { measuresText } from './measures.js';
import { outcomeWord } from './outcome.js';

const MARKS: Record<EntryRole, string> = {
  connect: '+',
  disconnect: '-',
  client: en.conversation.clientShort,
  server: en.conversation.serverShort,
  information: '*',
  record: '*',
};

/** Data and context of an entry. */
export function entryText({ data, context }: Pick<EntryDetail, 'data' | 'context'>): string {
  return [data, context].filter(Boolean).join(' · ');
}

function before(entry: EntryDetail, gapMs: number): string[] {
  const lines: string[] = [];
  if (entry.missingBefore > 0) lines.push(`             -- ${en.conversation.missing(entry.missingBefore)} --`);
  if (entry.deltaMs >= gapMs) lines.push(`             -- ${en.conversation.gap(formatDuration(entry.deltaMs))} --`);
  return lines;
}

function entryLines(entry: EntryDetail, explanation: Explanation, zone: Zone, gapMs: number): string[] {
  const measures = entry.role === 'client' ? measuresText(entry.fields) : '';
  const text = [entryText(entry), measures].filter(Boolean).join(' · ');
  const line = `${formatClock(entry.time, zone)}  ${MARKS[entry.role].padEnd(2)} ${text}`;
  const why = explanation && 'text' in explanation ? [`                ^ ${explanation.text}`] : [];
  return [...before(entry, gapMs), line.trimEnd(), ...why];
}

/** Entries as lines that are read in a ticket. They end with CR LF, as Windows expects on the clipboard. */
export function entriesText(entries: readonly EntryDetail[], zone: Zone, gapMs: number): string {
  const explanations = explanationsOf(entries);
  const lines = entries.flatMap((entry, index) => entryLines(entry, explanations[index] ?? null, zone, gapMs));
  return lines.map((line) => `${marked(line)}\r\n`).join('');
}

function factLines(detail: SessionDetail): string[] {
  return factCards(detail).flatMap(({ title, badge, lines }) => [
    badge ? marked(`${title}: ${badge}`) : title,
    ...lines.map(({ name, value }) => marked(`  ${name}: ${value}`)),
  ]);
}

/** The whole session: heading, facts, entries. */
export function conversationText(detail: SessionDetail, zone: Zone, gapMs: number): string {
  const heading = `${detail.logTypeName} · ${outcomeWord(detail.outcome, detail.logTypeName)} · ${formatTime(detail.start, zone)}`;
  const lines = [
    `${heading} · ${formatDuration(detail.durationMs)}`,
    ...flagSentences(detail.flags),
    '',
    ...factLines(detail),
    '',
  ];
  return `${lines.join('\r\n')}\r\n${entriesText(detail.entries, zone, gapMs)}`;
}
