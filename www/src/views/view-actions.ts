/**
 * The actions of the views that are elements of their own: objects of callbacks, made once so that they never change.
 */

import type { App } from '../actions/app.js';
import { shownTable } from '../actions/tables.js';
import { pageAddress } from '../browser/address.js';
import { printPage } from '../browser/print.js';
import type { FieldValue, RequestRow, SavedItem, SummaryGroup } from '../contract.js';
import { en } from '../locale/en.js';
import { savedChoiceName } from '../locale/saved.js';
import { isFacetsShown, isTimelineShown } from '../state/layout.js';
import { hasOnlyTables, type Panel, type Place, panelOf, tableChange } from '../state/state.js';
import type { CompareActions } from './compare.js';
import type { ConversationActions } from './conversation.js';
import type { CoverageActions } from './coverage-view.js';
import type { DelayActions } from './delays.js';
import type { FacetActions } from './facets.js';
import type { FilesActions } from './files-panel.js';
import type { MessagesActions } from './messages.js';
import { delayActions, followOpen, messagesActions, seeking } from './messages-actions.js';
import type { OverviewActions } from './overview-actions.js';
import type { PlainTableActions } from './plain-table.js';
import type { TableActions } from './session-table.js';
import type { SummaryActions } from './summary-table.js';
import type { TimelineActions } from './timeline.js';
import type { ValueMenuActions } from './value-menu.js';

export interface ViewActions {
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
  splitStart(event: PointerEvent): void;
  splitMove(event: PointerEvent): void;
  splitKey(event: KeyboardEvent): void;
}

/** Marks the session under the cursor, or compares it with the marked one. */
export interface MarkActions {
  toggleMark(): Promise<void>;
  open(): Promise<void>;
}

/** Moves the focus when something opens or closes. */
export interface Focus {
  search(): void;
  /** The main part of the tab that is shown. */
  main(): void;
  /** The row of a file. */
  file(file: number): void;
  /** What follows the files. */
  diagnostics(): void;
  /** The next or previous match in the conversation, or difference in the comparison, which scrolls to it. */
  match(backwards: boolean): void;
  /** The button that opens files or a folder. */
  pick(what: 'files' | 'folder'): void;
  table(): void;
  conversation(): void;
  comparison(): void;
  row(): void;
  plainTable(): void;
  coverage(): void;
  overview(): void;
  messages(): void;
  summary(): void;
  /** The link to a related session. */
  related(session: number): void;
  /** The button that opens the session of a row. */
  rowSession(): void;
  /** The button that shows a part of a view. */
  opener(id: 'verdict-toggle' | 'measure-delays'): void;
  /** Whether it is on the timeline, which is there whatever else is shown. */
  isOnTimeline(): boolean;
}

const SPLIT_STEP = 0.05;

