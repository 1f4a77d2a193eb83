/** A value that a key reaches and a click opens the menu of; its text can be selected as any other. */

import type { TemplateResult } from 'lit';
import { selectedText } from '../browser/selection.js';
import type { ShownValue } from '../display/values.js';
import { html } from './html.js';

/** As the keyboard's own way to the menu, so that it is decided in one place what opens. */
function ask(event: Event): void {
  const target = event.currentTarget as HTMLElement;
  const { left, bottom } = target.getBoundingClientRect();
  const place = { clientX: left, clientY: bottom };
  target.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, composed: true, cancelable: true, ...place }));
}

/** A click that ends a selection of text asks for nothing. */
function onClick(event: Event): void {
  if (selectedText(event.currentTarget as Element) === '') ask(event);
}

function onKey(event: KeyboardEvent): void {
  if (event.key !== 'Enter' && event.key !== ' ') return;
  event.preventDefault();
  ask(event);
}

export function carrier(values: readonly ShownValue[], content: unknown): TemplateResult {
  if (values.length === 0) return html`${content}`;
  return html`<span
    class="value"
    role="button"
    tabindex="0"
    aria-haspopup="menu"
    .carried=${values}
    @click=${onClick}
    @keydown=${onKey}
  >${content}</span>`;
}
