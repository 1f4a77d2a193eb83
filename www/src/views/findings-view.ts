/**
 * What is wrong, the worst first: each finding with its figures, whose sessions they are, why it happens and what can be
 * done. What was found before keeps its place while more is looked for.
 */

import { nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import {
  type Dimension,
  FINDING_KINDS,
  type FindingKind,
  type FindingLog,
  type FindingReport,
  type FindingSeverity,
  type SummaryGroup,
  THRESHOLDS,
  type Threshold,
} from '../contract.js';
import {
  bySeverity,
  countsOf,
  figures,
  findingQuery,
  KINDS,
  logText,
  notFound as missing,
  queryOf,
} from '../display/findings.js';
import { formatTime } from '../format/time.js';
import { dimensionName } from '../locale/dimensions.js';
import { FINDINGS, overview as t } from '../locale/findings.js';
import { LARGEST_LIMIT } from '../state/preferences.js';
import type { AppState } from '../state/state.js';
import { html } from './html.js';
import type { FindingActions } from './overview-actions.js';

/** What is shown, and what can be done with it. */
interface At {
  state: AppState;
  actions: FindingActions;
}

const LIMITS = Object.keys(THRESHOLDS) as Threshold[];

const isLookedFor = ({ state }: At): boolean => state.findings.done === KINDS.length;

/** Moves the focus to a finding, with what it is in at the top of the view. */
function goTo(from: EventTarget | null, finding: string, shown: string): void {
  const all = from instanceof Element ? from.closest('exchange-log-overview') : null;
  const found = all?.querySelector<HTMLElement>(finding);
  found?.closest(shown)?.scrollIntoView();
  found?.querySelector('button')?.focus({ preventScroll: true });
}

/** How much is wrong, and a way to what. */
export function findingsStatus(at: At): TemplateResult {
  const { reports, done } = at.state.findings;
  const count = countsOf(reports).reduce((sum, one) => sum + one, 0);
  const show = ({ currentTarget }: Event) => goTo(currentTarget, '.finding', '.findings');
  return html`<p id="findings-line">
    <span role="status" id="findings-status">${isLookedFor(at) ? t.announced(...countsOf(reports)) : html`${t.looking}<span aria-hidden="true">${t.looked(done, KINDS.length)}</span>`}</span>
    ${isLookedFor(at) && count > 0 ? html`<button class="link" id="findings-show" @click=${show}>${t.show(count)}</button>` : nothing}
  </p>`;
}

/** Most findings that are named above everything else. */
const NAMED = 8;

/** The worst findings by name, each a way to it. Notes are only counted. */
export function worstFindings(at: At): TemplateResult {
  const found = isLookedFor(at) ? bySeverity(at.state.findings.reports) : [];
  const worst = found.flatMap(([severity, reports]) => (severity === 'note' ? [] : reports));
  return html`<ul id="findings-worst" aria-label=${t.worst}>${worst.slice(0, NAMED).map(wayTo)}${
    worst.length > NAMED ? html`<li>${t.more(worst.length - NAMED)}</li>` : nothing
  }</ul>`;
}

function wayTo({ kind, severity }: FindingReport): TemplateResult {
  const { mark, one } = t.severities[severity];
  const { title } = FINDINGS[kind];
  const show = ({ currentTarget }: Event) => goTo(currentTarget, `#finding-${kind}`, '.finding');
  return html`<li class="severity-${severity}"><span class="severity-mark" aria-hidden="true">${mark}</span>
    <button class="link" data-kind=${kind} aria-label=${`${one}: ${title}`} @click=${show}>${title}</button></li>`;
}

export function findingsView(at: At): TemplateResult {
  const { reports } = at.state.findings;
  const found = bySeverity(reports);
  return html`${isLookedFor(at) && found.length === 0 ? html`<p>${t.none}</p>` : nothing}
    ${repeat(
      found,
      ([severity]) => severity,
      ([severity, reports]) => severityView(at, severity, reports),
    )}
    ${notFound(at)} ${limits(at)}
    <p class="quiet">${t.limits}</p>`;
}

/** What is found before others stays the same element, with its focus and what is open in it. */
function severityView(at: At, severity: FindingSeverity, reports: readonly FindingReport[]): TemplateResult {
  return html`<section class="findings severity-${severity}" aria-labelledby="findings-${severity}">
    <h2 id="findings-${severity}"><span class="severity-mark" aria-hidden="true">${t.severities[severity].mark}</span> ${t.heading(severity, reports.length)}</h2>
    ${repeat(
      reports,
      ({ kind }) => kind,
      (report) => finding(at, report),
    )}
  </section>`;
}

function finding(at: At, report: FindingReport): TemplateResult {
  const { kind, groups, groupCount, logs, sessions, rows, rule } = report;
  const { title } = FINDINGS[kind];
  const list = () => at.actions.sessions(findingQuery(report, at.state.noiseHidden));
  const cover = () => at.actions.goTo('coverage');
  return html`<article class="finding" id="finding-${kind}" aria-labelledby="finding-title-${kind}">
    <h3 id="finding-title-${kind}">${title}</h3>
    <p class="figures">
      ${figures(report, at.state.zone).map((figure) => html`<span>${figure}</span>`)}
      ${
        sessions + rows > 0
          ? html`<button class="small" title=${t.openMeaning(title, sessions)} aria-label=${`${t.open(sessions)}: ${title}`} @click=${list}>${t.open(sessions)}</button>`
          : html`<button class="small" title=${t.coverageMeaning(title)} aria-label=${`${t.coverage}: ${title}`} @click=${cover}>${t.coverage}</button>`
      }
    </p>
    ${logs.length > 0 ? logsView(at, report) : nothing}
    ${groups.length > 0 && report.dimensions.length > 0 ? groupsTable(at, report) : nothing}
    ${groupCount > groups.length ? more(at, report) : nothing}
    <details>
      <summary>${t.explain}</summary>
      <p>${FINDINGS[kind].why}</p>
      <p>${FINDINGS[kind].advice}</p>
      ${rule === '' ? nothing : html`<p class="quiet">${t.rule} <code>${rule}</code></p>`}
    </details>
  </article>`;
}

/** What it says of each log, and when. */
function logsView(at: At, { kind, logs, logCount }: FindingReport): TemplateResult {
  const { zone } = at.state;
  const row = (log: FindingLog) => {
    const { first, last } = log;
    const when = first === null || last === null ? '' : t.span(formatTime(first, zone), formatTime(last, zone));
    return html`<li>${logText(kind, log)} <span class="quiet">${when}</span></li>`;
  };
  const more = logCount - logs.length;
  return html`<ul class="finding-logs">${logs.map(row)}${more > 0 ? html`<li>${t.more(more)}</li>` : nothing}</ul>`;
}

function groupsTable(at: At, report: FindingReport): TemplateResult {
  const dimensions = report.dimensions as Dimension[];
  return html`<table class="finding-groups">
    <thead>
      <tr>${dimensions.map((dimension) => html`<th scope="col">${dimensionName(dimension)}</th>`)}<th scope="col" class="number">${t.count(report.sessions, report.rows)}</th><th scope="col">${t.last}</th></tr>
    </thead>
    <tbody>${report.groups.map((group) => groupRow(at, report, group))}</tbody>
  </table>`;
}

/** The first value opens the sessions of the group. */
function groupRow(at: At, report: FindingReport, group: SummaryGroup): TemplateResult {
  const query = queryOf(report, group, at.state.noiseHidden);
  const text = (place: number) => {
    const value = group.values[place];
    return value?.known ? value.text || '<>' : t.unknown;
  };
  const cell = (place: number) =>
    place === 0 && query !== null
      ? html`<button class="link mono" @click=${() => at.actions.sessions(query)}>${text(place)}</button>`
      : html`<span class=${group.values[place]?.known ? 'mono' : 'quiet'}>${text(place)}</span>`;
  return html`<tr>
    ${group.values.map((_, place) => html`<td>${cell(place)}</td>`)}
    <td class="number">${t.number(group.sessions + group.rows)}</td>
    <td>${group.last === null ? '' : formatTime(group.last, at.state.zone)}</td>
  </tr>`;
}

function more(at: At, report: FindingReport): TemplateResult {
  const { kind, dimensions, groups, groupCount } = report;
  const query = findingQuery(report, at.state.noiseHidden);
  const summarise = () => at.actions.summarise(query, dimensions as Dimension[]);
  return html`<p class="quiet">${t.groups(groupCount - groups.length)} <button class="link" aria-label=${`${t.summarise}: ${FINDINGS[kind].title}`} @click=${summarise}>${t.summarise}</button></p>`;
}

function limits(at: At): TemplateResult {
  return html`<details class="limits"><summary>${t.limitsTitle}</summary>${LIMITS.map((threshold) => limit(at, threshold))}</details>`;
}

function limit(at: At, threshold: Threshold): TemplateResult {
  const set = async (event: Event) => {
    const input = event.target as HTMLInputElement;
    if (!input.reportValidity()) return;
    await at.actions.setThresholds({ ...at.state.thresholds, [threshold]: input.valueAsNumber });
  };
  const { value } = THRESHOLDS[threshold];
  const isChanged = at.state.thresholds[threshold] !== value;
  return html`<label class="limit">
    <input type="number" data-limit=${threshold} required min="1" max=${LARGEST_LIMIT} step="1" .value=${String(at.state.thresholds[threshold])} title=${t.defaultValue(value)} @change=${set} />
    ${t.thresholds[threshold]} ${isChanged ? html`<span class="quiet">${t.defaultValue(value)}</span>` : nothing}
  </label>`;
}

function notFound(at: At): TemplateResult | typeof nothing {
  const kinds = missing(at.state.findings.reports);
  if (kinds.length === 0) return nothing;
  const row = (kind: FindingKind) =>
    html`<li>${FINDINGS[kind].title} <span class="quiet">${t.severities[FINDING_KINDS[kind]].one}</span></li>`;
  return html`<details class="not-found"><summary>${t.notFound(kinds.length)}</summary><ul>${kinds.map(row)}</ul></details>`;
}
