/** The question whether to close all logs. */

import type { TemplateResult } from 'lit';
import type { App } from '../actions/app.js';
import { en } from '../locale/en.js';
import type { AppState } from '../state/state.js';
import { html } from './html.js';

const t = en.closing;

/** The viewer opens the dialog as a modal one. Escape keeps the logs open, as does Enter, on the first button. */
export function closeDialog({ summary }: AppState, app: App): TemplateResult {
  const keep = () => app.store.set({ closing: false });
  return html`<dialog id="closing" class="question" aria-labelledby="closing-title" aria-describedby="closing-text" @close=${keep}>
    <h2 id="closing-title">${t.title(summary?.files ?? 0)}</h2>
    <p id="closing-text">${t.text}</p>
    <p class="buttons">
      <button class="primary" @click=${keep}>${t.keep}</button>
      <button id="close-now" @click=${() => void app.reading.closeNow()}>${t.close}</button>
    </p>
  </dialog>`;
}
