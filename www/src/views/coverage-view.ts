/**
 * Shows whether the logs are complete: a table of servers, services and logs by hour or day, and above it, in
 * sentences, what is missing. One cell at a time is a tab stop; the arrow keys move between cells.
 */

import { LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Coverage, CoverageCell, CoverageRow, CoverageWidth, Summary } from '../contract.js';
import {
  cellText,
  type Findings,
  findings,
  headings,
  listOf,
  marksOf,
  queryOf,
  serverOf,
  shortCount,
  totalText,
  unloggedSentences,
} from '../display/coverage-text.js';
import { coverageValues } from '../display/values.js';
import type { Zone } from '../format/time.js';
import { en } from '../locale/en.js';
import { html } from './html.js';

const t = en.coverage;

/** Number of sentences shown before the rest is expanded. */
const SENTENCES_SHOWN = 10;
/** Number of sentences about what is not logged by default. */
const UNLOGGED_SHOWN = 200;
/** Number of cells that are drawn at once, as the browser takes some 50 µs for each; there are at least so many rows. */
const CELLS_SHOWN = 3000;
const MIN_ROWS_SHOWN = 10;
const WIDTHS: readonly CoverageWidth[] = ['auto', 'hour', 'day'];
const LEGEND: readonly CoverageCell[] = ['noFile', 'headerOnly', 'quiet', 'file'];

export interface CoverageActions {
  fetch(width: CoverageWidth): Promise<Coverage | null>;
  /** Remembers the width of the columns, and the cell under the cursor. */
  look(change: { width?: CoverageWidth; cell?: readonly [number, number] }): void;
  /** Lists the sessions that match a query. */
  sessions(query: string): void;
  /** Lists the rows of a table that match a query. */
  table(name: string, query: string): void;
}

/** The cell that an arrow key leads to; null for other keys. */
export function nextCell(key: string, [row, column]: readonly [number, number]): [number, number] | null {
  switch (key) {
    case 'ArrowUp':
      return [row - 1, column];
    case 'ArrowDown':
      return [row + 1, column];
    case 'ArrowLeft':
      return [row, column - 1];
    case 'ArrowRight':
      return [row, column + 1];
    case 'Home':
      return [row, 0];
    case 'End':
      return [row, Number.MAX_SAFE_INTEGER];
    default:
      return null;
  }
}

export class CoverageView extends LitElement {
  static override properties = {
    summary: { attribute: false },
    zone: { attribute: false },
    width: { attribute: false },
    cursor: { attribute: false },
    coverage: { state: true },
    pages: { state: true },
  };

  declare actions: CoverageActions;
  /** What is open. The coverage is counted again when it changes. */
  declare summary: Summary | null;
  declare zone: Zone;
  declare width: CoverageWidth;
  declare coverage: Coverage | null;
  /** How many times as many rows are drawn as are at first. */
  declare pages: number;
  /** Row and column of the cell with the focus; column 0 is the total. */
  declare cursor: readonly [number, number];
  /** The focus is to go to the cell under the cursor once it is there. */
  #wanted = false;

