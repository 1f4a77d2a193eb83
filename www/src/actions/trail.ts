/** The way back: the views that were left by a link, such as a cell of the coverage or a session in another log. */

import type { Place } from '../state/state.js';
import type { Context } from './context.js';
import type { Search } from './search.js';
import type { Sessions } from './sessions.js';

/** Number of views that are remembered. */
const REMEMBERED = 20;

export class Trail {
  readonly #context: Context;
  readonly #search: Search;
  readonly #sessions: Sessions;

  constructor(context: Context, search: Search, sessions: Sessions) {
    this.#context = context;
    this.#search = search;
    this.#sessions = sessions;
  }

  /** Remembers the current view, which a link is about to leave. */
  leave(): void {
    const { store } = this.#context;
    const { trail, panel, query, detail } = store.state;
    const place: Place = { panel, query, session: detail?.session ?? null };
    store.set({ trail: [...trail, place].slice(-REMEMBERED) });
  }

  /** Returns to the last view that was left. Null if there is none. */
  async back(): Promise<Place | null> {
    const { store } = this.#context;
    const place = store.state.trail.at(-1);
    if (!place) return null;
    store.set({ trail: store.state.trail.slice(0, -1) });
    if (place.query !== store.state.query) await this.#search.set(place.query);
    if (place.panel === 'sessions' && place.session !== null) await this.#sessions.openSession(place.session);
    store.set({ panel: place.panel });
    return place;
  }
}
