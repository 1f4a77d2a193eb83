/** The texts of the coverage view, derived from the engine's answer: names, headings, cells and sentences. */

import type { Coverage, CoverageRow, FileReport, LogType, Summary } from '../contract.js';
import { formatCount } from '../format/number.js';
import { formatClock, formatDay, formatOffset, formatTime, type Zone } from '../format/time.js';
import { en } from '../locale/en.js';

const t = en.coverage;

export const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Log types whose records are grouped into sessions. */
const GROUPED: readonly LogType[] = ['http', 'tracking', 'agent'];

/** Sentences on one subject. */
export interface Findings {
  title: string;
  help: string;
  sentences: string[];
  /** Number of sentences that are not listed. */
  more: number;
}

/** A heading that spans several columns. */
export interface Heading {
  label: string;
  columns: number;
}

/** A cell as shown, and as read out by screen readers. */
export interface CellText {
  shown: string;
  spoken: string;
}

export function serverOf({ server }: CoverageRow): string {
  return server || t.unknownServer;
}

/** `EXCH01, Front End Transport, SMTP Receive` */
export function rowName(row: CoverageRow | undefined): string {
  if (!row) return '';
  return [serverOf(row), row.service || t.unknownService, row.log].join(', ');
}

function isByHour({ binMs }: Coverage): boolean {
  return binMs < DAY_MS;
}

/** Days are UTC days, as in file names; hours are in the page's time zone. */
function zoneOf(coverage: Coverage, zone: Zone): Zone {
  return isByHour(coverage) ? zone : 'utc';
}

export function startOf({ start, binMs }: Coverage, column: number): number {
  return start + column * binMs;
}

/** The column headings: hours below days, days below months. */
export function headings(coverage: Coverage, zone: Zone): { groups: Heading[]; labels: string[] } {
  const groups: Heading[] = [];
  const labels: string[] = [];
  const cut = isByHour(coverage) ? 10 : 7;
  for (let column = 0; column < coverage.bins; column++) {
    const time = startOf(coverage, column);
    const clock = zoneOf(coverage, zone);
    const day = formatDay(time, clock);
    const last = groups.at(-1);
    if (last?.label === day.slice(0, cut)) last.columns++;
    else groups.push({ label: day.slice(0, cut), columns: 1 });
    labels.push(isByHour(coverage) ? formatClock(time, clock).slice(0, 5) : day.slice(8));
  }
  return { groups, labels };
}

