/** What an empty list says: why it is empty, what to do, and where else the query has found something. */

import { nothing, type TemplateResult } from 'lit';
import type { App } from '../actions/app.js';
import { hiddenNoise } from '../display/noise.js';
import { formatCount } from '../format/number.js';
import { inSentence } from '../format/sentence.js';
import { en } from '../locale/en.js';
import type { AppState, FruitlessPart } from '../state/state.js';
import { html } from './html.js';
import { onlyHidden } from './noise-switch.js';
import { prose } from './prose.js';
import type { ViewActions } from './view-actions.js';

const t = en.list;
const f = en.fruitless;

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

/** A part, what it finds by itself, and what may stand in its place. */
function fruitlessPart(part: FruitlessPart, place: number, count: number, app: App): TemplateResult {
  const text = inSentence(part.text);
  const back = (event: Event) => {
    // The button goes with what it is about.
    const root = (event.currentTarget as HTMLElement).getRootNode() as ShadowRoot;
    root.querySelector<HTMLElement>('#query')?.focus();
  };
  const use = (query: string) => (event: Event) => {
    back(event);
    void app.explaining.replace(place, query);
  };
  const leaveOut = (event: Event) => {
    back(event);
    void app.explaining.leaveOut(place);
  };
  return html`<li>
    ${prose(part.found > 0 ? f.alone(text, part.found) : f.nothing(text, count === 1))}
    ${count > 1 && part.others > 0 ? html`<button class="small" @click=${leaveOut}>${f.leaveOut(part.others)}</button>` : nothing}
    ${part.near.length > 0 ? f.near : nothing}
    ${part.near.map(({ query, found }) => html`<button class="small mono" title=${f.use(query, found)} @click=${use(query)}>${query} <span class="quiet">${formatCount(found)}</span></button>`)}
  </li>`;
}

function fruitlessParts({ fruitless, parts, query, applied }: AppState, app: App): TemplateResult | typeof nothing {
  if (fruitless.length === 0 || query !== applied) return nothing;
  return html`<div class="fruitless" id="fruitless" role="status">
    ${parts.length > 1 ? html`<p>${f.title}</p>` : nothing}
    <ul>${fruitless.map((part, place) => fruitlessPart(part, place, parts.length, app))}</ul>
  </div>`;
}

export function noMatches(sentence: string, state: AppState, app: App, actions: ViewActions): TemplateResult {
  const places = elsewhere(state, actions);
  const button = (label: string, run: () => void) => html`<button class="small" @click=${run}>${label}</button>`;
  return html`<div class="empty-list">
    <p>${sentence}</p>
    ${onlyHidden(state, app)}
    ${state.applied ? html`<p>${button(en.toolbar.clearSearch, () => void app.narrowing.seek(''))}</p>` : nothing}
    ${places.length > 0 || hiddenNoise(state) > 0 ? nothing : fruitlessParts(state, app)}
    ${
      places.length > 0
        ? html`<p>${t.elsewhere}</p>
          <p class="elsewhere">${places.slice(0, SHOWN).map(({ label, show }) => button(label, show))}
            ${places.length > SHOWN ? t.moreElsewhere(places.length - SHOWN) : nothing}</p>`
        : nothing
    }
  </div>`;
}
