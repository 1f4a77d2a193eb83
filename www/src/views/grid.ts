/**
 * A table that draws only its visible part, with what a grid needs for the keyboard and for screen readers. The cursor
 * is on a row, or on a column heading to sort by it.
 *
 * The element scrolls a space as large as the whole table would be. The part that is drawn stays at the top of the view
 * and is filled with other rows while the space moves below it. All rows have the same height and the widths of columns
 * are known, so nothing is measured but the view.
 */

import { LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { fittingWidth, ROWS } from '../display/density.js';
import { clampWidth, type GridColumn } from '../display/grid-column.js';
import { RowSource, type WindowRow } from '../display/row-source.js';
import { type ColumnRange, columnRange, type Scroll, scrollToShow, topRow, visibleRows } from '../display/scrolling.js';
import { en } from '../locale/en.js';
import type { Density } from '../state/state.js';
import { dragHeading } from './heading-drag.js';
import { html } from './html.js';
import type { Carried, CarriedAt } from './value-menu.js';

/** Browsers limit the height of an element. Far below their limits, and a hundred times the height of a long list. */
const MAX_HEIGHT = 10_000_000;
/** Pixels. */
const RESIZE_STEP = 16;

/** Actions of a grid. */
export interface GridActions<W> {
  moveTo(row: number): void;
  /** Moves the cursor to a row and opens it, as it is drawn; the focus stays in the table. */
  openAt(row: number, drawn?: WindowRow<W>): void;
  /** Opens the row under the cursor and moves the focus there. */
  open(): void;
  /** `x` is the index of the column in the grid. */
  sortBy(x: number): void;
}

/** The rows that are drawn. */
interface Drawn<W> {
  /** The first of them, as an index into the list. */
  first: number;
  /** Pixels of it that are hidden below the headings. */
  hidden: number;
  rows: readonly WindowRow<W>[];
}

export abstract class Grid<W extends { from: number; total: number }> extends LitElement {
  static override properties = {
    revision: { attribute: false },
    sort: { attribute: false },
    zone: { attribute: false },
    cursor: { attribute: false },
    density: { attribute: false },
    drawn: { state: true },
    total: { state: true },
    heading: { state: true },
    cell: { state: true },
    view: { state: true },
    drop: { state: true },
  };

  /** Goes up whenever the rows may have changed. */
  declare revision: number;
  /** Row of the cursor; -1 for none. */
  declare cursor: number;
  declare density: Density;
  declare drawn: Drawn<W>;
  /** Number of rows in the list. */
  declare total: number;
  /** Column of the heading under the cursor; -1 while the cursor is on a row. */
  declare heading: number;
  /** Column of the cell under the cursor; -1 while the cursor is on the row as a whole. */
  declare cell: number;
  /** The part of the table in view, in pixels. */
  declare view: { left: number; width: number; height: number };
  /** While a heading is dragged: its column would be put before the one at this place; -1 for nowhere. */
  declare drop: number;

  protected readonly rows = new RowSource<W>(
    (from, to) => this.fetchRows(from, to),
    (window) => this.lengthOf(window),
  );
  /** The columns of the current drawing. */
  protected columns: readonly GridColumn[] = [];
  /** Widths that the user has set, by key of the column. */
  #widths: Readonly<Record<string, number>> = {};
  /** Drawings are numbered, so that a late answer does not replace a later one. */
  #asked = 0;
  #answered = 0;
  /** A heading has just been dragged, so that the click that ends it sorts nothing. */
  #hasDragged = false;
  readonly #resizing = new ResizeObserver(() => void this.#resized());

  constructor() {
    super();
    this.cursor = -1;
    this.density = 'compact';
    this.drawn = { first: 0, hidden: 0, rows: [] };
    this.total = 0;
    this.heading = -1;
    this.cell = -1;
    this.view = { left: 0, width: 0, height: 0 };
    this.drop = -1;
  }

  protected abstract get label(): string;
  protected abstract makeColumns(): readonly GridColumn[];
  /** Widths that the user has set, by key of the column: they last as long as the table, unless something else keeps them. */
  protected get widths(): Readonly<Record<string, number>> {
    return this.#widths;
  }
  /** Sets the width of a column; null for its natural one. */
  protected setWidth(key: string, width: number | null): void {
    const { [key]: _, ...others } = this.#widths;
    this.#widths = width === null ? others : { ...others, [key]: clampWidth(width) };
    this.requestUpdate();
  }
  /** Puts a column before another one, beyond the last at the end, where its columns can be ordered. */
  protected moveColumn: ((from: number, to: number) => void) | null = null;
  protected abstract get gridActions(): GridActions<W>;
  protected abstract fetchRows(from: number, to: number): Promise<W | null>;
  protected abstract lengthOf(window: W): number;
  /** The text of a cell; `x` is the index of its column. */
  protected abstract text(row: WindowRow<W>, x: number): string;
  /** Whether and how the rows are sorted by a column. */
  protected abstract sorted(x: number): 'ascending' | 'descending' | 'none';
  /** What a pointer on the cell shows, as a cell may be too narrow for its text. */
  protected cellTitle(row: WindowRow<W>, x: number): string {
    return this.text(row, x);
  }
  /** What a query asks for a cell by. */
  protected abstract values(row: WindowRow<W>, x: number, y: number): Carried;

  /** The values of the cell at a place, or of the one under the cursor: of its row the first. */
  carriedAt(target: Element): CarriedAt | null {
    const place = this.placeAt(target);
    return place && { values: this.values(place.row, place.x, place.y), anchor: place.anchor };
  }

  /** The cell at a place, or the one under the cursor. */
  protected placeAt(target: Element): { row: WindowRow<W>; x: number; y: number; anchor: Element } | null {
    const pointed = target.closest('td');
    const isKey = target.localName === 'table';
    if (!pointed && !(isKey && this.heading < 0)) return null;
    const y = pointed ? Number(pointed.parentElement?.dataset.y) : this.cursor;
    const x = pointed ? Number(pointed.getAttribute('aria-colindex')) - 1 : Math.max(0, this.cell);
    const row = this.drawn.rows[y - this.drawn.first];
    const anchor = pointed ?? this.querySelector(`#row-${y} [aria-colindex="${x + 1}"]`);
    return row && anchor ? { row, x, y, anchor } : null;
  }

  /** The key of the heading at a place, or of the one under the cursor; null for none. */
  headingAt(target: Element): string | null {
    const pointed = target.closest<HTMLElement>('th');
    const isKey = target.localName === 'table';
    return pointed?.dataset.key ?? (isKey ? this.columns[this.heading]?.key : null) ?? null;
  }

  /** The outcome that a cell shows, for its mark. */
  protected cellOutcome(_row: WindowRow<W>, _x: number): string | null {
    return null;
  }

  /** What a row is marked as; empty without a mark. */
  protected rowMark(_row: WindowRow<W>): string {
    return '';
  }

  /** Whether a cell says that there is no value. */
  protected isUnknown(_row: WindowRow<W>, _x: number): boolean {
    return false;
  }

  /** The length of the bar in a cell, as a share of the largest; null for a cell without one. */
  protected cellBar(_row: WindowRow<W>, _x: number): number | null {
    return null;
  }

  /** What is drawn in a cell besides its text. */
  protected cellDrawing(_row: WindowRow<W>, _x: number): TemplateResult | typeof nothing {
    return nothing;
  }

  /** Whether the rows have to be fetched again. */
  protected reloads(changed: PropertyValues): boolean {
    return changed.has('revision') || changed.has('sort');
  }

  /** No shadow root of its own, so that the table shares the viewer's style sheets. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#resizing.observe(this.#scroller);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizing.disconnect();
  }

  protected override willUpdate(_changed: PropertyValues): void {
    const { widths, density } = this;
    const wanted = ({ key, width }: GridColumn) => widths[key] ?? fittingWidth(width, density);
    const before = this.columns;
    this.columns = this.makeColumns().map((column) => ({ ...column, width: wanted(column) }));
    this.heading = this.#placeOf(before, this.heading);
    this.cell = this.#placeOf(before, this.cell);
  }

  /** Where the column is now that was at a place; the place itself if it is gone. */
  #placeOf(before: readonly GridColumn[], x: number): number {
    const place = x < 0 ? -1 : this.columns.findIndex(({ key }) => key === before[x]?.key);
    return place < 0 ? Math.min(x, this.columns.length - 1) : place;
  }

  get #rowHeight(): number {
    return ROWS[this.density].height;
  }

  protected override firstUpdated(): void {
    this.#resizing.observe(this.#scroller);
  }

  protected override updated(changed: PropertyValues): void {
    const reloads = this.reloads(changed);
    if (reloads) this.rows.reset();
    const isOtherSize = changed.has('total') || changed.has('density');
    if (reloads || isOtherSize || changed.has('view')) void this.#draw();
    if (isOtherSize || changed.has('cursor') || changed.has('sort')) this.#reveal();
  }

  override focus(options?: FocusOptions): void {
    this.querySelector('table')?.focus(options);
  }

  get #scroller(): HTMLElement {
    return this.querySelector('.grid-scroll') as HTMLElement;
  }

  // -------------------------------------------------------------------------------------------------------- drawing

  /** Fetches the rows in view. Before that is measured, not even its columns are known. */
  async #draw(): Promise<void> {
    if (this.view.width === 0) return;
    const number = ++this.#asked;
    const total = await this.rows.total();
    const scroll = { ...this.#scroll(), rows: total };
    const top = Math.max(0, topRow(scroll));
    const first = Math.floor(top);
    const end = Math.min(total, Math.ceil(top + visibleRows(scroll)));
    const rows = end > first ? await this.rows.rows(first, end) : [];
    if (number < this.#answered) return;
    this.#answered = number;
    this.total = total;
    this.drawn = { first, hidden: Math.round((top - first) * this.#rowHeight), rows };
  }

  protected override render(): TemplateResult {
    const range = columnRange(
      this.columns.map(({ width }) => width),
      this.view.left,
      this.view.width,
    );
    const { height: row, font } = ROWS[this.density];
    const height = Math.min(MAX_HEIGHT, (this.total + 1) * row);
    return html`<div class="grid-scroll" tabindex="-1" .style=${`--row-height:${row}px;--row-font:${font}px`} @scroll=${this.#onScroll}>
      <div class="grid-space" .style=${`width:${range.all}px;height:${height}px`}>
        <div class="grid-view" .style=${`height:${this.view.height}px`}>${this.#table(range)}</div>
      </div>
    </div>`;
  }

  #table(range: ColumnRange): TemplateResult {
    const { first, hidden, rows } = this.drawn;
    const columns = this.columns.slice(range.from, range.to);
    // The last column takes what is left of a wide view.
    const width = (index: number, pixels: number) =>
      range.from + index === this.columns.length - 1 ? '' : `width:${pixels}px`;
    return html`<table
      role="grid"
      tabindex="0"
      aria-label=${this.label}
      aria-rowcount=${this.total + 1}
      aria-colcount=${this.columns.length}
      aria-activedescendant=${this.#active(range) ?? nothing}
      .style=${`margin-left:${range.left}px;width:${Math.max(range.width, this.view.left + this.view.width - range.left)}px`}
      @keydown=${this.#onKey}
      @click=${this.#onClick}
    >
      <colgroup>
        ${columns.map((column, index) => html`<col .style=${width(index, column.width)} />`)}
      </colgroup>
      <thead>
        <tr role="row" aria-rowindex="1">${columns.map((column, index) => this.#headingCell(column, range.from + index))}</tr>
      </thead>
      <tbody .style=${hidden > 0 ? `transform:translateY(${-hidden}px)` : ''}>
        ${rows.map((row, index) => this.#line(row, first + index, range))}
      </tbody>
    </table>`;
  }

  /** The id of what the cursor is on, as far as it is drawn. */
  #active({ from, to }: ColumnRange): string | null {
    const column = this.columns[this.heading];
    if (column) return this.heading >= from && this.heading < to ? `heading-${column.key}` : null;
    const { first, rows } = this.drawn;
    if (this.cursor < first || this.cursor >= first + rows.length) return null;
    return this.cell >= from && this.cell < to ? `cell-${this.cell}` : `row-${this.cursor}`;
  }

  #headingCell({ key, heading, align }: GridColumn, x: number): TemplateResult {
    const isLast = x === this.columns.length - 1;
    const drop = this.drop === x ? 'drop-before' : isLast && this.drop > x ? 'drop-after' : '';
    return html`<th
      id="heading-${key}"
      role="columnheader"
      class=${`${align} ${x === this.heading ? 'cursor' : ''} ${drop}`}
      data-key=${key}
      data-x=${x}
      aria-colindex=${x + 1}
      aria-sort=${this.sorted(x)}
      title=${heading}
      @pointerdown=${(event: PointerEvent) => this.#startDrag(event, x)}
    >
      <div class="heading"><span class="heading-text">${heading}</span></div>
      <span
        class="resize"
        title=${en.list.resize}
        @click=${(event: Event) => event.stopPropagation()}
        @dblclick=${() => this.#resize(x, null)}
        @pointerdown=${(event: PointerEvent) => this.#startResize(event, x)}
      ></span>
    </th>`;
  }

  #line(row: WindowRow<W>, y: number, { from, to }: ColumnRange): TemplateResult {
    const cell = y === this.cursor ? this.cell : -1;
    const mark = this.rowMark(row);
    const cells = this.columns
      .slice(from, to)
      .map((column, index) => this.#cell(row, column, from + index, cell, index === 0 ? mark : ''));
    return html`<tr id="row-${y}" role="row" data-y=${y} aria-rowindex=${y + 2} aria-selected=${y === this.cursor}>${cells}</tr>`;
  }

  #cell(row: WindowRow<W>, { key, align }: GridColumn, x: number, cursor: number, mark: string): TemplateResult {
    const bar = this.cellBar(row, x);
    return html`<td
      id=${x === cursor ? `cell-${x}` : nothing}
      role="gridcell"
      class=${`${align}${x === cursor ? ' cursor' : ''}${this.isUnknown(row, x) ? ' unknown' : ''}`}
      data-key=${key}
      data-outcome=${this.cellOutcome(row, x) ?? nothing}
      aria-colindex=${x + 1}
      title=${this.cellTitle(row, x)}
    >${mark ? html`<span class="row-mark" title=${mark}><span aria-hidden="true">◆ </span><span class="for-readers">${mark}. </span></span>` : nothing}${this.text(row, x)}${this.cellDrawing(row, x)}${
      bar === null ? nothing : html`<span class="cell-bar" .style=${`width:${(100 * bar).toFixed(1)}%`}></span>`
    }</td>`;
  }

  // ------------------------------------------------------------------------------------------------------ scrolling

  #scroll(): Scroll {
    const { clientHeight, scrollHeight, scrollTop } = this.#scroller;
    const height = this.#rowHeight;
    return { rows: this.total, rowHeight: height, headHeight: height, clientHeight, scrollHeight, scrollTop };
  }

  #onScroll(): void {
    const { scrollLeft } = this.#scroller;
    if (scrollLeft !== this.view.left) this.view = { ...this.view, left: scrollLeft };
    else void this.#draw();
  }

  /** Keeps a visible cursor visible when something that opens takes half of the height. */
  async #resized(): Promise<void> {
    const before = { ...this.#scroll(), clientHeight: this.view.height };
    const shown = this.cursor >= 0 && scrollToShow(this.cursor, before) === null;
    const { clientWidth, clientHeight, scrollLeft } = this.#scroller;
    this.view = { left: scrollLeft, width: clientWidth, height: clientHeight };
    await this.updateComplete;
    if (shown) this.#reveal();
  }

  /** Scrolls the cursor into view, as little as possible. */
  #reveal(): void {
    if (this.cursor < 0) return;
    const top = scrollToShow(this.cursor, this.#scroll());
    if (top !== null) this.#scroller.scrollTop = top;
  }

  /** Scrolls a column into view. */
  #showColumn(x: number): void {
    const scroller = this.#scroller;
    const left = this.columns.slice(0, x).reduce((sum, { width }) => sum + width, 0);
    const right = left + (this.columns[x]?.width ?? 0);
    if (left < scroller.scrollLeft) scroller.scrollLeft = left;
    else if (right > scroller.scrollLeft + scroller.clientWidth) scroller.scrollLeft = right - scroller.clientWidth;
  }

  // --------------------------------------------------------------------------------------------- widths of columns

  #resize(x: number, width: number | null): void {
    const column = this.columns[x];
    if (column) this.setWidth(column.key, width);
  }

  #startResize(event: PointerEvent, x: number): void {
    const handle = event.currentTarget as HTMLElement;
    const start = (this.columns[x]?.width ?? 0) - event.clientX;
    const move = ({ clientX }: PointerEvent) => this.#resize(x, start + clientX);
    handle.setPointerCapture(event.pointerId);
    handle.addEventListener('pointermove', move);
    const end = () => handle.removeEventListener('pointermove', move);
    handle.addEventListener('lostpointercapture', end, { once: true });
    event.preventDefault();
  }

  // ---------------------------------------------------------------------------------------------- order of columns

  #startDrag(event: PointerEvent, x: number): void {
    const { moveColumn } = this;
    if (!moveColumn || (event.target as HTMLElement).closest('.resize')) return;
    const show = (place: number) => {
      this.drop = place === x || place === x + 1 ? -1 : place;
      this.#hasDragged = true;
    };
    const drop = (place: number) => {
      if (place !== x && place !== x + 1) moveColumn(x, place);
    };
    this.#hasDragged = false;
    dragHeading(event, { show, drop });
  }

  // ------------------------------------------------------------------------------------------- pointer and keyboard

  #onClick({ target }: Event): void {
    const place = (target as HTMLElement).closest<HTMLElement>('[data-x], [data-y]');
    const { x, y } = place?.dataset ?? {};
    if (x !== undefined && !this.#hasDragged) this.#sortBy(Number(x));
    this.#hasDragged = false;
    if (y !== undefined) this.#point(Number(y));
  }

  /** A click selects a row and opens it. */
  #point(row: number): void {
    this.heading = -1;
    this.cell = -1;
    this.gridActions.openAt(row, this.drawn.rows[row - this.drawn.first]);
  }

  #sortBy(x: number): void {
    if (this.columns[x]) this.gridActions.sortBy(x);
  }

  #onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const handled = this.heading >= 0 ? this.#headingKey(event) : this.#cellKey(event) || this.#rowKey(event.key);
    if (!handled) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** To the left of the first cell is the row as a whole. */
  #cellKey({ key, shiftKey }: KeyboardEvent): boolean {
    const step = key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : 0;
    if (step === 0 || shiftKey || this.cursor < 0) return false;
    this.cell = Math.min(this.columns.length - 1, Math.max(-1, this.cell + step));
    this.#showColumn(Math.max(0, this.cell));
    return true;
  }

  #rowKey(key: string): boolean {
    const page = Math.max(1, Math.floor(visibleRows(this.#scroll())) - 1);
    const steps: Record<string, number> = {
      ArrowDown: this.cursor + 1,
      ArrowUp: this.cursor - 1,
      PageDown: this.cursor + page,
      PageUp: Math.max(0, this.cursor - page),
      Home: 0,
      End: this.total - 1,
    };
    const row = steps[key];
    if (key === 'Enter' && this.cursor >= 0) this.gridActions.open();
    else if (row === undefined) return false;
    else if (row < 0 && key === 'ArrowUp') this.#goToHeading(0);
    else this.gridActions.moveTo(Math.min(Math.max(0, row), Math.max(0, this.total - 1)));
    return true;
  }

  #headingKey({ key, shiftKey }: KeyboardEvent): boolean {
    const step = key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : 0;
    if (step !== 0 && shiftKey)
      this.#resize(this.heading, (this.columns[this.heading]?.width ?? 0) + step * RESIZE_STEP);
    else if (step !== 0) this.#goToHeading(Math.min(this.columns.length - 1, Math.max(0, this.heading + step)));
    else if (key === 'Home') this.#goToHeading(0);
    else if (key === 'End') this.#goToHeading(this.columns.length - 1);
    else if (key === 'ArrowDown' || key === 'Escape') this.#goToHeading(-1);
    else if (key === 'Enter' || key === ' ') this.#sortBy(this.heading);
    else return false;
    return true;
  }

  #goToHeading(x: number): void {
    this.heading = x;
    if (x >= 0) this.#showColumn(x);
  }
}
