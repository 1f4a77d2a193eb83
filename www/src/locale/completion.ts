/** The list of the search box, and what is said about a search that finds nothing. */

import { formatCount, formatNoun } from '../format/number.js';

export const completion = {
  label: 'What may stand here',
  history: 'Searches of this visit',
  keep: 'Keep these searches on this computer',
};

export const fruitless = {
  title: 'What each part finds by itself:',
  /** `isAll` if the query has no other part. */
  nothing: (part: string, isAll: boolean): string => `\`${part}\` finds nothing${isAll ? '' : ' by itself'}.`,
  near: 'Near to it:',
  alone: (part: string, found: number): string =>
    `\`${part}\` finds ${formatNoun(found, 'result', 'results')} by itself.`,
  leaveOut: (others: number): string => `Leave it out (${formatCount(others)})`,
  use: (query: string, found: number): string =>
    `Search for ${query} instead: ${formatNoun(found, 'result', 'results')}`,
};
