/**
 * The actions of the views that are elements of their own: objects of callbacks, made once so that they never change.
 */

import type { App } from '../actions/app.js';
import { pageAddress } from '../browser/address.js';
import { printPage } from '../browser/print.js';
import type { FieldValue, RequestRow, SavedItem } from '../contract.js';
import { savedChoiceName } from '../locale/saved.js';
import { isFacetsShown, isTimelineShown } from '../state/layout.js';
import type { Panel, Place } from '../state/state.js';
import type { CompareActions } from './compare.js';
import type { ConversationActions } from './conversation.js';
import type { CoverageActions } from './coverage-view.js';
import type { DelayActions } from './delays.js';
import type { FacetActions } from './facets.js';
import type { FilesActions } from './files-panel.js';
import type { Focus } from './focus.js';
import {
  coverageActions,
  isSought,
  list,
  overviewActions,
  summaryActions,
  toResults,
  toRows,
} from './listing-actions.js';
import type { MessagesActions } from './messages.js';
import { delayActions, messagesActions } from './messages-actions.js';
import type { OverviewActions } from './overview-actions.js';
import type { PlainTableActions } from './plain-table.js';
import { compareActions, conversationActions, type MarkActions, valueMenuActions } from './reading-actions.js';
import type { TableActions } from './session-table.js';
import { type SplitActions, splitActions } from './split-actions.js';
import type { SummaryActions } from './summary-table.js';
import type { TimelineActions } from './timeline.js';
import type { ValueMenuActions } from './value-menu.js';

export interface ViewActions extends SplitActions {
  table: TableActions;
  conversation: ConversationActions;
  coverage: CoverageActions;
  overview: OverviewActions;
  messages: MessagesActions;
  delays: DelayActions;
  files: FilesActions;
  plainTable: PlainTableActions;
  valueMenu: ValueMenuActions;
  compare: CompareActions & MarkActions;
  facets: FacetActions;
  summary: SummaryActions;
  timeline: TimelineActions;
  /** Shows or hides the facets. */
  toggleFacets(): void;
  closeRow(): void;
  /** Goes on to another row of the table. */
  stepRow(by: number): void;
  /** Opens the session that a row belongs to. */
  openSession(session: number): void;
  /** Opens a row about a request with that id; if the query does not find it, the query becomes the id. */
  openRequest(row: RequestRow, id: string): void;
  /** Moves the focus to the search box. */
  toSearch(): void;
  /** Shows a tab and moves the focus into it. */
  goTo(panel: Panel): void;
  /** Goes on to another session or row. */
  step(by: number): void;
  /** Closes the session or row that is open. */
  close(): void;
  /** Goes to the next entry that the query matches, or to the one before. */
  nextMatch(backwards: boolean): void;
  /** Opens the browser's dialog for files or for a folder. */
  pick(what: 'files' | 'folder'): void;
  /** Finds only what has this value of a field that says where entries come from. */
  onlyFrom(value: FieldValue): Promise<void>;
  /** Shows what was saved in a group: finds what its query asks, or shows its summary. */
  showSaved(group: string, item: SavedItem): void;
  /** Copies a link to what is shown. */
  copyLink(): void;
  /** Shows a file among all files. */
  showFile(file: number): void;
  /** Goes to the diagnostics of all files. */
  showDiagnostics(): void;
  /** Moves the focus to the first row of what the query has found. */
  toResults(): void;
  /** Shows what the query has found among the sessions, or in a table. */
  showSessions(): void;
  showTable(table: number): void;
  /** Shows or hides the timeline. */
  toggleTimeline(): void;
  /** Applies the text of the search box, and moves the focus to the first row. */
  search(): void;
  /** Searches for an example of the help. */
  use(query: string): void;
  /** Loads what is to be printed, and prints it. */
  print(): void;
  /** Returns to the view that was left by the last link. */
  back(): void;
}

function tableActions(app: App, focus: Focus): TableActions {
  const { sessions, context, store, trail } = app;
  return {
    fetch: (from, to) => context.ask((client) => client.window(store.state.sort, from, to)),
    moveTo: (row) => void sessions.moveTo(row),
    openAt: (row, session) => {
      trail.leave();
      void sessions.openAt(row, session);
    },
    open: () => {
      trail.leave();
      void trail.unlessLeft(sessions.open(), () => focus.conversation());
    },
    sortBy: (key) => void sessions.sortBy(key),
    resize: (key, width) => app.appearance.resize(key, width),
    place: (key, before) => app.appearance.place(key, before),
  };
}

function focusPlace({ panel, session, compared }: Place, left: number | null, focus: Focus): void {
  if (panel === 'sessions' && compared) focus.comparison();
  else if (panel === 'coverage') focus.coverage();
  else if (panel === 'overview') focus.overview();
  else if (panel === 'messages') focus.messages();
  else if (panel === 'summary') focus.summary();
  else if (panel === 'tables') focus.rowSession();
  else if (session !== null && left !== null) focus.related(left);
  else focus.table();
}

function filesActions(app: App): FilesActions {
  const { reading, context } = app;
  const change: FilesActions['change'] = async (files, { origin, correction }) => {
    if (Object.keys(origin).length > 0) await reading.setOrigin(files, origin);
    if (Object.keys(correction).length > 0) await reading.correct(files, correction);
  };
  return {
    change: (files, wanted) => void Promise.resolve(change(files, wanted)).catch((error) => context.report(error)),
    remove: (files) => void reading.remove(files).catch((error) => context.report(error)),
    showCredentials: (shown) => void app.showCredentials(shown),
    pathOf: (file) => reading.pathOf(file),
  };
}

