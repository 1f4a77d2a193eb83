/** The dialog of the user's own names of addresses. */

import { nothing, type TemplateResult } from 'lit';
import type { App } from '../actions/app.js';
import { readOwnNames } from '../display/own-names.js';
import { en } from '../locale/en.js';
import type { AppState } from '../state/state.js';
import { onClick, onEnter } from './form.js';
import { html } from './html.js';

const t = en.ownNames;

/** The viewer opens the dialog as a modal one. */
export function namesDialog({ ownNames, ownNamesKept }: AppState, { naming }: App): TemplateResult {
  const { count, leftOut, leftOutCount } = readOwnNames(ownNames);
  const use = (form: HTMLFormElement) => naming.use((form.elements.namedItem('names') as HTMLTextAreaElement).value);
  return html`<dialog id="own-names" class="question" aria-labelledby="own-names-title" @close=${() => naming.close()}>
    <h2 id="own-names-title">${t.title}</h2>
    <p>${t.about}</p>
    <form @keydown=${onEnter(use)}>
      <textarea name="names" class="mono" rows="8" spellcheck="false" aria-label=${t.text} placeholder=${t.example} .value=${ownNames}></textarea>
      <p id="own-names-known" role="status">${t.known(count)} ${leftOutCount > 0 ? t.leftOut(leftOutCount, leftOut) : nothing}</p>
      <label><input type="checkbox" .checked=${ownNamesKept} @change=${(event: Event) => naming.keep((event.target as HTMLInputElement).checked)} /> ${t.keep}</label>
      <p class="buttons">
        <button type="button" class="primary" id="own-names-use" @click=${onClick(use)}>${t.use}</button>
        <button type="button" id="own-names-file" @click=${() => void naming.pick()}>${t.pick}</button>
        <button type="button" @click=${() => naming.close()}>${t.close}</button>
      </p>
    </form>
  </dialog>`;
}
