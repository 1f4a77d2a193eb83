/** The main part of the page: tabs, and below them the panel of the current tab. */

import './compare.js';
import './conversation.js';
import './coverage-view.js';
import './facets.js';
import './files-panel.js';
import './messages.js';
import './overview.js';
import './session-table.js';
import './timeline.js';
import { nothing, type TemplateResult } from 'lit';
import type { App } from '../actions/app.js';
import { COMPARED_MOST } from '../actions/comparing.js';
import type { ExportFormat, Separator } from '../contract.js';
import { countOf, countsOf } from '../display/findings.js';
import { hiddenNoise } from '../display/noise.js';
import { readOwnNames } from '../display/own-names.js';
import { formatCount } from '../format/number.js';
import { en } from '../locale/en.js';
import { overview } from '../locale/findings.js';
import { links } from '../locale/links.js';
import { noise } from '../locale/noise.js';
import { isFacetsShown, isTimelineShown, shownArrangement } from '../state/layout.js';
import { type AppState, hasOnlyTables, PANELS, type Panel } from '../state/state.js';
import { diagnosticCount } from './bars-view.js';
import { html } from './html.js';
import { menu } from './menu.js';
import { noMatches } from './no-matches.js';
import { noiseSwitch } from './noise-switch.js';
import { splitter } from './splitter.js';
import { summaryPanel } from './summary-panel.js';
import { tablesPanel } from './tables-panel.js';
import { unreadFiles } from './unread.js';
import type { ViewActions } from './view-actions.js';
import { viewMenu } from './view-menu.js';

const FORMATS: readonly ExportFormat[] = ['csv', 'messages', 'ndjson', 'text'];
const SEPARATORS: readonly Separator[] = ['comma', 'semicolon', 'tab'];

/** What the number next to the name of a tab counts. */
const COUNT_OF: Record<Panel, (state: AppState) => number> = {
  overview: ({ findings: { reports } }) => countOf(reports, 'problem') + countOf(reports, 'warning'),
  sessions: () => 0,
  messages: () => 0,
  summary: () => 0,
  tables: ({ tables }) => tables.length,
  files: (state) => diagnosticCount(state).all,
  coverage: ({ holes }) => holes ?? 0,
};

function tabCount(panel: Panel, state: AppState): string {
  const count = COUNT_OF[panel](state);
  return count > 0 ? ` (${formatCount(count)})` : '';
}

/** The arrow keys move between tabs, as in any tab list. */
function tabKey(event: KeyboardEvent, state: AppState, app: App): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0) return;
  const next = PANELS[(PANELS.indexOf(state.panel) + step + PANELS.length) % PANELS.length] ?? 'sessions';
  app.show(next);
  const tabs = (event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('[role=tab]');
  tabs[PANELS.indexOf(next)]?.focus();
}

/** Explains the number next to the name. */
function titleOf(panel: Panel, state: AppState): string | typeof nothing {
  const { holes, findings } = state;
  if (panel === 'coverage' && holes) return en.panels.holes(holes);
  if (panel === 'files' && COUNT_OF.files(state) > 0) return en.panels.diagnostics(COUNT_OF.files(state));
  if (panel === 'overview' && findings.of) return overview.counted(...countsOf(findings.reports));
  return nothing;
}

function tab(panel: Panel, state: AppState, app: App): TemplateResult {
  const chosen = state.panel === panel;
  return html`<button
    role="tab"
    id="tab-${panel}"
    aria-selected=${chosen}
    aria-controls="panel-${panel}"
    tabindex=${chosen ? 0 : -1}
    title=${titleOf(panel, state)}
    @click=${() => app.show(panel)}
  >${en.panels[panel]}${tabCount(panel, state)}</button>`;
}

/** How many sessions are shown of how many, and how many are not because they are noise. */
function countsText(state: AppState): string {
  const { counts, summary, applied } = state;
  if (!counts || !summary) return '';
  const hidden = hiddenNoise(state);
  const isAll = applied.trim() === '';
  if (isAll && hidden === 0) return en.list.all(counts.sessions);
  const shown = isAll ? en.list.some : en.list.matching;
  const text = shown(counts.sessions, summary.sessions, counts.entries);
  return hidden > 0 ? `${text} · ${noise.hidden(hidden)}` : text;
}

function separatorChoice(app: App): TemplateResult {
  const choose = (event: Event) => app.prefer({ separator: (event.target as HTMLSelectElement).value as Separator });
  return html`<label class="inline menu-field">${en.export.separator}
    <select id="separator" @change=${choose}>
      ${SEPARATORS.map((one) => html`<option value=${one} ?selected=${one === app.exporting.separator}>${en.export.separators[one]}</option>`)}
    </select>
  </label>`;
}

