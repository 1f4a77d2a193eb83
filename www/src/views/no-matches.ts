/** What an empty list says: why it is empty, what to do, and where else the query has found something. */

import { nothing, type TemplateResult } from 'lit';
import type { App } from '../actions/app.js';
import { en } from '../locale/en.js';
import type { AppState } from '../state/state.js';
import { html } from './html.js';
import type { ViewActions } from './view-actions.js';

const t = en.list;

/** Number of places drawn. */
const SHOWN = 20;

/** A place with matches. */
interface Elsewhere {
  label: string;
  show(): void;
}

function elsewhere({ panel, counts, tables, applied }: AppState, actions: ViewActions): Elsewhere[] {
  if (applied.trim() === '') return [];
  const found = counts?.sessions ?? 0;
  const sessions = { label: t.sessionsElsewhere(found), show: () => actions.showSessions() };
  const others = tables
    .filter(({ rows }) => rows > 0)
    .map(({ table, name, rows }) => ({ label: t.rowsElsewhere(name, rows), show: () => actions.showTable(table) }));
  return panel === 'tables' && found > 0 ? [sessions, ...others] : others;
}

export function noMatches(sentence: string, state: AppState, app: App, actions: ViewActions): TemplateResult {
  const places = elsewhere(state, actions);
  const button = (label: string, run: () => void) => html`<button class="small" @click=${run}>${label}</button>`;
  return html`<div class="empty-list">
    <p>${sentence}</p>
    ${state.applied ? html`<p>${button(en.toolbar.clearSearch, () => void app.narrowing.seek(''))}</p>` : nothing}
    ${
      places.length > 0
        ? html`<p>${t.elsewhere}</p>
          <p class="elsewhere">${places.slice(0, SHOWN).map(({ label, show }) => button(label, show))}
            ${places.length > SHOWN ? t.moreElsewhere(places.length - SHOWN) : nothing}</p>`
        : nothing
    }
  </div>`;
}
