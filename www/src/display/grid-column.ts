/** A column of a table, ready to be drawn, and what its width can be. */

export interface GridColumn {
  /** Identifies the column in the document. */
  key: string;
  heading: string;
  /** Pixels. */
  width: number;
  /** Numbers are right-aligned so that their digits line up. */
  align: 'left' | 'right';
}

/** Pixels. */
export const MIN_WIDTH = 40;
export const MAX_WIDTH = 2000;

/** A width that the user may give a column: its heading can be taken hold of, and other columns can be reached. */
export function clampWidth(width: number): number {
  return Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, Math.round(width)));
}
