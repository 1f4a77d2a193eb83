/** The same web request in other logs, each row one click away, with how the request ended there. */

import { nothing, type TemplateResult } from 'lit';
import type { RequestRow, SameRequest } from '../contract.js';
import { formatDuration } from '../format/duration.js';
import { formatTime, type Zone } from '../format/time.js';
import { en } from '../locale/en.js';
import { html } from './html.js';

const t = en.sameRequest;

/** The mark of an outcome that stands for each severity. */
const OUTCOMES = { none: 'empty', ok: 'accepted', warning: 'rejected', error: 'failed' } as const;

function item(row: RequestRow, zone: Zone, open: (row: RequestRow) => void): TemplateResult {
  const results = row.results.map(({ name, value }) => `${name} ${value}`).join(' · ');
  const name = row.time === null ? row.name : `${row.name}, ${formatTime(row.time, zone)}`;
  const where = [row.server, row.url, row.takenMs === null ? '' : t.taken(formatDuration(row.takenMs))];
  return html`<li>
    <button class="link" data-request-row=${`${row.table}.${row.row}`} title=${t.open} @click=${() => open(row)}>${name}</button>
    ${results ? html`<span class="badge" data-outcome=${OUTCOMES[row.severity]}>${results}</span>` : nothing}
    <span class="quiet">${where.filter(Boolean).join(' · ')}</span>
  </li>`;
}

export function sameRequest(
  { id, rows, more }: SameRequest,
  zone: Zone,
  open: (row: RequestRow) => void,
): TemplateResult {
  return html`<div class="also-in same-request">
    <h3>${rows.length > 0 ? en.alsoIn.title : t.nowhere}</h3>
    <ul>
      ${rows.map((row) => item(row, zone, open))}
    </ul>
    <p class="quiet">${more > 0 ? html`${t.more(more)} · ` : nothing}${t.id} <span class="mono">${id}</span></p>
  </div>`;
}