function plainTableActions({ tables, context, trail }: App, focus: Focus): PlainTableActions {
  return {
    fetch: (table, order, from, to, columns) =>
      context.ask((client) => client.tablePart(table, order, from, to, columns)),
    row: (table, order, row) => context.ask((client) => client.tableWindow(table, order, row, row + 1)),
    moveTo: (row) => void tables.moveTo(row),
    openAt: (row) => void tables.moveTo(row).then(() => tables.open()),
    open: () => void trail.unlessLeft(tables.open(), () => focus.row()),
    sortBy: (column) => tables.sortBy(column),
  };
}

function facetActions(app: App, focus: Focus): FacetActions {
  const { narrowing } = app;
  return {
    fetch: app.summarising.askWhile,
    narrow: (how, condition) => void narrowing.narrowBy(how, condition),
    choose: (facets) => app.prefer({ facets }),
    more: (field) => {
      app.summarising.showField(field);
      app.show('summary');
      focus.summary();
    },
    hide: () => app.prefer({ facetsShown: false }),
  };
}

function timelineActions({ periods, timelines }: App): TimelineActions {
  return {
    resize: (width) => timelines.resize(width),
    zoomBy: (factor, at) => timelines.zoomBy(factor, at),
    moveBy: (share) => timelines.moveBy(share),
    narrow: (period, isHeld) => periods.narrow(period, isHeld),
    back: () => periods.back(),
    toggleOutcome: (outcome) => void periods.toggleOutcome(outcome),
    add: (query, measure, name) => timelines.add(query, measure, name),
    addCurrent: (measure) => timelines.addCurrent(measure),
    remove: (series) => timelines.remove(series),
    measure: (series, measure) => timelines.measure(series, measure),
  };
}

async function openRequest({ tables, narrowing, store }: App, { table, row }: RequestRow, id: string): Promise<void> {
  if (await tables.openRow(table, row)) return;
  const query = await narrowing.condition({ field: '', value: id });
  if (query === null) return;
  await narrowing.seek(query);
  if (store.state.query === query) await tables.openRow(table, row);
}

export function viewActions(app: App, focus: Focus): ViewActions {
  app.trail.onReturn = (place, left) => {
    if (!focus.isOnTimeline()) focusPlace(place, left, focus);
  };
  const results = () => toResults(app, focus);
  const ofRows = () => app.store.state.panel === 'tables';
  const closeRow = () => {
    app.tables.close();
    focus.plainTable();
  };
  const conversation = conversationActions(app, focus);
  const comparing = compareActions(app, focus);
  const messages = messagesActions(app, focus);
  const coverage = coverageActions(app, results);
  const goTo = (panel: Panel) => {
    app.show(panel);
    focus.main();
  };
  const use = (query: string) => {
    app.trail.leave();
    app.store.set({ helpOpen: false });
    list(app, query, results);
  };
  return {
    table: tableActions(app, focus),
    conversation,
    coverage,
    overview: overviewActions(app, results, goTo, coverage.table),
    messages,
    delays: delayActions(app, focus),
    files: filesActions(app),
    plainTable: plainTableActions(app, focus),
    valueMenu: valueMenuActions(app, focus),
    facets: facetActions(app, focus),
    compare: comparing,
    summary: summaryActions(app, results),
    timeline: timelineActions(app),
    toggleFacets: () => app.prefer({ facetsShown: !isFacetsShown(app.store.state) }),
    toSearch: () => focus.search(),
    goTo,
    step: (by) => (ofRows() ? void app.tables.step(by) : conversation.step(by)),
    close: () => {
      if (ofRows()) closeRow();
      else if (app.store.state.panel === 'messages') messages.close();
      else if (app.store.state.panel === 'overview') {
        app.overview.toggleVerdict();
        focus.opener('verdict-toggle');
      } else if (app.store.state.comparison) comparing.close();
      else conversation.close();
    },
    nextMatch: (backwards) => focus.match(backwards),
    pick: (what) => focus.pick(what),
    onlyFrom: async (value) => {
      const { panel } = app.store.state;
      if (!isSought(app, await app.narrowing.narrow('only', value), panel)) return;
      toRows(app);
      results();
    },
    showSaved: (group, item) => {
      if ('query' in item) use(item.query);
      else {
        app.summarising.showNamed(savedChoiceName(group, item.name));
        goTo('summary');
      }
    },
    copyLink: () => void app.linking.copy(pageAddress() ?? ''),
    showFile: (file) => {
      app.show('files');
      focus.file(file);
    },
    showDiagnostics: () => {
      app.show('files');
      focus.diagnostics();
    },
    closeRow,
    stepRow: (by) => void app.tables.step(by),
    openRequest: (row, id) => {
      app.trail.leave(true);
      void openRequest(app, row, id).then(() => focus.row());
    },
    openSession: (session) => {
      app.trail.leave(true);
      void app.trail.unlessLeft(app.tables.openSession(session), () => focus.conversation());
    },
    toResults: results,
    showSessions: () => {
      app.trail.leave(true);
      app.store.set({ panel: 'sessions' });
      results();
    },
    showTable: (table) => {
      app.trail.leave(true);
      app.tables.choose(table);
      app.store.set({ panel: 'tables' });
      results();
    },
    toggleTimeline: () => app.prefer({ timelineShown: !isTimelineShown(app.store.state) }),
    search: () => void app.trail.unlessLeft(app.search.submit(), results),
    use,
    print: () => void app.printing.prepare().then(printPage),
    back: () => void app.trail.back(),
    ...splitActions(app),
  };
}
