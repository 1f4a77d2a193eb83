/**
 * The help page: the query language as the engine describes it, examples to click, keyboard shortcuts, and which build
 * this is.
 */

import { nothing, type TemplateResult } from 'lit';
import type { App } from '../actions/app.js';
import type { QueryExample, QueryField, QueryHelp } from '../contract.js';
import { commandGroups, commandNames, letterKeys } from '../locale/commands.js';
import { en } from '../locale/en.js';
import type { AppState } from '../state/state.js';
import { COMMANDS, type Command } from './commands.js';
import { html } from './html.js';
import { keyTexts } from './keys.js';
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

/** The keys of commands by what they are for. Two commands may have the same key: which is meant depends on what is open. */
function commandKeys(): TemplateResult[] {
  const groups = Object.entries(commandGroups).map(([group, heading]) => {
    const commands = COMMANDS.filter((one) => one.group === group && one.keys.length > 0);
    return [heading, commands] as const;
  });
  const line = (command: Command) => html`<div>
    <dt>${keyTexts(command).map((key) => html`<kbd>${key}</kbd> `)}</dt>
    <dd>${commandNames[command.id]}</dd>
  </div>`;
  return groups
    .filter(([, commands]) => commands.length > 0)
    .map(([heading, commands]) => html`<h4>${heading}</h4><dl class="keys">${commands.map(line)}</dl>`);
}

function letterKeysOption({ letterKeys: on }: AppState, app: App): TemplateResult {
  const ticked = (event: Event) => app.useLetterKeys((event.target as HTMLInputElement).checked);
  return html`<p>
    <label class="inline"><input id="letter-keys" type="checkbox" aria-describedby="letter-keys-meaning" .checked=${on} @change=${ticked} /> ${letterKeys.option}</label>
    <span class="quiet" id="letter-keys-meaning">${letterKeys.meaning}</span>
  </p>`;
}

function keys(state: AppState, app: App): TemplateResult {
  return html`<h3 id="help-keys">${t.keys}</h3>
    ${letterKeysOption(state, app)} ${commandKeys()}
    <h4>${t.keysInside}</h4>
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
export function helpDialog(state: AppState, app: App, { use }: ViewActions): TemplateResult {
  const { help, licences } = state;
  const close = () => app.store.set({ helpOpen: false });
  return html`<dialog id="help" aria-labelledby="help-title" @close=${close}>
    <div class="dialog-head">
      <h2 id="help-title">${t.title}</h2>
      <button class="small" @click=${close}>${t.close}</button>
    </div>
    <div class="dialog-body" tabindex="0" role="region" aria-label=${t.title}>
      <h3>${t.query}</h3>
      ${t.intro.map((paragraph) => html`<p>${prose(paragraph)}</p>`)}
      ${help ? html`${examples(help, use)}${fields(help, use)}` : html`<p class="quiet">${t.waiting}</p>`} ${keys(state, app)} ${about(licences, app)}
    </div>
  </dialog>`;
}
