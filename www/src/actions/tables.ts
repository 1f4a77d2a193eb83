/** The logs that are shown as tables: the current one, its columns, its sort order, the open row. */

import { copyText } from '../browser/clipboard.js';
import type { TableOrder, TableReport, TableWindow } from '../contract.js';
import { marked } from '../display/marks.js';
import { type AppState, LOG_ORDER } from '../state/state.js';
import type { Context } from './context.js';
import { Debounce } from './debounce.js';
import { RELATE_MS, type Sessions } from './sessions.js';

/** The table that is shown. */
export function shownTable({ tables, table }: AppState): TableReport | undefined {
  return tables.find((report) => report.table === table) ?? tables[0];
}

/**
 * Number of columns that are shown at a time. Logs have up to a hundred and fifty; drawing thousands would block the page
 * for seconds.
 */
export const MOST_COLUMNS = 200;

/** The visible columns of a table: those the user has chosen, otherwise the first of those with values. */
export function shownColumns(report: TableReport, state: AppState): readonly number[] {
  return exportedColumns(report, state).slice(0, MOST_COLUMNS);
}

/** The columns that are exported: those that are visible, and if the user has chosen none, all of those with values. */
export function exportedColumns(report: TableReport, { tableColumns }: AppState): readonly number[] {
  const chosen = tableColumns[report.table];
  if (chosen) return chosen;
  const filled = filledColumns(report);
  return filled.length > 0 ? filled : allColumns(report);
}

export function allColumns({ columns }: TableReport): number[] {
  return columns.map((_, index) => index);
}

export function filledColumns({ columns }: TableReport): number[] {
  return columns.flatMap(({ filled }, index) => (filled ? [index] : []));
}

/** Whether rows of a table may have the id of a web request. */
function mayHaveRequests({ columns }: TableReport): boolean {
  return columns.some(({ name, property }) => property === 'requestId' || name === 'cs-uri-query');
}

/** A row as text to paste: one line for each column with a value. */
export function rowText(report: TableReport, { rows: [cells = []] }: TableWindow): string {
  const lines = report.columns.map(({ name }, index) => ({ name, value: cells[index] ?? '' }));
  return lines
    .filter(({ value }) => value !== '')
    .map(({ name, value }) => marked(`${name}: ${value}`))
    .join('\n');
}

export class Tables {
  readonly #context: Context;
  readonly #sessions: Sessions;
  readonly #relating = new Debounce(RELATE_MS);
  /** How often a row was closed. */
  #closed = 0;

  constructor(context: Context, sessions: Sessions) {
    this.#context = context;
    this.#sessions = sessions;
  }

  choose(table: number): void {
    this.#context.store.set({ table, tableSort: LOG_ORDER, tableRow: -1, tableDetail: null, columnFilter: '' });
  }

  /** Shows these columns of the table, as many as can be shown, in the order of the log. */
  chooseColumns(report: TableReport, columns: readonly number[]): void {
    const { store } = this.#context;
    const inOrder = columns.slice(0, MOST_COLUMNS).sort((a, b) => a - b);
    store.set({ tableColumns: { ...store.state.tableColumns, [report.table]: inOrder } });
  }

  /** Shows or hides a column; one is always shown. */
  toggleColumn(report: TableReport, column: number): void {
    const shown = shownColumns(report, this.#context.store.state);
    const without = shown.filter((other) => other !== column);
    if (without.length === shown.length) {
      if (shown.length < MOST_COLUMNS) this.chooseColumns(report, [...shown, column]);
    } else if (without.length > 0) this.chooseColumns(report, without);
  }

  /** Sorts by a column: ascending, then descending, then in the order of the log again. */
  sortBy(column: number): void {
    const { store } = this.#context;
    const { tableSort } = store.state;
    const same = tableSort.column === column;
    const next = same && tableSort.descending ? LOG_ORDER : { column, descending: same };
    store.set({ tableSort: next, tableRow: -1, tableDetail: null });
  }

  /** Moves the cursor to a row; an open row follows. */
  async moveTo(row: number): Promise<void> {
    this.#context.store.set({ tableRow: row });
    if (this.#context.store.state.tableDetail) await this.open();
  }

  /** Moves the cursor on by a number of rows. */
  async step(by: number): Promise<void> {
    const { state } = this.#context.store;
    const last = (shownTable(state)?.rows ?? 0) - 1;
    await this.moveTo(Math.min(last, Math.max(0, state.tableRow + by)));
  }

  /** Opens the row under the cursor. */
  async open(): Promise<void> {
    const { state } = this.#context.store;
    const report = shownTable(state);
    const { tableRow, tableSort } = state;
    if (!report || tableRow < 0) return;
    const closed = this.#closed;
    const window = await this.#context.ask((client) =>
      client.tableWindow(report.table, tableSort, tableRow, tableRow + 1),
    );
    const { store } = this.#context;
    const isWanted =
      store.state.tableRow === tableRow && store.state.tableSort === tableSort && closed === this.#closed;
    if (!window || window.rows.length === 0 || !isWanted) return;
    store.set({ tableDetail: window });
    if (mayHaveRequests(report)) this.#relating.run(() => void this.#relate(window, tableSort));
  }

  /** Looks in all logs for other rows about the same request, once the cursor rests. */
  async #relate(of: TableWindow, order: TableOrder): Promise<void> {
    const { store } = this.#context;
    if (store.state.tableDetail !== of) return;
    const found = await this.#context.ask((client) => client.sameRequest(of.table, order, of.from));
    if (found && found.id !== '') store.set({ sameRequest: { of, found } });
  }

  /** Opens a row of any table, in the order of the log. False if the current query does not find it. */
  async openRow(table: number, row: number): Promise<boolean> {
    const place = await this.#context.ask((client) => client.placeOfRow(table, LOG_ORDER, row));
    if (place === null || place < 0) return false;
    this.choose(table);
    this.#context.store.set({ tableRow: place });
    await this.open();
    return true;
  }

  close(): void {
    this.#closed += 1;
    this.#context.store.set({ tableDetail: null });
  }

  openSession(session: number): Promise<void> {
    return this.#sessions.openSession(session);
  }

  /** False if the browser did not copy. */
  copy(report: TableReport, detail: TableWindow): Promise<boolean> {
    return copyText(rowText(report, detail));
  }
}
