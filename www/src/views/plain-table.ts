/** A log shown as a table: its own columns, all of its rows. */

import type { PropertyValues } from 'lit';
import type { TableOrder, TablePart, TableReport, TableWindow } from '../contract.js';
import type { GridColumn } from '../display/grid-column.js';
import type { WindowRow } from '../display/row-source.js';
import { cellText, gridColumn, tableValues } from '../display/table-columns.js';
import type { ShownValue } from '../display/values.js';
import type { Zone } from '../format/time.js';
import { Grid, type GridActions } from './grid.js';

export interface PlainTableActions extends GridActions<TablePart> {
  fetch(
    table: number,
    order: TableOrder,
    from: number,
    to: number,
    columns: readonly number[],
  ): Promise<TablePart | null>;
  /** A row with the whole of its cells. */
  row(table: number, order: TableOrder, row: number): Promise<TableWindow | null>;
}

export class PlainTable extends Grid<TablePart> {
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

  /** Rows were fetched with the columns that were chosen then. */
  protected override reloads(changed: PropertyValues<this>): boolean {
    const before = changed.get('chosen');
    const same = before?.length === this.chosen.length && before.every((column, x) => column === this.chosen[x]);
    return super.reloads(changed) || (changed.has('chosen') && !same);
  }

  protected get label(): string {
    return this.report.name;
  }

  protected makeColumns(): readonly GridColumn[] {
    return this.chosen.map((column) => gridColumn(this.report, column, this.zone));
  }

  protected get gridActions(): GridActions<TablePart> {
    return { ...this.actions, sortBy: (x) => this.actions.sortBy(this.#column(x)) };
  }

  #column(x: number): number {
    return this.chosen[x] ?? -1;
  }

  protected fetchRows(from: number, to: number): Promise<TablePart | null> {
    return this.actions.fetch(this.report.table, this.sort, from, to, this.chosen);
  }

  protected lengthOf(window: TablePart): number {
    return window.rows.length;
  }

  protected text(row: WindowRow<TablePart>, x: number): string {
    return cellText(row, this.#column(x), x, this.zone);
  }

  /** Of the whole cell, of which the list has the beginning. */
  protected async values(_row: WindowRow<TablePart>, x: number, y: number): Promise<readonly ShownValue[]> {
    const whole = await this.actions.row(this.report.table, this.sort, y);
    return whole ? tableValues(this.report, whole, this.#column(x)) : [];
  }

  protected sorted(x: number): 'ascending' | 'descending' | 'none' {
    if (this.#column(x) !== this.sort.column) return 'none';
    return this.sort.descending ? 'descending' : 'ascending';
  }
}

if (!customElements.get('exchange-log-table')) customElements.define('exchange-log-table', PlainTable);
