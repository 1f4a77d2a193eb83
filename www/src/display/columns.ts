/** The columns of the session list: text and width. */

import { OUTCOMES, type Outcome, SESSION_FLAGS, type SessionWindow, type SortKey } from '../contract.js';
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
  /** Numbers are right-aligned so that their digits line up. */
  align: 'left' | 'right';
  text(row: Row, zone: Zone): string;
}

type Strings =
  | 'log'
  | 'server'
  | 'service'
  | 'connector'
  | 'local'
  | 'remote'
  | 'helo'
  | 'tls'
  | 'auth'
  | 'user'
  | 'sessionId';
type Numbers = 'duration' | 'gap' | 'size';

const PART = SESSION_FLAGS.noBegin | SESSION_FLAGS.noEnd | SESSION_FLAGS.holes;

/** The string that a column refers to; empty if there is none. */
function stringAt({ window, index }: Row, column: Strings | 'sender' | 'recipient'): string {
  return window.strings[window[column][index] ?? -1] ?? '';
}

function numberAt({ window, index }: Row, column: Numbers): number {
  return window[column][index] ?? Number.NaN;
}

export function sessionOf({ window, index }: Row): number | null {
  return window.session[index] ?? null;
}

export function outcomeOf({ window, index }: Row): Outcome {
  return OUTCOMES[window.outcome[index] ?? -1] ?? 'incomplete';
}

/** Whether only part of the session is in these logs. */
export function isPart({ window, index }: Row): boolean {
  return ((window.flags[index] ?? 0) & PART) !== 0;
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

function recipientsText(row: Row): string {
  const more = (row.window.recipients[row.index] ?? 0) - 1;
  return stringAt(row, 'recipient') + (more > 0 ? en.list.andMore(more) : '');
}

function countText({ window, index }: Row, column: 'messages' | 'entries'): string {
  return formatCount(window[column][index] ?? 0);
}

function codeText({ window, index }: Row): string {
  const code = window.code[index] ?? 0;
  return code === 0 ? '' : String(code);
}

const words = (key: SortKey, width: number, from: Strings): Column => ({
  key,
  width,
  align: 'left',
  text: (row) => stringAt(row, from),
});

const right = (key: SortKey, width: number, text: Column['text']): Column => ({ key, width, align: 'right', text });
const left = (key: SortKey, width: number, text: Column['text']): Column => ({ key, width, align: 'left', text });

export const COLUMNS: readonly Column[] = [
  left('start', 196, (row, zone) => formatTime(row.window.start[row.index] ?? null, zone)),
  left('outcome', 136, outcomeText),
  right('code', 60, codeText),
  words('log', 108, 'log'),
  words('connector', 168, 'connector'),
  words('remote', 176, 'remote'),
  words('helo', 168, 'helo'),
  left('from', 176, (row) => stringAt(row, 'sender')),
  left('to', 192, recipientsText),
  right('messages', 64, (row) => countText(row, 'messages')),
  right('size', 84, (row) => formatSize(numberAt(row, 'size'))),
  right('duration', 92, (row) => formatDuration(numberAt(row, 'duration'))),
  right('gap', 100, (row) => formatDuration(numberAt(row, 'gap'))),
  words('tls', 60, 'tls'),
  words('auth', 92, 'auth'),
  words('user', 160, 'user'),
  right('entries', 76, (row) => countText(row, 'entries')),
  words('server', 120, 'server'),
  words('service', 168, 'service'),
  words('local', 160, 'local'),
  words('session', 168, 'sessionId'),
];

/** The heading of a column; that of the time column names the time zone. */
export function headingOf(key: SortKey, zone: Zone): string {
  const name = en.list.columns[key];
  if (key !== 'start') return name;
  return `${name} (${zone === 'utc' ? en.list.zoneUtc : en.list.zoneLocal})`;
}
