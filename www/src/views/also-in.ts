/** Related sessions: the same connection or the same message in other logs, each one click away. */

import { nothing, type TemplateResult } from 'lit';
import type { RelatedSession } from '../contract.js';
import { outcomeWord } from '../display/outcome.js';
import { formatTime, type Zone } from '../format/time.js';
import { en } from '../locale/en.js';
import { html } from './html.js';

const t = en.alsoIn;

/** Number of sessions drawn; a newsletter may have thousands. */
const SHOWN = 20;

/** What can be done with a related session. */
export interface RelatedActions {
  open(session: number): void;
  /** Shows the open session and this one side by side. */
  compare(session: number): void;
}

function item(related: RelatedSession, zone: Zone, actions: RelatedActions): TemplateResult {
  const { session, logTypeName, server, service, remoteEndpoint, start, outcome, relation, id } = related;
  const where = [server, service, remoteEndpoint].filter(Boolean).join(' · ');
  const name = `${logTypeName}, ${formatTime(start, zone)}`;
  return html`<li>
    <button class="link" data-related=${session} title=${t.open} @click=${() => actions.open(session)}>${name}</button>
    <span class="badge" data-outcome=${outcome}>${outcomeWord(outcome, logTypeName)}</span>
    <button class="link" aria-label=${en.comparison.compareWith(name)} title=${en.comparison.compareRelatedMeaning} @click=${() => actions.compare(session)}>${en.comparison.compare}</button>
    ${where ? html`<span class="quiet">${where}</span>` : nothing}
    <span class="quiet">${t.relations[relation]}${id ? html` <span class="mono">${id}</span>` : nothing}</span>
  </li>`;
}

export function alsoIn(
  related: readonly RelatedSession[],
  zone: Zone,
  actions: RelatedActions,
): TemplateResult | typeof nothing {
  if (related.length === 0) return nothing;
  const more = related.length - SHOWN;
  return html`<div class="card also-in">
    <h3>${t.title}</h3>
    <ul>
      ${related.slice(0, SHOWN).map((one) => item(one, zone, actions))}
    </ul>
    ${more > 0 ? html`<p class="quiet">${t.more(more)}</p>` : nothing}
  </div>`;
}
