/** The dialog of the columns of the session list: which are shown, in which order, and how wide each is. */

import { LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { ColumnLayout, SortKey, Summary } from '../contract.js';
import { orderedColumns, visibleColumns } from '../display/column-layout.js';
import { type Column, type TimeStyle, timeStyle, widthOf } from '../display/columns.js';
import { fittingWidth } from '../display/density.js';
import { clampWidth, MAX_WIDTH, MIN_WIDTH } from '../display/grid-column.js';
import type { Zone } from '../format/time.js';
import { appearance as t } from '../locale/appearance.js';
import { en } from '../locale/en.js';
import type { Density } from '../state/state.js';
import { html } from './html.js';

/** Pixels by which the keys of the field change a width. */
const WIDTH_STEP = 8;

export interface ColumnsActions {
  toggle(key: SortKey): void;
  move(key: SortKey, by: number): void;
  resize(key: SortKey, width: number | null): void;
  resetColumns(): void;
  closeColumns(): void;
}

/** What there is for each column. */
type Control = 'shown' | 'width' | 'up' | 'down';

export class ColumnsDialog extends LitElement {
  static override properties = {
    at: { attribute: false },
    layout: { attribute: false },
    summary: { attribute: false },
    zone: { attribute: false },
    density: { attribute: false },
    moved: { state: true },
  };

  declare actions: ColumnsActions;
  /** The column at which the dialog opened; null while it is closed. */
  declare at: SortKey | null;
  declare layout: ColumnLayout;
  /** What is open, and how it is shown: the natural widths depend on it. */
  declare summary: Summary | null;
  declare zone: Zone;
  declare density: Density;
  /** The column that was moved last. */
  declare moved: SortKey | null;
  /** What gets the focus once it is drawn. */
  #wanted: readonly [SortKey, Control] | null = null;

  constructor() {
    super();
    this.at = null;
    this.moved = null;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('at')) return;
    this.moved = null;
    if (this.at) this.#wanted = [this.at, 'shown'];
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('at') && !changed.has('layout')) return;
    // At an end of the list, the button that led there does no more.
    const [key, control] = this.#wanted ?? [];
    const controls = [...this.querySelectorAll<HTMLElement>(`[data-key="${key}"] [data-control]:enabled`)];
    (controls.find((one) => one.dataset.control === control) ?? controls.at(-1))?.focus();
    if (this.querySelector(':focus')) this.#wanted = null;
  }

  protected override render(): TemplateResult {
    return html`<dialog id="columns-dialog" aria-labelledby="columns-title" @close=${() => this.actions.closeColumns()}>
      <div class="dialog-head">
        <h2 id="columns-title">${t.title}</h2>
        <button class="small" id="columns-close" @click=${() => this.actions.closeColumns()}>${t.close}</button>
      </div>
      ${this.at === null ? nothing : this.#body()}
    </dialog>`;
  }

  #body(): TemplateResult {
    const columns = orderedColumns(this.layout);
    const times = timeStyle(this.summary, this.zone);
    return html`<div class="dialog-body">
      <p class="quiet">${t.about}</p>
      <ol class="columns-list" aria-label=${t.list}>
        ${columns.map((column, place) => this.#row(column, place, columns.length, times))}
      </ol>
      <div class="columns-foot">
        <span role="status" id="columns-said">${this.#said(columns)}</span>
        <button class="small" id="columns-reset" @click=${() => this.actions.resetColumns()}>${t.resetColumns}</button>
      </div>
    </div>`;
  }

  /** Where the column is that was moved, and how many are hidden. */
  #said(columns: readonly Column[]): string {
    const { moved } = this;
    const place = columns.findIndex(({ key }) => key === moved) + 1;
    const of = moved ? t.place(en.list.columns[moved], place, columns.length) : '';
    const { length } = this.layout.hidden;
    return `${of} ${length > 0 ? t.hidden(length) : t.noneHidden}`.trim();
  }

  #row(column: Column, place: number, count: number, times: TimeStyle): TemplateResult {
    const { key } = column;
    const name = en.list.columns[key];
    const isShown = !this.layout.hidden.includes(key);
    const isOnly = isShown && visibleColumns(this.layout).length === 1;
    return html`<li data-key=${key} @keydown=${(event: KeyboardEvent) => this.#onKey(event, key)}>
      <label>
        <input type="checkbox" data-control="shown" .checked=${isShown} ?disabled=${isOnly} @change=${() => this.actions.toggle(key)} />
        ${name}
      </label>
      ${this.#widthField(column, times)}
      ${this.#moveButton(key, 'up', '↑', t.up(name), place === 0)}
      ${this.#moveButton(key, 'down', '↓', t.down(name), place === count - 1)}
    </li>`;
  }

  #widthField(column: Column, times: TimeStyle): TemplateResult {
    const { key } = column;
    const natural = fittingWidth(widthOf(column, times), this.density);
    const changed = ({ target }: Event) => {
      const field = target as HTMLInputElement;
      const width = Number.isNaN(field.valueAsNumber) ? null : clampWidth(field.valueAsNumber);
      field.value = String(width ?? natural);
      this.actions.resize(key, width);
    };
    return html`<input
      type="number"
      data-control="width"
      aria-label=${t.width(en.list.columns[key])}
      title=${t.widthMeaning}
      min=${MIN_WIDTH}
      max=${MAX_WIDTH}
      step=${WIDTH_STEP}
      .value=${String(this.layout.widths[key] ?? natural)}
      @change=${changed}
    />`;
  }

  #moveButton(key: SortKey, control: 'up' | 'down', mark: string, name: string, isAtEnd: boolean): TemplateResult {
    return html`<button
      class="icon small"
      data-control=${control}
      aria-label=${name}
      title=${name}
      ?disabled=${isAtEnd}
      @click=${() => this.#move(key, control, control)}
    >${mark}</button>`;
  }

  #onKey(event: KeyboardEvent, key: SortKey): void {
    const to = event.key === 'ArrowUp' ? 'up' : event.key === 'ArrowDown' ? 'down' : null;
    const { control } = (event.target as HTMLElement).dataset;
    if (!to || !event.altKey || !control) return;
    event.preventDefault();
    this.#move(key, to, control as Control);
  }

  /** Moves a column; the focus goes with it. */
  #move(key: SortKey, to: 'up' | 'down', control: Control): void {
    this.moved = key;
    this.#wanted = [key, control];
    this.actions.move(key, to === 'up' ? -1 : 1);
  }
}

if (!customElements.get('exchange-log-columns')) customElements.define('exchange-log-columns', ColumnsDialog);
