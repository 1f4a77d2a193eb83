/** The columns of the session list: text and width. */

import {
  OUTCOMES,
  type Outcome,
  SESSION_COLUMNS,
  SESSION_FLAGS,
  type SessionColumn,
  type SessionWindow,
  type SortKey,
  type Summary,
} from '../contract.js';
import { formatDuration } from '../format/duration.js';
import { formatCount, formatSize } from '../format/number.js';
import { formatClock, formatDay, formatOffset, formatTime, type Zone } from '../format/time.js';
import { en } from '../locale/en.js';
import { outcomeMeaning, outcomeWord } from './outcome.js';

/** A row of a window. */
export interface Row {
  window: SessionWindow;
  /** Index into the window's columns. */
  index: number;
}

export interface Column {
  key: SortKey;
  /** Pixels. */
  width: number;
  align: 'left' | 'right';
  text(row: Row, times: TimeStyle): string;
}

/** How the list shows times: what holds for all of them is in the heading, and left out of the cells. */
export interface TimeStyle {
  zone: Zone;
  /** The day of all sessions; empty if there are several. */
  day: string;
  /** The offset of all times from UTC, `Z` for the UTC zone; empty if there are several. */
  offset: string;
}

export function timeStyle(summary: Summary | null, zone: Zone): TimeStyle {
  let [first, last] = [Infinity, -Infinity];
  for (const { sessions, firstTime, lastTime } of summary?.perFile ?? []) {
    if (sessions === 0) continue;
    first = Math.min(first, firstTime ?? first, lastTime ?? first);
    last = Math.max(last, firstTime ?? last, lastTime ?? last);
  }
  const common = (format: (time: number, zone: Zone) => string) =>
    first <= last && format(first, zone) === format(last, zone) ? format(first, zone) : '';
  return { zone, day: common(formatDay), offset: zone === 'utc' ? 'Z' : common(formatOffset) };
}

function timeText(time: number | null, { zone, day, offset }: TimeStyle): string {
  const whole = formatTime(time, zone);
  if (whole === '') return '';
  const clock = formatClock(time, zone);
  const shown = day === '' ? `${formatDay(time, zone)} ${clock}` : clock;
  return offset === '' ? `${shown} ${formatOffset(time ?? 0, zone)}` : shown;
}

type Kind = (typeof SESSION_COLUMNS)[SessionColumn];

const PART = SESSION_FLAGS.noBegin | SESSION_FLAGS.noEnd | SESSION_FLAGS.holes;

export function valueAt({ window, index }: Row, column: SessionColumn): number | undefined {
  return window.columns[column][index];
}

/** The string that a column refers to; empty if there is none. */
export function stringAt(row: Row, column: SessionColumn): string {
  return row.window.strings[valueAt(row, column) ?? -1] ?? '';
}

export function sessionOf({ window, index }: Row): number | null {
  return window.handle[index] ?? null;
}

export function outcomeOf(row: Row): Outcome {
  return OUTCOMES[valueAt(row, 'outcome') ?? -1] ?? 'incomplete';
}

/** Whether only part of the session is in these logs. */
export function isPart(row: Row): boolean {
  return ((valueAt(row, 'flags') ?? 0) & PART) !== 0;
}

function outcomeText(row: Row): string {
  const outcome = outcomeOf(row);
  const word = outcomeWord(outcome, stringAt(row, 'log'));
  return isPart(row) && outcome !== 'incomplete' ? `${word} (${en.list.part})` : word;
}

/** The meaning of the outcome, in a sentence. */
export function outcomeTitle(row: Row): string {
  return isPart(row) ? en.list.partMeaning : outcomeMeaning(outcomeOf(row), stringAt(row, 'log'));
}

/** `192.0.2.1` of `192.0.2.1:25`, `2001:db8::1` of `[2001:db8::1]:25`; anything else as it is. */
export function addressOf(endpoint: string): string {
  const { bracketed, plain } = /^(?:\[(?<bracketed>.+)\]|(?<plain>[^:]+)):\d+$/.exec(endpoint)?.groups ?? {};
  return bracketed ?? plain ?? endpoint;
}

