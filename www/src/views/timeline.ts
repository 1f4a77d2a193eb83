/**
 * Sessions over time as bars, stacked by outcome, and further queries as lines. A drag selects a period, a drag of its
 * edges changes it, the wheel zooms; the arrow keys do the same. While it is dragged, only the brush is drawn anew: what
 * the query finds is asked when the drag ends.
 */

import { LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import {
  OUTCOMES,
  type Outcome,
  type Period,
  type SavedGroup,
  type SeriesMeasure,
  type ShownTimeline,
  type TimelineSeries,
} from '../contract.js';
import { markOf } from '../display/facets.js';
import { binAt, binPeriod, brushed, resized, shareOf, spanOf, timeAt } from '../display/timeline.js';
import { binWords, periodWords, shownTotals, timelineWords } from '../display/timeline-text.js';
import { formatCount } from '../format/number.js';
import { formatPeriod, type Zone } from '../format/time.js';
import { en } from '../locale/en.js';
import { html } from './html.js';
import { axisView, PlotBox } from './time-plot.js';
import { marks, PATTERNS, seriesView, swatch } from './timeline-parts.js';
import { toolbarKey } from './toolbar-keys.js';

const t = en.timeline;

export interface TimelineActions {
  resize(width: number): void;
  zoomBy(factor: number, at: number): void;
  moveBy(share: number): void;
  /** `isHeld` if what is shown is to stay. */
  narrow(period: Period, isHeld: boolean): Promise<void>;
  /** One step back from a zoom or a period; false if there is neither. */
  back(): boolean;
  toggleOutcome(outcome: Outcome): void;
  /** These return what is wrong with the query; empty if nothing is. */
  add(query: string, measure: SeriesMeasure, name?: string): Promise<string>;
  addCurrent(measure: SeriesMeasure): Promise<string>;
  remove(series: TimelineSeries): void;
  measure(series: TimelineSeries, measure: SeriesMeasure): void;
}

/** A drag: of a new period from a time, or of one end of the period. */
interface Drag {
  pointer: number;
  x: number;
  from: number;
  end: 'from' | 'to' | null;
  /** What is selected so far; null until the pointer has moved. */
  period: Period | null;
}

/** Pixels that the pointer may move in a click. */
const CLICK = 4;
/** Bins that PageUp and PageDown move by. */
const PAGE = 10;
/** Factor of a zoom by a key or button. */
const ZOOM = 2;
/** Factor of a zoom by a pixel of the wheel, and the most of one event. */
const WHEEL = 1.002;
const WHEEL_MOST = 2;

export class TimelineView extends LitElement {
  static override properties = {
    timeline: { attribute: false },
    zone: { attribute: false },
    zoom: { attribute: false },
    parts: { attribute: false },
    asked: { attribute: false },
    saved: { attribute: false },
    hover: { state: true },
    cursor: { state: true },
    anchor: { state: true },
    focused: { state: true },
  };

  declare actions: TimelineActions;
  declare timeline: ShownTimeline | null;
  declare zone: Zone;
  /** What is shown as the user chose; null for what fits. */
  declare zoom: Period | null;
  /** The parts of the query. */
  declare parts: readonly string[];
  /** What the query asks for and excludes. */
  declare asked: ReadonlySet<string>;
  /** What is saved under names. */
  declare saved: readonly SavedGroup[];
  /** The bin under the pointer; -1 for none. */
  declare hover: number;
  /** The time of the bin that the keys have reached, and of the one from which they select; null for none. */
  declare cursor: number | null;
  declare anchor: number | null;
  declare focused: boolean;
  readonly #box = new PlotBox(this);
  #drag: Drag | null = null;
  /** What was dragged, until it is narrowed to. */
  #wanted: Period | null = null;
  /** The drawing, which stays the same while the pointer and the keys move. */
  #drawing: TemplateResult | null = null;
  #drawn = '';
  /** The width for which room is kept. */
  #roomWidth = 0;

  constructor() {
    super();
    this.timeline = null;
    this.zone = 'utc';
    this.zoom = null;
    this.parts = [];
    this.asked = new Set();
    this.saved = [];
    this.hover = -1;
    this.cursor = null;
    this.anchor = null;
    this.focused = false;
    this.#box.onWidth = (width) => this.actions.resize(width);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { width, height } = this.#box;
    const drawn = `${width} ${height}`;
    if (!changed.has('timeline') && drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#drawing = this.timeline && this.#draw(this.timeline);
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.#place();
    if (changed.has('timeline')) this.#keepRoom();
  }

  /** As high as it has been at this width, so that fewer outcomes, or none, do not move what is below. */
  #keepRoom(): void {
    const { offsetWidth } = this;
    if (offsetWidth !== this.#roomWidth) this.style.minHeight = '';
    this.#roomWidth = offsetWidth;
    this.style.minHeight = `${this.offsetHeight}px`;
  }

  get #bins(): number {
    return this.timeline?.counts.bins ?? 0;
  }

  /** The bin that is marked: under the pointer, or where the keys are. */
  get #marked(): number {
    if (this.hover >= 0 || !this.timeline || this.cursor === null) return this.hover;
    return this.focused ? binAt(this.timeline.edges, this.cursor) : -1;
  }

  /** What the keys have selected. */
  get #selected(): Period | null {
    const { timeline, anchor, cursor } = this;
    return timeline && anchor !== null && cursor !== null ? brushed(timeline.edges, anchor, cursor) : null;
  }

  protected override render(): TemplateResult {
    const { timeline } = this;
    if (!timeline || timeline.counts.bins === 0)
      return html`<p class="quiet timeline-empty">${timeline ? t.none : t.waiting}</p>`;
    return html`${this.#plot(timeline)} ${axisView(spanOf(timeline.edges), this.#box.width, this.zone)}
      ${this.#legend(timeline)}`;
  }

  #plot(timeline: ShownTimeline): TemplateResult {
    const { edges } = timeline;
    const marked = this.#marked;
    const at = this.cursor === null ? 0 : binAt(edges, this.cursor);
    const selected = this.#selected;
    const said = selected ? t.selected(periodWords(timeline, selected, this.zone)) : binWords(timeline, at, this.zone);
    const text = selected && this.hover < 0 ? said : marked >= 0 ? binWords(timeline, marked, this.zone) : '';
    const left = shareOf(spanOf(edges), binPeriod(edges, marked).from);
    return html`<div
      class="timeline-plot"
      id="timeline-plot"
      role="slider"
      tabindex="0"
      aria-label=${t.label}
      aria-describedby="timeline-keys"
      aria-orientation="horizontal"
      aria-valuemin="0"
      aria-valuemax=${this.#bins - 1}
      aria-valuenow=${at}
      aria-valuetext=${said}
      @pointerdown=${this.#onDown}
      @pointermove=${this.#onMove}
      @pointerup=${this.#onUp}
      @pointercancel=${this.#cancel}
      @pointerleave=${this.#onLeave}
      @dblclick=${this.#onBack}
      @wheel=${this.#onWheel}
      @keydown=${this.#onKey}
      @focus=${this.#onFocus}
      @blur=${this.#onBlur}
    >
      ${this.#drawing}
      ${marked >= 0 ? html`<div class="bin-mark" .style=${`left:${100 * left}%;width:${this.#widthOf(edges, marked)}%`}></div>` : nothing}
      <div class="brush-shade" data-part="before"></div>
      <div class="brush-range" data-part="range"></div>
      <div class="brush-shade" data-part="after"></div>
      <div class="brush-edge" data-end="from"></div>
      <div class="brush-edge" data-end="to"></div>
      <div class="brush-text"></div>
      ${text ? html`<div class=${left < 0.5 ? 'bin-text at-end' : 'bin-text'}>${text}</div>` : nothing}
    </div>
    <p class="for-readers" id="timeline-keys">${timelineWords(timeline, this.zone)} ${t.keys}</p>`;
  }

  #widthOf(edges: Float64Array, bin: number): number {
    const { from, to } = binPeriod(edges, bin);
    return 100 * shareOf(spanOf(edges), spanOf(edges).from + to - from);
  }

  #draw(timeline: ShownTimeline): TemplateResult {
    const { width, height } = this.#box;
    const size = { width: Math.max(1, width), height: Math.max(1, height) };
    return html`<svg aria-hidden="true" viewBox="0 0 ${size.width} ${size.height}">${PATTERNS} ${marks(timeline, size)}</svg>`;
  }

  /** A button stays that of its outcome when others go: it may have the focus. */
  #legend(timeline: ShownTimeline): TemplateResult {
    const totals = shownTotals(timeline);
    const shown = OUTCOMES.filter((_, index) => totals[index]);
    const item = (outcome: Outcome, index: number) => {
      const isOnly = this.parts.includes(`outcome:${outcome}`);
      const meaning = en.list.outcomeMeanings[outcome];
      return html`<button
        class="legend-item"
        data-outcome=${outcome}
        tabindex=${index === 0 ? 0 : -1}
        aria-pressed=${markOf(this.asked, `outcome:${outcome}`) === 'chosen'}
        title=${isOnly ? t.allOutcomes(meaning) : t.onlyOutcome(meaning)}
        @click=${() => this.actions.toggleOutcome(outcome)}
      >${swatch(outcome)}${en.list.outcomes[outcome]} <b>${formatCount(totals[OUTCOMES.indexOf(outcome)] ?? 0)}</b></button>`;
    };
    const canGoBack = this.zoom !== null || timeline.period !== null;
    const button = (id: string, sign: string, label: string, run: () => void, index: number) => html`<button
      class="small"
      id=${id}
      tabindex=${shown.length + index === 0 ? 0 : -1}
      aria-label=${label}
      title=${label}
      @click=${run}
    >${sign}</button>`;
    return html`<div class="timeline-foot">
      <div class="timeline-legend" role="toolbar" aria-label=${t.tools} @keydown=${toolbarKey}>
        ${repeat(shown, (outcome) => outcome, item)}
        ${timeline.period ? this.#period(timeline.period) : nothing}
        <span class="timeline-zoom">
          ${button('timeline-out', '−', t.zoomOut, () => this.#zoomAtMiddle(ZOOM), 0)}
          ${button('timeline-in', '+', t.zoomIn, () => this.#zoomAtMiddle(1 / ZOOM), 1)}
          ${canGoBack ? html`<button class="small" id="timeline-back" tabindex="-1" title=${t.allMeaning} @click=${this.#onBack}>${t.all}</button>` : nothing}
        </span>
      </div>
      ${seriesView(timeline, this.saved, this.actions)}
    </div>`;
  }

  /** The words are cut where there is no room for them, as the brush shows the same. */
  #period({ from, to }: Period): TemplateResult {
    const words = t.narrowed(formatPeriod(from, to, this.zone));
    return html`<span class="quiet timeline-period" title=${words}>${words}</span>`;
  }

  // ------------------------------------------------------------------------------------------------------------ brush

  /** Puts the brush where the period is, or what is being selected. Nothing else is drawn. */
  #place(): void {
    const { timeline } = this;
    const plot = this.querySelector<HTMLElement>('.timeline-plot');
    if (!timeline || !plot) return;
    const period = this.#drag?.period ?? this.#wanted ?? this.#selected ?? timeline.period;
    plot.classList.toggle('is-brushed', period !== null);
    plot.classList.toggle('is-dragged', this.#drag?.period !== undefined && this.#drag?.period !== null);
    if (!period) return;
    const span = spanOf(timeline.edges);
    const [from, to] = [period.from, period.to].map((time) => 100 * Math.min(1, Math.max(0, shareOf(span, time))));
    const styles: Record<string, Partial<CSSStyleDeclaration>> = {
      '[data-part=before]': { left: '0', width: `${from}%` },
      '[data-part=range]': { left: `${from}%`, width: `${(to ?? 0) - (from ?? 0)}%` },
      '[data-part=after]': { left: `${to}%`, width: `${100 - (to ?? 0)}%` },
      '[data-end=from]': { left: `${from}%`, display: shareOf(span, period.from) < 0 ? 'none' : '' },
      '[data-end=to]': { left: `${to}%`, display: shareOf(span, period.to) > 1 ? 'none' : '' },
    };
    for (const [part, style] of Object.entries(styles))
      Object.assign(plot.querySelector<HTMLElement>(part)?.style ?? {}, style);
    const text = plot.querySelector<HTMLElement>('.brush-text');
    if (text && this.#drag) text.textContent = formatPeriod(period.from, period.to, this.zone);
  }

  #timeOf(event: MouseEvent): number {
    return this.timeline ? timeAt(spanOf(this.timeline.edges), this.#box.shareAt(event)) : 0;
  }

  readonly #onDown = (event: PointerEvent): void => {
    if (event.button !== 0 || !this.timeline || this.#drag) return;
    const end = (event.target as HTMLElement).dataset.end as Drag['end'] | undefined;
    const from = this.#timeOf(event);
    this.#drag = { pointer: event.pointerId, x: event.clientX, from, end: end ?? null, period: null };
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.anchor = null;
    this.hover = -1;
  };

  readonly #onMove = (event: PointerEvent): void => {
    const { timeline } = this;
    if (!timeline) return;
    const drag = this.#drag;
    if (!drag) {
      this.hover = event.pointerType === 'touch' ? -1 : binAt(timeline.edges, this.#timeOf(event));
      return;
    }
    if (event.pointerId !== drag.pointer) return;
    if (!drag.period && Math.abs(event.clientX - drag.x) < CLICK) return;
    const time = this.#timeOf(event);
    const held = this.#wanted ?? timeline.period;
    drag.period =
      drag.end && held ? resized(timeline.edges, held, drag.end, time) : brushed(timeline.edges, drag.from, time);
    this.#place();
  };

  readonly #onUp = (event: PointerEvent): void => {
    const drag = this.#drag;
    if (!drag || event.pointerId !== drag.pointer) return;
    this.#drag = null;
    if (drag.period) this.#narrow(drag.period, drag.end !== null);
    else this.cursor = drag.from;
    this.#place();
  };

  /** Ends a drag without an effect. */
  readonly #cancel = (): void => {
    this.#drag = null;
    this.#place();
  };

  readonly #onLeave = (): void => {
    this.hover = -1;
  };

  #narrow(period: Period, isHeld: boolean): void {
    this.#wanted = period;
    this.anchor = null;
    this.cursor = period.from;
    void this.actions.narrow(period, isHeld).finally(() => {
      if (this.#wanted !== period) return;
      this.#wanted = null;
      this.#place();
    });
  }

  readonly #onBack = (): void => {
    this.actions.back();
  };

  // ------------------------------------------------------------------------------------------------------------- zoom

  readonly #onWheel = (event: WheelEvent): void => {
    if (!this.timeline || event.ctrlKey || this.#drag) return;
    event.preventDefault();
    const line = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : 40;
    const across = event.shiftKey ? event.deltaX || event.deltaY : event.deltaX;
    if (event.shiftKey || Math.abs(across) > Math.abs(event.deltaY)) {
      this.actions.moveBy((across * line) / Math.max(1, this.#box.width));
      return;
    }
    const factor = Math.min(WHEEL_MOST, Math.max(1 / WHEEL_MOST, WHEEL ** (event.deltaY * line)));
    if (factor !== 1) this.actions.zoomBy(factor, this.#timeOf(event));
  };

  /** Zooms about the selection or the cursor if the keys are used, or the middle. */
  #zoomAtMiddle(factor: number): void {
    if (!this.timeline) return;
    const selected = this.#selected;
    const middle = selected ? (selected.from + selected.to) / 2 : null;
    const at = middle ?? (this.focused ? this.cursor : null) ?? timeAt(spanOf(this.timeline.edges), 0.5);
    this.actions.zoomBy(factor, at);
  }

  // ------------------------------------------------------------------------------------------------------------- keys

  readonly #onFocus = (): void => {
    this.focused = true;
    if (this.cursor !== null || !this.timeline) return;
    const { edges, counts, period } = this.timeline;
    const first = counts.counts
      .subarray(0, this.#bins)
      .findIndex((_, bin) =>
        OUTCOMES.some((_outcome, outcome) => (counts.counts[outcome * this.#bins + bin] ?? 0) > 0),
      );
    this.cursor = period?.from ?? binPeriod(edges, Math.max(0, first)).from;
  };

  readonly #onBlur = (): void => {
    this.focused = false;
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || !this.timeline) return;
    if (!this.#press(event.key, event.shiftKey)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** Whether the key does something here. */
  #press(key: string, isSelecting: boolean): boolean {
    const last = this.#bins - 1;
    const at = this.timeline && this.cursor !== null ? binAt(this.timeline.edges, this.cursor) : 0;
    const moves: Record<string, number> = {
      ArrowLeft: at - 1,
      ArrowRight: at + 1,
      PageUp: at - PAGE,
      PageDown: at + PAGE,
      Home: 0,
      End: last,
    };
    const next = moves[key];
    if (next !== undefined) this.#moveTo(next, isSelecting);
    else if (key === '+') this.#zoomAtMiddle(1 / ZOOM);
    else if (key === '-') this.#zoomAtMiddle(ZOOM);
    else if (key === 'Enter') this.#enter();
    else return key === 'Escape' && this.#escape();
    return true;
  }

  #moveTo(bin: number, isSelecting: boolean): void {
    const { timeline } = this;
    if (!timeline) return;
    this.anchor = isSelecting ? (this.anchor ?? this.cursor) : null;
    this.hover = -1;
    const { from, to } = binPeriod(timeline.edges, Math.min(this.#bins - 1, Math.max(0, bin)));
    this.cursor = (from + to) / 2;
    // Beyond what is shown there may be more.
    if (bin < 0 && spanOf(timeline.edges).from > timeline.whole.from) this.actions.moveBy(-0.5);
    if (bin >= this.#bins && spanOf(timeline.edges).to < timeline.whole.to) this.actions.moveBy(0.5);
  }

  #enter(): void {
    const { timeline, cursor } = this;
    if (!timeline || cursor === null) return;
    this.#narrow(this.#selected ?? binPeriod(timeline.edges, binAt(timeline.edges, cursor)), false);
  }

  /** A drag or a selection is given up first; false if there is nothing to go back from. */
  #escape(): boolean {
    if (this.#drag) this.#cancel();
    else if (this.anchor !== null) this.anchor = null;
    else return this.actions.back();
    return true;
  }
}

if (!customElements.get('exchange-log-timeline')) customElements.define('exchange-log-timeline', TimelineView);
