/** The switch that hides noise: always with its number, and beside it the reasons, each of which leads to its sessions. */

import { nothing, type TemplateResult } from 'lit';
import type { App } from '../actions/app.js';
import { hiddenNoise, kindsOfNoise, noiseCount } from '../display/noise.js';
import { noise as t } from '../locale/noise.js';
import type { AppState } from '../state/state.js';
import { html } from './html.js';
import { menu } from './menu.js';

function reasons(state: AppState, app: App): TemplateResult {
  const kinds = kindsOfNoise(state);
  const item = (kind: Parameters<App['noises']['find']>[0], words: string, count: number, meaning: string) =>
    html`<button
      data-noise=${kind}
      popovertarget="noise-reasons"
      popovertargetaction="hide"
      title=${meaning || nothing}
      @click=${() => void app.noises.find(kind)}
    >${t.reason(words, count)}</button>`;
  const all = kinds.length > 1 ? item('*', t.all, noiseCount(state), '') : nothing;
  const content = [kinds.map(([kind, count]) => item(kind, t.words[kind], count, t.meanings[kind])), all];
  return menu('noise-reasons', '', content, t.reasons);
}

/** Its place, so that what is around it stays where it is. */
const NO_NOISE = html`<span class="noise no-noise"><button class="small" disabled>${t.hide(0)}</button><button class="menu-button" disabled></button></span>`;

/** Not seen where there is no noise to hide. */
export function noiseSwitch(state: AppState, app: App): TemplateResult | typeof nothing {
  const { noiseHidden, asksNoise } = state;
  const count = noiseCount(state);
  if (!state.summary) return nothing;
  if (count === 0 && !noiseHidden) return NO_NOISE;
  const meaning = noiseHidden ? (asksNoise ? t.askedMeaning : t.hiddenMeaning) : t.shownMeaning;
  return html`<span class="noise">
    <button
      class="small"
      id="noise-toggle"
      aria-pressed=${noiseHidden}
      title=${meaning}
      @click=${() => void app.hideNoise(!noiseHidden)}
    >${t.hide(count)}</button>${count > 0 ? reasons(state, app) : nothing}
  </span>`;
}

/** What an empty list says if there is something that is only hidden. */
export function onlyHidden(state: AppState, app: App): TemplateResult | typeof nothing {
  const hidden = hiddenNoise(state);
  if (hidden === 0) return nothing;
  return html`<p>${t.allHidden(hidden)} <button class="small" id="show-noise" @click=${() => void app.hideNoise(false)}>${t.show}</button></p>`;
}
