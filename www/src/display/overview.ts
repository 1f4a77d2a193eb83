/** The overview apart from findings: what is open, when each log has entries, totals by log, and small summaries. */

import {
  type Coverage,
  type CoverageRow,
  OUTCOMES,
  type Outcome,
  type ShownMeasure,
  type Summary,
  type SummaryChoice,
  type SummaryGroup,
} from '../contract.js';
import { formatCount, formatSize } from '../format/number.js';
import { formatTime, type Zone } from '../format/time.js';
import { en } from '../locale/en.js';
import { overviewTexts as t } from '../locale/overview.js';
import { SUMMARIES } from '../locale/summaries.js';
import { choiceOf } from './summary.js';

/** The first and the last time of entries; null without any. */
export function periodOf(files: Summary['perFile']): [number, number] | null {
  const times = files.flatMap(({ firstTime, lastTime }) =>
    firstTime === null ? [] : [firstTime, lastTime ?? firstTime],
  );
  if (times.length === 0) return null;
  return times.reduce(([first, last], time) => [Math.min(first, time), Math.max(last, time)], [Infinity, -Infinity]);
}

/** How many files, sessions and servers are open, and from when to when they speak. */
export function openText({ files, sessions, perFile }: Summary, zone: Zone): string {
  const servers = new Set(perFile.map(({ server }) => server).filter(Boolean)).size;
  const period = periodOf(perFile);
  const counts = [t.files(files), t.servers(servers), t.sessions(sessions)];
  if (period) counts.push(t.span(formatTime(period[0], zone), formatTime(period[1], zone)));
  return counts.join(' · ');
}

/** What is missing as far as these logs show. */
export function missingText({ missing, gapCount, troubles }: Coverage): string {
  const cut = new Set(troubles.filter(({ noLog }) => !noLog).map(({ file }) => file)).size;
  const parts = [
    ...(missing.length > 0 ? [t.missingFiles(missing.length)] : []),
    ...(cut > 0 ? [t.troubles(cut)] : []),
    ...(gapCount > 0 ? [t.gaps(gapCount)] : []),
  ];
  return parts.length > 0 ? t.missing(parts) : t.nothingMissing;
}

/** Times with entries as a path one unit wide per column: full where there are entries, a line where there is no file. */
export function gridPaths({ cells }: CoverageRow): { entries: string; missing: string } {
  const path = (wanted: (cell: CoverageRow['cells'][number]) => boolean, shape: (column: number) => string) =>
    cells.map((cell, column) => (wanted(cell) ? shape(column) : '')).join('');
  return {
    entries: path(
      (cell) => cell === 'entries' || cell === 'file',
      (column) => `M${column} 0h1v10h-1z`,
    ),
    missing: path(
      (cell) => cell === 'noFile' || cell === 'headerOnly',
      (column) => `M${column} 4h1v2h-1z`,
    ),
  };
}

/** The same in words. */
export function gridText({ cells }: CoverageRow, { binMs }: Coverage): string {
  const count = (...wanted: readonly string[]) => cells.filter((cell) => wanted.includes(cell)).length;
  return t.columns(count('entries', 'file'), cells.length - count('outside'), binMs, count('noFile', 'headerOnly'));
}

// -------------------------------------------------------------------------------------------------------------- totals

/** A total of a log: what it shows, and the query that finds just what it counts; null if the log cannot know it. */
export interface Total {
  name: string;
  text: string | null;
  /** What is to hold besides the log. */
  within: string;
  isZero: boolean;
}

/** Outcomes that are counted, of which the first is also that of opened mailboxes and of requests. */
const COUNTED: readonly Outcome[] = ['accepted', 'proxied', 'deferred', 'rejected', 'failed'];

/** What logs have no fields for, by the query for the log. */
const NO_MESSAGES: ReadonlySet<string | null> = new Set(['log:pop3', 'log:imap4', 'log:http']);
const NO_BYTES: ReadonlySet<string | null> = new Set(['log:agent', 'log:http']);

/** The totals of one log, in the order of `TOTALS`. */
export function totalsOf({ values, sessions, rows, messages, bytes, outcomes }: SummaryGroup): Total[] {
  const log = values[0]?.condition ?? null;
  const total = (name: string, value: number, within: string, isKnown = sessions > 0, format = formatCount) => ({
    name,
    text: isKnown ? format(value) : null,
    within,
    isZero: value === 0,
  });
  return [
    total(TOTALS[0] ?? '', sessions + rows, '', true),
    total(TOTALS[1] ?? '', messages, 'messages>0', sessions > 0 && !NO_MESSAGES.has(log)),
    total(TOTALS[2] ?? '', bytes, 'size>0', sessions > 0 && !NO_BYTES.has(log), formatSize),
    ...COUNTED.map((outcome) =>
      total(en.list.outcomes[outcome], outcomes[OUTCOMES.indexOf(outcome)] ?? 0, `outcome:${outcome}`),
    ),
  ];
}

/** The headings of the totals. */
export const TOTALS: readonly string[] = [...t.totals, ...COUNTED.map((outcome) => en.list.outcomes[outcome])];

// ----------------------------------------------------------------------------------------------------- small summaries

/** The named summaries as small tables: one measure, the largest first. Of hours, those with most sessions. */
export const CARDS: readonly SummaryChoice[] = SUMMARIES.map((named) => {
  const measure = (/^\d$/.test(named.order) ? 'sessions' : named.order) as ShownMeasure;
  return {
    ...choiceOf(named),
    measures: [measure, 'last'],
    order: measure as SummaryChoice['order'],
    descending: true,
  };
});
