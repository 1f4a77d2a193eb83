/**
 * Computes the scroll position of a virtual table that shows a row. Browsers limit the height of an element, so a pixel
 * of a long list may stand for several rows: position and row correspond by their share of the whole, not by the row
 * height.
 */

export interface Scroll {
  rows: number;
  /** Pixels. */
  rowHeight: number;
  /** Height of the headings, in pixels. */
  headHeight: number;
  /** `clientHeight` and `scrollHeight` of the scrolled element. */
  clientHeight: number;
  scrollHeight: number;
  scrollTop: number;
}

/** Number of rows that fit below the headings; not an integer. */
export function visibleRows({ clientHeight, headHeight, rowHeight }: Scroll): number {
  return Math.max(1, (clientHeight - headHeight) / rowHeight);
}

/** The row at the top; not an integer if it is partly hidden. */
export function topRow(scroll: Scroll): number {
  const range = Math.max(1, scroll.scrollHeight - scroll.clientHeight);
  return (scroll.scrollTop / range) * Math.max(0, scroll.rows - visibleRows(scroll));
}

/** The `scrollTop` that puts a row at the top. */
function scrollTopOf(row: number, scroll: Scroll): number {
  const rest = Math.max(1, scroll.rows - visibleRows(scroll));
  const range = Math.max(0, scroll.scrollHeight - scroll.clientHeight);
  return (Math.min(rest, Math.max(0, row)) / rest) * range;
}

/** The nearest `scrollTop` that shows all of a row; null if it is already visible. */
export function scrollToShow(row: number, scroll: Scroll): number | null {
  const top = topRow(scroll);
  const visible = visibleRows(scroll);
  if (row < top) return Math.floor(scrollTopOf(row, scroll));
  if (row + 1 > top + visible) return Math.ceil(scrollTopOf(row + 1 - visible, scroll));
  return null;
}

/** The columns that are at least partly in view. */
export interface ColumnRange {
  /** The first of them, and the one after the last. */
  from: number;
  to: number;
  /** Distance of the first from the left of the table, in pixels, and the width of all of the range. */
  left: number;
  width: number;
  /** Width of the table. */
  all: number;
}

/** The columns of these widths between `left` and `left + width`, in pixels. */
export function columnRange(widths: readonly number[], left: number, width: number): ColumnRange {
  const range = { from: 0, to: 0, left: 0, width: 0, all: 0 };
  widths.forEach((own, index) => {
    const begin = range.all;
    range.all += own;
    if (range.all <= left) Object.assign(range, { from: index + 1, to: index + 1, left: range.all });
    else if (begin < left + width) Object.assign(range, { to: index + 1, width: range.all - range.left });
  });
  return range;
}
