/** The table of measurements, with today's budgets and later ones. */

/** @typedef {{ most?: number, least?: number }} Budget */

/**
 * A bound as text: `<= 150` or `>= 4`.
 * @param {Budget} budget
 */
function bound({ most, least }, unit) {
  if (most === undefined && least === undefined) {
    return '-';
  }
  return most === undefined ? `>= ${least} ${unit}` : `<= ${most} ${unit}`;
}

function isMet(value, { most = Number.POSITIVE_INFINITY, least = Number.NEGATIVE_INFINITY }) {
  return value <= most && value >= least;
}

function verdict(value, budget) {
  const exists = budget.most !== undefined || budget.least !== undefined;
  return exists ? (isMet(value, budget) ? 'met' : 'NOT MET') : '';
}

/**
 * The lines of the table. A row is `{ what, value, unit, digits, now, later }`; budgets are `{ most }` or `{ least }`.
 * @param {{ what: string, value: number, unit: string, digits?: number, now?: Budget, later?: Budget }[]} rows
 */
export function budgetTable(rows) {
  const head = ['what', 'measured', 'budget now', '', 'budget later', ''];
  const cells = rows.map(({ what, value, unit, digits = 1, now = {}, later = {} }) => [
    what,
    `${value.toFixed(digits)} ${unit}`,
    bound(now, unit),
    verdict(value, now),
    bound(later, unit),
    verdict(value, later),
  ]);
  return textTable(head, cells);
}

/**
 * Lines of columns under their titles.
 * @param {string[]} head
 * @param {string[][]} cells
 */
export function textTable(head, cells) {
  const widths = head.map((title, column) => Math.max(title.length, ...cells.map((row) => row[column].length)));
  const line = (row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd();
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)];
}
