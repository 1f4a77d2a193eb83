/** The head of what is printed, and the table that the page itself shows only a part of. Not visible on screen. */

import { nothing, type TemplateResult } from 'lit';
import type { Zone } from '../format/time.js';
import { html } from './html.js';
import { paperTimeline } from './paper-timeline.js';
import type { Sheet } from './sheet.js';

function table({ columns, rows }: NonNullable<Sheet['table']>): TemplateResult {
  return html`<table class="plain">
    <thead><tr>${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${row.map((text) => html`<td>${text}</td>`)}</tr>`)}</tbody>
  </table>`;
}

export function printSheet(sheet: Sheet | null, zone: Zone): TemplateResult | typeof nothing {
  if (!sheet) return nothing;
  return html`<section class="sheet" id="sheet">
    <h1>${sheet.title}</h1>
    <dl>${sheet.facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
    ${sheet.note ? html`<p class="flag">${sheet.note}</p>` : nothing} ${sheet.timeline ? paperTimeline(sheet.timeline, zone) : nothing}
    ${sheet.table ? table(sheet.table) : nothing}
  </section>`;
}
