/**
 * The help page: the query language as the engine describes it, examples to click, keyboard shortcuts, and which build
 * this is.
 */

import { nothing, type TemplateResult } from 'lit';
import type { App } from '../actions/app.js';
import type { QueryExample, QueryField, QueryHelp } from '../contract.js';
import { en } from '../locale/en.js';
import type { AppState } from '../state/state.js';
import { html } from './html.js';
import { prose } from './prose.js';
import type { ViewActions } from './view-actions.js';

const t = en.help;

type Use = (query: string) => void;

function useButton(query: string, use: Use): TemplateResult {
  return html`<button class="link mono" aria-label=${t.use(query)} @click=${() => use(query)}>${query}</button>`;
}

function example({ answer, query }: QueryExample, use: Use): TemplateResult {
  return html`<div>
    <dt>${prose(answer)}</dt>
    <dd>${useButton(query, use)}</dd>
  </div>`;
}

function examples({ questions, examples }: QueryHelp, use: Use): TemplateResult {
  return html`<h3>${t.examples}</h3>
    ${questions.map(
      (heading, index) => html`<h4>${heading}</h4>
        <dl class="examples">
          ${examples.filter(({ question }) => question === index).map((one) => example(one, use))}
        </dl>`,
    )}`;
}

function field({ name, aliases, help, takes, sample, marks }: QueryField, use: Use): TemplateResult {
  return html`<tr>
    <th scope="row" class="mono">${name}</th>
    <td>
      ${prose(help)} ${prose(t.takes(takes))} ${aliases.length > 0 ? t.aliases(aliases) : nothing}
      ${marks ? t.marks : nothing}
    </td>
    <td>${useButton(sample, use)}</td>
  </tr>`;
}

function fields({ fields }: QueryHelp, use: Use): TemplateResult {
  return html`<h3>${t.fields}</h3>
    <table class="plain">
      <thead>
        <tr>
          ${[t.field, t.meaning, t.example].map((name) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${fields.map((one) => field(one, use))}
      </tbody>
    </table>`;
}

function keys(): TemplateResult {
  return html`<h3>${t.keys}</h3>
    <dl class="keys">
      ${t.keyTable.map(([key, meaning]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${meaning}</dd></div>`)}
    </dl>`;
}

function about(licences: AppState['licences'], app: App): TemplateResult {
  // The text is the page's own: a property is shown as it is, whole and with its line breaks.
  return html`<h3>${t.about}</h3>
    <p class="about">${prose(t.version(app.build))}</p>
    <details @toggle=${() => void app.showLicences()}>
      <summary>${t.licences}</summary>
      <pre class="licences" tabindex="0" role="region" aria-label=${t.licences} .textContent=${licences ?? ''}></pre>
    </details>`;
}

/** The dialog element. The viewer opens it as a modal dialog, which keeps the focus inside, and closes it. */
export function helpDialog({ help, licences }: AppState, app: App, { use }: ViewActions): TemplateResult {
  const close = () => app.store.set({ helpOpen: false });
  return html`<dialog id="help" aria-labelledby="help-title" @close=${close}>
    <div class="dialog-head">
      <h2 id="help-title">${t.title}</h2>
      <button class="small" @click=${close}>${t.close}</button>
    </div>
    <div class="dialog-body" tabindex="0" role="region" aria-label=${t.title}>
      <h3>${t.query}</h3>
      ${t.intro.map((paragraph) => html`<p>${prose(paragraph)}</p>`)}
      ${help ? html`${examples(help, use)}${fields(help, use)}` : html`<p class="quiet">${t.waiting}</p>`} ${keys()} ${about(licences, app)}
    </div>
  </dialog>`;
}
