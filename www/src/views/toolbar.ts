/** The toolbar: name, promise, the menu to open logs, search box and switches. */

import { nothing, type TemplateResult } from 'lit';
import type { App } from '../actions/app.js';
import { clipboardText } from '../browser/clipboard.js';
import { palette as commands } from '../locale/commands.js';
import { en } from '../locale/en.js';
import type { AppState, Theme } from '../state/state.js';
import { html } from './html.js';
import { keyText } from './keys.js';
import { menu } from './menu.js';
import { partsBar } from './parts-bar.js';
import { prose } from './prose.js';
import { queryBox } from './query-box.js';
import { savedMenu } from './saved-menu.js';
import { understoodWords } from './understood.js';
import type { ViewActions } from './view-actions.js';

const t = en.toolbar;

const OPEN_MENU = 'open-menu';

/** The id of a menu that a button hides; nothing outside of menus. */
type Hidden = string | typeof nothing;

function pickFiles(event: Event): void {
  const button = event.currentTarget as HTMLElement;
  (button.nextElementSibling as HTMLInputElement).click();
}

/** A button for a file input, which cannot be styled itself; `menu` is the one that it is in, and closes. */
function picker(app: App, label: string, folder: boolean, menu: Hidden, primary = false): TemplateResult {
  const chosen = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    input.value = ''; // Allows the same files to be chosen again.
    void app.reading.showFiles(files);
  };
  return html`<button class=${primary ? 'primary' : ''} popovertarget=${menu} popovertargetaction="hide" @click=${pickFiles}>${label}</button
    ><input
      class="hidden"
      type="file"
      tabindex="-1"
      aria-hidden="true"
      aria-label=${label}
      data-pick=${folder ? 'folder' : 'files'}
      multiple
      .webkitdirectory=${folder}
      @change=${chosen}
    />`;
}

function pasteButton(app: App, menu: Hidden): TemplateResult {
  const paste = async () => app.reading.showPasted(await clipboardText());
  return html`<button data-paste popovertarget=${menu} popovertargetaction="hide" title=${t.pasteMeaning} @click=${paste}>${t.paste}</button>`;
}

/** The ways to open logs, as buttons of the page or of a menu. */
export function openButtons(app: App, menu: Hidden = nothing): TemplateResult {
  const isPrimary = menu === nothing;
  return html`${picker(app, t.openFiles, false, menu, isPrimary)}${picker(app, t.openFolder, true, menu)}${pasteButton(app, menu)}`;
}

/**
 * Below the search box, over the timeline: what is being written moves nothing. While there are completions of it, it is not
 * wrong yet.
 */
function problemBox({ problem, query, offer }: AppState, app: App): TemplateResult | typeof nothing {
  if (!problem || offer) return nothing;
  const { from, to, message } = problem;
  const dismiss = (event: Event) => {
    const toolbar = (event.currentTarget as HTMLElement).closest('.toolbar');
    app.search.dismiss();
    toolbar?.querySelector<HTMLElement>('#query')?.focus();
  };
  return html`<div class="problem" id="query-problem" role="alert">
    <button class="icon" data-dismiss aria-label=${en.problem.dismiss} title=${en.problem.dismiss} @click=${dismiss}>×</button>
    <p>${prose(message)}</p>
    <p class="mono">${query.slice(0, from)}<mark>${query.slice(from, to) || ' '}</mark>${query.slice(to)}</p>
    <p class="quiet">${en.problem.at}</p>
  </div>`;
}

function zoneSwitch({ zone }: AppState, app: App): TemplateResult {
  const choice = (value: 'utc' | 'local', label: string, meaning: string) =>
    html`<button
      aria-pressed=${zone === value}
      title=${meaning}
      data-zone=${value}
      @click=${() => app.prefer({ zone: value })}
    >${label}</button>`;
  return html`<div class="switch" role="group" aria-label=${t.zone}>
    ${choice('utc', t.utc, t.utcMeaning)}${choice('local', t.local, t.localMeaning)}
  </div>`;
}

function themeSelect({ theme }: AppState, app: App): TemplateResult {
  const themes: Theme[] = ['system', 'light', 'dark'];
  const chosen = (event: Event) => app.prefer({ theme: (event.target as HTMLSelectElement).value as Theme });
  return html`<select id="theme" aria-label=${t.theme} title=${t.theme} @change=${chosen}>
    ${themes.map((value) => html`<option value=${value} ?selected=${value === theme}>${t[value]}</option>`)}
  </select>`;
}

export function toolbar(state: AppState, app: App, actions: ViewActions): TemplateResult {
  const open = state.summary !== null;
  return html`<header class="toolbar">
    <h1>${en.name}</h1>
    <span class="promise" title=${en.promiseMeaning}>${en.promise}</span>
    <div class="buttons">
      ${menu(OPEN_MENU, t.open, openButtons(app, OPEN_MENU))}
      ${open ? html`<button title=${t.clearMeaning} id="close-all" @click=${() => app.reading.close()}>${t.clear}</button>` : nothing}
    </div>
    ${queryBox(state, app, actions)} ${savedMenu(state, app, actions)} ${zoneSwitch(state, app)} ${themeSelect(state, app)}
    <button id="palette-button" class="icon" title=${commands.open(keyText('Mod+k'))} aria-label=${commands.label} @click=${() => app.store.set({ paletteOpen: true })}>⌕</button>
    <button id="help-button" class="icon" title=${t.helpMeaning} aria-label=${t.help} @click=${() => app.showHelp()}>?</button>
    ${open || state.parts.length > 0 ? html`<div class="narrowed">${partsBar(state, app)} ${understoodWords(state, app)}</div>` : nothing}
    ${problemBox(state, app)}
  </header>`;
}
