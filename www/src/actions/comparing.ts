/** Two sessions side by side: the mark on one of them, and the comparison. */

import type { SessionDetail } from '../contract.js';
import { sessionTitle } from '../display/comparison.js';
import { en } from '../locale/en.js';
import { Turns } from '../shared/turns.js';
import type { MarkedSession } from '../state/state.js';
import type { Context } from './context.js';

const t = en.comparison;

/** Entries of each session that are compared at a time: aligning takes as many steps as this times itself. */
export const COMPARED_MOST = 2_000;

export class Comparing {
  readonly #context: Context;
  /** Goes up with each question, as answers may come late. */
  #asked = 0;
  /** A mark is set once the session is known; the next key may come before that. */
  readonly #marking = new Turns();

  constructor(context: Context) {
    this.#context = context;
  }

  /** Marks a session, or removes its mark. */
  toggleMark(session: number): Promise<void> {
    return this.#marking.next(() => this.#toggle(session));
  }

  /** Settles when what is being marked is marked. */
  get marking(): Promise<unknown> {
    return this.#marking.ended;
  }

  async #toggle(session: number): Promise<void> {
    const { store } = this.#context;
    if (store.state.marked?.session === session) {
      this.unmark();
      return;
    }
    const marked = await this.#named(session);
    if (marked) store.set({ marked });
  }

  unmark(): void {
    this.#context.store.set({ marked: null });
  }

  /** Whether the marked session can be compared with this one. If not, it is said why. */
  canCompare(session: number | null): session is number {
    const { marked } = this.#context.store.state;
    const isOther = marked !== null && session !== null && marked.session !== session;
    if (!isOther) this.#context.confirm(marked ? t.another : t.markFirst);
    return isOther;
  }

  /** Shows two sessions, in place of list and conversation. */
  async open(a: number, b: number, from = 0): Promise<void> {
    if (await this.#load(a, b, from)) this.#context.store.set({ panel: 'sessions' });
  }

  async #load(a: number, b: number, from: number): Promise<boolean> {
    this.#asked += 1;
    const asked = this.#asked;
    const [left, right] = await Promise.all([this.#page(a, from), this.#page(b, from)]);
    if (asked !== this.#asked || !left || !right) return false;
    this.#context.store.set({ comparison: { a: left, b: right, from } });
    return true;
  }

  close(): void {
    this.#asked += 1;
    this.#context.store.set({ comparison: null });
  }

  swap(): void {
    const { comparison } = this.#context.store.state;
    if (comparison) this.#context.store.set({ comparison: { ...comparison, a: comparison.b, b: comparison.a } });
  }

  /** Compares the entries before these, or those after them. */
  async part(by: 1 | -1): Promise<void> {
    const { comparison } = this.#context.store.state;
    if (!comparison) return;
    const { a, b, from } = comparison;
    await this.#load(a.session, b.session, Math.max(0, from + by * COMPARED_MOST));
  }

  /** After what is known of sessions has changed, or what of it may be shown. */
  async follow(): Promise<void> {
    const { comparison, marked } = this.#context.store.state;
    const [markedNow] = await Promise.all([
      marked && this.#named(marked.session),
      comparison && this.#load(comparison.a.session, comparison.b.session, comparison.from),
    ]);
    if (markedNow && this.#context.store.state.marked === marked) this.#context.store.set({ marked: markedNow });
  }

  async #named(session: number): Promise<MarkedSession | null> {
    const detail = await this.#page(session, 0, 1);
    return detail && { session, logTypeName: detail.logTypeName, title: sessionTitle(detail), start: detail.start };
  }

  #page(session: number, firstEntry: number, limit = COMPARED_MOST): Promise<SessionDetail | null> {
    return this.#context.ask((client) => client.detail(session, { firstEntry, limit }));
  }
}
