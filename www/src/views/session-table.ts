/** The list of sessions: a grid with their columns, and colours for their outcomes. */

import type { SessionWindow, SortOrder } from '../contract.js';
import { COLUMNS, headingOf, outcomeOf, outcomeTitle, type Row, remoteTitle } from '../display/columns.js';
import type { GridColumn } from '../display/grid-column.js';
import type { Fetch } from '../display/row-source.js';
import type { Zone } from '../format/time.js';
import { en } from '../locale/en.js';
import { Grid, type GridActions } from './grid.js';

/** Actions of the session list. */
export interface TableActions extends Omit<GridActions, 'sortBy'> {
  fetch: Fetch<SessionWindow>;
  sortBy(key: SortOrder['key']): void;
}

export class SessionTable extends Grid<SessionWindow> {
  declare sort: SortOrder;
  declare zone: Zone;
  declare actions: TableActions;

  protected get label(): string {
    return en.list.label;
  }

  protected makeColumns(): readonly GridColumn[] {
    return COLUMNS.map(({ key, width, align }) => ({ key, width, align, heading: headingOf(key, this.zone) }));
  }

  protected get gridActions(): GridActions {
    const sortBy = (x: number) => {
      const column = COLUMNS[x];
      if (column) this.actions.sortBy(column.key);
    };
    return { ...this.actions, sortBy };
  }

  protected fetchRows(from: number, to: number): Promise<SessionWindow | null> {
    return this.actions.fetch(from, to);
  }

  protected lengthOf(window: SessionWindow): number {
    return window.length;
  }

  protected text(row: Row, x: number): string {
    return COLUMNS[x]?.text(row, this.zone) ?? '';
  }

  protected sorted(x: number): 'ascending' | 'descending' | 'none' {
    if (COLUMNS[x]?.key !== this.sort.key) return 'none';
    return this.sort.descending ? 'descending' : 'ascending';
  }

  protected override decorateCell(cell: HTMLTableCellElement, x: number, row: Row | undefined): void {
    super.decorateCell(cell, x, row);
    if (COLUMNS[x]?.key === 'outcome' && row) this.#decorateOutcome(cell, row);
    else delete cell.dataset.outcome;
    if (COLUMNS[x]?.key === 'remote' && row) cell.title = remoteTitle(row) || cell.title;
  }

  #decorateOutcome(cell: HTMLTableCellElement, row: Row): void {
    const outcome = outcomeOf(row);
    cell.dataset.outcome = outcome;
    cell.title = outcomeTitle(row);
  }
}

if (!customElements.get('exchange-log-sessions')) customElements.define('exchange-log-sessions', SessionTable);
