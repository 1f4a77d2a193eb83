/**
 * The query: the text, its result, and everything that depends on it. The engine keeps the current query and runs it
 * again when more logs have been read; the summary then has its counts.
 */

import { askedConditions } from '../display/facets.js';
import { type OffPart, panelOf, queryOffset } from '../state/state.js';
import type { Context } from './context.js';
import { Debounce } from './debounce.js';
import type { Sessions } from './sessions.js';
import type { Timelines } from './timeline.js';

/** Milliseconds without typing after which the query runs. */
export const TYPING_MS = 150;
/** Milliseconds after that until what is wrong with it is shown: a query that is being typed is not wrong yet. */
export const PROBLEM_MS = 750;

export class Search {
  readonly #context: Context;
  readonly #sessions: Sessions;
  readonly #timelines: Timelines;
  readonly #typing = new Debounce(TYPING_MS);
  readonly #problem = new Debounce(PROBLEM_MS);
  /** Number of queries that were to be run. */
  #runs = 0;
  /** The query that is being answered; null if none is. */
  #answering: Promise<unknown> | null = null;
  /** The offset of the current query's times, in minutes east of UTC. */
  #offset = 0;
  /** Called when a complete query has been answered. */
  onSubmit: () => void = () => undefined;
  /** Called before a change in the search box. */
  onTyping: () => void = () => undefined;

  constructor(context: Context, sessions: Sessions, timelines: Timelines) {
    this.#context = context;
    this.#sessions = sessions;
    this.#timelines = timelines;
  }

  /** A change in the search box: runs once typing pauses. */
  type(text: string): void {
    this.onTyping();
    this.#problem.cancel();
    const { store } = this.#context;
    store.set({ query: text, problem: null, panel: panelOf(store.state, text) });
    this.#typing.run(() => void this.#run((show) => this.#problem.run(show)));
  }

  /** A complete query, from a script or an example, with the parts that are switched off: runs at once. */
  async set(text: string, off: readonly OffPart[] = []): Promise<void> {
    this.#context.store.set({ query: text, off });
    await this.submit();
  }

  async submit(): Promise<void> {
    this.#typing.cancel();
    await this.#run((show) => show());
    if (this.#context.store.state.query === this.#context.store.state.applied) this.onSubmit();
  }

  /** Has the engine find again what the list shows, after it was asked another query. */
  async restore(): Promise<void> {
    await this.submit();
    const { query, applied } = this.#context.store.state;
    if (query !== applied) await this.#context.ask((client) => client.query(applied, this.#offset));
  }

  /** Whether the query in the box is the one whose matches are shown; runs it if it is not. */
  async isApplied(): Promise<boolean> {
    const { store } = this.#context;
    if (store.state.query !== store.state.applied) await this.submit();
    return store.state.query === store.state.applied;
  }

  /** Leaves noise out of everything that is found, or no longer, and shows what is found now. */
  async hideNoise(noiseHidden: boolean): Promise<void> {
    const { store } = this.#context;
    store.set({ noiseHidden });
    const counts = await this.#context.ask((client) => client.hideNoise(noiseHidden));
    if (!counts) return;
    store.set({ counts, tableRow: -1, tableDetail: null });
    await this.#reload();
  }

  /** Hides what is wrong with the query. */
  dismiss(): void {
    this.#context.store.set({ problem: null });
  }

  /**
   * Runs the query in the box. `when` decides when to show what is wrong with it. An older one that is being answered is given up;
   * of several that would have to wait for that, only the last is asked.
   */
  async #run(when: (show: () => void) => void): Promise<void> {
    this.#problem.cancel();
    this.#runs += 1;
    const run = this.#runs;
    if (this.#answering) void this.#context.ask(async (client) => client.dropQuery());
    while (this.#answering) await this.#answering;
    if (run === this.#runs) await this.#answer(when);
  }

  async #answer(when: (show: () => void) => void): Promise<void> {
    const { store } = this.#context;
    const { query: text, off } = store.state;
    const offset = queryOffset(store.state);
    const asked = Promise.all([
      this.#context.ask((client) => client.query(text, offset)),
      this.#context.ask((client) => client.queryParts(text, offset)),
    ]);
    this.#answering = asked;
    const [answer, parts] = await asked;
    if (this.#answering === asked) this.#answering = null;
    if (!answer || !parts) return;
    if (!answer.ok) {
      const { problem } = answer;
      if (text === store.state.query) when(() => store.set({ problem }));
      return;
    }
    this.#context.withdraw((about) => about === 'query');
    this.#offset = offset;
    store.set({
      applied: text,
      parts: parts.map(({ from, to }) => text.slice(from, to)),
      asked: askedConditions(text, parts),
      shownOff: off,
      problem: null,
      counts: answer.counts,
      understood: answer.understood,
      asksNoise: answer.asksNoise,
      tableRow: -1,
      tableDetail: null,
    });
    // The zone may be another one by now.
    await this.refresh();
  }

  /** Reloads everything that depends on the matches of the current query. */
  async refresh(): Promise<void> {
    await this.#adjustOffset();
    await this.#reload();
  }

  /**
   * Times in a query, and the hours and days of summaries, are in the time zone of the page, with its offset at the end of
   * the logs. If it has changed, the engine runs the query again.
   */
  async #adjustOffset(): Promise<void> {
    const { state } = this.#context.store;
    const offset = queryOffset(state);
    if (offset === this.#offset) return;
    this.#offset = offset;
    const counts = await this.#context.ask((client) => client.setQueryOffset(offset));
    if (counts) this.#context.store.set({ counts });
  }

  async #reload(): Promise<void> {
    const { store } = this.#context;
    store.set({ revision: store.state.revision + 1 });
    const [tables] = await Promise.all([
      this.#context.ask((client) => client.tables()),
      this.#sessions.follow(),
      this.#timelines.load(),
    ]);
    if (tables) store.set({ tables });
  }

  /** Prevents a query that is still being typed, or waits, from running after its logs are closed. */
  reset(): void {
    this.#typing.cancel();
    this.#problem.cancel();
    this.#runs += 1;
    this.#answering = null;
  }
}
