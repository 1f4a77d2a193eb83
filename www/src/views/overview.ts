/**
 * The overview: what is open and what of it is missing, totals by log, findings, and the named summaries as small tables;
 * or the verdict for switching off. It fills from the top to the bottom, so that nothing moves that is already there.
 */

import { LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Coverage, CoverageRow, SummaryGroup } from '../contract.js';
import { listOf, queryOf, rowName, startOf } from '../display/coverage-text.js';
import { gridPaths, gridText, missingText, openText, TOTALS, type Total, totalsOf } from '../display/overview.js';
import { formatTime } from '../format/time.js';
import { en } from '../locale/en.js';
import { overviewTexts as t } from '../locale/overview.js';
import { type AppState, hasOnlyTables } from '../state/state.js';
import { findingsStatus, findingsView, worstFindings } from './findings-view.js';
import { html } from './html.js';
import type { OverviewActions } from './overview-actions.js';
import { cards } from './overview-cards.js';
import { unreadFiles } from './unread.js';
import { verdictView } from './verdict-view.js';

/** Rows of the grid: all of them can be reached, those beyond the first five by scrolling. */
const ROWS_SHOWN = 200;
const ROWS_IN_VIEW = 5;
/** What stays where it is while something above it grows. */
const HELD = '.finding, .summary-card';

export class Overview extends LitElement {
  static override properties = { state: { attribute: false } };

  declare actions: OverviewActions;
  declare state: AppState;
  /** What was open when it was last looked at. */
  #known: unknown[] = [];
  /** What is read while something above it may grow, and where it is in the window. */
  #held: { id: string; top: number } | null = null;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('state');
    const { findings, overview } = this.state;
    const isOther = before && (before.findings !== findings || before.overview !== overview);
    this.#held = isOther ? this.#read() : null;
    const { summary, revision, progress } = this.state;
    const now = [summary, revision, progress === null];
    const isSame = now.every((one, place) => one === this.#known[place]);
    this.#known = now;
    if (!isSame) void this.actions.look();
  }

