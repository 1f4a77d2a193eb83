/** Narrowing by a value, and the parts of the query: each can be switched off and on again, and removed. */

import { copyText } from '../browser/clipboard.js';
import type { FieldValue, Narrowing as How } from '../contract.js';
import { en } from '../locale/en.js';
import { Turns } from '../shared/turns.js';
import { type OffPart, panelOf, queryOffset } from '../state/state.js';
import type { Context } from './context.js';
import type { Search } from './search.js';
import type { Trail } from './trail.js';

/** A part as it is shown: in the query, or switched off. `place` is its index among those, or among these. */
export interface ShownPart {
  text: string;
  isOn: boolean;
  place: number;
}

/** The query of a step, and the parts of it that are switched off. */
interface Step {
  query: string;
  off: readonly OffPart[];
}

/** The parts of the query and those that are switched off, each where it was. */
export function shownParts(parts: readonly string[], off: readonly OffPart[]): ShownPart[] {
  const on = parts.map((text, place) => ({ text, isOn: true, place, order: place + 0.5 }));
  const others = off.map(({ text, before }, place) => ({
    text,
    isOn: false,
    place,
    order: Math.min(before, parts.length),
  }));
  // Equal ones stay in their order.
  return [...others, ...on]
    .sort((one, other) => one.order - other.order)
    .map(({ text, isOn, place }) => ({ text, isOn, place }));
}

/** Those that are switched off, once the part at a place is no longer in the query. */
function withoutPart(off: readonly OffPart[], place: number): OffPart[] {
  return off.map((one) => (one.before > place ? { ...one, before: one.before - 1 } : one));
}

export class Narrowing {
  readonly #context: Context;
  readonly #search: Search;
  readonly #trail: Trail;
  /** A step has had its turn once its query is sought; the answer is not waited for. */
  readonly #steps = new Turns();
  /** Number of queries that were sought whatever there was before. */
  #sought = 0;

  constructor(context: Context, search: Search, trail: Trail) {
    this.#context = context;
    this.#search = search;
    this.#trail = trail;
  }

  /** Another query, which is a step of its own. Steps that are still being made of the one before are given up. */
  async seek(text: string, off: readonly OffPart[] = []): Promise<void> {
    this.#sought += 1;
    await this.#seek(text, off);
  }

