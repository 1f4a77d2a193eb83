/**
 * The commands of the page: what each is called, its keys, when it can be used, and what it does. The palette, the list of
 * keys in the help and the handling of keys are all made of this table.
 */

import type { App } from '../actions/app.js';
import type { ExportFormat } from '../contract.js';
import { soughtOf } from '../display/messages.js';
import { isDelays, shownChoice } from '../display/summary.js';
import type { CommandGroup, CommandId } from '../locale/commands.js';
import { isComparing, isReading, isUnderFacets } from '../state/layout.js';
import type { AppState, Density, Panel, ReadingPane, Theme } from '../state/state.js';
import type { ViewActions } from './view-actions.js';

/** What commands use. */
export interface Doers {
  app: App;
  actions: ViewActions;
}

export interface Command {
  id: CommandId;
  group: CommandGroup;
  /**
   * The keys, the best known first: a character as it is typed, a named key, `Mod+` for Ctrl (Cmd on a Mac), or two
   * characters one after the other, as in `g s`.
   */
  keys: readonly string[];
  isUsable(state: AppState): boolean;
  run(doers: Doers): void;
}

const always = (): boolean => true;
const isOpen = ({ summary }: AppState): boolean => summary !== null;
/** Whether there is a list, of which two sessions side by side take the place. */
const hasRows = (state: AppState): boolean =>
  isOpen(state) && !isComparing(state) && (state.panel === 'sessions' || state.panel === 'tables');
const hasSessions = (state: AppState): boolean => hasRows(state) && state.panel === 'sessions';
const hasDetail = (state: AppState): boolean => hasSessions(state) && state.detail !== null;
const hasMatch = (state: AppState): boolean =>
  isComparing(state) || (state.detail !== null && state.detail.firstMatch !== null);
const hasSteps = ({ steps }: AppState): boolean => steps.places.has(steps.now - 1);
const isExporting = ({ exporting }: AppState): boolean => exporting !== null;
const mayExport = (state: AppState): boolean => isOpen(state) && !isExporting(state);

/** The key that begins those of the views. */
export const GO = 'g';

const view = (panel: Panel, letter: string): Command => ({
  id: panel,
  group: 'go',
  keys: [`${GO} ${letter}`],
  isUsable: isOpen,
  run: ({ actions }) => actions.goTo(panel),
});

const exportAs = (id: CommandId, format: ExportFormat): Command => ({
  id,
  group: 'logs',
  keys: [],
  isUsable: mayExport,
  run: ({ app }) => void app.exporting.save(format),
});

const theme = (id: CommandId, value: Theme): Command => ({
  id,
  group: 'settings',
  keys: [],
  isUsable: always,
  run: ({ app }) => app.prefer({ theme: value }),
});

const density = (id: CommandId, value: Density): Command => ({
  id,
  group: 'settings',
  keys: [],
  isUsable: always,
  run: ({ app }) => app.appearance.chooseDensity(value),
});

const readingPane = (id: CommandId, value: ReadingPane): Command => ({
  id,
  group: 'settings',
  keys: [],
  isUsable: always,
  run: ({ app }) => app.appearance.chooseReadingPane(value),
});

