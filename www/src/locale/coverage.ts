/** Texts of the coverage view. */

import type { CoverageCell, CoverageWidth, MissingFiles } from '../contract.js';
import { formatCount, formatNoun, formatSize } from '../format/number.js';

const span = (first: number, last: number): string =>
  first === last ? `file -${first}` : `files -${first} to -${last}`;

const cells: Record<CoverageCell, string> = {
  outside: 'outside the time span of these logs',
  noFile: 'no file: nothing was logged, or the file is missing',
  headerOnly: 'a file with only a header',
  quiet: 'a file, but no entries at this time',
  file: 'a file that belongs here by its name, with rows that have no times',
  entries: 'entries',
};

/** The content of a cell without a number. */
const shapes: Record<CoverageCell, string> = {
  outside: '',
  noFile: '—',
  headerOnly: 'head',
  quiet: '0',
  file: 'file',
  entries: '',
};

const widths: Record<CoverageWidth, string> = { auto: 'Automatic', hour: 'Hours', day: 'Days' };

export const coverage = {
  label: 'Coverage',
  waiting: 'Counting …',
  none:
    'None of the open logs can be placed by server, service and log. Open whole log folders of a server, or set server and ' +
    'service under “Files”.',
  width: 'Columns',
  widths,
  table: 'Entries by server, service and log',
  tableHelp:
    'Use the arrow keys to move between cells. Press Enter or click to list the sessions that began then, the groups with a ' +
    'record from then, or the rows. Days are UTC days, as in file names.',
  row: 'Server, service, log',
  total: 'All',
  unknownServer: 'unknown server',
  unknownService: 'unknown service',
  more: (count: number): string => `… and ${formatCount(count)} more.`,
  moreRows: (count: number): string => `Show more rows (${formatCount(count)} not shown)`,
  rowTotal: (counted: string, files: number, undated: number): string => {
    const all = `${counted} in ${formatNoun(files, 'file', 'files')}`;
    return undated > 0 ? `${all}, ${formatCount(undated)} of them undated` : all;
  },
  cells,
  shapes,
  legend: 'Numbers are entry counts. A cell may also show:',
  marks: { missing: '!', restart: '↻' },
  markMeanings: {
    missing: 'a file number is missing',
    restart: 'the service was started',
  },
  lists: {
    sessions: 'Click to list the sessions that began then.',
    groups: 'Click to list the groups with a record from then, in full.',
    rows: 'Click to list the rows from then.',
  },
  listsAll: {
    sessions: 'Click to list all sessions.',
    groups: 'Click to list all groups with a record in these files, in full.',
    rows: 'Click to list all rows.',
  },
  cell: (entries: number, bytes: number): string => `${formatNoun(entries, 'entry', 'entries')}, ${formatSize(bytes)}`,
  findings: 'Missing files, gaps and restarts',
  nothing: 'No file numbers are missing, there are no hours without entries in between, and no service was restarted.',
  missingTitle: 'Missing files',
  missing: (row: string, { first, last, before, after, oldest }: MissingFiles, when: string): string => {
    const where = before === null ? `before -${after}` : `between -${before} and -${after}`;
    const why = oldest ? '; Exchange deletes the oldest files first' : '';
    return `${row}: ${span(first, last)} of ${when} ${first === last ? 'is' : 'are'} missing ${where}${why}.`;
  },
  undatedMissing: (row: string, prefix: string, first: number, last: number, before: number, after: number): string => {
    const numbers = first === last ? `number ${first} is` : `numbers ${first} to ${last} are`;
    const they = first === last ? 'it' : 'they';
    return `${row}: of the files ${prefix}…, ${numbers} missing between ${before} and ${after}; ${they} may have been deleted.`;
  },
  restartsTitle: 'Restarts',
  restart: (row: string, when: string, before: string, after: string): string =>
    `${row}: the service was started at ${when}; the sessions before and after that began at ${before} and ${after}.`,
  gapsTitle: 'Times without entries',
  gapsHelp: 'Exchange creates a file only when there is something to write, so a quiet hour leaves no file.',
  gap: {
    noFile: (row: string, when: string): string => `${row}: no file for ${when}.`,
    headerOnly: (row: string, when: string): string => `${row}: only a header for ${when}.`,
    quiet: (row: string, when: string): string => `${row}: a file, but no entries for ${when}.`,
  },
  troublesTitle: 'Truncated or unreadable files',
  noLogsTitle: 'Files that are not logs',
  trouble: (file: string, sentence: string): string => `${file}: ${sentence}`,
  unloggedTitle: 'Missing logs',
  unlogged: (server: string, logs: readonly string[], sentence: string): string =>
    `${server}: ${logs.join('; ')} ${logs.length === 1 ? 'is' : 'are'} missing. ${sentence}`,
} as const;
