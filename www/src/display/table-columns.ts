/** The columns of other logs: how wide they are, what they are called, what a cell shows. */

import type { TableReport, TableWindow } from '../contract.js';
import { formatTime, type Zone } from '../format/time.js';
import { en } from '../locale/en.js';
import type { GridColumn } from './grid-column.js';
import type { WindowRow } from './row-source.js';

/** Width of a column in pixels by its type; a longer name makes it wider. */
const WIDTHS = { time: 204, number: 84, address: 140, text: 160 };
const LETTER_WIDTH = 7.5;
const MAX_WIDTH = 320;

/** How a column of a table is drawn; the time columns say which clock they show. */
export function gridColumn(report: TableReport, column: number, zone: Zone): GridColumn {
  const { name, type } = report.columns[column] ?? { name: '', type: 'text' };
  const clock = zone === 'utc' ? en.list.zoneUtc : en.list.zoneLocal;
  const heading = type === 'time' ? `${name} (${clock})` : name;
  const width = Math.min(MAX_WIDTH, Math.max(WIDTHS[type], Math.ceil(heading.length * LETTER_WIDTH) + 32));
  return { key: `column-${column}`, heading, width, align: type === 'number' ? 'right' : 'left' };
}

/** The text of a cell: times as the page shows them, all else as it stands in the log. */
export function cellText({ window, index }: WindowRow<TableWindow>, column: number, zone: Zone): string {
  const time = window.times[column]?.[index];
  if (typeof time === 'number') return formatTime(time, zone);
  return window.rows[index]?.[column] ?? '';
}
