/** The summary: choosing what is grouped and measured, and the table of the groups. */

import './delays.js';
import './summary-plot.js';
import './summary-table.js';
import { nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { App } from '../actions/app.js';
import { COPIED_MOST } from '../actions/summarising.js';
import type { Dimension, SavedGroup, ShownMeasure, SummaryChoice, TableReport } from '../contract.js';
import { readOwnNames, takesNames } from '../display/own-names.js';
import { allGroups, itemOfChoice } from '../display/saved.js';
import { hasSparklines } from '../display/sparklines.js';
import { isDelays, namedSummary, SHOWN_MEASURES, shownChoice, timeDimension, totalsText } from '../display/summary.js';
import { DIMENSION_GROUPS, dimensionName } from '../locale/dimensions.js';
import { en } from '../locale/en.js';
import { savedChoiceName, saved as savedTexts } from '../locale/saved.js';
import { DELAYS, NAMED } from '../locale/summaries.js';
import type { AppState } from '../state/state.js';
import { html } from './html.js';
import { menu } from './menu.js';
import { prose } from './prose.js';
import type { ViewActions } from './view-actions.js';

const t = en.summary;

/** Fields by which one can group at a time. */
const PLACES = [0, 1, 2];
/** Columns of other logs in a menu. */
const MOST_COLUMNS = 300;

const chosen = (event: Event): string => (event.target as HTMLSelectElement).value;

/** The summaries of a group of what was saved. */
function savedOptions({ name: group, items }: SavedGroup, shown: string): TemplateResult | typeof nothing {
  const choices = items.filter((item) => 'summary' in item).map(({ name }) => [savedChoiceName(group, name), name]);
  if (choices.length === 0) return nothing;
  return html`<optgroup label=${group}>
    ${choices.map(([value, name]) => html`<option value=${value} .selected=${value === shown}>${name}</option>`)}
  </optgroup>`;
}

function nameChoice(choice: SummaryChoice, { saved }: AppState, app: App): TemplateResult {
  const { name } = choice;
  const isNamed = NAMED.some((one) => one.name === name) || itemOfChoice(name, saved) !== undefined;
  return html`<label class="inline">${t.choose}
    <select id="summary-name" @change=${(event: Event) => app.summarising.showNamed(chosen(event))}>
      ${isNamed ? nothing : html`<option value="" .selected=${true}>${t.own}</option>`}
      ${NAMED.map((one) => html`<option value=${one.name} .selected=${one.name === name}>${one.title}</option>`)}
      ${allGroups(saved).map((group) => savedOptions(group, name))}
    </select>
  </label>`;
}

/** The columns of the open logs that can be shown as tables, by name. */
function columnsOf(tables: readonly TableReport[]): Dimension[] {
  const names = new Set(
    tables.flatMap(({ columns }) => columns.filter(({ filled }) => filled).map(({ name }) => name)),
  );
  return [...names]
    .sort()
    .slice(0, MOST_COLUMNS)
    .map((name): Dimension => `column.${name}`);
}

function dimensionOptions(shown: Dimension | undefined, tables: readonly TableReport[]): TemplateResult[] {
  const listed = columnsOf(tables);
  const columns = shown?.startsWith('column.') && !listed.includes(shown) ? [shown, ...listed] : listed;
  const option = (one: Dimension) =>
    html`<option value=${one} .selected=${one === shown}>${dimensionName(one)}</option>`;
  const groups = DIMENSION_GROUPS.map(
    ([label, fields]) => html`<optgroup label=${label}>${fields.map(option)}</optgroup>`,
  );
  return columns.length > 0
    ? [...groups, html`<optgroup label=${t.columns}>${columns.map(option)}</optgroup>`]
    : groups;
}

function dimensionChoice(place: number, choice: SummaryChoice, { tables }: AppState, app: App): TemplateResult {
  const shown = choice.dimensions[place];
  const change = (event: Event) => app.summarising.groupBy(place, chosen(event) as Dimension | '');
  return html`<label class="inline">${place === 0 ? t.by : t.and}
    <select id="summary-by-${place}" aria-label=${t.byLabel(place + 1)} @change=${change}>
      ${guard([shown, tables], () => [
        place === 0 ? nothing : html`<option value="" .selected=${shown === undefined}>${t.nothing}</option>`,
        ...dimensionOptions(shown, tables),
      ])}
    </select>
  </label>`;
}

function withinField({ within }: SummaryChoice, app: App): TemplateResult {
  const change = (event: Event) => app.summarising.choose({ within: (event.target as HTMLInputElement).value.trim() });
  return html`<label class="inline" title=${t.withinMeaning}>${t.within}
    <input id="summary-within" class="mono" type="text" spellcheck="false" autocomplete="off" .value=${within} @change=${change} />
  </label>`;
}

function measuresMenu(choice: SummaryChoice, app: App): TemplateResult {
  const { measures, counted } = choice;
  const box = (measure: ShownMeasure) => html`<label title=${measure === 'share' ? t.shareMeaning : nothing}>
    <input
      type="checkbox"
      data-measure=${measure}
      .checked=${measures.includes(measure)}
      ?disabled=${measures.length === 1 && measures.includes(measure)}
      @change=${() => app.summarising.toggleMeasure(measure)}
    /> ${t.measures[measure]}
  </label>`;
  const count = (event: Event) => app.summarising.choose({ counted: chosen(event) as Dimension });
  const list = html`<div class="column-list" role="group" aria-label=${t.measuresLabel}>
    ${SHOWN_MEASURES.map(box)}
    <label class="inline menu-field">${t.counted}
      <select id="summary-counted" @change=${count}>${dimensionOptions(counted, [])}</select>
    </label>
  </div>`;
  return menu('measures', t.measuresMenu(measures.length), list);
}

/** Draws the rows over time, or no longer, where they can be drawn. */
function sparklinesButton(choice: SummaryChoice, { sparklinesShown }: AppState, app: App): TemplateResult {
  const canShow = hasSparklines(choice);
  return html`<button
    class="small"
    id="summary-sparklines"
    aria-pressed=${sparklinesShown && canShow}
    title=${t.sparklinesMeaning}
    ?disabled=${!canShow}
    @click=${() => app.prefer({ sparklinesShown: !sparklinesShown })}
  >${t.sparklines}</button>`;
}

function bar(choice: SummaryChoice, state: AppState, app: App): TemplateResult {
  return html`<div class="table-bar summary-bar">
    ${nameChoice(choice, state, app)}
    <button class="small" id="summary-save" title=${savedTexts.saveSummaryMeaning} @click=${() => void app.saving.show('summary')}>${savedTexts.saveSummary}</button>
    ${PLACES.filter((place) => place <= choice.dimensions.length).map((place) => dimensionChoice(place, choice, state, app))}
    ${withinField(choice, app)}
  </div>`;
}

function buttons(choice: SummaryChoice, state: AppState, app: App): TemplateResult {
  return html`<div class="summary-buttons">
    ${sparklinesButton(choice, state, app)}
    ${measuresMenu(choice, app)}
    ${
      choice.dimensions.some(takesNames)
        ? html`<button class="small" id="summary-names" title=${en.ownNames.buttonMeaning} @click=${() => app.naming.show()}>${en.ownNames.button}</button>`
        : nothing
    }
    <button class="small" id="summary-copy" title=${t.copyMeaning(COPIED_MOST)} @click=${() => void app.summarising.copy()}>${t.copy}</button>
    <button class="small" id="summary-csv" title=${t.csvMeaning} @click=${() => void app.exporting.saveSummary(choice)}>${t.csv}</button>
  </div>`;
}

/** What the table shows, and beside that what can be done with it, for which the line of what is grouped has no room. */
function about(choice: SummaryChoice, state: AppState, app: App): TemplateResult {
  const { summaryTotals, summaryProblem, saved } = state;
  const named = namedSummary(choice);
  const sentence = named?.sentence ?? itemOfChoice(choice.name, saved)?.sentence ?? '';
  const totals = summaryTotals ? totalsText(summaryTotals, choice) : t.counting;
  return html`<div class="summary-about">
    ${sentence ? html`<p id="summary-sentence">${sentence} <span class="quiet">${named?.advice ?? ''}</span></p>` : nothing}
    <div class="summary-line">${
      summaryProblem
        ? html`<p class="problem" id="summary-problem" role="alert">${prose(t.withinProblem(summaryProblem))}</p>`
        : html`<p class="quiet" id="summary-totals" role="status">${totals}</p>`
    } ${buttons(choice, state, app)}</div>
  </div>`;
}

function plot(choice: SummaryChoice, { revision, zone }: AppState, app: App): TemplateResult | typeof nothing {
  if (!timeDimension(choice)) return nothing;
  return html`<exchange-log-summary-plot
    .fetch=${app.summarising.ask}
    .revision=${revision}
    .choice=${choice}
    .zone=${zone}
  ></exchange-log-summary-plot>`;
}

/** The summary that is made of messages: nothing about it can be chosen. */
function delaysPanel(choice: SummaryChoice, state: AppState, app: App, actions: ViewActions): TemplateResult {
  const { summary, progress, messages } = state;
  const report = messages.delays?.report;
  const isKnown = report !== undefined && report.hops.length > 0;
  return html`<section class="panel-summary" id="panel-summary" role="tabpanel" aria-labelledby="tab-summary">
    <div class="table-bar summary-bar">
      ${nameChoice(choice, state, app)}
      <span class="spring"></span>
      <button class="small" id="summary-copy" title=${t.copyAllMeaning} ?disabled=${!isKnown} @click=${() => void app.messages.copyDelays()}>${t.copy}</button>
      <button class="small" id="summary-csv" title=${t.csvAllMeaning} ?disabled=${!isKnown} @click=${() => report && app.exporting.saveDelays(report)}>${t.csv}</button>
    </div>
    <div class="summary-about"><p id="summary-sentence">${DELAYS.sentence}</p></div>
    <div class="panel">
      <exchange-log-delays
        .actions=${actions.delays}
        .summary=${progress ? null : summary}
        .known=${messages.delays}
      ></exchange-log-delays>
    </div>
  </section>`;
}

export function summaryPanel(state: AppState, app: App, actions: ViewActions): TemplateResult {
  const choice = shownChoice(state.summaryChoice);
  if (isDelays(choice)) return delaysPanel(choice, state, app, actions);
  const isEmpty = state.summaryTotals?.groups === 0 && !state.summaryProblem;
  return html`<section class="panel-summary" id="panel-summary" role="tabpanel" aria-labelledby="tab-summary">
    ${bar(choice, state, app)} ${about(choice, state, app)} ${plot(choice, state, app)}
    <div class="list">
      <exchange-log-summary
        .actions=${actions.summary}
        .choice=${choice}
        .totals=${state.summaryTotals}
        .revision=${state.revision}
        .names=${readOwnNames(state.ownNames)}
        .drawsTime=${state.sparklinesShown}
        .zone=${state.zone}
        .cursor=${state.summaryRow}
        .density=${state.density}
      ></exchange-log-summary>
      ${isEmpty ? html`<div class="empty-list"><p>${t.none}</p></div>` : nothing}
    </div>
  </section>`;
}
