/** The query: the text, its result, and everything that depends on it. */

import type { QueryAnswer } from '../contract.js';
import { queryOffset } from '../state/state.js';
import type { Context } from './context.js';
import { Debounce } from './debounce.js';
import type { Sessions } from './sessions.js';

/** Bars of the timeline. */
export const TIMELINE_BINS = 180;
/** Milliseconds without typing after which the query runs. */
export const TYPING_MS = 150;

export class Search {
  readonly #context: Context;
  readonly #sessions: Sessions;
  readonly #typing = new Debounce(TYPING_MS);
  /** The answer to the query that was submitted last. */
  #submitted: Promise<QueryAnswer | null> = Promise.resolve(null);

  constructor(context: Context, sessions: Sessions) {
    this.#context = context;
    this.#sessions = sessions;
  }

  /** A change in the search box: runs once typing pauses. */
  type(text: string): void {
    this.#context.store.set({ query: text });
    this.#typing.run(() => void this.submit());
  }

  /** A complete query, from a script or an example: runs at once. */
  async set(text: string): Promise<void> {
    this.#context.store.set({ query: text });
    await this.submit();
  }

  async submit(): Promise<void> {
    this.#typing.cancel();
    this.#submitted = this.#apply(this.#context.store.state.query);
    const answer = await this.#submitted;
    if (answer) await this.#show(answer);
  }

  /** Makes a query the current one. Answers arrive in the order of the queries, so the last query wins, valid or not. */
  async #apply(text: string): Promise<QueryAnswer | null> {
    const answer = await this.#context.ask((client) => client.query(text, queryOffset(this.#context.store.state)));
    if (answer?.ok) this.#context.store.set({ applied: text, tableRow: -1, tableDetail: null });
    return answer;
  }

  /** Runs the last valid query again, because more logs have been read. */
  async refresh(): Promise<void> {
    // A query on its way to the engine becomes the current one; sending the one before it now would undo that.
    for (let awaited: unknown; awaited !== this.#submitted; ) {
      awaited = this.#submitted;
      await awaited;
    }
    const { state } = this.#context.store;
    const answer = await this.#context.ask((client) => client.query(state.applied, queryOffset(state)));
    if (answer?.ok) await this.#show(answer, this.#context.store.state.problem);
  }

  /** Prevents a query that is still being typed from running after its logs are closed. */
  reset(): void {
    this.#typing.cancel();
  }

  async #show(answer: QueryAnswer, problem = answer.ok ? null : answer.problem): Promise<void> {
    const { store } = this.#context;
    if (!answer.ok) {
      store.set({ problem });
      return;
    }
    store.set({ problem, counts: answer.counts, revision: store.state.revision + 1 });
    const [timeline, tables] = await Promise.all([
      this.#context.ask((client) => client.timeline(TIMELINE_BINS)),
      this.#context.ask((client) => client.tables()),
      this.#sessions.follow(),
    ]);
    if (timeline && tables) store.set({ timeline, tables });
  }
}
