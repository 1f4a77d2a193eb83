/**
 * CSV that the page writes itself, by the rules of the engine's: RFC 4180 but for the separator, and cells that a
 * spreadsheet would evaluate as formulas begin with an apostrophe, as logs hold what strangers sent.
 * What is hidden in a text is marked, as in every other copy.
 */

import type { Separator } from '../contract.js';
import { marked } from './marks.js';

/** Makes Excel read the file as UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';

const SEPARATORS: Readonly<Record<Separator, string>> = { comma: ',', semicolon: ';', tab: '\t' };

/** White space and control characters before the sign change nothing for a spreadsheet; a wide form of it neither. */
const FORMULA = /^[\s\p{Cc}\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u;

/** A number is the page's own, and may be negative. */
export type Cell = string | number;

function cell(text: Cell, separator: string): string {
  if (typeof text === 'number') return String(text);
  const isFormula = FORMULA.test(text);
  const shown = text.replace(/[^\r\n]+/g, marked);
  if (!isFormula && !/["\r\n]/.test(shown) && !shown.includes(separator)) return shown;
  return `"${isFormula ? "'" : ''}${shown.replaceAll('"', '""')}"`;
}

/** One row, with its end. */
export function csvRow(cells: readonly Cell[], separator: Separator): string {
  const between = SEPARATORS[separator];
  return `${cells.map((text) => cell(text, between)).join(between)}\r\n`;
}

/** Rows to paste into a spreadsheet: a cell can hold neither tabs nor line breaks there. */
export function pastedRows(rows: readonly (readonly Cell[])[]): string {
  const plain = (value: Cell) =>
    typeof value === 'number' ? value : marked((FORMULA.test(value) ? `'${value}` : value).replace(/[\t\r\n]+/g, ' '));
  return rows.map((cells) => `${cells.map(plain).join('\t')}\n`).join('');
}