/** An item that closes the menu. */
function exportItem(id: string, name: string, meaning: string, run: () => void): TemplateResult {
  return html`<button id=${id} popovertarget="export" popovertargetaction="hide" title=${meaning} @click=${run}>${name}</button>`;
}

function printItem({ panel, detail, comparison }: AppState, actions: ViewActions): TemplateResult {
  const t = en.print;
  const ofSessions = comparison ? t.panelMeaning : detail ? t.conversationMeaning : t.list;
  return exportItem('print', t.button, panel === 'sessions' ? ofSessions : t.panelMeaning, actions.print);
}

/** Offered on the viewer's own page, whose address it may hand on. */
function linkItem({ ownPage }: AppState, actions: ViewActions): TemplateResult | typeof nothing {
  return ownPage ? exportItem('copy-link', links.copy, links.meaning, actions.copyLink) : nothing;
}

function exportMenu(state: AppState, app: App, actions: ViewActions): TemplateResult {
  const item = (format: ExportFormat) => html`<button
    data-format=${format}
    popovertarget="export"
    popovertargetaction="hide"
    ?disabled=${state.exporting !== null}
    @click=${() => void app.exporting.save(format)}
  >${en.export[format]}</button>`;
  return menu('export', en.export.menu, [
    FORMATS.map(item),
    separatorChoice(app),
    linkItem(state, actions),
    printItem(state, actions),
  ]);
}

/** The way back after a link; where the browser's own Back leads elsewhere, after every step. */
function backButton(state: AppState, actions: ViewActions): TemplateResult | typeof nothing {
  const { places, now, link } = state.steps;
  const isLink = link === now - 1;
  const place = places.get(now - 1);
  if (!place || (state.ownHistory && !isLink)) return nothing;
  const name = isLink ? en.back[place.panel] : en.back.step;
  return html`<button class="small" id="back" title=${en.back.meaning} @click=${actions.back}>${name}</button>`;
}

function timelineButton(state: AppState, actions: ViewActions): TemplateResult {
  const { toggle, toggleMeaning } = en.timeline;
  return html`<button
    class="small"
    id="timeline-toggle"
    aria-pressed=${isTimelineShown(state)}
    title=${toggleMeaning}
    @click=${actions.toggleTimeline}
  >${toggle}</button>`;
}

function facetsButton(state: AppState, actions: ViewActions): TemplateResult {
  return html`<button
    class="small"
    id="facets-toggle"
    aria-pressed=${isFacetsShown(state)}
    title=${en.facets.toggleMeaning}
    @click=${actions.toggleFacets}
  >${en.facets.label}</button>`;
}

export function tabBar(state: AppState, app: App, actions: ViewActions): TemplateResult {
  const counts = countsText(state);
  return html`<nav class="tab-bar">
    <div role="tablist" aria-label=${en.panels.label} @keydown=${(event: KeyboardEvent) => tabKey(event, state, app)}>
      ${PANELS.map((panel) => tab(panel, state, app))}
    </div>
    ${backButton(state, actions)}
    <span class="spring"></span>
    <span class="counts" id="counts" role="status" title=${counts}>${counts}</span>
    ${noiseSwitch(state, app)} ${state.panel === 'sessions' && !state.comparison ? facetsButton(state, actions) : nothing} ${timelineButton(state, actions)} ${viewMenu(state, app)} ${exportMenu(state, app, actions)}
  </nav>`;
}

function emptyList(state: AppState, app: App, actions: ViewActions): TemplateResult | typeof nothing {
  const { counts, summary } = state;
  if (!counts || counts.sessions > 0) return nothing;
  if (summary?.sessions) return noMatches(en.list.none, state, app, actions);
  const toTables = () => actions.goTo('tables');
  return html`<div class="empty-list">
    ${
      hasOnlyTables(state)
        ? html`<p>${en.list.onlyTables} <button class="link" @click=${toTables}>${en.panels.tables}</button></p>`
        : html`<p>${en.list.noneYet}</p>`
    }
    ${unreadFiles(state)}
  </div>`;
}

function conversation(state: AppState, actions: ViewActions): TemplateResult | typeof nothing {
  if (!state.detail) return nothing;
  return html`${shownArrangement(state) === 'single' ? nothing : splitter(state, actions)}
    <exchange-log-conversation
      .style=${`flex-grow:${1 - state.split}`}
      .actions=${actions.conversation}
      .detail=${state.detail}
      .related=${state.related}
      .target=${state.target}
      .zone=${state.zone}
      .gapMs=${state.gapMs}
      .raw=${state.raw}
      .arrangement=${state.arrangement}
      .maximised=${state.maximised}
      .credentials=${state.credentials}
      .marked=${state.marked?.session ?? null}
    ></exchange-log-conversation>`;
}

