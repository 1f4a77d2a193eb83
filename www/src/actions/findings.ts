/** Findings: looked for one after the other in what is open, and again when more is read or a limit is changed. */

import type { FindingKind, FindingReport, Thresholds } from '../contract.js';
import { KINDS } from '../display/findings.js';
import type { Preferences } from '../state/preferences.js';
import type { Context } from './context.js';
import type { Search } from './search.js';

/** Changes a preference and remembers it. */
type Prefer = (change: Pick<Preferences, 'thresholds'>) => void;

export class Findings {
  readonly #context: Context;
  readonly #search: Search;
  readonly #prefer: Prefer;
  /** What has been found so far. It is shown once all kinds have been looked for, so that nothing moves meanwhile. */
  #found = new Map<FindingKind, FindingReport>();

  constructor(context: Context, search: Search, prefer: Prefer) {
    this.#context = context;
    this.#search = search;
    this.#prefer = prefer;
  }

  /**
   * Looks for all kinds, unless that was done, as long as `goesOn`; then from where it ended, unless more has been read.
   * False if it has not come to the end.
   */
  async look(goesOn: () => boolean): Promise<boolean> {
    const { store } = this.#context;
    const { summary, findings } = store.state;
    if (findings.of !== summary) {
      this.#found = new Map();
      store.set({ findings: { ...findings, of: summary, done: 0 } });
    }
    for (const kind of KINDS.slice(store.state.findings.done)) {
      const report = await this.#context.ask((client) => client.finding(kind));
      const { of, done, reports } = store.state.findings;
      if (of !== summary || !goesOn()) return false;
      if (report) this.#found.set(kind, report);
      const isLast = done + 1 === KINDS.length;
      store.set({ findings: { of, done: done + 1, reports: isLast ? this.#found : reports } });
    }
    return true;
  }

  /** Sets what findings compare with, and has them looked for again. */
  async setThresholds(thresholds: Thresholds): Promise<void> {
    const { store } = this.#context;
    // Before it is asked: the next limit is changed beside this one, however soon.
    this.#prefer({ thresholds });
    await this.#context.ask((client) => client.setThresholds(thresholds));
    store.set({ findings: { ...store.state.findings, of: null } });
    await this.#search.refresh();
  }
}
