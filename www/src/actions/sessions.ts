/** The list of sessions: sort order, cursor, and the open conversation. */

import type { SessionDetail, SortKey } from '../contract.js';
import { en } from '../locale/en.js';
import { Comparing } from './comparing.js';
import type { Context } from './context.js';
import { Debounce } from './debounce.js';

/** Entries of a session shown at a time. */
export const PAGE_ENTRIES = 400;
/** Most entries that are copied at a time. */
export const COPIED_MOST = 20_000;
/** Milliseconds without cursor movement after which an open conversation follows the cursor. */
const FOLLOW_MS = 80;

/** Milliseconds after which related sessions or rows are looked for once a conversation or a row is open. */
export const RELATE_MS = 150;

/** First entry of the page that contains a position. */
export function pageOf(position: number): number {
  return Math.floor(Math.max(0, position) / PAGE_ENTRIES) * PAGE_ENTRIES;
}

/**
 * The entry at which a conversation opens: the first that the query matches, unless it matches all of them; else the
 * worst reply; else the one after the largest gap. Null if nothing stands out.
 */
export function decisiveEntry(detail: SessionDetail, gapMs: number): number | null {
  const { firstMatch, entries, worstReply, largestGap } = detail;
  if (firstMatch !== null && !entries.every(({ matched }) => matched)) return firstMatch;
  if (worstReply) return worstReply.entry;
  return largestGap && largestGap.ms >= gapMs ? largestGap.after : null;
}

export class Sessions {
  readonly comparing: Comparing;
  readonly #context: Context;
  readonly #following = new Debounce(FOLLOW_MS);
  readonly #relating = new Debounce(RELATE_MS);
  /** The last movement of the cursor, until its session is known. */
  #moving: Promise<void> = Promise.resolve();
  /** Number of sessions that were opened or closed. */
  #opened = 0;
  /** Number of movements of the cursor. */
  #moves = 0;
  /** The last search for the row of the selected session. */
  #finding: Promise<void> = Promise.resolve();

  constructor(context: Context) {
    this.#context = context;
    this.comparing = new Comparing(context);
  }

  /** Sorts by a column; sorting by the same column again reverses the order. */
  async sortBy(key: SortKey): Promise<void> {
    const { store } = this.#context;
    const { sort, revision } = store.state;
    const descending = sort.key === key ? !sort.descending : false;
    store.set({ sort: { key, descending }, revision: revision + 1 });
    await this.#findRow();
  }

  /**
   * Moves the cursor to a row, at once, so that the next key counts from there. An open conversation follows once the
   * cursor rests.
   */
  moveTo(row: number): Promise<void> {
    this.#moves += 1;
    this.#context.store.set({ selectedRow: row });
    this.#moving = this.#select(row);
    return this.#moving;
  }

