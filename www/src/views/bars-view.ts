/** Messages, progress and the status line. */

import { type LitElement, nothing, type TemplateResult } from 'lit';
import type { App } from '../actions/app.js';
import type { DiagnosticCount } from '../contract.js';
import { shownNotices } from '../display/notices.js';
import { formatDuration } from '../format/duration.js';
import { percent } from '../format/number.js';
import { formatTime } from '../format/time.js';
import { en } from '../locale/en.js';
import type { AppState, Notice } from '../state/state.js';
import { html } from './html.js';
import { prose } from './prose.js';
import type { ViewActions } from './view-actions.js';
import { hiddenColumns } from './view-menu.js';

/**
 * Dismisses a message from one of its buttons. The focus goes to the message that is now in its place; without any, the
 * page moves it.
 */
async function dismissFrom({ currentTarget }: Event, dismiss: () => void): Promise<void> {
  const button = currentTarget as HTMLElement;
  const root = button.getRootNode() as ShadowRoot;
  const crosses = () => [...root.querySelectorAll<HTMLElement>('.notice .icon')];
  const place = crosses().findIndex((cross) => cross.parentElement === button.parentElement);
  dismiss();
  await (root.host as LitElement).updateComplete;
  const left = crosses();
  left[Math.min(place, left.length - 1)]?.focus();
}

function dismissButton(dismiss: () => void): TemplateResult {
  const { dismiss: label } = en.notices;
  const clicked = (event: Event) => void dismissFrom(event, dismiss);
  return html`<button class="icon small" aria-label=${label} title=${label} @click=${clicked}>×</button>`;
}

/** Choosing an action dismisses its message. */
function actionButton({ label, run }: Notice['actions'][number], dismiss: () => void): TemplateResult {
  const clicked = (event: Event) => {
    void dismissFrom(event, dismiss);
    run();
  };
  return html`<button class="small" @click=${clicked}>${label}</button>`;
}

function notice({ id, severity, text, actions }: Notice, app: App): TemplateResult {
  const dismiss = () => app.context.dismiss(id);
  return html`<div class="notice ${severity}">
    <p>${text}</p>
    ${actions.map((action) => actionButton(action, dismiss))} ${dismissButton(dismiss)}
  </div>`;
}

/** Unfolds the messages that are not shown, and dismisses them all. */
function noticesBar({ notices, noticesCounted, noticesOpen }: AppState, app: App): TemplateResult | typeof nothing {
  const hidden = notices.length - shownNotices(notices, false).length + noticesCounted;
  if (hidden === 0) return nothing;
  const { more, fewer, dismissAll } = en.notices;
  return html`<div class="notices-bar">
    <button class="small" id="notices-more" aria-expanded=${noticesOpen} aria-controls="notice-list"
      @click=${() => app.store.set({ noticesOpen: !noticesOpen })}>${noticesOpen ? fewer : more(hidden)}</button>
    <button class="small" id="notices-dismiss" @click=${() => app.context.dismissAll()}>${dismissAll}</button>
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

function noticesRegion(state: AppState, app: App): TemplateResult | typeof nothing {
  const { notices, noticesCounted, noticesOpen, restrictions } = state;
  if (notices.length + restrictions.length === 0) return nothing;
  const isCounted = noticesOpen && noticesCounted > 0;
  return html`<div class="notices" aria-label=${en.notices.label} role="region">
    <div class="notice-list" id="notice-list">
      ${shownNotices(notices, noticesOpen).map((one) => notice(one, app))}
      ${isCounted ? html`<p class="notices-counted">${en.notices.counted(noticesCounted)}</p>` : nothing}
      ${restrictionsNotice(restrictions, app)}
    </div>
    ${noticesBar(state, app)}
  </div>`;
}

/** Progress of reading. */
function progressView({ progress, cancelling }: AppState, app: App): TemplateResult | typeof nothing {
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

/** Progress of an export; it is read to the user only when it ends. */
function exportProgress({ exporting }: AppState, app: App): TemplateResult | typeof nothing {
  if (!exporting) return nothing;
  const { bytes, share } = exporting;
  return html`<div class="progress">
    <progress aria-label=${en.export.progress} max="1" .value=${share}></progress>
    <span class="quiet" id="exporting">${en.export.running(bytes, share)}</span>
    <button class="small" id="export-cancel" title=${en.export.cancelMeaning} @click=${() => app.exporting.cancel()}>
      ${en.export.cancel}
    </button>
  </div>`;
}

/**
 * What comes and goes by itself: it lies over the lower edge, so that nothing else moves. A screen reader hears of messages
 * when it has said all else, also of those that are folded away.
 */
export function passingView(state: AppState, app: App): TemplateResult {
  return html`<p class="for-readers" id="notices-spoken" role="status">${state.noticesSpoken}</p>
    <div class="passing"><div class="passing-parts">${noticesRegion(state, app)} ${progressView(state, app)} ${exportProgress(state, app)}</div></div>`;
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

/** Reading and exporting show how far they are. */
function isWorking({ working, progress, exporting }: AppState): boolean {
  return working && !progress && !exporting;
}

export function statusView(state: AppState, app: App, actions: ViewActions): TemplateResult {
  const { all, notes } = diagnosticCount(state);
  return html`<div class="status" role="status" aria-label=${en.status.label}>
    ${credentialsBadge(state, app)} ${markedSession(state, app, actions)}
    ${statusParts(state).map((part) => html`<span>${part}</span>`)}
    ${
      state.summary
        ? html`<button class="link" @click=${actions.showDiagnostics}>
          ${all > 0 ? en.status.diagnostics(all, notes) : en.status.noDiagnostics}
        </button>`
        : nothing
    }
    ${hiddenColumns(state, app)} ${isWorking(state) ? html`<span class="working" id="working">${en.status.working}</span>` : nothing}
  </div>`;
}
