/** The delays of all messages, hop by hop; the slowest message of each hop is one click away. */

import type { TemplateResult } from 'lit';
import type { DelayReport, HopDelay } from '../contract.js';
import { formatDuration } from '../format/duration.js';
import { formatCount } from '../format/number.js';
import { messages } from '../locale/messages.js';
import { html } from './html.js';

const t = messages.delays;

/** A hop by its servers, and what it ended with. */
export function hopName({ from, to, end, between }: HopDelay): string {
  return between ? `${from} → ${to}: ${t.ends[end]}` : `${from}: ${t.ends[end]}`;
}

function row(hop: HopDelay, follow: (key: string) => void): TemplateResult {
  return html`<tr>
    <td>${hopName(hop)}${hop.between ? html` <span class="quiet">${t.between}</span>` : ''}</td>
    <td class="number">${formatCount(hop.count)}</td>
    <td class="number">${formatDuration(hop.medianMs)}</td>
    <td class="number">${formatDuration(hop.highMs)}</td>
    <td class="number"><button class="link" title=${t.slowest} @click=${() => follow(hop.slowest)}>${formatDuration(hop.largestMs)}</button></td>
  </tr>`;
}

export function delaysView({ hops, more }: DelayReport, follow: (key: string) => void): TemplateResult {
  if (hops.length === 0) return html`<p class="quiet" id="delays">${t.none}</p>`;
  return html`<div class="wide-table" id="delays" tabindex="0" role="region" aria-label=${t.label}><table class="steps">
      <caption>${t.label}</caption>
      <thead><tr>${t.columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${hops.map((hop) => row(hop, follow))}</tbody>
    </table></div>
    <p class="quiet">${t.advice}${more > 0 ? ` ${t.more(more)}` : ''}</p>`;
}
