/**
 * The parts of the query below the search box. One of its buttons is a tab stop, from which the arrow keys lead to the
 * others. Their row keeps its place and height, so that nothing below it moves while the query changes.
 */

import { nothing, type TemplateResult } from 'lit';
import type { App } from '../actions/app.js';
import { type ShownPart, shownParts } from '../actions/narrowing.js';
import { en } from '../locale/en.js';
import type { AppState } from '../state/state.js';
import { html } from './html.js';
import { toolbarKey } from './toolbar-keys.js';

const t = en.parts;

/** Number of parts drawn; a query may have thousands. */
const SHOWN = 50;

/** Removes a part. The focus goes to what is in its place, or to the search box. */
async function remove(app: App, part: ShownPart, event: Event): Promise<void> {
  const root = (event.currentTarget as HTMLElement).getRootNode() as ShadowRoot;
  const bar = () => root.querySelector<HTMLElement>('#parts');
  const chips = [...(bar()?.querySelectorAll('.part') ?? [])];
  const place = chips.findIndex((chip) => chip.contains(event.currentTarget as Node));
  await app.narrowing.remove(part);
  // The user may have begun to type meanwhile.
  if (root.activeElement?.matches('input, textarea, select')) return;
  const left = [...(bar()?.querySelectorAll<HTMLElement>('.part-text') ?? [])];
  (left[Math.min(place, left.length - 1)] ?? root.querySelector<HTMLElement>('#query'))?.focus();
}

function partKey(app: App, part: ShownPart, event: KeyboardEvent): void {
  if (event.key !== 'Delete' && event.key !== 'Backspace') return;
  event.preventDefault();
  event.stopPropagation();
  void remove(app, part, event);
}

function chip(part: ShownPart, index: number, app: App): TemplateResult {
  const { text, isOn } = part;
  return html`<span class=${isOn ? 'part' : 'part is-off'}>
    <button
      class="part-text mono"
      tabindex=${index === 0 ? 0 : -1}
      aria-pressed=${isOn}
      title=${`${text}\n${isOn ? t.off : t.on}`}
      @click=${() => void app.narrowing.toggle(part)}
      @keydown=${(event: KeyboardEvent) => partKey(app, part, event)}
    >${text}</button><button
      class="part-remove"
      tabindex="-1"
      aria-label=${t.remove(text)}
      title=${t.remove(text)}
      @click=${(event: Event) => void remove(app, part, event)}
      @keydown=${(event: KeyboardEvent) => partKey(app, part, event)}
    >×</button>
  </span>`;
}

/** The wheel scrolls the row, which has no room for a scroll bar. */
function onWheel(event: WheelEvent): void {
  (event.currentTarget as HTMLElement).scrollLeft += event.deltaY;
}

/** The parts; before there are any, how they come about. */
export function partsBar({ parts, shownOff }: AppState, app: App): TemplateResult {
  const shown = shownParts(parts, shownOff);
  if (shown.length === 0) return html`<p class="parts quiet">${t.none}</p>`;
  return html`<div class="parts" id="parts" role="toolbar" aria-label=${t.label} @keydown=${toolbarKey} @wheel=${onWheel}>
    ${shown.slice(0, SHOWN).map((part, index) => chip(part, index, app))}
    ${shown.length > SHOWN ? html`<span class="quiet">${t.more(shown.length - SHOWN)}</span>` : nothing}
  </div>`;
}
