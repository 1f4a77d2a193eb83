/** The page before any log is open. */

import type { TemplateResult } from 'lit';
import type { App } from '../actions/app.js';
import { en } from '../locale/en.js';
import { html } from './html.js';
import { openButtons } from './toolbar.js';

const t = en.start;

export function startView(app: App): TemplateResult {
  return html`<section class="start">
    <h2>${t.title}</h2>
    <p>${t.sentence}</p>
    <div class="drop-zone">
      <p class="drop-text">${t.drop}</p>
      <p class="quiet">${t.or}</p>
      <div class="buttons">${openButtons(app)}</div>
      <p class="quiet">${t.paste}</p>
      <button class="link" id="sample" @click=${() => app.reading.showSample()}>${t.sample}</button>
    </div>
    <div class="where">
      <p class="quiet">${t.where}</p>
      <ul>
        ${t.paths.map((path) => html`<li class="mono">${path}</li>`)}
      </ul>
    </div>
  </section>`;
}
