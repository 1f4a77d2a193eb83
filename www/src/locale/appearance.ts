/** Texts about how lists look: columns, density, reading pane. */

import { formatCount, formatNoun } from '../format/number.js';

export const appearance = {
  menu: 'View',
  columns: 'Columns…',
  density: 'Density',
  densities: { compact: 'Compact', comfortable: 'Comfortable' },
  densityIs: { compact: 'Rows are compact.', comfortable: 'Rows are comfortable.' },
  readingPane: 'Reading pane',
  readingPanes: { auto: 'Automatic', below: 'Below the list', right: 'To the right' },
  readingPaneIs: {
    auto: 'Conversations and rows open where there is more room.',
    below: 'Conversations and rows open below the list.',
    right: 'Conversations and rows open to the right of the list, where the window is wide enough.',
  },
  reset: 'Reset view',
  resetMeaning: 'Columns, density, reading pane and its size as they were at first',
  isReset: 'Columns, density and reading pane are as they were at first.',
  hidden: (count: number): string => `${formatNoun(count, 'column', 'columns')} hidden`,
  noneHidden: 'All columns are shown.',
  /** If that is the column by which the list is sorted. */
  sortedByHidden: (column: string): string => `, sorted by ${column}`,
  hiddenMeaning: 'Choose the columns of the list of sessions',

  title: 'Columns',
  about:
    'Alt+↑ and Alt+↓ move a column; the number is its width in pixels. Searches and exports always use all columns.',
  list: 'Columns of the list, from left to right',
  width: (column: string): string => `Width of ${column} in pixels`,
  widthMeaning: 'Width in pixels; empty for the natural width',
  up: (column: string): string => `Move ${column} up`,
  down: (column: string): string => `Move ${column} down`,
  place: (column: string, place: number, all: number): string =>
    `${column} is column ${formatCount(place)} of ${formatCount(all)}.`,
  resetColumns: 'Reset columns',
  close: 'Close',
} as const;
