/** A button with a menu: a popover, which the browser closes on Escape and on a click elsewhere. */

import { html, type TemplateResult } from 'lit';

/**
 * A popover is drawn on top of the page, outside of its layout, so it is placed below its button when it opens. When it
 * closes, focus returns to the button: Chromium (seen in 156) does not do that inside a shadow root.
 */
function toggled({ currentTarget, newState }: ToggleEvent): void {
  const menu = currentTarget as HTMLElement;
  const button = menu.previousElementSibling as HTMLElement;
  if (newState === 'open') {
    const { bottom, right } = button.getBoundingClientRect();
    menu.style.top = `${bottom + 4}px`;
    menu.style.right = `${document.documentElement.clientWidth - right}px`;
  } else if (menu.matches(':focus-within')) {
    button.focus();
  }
}

export function menu(id: string, label: string, content: unknown): TemplateResult {
  return html`<button class="menu-button" popovertarget=${id}>${label}</button>
    <div class="menu" id=${id} popover @beforetoggle=${toggled}>${content}</div>`;
}