/** The remote address; the original client is marked, as it is not the other end of this connection. */
function remoteText(row: Row): string {
  const remote = addressOf(stringAt(row, 'remote'));
  return stringAt(row, 'via') === '' ? remote : `${en.list.originalMark} ${remote}`;
}

/** The endpoint with its port; for an original client also through whom it came. */
export function remoteTitle(row: Row): string {
  const [remote, via] = [stringAt(row, 'remote'), stringAt(row, 'via')];
  return via === '' ? remote : en.list.originalClient(remote, via);
}

/** The worst reply with its text. */
function replyText(row: Row): string {
  return stringAt(row, 'reply') || String(valueAt(row, 'code') || '');
}

/** The first recipient, after the number of all if there are more, as the end may be cut. */
function recipientsText(row: Row): string {
  const count = valueAt(row, 'recipients') ?? 0;
  const first = stringAt(row, 'to');
  return count > 1 ? en.list.firstOf(count, first) : first;
}

/** The time with day and offset, wherever the cell has them. */
export function startTitle(row: Row, zone: Zone): string {
  return formatTime(valueAt(row, 'start') ?? null, zone);
}

/** What a column shows, by the kind of its values. */
const TEXT_OF_KIND: Record<Kind, (row: Row, column: SessionColumn, times: TimeStyle) => string> = {
  time: (row, column, times) => timeText(valueAt(row, column) ?? null, times),
  duration: (row, column) => formatDuration(valueAt(row, column) ?? Number.NaN),
  size: (row, column) => formatSize(valueAt(row, column) || Number.NaN),
  count: (row, column) => formatCount(valueAt(row, column) ?? 0),
  code: (row, column) => String(valueAt(row, column) || ''),
  outcome: outcomeText,
  flags: () => '',
  text: stringAt,
};

/** Numbers are right-aligned so that their digits line up. */
const RIGHT: ReadonlySet<Kind> = new Set(['duration', 'size', 'count']);

function column(key: SortKey, width: number, text?: Column['text']): Column {
  const kind = SESSION_COLUMNS[key];
  const ofKind: Column['text'] = (row, times) => TEXT_OF_KIND[kind](row, key, times);
  return { key, width, align: RIGHT.has(kind) ? 'right' : 'left', text: text ?? ofKind };
}

/** Those that matter most come first, and are all visible in a view 1265 pixels wide. */
export const COLUMNS: readonly Column[] = [
  column('start', 152),
  column('outcome', 120),
  column('code', 160, replyText),
  column('remote', 132, remoteText),
  column('helo', 148),
  column('from', 188),
  column('to', 188, recipientsText),
  column('tls', 60),
  column('duration', 100),
  column('log', 108),
  column('connector', 168),
  column('messages', 64),
  column('size', 84),
  column('gap', 100),
  column('auth', 92),
  column('attempts', 104),
  column('user', 160),
  column('entries', 76),
  column('server', 120),
  column('service', 168),
  column('local', 160),
  column('session', 168),
];

/** The columns that yield to times with their dates, so that the same columns are in view. */
const YIELDING: ReadonlySet<SortKey> = new Set(['code', 'helo', 'from', 'to']);

/** What times are wider than times of one day in UTC, in pixels: it depends on what of them is in the heading. */
function timeSurplus({ day, offset }: TimeStyle): number {
  if (day !== '') return offset === 'Z' ? 0 : 24;
  return offset === '' ? 100 : 48;
}

/** The width of a column in pixels. */
export function widthOf({ key, width }: Column, style: TimeStyle): number {
  const surplus = timeSurplus(style);
  if (key === 'start') return width + surplus;
  return YIELDING.has(key) ? width - surplus / YIELDING.size : width;
}

/** The heading of a column; that of times has the day and the zone if they are the same for all. */
export function headingOf(key: SortKey, { zone, day, offset }: TimeStyle): string {
  const name = en.list.columns[key];
  if (key !== 'start') return name;
  return `${day || name} (${zone === 'utc' ? en.list.zoneUtc : offset || en.list.zoneLocal})`;
}
