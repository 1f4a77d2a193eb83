/** How much noise there is under the current query, whether it is hidden or not; and the way to it. */

import type { Noise } from '../contract.js';
import { facetQuestion } from '../display/facets.js';
import type { NoiseCounts } from '../state/state.js';
import type { Context } from './context.js';
import type { Narrowing } from './narrowing.js';

/** By reason, without what the query asks of noise. */
const QUESTION = facetQuestion('noise');

export class Noises {
  readonly #context: Context;
  readonly #narrowing: Narrowing;
  /** The revision that was counted last. */
  #seen = 0;
  #counting = false;

  constructor(context: Context, narrowing: Narrowing) {
    this.#context = context;
    this.#narrowing = narrowing;
    context.store.subscribe(() => void this.#follow());
  }

  /** Lists only noise: of one kind, or all of it. */
  async find(kind: Exclude<Noise, 'none'> | '*'): Promise<void> {
    const { store } = this.#context;
    const sought = await this.#narrowing.narrowBy('only', `noise:${kind}`);
    if (store.state.query === sought) store.set({ panel: 'sessions' });
  }

  /** Counts again when the matches may have changed; once for all that changed meanwhile. */
  async #follow(): Promise<void> {
    const { store } = this.#context;
    while (!this.#counting && store.state.revision !== this.#seen && store.state.summary) {
      this.#seen = store.state.revision;
      this.#counting = true;
      const answer = await this.#context.ask((client) => client.summarise(QUESTION, 0, 4));
      this.#counting = false;
      if (answer?.ok && store.state.summary) {
        const counts = answer.table.rows.map(({ values, sessions }) => [values[0]?.text, sessions]);
        store.set({ noise: Object.fromEntries(counts) as NoiseCounts });
      }
    }
  }
}
