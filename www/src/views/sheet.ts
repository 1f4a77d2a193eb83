/** What is printed: a head that says what it is, and a table where the page itself shows only a part of one. */

import { shownColumns, shownTable } from '../actions/tables.js';
import type { SessionDetail, SessionWindow, ShownTimeline, TablePart, TableReport } from '../contract.js';
import { printedColumns } from '../display/column-layout.js';
import { headingOf, timeStyle } from '../display/columns.js';
import { sessionTitle } from '../display/comparison.js';
import { DELAY_HEADINGS, delayRows } from '../display/delays.js';
import { hiddenNoise } from '../display/noise.js';
import { readOwnNames } from '../display/own-names.js';
import { isDelays, shownChoice, shownRows } from '../display/summary.js';
import { cellText, gridColumn } from '../display/table-columns.js';
import { formatCount } from '../format/number.js';
import { formatSpan, formatTime, isTime } from '../format/time.js';
import { dimensionName } from '../locale/dimensions.js';
import { en } from '../locale/en.js';
import { noise } from '../locale/noise.js';
import { DELAYS, summaryTitle } from '../locale/summaries.js';
import { isTimelineShown } from '../state/layout.js';
import type { AppState, Comparison } from '../state/state.js';

const t = en.print;

interface SheetTable {
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

export interface Sheet {
  title: string;
  /** Names and values. */
  facts: readonly (readonly [string, string])[];
  /** What is not on paper, and how to get it; empty if nothing is missing. */
  note: string;
  /** Null if the page itself has all that is printed. */
  table: SheetTable | null;
  /** What is above the table as a picture; null for nothing. */
  timeline: ShownTimeline | null;
}

/** Printed in the order given; facts without a value are left out. */
function sheet(title: string, facts: [string, string][], note = '', table: SheetTable | null = null): Sheet {
  return {
    title: `${en.name}: ${title}`,
    facts: facts.filter(([, value]) => value !== ''),
    note,
    table,
    timeline: null,
  };
}

function common({ zone }: AppState, now: number): [string, string][] {
  return [
    [t.zone, zone === 'utc' ? t.utc : t.local],
    [t.printed, formatTime(now, zone)],
  ];
}

/** The head of a conversation, of which the page shows these entries. */
function conversationSheet(detail: SessionDetail, state: AppState, now: number): Sheet {
  const { entries, entryCount, firstEntry } = detail;
  const note =
    entries.length === entryCount ? '' : t.partOfEntries(firstEntry + 1, firstEntry + entries.length, entryCount);
  return sheet(
    t.conversation,
    [
      [t.server, [detail.server, detail.service].filter(Boolean).join(', ')],
      [t.log, detail.logTypeName],
      [t.session, detail.sessionId],
      [t.remote, detail.remoteEndpoint],
      [t.time, formatSpan(detail.start, detail.end, state.zone)],
      [t.entries, formatCount(entryCount)],
      ...common(state, now),
    ],
    note,
  );
}

/** The head of a comparison, of which the page shows all rows. */
function comparisonSheet({ a, b }: Comparison, state: AppState, now: number): Sheet {
  const of = (detail: SessionDetail) =>
    [detail.logTypeName, sessionTitle(detail), detail.server, formatSpan(detail.start, detail.end, state.zone)]
      .filter(Boolean)
      .join(', ');
  const { label, sides } = en.comparison;
  return sheet(label, [[sides.a, of(a)], [sides.b, of(b)], ...common(state, now)]);
}

/** What a list or table asks for, and what of it is hidden. */
function queryFact(state: AppState): [string, string] {
  const hidden = hiddenNoise(state);
  const query = state.applied.trim() || t.noQuery;
  return [t.query, hidden > 0 ? `${query} · ${noise.hidden(hidden)}` : query];
}

/** The first and the last of the times; empty if there are none. */
function periodOf(times: readonly number[], { zone }: AppState): string {
  const known = times.filter(isTime);
  const [first, last] = [
    known.reduce((a, b) => Math.min(a, b), Infinity),
    known.reduce((a, b) => Math.max(a, b), -Infinity),
  ];
  return known.length > 0 ? formatSpan(first, last, zone) : '';
}

function sessionTable(windows: readonly SessionWindow[], { summary, zone, columns }: AppState): SheetTable {
  const times = timeStyle(summary, zone);
  const printed = printedColumns(columns);
  const rowsOf = (window: SessionWindow) =>
    Array.from({ length: window.length }, (_, index) => printed.map((column) => column.text({ window, index }, times)));
  return { columns: printed.map(({ key }) => headingOf(key, times)), rows: windows.flatMap(rowsOf) };
}

/** The list of sessions. Without them, only what the page shows of it is printed. */
function listSheet(state: AppState, sessions: readonly SessionWindow[] | null, now: number): Sheet {
  const found = state.counts?.sessions ?? 0;
  const all = state.summary?.sessions ?? 0;
  const table = sessions && sessionTable(sessions, state);
  const { timeline } = state;
  const starts = (sessions ?? []).flatMap(({ columns, length }) => [...columns.start.subarray(0, length)]);
  const list = sheet(
    en.list.label,
    [
      queryFact(state),
      [t.period, periodOf(starts, state)],
      [en.list.label, found === all ? formatCount(all) : t.of(found, all)],
      ...common(state, now),
    ],
    noteOn(table, found),
    table,
  );
  return { ...list, timeline: isTimelineShown(state) && timeline?.counts.bins ? timeline : null };
}

function rowTable(report: TableReport, windows: readonly TablePart[], state: AppState): SheetTable {
  const columns = shownColumns(report, state);
  const rowsOf = (window: TablePart) =>
    window.rows.map((_, index) => columns.map((column, x) => cellText({ window, index }, column, x, state.zone)));
  return {
    columns: columns.map((column) => gridColumn(report, column, state.zone).heading),
    rows: windows.flatMap(rowsOf),
  };
}

/** A log shown as a table, likewise. */
function tableSheet(report: TableReport, state: AppState, rows: readonly TablePart[] | null, now: number): Sheet {
  const table = rows && rowTable(report, rows, state);
  return sheet(
    report.name,
    [queryFact(state), [t.rows, formatCount(report.rows)], ...common(state, now)],
    noteOn(table, report.rows),
    table,
  );
}

/** The delays by hop. */
function delaySheet(state: AppState, now: number): Sheet {
  const { delays } = state.messages;
  const table = delays && { columns: DELAY_HEADINGS, rows: delayRows(delays.report).map((cells) => cells.map(String)) };
  return sheet(`${en.panels.summary}: ${DELAYS.title}`, common(state, now), '', table);
}

/** The summary, likewise. */
function summarySheet(state: AppState, now: number): Sheet {
  const { printing, summaryChoice, summaryTotals, zone, ownNames } = state;
  const choice = shownChoice(summaryChoice);
  if (isDelays(choice)) return delaySheet(state, now);
  const all = summaryTotals?.groups ?? 0;
  const whole = summaryTotals ?? { sessions: 0, countedRows: 0 };
  const shown = printing?.groups ? shownRows(printing.groups, choice, whole, zone, readOwnNames(ownNames)) : null;
  const table = shown && { columns: shown.headings, rows: shown.rows };
  return sheet(
    `${en.panels.summary}: ${summaryTitle(choice, dimensionName)}`,
    [
      queryFact(state),
      [en.summary.printedWithin, choice.within],
      [en.summary.printedGroups, formatCount(all)],
      ...common(state, now),
    ],
    noteOn(table, all),
    table,
  );
}

function noteOn(table: SheetTable | null, all: number): string {
  if (!table) return all > 0 ? t.onlyInView : '';
  return table.rows.length < all ? t.firstRows(table.rows.length, all) : '';
}

/** Files or coverage, which the page shows as a whole. */
function panelSheet(state: AppState, now: number): Sheet {
  return sheet(en.panels[state.panel], common(state, now));
}

/** What is printed of the current view; null if nothing is. */
export function sheetOf(state: AppState): Sheet | null {
  const { printing, panel, detail, comparison } = state;
  if (!printing) return null;
  if (panel === 'sessions' && comparison) return comparisonSheet(comparison, state, printing.at);
  if (panel === 'sessions' && detail) return conversationSheet(detail, state, printing.at);
  if (panel === 'sessions') return listSheet(state, printing.sessions, printing.at);
  if (panel === 'summary') return summarySheet(state, printing.at);
  const report = shownTable(state);
  return panel === 'tables' && report
    ? tableSheet(report, state, printing.rows, printing.at)
    : panelSheet(state, printing.at);
}
