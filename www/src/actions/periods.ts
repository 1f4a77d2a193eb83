/** Narrowing to a period on the timeline, and the way back. */

import type { Outcome, Period } from '../contract.js';
import { offsetMinutes, type Zone } from '../format/time.js';
import { Turns } from '../shared/turns.js';
import { type OffPart, queryOffset } from '../state/state.js';
import type { Context } from './context.js';
import type { Narrowing } from './narrowing.js';
import type { Search } from './search.js';
import type { Timelines } from './timeline.js';
import type { Trail } from './trail.js';

/** Periods that are remembered, to name them in the times of another zone. */
const MOST_CHOSEN = 50;

export class Periods {
  readonly #context: Context;
  readonly #search: Search;
  readonly #narrowing: Narrowing;
  readonly #timelines: Timelines;
  readonly #trail: Trail;
  /** The steps that narrowed to a period here, each with its query. */
  readonly #steps = new Map<number, string>();
  /** The periods that were chosen here, the last ones, by their times. */
  readonly #chosen = new Map<string, Period>();
  /** The zone may be changed again before all of that is renamed. */
  readonly #zones = new Turns();

  constructor(context: Context, search: Search, narrowing: Narrowing, timelines: Timelines, trail: Trail) {
    this.#context = context;
    this.#search = search;
    this.#narrowing = narrowing;
    this.#timelines = timelines;
    this.#trail = trail;
  }

  /** Finds only what began in a period; `isHeld` if the timeline goes on showing what it shows. */
  async narrow(period: Period, isHeld = false): Promise<void> {
    if (isHeld) this.#timelines.hold();
    this.#choose(period);
    const sought = await this.#seek(period);
    this.#timelines.release();
    const { steps, query } = this.#context.store.state;
    if (query === sought) this.#steps.set(steps.now, query);
  }

  /** Finds what the query finds at any time, or what it found before it was narrowed here. */
  async widen(): Promise<void> {
    const { steps, query } = this.#context.store.state;
    const isOwn = this.#steps.get(steps.now) === query;
    if (isOwn && this.#trail.canGoBack) await this.#trail.back();
    else await this.#seek(null);
  }

  /** One step back: from a zoom, or from a period. False if there is neither. */
  back(): boolean {
    const { zoom, timeline } = this.#context.store.state;
    if (zoom) this.#timelines.show(null);
    else if (timeline?.period) void this.widen();
    else return false;
    return true;
  }

  /** Finds only sessions of an outcome, or again those of others. */
  async toggleOutcome(outcome: Outcome): Promise<void> {
    await this.#narrowing.toggleOnly(`outcome:${outcome}`, { field: 'outcome', value: outcome });
  }

  #choose(period: Period): void {
    const key = `${period.from} ${period.to}`;
    this.#chosen.delete(key);
    this.#chosen.set(key, period);
    const [oldest] = this.#chosen.keys();
    if (this.#chosen.size > MOST_CHOSEN && oldest !== undefined) this.#chosen.delete(oldest);
  }

  /**
   * Shows times in another zone. What was typed means times of the zone that is shown; a period that was chosen here stays
   * the same, and is named in the times of that zone, in the query and in the steps before and after it.
   */
  async changeZone(before: Zone, zone: Zone): Promise<void> {
    await this.#zones.next(() => this.#rename(before, zone));
    await this.#search.refresh();
  }

  async #rename(before: Zone, zone: Zone): Promise<void> {
    const names = await this.#namesIn(zone, before);
    if (names.size === 0 || !(await this.#search.isApplied())) return;
    const { store } = this.#context;
    const others = new Map<string, string>();
    for (const query of this.#queries()) others.set(query, await this.#renamed(query, names));
    const renamed = (query: string) => others.get(query) ?? query;
    const renamedOff = (off: readonly OffPart[]) => off.map((part) => ({ ...part, text: renamed(part.text) }));
    for (const [step, query] of this.#steps) this.#steps.set(step, renamed(query));
    const { steps, query, off } = store.state;
    const places = new Map(
      [...steps.places].map(([step, place]) => [
        step,
        { ...place, query: renamed(place.query), off: renamedOff(place.off) },
      ]),
    );
    store.set({ steps: { ...steps, places } });
    await this.#search.set(renamed(query), renamedOff(off));
  }

  /** All queries that may name a period: the current one, those of steps, and what is left out of them. */
  #queries(): ReadonlySet<string> {
    const { steps, query, off } = this.#context.store.state;
    const queries = [...steps.places.values(), { query, off }].flatMap((place) => [
      place.query,
      ...place.off.map(({ text }) => text),
    ]);
    return new Set([...this.#steps.values(), ...queries]);
  }

  /** The query with other names for periods; what is in quotes may look like one. */
  async #renamed(query: string, names: ReadonlyMap<string, string>): Promise<string> {
    const mayName = query.split(/\s+/).some((word) => names.has(word));
    const pieces = mayName && (await this.#context.ask((client) => client.queryPieces(query)));
    if (!pieces) return query;
    const begins = new Set(pieces.filter(({ kind }) => kind === 'name').map(({ from }) => from));
    return query.replace(/\S+/g, (word, at: number) => (begins.has(at) && names.get(word)) || word);
  }

  /** How queries name each of the chosen periods in a zone, by how they did in the one before. */
  async #namesIn(zone: Zone, before: Zone): Promise<ReadonlyMap<string, string>> {
    const names = new Map<string, string>();
    for (const period of this.#chosen.values()) {
      const [old, now] = await Promise.all([before, zone].map((one) => this.#named('', period, one)));
      if (old && now && old !== now) names.set(old, now);
    }
    return names;
  }

  /** A query that finds only what began in a period, whose times it has in that zone. */
  #named(query: string, period: Period | null, zone: Zone): Promise<string | null | undefined> {
    const own = queryOffset({ ...this.#context.store.state, zone });
    // The end is not in the period, and may be when a clock is put back.
    const offsets = [offsetMinutes(period?.from ?? 0, zone), offsetMinutes((period?.to ?? 1) - 1, zone)] as const;
    return this.#context.ask((client) => client.queryWithPeriod(query, period, offsets, own));
  }

  /** The query that was sought; null for none. */
  #seek(period: Period | null): Promise<string | null> {
    return this.#narrowing.change((query) => this.#named(query, period, this.#context.store.state.zone));
  }
}
