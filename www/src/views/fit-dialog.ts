/** The question in which order to read files that are more than the memory holds. */

import { nothing, type TemplateResult } from 'lit';
import type { App } from '../actions/app.js';
import type { Order } from '../actions/fitting.js';
import { en } from '../locale/en.js';
import type { AppState } from '../state/state.js';
import { html } from './html.js';

const t = en.fitting;

/** The viewer opens the dialog as a modal one. Escape opens nothing. */
export function fitDialog({ fitting }: AppState, app: App): TemplateResult {
  const answers = (order: Order) => () => app.reading.fitting.answer(order);
  // It may be open again by now, with another question.
  const closed = (event: Event) => (event.target as HTMLDialogElement).open || app.reading.fitting.answer('none');
  return html`<dialog id="fitting" class="question" aria-labelledby="fitting-title" aria-describedby="fitting-text" @close=${closed}>
    <h2 id="fitting-title">${t.title}</h2>
    <p id="fitting-text">${fitting ? t.text(fitting) : nothing} ${t.order}</p>
    <p class="buttons">
      <button class="primary" data-order="newest" @click=${answers('newest')}>${t.newest}</button>
      <button data-order="byName" @click=${answers('byName')}>${t.byName}</button>
      <button data-order="none" @click=${answers('none')}>${t.none}</button>
    </p>
  </dialog>`;
}