/** `950`, `12k`, `3.4M`: short enough for a narrow cell. */
export function shortCount(count: number): string {
  if (count < 1000) return String(count);
  const [value, unit] = count < 999_500 ? [count / 1000, 'k'] : [count / 1_000_000, 'M'];
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)}${unit}`;
}

/** A time to the minute: `2026-03-01 09:00Z`. */
function minute(time: number, zone: Zone): string {
  const gap = zone === 'utc' ? '' : ' ';
  return `${formatDay(time, zone)} ${formatClock(time, zone).slice(0, 5)}${gap}${formatOffset(time, zone)}`;
}

/** A span of hours, or of days if both ends are midnight. */
export function spanText(from: number, to: number, zone: Zone): string {
  const days = from % DAY_MS === 0 && to % DAY_MS === 0;
  if (!days) return `${minute(from, zone)} – ${minute(to, zone)}`;
  const [first, last] = [formatDay(from, 'utc'), formatDay(to - DAY_MS, 'utc')];
  return first === last ? first : `${first} – ${last}`;
}

/** The marks that a cell may have next to its number. */
export type Mark = 'missing' | 'restart';

/** The cells with each mark, by `row,column`. */
type Marked = Record<Mark, ReadonlySet<string>>;

/** Of each answer, looked up for every cell. */
const MARKED = new WeakMap<Coverage, Marked>();

function markedOf(coverage: Coverage): Marked {
  const { start, binMs, missing, restarts } = coverage;
  const known = MARKED.get(coverage);
  if (known) return known;
  const key = (row: number, time: number) => `${row},${Math.floor((time - start) / binMs)}`;
  const marked = {
    missing: new Set(missing.flatMap(({ row, time }) => (time === null ? [] : [key(row, time)]))),
    restart: new Set(restarts.flatMap(({ rows, time }) => rows.map((row) => key(row, time)))),
  };
  MARKED.set(coverage, marked);
  return marked;
}

/** The marks of a cell: a file number is missing at that time, or the service was started. */
export function marksOf(coverage: Coverage, row: number, column: number): Mark[] {
  const marked = markedOf(coverage);
  return (['missing', 'restart'] as const).filter((mark) => marked[mark].has(`${row},${column}`));
}

/** What a click on a row lists. The records of a group may be in the logs of several servers, and at several times. */
export function listOf({ logType }: CoverageRow): 'sessions' | 'groups' | 'rows' {
  if (logType === 'table') return 'rows';
  return GROUPED.includes(logType) ? 'groups' : 'sessions';
}

/** The first cell of a row: its total. */
export function totalText(row: CoverageRow): string {
  const counted = t.rowTotal(t.cell(row.entries, row.bytes), row.files, row.undatedFiles);
  return `${rowName(row)}: ${counted}. ${t.listsAll[listOf(row)]}`;
}

/** A cell of a row with its marks. */
export function cellText(coverage: Coverage, row: CoverageRow, column: number, marks: readonly Mark[]): CellText {
  const state = row.cells[column] ?? 'outside';
  const entries = row.cellEntries[column] ?? 0;
  const counted = state === 'entries';
  const shown = counted ? shortCount(entries) : t.shapes[state];
  const spoken = counted ? t.cell(entries, row.cellBytes[column] ?? 0) : t.cells[state];
  const signs = marks.map((mark) => t.marks[mark]);
  const meanings = marks.map((mark) => t.markMeanings[mark]);
  const when = spanText(startOf(coverage, column), startOf(coverage, column + 1), zoneOf(coverage, 'utc'));
  return {
    shown: [shown, ...signs].join(' ').trim(),
    spoken: `${rowName(row)}, ${when}: ${[spoken, ...meanings].join('; ')}${counted ? `. ${t.lists[listOf(row)]}` : ''}`,
  };
}

/** The query for what a cell counts, or for the whole row: sessions by their start, records by their time. */
export function queryOf(coverage: Coverage, row: CoverageRow, column: number | null): string {
  if (column === null) return row.query;
  const iso = (time: number) => new Date(time).toISOString().replace('.000Z', 'Z');
  return `${row.query} after:${iso(startOf(coverage, column))} before:${iso(startOf(coverage, column + 1))}`;
}

function fileNameOf(files: ReadonlyMap<number, FileReport>, index: number): string {
  const file = files.get(index);
  return file ? [file.folder, file.name].filter(Boolean).join('/') : formatCount(index);
}

/** Sentences on one subject, at most; the engine has a limit for gaps. */
const LISTED = 500;

function first<T>(all: readonly T[]): readonly T[] {
  return all.slice(0, LISTED);
}

/** Everything worth knowing beyond the numbers, as sentences. */
export function findings(coverage: Coverage, summary: Summary | null, zone: Zone): Findings[] {
  const name = (row: number) => rowName(coverage.rows[row]);
  const missing = first(coverage.missing).map((hole) => {
    const { row, prefix, first, last, time, hourly, before, after } = hole;
    if (time === null) return t.undatedMissing(name(row), prefix, first, last, before ?? 0, after);
    const when = hourly ? minute(time, 'utc') : formatDay(time, 'utc');
    return t.missing(name(row), hole, when);
  });
  const restarts = first(coverage.restarts).map(({ rows, time, before, after }) =>
    t.restart(
      name(rows[0] ?? -1),
      ...([time, before, after].map((one) => formatTime(one, zone)) as [string, string, string]),
    ),
  );
  const gaps = coverage.gaps.map(({ row, from, to, cell }) => t.gap[cell](name(row), spanText(from, to, zone)));
  const files = new Map((summary?.perFile ?? []).map((file) => [file.file, file]));
  const all = (title: string, sentences: string[], count: number, help = ''): Findings => ({
    title,
    help,
    sentences,
    more: count - sentences.length,
  });
  const troubles = (title: string, noLog: boolean): Findings => {
    const own = coverage.troubles.filter((trouble) => trouble.noLog === noLog);
    const sentences = first(own).map(({ file, sentence }) => t.trouble(fileNameOf(files, file), sentence));
    return all(title, sentences, own.length);
  };
  return [
    all(t.missingTitle, missing, coverage.missing.length),
    troubles(t.troublesTitle, false),
    troubles(t.noLogsTitle, true),
    all(t.restartsTitle, restarts, coverage.restarts.length),
    all(t.gapsTitle, gaps, coverage.gapCount, t.gapsHelp),
  ].filter(({ sentences }) => sentences.length > 0);
}

/** Missing logs, by server and reason. */
export function unloggedSentences({ unlogged }: Coverage): string[] {
  const groups = new Map<string, { server: string; sentence: string; logs: string[] }>();
  for (const { server, service, log, sentence } of unlogged) {
    const key = `${server}\n${sentence}`;
    const group = groups.get(key) ?? { server, sentence, logs: [] };
    group.logs.push(`${service}, ${log}`);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ server, sentence, logs }) => t.unlogged(server, logs, sentence));
}
