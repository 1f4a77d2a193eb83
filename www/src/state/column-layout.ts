/** How the columns of the session list are arranged, as far as what was stored about it is known. */

import { type ColumnLayout, SORT_KEYS, type SortKey } from '../contract.js';

const isColumn = (value: unknown): value is SortKey => (SORT_KEYS as readonly unknown[]).includes(value);

/** The columns of a list that are known, each once. */
function columnsOf(stored: unknown): SortKey[] {
  return Array.isArray(stored) ? [...new Set<unknown>(stored)].filter(isColumn) : [];
}

function widthsOf(stored: unknown): ColumnLayout['widths'] {
  const entries = Object.entries(typeof stored === 'object' && stored !== null ? stored : {});
  return Object.fromEntries(entries.filter(([key, width]) => isColumn(key) && Number.isFinite(width)));
}

/** Columns of another version are left out. If none remained visible, all are. */
export function knownLayout(stored: unknown): ColumnLayout | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { order, hidden, widths } = stored as Record<string, unknown>;
  const known = columnsOf(hidden);
  return {
    order: columnsOf(order),
    hidden: known.length < SORT_KEYS.length ? known : [],
    widths: widthsOf(widths),
  };
}
