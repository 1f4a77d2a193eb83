/** The commands of the page in words, for the palette and for the list of keys, and the texts of the palette. */

import { formatCount, formatNoun } from '../format/number.js';

/** The headings under which the commands are listed with their keys, in this order. */
export const commandGroups = {
  find: 'Search and narrow',
  read: 'Read',
  go: 'Views',
  show: 'Show and hide',
  saved: 'Saved and shared',
  logs: 'Logs and exports',
  settings: 'Settings',
} as const;

export type CommandGroup = keyof typeof commandGroups;

export const commandNames = {
  palette: 'All commands, saved searches, files and servers',
  help: 'Help: the query language and all keys',
  search: 'Go to the search box',
  clearSearch: 'Clear the search',
  toResults: 'Go to the first session or row that was found',
  nextSession: 'Next session or row, also while you read one',
  previousSession: 'Previous session or row',
  nextMatch: 'Next matching entry of the whole conversation, or next difference',
  previousMatch: 'Previous matching entry or difference',
  mark: 'Mark the session under the cursor for comparison, or remove the mark',
  compare: 'Compare the session under the cursor with the marked one',
  swapSides: 'Swap the sides of the comparison',
  close: 'Close what is open: a session, a comparison, a row, a part of a view',
  back: 'One step back: to the search, view or session that was shown before',
  cancelExport: 'Cancel the export',
  sessions: 'Sessions',
  messages: 'Messages: find one and follow it over all logs',
  summary: 'Summary',
  tables: 'Other logs',
  files: 'Files',
  coverage: 'Coverage',
  overview: 'Overview',
  followMessage: 'Follow the message of the session that is open',
  maximise: 'Show the conversation in place of the list, or both again',
  raw: 'Show or hide the raw fields of all entries',
  timeline: 'Show or hide the sessions over time',
  facets: 'Show or hide the facets: the most frequent values of the fields you choose',
  hideFacets: 'Hide the facets that lie over the list',
  noise: 'Hide or show noise: health checks, monitoring, and sessions in which nothing was said',
  columns: 'Choose, order and widen the columns of the list of sessions',
  saveQuery: 'Save this search under a name',
  saveSummary: 'Save this summary under a name',
  manageSaved: 'Rename, delete, import or export saved searches and summaries',
  copyLink: 'Copy a link to what is shown',
  openFiles: 'Open files',
  openFolder: 'Open a folder',
  sample: 'Open the built-in sample',
  closeAll: 'Close all logs',
  print: 'Print the whole list, table or conversation',
  exportCsv: 'Export CSV, one row per session',
  exportMessages: 'Export CSV, one row per message and recipient',
  exportNdjson: 'Export NDJSON, one session per line',
  exportText: 'Export text, as conversations',
  zone: 'Switch between UTC and local time',
  themeSystem: 'Theme: as the system',
  themeLight: 'Theme: light',
  themeDark: 'Theme: dark',
  densityCompact: 'Density: compact rows',
  densityComfortable: 'Density: comfortable rows',
  paneAuto: 'Reading pane: where there is more room',
  paneBelow: 'Reading pane: below the list',
  paneRight: 'Reading pane: to the right of the list',
  resetView: 'Reset columns, density and reading pane',
  letterKeys: 'Turn keys of a single character on or off',
} as const;

export type CommandId = keyof typeof commandNames;

export const palette = {
  label: 'Commands',
  open: (key: string): string => `Commands, saved searches, files and servers (${key})`,
  find: 'Find a command, view, saved search, file or server',
  hint: 'What do you want to do?',
  kinds: { recent: 'Recent', file: 'File', server: 'Server', named: 'Summary' },
  onlyFile: (file: string): string => `Only entries of ${file}`,
  showFile: (file: string): string => `Show ${file} in “Files”`,
  onlyServer: (server: string): string => `Only the server ${server}`,
  count: (count: number): string => formatNoun(count, 'result', 'results'),
  more: (count: number): string => `and ${formatCount(count)} more: type more of the name`,
  none: 'Nothing has these words. Press Escape to close.',
  keys: '↑ ↓ to choose, Enter to run, Esc to close',
} as const;

/** Keys as they are written. */
export const keyNames: Readonly<Record<string, string>> = {
  Escape: 'Esc',
  Backspace: 'Backspace',
  Mod: 'Ctrl',
} as const;

/** While a key of two is waited for. */
export const goHint = {
  label: 'Go to',
  cancel: 'Esc to stay',
} as const;

export const letterKeys = {
  option: 'Use keys of a single character',
  meaning:
    'Turn this off if you dictate, or press such keys by accident. All commands stay in the list that Ctrl+K (⌘K on a Mac) opens.',
  on: 'Keys of a single character are on.',
  off: 'Keys of a single character are off.',
} as const;
