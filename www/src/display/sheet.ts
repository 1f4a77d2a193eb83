/** What is printed: a head that says what it is, and a table where the page itself shows only a part of one. */

import type { SessionDetail, TableReport } from '../contract.js';
import { formatCount } from '../format/number.js';
import { formatSpan, formatTime, isTime } from '../format/time.js';
import { en } from '../locale/en.js';
import type { AppState, Sheet, SheetTable } from '../state/state.js';

const t = en.print;

/** Printed in the order given; facts without a value are left out. */
function sheet(title: string, facts: [string, string][], note = '', table: SheetTable | null = null): Sheet {
  return { title: `${en.name}: ${title}`, facts: facts.filter(([, value]) => value !== ''), note, table };
}

function common({ zone }: AppState, now: number): [string, string][] {
  return [
    [t.zone, zone === 'utc' ? t.utc : t.local],
    [t.printed, formatTime(now, zone)],
  ];
}

/** The head of a conversation, of which the page shows these entries. */
export function conversationSheet(detail: SessionDetail, state: AppState, now: number): Sheet {
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

/** What a list or table asks for. */
function queryFact({ applied }: AppState): [string, string] {
  return [t.query, applied.trim() || t.noQuery];
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

/** The list of sessions. Without a table, only what the page shows of it is printed. */
export function listSheet(state: AppState, times: readonly number[], table: SheetTable | null, now: number): Sheet {
  const found = state.counts?.sessions ?? 0;
  const all = state.summary?.sessions ?? 0;
  return sheet(
    en.list.label,
    [
      queryFact(state),
      [t.period, periodOf(times, state)],
      [en.list.label, found === all ? formatCount(all) : t.of(found, all)],
      ...common(state, now),
    ],
    noteOn(table, found),
    table,
  );
}

/** A log shown as a table. */
export function tableSheet(report: TableReport, state: AppState, table: SheetTable | null, now: number): Sheet {
  return sheet(
    report.name,
    [queryFact(state), [t.rows, formatCount(report.rows)], ...common(state, now)],
    noteOn(table, report.rows),
    table,
  );
}

function noteOn(table: SheetTable | null, all: number): string {
  if (!table) return all > 0 ? t.onlyInView : '';
  return table.rows.length < all ? t.firstRows(table.rows.length, all) : '';
}

/** Files or coverage, which the page shows as a whole. */
export function panelSheet(state: AppState, now: number): Sheet {
  return sheet(en.panels[state.panel], common(state, now));
}
