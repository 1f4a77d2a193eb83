/** The help page: the query language as its parser describes it, examples to click, and the keys. */

import { html, type TemplateResult } from 'lit';
import { en } from '../locale/en.js';
import type { QueryHelp } from '../worker/log-engine.js';
import type { App } from './app.js';
import type { AppState } from './state.js';

const t = en.help;

function useButton(query: string, app: App): TemplateResult {
  const use = () => {
    app.store.set({ helpOpen: false, panel: 'sessions' });
    void app.search.set(query);
  };
  return html`<button class="link mono" aria-label=${t.use(query)} @click=${use}>${query}</button>`;
}

function examples({ examples }: QueryHelp, app: App): TemplateResult {
  return html`<h3>${t.examples}</h3>
    <dl class="examples">
      ${examples.map(({ question, query }) => html`<div><dt>${question}</dt><dd>${useButton(query, app)}</dd></div>`)}
    </dl>`;
}

function fields({ fields }: QueryHelp, app: App): TemplateResult {
  return html`<h3>${t.fields}</h3>
    <table class="plain">
      <thead>
        <tr>${[t.field, t.meaning, t.example].map((name) => html`<th scope="col">${name}</th>`)}</tr>
      </thead>
      <tbody>
        ${fields.map(
          ({ name, help, example }) => html`<tr>
            <th scope="row" class="mono">${name}</th>
            <td>${help}</td>
            <td>${useButton(example, app)}</td>
          </tr>`,
        )}
      </tbody>
    </table>`;
}

function keys(): TemplateResult {
  return html`<h3>${t.keys}</h3>
    <dl class="keys">
      ${t.keyTable.map(([key, meaning]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${meaning}</dd></div>`)}
    </dl>`;
}

/** The dialog element; the viewer opens and closes it, as a modal dialog keeps the keyboard inside. */
export function helpDialog({ help }: AppState, app: App): TemplateResult {
  const close = () => app.store.set({ helpOpen: false });
  return html`<dialog id="help" aria-labelledby="help-title" @close=${close}>
    <header>
      <h2 id="help-title">${t.title}</h2>
      <button class="small" @click=${close}>${t.close}</button>
    </header>
    <div class="dialog-body" tabindex="0" role="region" aria-label=${t.title}>
      <h3>${t.query}</h3>
      <p>${t.intro}</p>
      ${help ? html`${examples(help, app)}${fields(help, app)}` : html`<p class="quiet">${t.waiting}</p>`} ${keys()}
    </div>
  </dialog>`;
}