  /** Looks up the session in the row under the cursor. */
  async #select(row: number): Promise<void> {
    const session = await this.#sessionAt(row);
    const { store } = this.#context;
    if (store.state.selectedRow !== row) return;
    if (session === null) return this.#findRow();
    store.set({ selected: session });
    if (store.state.detail) this.#following.run(() => void this.open());
  }

  /**
   * Moves the cursor to a row and opens the session that is drawn there; `null` if none is. By the time that it is clicked the row may
   * be another's in a new order.
   */
  async openAt(row: number, session: number | null): Promise<void> {
    if (session === null) {
      await this.moveTo(row);
      return this.open();
    }
    this.#moves += 1;
    this.#context.store.set({ selectedRow: row, selected: session });
    await Promise.all([this.#open(session), this.#findRow()]);
  }

  /** Opens the conversation of the session under the cursor. */
  async open(): Promise<void> {
    const selected = await this.current();
    if (selected !== null) await this.#open(selected);
  }

  /** The session under the cursor, once it is known; null for none. */
  async current(): Promise<number | null> {
    await this.#moving;
    return this.#context.store.state.selected;
  }

  /** Moves the cursor on by a number of rows, from the row of the selected session, once that is known. */
  step(by: number): Promise<void> {
    // What comes next waits for it from now on, though it does not move yet.
    this.#moving = this.#step(by);
    return this.#moving;
  }

  async #step(by: number): Promise<void> {
    await this.#finding;
    const { counts, selectedRow } = this.#context.store.state;
    return this.moveTo(Math.max(0, Math.min((counts?.sessions ?? 0) - 1, selectedRow + by)));
  }

  close(): void {
    this.#following.cancel();
    this.#relating.cancel();
    this.#opened += 1;
    this.#context.store.set({ detail: null, related: [], target: null });
  }

  /** Opens a session by its handle, whether or not it is listed. */
  async openSession(session: number): Promise<void> {
    this.comparing.close();
    this.#context.store.set({ selected: session, selectedRow: -1, panel: 'sessions' });
    const found = this.#findRow();
    await this.#open(session);
    await found;
  }

  /** Scrolls to an entry, loading another page of the session if necessary. */
  async showEntry(position: number): Promise<void> {
    const { detail } = this.#context.store.state;
    if (!detail) return;
    const first = pageOf(position);
    if (first === detail.firstEntry) this.#context.store.set({ target: position });
    else await this.#load(detail.session, first, position);
  }

  /** Goes to the next entry that the query matches, or to the one before; beyond the last follows the first. */
  async nextMatch(backwards = false): Promise<void> {
    const { detail, target } = this.#context.store.state;
    if (!detail || detail.firstMatch === null) return;
    const from = target ?? (backwards ? 0 : -1);
    const position = await this.#context.ask((client) => client.nextMatch(detail.session, from, backwards));
    const isOpen = this.#context.store.state.detail?.session === detail.session;
    if (position !== null && position >= 0 && isOpen) await this.showEntry(position);
  }

  /** The whole session for copying, or the beginning of one that is too long for that. */
  whole(detail: SessionDetail): Promise<SessionDetail | null> {
    const { entries, entryCount } = detail;
    if (entries.length === entryCount) return Promise.resolve(detail);
    const range = { firstEntry: 0, limit: Math.min(entryCount, COPIED_MOST) };
    if (entryCount > COPIED_MOST)
      this.#context.notify('warning', en.conversation.copiedPart(COPIED_MOST, entryCount), { about: 'query' });
    return this.#context.ask((client) => client.detail(detail.session, range));
  }

  /** After the list has changed: finds the selected row again and reloads what is open with its new highlights. */
  async follow(): Promise<void> {
    await Promise.all([this.#findRow(), this.comparing.follow()]);
    const { detail, target } = this.#context.store.state;
    if (detail) await this.#load(detail.session, detail.firstEntry, target);
  }

  #findRow(): Promise<void> {
    this.#finding = this.#lookUpRow();
    return this.#finding;
  }

  /** The cursor may have been moved before the answer comes, and then stays where it is. */
  async #lookUpRow(): Promise<void> {
    const { selected, sort } = this.#context.store.state;
    if (selected === null) return;
    const moves = this.#moves;
    const row = await this.#context.ask((client) => client.rowOf(sort, selected));
    const { state } = this.#context.store;
    const isWanted = moves === this.#moves && state.selected === selected && state.sort === sort;
    if (row !== null && isWanted) this.#context.store.set({ selectedRow: row });
  }

  async #sessionAt(row: number): Promise<number | null> {
    const { sort } = this.#context.store.state;
    const window = await this.#context.ask((client) => client.window(sort, row, row + 1));
    return window?.handle[0] ?? null;
  }

  /** Opens a session at its decisive entry, unless another one is opened, or it is closed, before it is known. */
  async #open(session: number): Promise<void> {
    this.#opened += 1;
    const opened = this.#opened;
    const detail = await this.#page(session, 0);
    const { gapMs, selected } = this.#context.store.state;
    if (!detail || selected !== session || opened !== this.#opened) return;
    const target = decisiveEntry(detail, gapMs);
    if (pageOf(target ?? 0) === 0) this.#show(detail, target);
    else await this.#load(session, pageOf(target ?? 0), target);
  }

  #page(session: number, firstEntry: number): Promise<SessionDetail | null> {
    return this.#context.ask((client) => client.detail(session, { firstEntry, limit: PAGE_ENTRIES }));
  }

  async #load(session: number, firstEntry: number, target: number | null): Promise<void> {
    const opened = this.#opened;
    const detail = await this.#page(session, firstEntry);
    if (detail && opened === this.#opened) this.#show(detail, target);
  }

  #show(detail: SessionDetail, target: number | null): void {
    const { session } = detail;
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
