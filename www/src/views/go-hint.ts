/** The views and their letters, while the second of two keys is waited for. */

import { nothing, type TemplateResult } from 'lit';
import { commandNames, goHint as t } from '../locale/commands.js';
import type { AppState } from '../state/state.js';
import { COMMANDS, GO } from './commands.js';
import { html } from './html.js';

export function goHint({ going }: AppState): TemplateResult {
  const views = COMMANDS.flatMap(({ id, keys }) => {
    const [, letter] = keys[0]?.startsWith(`${GO} `) ? keys[0].split(' ') : [];
    return letter ? [html`<span><kbd>${letter}</kbd> ${commandNames[id]}</span>`] : [];
  });
  return html`<div class=${going ? 'go-hint' : 'for-readers'} role="status" id="go-hint">${
    going ? html`<b>${t.label}</b> ${views} <span class="quiet">${t.cancel}</span>` : nothing
  }</div>`;
}
