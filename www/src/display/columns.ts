/** The columns of the session list: text and width. */

import {
  OUTCOMES,
  type Outcome,
  SESSION_COLUMNS,
  SESSION_FLAGS,
  type SessionColumn,
  type SessionWindow,
  type SortKey,
} from '../contract.js';
import { formatDuration } from '../format/duration.js';
import { formatCount, formatSize } from '../format/number.js';
import { formatTime, type Zone } from '../format/time.js';
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
  text(row: Row, zone: Zone): string;
}

type Kind = (typeof SESSION_COLUMNS)[SessionColumn];

const PART = SESSION_FLAGS.noBegin | SESSION_FLAGS.noEnd | SESSION_FLAGS.holes;

function valueAt({ window, index }: Row, column: SessionColumn): number | undefined {
  return window.columns[column][index];
}

/** The string that a column refers to; empty if there is none. */
function stringAt(row: Row, column: SessionColumn): string {
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

/** The remote endpoint; the original client is marked, as it is not the other end of this connection. */
function remoteText(row: Row): string {
  const remote = stringAt(row, 'remote');
  return stringAt(row, 'via') === '' ? remote : `${en.list.originalMark} ${remote}`;
}

/** Through whom the original client came; empty where the remote endpoint is the other end of the connection. */
export function remoteTitle(row: Row): string {
  const via = stringAt(row, 'via');
  return via === '' ? '' : en.list.originalClient(via);
}

function recipientsText(row: Row): string {
  const more = (valueAt(row, 'recipients') ?? 0) - 1;
  return stringAt(row, 'to') + (more > 0 ? en.list.andMore(more) : '');
}

/** What a column shows, by the kind of its values. */
const TEXT_OF_KIND: Record<Kind, (row: Row, column: SessionColumn, zone: Zone) => string> = {
  time: (row, column, zone) => formatTime(valueAt(row, column) ?? null, zone),
  duration: (row, column) => formatDuration(valueAt(row, column) ?? Number.NaN),
  size: (row, column) => formatSize(valueAt(row, column) || Number.NaN),
  count: (row, column) => formatCount(valueAt(row, column) ?? 0),
  code: (row, column) => String(valueAt(row, column) || ''),
  outcome: outcomeText,
  flags: () => '',
  text: stringAt,
};

/** Numbers are right-aligned so that their digits line up. */
const RIGHT: ReadonlySet<Kind> = new Set(['duration', 'size', 'count', 'code']);

function column(key: SortKey, width: number, text?: Column['text']): Column {
  const kind = SESSION_COLUMNS[key];
  const ofKind: Column['text'] = (row, zone) => TEXT_OF_KIND[kind](row, key, zone);
  return { key, width, align: RIGHT.has(kind) ? 'right' : 'left', text: text ?? ofKind };
}

export const COLUMNS: readonly Column[] = [
  column('start', 196),
  column('outcome', 136),
  column('code', 60),
  column('log', 108),
  column('connector', 168),
  column('remote', 176, remoteText),
  column('helo', 168),
  column('from', 176),
  column('to', 192, recipientsText),
  column('messages', 64),
  column('size', 84),
  column('duration', 92),
  column('gap', 100),
  column('tls', 60),
  column('auth', 92),
  column('attempts', 96),
  column('user', 160),
  column('entries', 76),
  column('server', 120),
  column('service', 168),
  column('local', 160),
  column('session', 168),
];

/** The heading of a column; that of the time column names the time zone. */
export function headingOf(key: SortKey, zone: Zone): string {
  const name = en.list.columns[key];
  if (key !== 'start') return name;
  return `${name} (${zone === 'utc' ? en.list.zoneUtc : en.list.zoneLocal})`;
}
