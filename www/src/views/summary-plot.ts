/** A measure over time, as bars, where a summary has hours or days. */

import { LitElement, nothing, type PropertyValues, svg, type TemplateResult } from 'lit';
import type { SummaryAnswer, SummaryChoice, SummaryQuestion } from '../contract.js';
import {
  barOf,
  measureName,
  type Plot,
  type PlotBar,
  plotOf,
  plotPath,
  plotQuestion,
  timeDimension,
} from '../display/summary.js';
import { formatCount } from '../format/number.js';
import { formatSpan, type Zone } from '../format/time.js';
import { en } from '../locale/en.js';
import { html } from './html.js';
import { axisView, PlotBox } from './time-plot.js';

const t = en.summary;

/** Height of the drawing in its own units; it is stretched to the height of its box. */
const HEIGHT = 100;
/** Bars, at most: 83 days of hours. */
const MOST = 2000;
/** A few spans are drawn as wide as if there were more. */
const LEAST_SPANS = 24;

export type PlotFetch = (question: SummaryQuestion, from: number, to: number) => Promise<SummaryAnswer | null>;

export class SummaryPlot extends LitElement {
  static override properties = {
    revision: { attribute: false },
    choice: { attribute: false },
    zone: { attribute: false },
    plot: { state: true },
    place: { state: true },
  };

  declare fetch: PlotFetch;
  /** Goes up whenever what the query finds may have changed. */
  declare revision: number;
  declare choice: SummaryChoice;
  declare zone: Zone;
  declare plot: Plot | null;
  /** The span under the pointer; -1 for none. */
  declare place: number;
  #asked = '';
  readonly #box = new PlotBox(this);

  constructor() {
    super();
    this.plot = null;
    this.place = -1;
  }

  protected override createRenderRoot(): this {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('revision') || changed.has('choice') || changed.has('zone')) void this.#load();
  }

  /** What was drawn stays until something newer is known. */
  async #load(): Promise<void> {
    const { choice, zone } = this;
    const time = timeDimension(choice);
    if (!time) return;
    const question = plotQuestion(choice, time);
    const asked = `${this.revision} ${zone} ${JSON.stringify([question, barOf(choice)])}`;
    if (asked === this.#asked) return;
    this.#asked = asked;
    const answer = await this.fetch(question, 0, MOST);
    if (asked === this.#asked && answer) this.plot = answer.ok ? plotOf(answer.table, choice, time, zone) : null;
  }

  protected override render(): TemplateResult {
    const { plot } = this;
    if (!plot) return html`<p class="quiet timeline-empty">${en.timeline.waiting}</p>`;
    const spans = Math.max(LEAST_SPANS, plot.spans);
    // The axis ends with the logs: what is left of a wide plot is no time without sessions.
    const share = plot.spans / spans;
    // The times are those of a clock in the zone already.
    const span = { from: plot.start, to: plot.end };
    const bar = plot.bars.find(({ place }) => place === this.place);
    return html`<div class="timeline-plot" @pointermove=${this.#onMove} @pointerleave=${this.#onLeave}>
        <svg role="img" aria-label=${this.#summary(plot)} viewBox="0 0 ${spans} ${HEIGHT}" preserveAspectRatio="none">
          <path class="plot-bars" d=${plotPath(plot, HEIGHT)}></path>
          ${bar ? svg`<rect class="plot-mark" x=${bar.place} y="0" width="1" height=${HEIGHT}></rect>` : nothing}
        </svg>
      </div>
      <div .style=${`width:${(100 * share).toFixed(2)}%`}>${axisView(span, this.#box.width * share, 'utc')}</div>
      <div class="timeline-legend">${this.#legend(plot, bar)}</div>`;
  }

  #legend({ bars }: Plot, bar: PlotBar | undefined): unknown {
    const name = measureName(barOf(this.choice) ?? 'sessions', this.choice);
    const shown = bar ? t.bar(bar.when, `${bar.text} ${name.toLowerCase()}`) : name;
    return html`<span>${shown}</span>${bars.length === MOST ? html`<span class="quiet">${t.plotCut(MOST)}</span>` : nothing}`;
  }

  #summary({ start, end, bars, largest }: Plot): string {
    const most = bars.find(({ value }) => value === largest);
    const name = measureName(barOf(this.choice) ?? 'sessions', this.choice);
    const count = most?.text ?? formatCount(largest);
    // The times are those of a clock in the zone already.
    return t.plot(name, formatSpan(start, end, 'utc').replaceAll('Z', ''), count, most?.when ?? '');
  }

  #onMove(event: PointerEvent): void {
    const spans = Math.max(LEAST_SPANS, this.plot?.spans ?? 0);
    this.place = Math.floor(this.#box.shareAt(event) * spans);
  }

  #onLeave(): void {
    this.place = -1;
  }
}

if (!customElements.get('exchange-log-summary-plot')) customElements.define('exchange-log-summary-plot', SummaryPlot);
