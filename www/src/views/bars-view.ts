/** Messages, progress and the status line. */

import { nothing, type TemplateResult } from 'lit';
import type { App } from '../actions/app.js';
import type { DiagnosticCount } from '../contract.js';
import { formatDuration } from '../format/duration.js';
import { percent } from '../format/number.js';
import { formatTime } from '../format/time.js';
import { en } from '../locale/en.js';
import type { AppState, Notice } from '../state/state.js';
import { html } from './html.js';
import { prose } from './prose.js';
import type { ViewActions } from './view-actions.js';

/** Choosing an action dismisses its message. */
function act(run: () => void, id: number, app: App): void {
  app.context.dismiss(id);
  run();
}

function dismissButton(dismiss: () => void): TemplateResult {
  const { dismiss: label } = en.notices;
  return html`<button class="icon small" aria-label=${label} title=${label} @click=${dismiss}>×</button>`;
}

function notice({ id, severity, text, actions }: Notice, app: App): TemplateResult {
  return html`<div class="notice ${severity}" role=${severity === 'error' ? 'alert' : 'status'}>
    <p>${text}</p>
    ${actions.map(({ label, run }) => html`<button class="small" @click=${() => act(run, id, app)}>${label}</button>`)}
    ${dismissButton(() => app.context.dismiss(id))}
  </div>`;
}

/** What the page may not do here. */
function restrictionsNotice(restrictions: AppState['restrictions'], app: App): TemplateResult | typeof nothing {
  if (restrictions.length === 0) return nothing;
  return html`<div class="notice" role="status">
    <ul class="restrictions">${restrictions.map((one) => html`<li>${prose(en.restrictions[one])}</li>`)}</ul>
    ${dismissButton(() => app.store.set({ restrictions: [] }))}
  </div>`;
}

export function noticesView({ notices, restrictions }: AppState, app: App): TemplateResult | typeof nothing {
  if (notices.length + restrictions.length === 0) return nothing;
  return html`<div class="notices" aria-label=${en.notices.label} role="region">
    ${notices.map((one) => notice(one, app))} ${restrictionsNotice(restrictions, app)}
  </div>`;
}

/** Progress of reading. */
export function progressView({ progress, cancelling }: AppState, app: App): TemplateResult | typeof nothing {
  if (!progress) return nothing;
  const { bytesRead, bytesTotal, filesRead, filesTotal, fileName } = progress;
  return html`<div class="progress">
    <progress aria-label=${en.progress.label} max="100" .value=${percent(bytesRead, bytesTotal)}></progress>
    <span>${en.progress.text(bytesRead, bytesTotal, filesRead, filesTotal)}</span>
    <span class="quiet mono file-name">${fileName}</span>
    <span class="spring"></span>
    <button class="small" id="cancel" ?disabled=${cancelling} @click=${() => app.reading.cancel()}>
      ${cancelling ? en.progress.cancelling : en.progress.cancel}
    </button>
  </div>`;
}

/** The parts of the status line. */
export function statusParts({ summary }: AppState): string[] {
  if (!summary) return [en.status.empty];
  const accounted = summary.perFile.reduce((sum, file) => sum + file.accountedBytes, 0);
  const announced = summary.perFile.reduce((sum, file) => sum + file.bytes, 0);
  const incomplete = summary.perFile.filter(({ end }) => end !== 'complete' && end !== 'reading').length;
  return [
    en.status.files(summary.files),
    en.status.entries(summary.entries),
    en.status.sessions(summary.sessions),
    en.status.accounted(accounted, announced),
    ...(incomplete > 0 ? [en.status.incomplete(incomplete)] : []),
    en.status.memory(summary.memoryBytes),
    en.status.elapsed(formatDuration(summary.elapsedMs)),
  ];
}

/** Number of all diagnostics, and how many of them are only notes. */
export function diagnosticCount({ summary }: AppState): { all: number; notes: number } {
  const sum = (some: readonly DiagnosticCount[]) => some.reduce((total, { count }) => total + count, 0);
  const diagnostics = summary?.diagnostics ?? [];
  return { all: sum(diagnostics), notes: sum(diagnostics.filter(({ severity }) => severity === 'info')) };
}

/** While credentials are shown, the status line says so on every tab, and one click masks them again. */
function credentialsBadge({ credentials }: AppState, app: App): TemplateResult | typeof nothing {
  if (!credentials) return nothing;
  return html`<span class="credentials-shown" id="credentials-shown" title=${en.credentials.warning}>
    ${en.credentials.shown}
    <button class="link" @click=${() => void app.showCredentials(false)}>${en.credentials.mask}</button>
  </span>`;
}

/** The session that is marked for comparison, wherever the list is. */
function markedSession({ marked, comparison, zone }: AppState, app: App, actions: ViewActions): unknown {
  if (!marked || comparison) return nothing;
  const t = en.comparison;
  const { logTypeName, title, start } = marked;
  return html`<span class="marked-session" id="marked">
    <span><span aria-hidden="true" class="row-mark">◆</span> ${t.marked}: ${logTypeName} <span class="mono">${title}</span>, ${formatTime(start, zone)}</span>
    <button class="link" id="compare-marked" title=${t.compareMarkedMeaning} @click=${() => void actions.compare.open()}>${t.compare}</button>
    <button class="link" id="unmark" @click=${() => app.sessions.comparing.unmark()}>${t.unmark}</button>
  </span>`;
}

export function statusView(state: AppState, app: App, actions: ViewActions): TemplateResult {
  const { all, notes } = diagnosticCount(state);
  return html`<div class="status" role="status" aria-label=${en.status.label}>
    ${credentialsBadge(state, app)} ${markedSession(state, app, actions)}
    ${statusParts(state).map((part) => html`<span>${part}</span>`)}
    ${
      state.summary
        ? html`<button class="link" @click=${() => app.store.set({ panel: 'files' })}>
          ${all > 0 ? en.status.diagnostics(all, notes) : en.status.noDiagnostics}
        </button>`
        : nothing
    }
  </div>`;
}
