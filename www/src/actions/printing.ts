/** Printing: the page loads only a part of long lists and conversations, so what is missing is loaded before. */

import type { SessionDetail, SessionWindow, SummaryGroup, TablePart } from '../contract.js';
import { isDelays, questionOf, shownChoice } from '../display/summary.js';
import type { Context } from './context.js';
import { shownColumns, shownTable } from './tables.js';

/** Rows or entries on paper, at most: some 200 sheets. */
export const PRINTED_MOST = 10_000;
/** Cells of a table on paper, at most. */
const PRINTED_CELLS = 400_000;
/** Rows asked for at a time. */
const BLOCK = 1000;

export class Printing {
  readonly #context: Context;
  /** The open conversation as it was before all of its entries were loaded. */
  #before: SessionDetail | null = null;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Loads everything that is to be printed. */
  async prepare(at = Date.now()): Promise<void> {
    this.finish();
    const { panel, detail, comparison } = this.#context.store.state;
    if (comparison && panel === 'sessions') {
      this.#context.store.set({ printing: { at, sessions: null, rows: null, groups: null } });
      return;
    }
    if (panel === 'sessions' && detail) await this.#loadEntries(detail);
    const sessions = panel === 'sessions' && !detail ? await this.#sessions() : null;
    const rows = panel === 'tables' ? await this.#rows() : null;
    const groups = panel === 'summary' ? await this.#groups() : null;
    this.#context.store.set({ printing: { at, sessions, rows, groups } });
  }

  /** For the browser's own menu, which does not wait: prints what the page shows, unless more has been loaded. */
  prepareInView(at = Date.now()): void {
    const { printing, summary } = this.#context.store.state;
    if (!printing && summary) this.#context.store.set({ printing: { at, sessions: null, rows: null, groups: null } });
  }

  /** Goes back to what the page showed before. */
  finish(): void {
    const { store } = this.#context;
    if (this.#before && store.state.detail?.session === this.#before.session) store.set({ detail: this.#before });
    this.#before = null;
    store.set({ printing: null });
  }

  async #loadEntries(detail: SessionDetail): Promise<void> {
    if (detail.entries.length === detail.entryCount) return;
    const range = { firstEntry: 0, limit: PRINTED_MOST };
    const whole = await this.#context.ask((client) => client.detail(detail.session, range));
    if (!whole || this.#context.store.state.detail?.session !== detail.session) return;
    this.#before = detail;
    this.#context.store.set({ detail: whole });
  }

  #sessions(): Promise<SessionWindow[]> {
    const { sort, counts } = this.#context.store.state;
    return this.#blocks(counts?.sessions ?? 0, (from, to) =>
      this.#context.ask((client) => client.window(sort, from, to)),
    );
  }

  #rows(): Promise<TablePart[]> {
    const { state } = this.#context.store;
    const report = shownTable(state);
    if (!report) return Promise.resolve([]);
    const columns = shownColumns(report, state);
    const most = Math.min(report.rows, Math.floor(PRINTED_CELLS / columns.length));
    return this.#blocks(most, (from, to) =>
      this.#context.ask((client) => client.tablePart(report.table, state.tableSort, from, to, columns)),
    );
  }

  async #groups(): Promise<SummaryGroup[]> {
    const { summaryChoice, summaryTotals } = this.#context.store.state;
    const choice = shownChoice(summaryChoice);
    if (isDelays(choice)) return [];
    const question = questionOf(choice);
    const answers = await this.#blocks(summaryTotals?.groups ?? 0, (from, to) =>
      this.#context.ask((client) => client.summarise(question, from, to)),
    );
    return answers.flatMap((answer) => (answer.ok ? answer.table.rows : []));
  }

  /** Fetches the rows of a list, one block after the other. */
  async #blocks<W>(all: number, fetch: (from: number, to: number) => Promise<W | null>): Promise<W[]> {
    const end = Math.min(all, PRINTED_MOST);
    const windows: W[] = [];
    for (let from = 0; from < end; from += BLOCK) {
      const window = await fetch(from, Math.min(end, from + BLOCK));
      if (window) windows.push(window);
    }
    return windows;
  }
}
