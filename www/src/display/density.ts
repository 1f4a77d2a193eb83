/** How much room the rows of lists and tables take. */

/** Pixels: the height of a row, and the size of its text. */
export const ROWS = {
  compact: { height: 24, font: 12 },
  comfortable: { height: 32, font: 13 },
} as const;

/** The width of a column that fits the size of the text; widths are known for compact rows. */
export function fittingWidth(width: number, density: keyof typeof ROWS): number {
  return Math.round((width * ROWS[density].font) / ROWS.compact.font);
}
