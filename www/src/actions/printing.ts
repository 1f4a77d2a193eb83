/** Printing: the page loads only a part of long lists and conversations, so what is missing is loaded before. */

import type { SessionDetail, TableReport } from '../contract.js';
import { headingOf, PRINTED_COLUMNS, timeStyle } from '../display/columns.js';
import { conversationSheet, listSheet, panelSheet, tableSheet } from '../display/sheet.js';
import { cellText, gridColumn } from '../display/table-columns.js';
import type { Sheet, SheetTable } from '../state/state.js';
import type { Context } from './context.js';
import { shownColumns, shownTable } from './tables.js';

/** Rows or entries on paper, at most: some 200 sheets. */
export const PRINTED_MOST = 10_000;
/** Rows asked for at a time. */
const BLOCK = 1000;

/** Numbers from 0 to the end in steps of a block. */
const blocks = (end: number) => Array.from({ length: Math.ceil(end / BLOCK) }, (_, block) => block * BLOCK);

export class Printing {
  readonly #context: Context;
  /** The open conversation as it was before all of its entries were loaded. */
  #before: SessionDetail | null = null;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Loads everything that is to be printed. */
  async prepare(now = Date.now()): Promise<void> {
    this.finish();
    const { panel, detail } = this.#context.store.state;
    if (panel === 'sessions' && detail) await this.#loadEntries(detail);
    else if (panel === 'sessions') this.#show(await this.#list(now));
    else if (panel === 'tables') this.#show(await this.#table(now));
    this.prepareInView(now);
  }

  /** For the browser's own menu, which does not wait: prints what is loaded, and says what is not. */
  prepareInView(now = Date.now()): void {
    if (!this.#context.store.state.sheet) this.#show(this.#inView(now));
  }

  #inView(now: number): Sheet | null {
    const { state } = this.#context.store;
    if (!state.summary) return null;
    if (state.panel === 'sessions') {
      return state.detail ? conversationSheet(state.detail, state, now) : listSheet(state, [], null, now);
    }
    const report = shownTable(state);
    return state.panel === 'tables' && report ? tableSheet(report, state, null, now) : panelSheet(state, now);
  }

  /** Goes back to what the page showed before. */
  finish(): void {
    const { store } = this.#context;
    if (this.#before && store.state.detail?.session === this.#before.session) store.set({ detail: this.#before });
    this.#before = null;
    store.set({ sheet: null });
  }

  #show(sheet: Sheet | null): void {
    this.#context.store.set({ sheet });
  }

  async #loadEntries(detail: SessionDetail): Promise<void> {
    if (detail.entries.length === detail.entryCount) return;
    const range = { firstEntry: 0, limit: PRINTED_MOST };
    const whole = await this.#context.ask((client) => client.detail(detail.session, range));
    if (!whole) return;
    this.#before = detail;
    this.#context.store.set({ detail: whole });
  }

  async #list(now: number): Promise<Sheet> {
    const { state } = this.#context.store;
    const times = timeStyle(state.summary, state.zone);
    const rows: string[][] = [];
    const starts: number[] = [];
    for (const from of blocks(Math.min(PRINTED_MOST, state.counts?.sessions ?? 0))) {
      const window = await this.#context.ask((client) => client.window(state.sort, from, from + BLOCK));
      for (let index = 0; index < (window?.length ?? 0); index++) {
        const row = { window: window as NonNullable<typeof window>, index };
        rows.push(PRINTED_COLUMNS.map((column) => column.text(row, times)));
        starts.push(row.window.columns.start[index] ?? Number.NaN);
      }
    }
    const columns = PRINTED_COLUMNS.map(({ key }) => headingOf(key, times));
    return listSheet(state, starts, { columns, rows }, now);
  }

  async #table(now: number): Promise<Sheet | null> {
    const { state } = this.#context.store;
    const report = shownTable(state);
    return report ? tableSheet(report, state, await this.#rows(report), now) : null;
  }

  async #rows(report: TableReport): Promise<SheetTable> {
    const { state } = this.#context.store;
    const columns = shownColumns(report, state);
    const rows: string[][] = [];
    for (const from of blocks(Math.min(PRINTED_MOST, report.rows))) {
      const window = await this.#context.ask((client) =>
        client.tableWindow(report.table, state.tableSort, from, from + BLOCK),
      );
      window?.rows.forEach((_, index) => {
        rows.push(columns.map((column) => cellText({ window, index }, column, state.zone)));
      });
    }
    return { columns: columns.map((column) => gridColumn(report, column, state.zone).heading), rows };
  }
}
