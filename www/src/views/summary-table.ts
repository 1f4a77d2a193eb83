/** The groups of a summary: their values, and their measures. */

import type { PropertyValues } from 'lit';
import type { SummaryChoice, SummaryGroup } from '../contract.js';
import type { GridColumn } from '../display/grid-column.js';
import type { OwnNames } from '../display/own-names.js';
import type { WindowRow } from '../display/row-source.js';
import {
  barOf,
  isOfSameGroups,
  isSameQuestion,
  measureOf,
  orderOf,
  type SummaryWindow,
  summaryCell,
  summaryColumns,
  summaryValues,
} from '../display/summary.js';
import type { Zone } from '../format/time.js';
import { en } from '../locale/en.js';
import type { SummaryTotals } from '../state/state.js';
import { Grid, type GridActions } from './grid.js';
import type { Carried } from './value-menu.js';

export interface SummaryActions {
  fetch(choice: SummaryChoice, from: number, to: number): Promise<SummaryWindow | null>;
  moveTo(row: number): void;
  /** Lists the sessions of a group. */
  open(row: number, group: SummaryGroup): void;
  sortBy(order: SummaryChoice['order']): void;
}

type Row = WindowRow<SummaryWindow>;

export class SummaryTable extends Grid<SummaryWindow> {
  static override properties = {
    ...Grid.properties,
    choice: { attribute: false },
    totals: { attribute: false },
    names: { attribute: false },
  };

  declare choice: SummaryChoice;
  declare totals: SummaryTotals | null;
  /** The user's own names of addresses. */
  declare names: OwnNames;
  declare zone: Zone;
  declare actions: SummaryActions;

  /** The order is part of what is asked. */
  protected override reloads(changed: PropertyValues<this>): boolean {
    const before = changed.get('choice');
    const isOther = changed.has('choice') && !(before && isSameQuestion(before, this.choice));
    return super.reloads(changed) || isOther;
  }

  protected get label(): string {
    return en.summary.label;
  }

  protected makeColumns(): readonly GridColumn[] {
    return summaryColumns(this.choice, this.zone);
  }

  protected get gridActions(): GridActions {
    return {
      moveTo: (row) => this.actions.moveTo(row),
      openAt: (row) => void this.#open(row),
      open: () => void this.#open(this.cursor),
      sortBy: (x) => {
        const order = orderOf(this.choice, x);
        if (order !== undefined) this.actions.sortBy(order);
      },
    };
  }

  async #open(row: number): Promise<void> {
    const [found] = await this.rows.rows(row, row + 1);
    const group = found && this.#group(found);
    if (group) this.actions.open(row, group);
  }

  protected fetchRows(from: number, to: number): Promise<SummaryWindow | null> {
    return this.actions.fetch(this.choice, from, to);
  }

  protected lengthOf(window: SummaryWindow): number {
    return window.groups.length;
  }

  /** Until other groups are there, those of another question say nothing below the new headings. */
  #group({ window, index }: Row): SummaryGroup | undefined {
    return isOfSameGroups(window.choice, this.choice) ? window.groups[index] : undefined;
  }

  protected text(row: Row, x: number): string {
    const group = this.#group(row);
    const whole = this.totals ?? { sessions: 0, countedRows: 0 };
    return group ? summaryCell(group, this.choice, x, whole, this.zone, this.names) : '';
  }

  protected override cellTitle(row: Row, x: number): string {
    return `${super.cellTitle(row, x)}\n${en.summary.openMeaning}`;
  }

  protected override isUnknown(row: Row, x: number): boolean {
    return this.#group(row)?.values[x]?.known === false;
  }

  protected override cellBar(row: Row, x: number): number | null {
    const [group, measure] = [this.#group(row), this.choice.measures[x - this.choice.dimensions.length]];
    const bar = barOf(this.choice);
    const isBar =
      measure !== undefined && bar !== null && (measure === bar || (measure === 'share' && bar === 'sessions'));
    if (!group || !isBar || !this.totals?.largest) return null;
    // Of sessions and their share, the first shows it.
    const first = this.choice.measures.find((one) => one === bar || (one === 'share' && bar === 'sessions'));
    if (measure !== first) return null;
    return Math.min(1, (measureOf(group, bar, this.totals) ?? 0) / this.totals.largest);
  }

  protected values(row: Row, x: number): Carried {
    const group = this.#group(row);
    return group ? summaryValues(group, this.choice, x) : [];
  }

  protected sorted(x: number): 'ascending' | 'descending' | 'none' {
    if (orderOf(this.choice, x) !== this.choice.order) return 'none';
    return this.choice.descending ? 'descending' : 'ascending';
  }
}

if (!customElements.get('exchange-log-summary')) customElements.define('exchange-log-summary', SummaryTable);