/** Of several with the same key, the first that can be used is meant. */
export const COMMANDS: readonly Command[] = [
  {
    id: 'palette',
    group: 'find',
    keys: ['Mod+k'],
    isUsable: always,
    run: ({ app }) => app.store.set({ paletteOpen: true }),
  },
  { id: 'help', group: 'find', keys: ['?'], isUsable: always, run: ({ app }) => void app.showHelp() },
  { id: 'search', group: 'find', keys: ['/', 'Mod+f'], isUsable: always, run: ({ actions }) => actions.toSearch() },
  {
    id: 'clearSearch',
    group: 'find',
    keys: [],
    isUsable: ({ query }) => query !== '',
    run: ({ app }) => void app.narrowing.seek(''),
  },
  {
    id: 'toResults',
    group: 'find',
    keys: [],
    isUsable: hasRows,
    run: ({ actions }) => actions.toResults(),
  },
  {
    id: 'nextSession',
    group: 'read',
    keys: ['j'],
    isUsable: hasRows,
    run: ({ actions }) => actions.step(1),
  },
  {
    id: 'previousSession',
    group: 'read',
    keys: ['k'],
    isUsable: hasRows,
    run: ({ actions }) => actions.step(-1),
  },
  { id: 'nextMatch', group: 'read', keys: ['n'], isUsable: hasMatch, run: ({ actions }) => actions.nextMatch(false) },
  {
    id: 'previousMatch',
    group: 'read',
    keys: ['N'],
    isUsable: hasMatch,
    run: ({ actions }) => actions.nextMatch(true),
  },
  {
    id: 'mark',
    group: 'read',
    keys: ['m'],
    isUsable: hasSessions,
    run: ({ actions }) => void actions.compare.toggleMark(),
  },
  {
    id: 'compare',
    group: 'read',
    keys: ['='],
    isUsable: hasSessions,
    run: ({ actions }) => void actions.compare.open(),
  },
  { id: 'swapSides', group: 'read', keys: [], isUsable: isComparing, run: ({ actions }) => actions.compare.swap() },
  {
    id: 'cancelExport',
    group: 'logs',
    keys: ['Escape'],
    isUsable: isExporting,
    run: ({ app }) => app.exporting.cancel(),
  },
  {
    id: 'hideFacets',
    group: 'show',
    keys: ['Escape'],
    isUsable: isUnderFacets,
    run: ({ actions }) => actions.facets.hide(),
  },
  { id: 'close', group: 'read', keys: ['Escape'], isUsable: isReading, run: ({ actions }) => actions.close() },
  {
    id: 'back',
    group: 'read',
    keys: ['Backspace', 'Escape'],
    isUsable: hasSteps,
    run: ({ actions }) => actions.back(),
  },
  view('overview', 'v'),
  view('sessions', 's'),
  view('messages', 'm'),
  view('summary', 'u'),
  view('tables', 'o'),
  view('files', 'f'),
  view('coverage', 'c'),
  {
    id: 'followMessage',
    group: 'read',
    keys: [],
    isUsable: (state) => hasDetail(state) && state.detail !== null && soughtOf(state.detail, null) !== null,
    run: ({ actions }) => actions.conversation.followMessage(),
  },
  {
    id: 'maximise',
    group: 'show',
    keys: ['z'],
    isUsable: hasDetail,
    run: ({ actions }) => actions.conversation.maximise(),
  },
  {
    id: 'raw',
    group: 'show',
    keys: [],
    isUsable: hasDetail,
    run: ({ app }) => app.store.set({ raw: !app.store.state.raw }),
  },
  { id: 'timeline', group: 'show', keys: ['t'], isUsable: isOpen, run: ({ actions }) => actions.toggleTimeline() },
  {
    id: 'facets',
    group: 'show',
    keys: ['f'],
    isUsable: (state) => isOpen(state) && !isComparing(state),
    run: ({ actions }) => actions.toggleFacets(),
  },
  { id: 'columns', group: 'show', keys: [], isUsable: hasSessions, run: ({ app }) => app.appearance.choose() },
  {
    id: 'noise',
    group: 'show',
    keys: ['h'],
    isUsable: isOpen,
    run: ({ app }) => void app.hideNoise(!app.store.state.noiseHidden),
  },
  {
    id: 'saveQuery',
    group: 'saved',
    keys: [],
    isUsable: ({ applied }) => applied.trim() !== '',
    run: ({ app }) => void app.saving.show('query'),
  },
  {
    id: 'saveSummary',
    group: 'saved',
    keys: [],
    isUsable: (state) => isOpen(state) && state.panel === 'summary' && !isDelays(shownChoice(state.summaryChoice)),
    run: ({ app }) => void app.saving.show('summary'),
  },
  { id: 'manageSaved', group: 'saved', keys: [], isUsable: always, run: ({ app }) => void app.saving.show('manage') },
  {
    id: 'copyLink',
    group: 'saved',
    keys: [],
    isUsable: (state) => isOpen(state) && state.ownPage,
    run: ({ actions }) => actions.copyLink(),
  },
  { id: 'openFiles', group: 'logs', keys: [], isUsable: always, run: ({ actions }) => actions.pick('files') },
  { id: 'openFolder', group: 'logs', keys: [], isUsable: always, run: ({ actions }) => actions.pick('folder') },
  {
    id: 'sample',
    group: 'logs',
    keys: [],
    isUsable: (state) => !isOpen(state),
    run: ({ app }) => void app.reading.showSample(),
  },
  { id: 'closeAll', group: 'logs', keys: [], isUsable: isOpen, run: ({ app }) => void app.reading.close() },
  { id: 'print', group: 'logs', keys: ['Mod+p'], isUsable: isOpen, run: ({ actions }) => actions.print() },
  exportAs('exportCsv', 'csv'),
  exportAs('exportMessages', 'messages'),
  exportAs('exportNdjson', 'ndjson'),
  exportAs('exportText', 'text'),
  {
    id: 'zone',
    group: 'settings',
    keys: ['u'],
    isUsable: always,
    run: ({ app }) => app.prefer({ zone: app.store.state.zone === 'utc' ? 'local' : 'utc' }),
  },
  theme('themeSystem', 'system'),
  theme('themeLight', 'light'),
  theme('themeDark', 'dark'),
  density('densityCompact', 'compact'),
  density('densityComfortable', 'comfortable'),
  readingPane('paneAuto', 'auto'),
  readingPane('paneBelow', 'below'),
  readingPane('paneRight', 'right'),
  { id: 'resetView', group: 'settings', keys: [], isUsable: always, run: ({ app }) => app.appearance.reset() },
  {
    id: 'letterKeys',
    group: 'settings',
    keys: [],
    isUsable: always,
    run: ({ app }) => app.useLetterKeys(!app.store.state.letterKeys),
  },
];
