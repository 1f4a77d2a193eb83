/** The list of sessions: a grid with their columns, and colours for their outcomes. */

import type { PropertyValues } from 'lit';
import {
  type ColumnLayout,
  SESSION_COLUMNS,
  type SessionWindow,
  type SortKey,
  type SortOrder,
  type Summary,
} from '../contract.js';
import { visibleColumns } from '../display/column-layout.js';
import {
  type Column,
  headingOf,
  outcomeOf,
  outcomeTitle,
  type Row,
  remoteTitle,
  startTitle,
  type TimeStyle,
  timeStyle,
  widthOf,
} from '../display/columns.js';
import type { GridColumn } from '../display/grid-column.js';
import type { Fetch, WindowRow } from '../display/row-source.js';
import { cellValues } from '../display/values.js';
import type { Zone } from '../format/time.js';
import { en } from '../locale/en.js';
import { Grid, type GridActions } from './grid.js';
import type { Carried } from './value-menu.js';

/** Actions of the session list. */
export interface TableActions extends Pick<GridActions<SessionWindow>, 'moveTo' | 'open'> {
  /** Moves the cursor to a row and opens its session, which is given if it is drawn; the focus stays in the table. */
  openAt(row: number, session: number | null): void;
  fetch: Fetch<SessionWindow>;
  sortBy(key: SortKey): void;
  /** Gives a column a width in pixels; null for its natural one. */
  resize(key: SortKey, width: number | null): void;
  /** Puts a column before another one; null for the end. */
  place(key: SortKey, before: SortKey | null): void;
}

export class SessionTable extends Grid<SessionWindow> {
  static override properties = {
    ...Grid.properties,
    summary: { attribute: false },
    marked: { attribute: false },
    layout: { attribute: false },
  };

  /** What is open. The headings have what all times have in common. */
  declare summary: Summary | null;
  /** The session that is marked for comparison; null for none. */
  declare marked: number | null;
  declare layout: ColumnLayout;
  declare sort: SortOrder;
  declare zone: Zone;
  declare actions: TableActions;
  #times: TimeStyle = timeStyle(null, 'utc');
  /** The columns that are shown. */
  #shown: readonly Column[] = [];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('summary') || changed.has('zone')) this.#times = timeStyle(this.summary, this.zone);
    if (changed.has('layout')) this.#shown = visibleColumns(this.layout);
    super.willUpdate(changed);
  }

  protected get label(): string {
    return en.list.label;
  }

  protected makeColumns(): readonly GridColumn[] {
    const times = this.#times;
    return this.#shown.map((column) => {
      const { key, align } = column;
      return { key, align, width: widthOf(column, times), heading: headingOf(key, times) };
    });
  }

  protected override get widths(): ColumnLayout['widths'] {
    return this.layout.widths;
  }

  protected override setWidth(key: SortKey, width: number | null): void {
    this.actions.resize(key, width);
  }

  protected override moveColumn = (from: number, to: number): void => {
    const column = this.#shown[from];
    if (column) this.actions.place(column.key, this.#shown[to]?.key ?? null);
  };

  protected get gridActions(): GridActions<SessionWindow> {
    const sortBy = (x: number) => {
      const column = this.#shown[x];
      if (column) this.actions.sortBy(column.key);
    };
    const { moveTo, open } = this.actions;
    const openAt = (row: number, drawn?: WindowRow<SessionWindow>) =>
      this.actions.openAt(row, drawn?.window.handle[drawn.index] ?? null);
    return { moveTo, open, openAt, sortBy };
  }

  protected fetchRows(from: number, to: number): Promise<SessionWindow | null> {
    return this.actions.fetch(from, to);
  }

  protected lengthOf(window: SessionWindow): number {
    return window.length;
  }

  protected text(row: Row, x: number): string {
    return this.#shown[x]?.text(row, this.#times) ?? '';
  }

  protected sorted(x: number): 'ascending' | 'descending' | 'none' {
    if (this.#shown[x]?.key !== this.sort.key) return 'none';
    return this.sort.descending ? 'descending' : 'ascending';
  }

  protected override rowMark({ window, index }: Row): string {
    return window.handle[index] === this.marked ? en.comparison.marked : '';
  }

  sessionAt(target: Element): number | null {
    const row = this.placeAt(target)?.row;
    return row?.window.handle[row.index] ?? null;
  }

  protected override cellTitle(row: Row, x: number): string {
    const key = this.#shown[x]?.key;
    if (key === 'outcome') return outcomeTitle(row);
    if (key === 'start') return startTitle(row, this.zone);
    return key === 'remote' ? remoteTitle(row) : super.cellTitle(row, x);
  }

  protected values(row: Row, x: number): Carried {
    const column = this.#shown[x];
    if (!column) return [];
    // Times, durations and sizes are numbers in a query.
    const shown = column.key === 'start' ? startTitle(row, this.zone) : this.text(row, x);
    const isNumber = SESSION_COLUMNS[column.key] !== 'text' && column.key !== 'outcome' && column.key !== 'code';
    return cellValues(row, column.key).map((value) => (isNumber ? { ...value, shown } : value));
  }

  protected override cellOutcome(row: Row, x: number): string | null {
    return this.#shown[x]?.key === 'outcome' ? outcomeOf(row) : null;
  }
}

if (!customElements.get('exchange-log-sessions')) customElements.define('exchange-log-sessions', SessionTable);
