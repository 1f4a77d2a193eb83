/**
 * A table that draws only its visible part: regular-table does the virtual scrolling, this class adds what a grid needs
 * for the keyboard and for screen readers. The cursor is on a row, or on a column heading to sort by it.
 */

import 'regular-table';
import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import type { RegularTableElement } from 'regular-table/dist/esm/regular-table.js';
import type { GridColumn } from '../display/grid-column.js';
import { RowSource, type WindowRow } from '../display/row-source.js';
import { type Scroll, scrollToShow, visibleRows } from '../display/scrolling.js';

/** Height of a row in pixels, as in the style sheet. */
const ROW_HEIGHT = 24;

/** Actions of a grid. */
export interface GridActions {
  moveTo(row: number): void;
  /** Moves the cursor to a row and opens it; the focus stays in the table. */
  openAt(row: number): void;
  /** Opens the row under the cursor and moves the focus there. */
  open(): void;
  /** `x` is the index of the column in the grid. */
  sortBy(x: number): void;
}

/** What regular-table expects from a data listener. */
interface Slab<R> {
  num_rows: number;
  num_columns: number;
  data: string[][];
  column_headers: string[][];
  metadata: (R | undefined)[][];
  row_height: number;
  merge_headers: 'row';
}

interface Place<R> {
  x?: number;
  y?: number;
  user?: R;
}

export abstract class Grid<W extends { from: number; total: number }> extends LitElement {
  static override properties = {
    revision: { attribute: false },
    sort: { attribute: false },
    zone: { attribute: false },
    cursor: { attribute: false },
  };

  /** Goes up whenever the rows may have changed. */
  declare revision: number;
  /** Row of the cursor; -1 for none. */
  declare cursor: number;

  protected readonly rows = new RowSource<W>(
    (from, to) => this.fetchRows(from, to),
    (window) => this.lengthOf(window),
  );
  /** The columns of the current drawing. */
  protected columns: readonly GridColumn[] = [];
  #total = 0;
  /** Height of the table when it was last measured, in pixels. */
  #height = 0;
  /** Column of the heading under the cursor; -1 while the cursor is on a row. */
  #heading = -1;

  protected abstract get label(): string;
  protected abstract makeColumns(): readonly GridColumn[];
  protected abstract get gridActions(): GridActions;
  protected abstract fetchRows(from: number, to: number): Promise<W | null>;
  protected abstract lengthOf(window: W): number;
  /** The text of a cell; `x` is the index of its column. */
  protected abstract text(row: WindowRow<W>, x: number): string;
  /** Whether and how the rows are sorted by a column. */
  protected abstract sorted(x: number): 'ascending' | 'descending' | 'none';
  /** Adds attributes to a cell. */
  protected decorateCell(cell: HTMLTableCellElement, _x: number, _row: WindowRow<W> | undefined): void {
    cell.title = cell.textContent ?? '';
  }

  /** No shadow root of its own, so that the table shares the viewer's style sheets. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(_changed: PropertyValues): void {
    this.columns = this.makeColumns();
  }

  protected override render(): TemplateResult {
    return html`<regular-table @keydown=${this.#onKey} @mousedown=${this.#onMouse}></regular-table>`;
  }

  protected override firstUpdated(): void {
    const table = this.#table;
    table.restoreColumnSizes(Object.fromEntries(this.columns.map(({ width }, index) => [index, width])));
    table.setDataListener((x0, y0, x1, y1) => this.#slab(x0, y0, x1, y1) as never, { column_classes: true });
    table.addStyleListener(() => this.#decorate());
    new ResizeObserver(() => void this.#resized()).observe(table);
    // The first drawing measures the columns, which the second needs for the horizontal scroll width.
    void table.draw().then(() => table.draw());
  }

  protected override async updated(changed: PropertyValues): Promise<void> {
    if (changed.has('revision') || changed.has('sort') || changed.has('zone')) {
      if (!changed.has('zone') || changed.has('revision')) this.rows.reset();
      await this.#table.draw();
    }
    if (changed.has('cursor') || changed.has('sort')) this.#reveal();
    this.#decorate();
  }

  override focus(): void {
    this.#grid?.focus();
  }

  get #table(): RegularTableElement {
    return this.querySelector('regular-table') as RegularTableElement;
  }

  get #grid(): HTMLTableElement | null {
    return this.querySelector('table');
  }

  /** The place of a cell in regular-table: column, row, and the metadata of the data listener. */
  #place(cell: HTMLElement | undefined): Place<WindowRow<W>> {
    return (this.#table.getMeta(cell) as Place<WindowRow<W>> | undefined) ?? {};
  }

  async #slab(x0: number, y0: number, x1: number, y1: number): Promise<Slab<WindowRow<W>>> {
    const columns = this.columns.slice(x0, x1);
    this.#total = await this.rows.total();
    const rows = y1 > y0 ? await this.rows.rows(y0, Math.min(y1, this.#total)) : [];
    return {
      num_rows: this.#total,
      num_columns: this.columns.length,
      data: columns.map((_, index) => rows.map((row) => this.text(row, x0 + index))),
      column_headers: columns.map(({ heading }) => [heading]),
      metadata: columns.map(() => rows),
      row_height: ROW_HEIGHT,
      merge_headers: 'row',
    };
  }

  /** Names, roles and attributes. Needed on every drawing, as regular-table reuses cells for other rows. */
  #decorate(): void {
    const grid = this.#grid;
    if (!grid) return;
    this.#decorateGrid(grid);
    for (const heading of grid.querySelectorAll<HTMLElement>('thead th')) this.#decorateHeading(heading);
    for (const line of grid.querySelectorAll<HTMLTableRowElement>('tbody tr')) this.#decorateLine(line);
  }

