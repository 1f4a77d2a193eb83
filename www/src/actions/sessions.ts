/** The list of sessions: sort order, cursor, and the open conversation. */

import type { SessionDetail, SortKey } from '../contract.js';
import type { Context } from './context.js';
import { Debounce } from './debounce.js';

/** Entries of a session shown at a time. */
export const PAGE_ENTRIES = 400;
/** Milliseconds without cursor movement after which an open conversation follows the cursor. */
const FOLLOW_MS = 80;

/** Milliseconds after which related sessions are looked for once a conversation is open. */
const RELATE_MS = 150;

/** First entry of the page that contains a position. */
export function pageOf(position: number): number {
  return Math.floor(Math.max(0, position) / PAGE_ENTRIES) * PAGE_ENTRIES;
}

export class Sessions {
  readonly #context: Context;
  readonly #following = new Debounce(FOLLOW_MS);
  readonly #relating = new Debounce(RELATE_MS);

  constructor(context: Context) {
    this.#context = context;
  }

  /** Sorts by a column; sorting by the same column again reverses the order. */
  async sortBy(key: SortKey): Promise<void> {
    const { store } = this.#context;
    const { sort, revision } = store.state;
    const descending = sort.key === key ? !sort.descending : false;
    store.set({ sort: { key, descending }, revision: revision + 1 });
    await this.#findRow();
  }

  /** Moves the cursor to a row. An open conversation follows once the cursor rests. */
  async moveTo(row: number): Promise<void> {
    const session = await this.#sessionAt(row);
    if (session === null) return;
    this.#context.store.set({ selected: session, selectedRow: row });
    if (this.#context.store.state.detail) this.#following.run(() => void this.open());
  }

  /** Opens the conversation of the session under the cursor. */
  async open(): Promise<void> {
    const { selected } = this.#context.store.state;
    if (selected !== null) await this.#load(selected, 0, null);
  }

  close(): void {
    this.#following.cancel();
    this.#relating.cancel();
    this.#context.store.set({ detail: null, related: [], target: null });
  }

  /** Opens a session by its handle, whether or not it is listed. */
  async openSession(session: number): Promise<void> {
    this.#context.store.set({ selected: session, selectedRow: -1, panel: 'sessions' });
    await this.#load(session, 0, null);
    await this.#findRow();
  }

  /** Scrolls to an entry, loading another page of the session if necessary. */
  async showEntry(position: number): Promise<void> {
    const { detail } = this.#context.store.state;
    if (!detail) return;
    const first = pageOf(position);
    if (first === detail.firstEntry) this.#context.store.set({ target: position });
    else await this.#load(detail.session, first, position);
  }

  /** The whole session, for copying. */
  whole(detail: SessionDetail): Promise<SessionDetail | null> {
    if (detail.entries.length === detail.entryCount) return Promise.resolve(detail);
    const range = { firstEntry: 0, limit: detail.entryCount };
    return this.#context.ask((client) => client.detail(detail.session, range));
  }

  /** After the list has changed: finds the selected row again and reloads the open session with its new highlights. */
  async follow(): Promise<void> {
    await this.#findRow();
    const { detail, target } = this.#context.store.state;
    if (detail) await this.#load(detail.session, detail.firstEntry, target);
  }

  async #findRow(): Promise<void> {
    const { selected, sort } = this.#context.store.state;
    if (selected === null) return;
    const row = await this.#context.ask((client) => client.rowOf(sort, selected));
    if (row !== null && this.#context.store.state.selected === selected) this.#context.store.set({ selectedRow: row });
  }

  async #sessionAt(row: number): Promise<number | null> {
    const { sort } = this.#context.store.state;
    const window = await this.#context.ask((client) => client.window(sort, row, row + 1));
    return window?.handle[0] ?? null;
  }

  async #load(session: number, firstEntry: number, target: number | null): Promise<void> {
    const range = { firstEntry, limit: PAGE_ENTRIES };
    const detail = await this.#context.ask((client) => client.detail(session, range));
    if (!detail) return;
    const { store } = this.#context;
    const sameSession = store.state.detail?.session === session;
    store.set({ detail, target, related: sameSession ? store.state.related : [] });
    if (!sameSession) this.#relating.run(() => void this.#relate(session));
  }

  /** Looks for related sessions in all logs. This takes longer, so it waits until the cursor rests. */
  async #relate(session: number): Promise<void> {
    const { store } = this.#context;
    if (store.state.detail?.session !== session) return;
    const related = await this.#context.ask((client) => client.related(session));
    if (related && store.state.detail?.session === session) store.set({ related });
  }
}
