/**
 * Completion of the query in the search box, its colours, and the queries of this visit. What is asked about a text that
 * has changed meanwhile is dropped.
 */

import type { Completion, CompletionItem } from '../contract.js';
import { type Offered, queryOffset } from '../state/state.js';
import type { Context } from './context.js';

/** Number of queries that are remembered. */
export const REMEMBERED = 20;

/** What to do with the list of completions. */
type When = 'typed' | 'wanted';

export class Completing {
  readonly #context: Context;
  /** Remembers the queries between visits, if the user wants that. */
  readonly #save: () => void;
  /** The text whose colours are asked for next; null for none. */
  #colour: string | null = null;
  #colouring = false;
  /** What is asked next about completions; null for nothing. */
  #next: (() => Promise<void>) | null = null;
  /** Until every question has been answered or dropped; null while there is none. */
  #asking: Promise<void> | null = null;
  /** Goes up with whatever makes an answer that is awaited worthless. */
  #number = 0;
  /** How far to move in the list that is wanted, once it is there. */
  #steps = 0;

  constructor(context: Context, save: () => void) {
    this.#context = context;
    this.#save = save;
    context.store.subscribe(() => void this.#colourQuery());
  }

  /**
   * Offers what may stand at the cursor. While a query is typed, only if something that is being written can be completed;
   * when it is wanted, whatever may stand there, and for an empty query those of this visit. Done when the list is that of
   * this text, or of what has been asked since.
   */
  async offer(text: string, cursor: number, when: When): Promise<void> {
    const { store } = this.#context;
    this.#number += 1;
    if (when === 'typed') this.#steps = 0;
    const number = this.#number;
    const { query } = store.state;
    if (text.trim() === '') {
      this.#next = null;
      const { history } = store.state;
      const items = history.map(
        (earlier): Offered => ({ kind: 'query', text: earlier, label: earlier, help: '', count: null }),
      );
      this.#show(when === 'wanted' && items.length > 0 ? { from: 0, to: text.length, items } : null, text);
      return;
    }
    this.#next = async () => {
      const completion = await this.#context.ask((client) => client.complete(text, cursor, queryOffset(store.state)));
      if (number === this.#number && store.state.query === query)
        this.#show(completion && isWorth(completion, text, cursor, when) ? completion : null, text);
    };
    await this.#ask();
  }

  /**
   * Moves in the list of whatever may stand at the cursor as soon as it is there; where there is nothing, `otherwise` is
   * done instead, unless the text has changed meanwhile, or the list is wanted no longer.
   */
  async want(text: string, cursor: number, by: number, otherwise: () => void): Promise<void> {
    const { store } = this.#context;
    const { query } = store.state;
    this.#steps += by;
    const offered = this.offer(text, cursor, 'wanted');
    const number = this.#number;
    await offered;
    if (number !== this.#number || store.state.query !== query) return;
    const steps = this.#steps;
    this.#steps = 0;
    if (store.state.offer) this.move(steps);
    else otherwise();
  }

  #ask(): Promise<void> {
    this.#asking ??= this.#answerAll();
    return this.#asking;
  }

  /** Of several questions that would have to wait for an answer, only the last is asked. */
  async #answerAll(): Promise<void> {
    while (this.#next) {
      const next = this.#next;
      this.#next = null;
      await next();
    }
    this.#asking = null;
  }

  #show(completion: { from: number; to: number; items: readonly Offered[] } | null, text: string): void {
    const offer = completion && { ...completion, text, active: -1 };
    if (offer || this.#context.store.state.offer) this.#context.store.set({ offer });
  }

  /** Moves to another item; before the first and after the last there is none. */
  move(by: number): void {
    const { store } = this.#context;
    const { offer } = store.state;
    if (!offer) return;
    const count = offer.items.length + 1;
    const place = (offer.active + 1 + by) % count;
    store.set({ offer: { ...offer, active: ((place + count) % count) - 1 } });
  }

  /** The item that Enter would take; null for none. */
  get chosen(): Offered | null {
    const { offer } = this.#context.store.state;
    return offer?.items[offer.active] ?? null;
  }

  close(): void {
    this.#number += 1;
    this.#steps = 0;
    this.#next = null;
    if (this.#context.store.state.offer) this.#context.store.set({ offer: null });
  }

  /** Remembers the query whose matches are shown. */
  remember(): void {
    const { store } = this.#context;
    const { applied, history } = store.state;
    const query = applied.trim();
    if (query === '' || history[0] === query) return;
    store.set({ history: [query, ...history.filter((other) => other !== query)].slice(0, REMEMBERED) });
    if (store.state.historyKept) this.#save();
  }

  /** Keeps the queries between visits from now on, or forgets what was kept. */
  keep(historyKept: boolean): void {
    this.#context.store.set({ historyKept });
    this.#save();
  }

  /** Asks what the pieces of the text in the box are, unless that is known. */
  async #colourQuery(): Promise<void> {
    const { query, pieces, engine } = this.#context.store.state;
    if (query === pieces.text || query === this.#colour || engine !== 'ready') return;
    this.#colour = query;
    if (this.#colouring) return;
    this.#colouring = true;
    while (this.#colour !== null) {
      const text: string = this.#colour;
      const found = text === '' ? [] : await this.#context.ask((client) => client.queryPieces(text));
      if (this.#colour === text) this.#colour = null;
      if (found && this.#colour === null) this.#context.store.set({ pieces: { text, found } });
    }
    this.#colouring = false;
  }
}

/** Whether the list is worth showing: it has something, and while a query is typed, something else than what is there. */
function isWorth({ from, items }: Completion, text: string, cursor: number, when: When): boolean {
  const typed = text.slice(from, cursor);
  // The name of a field has its colon still to come.
  const isDone = ({ text: whole, label }: CompletionItem) => whole === typed || (when === 'typed' && label === typed);
  if (items.length === 0 || (items.length === 1 && items.every(isDone))) return false;
  return when === 'wanted' || from < cursor || /[:=]\s*$/.test(text.slice(0, from));
}