  async #seek(text: string, off: readonly OffPart[]): Promise<void> {
    const { store } = this.#context;
    this.#trail.leave();
    store.set({ panel: panelOf(store.state, text) });
    await this.#search.set(text, off);
  }

  /** Switches a part off, so that it is not applied; or on again. */
  async toggle(part: ShownPart): Promise<void> {
    await this.#inTurn(async () => {
      const current = await this.#current(part);
      if (!current) return null;
      const { isOn, place, text } = current;
      const { parts, off } = this.#context.store.state;
      if (isOn) {
        const others = withoutPart(off, place);
        // Those that were switched off before it stay before it.
        const at = off.findIndex(({ before }) => before > place);
        return this.#joined(
          parts.toSpliced(place, 1),
          others.toSpliced(at < 0 ? others.length : at, 0, { text, before: place }),
        );
      }
      const at = Math.min(off[place]?.before ?? 0, parts.length);
      const others = off.map((one, index) => (index > place ? { ...one, before: one.before + 1 } : one));
      return this.#joined(parts.toSpliced(at, 0, text), others.toSpliced(place, 1));
    });
  }

  /** Finds only what has a value, which the query then has as this part; or takes that out again. */
  async toggleOnly(text: string, value: FieldValue): Promise<void> {
    await this.#inTurn(async () => {
      const current = await this.#current({ text, isOn: true, place: -1 });
      if (current) return this.#without(current.place);
      return this.#changed((query) => this.#narrowed(query, 'only', value));
    });
  }

  /** Puts a query in the place of a part. */
  async replace(part: ShownPart, query: string): Promise<void> {
    await this.#inTurn(async () => {
      const current = await this.#current(part);
      const { parts, off } = this.#context.store.state;
      return current && this.#joined(parts.toSpliced(current.place, 1, query), off);
    });
  }

  async remove(part: ShownPart): Promise<void> {
    await this.#inTurn(async () => {
      const current = await this.#current(part);
      if (!current) return null;
      const { isOn, place } = current;
      const { parts, off } = this.#context.store.state;
      return isOn ? this.#without(place) : this.#joined(parts, off.toSpliced(place, 1));
    });
  }

  /**
   * The part as it is once the text in the box is applied, which may just have been typed; null if that does not have the
   * part any more. Where the text is invalid, that is the last valid one.
   */
  async #current({ text, isOn, place }: ShownPart): Promise<ShownPart | null> {
    await this.#search.isApplied();
    const { parts, off } = this.#context.store.state;
    const texts = isOn ? parts : off.map((one) => one.text);
    const found = texts[place] === text ? place : texts.indexOf(text);
    return found < 0 ? null : { text, isOn, place: found };
  }

  /** The condition on a value, as a query; null if no query says so. */
  async condition(value: FieldValue): Promise<string | null> {
    if (value.condition !== undefined) return value.condition;
    return (await this.#context.ask((client) => client.condition(value, this.#offset))) ?? null;
  }

  /** Narrows the query by a value. The query that was sought; null for none. */
  narrow(how: How, value: FieldValue): Promise<string | null> {
    const { condition } = value;
    if (typeof condition === 'string') return this.narrowBy(how, condition);
    return this.change((query) => this.#narrowed(query, how, value));
  }

  /** Narrows the query by a condition. The query that was sought; null for none. */
  narrowBy(how: How, condition: string): Promise<string | null> {
    return this.change((query) =>
      this.#context.ask((client) => client.narrowedBy(query, how, condition, this.#offset)),
    );
  }

  /**
   * Narrows the query by all of these conditions, whatever it asks of their fields already. The query that was sought; null
   * if that is no valid one.
   */
  allOf(conditions: readonly string[]): Promise<string | null> {
    return this.change(async (query) => {
      if (!(await this.#isValid(query))) return null;
      const parts = await this.#partsOf(query);
      const added = conditions.filter((one, place) => !parts.includes(one) && conditions.indexOf(one) === place);
      const all = [query, ...added].filter((part) => part.trim() !== '');
      const narrowed = await this.#context.ask((client) => client.joinedQuery(all, this.#offset));
      return narrowed !== null && (await this.#isValid(narrowed)) ? narrowed : null;
    });
  }

  /**
   * Makes another query of the query, or of the last valid one if it is none; `by` gives null for what is none. The query
   * that was sought; null for none.
   */
  change(by: (query: string) => Promise<string | null | undefined>): Promise<string | null> {
    return this.#inTurn(() => this.#changed(by));
  }

  async #changed(by: (query: string) => Promise<string | null | undefined>): Promise<Step | null> {
    const { query, applied, off } = this.#context.store.state;
    const changed = (await by(query)) ?? (await by(applied)) ?? null;
    return changed === null ? null : { query: changed, off };
  }

  /**
   * Seeks what is found for the next step, one at a time: a step that follows at once, as two quick clicks make them, is made
   * of what the one before has become. The query that was sought; null for none.
   */
  async #inTurn(find: () => Promise<Step | null>): Promise<string | null> {
    const sought = this.#sought;
    const isWanted = () => sought === this.#sought;
    const step = await this.#steps.next(async () => {
      const found = await this.#found(find, isWanted);
      return found && { query: found.query, ended: this.#seek(found.query, found.off) };
    });
    await step?.ended;
    return step?.query ?? null;
  }

  /** The next step, found anew if something was typed meanwhile; none if it is no longer wanted. */
  async #found(find: () => Promise<Step | null>, isWanted: () => boolean): Promise<Step | null> {
    const { store } = this.#context;
    while (isWanted()) {
      const { query } = store.state;
      const step = await find();
      if (isWanted() && (step === null || store.state.query === query)) return step;
    }
    return null;
  }

  /** Reads a word of the query otherwise: as that query in its place. */
  async read({ from, to }: { from: number; to: number }, query: string): Promise<void> {
    const { applied, off } = this.#context.store.state;
    await this.seek(`${applied.slice(0, from)}${query}${applied.slice(to)}`, off);
  }

  /** The parts of a query that need not be the one that is applied. */
  async #partsOf(query: string): Promise<string[]> {
    const parts = await this.#context.ask((client) => client.queryParts(query, this.#offset));
    return (parts ?? []).map(({ from, to }) => query.slice(from, to));
  }

  async #isValid(query: string): Promise<boolean> {
    const answer = await this.#context.ask((client) => client.count(query, this.#offset));
    return answer?.ok ?? false;
  }

  async copy(text: string): Promise<void> {
    if (await copyText(text)) this.#context.confirm(en.conversation.copied);
    else this.#context.notify('warning', en.valueMenu.notCopied);
  }

  async #narrowed(query: string, how: How, value: FieldValue): Promise<string | null> {
    return (await this.#context.ask((client) => client.narrowedQuery(query, how, value, this.#offset))) ?? null;
  }

  /** The query without a part of it. */
  #without(place: number): Promise<Step | null> {
    const { parts, off } = this.#context.store.state;
    return this.#joined(parts.toSpliced(place, 1), withoutPart(off, place));
  }

  async #joined(parts: readonly string[], off: readonly OffPart[]): Promise<Step | null> {
    const query = await this.#context.ask((client) => client.joinedQuery(parts, this.#offset));
    return query === null ? null : { query, off };
  }

  get #offset(): number {
    return queryOffset(this.#context.store.state);
  }
}
