/** A column of a table, ready to be drawn. */
export interface GridColumn {
  /** Identifies the column in the document. */
  key: string;
  heading: string;
  /** Pixels. */
  width: number;
  /** Numbers are right-aligned so that their digits line up. */
  align: 'left' | 'right';
}