  constructor() {
    super();
    this.summary = null;
    this.zone = 'utc';
    this.width = 'auto';
    this.coverage = null;
    this.pages = 1;
    this.cursor = [0, 0];
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('summary') || changed.has('width')) void this.#count();
  }

  protected override updated(): void {
    const cell = this.#wanted ? this.#cellAt(this.cursor) : null;
    if (!cell) return;
    this.#wanted = false;
    cell.focus();
  }

  /** Moves the focus to the cell under the cursor. */
  override focus(): void {
    this.#wanted = true;
    this.requestUpdate();
  }

  #cellAt([row, column]: readonly [number, number]): HTMLElement | null {
    return this.querySelector(`[data-cell="${row},${column}"]`);
  }

  async #count(): Promise<void> {
    const { width } = this;
    const coverage = await this.actions.fetch(width);
    if (coverage && width === this.width) this.coverage = coverage;
  }

  protected override render(): TemplateResult {
    const { coverage } = this;
    if (!coverage) return html`<p class="quiet">${t.waiting}</p>`;
    if (coverage.rows.length === 0) return html`<p class="quiet">${t.none}</p>`;
    const found = findings(coverage, this.summary, this.zone);
    return html`<h2>${t.findings}</h2>
      ${found.length > 0 ? found.map(findingsView) : html`<p class="quiet">${t.nothing}</p>`}
      <div class="coverage-bar">
        <h2 id="coverage-title">${t.table}</h2>
        ${this.#widthSelect()}
      </div>
      <p class="quiet" id="coverage-help">${t.tableHelp}</p>
      ${this.#table(coverage)} ${legend()} ${unloggedView(coverage)}`;
  }

  #widthSelect(): TemplateResult {
    const chosen = (event: Event) => {
      this.actions.look({ width: (event.target as HTMLSelectElement).value as CoverageWidth });
    };
    return html`<label class="inline">${t.width}
      <select id="coverage-width" @change=${chosen}>
        ${WIDTHS.map((width) => html`<option value=${width} ?selected=${width === this.width}>${t.widths[width]}</option>`)}
      </select>
    </label>`;
  }

  #table(coverage: Coverage): TemplateResult {
    const { groups, labels } = headings(coverage, this.zone);
    const rows = coverage.rows.slice(0, this.#rowsShown(coverage));
    const more = coverage.rows.length - rows.length;
    return html`<div class="coverage-scroll">
        <table class="coverage" role="grid" aria-labelledby="coverage-title" aria-describedby="coverage-help">
          <thead>
            <tr>
              <th scope="col" rowspan="2" class="row-name">${t.row}</th>
              <th scope="col" rowspan="2" class="right">${t.total}</th>
              ${groups.map(({ label, columns }) => html`<th scope="colgroup" colspan=${columns}>${label}</th>`)}
            </tr>
            <tr>${labels.map((label) => html`<th scope="col">${label}</th>`)}</tr>
          </thead>
          <tbody @keydown=${this.#onKey} @click=${this.#onClick}>
            ${rows.map((row, index) => this.#row(coverage, row, index))}
          </tbody>
        </table>
      </div>
      <p class="cell-text" role="status">${this.#cursorText(coverage)}</p>
      ${more > 0 ? html`<p><button class="small" id="coverage-more" @click=${() => void this.#showMore()}>${t.moreRows(more)}</button></p>` : nothing}`;
  }

  #rowsShown({ rows, bins }: Coverage): number {
    const page = Math.max(MIN_ROWS_SHOWN, Math.floor(CELLS_SHOWN / (bins + 1)));
    return Math.min(rows.length, page * this.pages);
  }

  /** Draws further rows, and moves the focus to the first of them. */
  async #showMore(): Promise<void> {
    if (!this.coverage) return;
    const first = this.#rowsShown(this.coverage);
    this.pages += 1;
    await this.updateComplete;
    this.#move([first, 0]);
  }

  #row(coverage: Coverage, row: CoverageRow, index: number): TemplateResult {
    return html`<tr .carried=${coverageValues(row)}>
      <th scope="row" class="row-name" title=${row.note}>
        <b>${serverOf(row)}</b> ${row.service || t.unknownService}<span class="log">${row.log}</span>
      </th>
      <td class="right is-total" data-cell="${index},0" tabindex=${this.#tab(index, 0)} title=${totalText(row)}>
        ${shortCount(row.entries)}
      </td>
      ${row.cells.map((state, column) => {
        const marks = marksOf(coverage, index, column);
        const { shown, spoken } = cellText(coverage, row, column, marks);
        return html`<td
          class="is-${state} ${marks.length > 0 ? 'marked' : ''}"
          data-cell="${index},${column + 1}"
          tabindex=${this.#tab(index, column + 1)}
          title=${spoken}
        >${shown}</td>`;
      })}
    </tr>`;
  }

  /** The full text of the cell with the focus, as titles are for pointers only. */
  #cursorText(coverage: Coverage): string {
    const [index, column] = this.cursor;
    const row = coverage.rows[index];
    if (!row) return '';
    if (column === 0) return totalText(row);
    return cellText(coverage, row, column - 1, marksOf(coverage, index, column - 1)).spoken;
  }

  #tab(row: number, column: number): number {
    return this.cursor[0] === row && this.cursor[1] === column ? 0 : -1;
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const place = placeOf(event);
    if (!place) return;
    if (event.key === 'Enter' || event.key === ' ') this.#open(place);
    else if (!this.#move(nextCell(event.key, place))) return;
    event.preventDefault();
  };

  readonly #onClick = (event: Event): void => {
    const place = placeOf(event);
    if (place) this.#open(place);
  };

  /** Moves the focus to a cell, or to the nearest one that exists. */
  #move(to: readonly [number, number] | null): boolean {
    if (!to || !this.coverage) return false;
    const last = this.#rowsShown(this.coverage) - 1;
    const row = Math.min(last, Math.max(0, to[0]));
    const column = Math.min(this.coverage.bins, Math.max(0, to[1]));
    this.actions.look({ cell: [row, column] });
    this.#cellAt([row, column])?.focus();
    return true;
  }

  #open(place: readonly [number, number]): void {
    const row = this.coverage?.rows[place[0]];
    if (!row || !this.coverage) return;
    this.actions.look({ cell: place });
    const query = queryOf(this.coverage, row, place[1] === 0 ? null : place[1] - 1);
    if (listOf(row) === 'rows') this.actions.table(row.log, query);
    else this.actions.sessions(query);
  }
}