/** A share that leaves some of both sides visible. */
export function clampSplit(share: number): number {
  return Math.min(0.85, Math.max(0.15, share));
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

function conversationActions(app: App, focus: Focus): ConversationActions {
  const { sessions, store, trail } = app;
  return {
    close: () => {
      trail.close();
      focus.table();
    },
    step: (by) => void sessions.step(by),
    showEntry: (position) => void sessions.showEntry(position),
    nextMatch: (backwards) => sessions.nextMatch(backwards),
    openSession: (session) => {
      trail.leave(true);
      void trail.unlessLeft(sessions.openSession(session), () => focus.conversation());
    },
    followMessage: () => followOpen(app, focus),
    setGap: (gapMs) => app.prefer({ gapMs }),
    setRaw: (raw) => store.set({ raw }),
    maximise: () => app.prefer({ maximised: !store.state.maximised }),
    whole: (detail) => sessions.whole(detail),
    toggleMark: (session) => void sessions.comparing.toggleMark(session),
    compare: (session) => compare(app, focus, session),
    compareBoth: (a, b) => compareBoth(app, focus, a, b),
    fileName: (index) => {
      const file = store.state.summary?.perFile.find(({ file }) => file === index);
      return file ? [file.folder, file.name].filter(Boolean).join('/') : en.files.label;
    },
  };
}

function compareBoth({ sessions, trail }: App, focus: Focus, a: number, b: number): void {
  trail.leave();
  void trail.unlessLeft(sessions.comparing.open(a, b), () => focus.comparison());
}

/** Compares a session with the marked one. */
function compare(app: App, focus: Focus, session: number | null): void {
  const { marked } = app.store.state;
  if (!app.sessions.comparing.canCompare(session) || !marked) return;
  compareBoth(app, focus, marked.session, session);
}

function compareActions(app: App, focus: Focus): CompareActions & MarkActions {
  const { sessions, store, trail } = app;
  const { comparing } = sessions;
  return {
    close: () => {
      trail.close();
      if (store.state.detail) focus.conversation();
      else focus.table();
    },
    swap: () => comparing.swap(),
    part: (by) => void comparing.part(by),
    openSession: (session) => {
      trail.leave();
      void trail.unlessLeft(sessions.openSession(session), () => focus.conversation());
    },
    toggleMark: async () => {
      const session = await sessions.current();
      if (session !== null) await comparing.toggleMark(session);
    },
    open: async () => {
      const session = await sessions.current();
      await comparing.marking;
      compare(app, focus, session);
    },
  };
}

/** Where the query has found no session but rows, shows the first table that has some in the place of the list. */
function toRows({ store }: App): void {
  const { counts, tables, problem } = store.state;
  const isShown = store.state.panel === 'tables' && (shownTable(store.state)?.rows ?? 0) > 0;
  const found = tables.find(({ rows }) => rows > 0);
  if (isShown || problem || counts?.sessions !== 0 || !found) return;
  store.set({ panel: 'tables', ...tableChange(store.state, found.table) });
}

/** Lists what a query finds, its sessions or else its rows. */
function list(app: App, query: string, toResults: () => void): void {
  const { search, store, trail } = app;
  store.set({ panel: hasOnlyTables(store.state) ? 'tables' : 'sessions' });
  void trail.unlessLeft(search.set(query), () => {
    toRows(app);
    toResults();
  });
}

/** The same, with a way back. */
function listing(app: App, toResults: () => void): (query: string) => void {
  return (query) => {
    app.trail.leave(true);
    list(app, query, toResults);
  };
}

function coverageActions(app: App, toResults: () => void): CoverageActions {
  const { context, search, store, trail } = app;
  return {
    fetch: (width) => context.ask((client) => client.coverage(width)),
    look: (change) => store.set({ coverage: { ...store.state.coverage, ...change } }),
    sessions: listing(app, toResults),
    table: (name, query) => {
      trail.leave(true);
      const table = store.state.tables.find((one) => one.name === name)?.table ?? store.state.table;
      store.set({ panel: 'tables', ...tableChange(store.state, table) });
      void trail.unlessLeft(search.set(query), toResults);
    },
  };
}

/** Moves the focus to the first row of what the query has found, in the tab of sessions or of tables. */
function toResults({ sessions, tables, store }: App, focus: Focus): void {
  const { problem, panel, counts } = store.state;
  if (problem) return;
  sessions.comparing.close();
  if (panel === 'tables') {
    if ((shownTable(store.state)?.rows ?? 0) > 0) void tables.moveTo(0);
    focus.plainTable();
  } else if (counts && counts.sessions > 0) {
    store.set({ panel: 'sessions' });
    void sessions.moveTo(0);
    focus.table();
  }
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

function overviewActions(
  app: App,
  toResults: () => void,
  goTo: (panel: Panel) => void,
  table: CoverageActions['table'],
): OverviewActions {
  const { findings, narrowing, overview, store, summarising, trail } = app;
  return {
    look: () => overview.look(),
    sessions: listing(app, toResults),
    open: (group, within) => void openGroup(app, group, toResults, within),
    use: (used) => store.set({ overview: { ...store.state.overview, used } }),
    goTo,
    clearSearch: () => void narrowing.seek(''),
    table,
    named: (name) => {
      trail.leave(true);
      summarising.showNamed(name);
      goTo('summary');
    },
    toggleVerdict: () => overview.toggleVerdict(),
    copyVerdict: () => void overview.copyVerdict(),
    summarise: (query, dimensions) => {
      trail.leave(true);
      summarising.choose({ within: query, dimensions: [...dimensions], order: 'sessions', descending: true });
      store.set({ panel: 'summary' });
    },
    setThresholds: (thresholds) => findings.setThresholds(thresholds),
  };
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

/** Whether what was sought in a view is what is still sought, in the view that it led to. */
function isSought({ store }: App, sought: string | null, panel: Panel): boolean {
  return store.state.query === sought && store.state.panel === panelOf({ ...store.state, panel }, sought);
}

/** Lists what a group has: its sessions, or its rows in the first table that has some. */
async function openGroup(app: App, group: SummaryGroup, toResults: () => void, within?: string): Promise<void> {
  const { summarising, store, trail } = app;
  const { panel } = store.state;
  if (!isSought(app, await summarising.narrowTo(group, within), panel)) return;
  store.set({ panel: 'sessions' });
  toRows(app);
  trail.mark();
  toResults();
}

function summaryActions(app: App, toResults: () => void): SummaryActions {
  const { summarising, store } = app;
  return {
    fetch: (choice, from, to) => summarising.groups(choice, from, to),
    sparklines: (choice) => summarising.sparklines(choice),
    moveTo: (summaryRow) => store.set({ summaryRow }),
    open: (summaryRow, group) => {
      store.set({ summaryRow });
      void openGroup(app, group, toResults);
    },
    sortBy: (order) => summarising.sortBy(order),
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

function valueMenuActions(app: App, focus: Focus): ValueMenuActions {
  const { context, narrowing, sessions, store, trail } = app;
  const { comparing } = sessions;
  const openRelated = (related: number) => {
    trail.leave(true);
    void trail.unlessLeft(sessions.openSession(related), () => focus.conversation());
  };
  return {
    condition: (value) => narrowing.condition(value),
    narrow: async (how, value) => void (await narrowing.narrow(how, value)),
    findAnywhere: async (text) => {
      const query = await narrowing.condition({ field: '', value: text });
      if (query !== null) await narrowing.seek(query);
    },
    copy: (text) => narrowing.copy(text),
    related: () => {
      const { related, detail, panel } = store.state;
      const [first, ...others] = related;
      if (!first || !detail || panel !== 'sessions') return null;
      // Of several, the user chooses in the list of them.
      if (others.length > 0) return () => focus.related(first.session);
      return () => openRelated(first.session);
    },
    relatedOf: async (session) => {
      const [first, ...others] = (await context.ask((client) => client.related(session))) ?? [];
      if (!first) return null;
      if (others.length === 0) return () => openRelated(first.session);
      return () => {
        trail.leave(true);
        void trail.unlessLeft(sessions.openSession(session), () => focus.related(first.session));
      };
    },
    summarise: (dimension) => {
      app.summarising.showField(dimension);
      app.show('summary');
      focus.summary();
    },
    seek: seeking(app, focus),
    marked: () => store.state.marked?.session ?? null,
    toggleMark: (session) => void comparing.toggleMark(session),
    compare: (session) => compare(app, focus, session),
  };
}

/** The share of the panel above the pointer, or to the left of it if list and conversation are side by side. */
function shareAt(event: PointerEvent, beside: boolean): number {
  const panel = (event.currentTarget as HTMLElement).parentElement;
  const box = panel?.getBoundingClientRect();
  if (!box) return 0.5;
  return beside
    ? (event.clientX - box.left) / Math.max(1, box.width)
    : (event.clientY - box.top) / Math.max(1, box.height);
}

/** The direction in which a key moves the splitter: up and left make the list smaller. */
const SPLIT_KEYS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 };

export function viewActions(app: App, focus: Focus): ViewActions {
  app.trail.onReturn = (place, left) => {
    if (!focus.isOnTimeline()) focusPlace(place, left, focus);
  };
  const results = () => toResults(app, focus);
  const split = (by: number) => app.prefer({ split: clampSplit(app.store.state.split + by) });
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
    splitStart: (event) => (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId),
    splitMove: (event) => {
      const held = (event.currentTarget as HTMLElement).hasPointerCapture(event.pointerId);
      if (held) app.prefer({ split: clampSplit(shareAt(event, app.store.state.arrangement === 'beside')) });
    },
    splitKey: (event) => {
      const direction = SPLIT_KEYS[event.key];
      if (direction === undefined) return;
      event.preventDefault();
      split(direction * SPLIT_STEP);
    },
  };
}
