/**
 * The timeline: what it shows, and the further queries on it. It is counted again when what the query finds may have
 * changed, and when other bins are wanted.
 */

import type { Period, SeriesMeasure, ShownTimeline, TimelineSeries, TimelineSpan } from '../contract.js';
import { binEdges, covering, mostBins, moved, spanOf, viewOf, withPeriod, zoomed } from '../display/timeline.js';
import { en } from '../locale/en.js';
import { queryOffset } from '../state/state.js';
import type { Context } from './context.js';

/** Further queries, at most. */
export const MOST_SERIES = 5;
/** Pixels of width until the timeline has been drawn. */
const USUAL_WIDTH = 1080;

/** The period to which a query narrows; where it is open, it ends with what was found. */
function periodOf({ narrowed, from, to }: TimelineSpan, found: Period | null): Period | null {
  const period = { from: from ?? found?.from, to: to ?? found?.to };
  if (!narrowed || period.from === undefined || period.to === undefined || period.from >= period.to) return null;
  return { from: period.from, to: period.to };
}

export class Timelines {
  readonly #context: Context;
  #width = USUAL_WIDTH;
  /** Number of times that the timeline was asked for. */
  #asks = 0;
  /** The question that is being answered; null if none is. */
  #answering: Promise<unknown> | null = null;
  /** What is shown stays, though the query will narrow to another period. */
  #isHeld = false;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Counts what is shown. Of several questions that would have to wait for an answer, only the last is asked. */
  async load(): Promise<void> {
    this.#asks += 1;
    const ask = this.#asks;
    while (this.#answering) await this.#answering;
    if (ask !== this.#asks) return;
    const answering = this.#answer();
    this.#answering = answering;
    const timeline = await answering;
    this.#answering = null;
    if (timeline) this.#context.store.set({ timeline });
  }

  async #answer(): Promise<ShownTimeline | null> {
    const { store } = this.#context;
    const { series } = store.state;
    const span = await this.#context.ask((client) => client.timelineSpan(series.map(({ query }) => query)));
    if (!span) return null;
    const found = span.first === null || span.last === null ? null : { from: span.first, to: span.last + 1 };
    const period = periodOf(span, found);
    this.#follow(period);
    const whole = covering(found, period);
    const { zoom, zone } = store.state;
    const view = whole && (zoom ?? viewOf(whole, period));
    const edges = view ? withPeriod(binEdges(view, mostBins(this.#width), zone), period) : new Float64Array();
    const counts = await this.#context.ask((client) => client.timeline(edges, series));
    return counts && { edges, counts, series, whole: whole ?? { from: 0, to: 0 }, period };
  }

  /** Shows another period of the query, unless what is shown is to stay. */
  #follow(period: Period | null): void {
    const { store } = this.#context;
    const last = store.state.timeline?.period ?? null;
    if (last?.from === period?.from && last?.to === period?.to) return;
    if (!this.#isHeld) store.set({ zoom: null });
    this.#isHeld = false;
  }

  /** The timeline has another width in pixels. */
  resize(width: number): void {
    const isOther = mostBins(width) !== mostBins(this.#width);
    this.#width = width;
    if (isOther && this.#context.store.state.timeline) void this.load();
  }

  /** Shows a span, or the period of the query, or everything. */
  show(zoom: Period | null): void {
    this.#context.store.set({ zoom });
    void this.load();
  }

  /** Zooms in, or out with a factor of more than 1; the time `at` stays where it is. */
  zoomBy(factor: number, at: number): void {
    const { timeline, zoom } = this.#context.store.state;
    if (!timeline) return;
    const view = zoom ?? spanOf(timeline.edges);
    const next = zoomed(view, factor, at, timeline.whole);
    // Beyond the period of the query, everything is shown.
    this.show(next ?? (timeline.period ? timeline.whole : null));
  }

  /** Moves what is shown by a share of it. */
  moveBy(share: number): void {
    const { timeline, zoom } = this.#context.store.state;
    if (timeline) this.show(moved(zoom ?? spanOf(timeline.edges), share, timeline.whole));
  }

  /** Keeps what is shown, though the query will narrow to another period. */
  hold(): void {
    const { timeline, zoom } = this.#context.store.state;
    this.#isHeld = true;
    if (timeline) this.#context.store.set({ zoom: zoom ?? spanOf(timeline.edges) });
  }

  /** Shows other periods again. */
  release(): void {
    this.#isHeld = false;
  }

  /** Adds a query, by the name under which it is saved if it has one. Returns what is wrong with it; empty if nothing is. */
  async add(query: string, measure: SeriesMeasure, name?: string): Promise<string> {
    const { store } = this.#context;
    const refused = () => {
      const { series } = store.state;
      if (series.length >= MOST_SERIES) return en.timeline.mostSeries(MOST_SERIES);
      return series.some((one) => one.query === query && one.measure === measure) ? en.timeline.sameSeries : '';
    };
    const before = refused();
    if (before) return before;
    const answer = await this.#context.ask((client) => client.count(query, queryOffset(store.state)));
    if (!answer) return '';
    if (!answer.ok) return answer.problem.message;
    // Another one may have been added meanwhile.
    const meanwhile = refused();
    if (meanwhile) return meanwhile;
    store.set({ series: [...store.state.series, { query, measure, ...(name && { name }) }] });
    await this.load();
    return '';
  }

  /** Adds the query in the box, which may just have been typed, as it is without its period. */
  async addCurrent(measure: SeriesMeasure): Promise<string> {
    const { state } = this.#context.store;
    const { query } = state;
    const offset = queryOffset(state);
    const always = await this.#context.ask((client) => client.queryWithPeriod(query, null, [0, 0], offset));
    return this.add(always ?? query, measure);
  }

  /** What is drawn may be an earlier state of them, so one is named by itself and not by its place. */
  remove(series: TimelineSeries): void {
    this.#change(this.#context.store.state.series.filter((one) => one !== series));
  }

  measure(series: TimelineSeries, measure: SeriesMeasure): void {
    this.#change(this.#context.store.state.series.map((one) => (one === series ? { ...one, measure } : one)));
  }

  #change(series: ShownTimeline['series']): void {
    this.#context.store.set({ series });
    void this.load();
  }
}
