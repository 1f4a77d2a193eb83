/** The verdict for switching off: connectors and servers, each with what these logs say of its use. */

import { nothing, type TemplateResult } from 'lit';
import { type Entry, type Paragraph, type VerdictSection, verdictOf } from '../display/verdict.js';
import { overviewTexts } from '../locale/overview.js';
import type { AppState } from '../state/state.js';
import { html } from './html.js';
import type { OverviewActions } from './overview-actions.js';

const t = overviewTexts.verdict;

export function verdictView(state: AppState, actions: OverviewActions): TemplateResult {
  const sections = verdictOf(state);
  const [receive, send, servers] = sections.map(({ entries }) => entries.length);
  const { verdict } = state.overview;
  const isSearched = state.applied.trim() !== '';
  const status = isSearched ? '' : verdict ? t.ready(receive ?? 0, send ?? 0, servers ?? 0) : t.looking;
  return html`<section id="verdict" aria-label=${t.title}>
    <p class="quiet" role="status" id="verdict-status">${status}</p>
    ${
      isSearched || !verdict
        ? nothing
        : html`<button class="small" id="verdict-copy" title=${t.copyMeaning} @click=${() => actions.copyVerdict()}>${t.copy}</button>
        ${sections.map((one) => section(one, actions))}
        ${verdict.more > 0 ? html`<p>${t.more(verdict.more)}</p>` : nothing}
        ${state.noiseHidden ? html`<p>${t.noise}</p>` : nothing}
        <p class="quiet">${t.limits}</p>`
    }
  </section>`;
}

function section({ title, entries, note }: VerdictSection, actions: OverviewActions): TemplateResult {
  return html`<h2>${title}</h2>
    ${entries.length > 0 ? entries.map((one) => entry(one, actions)) : html`<p>${t.none}</p>`}
    ${note ? html`<p class="quiet">${note}</p>` : nothing}`;
}

function entry({ name, state, paragraphs, group, within }: Entry, actions: OverviewActions): TemplateResult {
  return html`<article class="finding">
    <h3>${name} <span class="verdict-state">${state}</span></h3>
    ${paragraphs.map(paragraph)}
    ${group ? html`<button class="small" aria-label=${`${t.open}: ${name}`} @click=${() => actions.open(group, within)}>${t.open}</button>` : nothing}
  </article>`;
}

function paragraph({ label, sentences }: Paragraph): TemplateResult {
  return html`<p>${label ? html`<b>${label}:</b> ` : nothing}${sentences.join(' ')}</p>`;
}
