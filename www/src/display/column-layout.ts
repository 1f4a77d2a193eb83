/** The columns of the session list as the user has arranged them: their order, which of them are hidden, their widths. */

import type { ColumnLayout, SortKey } from '../contract.js';
import { COLUMNS, type Column } from './columns.js';
import { clampWidth } from './grid-column.js';

/** Columns that fit a sheet of paper. */
const PRINTED = 9;

/** The keys of all columns in their order. One that the order does not name, as it is new, follows the one that it follows by default. */
function keysInOrder({ order }: ColumnLayout): SortKey[] {
  const keys = [...order];
  COLUMNS.forEach(({ key }, place) => {
    const before = COLUMNS[place - 1]?.key;
    if (!keys.includes(key)) keys.splice(before === undefined ? 0 : keys.indexOf(before) + 1, 0, key);
  });
  return keys;
}

/** All columns in their order, hidden ones too. */
export function orderedColumns(layout: ColumnLayout): Column[] {
  return keysInOrder(layout).flatMap((key) => COLUMNS.filter((column) => column.key === key));
}

/** The columns that are shown, in their order. */
export function visibleColumns(layout: ColumnLayout): Column[] {
  return orderedColumns(layout).filter(({ key }) => !layout.hidden.includes(key));
}

/** The first of them, which fit a sheet of paper. */
export function printedColumns(layout: ColumnLayout): Column[] {
  return visibleColumns(layout).slice(0, PRINTED);
}

/** Hides a column or shows it again; one always remains. */
export function withToggled(layout: ColumnLayout, key: SortKey): ColumnLayout {
  const others = layout.hidden.filter((one) => one !== key);
  const isShown = others.length === layout.hidden.length;
  if (isShown && others.length === COLUMNS.length - 1) return layout;
  return { ...layout, hidden: isShown ? [...others, key] : others };
}

/** Moves a column by a number of places, as far as there are some. */
export function withMoved(layout: ColumnLayout, key: SortKey, by: number): ColumnLayout {
  const keys = keysInOrder(layout);
  const from = keys.indexOf(key);
  keys.splice(from, 1);
  keys.splice(Math.min(keys.length, Math.max(0, from + by)), 0, key);
  return { ...layout, order: keys };
}

/** Puts a column before another one; null for the end. */
export function withPlaced(layout: ColumnLayout, key: SortKey, before: SortKey | null): ColumnLayout {
  if (key === before) return layout;
  const keys = keysInOrder(layout).filter((one) => one !== key);
  keys.splice(before === null ? keys.length : keys.indexOf(before), 0, key);
  return { ...layout, order: keys };
}

/** Gives a column a width in pixels; null for its natural one. */
export function withWidth(layout: ColumnLayout, key: SortKey, width: number | null): ColumnLayout {
  const { [key]: _, ...others } = layout.widths;
  return { ...layout, widths: width === null ? others : { ...others, [key]: clampWidth(width) } };
}
