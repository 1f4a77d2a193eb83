/** The actions of what leads to a list: of the coverage, the overview and the summaries. */

import type { App } from '../actions/app.js';
import { shownTable } from '../actions/tables.js';
import type { SummaryGroup } from '../contract.js';
import { hasOnlyTables, type Panel, panelOf, tableChange } from '../state/state.js';
import type { CoverageActions } from './coverage-view.js';
import type { Focus } from './focus.js';
import type { OverviewActions } from './overview-actions.js';
import type { SummaryActions } from './summary-table.js';

/** Where the query has found no session but rows, shows the first table that has some in the place of the list. */
export function toRows({ store }: App): void {
  const { counts, tables, problem } = store.state;
  const isShown = store.state.panel === 'tables' && (shownTable(store.state)?.rows ?? 0) > 0;
  const found = tables.find(({ rows }) => rows > 0);
  if (isShown || problem || counts?.sessions !== 0 || !found) return;
  store.set({ panel: 'tables', ...tableChange(store.state, found.table) });
}

/** Lists what a query finds, its sessions or else its rows. */
export function list(app: App, query: string, toResults: () => void): void {
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

/** Moves the focus to the first row of what the query has found, in the tab of sessions or of tables. */
export function toResults({ sessions, tables, store }: App, focus: Focus): void {
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

/** Whether what was sought in a view is what is still sought, in the view that it led to. */
export function isSought({ store }: App, sought: string | null, panel: Panel): boolean {
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

export function coverageActions(app: App, toResults: () => void): CoverageActions {
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

export function overviewActions(
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

export function summaryActions(app: App, toResults: () => void): SummaryActions {
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