  #decorateGrid(grid: HTMLTableElement): void {
    // regular-table makes itself a tab stop, but the focus belongs to the grid inside.
    this.#table.tabIndex = -1;
    grid.tabIndex = 0;
    const column = this.columns[this.#heading];
    setAttributes(grid, {
      role: 'grid',
      'aria-label': this.label,
      'aria-rowcount': String(this.#total + 1),
      'aria-colcount': String(this.columns.length),
      'aria-activedescendant': column ? `heading-${column.key}` : `row-${this.cursor}`,
    });
  }

  #decorateHeading(heading: HTMLElement): void {
    const x = this.#place(heading).x ?? -1;
    const column = this.columns[x];
    if (!column) return;
    heading.id = `heading-${column.key}`;
    heading.dataset.key = column.key;
    heading.title = column.heading;
    heading.classList.toggle('right', column.align === 'right');
    heading.classList.toggle('cursor', x === this.#heading);
    setAttributes(heading, { role: 'columnheader', 'aria-colindex': String(x + 1), 'aria-sort': this.sorted(x) });
  }

  #decorateLine(line: HTMLTableRowElement): void {
    for (const cell of line.cells) this.#decorateCell(cell);
    const row = this.#place(line.cells[0]).y ?? -1;
    line.id = `row-${row}`;
    setAttributes(line, {
      role: 'row',
      'aria-rowindex': String(row + 2),
      'aria-selected': String(row === this.cursor),
    });
  }

  #decorateCell(cell: HTMLTableCellElement): void {
    const { x = -1, user: row } = this.#place(cell);
    const column = this.columns[x];
    if (!column) return;
    setAttributes(cell, { role: 'gridcell', 'aria-colindex': String(x + 1) });
    cell.classList.toggle('right', column.align === 'right');
    cell.dataset.key = column.key;
    this.decorateCell(cell, x, row);
  }

  #scroll(): Scroll {
    const table = this.#table;
    const { clientHeight, scrollHeight, scrollTop } = table;
    return {
      rows: this.#total,
      rowHeight: ROW_HEIGHT,
      headHeight: ROW_HEIGHT,
      clientHeight,
      scrollHeight,
      scrollTop,
    };
  }

  /** Keeps a visible cursor visible when something that opens takes half of the height. */
  async #resized(): Promise<void> {
    const before = { ...this.#scroll(), clientHeight: this.#height };
    const shown = this.cursor >= 0 && scrollToShow(this.cursor, before) === null;
    this.#height = this.#table.clientHeight;
    await this.#table.draw();
    if (shown) this.#reveal();
  }

  /** Scrolls the cursor into view, as little as possible. */
  #reveal(): void {
    if (this.cursor < 0) return;
    const top = scrollToShow(this.cursor, this.#scroll());
    if (top !== null) this.#table.scrollTop = top;
  }

  #onMouse(event: MouseEvent): void {
    const target = event.target as HTMLElement;
    if (target.classList.contains('rt-column-resize')) return;
    const cell = target.closest<HTMLElement>('td, th');
    if (!cell || event.button !== 0) return;
    const { x = -1, y = -1 } = this.#place(cell);
    if (cell.tagName === 'TH') this.#sortBy(x);
    else if (y >= 0) this.#point(y);
  }

  /** A click selects a row and opens it. */
  #point(row: number): void {
    this.#heading = -1;
    this.gridActions.openAt(row);
  }

  #sortBy(x: number): void {
    if (this.columns[x]) this.gridActions.sortBy(x);
  }

  #onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const handled = this.#heading >= 0 ? this.#headingKey(event.key) : this.#rowKey(event.key);
    if (!handled) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #rowKey(key: string): boolean {
    const page = Math.max(1, Math.floor(visibleRows(this.#scroll())) - 1);
    const steps: Record<string, number> = {
      ArrowDown: this.cursor + 1,
      ArrowUp: this.cursor - 1,
      PageDown: this.cursor + page,
      PageUp: Math.max(0, this.cursor - page),
      Home: 0,
      End: this.#total - 1,
    };
    const row = steps[key];
    if (key === 'Enter' && this.cursor >= 0) this.gridActions.open();
    else if (row === undefined) return false;
    else if (row < 0 && key === 'ArrowUp') this.#goToHeading(0);
    else this.gridActions.moveTo(Math.min(Math.max(0, row), Math.max(0, this.#total - 1)));
    return true;
  }

  #headingKey(key: string): boolean {
    if (key === 'ArrowLeft') this.#goToHeading(Math.max(0, this.#heading - 1));
    else if (key === 'ArrowRight') this.#goToHeading(Math.min(this.columns.length - 1, this.#heading + 1));
    else if (key === 'ArrowDown' || key === 'Escape') this.#goToHeading(-1);
    else if (key === 'Enter' || key === ' ') this.#sortBy(this.#heading);
    else return false;
    return true;
  }

  #goToHeading(x: number): void {
    this.#heading = x;
    if (x >= 0) this.#showColumn(x);
    this.#decorate();
  }

  /** Scrolls a column into view. */
  #showColumn(x: number): void {
    const table = this.#table;
    const left = this.columns.slice(0, x).reduce((sum, { width }) => sum + width, 0);
    const right = left + (this.columns[x]?.width ?? 0);
    if (left < table.scrollLeft) table.scrollLeft = left;
    else if (right > table.scrollLeft + table.clientWidth) table.scrollLeft = right - table.clientWidth;
  }
}

function setAttributes(element: Element, attributes: Record<string, string>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
}
