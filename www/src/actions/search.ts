/** The query: what is typed, what the engine made of it, and everything that follows from it. */

import type { QueryAnswer } from '../contract.js';
import { queryOffset } from '../state/state.js';
import type { Context } from './context.js';
import { Debounce } from './debounce.js';
import type { Sessions } from './sessions.js';

/** Bars of the timeline. */
export const TIMELINE_BINS = 180;
/** Quiet time after a key before the query runs. */
export const TYPING_MS = 150;

export class Search {
  readonly #context: Context;
  readonly #sessions: Sessions;
  readonly #typing = new Debounce(TYPING_MS);

  constructor(context: Context, sessions: Sessions) {
    this.#context = context;
    this.#sessions = sessions;
  }

  /** A change in the search box: runs when the typing pauses. */
  type(text: string): void {
    this.#context.store.set({ query: text });
    this.#typing.run(() => void this.submit());
  }

  /** A whole query, from outside or from an example: runs at once. */
  async set(text: string): Promise<void> {
    this.#context.store.set({ query: text });
    await this.submit();
  }

  async submit(): Promise<void> {
    this.#typing.cancel();
    const text = this.#context.store.state.query;
    const answer = await this.#context.ask((client) => client.query(text, queryOffset(this.#context.store.state)));
    // Answers come in the order of the questions, so the last one stands at the end, right or wrong.
    if (answer?.ok) this.#context.store.set({ applied: text, tableRow: -1, tableDetail: null });
    if (answer) await this.#show(answer);
  }

  /** Asks the last good query again, because there is more to be found. */
  async refresh(): Promise<void> {
    const { state } = this.#context.store;
    const answer = await this.#context.ask((client) => client.query(state.applied, queryOffset(state)));
    if (answer?.ok) await this.#show(answer, this.#context.store.state.problem);
  }

  /** A query that is still being typed must not run when its logs are gone. */
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
