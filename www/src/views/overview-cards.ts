/** The named summaries as small tables, whose places are there before their rows. */

import { nothing, type TemplateResult } from 'lit';
import type { SummaryChoice, SummaryGroup, SummaryTable } from '../contract.js';
import { CARDS } from '../display/overview.js';
import { type OwnNames, readOwnNames } from '../display/own-names.js';
import { conditionsOf, summaryCell, summaryColumns } from '../display/summary.js';
import type { Zone } from '../format/time.js';
import { overviewTexts as t } from '../locale/overview.js';
import { SUMMARIES } from '../locale/summaries.js';
import type { AppState } from '../state/state.js';
import { html } from './html.js';
import type { OverviewActions } from './overview-actions.js';

/** What all cards need. */
interface At {
  zone: Zone;
  names: OwnNames;
  actions: OverviewActions;
}

export function cards({ zone, ownNames, overview }: AppState, actions: OverviewActions): TemplateResult {
  const at = { zone, names: readOwnNames(ownNames), actions };
  return html`<h2>${t.summaries}</h2>
    <div class="summary-cards">${CARDS.map((choice) => card(at, choice, overview.summaries.get(choice.name)))}</div>`;
}

function card(at: At, choice: SummaryChoice, table: SummaryTable | undefined): TemplateResult {
  const named = SUMMARIES.find(({ name }) => name === choice.name);
  return html`<section class="summary-card" id="card-${choice.name}" aria-labelledby="card-title-${choice.name}">
    <h3 id="card-title-${choice.name}"><button class="link" title=${t.openSummary} @click=${() => at.actions.named(choice.name)}>${named?.title}</button></h3>
    <p class="quiet">${named?.sentence}</p>
    ${table ? cardTable(at, choice, table) : html`<p class="quiet">${t.counting}</p>`}
  </section>`;
}

function cardTable(at: At, choice: SummaryChoice, table: SummaryTable): TemplateResult {
  if (table.rows.length === 0) return html`<p class="quiet">${t.empty}</p>`;
  const columns = summaryColumns(choice, at.zone);
  return html`<table>
    <thead><tr>${columns.map(({ heading, align, key }) => html`<th scope="col" class=${align === 'right' ? 'number' : key}>${heading}</th>`)}</tr></thead>
    <tbody>${table.rows.map((group) => cardRow(at, choice, table, group))}</tbody>
  </table>`;
}

/** The first value opens the sessions of the group. */
function cardRow({ zone, names, actions }: At, choice: SummaryChoice, table: SummaryTable, group: SummaryGroup) {
  const texts = summaryColumns(choice, zone).map((_, x) => summaryCell(group, choice, x, table, zone, names));
  const values = texts.slice(0, choice.dimensions.length).join(', ');
  const open = () => actions.open(group, choice.within);
  const isListed = conditionsOf(group) !== null;
  return html`<tr>${texts.map((text, x) => {
    const isNumber = x === choice.dimensions.length;
    const shown =
      x === 0 && isListed
        ? html`<button class="link overview-cell" aria-label=${t.openGroup(values)} @click=${open}>${text}</button>`
        : text;
    return html`<td class=${isNumber ? 'number' : x > choice.dimensions.length ? 'last' : ''} title=${x === 0 ? values : text || nothing}>${shown}</td>`;
  })}</tr>`;
}
