/** The groups of a summary: their values, and their measures. */

import { nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { SummaryChoice, SummaryGroup } from '../contract.js';
import type { GridColumn } from '../display/grid-column.js';
import type { OwnNames } from '../display/own-names.js';
import type { WindowRow } from '../display/row-source.js';
import { hasSparklines, type Sparkline, type Sparklines, sparklineFor } from '../display/sparklines.js';
import {
  barOf,
  isOfSameGroups,
  isSameQuestion,
  measureOf,
  orderOf,
  plotPath,
  type SummaryWindow,
  summaryCell,
  summaryColumns,
  summaryValues,
} from '../display/summary.js';
import type { Zone } from '../format/time.js';
import { en } from '../locale/en.js';
import type { SummaryTotals } from '../state/state.js';
import { Grid, type GridActions } from './grid.js';
import { html } from './html.js';
import type { Carried } from './value-menu.js';

export interface SummaryActions {
  fetch(choice: SummaryChoice, from: number, to: number): Promise<SummaryWindow | null>;
  /** The rows over time; null if something else is asked meanwhile. */
  sparklines(choice: SummaryChoice): Promise<Sparklines | null>;
  moveTo(row: number): void;
  /** Lists the sessions of a group. */
  open(row: number, group: SummaryGroup): void;
  sortBy(order: SummaryChoice['order']): void;
}

type Row = WindowRow<SummaryWindow>;

const SPARKLINE_WIDTH = 128;
/** Height of a drawing in its own units; it is stretched to the height of its row. */
const SPARKLINE_HEIGHT = 100;
/** A few spans are drawn as wide as if there were more. */
const LEAST_SPANS = 12;

export class SummaryTable extends Grid<SummaryWindow> {
  static override properties = {
    ...Grid.properties,
    choice: { attribute: false },
    totals: { attribute: false },
    names: { attribute: false },
    drawsTime: { attribute: false },
    sparklines: { state: true },
  };

  declare choice: SummaryChoice;
  declare totals: SummaryTotals | null;
  /** The user's own names of addresses. */
  declare names: OwnNames;
  declare zone: Zone;
  /** Rows are drawn over time, where they can be. */
  declare drawsTime: boolean;
  /** What was drawn stays until something newer is known. */
  declare sparklines: Sparklines | null;
  declare actions: SummaryActions;
  /** What the drawings were asked for; empty if they have to be asked for. */
  #drawnFor = '';

  constructor() {
    super();
    this.drawsTime = false;
    this.sparklines = null;
  }

  /** The place of the drawings among the columns: after the values; -1 without them. */
  get #timeColumn(): number {
    return this.drawsTime && hasSparklines(this.choice) ? this.choice.dimensions.length : -1;
  }

  /** The place of a column without that of the drawings; null for theirs. */
  #columnAt(x: number): number | null {
    const time = this.#timeColumn;
    if (x === time) return null;
    return time >= 0 && x > time ? x - 1 : x;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (this.#timeColumn >= 0 && this.drawn.rows.some((row) => this.#group(row))) void this.#drawTime();
  }

  /** Asks for the drawings once the rows are there. */
  async #drawTime(): Promise<void> {
    const { dimensions, within } = this.choice;
    const drawnFor = JSON.stringify([this.revision, this.zone, dimensions, within]);
    if (drawnFor === this.#drawnFor) return;
    this.#drawnFor = drawnFor;
    const sparklines = await this.actions.sparklines(this.choice);
    if (drawnFor !== this.#drawnFor) return;
    if (sparklines) this.sparklines = sparklines;
    // Something else came between: they are asked for with the next drawing.
    else this.#drawnFor = '';
  }

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
    const columns = summaryColumns(this.choice, this.zone);
    const time = this.#timeColumn;
    if (time < 0) return columns;
    const { sparklines: heading } = en.summary;
    return columns.toSpliced(time, 0, { key: 'time', heading, width: SPARKLINE_WIDTH, align: 'left' });
  }

  protected get gridActions(): GridActions<SummaryWindow> {
    return {
      moveTo: (row) => this.actions.moveTo(row),
      openAt: (row, drawn) => (drawn ? this.#openGroup(row, drawn) : void this.#open(row)),
      open: () => void this.#open(this.cursor),
      sortBy: (x) => {
        const order = this.#orderAt(x);
        if (order !== undefined) this.actions.sortBy(order);
      },
    };
  }

  async #open(row: number): Promise<void> {
    const [found] = await this.rows.rows(row, row + 1);
    if (found) this.#openGroup(row, found);
  }

  #openGroup(row: number, found: Row): void {
    const group = this.#group(found);
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

  #orderAt(x: number): SummaryChoice['order'] | undefined {
    const column = this.#columnAt(x);
    return column === null ? undefined : orderOf(this.choice, column);
  }

  protected text(row: Row, x: number): string {
    const [group, column] = [this.#group(row), this.#columnAt(x)];
    const whole = this.totals ?? { sessions: 0, countedRows: 0 };
    return group && column !== null ? summaryCell(group, this.choice, column, whole, this.zone, this.names) : '';
  }

  #sparkline(row: Row, x: number): Sparkline | undefined {
    const group = this.#columnAt(x) === null ? this.#group(row) : undefined;
    return group && sparklineFor(this.sparklines, this.choice, group);
  }

  protected override cellDrawing(row: Row, x: number): TemplateResult | typeof nothing {
    const sparkline = this.#sparkline(row, x);
    if (!sparkline) return nothing;
    const spans = Math.max(LEAST_SPANS, this.sparklines?.bars ?? 0);
    return html`<svg class="sparkline" role="img" aria-label=${sparkline.text} viewBox="0 0 ${spans} ${SPARKLINE_HEIGHT}" preserveAspectRatio="none">
      <path class="plot-bars" d=${plotPath(sparkline.plot, SPARKLINE_HEIGHT)}></path>
    </svg>`;
  }

  protected override cellTitle(row: Row, x: number): string {
    const text = this.#sparkline(row, x)?.text ?? super.cellTitle(row, x);
    return `${text}\n${en.summary.openMeaning}`;
  }

  protected override isUnknown(row: Row, x: number): boolean {
    const column = this.#columnAt(x);
    return column !== null && this.#group(row)?.values[column]?.known === false;
  }

  protected override cellBar(row: Row, x: number): number | null {
    const column = this.#columnAt(x);
    if (column === null) return null;
    const [group, measure] = [this.#group(row), this.choice.measures[column - this.choice.dimensions.length]];
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
    const [group, column] = [this.#group(row), this.#columnAt(x)];
    return group && column !== null ? summaryValues(group, this.choice, column) : [];
  }

  protected sorted(x: number): 'ascending' | 'descending' | 'none' {
    if (this.#orderAt(x) !== this.choice.order) return 'none';
    return this.choice.descending ? 'descending' : 'ascending';
  }
}

if (!customElements.get('exchange-log-summary')) customElements.define('exchange-log-summary', SummaryTable);