/** Two sessions side by side, which take the place of list and conversation. */
function comparison({ comparison, zone, gapMs, printing }: AppState, actions: ViewActions): TemplateResult {
  return html`<section class="panel-sessions" id="panel-sessions" role="tabpanel" aria-labelledby="tab-sessions">
    <exchange-log-compare
      .actions=${actions.compare}
      .comparison=${comparison}
      .most=${COMPARED_MOST}
      .zone=${zone}
      .gapMs=${gapMs}
      .whole=${printing !== null}
    ></exchange-log-compare>
  </section>`;
}

export function sessionsPanel(state: AppState, app: App, actions: ViewActions): TemplateResult {
  const arrangement = shownArrangement(state);
  const reading = state.detail ? `reading ${arrangement}` : '';
  const share = state.detail && arrangement !== 'single' ? state.split : 1;
  return html`<section class="panel-sessions ${reading}" id="panel-sessions" role="tabpanel" aria-labelledby="tab-sessions">
    <div class="list" .style=${`flex-grow:${share}`}>
      <exchange-log-sessions
        .actions=${actions.table}
        .summary=${state.summary}
        .revision=${state.revision}
        .sort=${state.sort}
        .zone=${state.zone}
        .cursor=${state.selectedRow}
        .marked=${state.marked?.session ?? null}
        .layout=${state.columns}
        .density=${state.density}
      ></exchange-log-sessions>
      ${emptyList(state, app, actions)}
    </div>
    ${conversation(state, actions)}
  </section>`;
}

/** They stay while a conversation is read, which then takes its place beside them. */
function facets(state: AppState, actions: ViewActions): TemplateResult | typeof nothing {
  if (!isFacetsShown(state)) return nothing;
  return html`<exchange-log-facets
    .actions=${actions.facets}
    .revision=${state.revision}
    .fields=${state.facets}
    .asked=${state.asked}
    .names=${readOwnNames(state.ownNames)}
  ></exchange-log-facets>`;
}

function filesPanel(state: AppState, actions: ViewActions): TemplateResult {
  const { summary, diagnostics, corrections, credentials, zone } = state;
  return html`<section class="panel" id="panel-files" role="tabpanel" aria-labelledby="tab-files">
    <exchange-log-files
      .actions=${actions.files}
      .summary=${summary}
      .diagnostics=${diagnostics}
      .corrections=${corrections}
      .credentials=${credentials}
      .zone=${zone}
    ></exchange-log-files>
  </section>`;
}

function coveragePanel({ summary, zone, coverage }: AppState, actions: ViewActions): TemplateResult {
  return html`<section class="panel" id="panel-coverage" role="tabpanel" aria-labelledby="tab-coverage">
    <exchange-log-coverage
      .actions=${actions.coverage}
      .summary=${summary}
      .zone=${zone}
      .width=${coverage.width}
      .cursor=${coverage.cell}
    ></exchange-log-coverage>
  </section>`;
}

function overviewPanel(state: AppState, actions: ViewActions): TemplateResult {
  return html`<section class="panel" id="panel-overview" role="tabpanel" aria-labelledby="tab-overview">
    <exchange-log-overview .actions=${actions.overview} .state=${state}></exchange-log-overview>
  </section>`;
}

function messagesPanel({ summary, zone, messages }: AppState, actions: ViewActions): TemplateResult {
  return html`<section class="panel" id="panel-messages" role="tabpanel" aria-labelledby="tab-messages">
    <exchange-log-messages .actions=${actions.messages} .summary=${summary} .zone=${zone} .known=${messages}></exchange-log-messages>
  </section>`;
}

export function panelView(state: AppState, app: App, actions: ViewActions): TemplateResult {
  if (state.panel === 'overview') return overviewPanel(state, actions);
  if (state.panel === 'messages') return messagesPanel(state, actions);
  if (state.panel === 'files') return filesPanel(state, actions);
  if (state.panel === 'coverage') return coveragePanel(state, actions);
  if (state.panel === 'summary') return summaryPanel(state, app, actions);
  if (state.panel === 'tables') return tablesPanel(state, app, actions);
  if (state.comparison) return comparison(state, actions);
  return html`<div class="beside-facets">${facets(state, actions)}${sessionsPanel(state, app, actions)}</div>`;
}