function placeOf(event: Event): [number, number] | null {
  const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-cell]') : null;
  const [row, column] = (cell?.dataset.cell ?? '').split(',').map(Number);
  return cell && row !== undefined && column !== undefined ? [row, column] : null;
}

function findingsView({ title, help, sentences, more }: Findings): TemplateResult {
  const list = (some: readonly string[]) =>
    html`<ul class="sentences">${some.map((one) => html`<li>${one}</li>`)}</ul>`;
  const rest = sentences.slice(SENTENCES_SHOWN);
  return html`<h3>${title}</h3>
    ${help ? html`<p class="quiet">${help}</p>` : nothing} ${list(sentences.slice(0, SENTENCES_SHOWN))}
    ${rest.length > 0 ? html`<details><summary>${t.more(rest.length + more)}</summary>${list(rest)}${more > 0 ? html`<p class="quiet">${t.more(more)}</p>` : nothing}</details>` : nothing}`;
}

function unloggedView(coverage: Coverage): TemplateResult | typeof nothing {
  const sentences = unloggedSentences(coverage);
  if (sentences.length === 0) return nothing;
  const more = sentences.length - UNLOGGED_SHOWN;
  return html`<h2>${t.unloggedTitle}</h2>
    <ul class="sentences" id="unlogged">${sentences.slice(0, UNLOGGED_SHOWN).map((one) => html`<li>${one}</li>`)}</ul>
    ${more > 0 ? html`<p class="quiet">${t.more(more)}</p>` : nothing}`;
}

function legend(): TemplateResult {
  return html`<p class="quiet">${t.legend}</p>
    <dl class="coverage-legend">
      ${LEGEND.map((cell) => html`<div><dt class="is-${cell}">${t.shapes[cell]}</dt><dd>${t.cells[cell]}</dd></div>`)}
      ${(['missing', 'restart'] as const).map((mark) => html`<div><dt class="marked">${t.marks[mark]}</dt><dd>${t.markMeanings[mark]}</dd></div>`)}
    </dl>`;
}

if (!customElements.get('exchange-log-coverage')) customElements.define('exchange-log-coverage', CoverageView);
