/** Findings: looked for one after the other in what is open, and again when more is read or a limit is changed. */

import type { Thresholds } from '../contract.js';
import { KINDS } from '../display/findings.js';
import type { Context } from './context.js';
import type { Search } from './search.js';

export class Findings {
  readonly #context: Context;
  readonly #search: Search;
  #run = 0;

  constructor(context: Context, search: Search) {
    this.#context = context;
    this.#search = search;
  }

  /** Looks for all kinds, unless that was done; an earlier search gives up. What was found before stays until it is replaced. */
  async look(): Promise<void> {
    const { store } = this.#context;
    const { summary, findings } = store.state;
    if (!summary || findings.of === summary) return;
    this.#run += 1;
    const run = this.#run;
    store.set({ findings: { ...findings, of: summary, done: 0 } });
    for (const kind of KINDS) {
      const report = await this.#context.ask((client) => client.finding(kind));
      const { findings: known } = store.state;
      if (run !== this.#run || known.of !== summary) return;
      const reports = report ? new Map([...known.reports, [kind, report]]) : known.reports;
      store.set({ findings: { of: summary, done: known.done + 1, reports } });
    }
  }

  /** Sets what findings compare with, and looks for them again. */
  async setThresholds(thresholds: Thresholds): Promise<void> {
    const { store } = this.#context;
    await this.#context.ask((client) => client.setThresholds(thresholds));
    store.set({ thresholds, findings: { ...store.state.findings, of: null } });
    await Promise.all([this.look(), this.#search.refresh()]);
  }
}
