/**
 * Why a query finds nothing: what each of its parts finds by itself, and what is near to a part that finds nothing. The
 * questions are short and asked one after the other; the rest is dropped as soon as another query is shown.
 */

import type { NearQuery } from '../contract.js';
import { type FruitlessPart, queryOffset } from '../state/state.js';
import type { Context } from './context.js';
import type { Narrowing, ShownPart } from './narrowing.js';

/** Number of parts that are looked at, and of queries that are offered for one. */
const PARTS = 6;
const NEAR = 5;

export class Explaining {
  readonly #context: Context;
  readonly #narrowing: Narrowing;
  /** The revision that was looked at last. */
  #seen = 0;

  constructor(context: Context, narrowing: Narrowing) {
    this.#context = context;
    this.#narrowing = narrowing;
    context.store.subscribe(() => void this.#look());
  }

  /** Puts a query in the place of a part. */
  replace(place: number, query: string): Promise<void> {
    return this.#narrowing.replace(this.#part(place), query);
  }

  /** Leaves a part out. */
  leaveOut(place: number): Promise<void> {
    return this.#narrowing.remove(this.#part(place));
  }

  #part(place: number): ShownPart {
    return { text: this.#context.store.state.parts[place] ?? '', isOn: true, place };
  }

  async #look(): Promise<void> {
    const { store } = this.#context;
    const { revision, fruitless, progress } = store.state;
    if (revision === this.#seen || progress) return;
    this.#seen = revision;
    if (fruitless.length > 0) store.set({ fruitless: [] });
    // The rows of tables are known a moment later.
    const found = await this.#context.ask((client) => client.tables());
    const { counts, parts, applied } = store.state;
    if (!found || counts?.sessions !== 0 || found.some(({ rows }) => rows > 0) || applied.trim() === '') return;
    for (const [place, text] of parts.slice(0, PARTS).entries()) {
      if (!(await this.#lookAt(applied, text, place, revision))) return;
    }
  }

  /** False if another query is shown meanwhile. */
  async #lookAt(query: string, text: string, place: number, revision: number): Promise<boolean> {
    const { store } = this.#context;
    const ask = (step: number) =>
      this.#context.ask((client) => client.nearby(query, place, step, queryOffset(store.state)));
    const own = await ask(0);
    const isCurrent = () => store.state.revision === revision && store.state.applied === query;
    if (!own || !isCurrent()) return false;
    const part = (near: readonly NearQuery[]): FruitlessPart => ({ text, found: own.found, others: own.others, near });
    const show = (near: readonly NearQuery[]) =>
      store.set({ fruitless: [...store.state.fruitless.slice(0, place), part(near)] });
    show([]);
    let near: NearQuery[] = [];
    for (let step = 1; step <= own.steps && near.length < NEAR; step += 1) {
      const more = await ask(step);
      if (!more || !isCurrent()) return false;
      const isNew = ({ query: one }: NearQuery) => one !== text && near.every((other) => other.query !== one);
      near = [...near, ...more.near.filter(isNew)].slice(0, NEAR);
      if (more.near.length > 0) show(near);
    }
    return true;
  }
}
