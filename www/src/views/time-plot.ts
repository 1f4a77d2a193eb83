/** What drawings over time share: their size in pixels, where the pointer is on them, and their axis. */

import { nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Period } from '../contract.js';
import { shareOf } from '../display/timeline.js';
import { ticks } from '../format/ticks.js';
import type { Zone } from '../format/time.js';
import { html } from './html.js';

/** Pixels from one tick to the next, at the least: room for a date and a time. */
const TICK_WIDTH = 150;
/** Pixels of a digit on the axis, with some allowance. */
const DIGIT_WIDTH = 8;

/** The box of an element's drawing, which is drawn anew when its size changes. */
export class PlotBox implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #resizing = new ResizeObserver(() => this.#measure());
  /** In pixels; 0 until it is drawn. */
  width = 0;
  height = 0;
  /** Called when the width has changed. */
  onWidth: (width: number) => void = () => undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#resizing.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#resizing.disconnect();
  }

  hostUpdated(): void {
    this.#measure();
  }

  get #box(): HTMLElement | null {
    return this.#host.querySelector('.timeline-plot');
  }

  #measure(): void {
    const { clientWidth: width = 0, clientHeight: height = 0 } = this.#box ?? {};
    if (width === this.width && height === this.height) return;
    const isWider = width !== this.width;
    Object.assign(this, { width, height });
    this.#host.requestUpdate();
    if (isWider && width > 0) this.onWidth(width);
  }

  /** Where the pointer is, from 0 at the left to 1 at the right; less or more beside the drawing. */
  shareAt({ clientX }: MouseEvent): number {
    const box = this.#box?.getBoundingClientRect();
    return box ? (clientX - box.left) / Math.max(1, box.width) : 0;
  }
}

/** The axis of a drawing of that width in pixels, with times of the zone. A time whose label would lie over another one has none. */
export function axisView(span: Period, width: number, zone: Zone): TemplateResult {
  const most = Math.max(2, Math.floor(width / TICK_WIDTH));
  let taken = Number.NEGATIVE_INFINITY;
  const labels = ticks(span.from, span.to, most, zone).map(({ time, label }) => {
    const share = shareOf(span, time);
    const [at, size] = [share * width, label.length * DIGIT_WIDTH];
    const fits = at + size < width;
    const begin = fits ? at : at - size;
    if (begin < taken) return nothing;
    taken = begin + size;
    const place = fits ? `left:${(100 * share).toFixed(2)}%` : `right:${(100 - 100 * share).toFixed(2)}%`;
    return html`<span class=${fits ? '' : 'at-end'} .style=${place}>${label}</span>`;
  });
  return html`<div class="timeline-axis" aria-hidden="true">${labels}</div>`;
}
