/** A log shown as a table: its own columns, all of its rows. */

import type { TableOrder, TableReport, TableWindow } from '../contract.js';
import type { GridColumn } from '../display/grid-column.js';
import type { WindowRow } from '../display/row-source.js';
import { cellText, gridColumn } from '../display/table-columns.js';
import type { Zone } from '../format/time.js';
import { Grid, type GridActions } from './grid.js';

export interface PlainTableActions extends GridActions {
  fetch(table: number, order: TableOrder, from: number, to: number): Promise<TableWindow | null>;
}

export class PlainTable extends Grid<TableWindow> {
  static override properties = {
    ...Grid.properties,
    report: { attribute: false },
    chosen: { attribute: false },
  };

  declare report: TableReport;
  /** Numbers of the columns to show. */
  declare chosen: readonly number[];
  declare sort: TableOrder;
  declare zone: Zone;
  declare actions: PlainTableActions;

  protected get label(): string {
    return this.report.name;
  }

  protected makeColumns(): readonly GridColumn[] {
    return this.chosen.map((column) => gridColumn(this.report, column, this.zone));
  }

  protected get gridActions(): GridActions {
    return { ...this.actions, sortBy: (x) => this.actions.sortBy(this.#column(x)) };
  }

  #column(x: number): number {
    return this.chosen[x] ?? -1;
  }

  protected fetchRows(from: number, to: number): Promise<TableWindow | null> {
    return this.actions.fetch(this.report.table, this.sort, from, to);
  }

  protected lengthOf(window: TableWindow): number {
    return window.rows.length;
  }

  protected text(row: WindowRow<TableWindow>, x: number): string {
    return cellText(row, this.#column(x), this.zone);
  }

  protected sorted(x: number): 'ascending' | 'descending' | 'none' {
    if (this.#column(x) !== this.sort.column) return 'none';
    return this.sort.descending ? 'descending' : 'ascending';
  }
}

if (!customElements.get('exchange-log-table')) customElements.define('exchange-log-table', PlainTable);
