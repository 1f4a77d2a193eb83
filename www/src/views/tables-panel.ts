/**
 * The logs that are shown as tables: choosing one and its columns, its rows, and the open row with all of its columns.
 */

import './plain-table.js';
import { nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { keyed } from 'lit/directives/keyed.js';
import type { App } from '../actions/app.js';
import { allColumns, filledColumns, MOST_COLUMNS, shownColumns, shownTable } from '../actions/tables.js';
import type { TableReport, TableWindow } from '../contract.js';
import { tableValues } from '../display/table-columns.js';
import { formatTime } from '../format/time.js';
import { en } from '../locale/en.js';
import type { AppState } from '../state/state.js';
import { carrier } from './carrier.js';
import { html } from './html.js';
import { menu } from './menu.js';
import { noMatches } from './no-matches.js';
import { sameRequest } from './same-request.js';
import { splitter } from './splitter.js';
import type { ViewActions } from './view-actions.js';

const t = en.tables;

/** Thousands of them take a while, so they are drawn only when they change. */
function options(report: TableReport, { tables }: AppState): TemplateResult[] {
  return tables.map(
    ({ table, name, rows }) =>
      html`<option value=${table} ?selected=${table === report.table}>${t.option(name, rows)}</option>`,
  );
}

function chooser(report: TableReport, state: AppState, app: App): TemplateResult {
  const choose = (event: Event) => app.tables.choose(Number((event.target as HTMLSelectElement).value));
  return html`<label class="inline">${t.choose}
    <select id="table" @change=${choose}>
      ${guard([state.tables, report.table], () => options(report, state))}
    </select>
  </label>`;
}

/** Whether a table has more columns than are shown at a time. */
function isWide({ columns }: TableReport): boolean {
  return columns.length > MOST_COLUMNS;
}

/** The columns in the menu: all of them, or the first whose names contain the text. */
function listedColumns(report: TableReport, { columnFilter }: AppState): number[] {
  const wanted = columnFilter.trim().toLowerCase();
  const has = (column: number) => report.columns[column]?.name.toLowerCase().includes(wanted);
  return isWide(report) ? allColumns(report).filter(has).slice(0, MOST_COLUMNS) : allColumns(report);
}

function columnFilter({ columnFilter }: AppState, app: App): TemplateResult {
  const typed = (event: Event) => app.store.set({ columnFilter: (event.target as HTMLInputElement).value });
  return html`<input id="column-filter" type="search" aria-label=${t.columnFilter} placeholder=${t.columnFilter} .value=${columnFilter} @input=${typed} />
    <p class="quiet">${t.columnFilterHelp(MOST_COLUMNS)}</p>`;
}

function unlistedNote({ tables }: AppState): TemplateResult | typeof nothing {
  const unlisted = tables.at(-1)?.unlisted;
  return unlisted === undefined ? nothing : html`<span class="quiet" id="unlisted">${t.unlisted(unlisted)}</span>`;
}

/** The columns as a menu of check boxes. */
function columnMenu(report: TableReport, state: AppState, app: App): TemplateResult {
  const shown = new Set(shownColumns(report, state));
  const isFixed = (column: number) => (shown.has(column) ? shown.size === 1 : shown.size === MOST_COLUMNS);
  const box = (column: number) => html`<label>
    <input
      type="checkbox"
      .checked=${shown.has(column)}
      ?disabled=${isFixed(column)}
      @change=${() => app.tables.toggleColumn(report, column)}
    />
    <span class="mono">${report.columns[column]?.name}</span>${report.columns[column]?.filled ? nothing : html` <span class="quiet">${t.empty}</span>`}
  </label>`;
  const list = html`<div class="column-list" role="group" aria-label=${t.columnsLabel}>
    <div class="column-buttons">
      <button class="small" @click=${() => app.tables.chooseColumns(report, allColumns(report))}>${t.allColumns}</button>
      <button class="small" @click=${() => app.tables.chooseColumns(report, filledColumns(report))}>${t.filledColumns}</button>
    </div>
    ${isWide(report) ? columnFilter(state, app) : nothing}
    ${listedColumns(report, state).map(box)}
  </div>`;
  return menu('columns', t.columns(shown.size, report.columns.length), list);
}

function tableBar(report: TableReport, state: AppState, app: App): TemplateResult {
  return html`<div class="table-bar">
    ${chooser(report, state, app)}
    ${unlistedNote(state)}
    <span class="quiet" id="table-rows" role="status">${t.rows(report.rows)}</span>
    ${isWide(report) ? html`<span class="quiet" id="wide-table">${t.someColumns(MOST_COLUMNS, report.columns.length)}</span>` : nothing}
    <span class="spring"></span>
    ${columnMenu(report, state, app)}
    <button class="small" id="table-csv" title=${t.csvMeaning} @click=${() => void app.exporting.saveTable(report)}>${t.csv}</button>
  </div>`;
}

function cell(report: TableReport, detail: TableWindow, column: number, { zone }: AppState): TemplateResult {
  const time = detail.times[column]?.[0];
  const shown = typeof time === 'number' ? html` <span class="quiet">${formatTime(time, zone)}</span>` : nothing;
  const text = detail.rows[0]?.[column] ?? '';
  const meaning = detail.meanings.find((known) => known.column === column)?.meaning;
  return html`<div>
    <dt class="mono">${report.columns[column]?.name}</dt>
    <dd class="mono">${carrier(text === '' ? [] : tableValues(report, detail, column), html`${text}${shown}`)}</dd>
    ${meaning ? html`<dd>${meaning}</dd>` : nothing}
  </div>`;
}

async function copy(report: TableReport, detail: TableWindow, app: App): Promise<void> {
  const copied = await app.tables.copy(report, detail);
  if (copied) app.context.confirm(en.conversation.copied);
  else app.context.notify('warning', en.tables.copyFailed);
}

function rowDetail(
  report: TableReport,
  state: AppState,
  app: App,
  actions: ViewActions,
): TemplateResult | typeof nothing {
  const { tableDetail: detail, sameRequest: request } = state;
  if (!detail || detail.table !== report.table) return nothing;
  const session = detail.sessions[0] ?? null;
  const title = t.row(detail.from, detail.total);
  const cells = isWide(report) ? shownColumns(report, state) : allColumns(report);
  return html`<section class="row-detail" tabindex="0" aria-label=${title}>
    <div class="row-head">
      <h2>${title}</h2>
      <span class="spring"></span>
      ${
        session === null
          ? nothing
          : html`<button class="small" id="row-session" title=${t.openSessionMeaning} @click=${() => actions.openSession(session)}>${t.openSession}</button>`
      }
      <button class="icon small" id="row-previous" aria-label=${t.previous} title=${`${t.previous} (k)`} @click=${() => actions.stepRow(-1)}>↑</button>
      <button class="icon small" id="row-next" aria-label=${t.next} title=${`${t.next} (j)`} @click=${() => actions.stepRow(1)}>↓</button>
      <button class="small" id="row-copy" @click=${() => void copy(report, detail, app)}>${en.conversation.copy}</button>
      <button class="small" id="row-close" title=${t.closeMeaning} @click=${actions.closeRow}>${state.arrangement === 'single' ? t.toList : t.close}</button>
    </div>
    ${isWide(report) ? html`<p class="quiet">${t.someCells}</p>` : nothing}
    ${request?.of === detail ? sameRequest(request.found, state.zone, (row) => actions.openRequest(row, request.found.id)) : nothing}
    <dl class="cells">${cells.map((column) => cell(report, detail, column, state))}</dl>
  </section>`;
}

function table(report: TableReport, state: AppState, actions: ViewActions): TemplateResult {
  const chosen = shownColumns(report, state);
  // A new element for another table, whose columns have widths of their own.
  return html`${keyed(
    report.table,
    html`<exchange-log-table
      .actions=${actions.plainTable}
      .report=${report}
      .chosen=${chosen}
      .revision=${state.revision}
      .sort=${state.tableSort}
      .zone=${state.zone}
      .cursor=${state.tableRow}
      .density=${state.density}
    ></exchange-log-table>`,
  )}`;
}

export function tablesPanel(state: AppState, app: App, actions: ViewActions): TemplateResult {
  const report = shownTable(state);
  const reading = state.tableDetail ? `reading ${state.arrangement}` : '';
  const isBeside = state.tableDetail !== null && state.arrangement === 'beside';
  const shares = `--list-share:${state.split}fr;--row-share:${1 - state.split}fr`;
  return html`<section class="panel-tables ${reading}" id="panel-tables" role="tabpanel" aria-labelledby="tab-tables" .style=${isBeside ? shares : ''}>
    ${
      report
        ? html`${tableBar(report, state, app)}
          <div class="list">
            ${table(report, state, actions)}
            ${report.rows === 0 && (state.applied || state.noiseHidden) ? noMatches(t.noRows, state, app, actions) : nothing}
          </div>
          ${isBeside ? splitter(state, actions) : nothing} ${rowDetail(report, state, app, actions)}`
        : html`<p class="quiet">${t.none}</p>`
    }
  </section>`;
}
