/** Another log as the table that it is: its own columns, as many rows as it has, drawn where they are looked at. */

import 'regular-table';
import { html, LitElement, type TemplateResult } from 'lit';
import type { RegularTableElement } from 'regular-table/dist/esm/regular-table.js';
import type { TableReport, TableWindow } from '../contract.js';

/** Height of a row in pixels; the style sheet says the same. */
const ROW_HEIGHT = 24;

export type FetchTable = (table: number, from: number, to: number) => Promise<TableWindow | null>;

export class PlainTable extends LitElement {
  static override properties = { report: { attribute: false }, revision: { attribute: false } };

  declare report: TableReport;
  declare revision: number;
  declare fetch: FetchTable;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    return html`<regular-table></regular-table>`;
  }

  protected override firstUpdated(): void {
    this.#table.setDataListener((x0, y0, x1, y1) => this.#slab(x0, y0, x1, y1) as never);
    this.#table.addStyleListener(() => this.#decorate());
    new ResizeObserver(() => void this.#table.draw()).observe(this.#table);
  }

  protected override updated(): void {
    void this.#table.draw();
  }

  get #table(): RegularTableElement {
    return this.querySelector('regular-table') as RegularTableElement;
  }

  async #slab(x0: number, y0: number, x1: number, y1: number) {
    const { columns, table } = this.report;
    const window = await this.fetch(table, y0, Math.max(y0, y1));
    const rows = window?.rows ?? [];
    return {
      num_rows: window?.total ?? 0,
      num_columns: columns.length,
      data: columns.slice(x0, x1).map((_, index) => rows.map((row) => row[x0 + index] ?? '')),
      column_headers: columns.slice(x0, x1).map((name) => [name]),
      row_height: ROW_HEIGHT,
    };
  }

  #decorate(): void {
    this.querySelector('table')?.setAttribute('aria-label', this.report.name);
    for (const cell of this.querySelectorAll('td')) cell.title = cell.textContent ?? '';
  }
}

if (!customElements.get('exchange-log-table')) customElements.define('exchange-log-table', PlainTable);
