/**
 * What is wrong, the worst first: each finding with its figures, whose sessions they are, why it happens and what can be
 * done. Findings are looked for one after the other, and keep their places while more is read.
 */

import { LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import {
  type Dimension,
  FINDING_KINDS,
  type FindingKind,
  type FindingReport,
  type FindingSeverity,
  type Summary,
  type SummaryGroup,
  THRESHOLDS,
  type Threshold,
  type Thresholds,
} from '../contract.js';
import { bySeverity, countsOf, figures, KINDS, notFound, queryOf } from '../display/findings.js';
import { formatTime, type Zone } from '../format/time.js';
import { dimensionName } from '../locale/dimensions.js';
import { FINDINGS, overview as t } from '../locale/findings.js';
import type { KnownFindings } from '../state/state.js';
import { html } from './html.js';

export interface OverviewActions {
  /** Looks for what is to be found in what is open. */
  look(): Promise<void>;
  /** Lists the sessions that a query finds. */
  sessions(query: string): void;
  /** Summarises what a query finds by these fields. */
  summarise(query: string, dimensions: readonly Dimension[]): void;
  /** Sets what findings compare with. */
  setThresholds(thresholds: Thresholds): Promise<void>;
}

/** Seconds are the largest that anybody waits for: a day. */
const LARGEST = 86_400;
const LIMITS = Object.keys(THRESHOLDS) as Threshold[];

export class Overview extends LitElement {
  static override properties = {
    summary: { attribute: false },
    zone: { attribute: false },
    thresholds: { attribute: false },
    findings: { attribute: false },
  };

  declare actions: OverviewActions;
  /** What is open. Findings are looked for again when it changes. */
  declare summary: Summary | null;
  declare zone: Zone;
  /** What findings compare with. */
  declare thresholds: Thresholds;
  declare findings: KnownFindings;
  /** The focus is to go to the first finding once it is there. */
  #wanted = false;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('summary')) void this.actions.look();
  }

  protected override updated(): void {
    const first = this.#wanted ? this.querySelector<HTMLElement>('.finding button') : null;
    if (!first) return;
    this.#wanted = false;
    first.focus();
  }

  /** Moves the focus to the first finding. */
  override focus(): void {
    this.#wanted = true;
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const { reports, done } = this.findings;
    const found = bySeverity(reports);
    const isDone = done === KINDS.length;
    return html`<p class="quiet" role="status" id="findings-status">${isDone ? t.announced(...countsOf(reports)) : t.looking(done, KINDS.length)}</p>
      ${isDone && found.length === 0 ? html`<p>${t.none}</p>` : nothing}
      ${found.map(([severity, reports]) => this.#severity(severity, reports))}
      ${this.#notFound()} ${this.#limits()}
      <p class="quiet">${t.limits}</p>`;
  }

  #severity(severity: FindingSeverity, reports: readonly FindingReport[]): TemplateResult {
    return html`<section class="findings severity-${severity}" aria-labelledby="findings-${severity}">
      <h2 id="findings-${severity}"><span class="severity-mark" aria-hidden="true">${t.severities[severity].mark}</span> ${t.heading(severity, reports.length)}</h2>
      ${reports.map((report) => this.#finding(report))}
    </section>`;
  }

  #finding(report: FindingReport): TemplateResult {
    const { kind, groups, groupCount } = report;
    const { title } = FINDINGS[kind];
    return html`<article class="finding" id="finding-${kind}" aria-labelledby="finding-title-${kind}">
      <h3 id="finding-title-${kind}">${title}</h3>
      <p class="figures">
        ${figures(report, this.zone).map((figure) => html`<span>${figure}</span>`)}
        <button class="small" title=${t.openMeaning(title)} aria-label=${`${t.open}: ${title}`} @click=${() => this.actions.sessions(`finding:${kind}`)}>${t.open}</button>
      </p>
      ${groups.length > 0 && report.dimensions.length > 0 ? this.#groups(report) : nothing}
      ${groupCount > groups.length ? this.#more(report) : nothing}
      <details>
        <summary>${t.explain}</summary>
        <p>${FINDINGS[kind].why}</p>
        <p>${FINDINGS[kind].advice}</p>
        <p class="quiet">${t.rule} <code>${report.rule}</code></p>
      </details>
    </article>`;
  }

  #groups(report: FindingReport): TemplateResult {
    const dimensions = report.dimensions as Dimension[];
    return html`<table class="finding-groups">
      <thead>
        <tr>${dimensions.map((dimension) => html`<th scope="col">${dimensionName(dimension)}</th>`)}<th scope="col" class="number">${t.count}</th><th scope="col">${t.last}</th></tr>
      </thead>
      <tbody>${report.groups.map((group) => this.#group(report, group))}</tbody>
    </table>`;
  }

  /** The first value opens the sessions of the group. */
  #group(report: FindingReport, group: SummaryGroup): TemplateResult {
    const query = queryOf(report, group);
    const text = (place: number) => {
      const value = group.values[place];
      return value?.known ? value.text || '<>' : t.unknown;
    };
    const cell = (place: number) =>
      place === 0 && query !== null
        ? html`<button class="link mono" @click=${() => this.actions.sessions(query)}>${text(place)}</button>`
        : html`<span class=${group.values[place]?.known ? 'mono' : 'quiet'}>${text(place)}</span>`;
    return html`<tr>
      ${group.values.map((_, place) => html`<td>${cell(place)}</td>`)}
      <td class="number">${t.number(group.sessions + group.rows)}</td>
      <td>${group.last === null ? '' : formatTime(group.last, this.zone)}</td>
    </tr>`;
  }

  #more({ kind, dimensions, groups, groupCount }: FindingReport): TemplateResult {
    const summarise = () => this.actions.summarise(`finding:${kind}`, dimensions as Dimension[]);
    return html`<p class="quiet">${t.groups(groupCount - groups.length)} <button class="link" aria-label=${`${t.summarise}: ${FINDINGS[kind].title}`} @click=${summarise}>${t.summarise}</button></p>`;
  }

  #limits(): TemplateResult {
    return html`<details class="limits"><summary>${t.limitsTitle}</summary>${LIMITS.map((threshold) => this.#limit(threshold))}</details>`;
  }

  #limit(threshold: Threshold): TemplateResult {
    const set = async (event: Event) => {
      const input = event.target as HTMLInputElement;
      if (!input.reportValidity()) return;
      await this.actions.setThresholds({ ...this.thresholds, [threshold]: input.valueAsNumber });
    };
    return html`<label class="limit">
      <input type="number" data-limit=${threshold} required min="1" max=${LARGEST} step="1" .value=${String(this.thresholds[threshold])} title=${t.defaultValue(THRESHOLDS[threshold].value)} @change=${set} />
      ${t.thresholds[threshold]}
    </label>`;
  }

  #notFound(): TemplateResult | typeof nothing {
    const kinds = notFound(this.findings.reports);
    if (kinds.length === 0) return nothing;
    const row = (kind: FindingKind) =>
      html`<li>${FINDINGS[kind].title} <span class="quiet">${t.severities[FINDING_KINDS[kind]].one}</span></li>`;
    return html`<details class="not-found"><summary>${t.notFound(kinds.length)}</summary><ul>${kinds.map(row)}</ul></details>`;
  }
}

if (!customElements.get('exchange-log-overview')) customElements.define('exchange-log-overview', Overview);
