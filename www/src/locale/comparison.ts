/** The texts of the comparison of two sessions. */

import { formatCount, formatNoun } from '../format/number.js';

const entries = (count: number): string => formatNoun(count, 'entry', 'entries');

export const comparison = {
  label: 'Comparison',
  /** The marked session, in the status line and in the list. */
  marked: 'Marked for comparison',
  mark: 'Mark for comparison',
  markMeaning: 'Mark this session, then open another one and choose Compare (m)',
  unmark: 'Remove the mark',
  unmarkMeaning: 'This session is marked for comparison. Click to remove the mark (m)',
  compare: 'Compare',
  compareMeaning: 'Show the marked session and this one side by side (=)',
  compareWith: (session: string): string => `Compare with ${session}`,
  compareRelatedMeaning: 'Show the open session and this one side by side',
  compareMarkedMeaning: 'Show the marked session and the one under the cursor side by side (=)',
  markFirst: 'To compare two sessions, mark one with m or in its menu, then open another one and choose Compare.',
  another: 'Choose another session than the marked one, then Compare.',
  sides: { a: 'A', b: 'B' },
  open: 'Open',
  openMeaning: { a: 'Open session A', b: 'Open session B' },
  swap: 'Swap sides',
  copy: 'Copy as text',
  close: 'Close',
  closeMeaning: 'Close the comparison (Escape)',
  onlyDifferences: 'Only differences',
  next: ['Next difference', 'n'],
  previous: ['Previous difference', 'N'],
  nextMark: '↓',
  previousMark: '↑',
  noDifference: 'The entries do not differ.',
  difference: (number: number, all: number): string => `Difference ${formatCount(number)} of ${formatCount(all)}`,

  facts: 'Facts',
  fact: 'Fact',
  session: 'Session',
  log: 'Log',
  outcome: 'Outcome',
  start: 'Start',
  duration: 'Duration',
  entryCount: 'Entries',
  notes: 'Notes',
  message: (number: number): string => `Message ${formatCount(number)}`,
  sameFacts: (count: number): string => `${formatNoun(count, 'fact is', 'facts are')} the same`,
  moreFacts: (count: number): string =>
    `${formatNoun(count, 'more fact differs', 'more facts differ')}: open the sessions to see all.`,
  noFact: 'The facts do not differ.',
  none: '–',

  entries: 'Entries',
  /** Headings of the table of entries. */
  headings: { state: 'Compared', offset: 'Time', longer: 'Longer' },
  offsetMeaning: 'Seconds since the session began',
  longerMeaning: 'The side on which it took longer since the last entry that both have, and by how much',
  states: { same: 'same', differs: 'differs', a: 'only in A', b: 'only in B' },
  signs: { same: '=', differs: '≠', a: 'A', b: 'B' },
  longer: (side: string, duration: string): string => `${side} +${duration}`,
  folded: (count: number): string => `${formatNoun(count, 'entry is', 'entries are')} the same`,
  totals: (facts: number, differ: number, onlyA: number, onlyB: number, same: number): string =>
    `${formatNoun(facts, 'fact differs', 'facts differ')} · entries: ${formatCount(differ)} ${differ === 1 ? 'differs' : 'differ'}, ${formatCount(onlyA)} only in A, ` +
    `${formatCount(onlyB)} only in B, ${formatCount(same)} the same`,
  aligning: 'The entries are being aligned…',
  differentLogs: (a: string, b: string): string =>
    `These are different logs (${a} and ${b}). What only one of them records has no counterpart.`,
  nothingAligned:
    'The two have no command, reply or event in common, so their entries cannot be aligned: those of one side follow those of the other.',
  part: (from: number, most: number, a: number, b: number): string =>
    `At most ${entries(most)} of each session are compared at a time: here from entry ${formatCount(from + 1)} on. A has ${entries(a)}, B has ${entries(b)}.`,
  earlierPart: 'Compare earlier entries',
  laterPart: 'Compare later entries',
  page: (from: number, to: number, all: number): string =>
    `Rows ${formatCount(from)} to ${formatCount(to)} of ${formatCount(all)}`,
  earlier: 'Earlier rows',
  later: 'Later rows',
  copied: 'Copied.',
  notCopied: 'The browser did not allow copying.',
  offsets: 'Times are seconds since each session began.',
} as const;