  /** The first finding or summary in view, if the page is scrolled to it. */
  #read(): { id: string; top: number } | null {
    const panel = this.parentElement;
    if (!panel || panel.scrollTop === 0) return null;
    const edge = panel.getBoundingClientRect().top;
    const boxes = [...this.querySelectorAll(HELD)].map((part) => ({ id: part.id, box: part.getBoundingClientRect() }));
    const first = boxes.find(({ box }) => box.bottom > edge);
    return first && first.box.top < edge + panel.clientHeight ? { id: first.id, top: first.box.top } : null;
  }

  /** Browsers would do so, but not all of them. */
  protected override updated(): void {
    const { id, top } = this.#held ?? {};
    const part = id && this.querySelector(`#${id}`);
    if (part && top !== undefined && this.parentElement)
      this.parentElement.scrollTop += part.getBoundingClientRect().top - top;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('click', this.#onClick);
  }

  readonly #onClick = ({ target }: Event): void => {
    const place = target instanceof Element ? this.#buttons.findIndex((button) => button.contains(target)) : -1;
    if (place >= 0) this.actions.use(place);
  };

  get #buttons(): HTMLElement[] {
    return [...this.querySelectorAll('button')];
  }

  /** Moves the focus to the button that was used last, or else to the first line. */
  override focus(): void {
    const button = this.#buttons[this.state.overview.used] ?? this.querySelector<HTMLElement>('#overview-open');
    button?.focus();
  }

  protected override render(): TemplateResult {
    const { overview, findings, summary, progress } = this.state;
    if (summary && !progress && summary.entries === 0) return this.#unread();
    // The rest follows when nothing above it moves any more.
    const isComplete = findings.reports.size > 0;
    return html`${this.#head()}
      ${
        overview.verdictShown
          ? verdictView(this.state, this.actions)
          : html`${this.#grid()} ${this.#totals()} ${findingsView(this)} ${isComplete ? cards(this.state, this.actions) : nothing}`
      }`;
  }

  /** Nothing is said of logs that were not read: that nothing was found in them would be taken for good news. */
  #unread(): TemplateResult {
    return html`${this.#open()}
      <p id="overview-unread">${t.unread} <button class="link" @click=${() => this.actions.goTo('files')}>${en.panels.files}</button></p>
      ${unreadFiles(this.state)}`;
  }

  #open(): TemplateResult {
    const { summary, zone } = this.state;
    return html`<p id="overview-open" tabindex="-1">${summary ? openText(summary, zone) : t.counting}</p>`;
  }

  #head(): TemplateResult {
    const { letterKeys, overview, applied } = this.state;
    const panel = hasOnlyTables(this.state) ? 'tables' : 'sessions';
    return html`${this.#open()}
      ${overview.verdictShown ? nothing : html`${findingsStatus(this)} ${worstFindings(this)}`}
      <p class="overview-bar">
        <button class="small" id="overview-list" @click=${() => this.actions.goTo(panel)}>${panel === 'tables' ? t.listRows : t.list}${letterKeys ? html` <kbd aria-hidden="true">${panel === 'tables' ? 'g o' : 'g s'}</kbd>` : nothing}</button>
        <button class="small" id="verdict-toggle" aria-pressed=${overview.verdictShown} title=${t.verdict.meaning} @click=${() => this.actions.toggleVerdict()}>${t.verdict.title}</button>
        ${applied.trim() === '' ? nothing : html`<span>${overview.verdictShown ? t.verdict.searched : t.searched} <button class="link" id="overview-clear" @click=${() => this.actions.clearSearch()}>${t.clear}</button></span>`}
      </p>`;
  }

  #grid(): TemplateResult {
    const { coverage } = this.state.overview;
    return html`<p id="overview-missing">${coverage ? missingText(coverage) : t.counting}
        <button class="link" id="overview-coverage" @click=${() => this.actions.goTo('coverage')}>${t.coverage}</button></p>
      <div class="overview-grid" role="region" aria-label=${t.grid} tabindex="0">${coverage ? this.#gridTable(coverage) : nothing}</div>
      <p class="quiet" id="overview-grid-note">${t.gridLegend}${coverage ? this.#gridRest(coverage) : ''}</p>`;
  }

  /** How many rows are not in view, and how many are not there. */
  #gridRest({ rows }: Coverage): string {
    const hidden = Math.min(rows.length, ROWS_SHOWN) - ROWS_IN_VIEW;
    const left = rows.length - ROWS_SHOWN;
    return [...(hidden > 0 ? [t.gridScrolls(hidden)] : []), ...(left > 0 ? [t.gridLeft(left)] : [])]
      .map((sentence) => ` ${sentence}`)
      .join('');
  }

  #gridTable(coverage: Coverage): TemplateResult {
    const { zone } = this.state;
    const [first, last] = [0, coverage.bins].map((column) => formatTime(startOf(coverage, column), zone));
    return html`<table>
      <thead><tr><th scope="col">${t.grid}</th><th scope="col">${coverage.bins > 0 ? t.span(first ?? '', last ?? '') : ''}</th></tr></thead>
      <tbody>${coverage.rows.slice(0, ROWS_SHOWN).map((row) => this.#gridRow(coverage, row))}</tbody>
    </table>`;
  }

  #gridRow(coverage: Coverage, row: CoverageRow): TemplateResult {
    const name = rowName(row);
    const text = gridText(row, coverage);
    const { entries, missing } = gridPaths(row);
    const open = () => {
      const query = queryOf(coverage, row, null);
      if (listOf(row) === 'rows') this.actions.table(row.log, query);
      else this.actions.sessions(query);
    };
    return html`<tr>
      <th scope="row"><button class="link overview-cell" @click=${open}>${name}</button></th>
      <td><svg viewBox="0 0 ${coverage.bins} 10" preserveAspectRatio="none" role="img" aria-label=${text}><title>${text}</title>
        <path class="has-entries" d=${entries}></path><path class="has-no-file" d=${missing}></path></svg></td>
    </tr>`;
  }

  #totals(): TemplateResult {
    const { totals } = this.state.overview;
    return html`<h2>${t.totalsTitle}</h2>
      <div class="overview-totals"><table id="totals" role="table">
        <thead><tr><th scope="col">${t.log}</th>${TOTALS.map((name) => html`<th scope="col" class="number">${name}</th>`)}</tr></thead>
        <tbody>${totals?.rows.map((group) => this.#totalsRow(group))}</tbody>
      </table></div>
      <p class="quiet">${t.totalsNote}</p>`;
  }

  #totalsRow(group: SummaryGroup): TemplateResult {
    const log = group.values[0]?.known ? group.values[0].text : en.facets.unknown;
    const cell = ({ name, text, within, isZero }: Total) => {
      if (text === null) return html`<span class="quiet" title=${t.unknownMeaning}>${t.unknown}</span>`;
      if (isZero) return text;
      return html`<button class="link" data-within=${within} aria-label=${t.totalMeaning(log, name, text)} @click=${() => this.actions.open(group, within)}>${text}</button>`;
    };
    // With roles, as on a narrow screen they are not laid out as a table.
    return html`<tr role="row"><th scope="row" role="rowheader">${log}</th>${totalsOf(group).map((total) => html`<td class="number" role="cell" data-name=${total.name}>${cell(total)}</td>`)}</tr>`;
  }
}

if (!customElements.get('exchange-log-overview')) customElements.define('exchange-log-overview', Overview);
