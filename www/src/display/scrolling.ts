/**
 * Where a virtual table has to be scrolled to show a row. Its scroll height is capped by what browsers can lay out, so a
 * long list moves by several rows a pixel: position and row are tied by their share of the whole, not by the row height.
 */

export interface Scroll {
  rows: number;
  /** Pixels. */
  rowHeight: number;
  /** Height of the heading, in pixels. */
  headHeight: number;
  /** `clientHeight` and `scrollHeight` of the scrolled element. */
  clientHeight: number;
  scrollHeight: number;
  scrollTop: number;
}

/** Rows that fit below the heading; not a whole number. */
export function visibleRows({ clientHeight, headHeight, rowHeight }: Scroll): number {
  return Math.max(1, (clientHeight - headHeight) / rowHeight);
}

/** The row at the top; not a whole number while a row is cut. */
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

/** The least scrolling that shows a row whole; null when it is shown already. */
export function scrollToShow(row: number, scroll: Scroll): number | null {
  const top = topRow(scroll);
  const visible = visibleRows(scroll);
  if (row < top) return Math.floor(scrollTopOf(row, scroll));
  if (row + 1 > top + visible) return Math.ceil(scrollTopOf(row + 1 - visible, scroll));
  return null;
}
