/** The columns of tables: width, heading, and the text of cells. */

import type { TablePart, TableReport, TableWindow } from '../contract.js';
import { formatTime, type Zone } from '../format/time.js';
import { en } from '../locale/en.js';
import type { GridColumn } from './grid-column.js';
import type { WindowRow } from './row-source.js';
import type { ShownValue } from './values.js';

/** Minimum width of a column in pixels, by type; a long heading makes it wider, and the offset of local times. */
const WIDTHS = { time: 204, number: 84, address: 140, text: 160 };
const OFFSET_WIDTH = 32;
const LETTER_WIDTH = 7.5;
const MAX_WIDTH = 320;

/** A column of a table, ready to be drawn; headings of time columns name the time zone. */
export function gridColumn(report: TableReport, column: number, zone: Zone): GridColumn {
  const { name, type } = report.columns[column] ?? { name: '', type: 'text' };
  const clock = zone === 'utc' ? en.list.zoneUtc : en.list.zoneLocal;
  const heading = type === 'time' ? `${name} (${clock})` : name;
  const least = WIDTHS[type] + (type === 'time' && zone === 'local' ? OFFSET_WIDTH : 0);
  const width = Math.min(MAX_WIDTH, Math.max(least, Math.ceil(heading.length * LETTER_WIDTH) + 32));
  return { key: `column-${column}`, heading, width, align: type === 'number' ? 'right' : 'left' };
}

/**
 * The text of a cell: times in the page's time zone, everything else as logged. `x` is where the column probably is in
 * the window; a window that was fetched for other columns may not have it.
 */
export function cellText({ window, index }: WindowRow<TablePart>, column: number, x: number, zone: Zone): string {
  const place = window.columns[x] === column ? x : window.columns.indexOf(column);
  const time = window.times[place]?.[index];
  if (typeof time === 'number') return formatTime(time, zone);
  return window.rows[index]?.[place] ?? '';
}

/** What a query asks for a cell of a row by: the minute of the entry's own time, everything else as logged. */
export function tableValues(report: TableReport, { rows, times }: TableWindow, column: number): ShownValue[] {
  const { field = '' } = report.columns[column] ?? {};
  const time = times[column]?.[0];
  const value = rows[0]?.[column] ?? '';
  if (field === '') return [];
  if (field === 'start') return [{ field, value: String(time ?? ''), shown: value }];
  return [{ field, value: value === '-' ? '' : value }];
}
