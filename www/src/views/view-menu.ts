/** The menu of how lists look, and what the status line says about columns that are hidden. */

import { nothing, type TemplateResult } from 'lit';
import type { App } from '../actions/app.js';
import { appearance as t } from '../locale/appearance.js';
import { en } from '../locale/en.js';
import type { AppState } from '../state/state.js';
import { html } from './html.js';
import { menu } from './menu.js';

const ID = 'view-menu';

function button(id: string, label: string, meaning: string, run: () => void): TemplateResult {
  return html`<button id=${id} title=${meaning} popovertarget=${ID} popovertargetaction="hide" @click=${run}>${label}</button>`;
}

function choice<T extends string>(
  id: string,
  label: string,
  names: Readonly<Record<T, string>>,
  chosen: T,
  choose: (value: T) => void,
): TemplateResult {
  const values = Object.keys(names) as T[];
  return html`<label class="inline menu-field"><span class="spring">${label}</span>
    <select id=${id} @change=${(event: Event) => choose((event.target as HTMLSelectElement).value as T)}>
      ${values.map((value) => html`<option value=${value} .selected=${value === chosen}>${names[value]}</option>`)}
    </select>
  </label>`;
}

export function viewMenu({ panel, density, readingPane }: AppState, { appearance }: App): TemplateResult {
  return menu(ID, t.menu, [
    panel === 'sessions' ? button('choose-columns', t.columns, t.hiddenMeaning, () => appearance.choose()) : nothing,
    choice('density', t.density, t.densities, density, (value) => appearance.chooseDensity(value)),
    choice('reading-pane', t.readingPane, t.readingPanes, readingPane, (value) => appearance.chooseReadingPane(value)),
    button('reset-view', t.reset, t.resetMeaning, () => appearance.reset()),
  ]);
}

/** How many columns are hidden, and whether the list is sorted by one of them. */
export function hiddenColumns({ summary, panel, columns, sort }: AppState, { appearance }: App): unknown {
  const { hidden } = columns;
  if (!summary || panel !== 'sessions' || hidden.length === 0) return nothing;
  const sorted = hidden.includes(sort.key) ? t.sortedByHidden(en.list.columns[sort.key]) : '';
  return html`<button class="link" id="hidden-columns" title=${t.hiddenMeaning} @click=${() => appearance.choose()}>${t.hidden(hidden.length)}${sorted}</button>`;
}
