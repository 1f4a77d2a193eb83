/** Texts of the coverage view. */

import type { CoverageCell, CoverageWidth } from '../contract.js';
import { formatCount, formatNoun, formatSize } from '../format/number.js';

const span = (first: number, last: number): string =>
  first === last ? `file -${first}` : `files -${first} to -${last}`;

const cells: Record<CoverageCell, string> = {
  outside: 'nothing, outside of what these logs cover',
  noFile: 'no file: nothing was written, or the file is missing',
  headerOnly: 'a file with only its header',
  quiet: 'a file without entries of this time',
  file: 'a file that its name places here, whose rows cannot be sorted into hours',
  entries: 'entries',
};

/** What a cell shows instead of a number. */
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
  none: 'No logs are open that could be placed by server, service and log.',
  width: 'Columns',
  widths,
  table: 'Entries by server, service and log',
  tableHelp:
    'Arrow keys go from cell to cell; Enter or a click lists the sessions that began then, the groups with a record of ' +
    'then, or the rows. Days are those of UTC, as in the names of the files.',
  row: 'Server, service, log',
  total: 'All',
  unknownServer: 'server not known',
  unknownService: 'service not known',
  more: (count: number): string => `… and ${formatCount(count)} more.`,
  moreRows: (count: number): string => `… and ${formatNoun(count, 'more row', 'more rows')}.`,
  rowTotal: (files: number, undated: number): string => {
    const all = formatNoun(files, 'file', 'files');
    return undated > 0 ? `${all}, ${formatCount(undated)} of them without a date` : all;
  },
  cells,
  shapes,
  legend: 'A number counts entries. What else a cell may show:',
  marks: { missing: '!', restart: '↻' },
  markMeanings: {
    missing: 'a number is missing among the files',
    restart: 'the service was started',
  },
  lists: {
    sessions: 'A click lists the sessions that began then.',
    groups: 'A click lists the groups with a record of then, whole.',
    rows: 'A click lists the rows of then.',
  },
  listsAll: {
    sessions: 'A click lists all sessions.',
    groups: 'A click lists all groups with a record in these files, whole.',
    rows: 'A click lists all rows.',
  },
  cell: (entries: number, bytes: number): string => `${formatNoun(entries, 'entry', 'entries')}, ${formatSize(bytes)}`,
  findings: 'What to know',
  nothing: 'No file number is missing, no hour inside is without entries, and no service was started anew.',
  missingTitle: 'Missing files',
  missing: (row: string, first: number, last: number, when: string, before: number | null, after: number): string => {
    const where = before === null ? `before -${after}` : `between -${before} and -${after}`;
    return `${row}: ${span(first, last)} of ${when} ${first === last ? 'is' : 'are'} missing ${where}.`;
  },
  undatedMissing: (row: string, prefix: string, first: number, last: number, before: number, after: number): string => {
    const numbers = first === last ? `number ${first} is` : `numbers ${first} to ${last} are`;
    const they = first === last ? 'it' : 'they';
    return `${row}: of the files ${prefix}…, ${numbers} not here between ${before} and ${after}; ${they} may have been removed.`;
  },
  restartsTitle: 'Restarts',
  restart: (row: string, when: string, before: string, after: string): string =>
    `${row}: the service was started at ${when}; the sessions around it began at ${before} and ${after}.`,
  gapsTitle: 'Times without entries',
  gapsHelp: 'Exchange begins a file when there is something to write, so a quiet hour leaves no file.',
  gap: {
    noFile: (row: string, when: string): string => `${row}: no file for ${when}.`,
    headerOnly: (row: string, when: string): string => `${row}: only a header for ${when}.`,
    quiet: (row: string, when: string): string => `${row}: a file, but no entry in ${when}.`,
  },
  troublesTitle: 'Files that are cut or could not be read',
  trouble: (file: string, sentence: string): string => `${file}: ${sentence}`,
  unloggedTitle: 'Logs that are not here',
  unlogged: (server: string, logs: readonly string[], sentence: string): string =>
    `${server}: ${logs.join('; ')} ${logs.length === 1 ? 'is' : 'are'} not here. ${sentence}`,
} as const;
