/** The menu beside the search box: what is saved, and the questions that come with the page. */

import type { TemplateResult } from 'lit';
import type { App } from '../actions/app.js';
import type { SavedGroup, SavedItem } from '../contract.js';
import { allGroups, askedBy } from '../display/saved.js';
import { saved as t } from '../locale/saved.js';
import type { AppState } from '../state/state.js';
import { html } from './html.js';
import { menu } from './menu.js';
import type { ViewActions } from './view-actions.js';

const ID = 'saved-menu';

function button(id: string, label: string, isUsable: boolean, run: () => void): TemplateResult {
  return html`<button id=${id} popovertarget=${ID} popovertargetaction="hide" ?disabled=${!isUsable} @click=${run}>${label}</button>`;
}

function entry(group: string, item: SavedItem, actions: ViewActions): TemplateResult {
  const asked = askedBy(item);
  return html`<button
    popovertarget=${ID}
    popovertargetaction="hide"
    class="saved-entry"
    title=${item.sentence ? `${item.sentence}\n${asked}` : asked}
    @click=${() => actions.showSaved(group, item)}
  >${item.name} ${'summary' in item ? html`<span class="quiet">${t.summaryMark}</span>` : ''}</button>`;
}

function entries({ name, items }: SavedGroup, actions: ViewActions): TemplateResult {
  return html`<div role="group" aria-label=${name} class="saved-group">
    <p class="quiet">${name}</p>
    ${items.map((item) => entry(name, item, actions))}
  </div>`;
}

export function savedMenu({ saved, applied, summary }: AppState, app: App, actions: ViewActions): TemplateResult {
  const groups = summary ? allGroups(saved) : saved;
  return menu(ID, t.menu, [
    button('save-query', t.saveQuery, applied.trim() !== '', () => void app.saving.show('query')),
    button('manage-saved', t.manage, true, () => void app.saving.show('manage')),
    groups.map((group) => entries(group, actions)),
  ]);
}
