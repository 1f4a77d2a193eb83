/** The texts of the user's own names of addresses. */

import { formatCount, formatNoun } from '../format/number.js';

export const ownNames = {
  button: 'Names…',
  buttonMeaning: 'Show your own names beside client and target addresses',
  title: 'Names of addresses',
  about:
    'A list of your own: one line for each address or network, then its name, as in a CSV file. The names are shown beside the client and target addresses of summaries and facets. They stay on this computer.',
  text: 'List of addresses and names',
  example: '192.0.2.7,Printer on the third floor',
  pick: 'Choose a file…',
  use: 'Use these names',
  keep: 'Keep the list in this browser for the next time',
  close: 'Close',
  known: (count: number): string =>
    count === 0
      ? 'No address has a name.'
      : `${formatNoun(count, 'address or network has', 'addresses and networks have')} a name.`,
  /** Lines that say nothing, of which the first are named. */
  leftOut: (count: number, lines: readonly number[]): string =>
    `${formatNoun(count, 'line has', 'lines have')} no address or no name and ${count === 1 ? 'is' : 'are'} left out: ${count === 1 ? 'line' : 'lines'} ${lines.map(formatCount).join(', ')}${count > lines.length ? ' and more' : ''}.`,
  used: (count: number): string =>
    count === 0 ? 'No names of addresses are used.' : `${formatNoun(count, 'name is', 'names are')} used.`,
  tooLarge: (file: string): string => `${file} is too large for a list of names.`,
  notRead: (file: string): string => `${file} could not be read.`,
  notKept: 'This browser keeps nothing for this page, so the list has to be chosen again the next time.',
  /** The column of names in a spreadsheet. */
  column: (dimension: string): string => `Name (${dimension})`,
};
