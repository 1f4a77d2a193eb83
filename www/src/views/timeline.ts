/** Sessions over time as bars, stacked by outcome, with a legend and the figures of the bar under the pointer. */

import { LitElement, nothing, type PropertyValues, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import { OUTCOMES, type Outcome, type Timeline } from '../contract.js';
import { barPath, binTotals, outcomeTotals, padded } from '../display/bars.js';
import { formatCount } from '../format/number.js';
import { ticks } from '../format/ticks.js';
import { formatSpan, type Zone } from '../format/time.js';
import { en } from '../locale/en.js';
import { html } from './html.js';

/** Height of the drawing in its own units; it is stretched to the height of its box. */
const HEIGHT = 100;
/** Pixels from one tick to the next, at the least: room for a date and a time. */
const TICK_WIDTH = 150;
/** Pixels of a digit on the axis, with some allowance. */
const DIGIT_WIDTH = 8;

function parts(counts: readonly number[]): string {
  const words = OUTCOMES.flatMap((outcome, index) => {
    const count = counts[index] ?? 0;
    return count > 0 ? [`${formatCount(count)} ${en.list.outcomes[outcome].toLowerCase()}`] : [];
  });
  return words.length > 0 ? words.join(', ') : en.timeline.empty;
}

export class TimelineView extends LitElement {
  static override properties = {
    timeline: { attribute: false },
    zone: { attribute: false },
    bin: { state: true },
    width: { state: true },
  };

  declare timeline: Timeline | null;
  declare zone: Zone;
  /** Bar under the pointer, -1 for none. */
  declare bin: number;
  /** Of the drawing, in pixels. */
  declare width: number;
  /** What is drawn: the timeline, with room around it if it is short. */
  #drawn: Timeline | null = null;
  readonly #resizing = new ResizeObserver(() => this.#resized());

  constructor() {
    super();
    this.timeline = null;
    this.zone = 'utc';
    this.bin = -1;
    this.width = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizing.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizing.disconnect();
  }

  #resized(): void {
    this.width = this.querySelector('.timeline-axis')?.clientWidth ?? 0;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('timeline')) this.#drawn = this.timeline && padded(this.timeline);
  }

  protected override updated(): void {
    this.#resized();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const timeline = this.#drawn;
    if (!timeline || timeline.bins === 0)
      return html`<p class="quiet timeline-empty">${timeline ? en.timeline.none : en.timeline.waiting}</p>`;
    return html`
      <div class="timeline-plot" @pointermove=${this.#onMove} @pointerleave=${this.#onLeave}>
        ${this.#drawing(timeline)}
      </div>
      <div class="timeline-axis" aria-hidden="true">${this.#axis(timeline)}</div>
      ${this.#legend(timeline)}
    `;
  }

  #drawing(timeline: Timeline): TemplateResult {
    const peak = Math.max(1, ...binTotals(timeline));
    return html`<svg
      role="img"
      aria-label=${this.#summary(this.timeline ?? timeline)}
      viewBox="0 0 ${timeline.bins} ${HEIGHT}"
      preserveAspectRatio="none"
    >
      ${OUTCOMES.map((outcome, index) => this.#bars(timeline, outcome, index, peak))}
      ${this.bin >= 0 ? svg`<rect class="bin-mark" x=${this.bin} y="0" width="1" height=${HEIGHT}></rect>` : nothing}
    </svg>`;
  }

  #bars(timeline: Timeline, outcome: Outcome, index: number, peak: number): SVGTemplateResult {
    return svg`<path class="fill-${outcome}" d=${barPath(timeline, index, peak, HEIGHT)}></path>`;
  }

  #axis(timeline: Timeline): TemplateResult[] {
    const end = timeline.start + timeline.binMs * timeline.bins;
    const most = Math.max(2, Math.floor(this.width / TICK_WIDTH));
    return ticks(timeline.start, end, most, this.zone).map(({ time, label }) => {
      const share = (time - timeline.start) / (end - timeline.start);
      const fits = share * this.width + label.length * DIGIT_WIDTH < this.width;
      const place = fits ? `left:${(100 * share).toFixed(2)}%` : `right:${(100 - 100 * share).toFixed(2)}%`;
      return html`<span class=${fits ? '' : 'at-end'} .style=${place}>${label}</span>`;
    });
  }

  #legend(timeline: Timeline): TemplateResult {
    const totals = outcomeTotals(timeline);
    return html`<div class="timeline-legend">
      ${this.bin >= 0 ? html`<span class="bin-text">${this.#binText(timeline)}</span>` : nothing}
      ${OUTCOMES.map((outcome, index) =>
        totals[index]
          ? html`<span class="legend-item" data-outcome=${outcome} title=${en.list.outcomeMeanings[outcome]}
              >${en.list.outcomes[outcome]} <b>${formatCount(totals[index])}</b></span
            >`
          : nothing,
      )}
    </div>`;
  }

  #summary(timeline: Timeline): string {
    const totals = outcomeTotals(timeline);
    const end = timeline.start + timeline.binMs * timeline.bins;
    const all = totals.reduce((sum, count) => sum + count, 0);
    return en.timeline.summary(all, formatSpan(timeline.start, end, this.zone), parts(totals));
  }

  #binText(timeline: Timeline): string {
    const start = timeline.start + this.bin * timeline.binMs;
    const counts = OUTCOMES.map((_, index) => timeline.counts[index * timeline.bins + this.bin] ?? 0);
    return en.timeline.bin(formatSpan(start, start + timeline.binMs, this.zone), parts(counts));
  }

  #onMove(event: PointerEvent): void {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const share = (event.clientX - box.left) / Math.max(1, box.width);
    const bins = this.#drawn?.bins ?? 0;
    this.bin = Math.min(bins - 1, Math.max(0, Math.floor(share * bins)));
  }

  #onLeave(): void {
    this.bin = -1;
  }
}

if (!customElements.get('exchange-log-timeline')) customElements.define('exchange-log-timeline', TimelineView);
