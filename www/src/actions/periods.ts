/** Narrowing to a period on the timeline, and the way back. */

import type { Outcome, Period } from '../contract.js';
import { offsetMinutes } from '../format/time.js';
import { queryOffset } from '../state/state.js';
import type { Context } from './context.js';
import type { Narrowing } from './narrowing.js';
import type { Timelines } from './timeline.js';
import type { Trail } from './trail.js';

export class Periods {
  readonly #context: Context;
  readonly #narrowing: Narrowing;
  readonly #timelines: Timelines;
  readonly #trail: Trail;
  /** The steps that narrowed to a period here, each with its query. */
  readonly #steps = new Map<number, string>();

  constructor(context: Context, narrowing: Narrowing, timelines: Timelines, trail: Trail) {
    this.#context = context;
    this.#narrowing = narrowing;
    this.#timelines = timelines;
    this.#trail = trail;
  }

  /** Finds only what began in a period; `isHeld` if the timeline goes on showing what it shows. */
  async narrow(period: Period, isHeld = false): Promise<void> {
    if (isHeld) this.#timelines.hold();
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

  /** The query that was sought; null for none. */
  #seek(period: Period | null): Promise<string | null> {
    const { zone } = this.#context.store.state;
    const own = queryOffset(this.#context.store.state);
    // The end is not in the period, and may be when a clock is put back.
    const offsets = [offsetMinutes(period?.from ?? 0, zone), offsetMinutes((period?.to ?? 1) - 1, zone)] as const;
    return this.#narrowing.change((query) =>
      this.#context.ask((client) => client.queryWithPeriod(query, period, offsets, own)),
    );
  }
}
