/** A button with a menu: a popover, which the browser closes on Escape and on a click elsewhere, and we when focus leaves it. */

import { nothing, type TemplateResult } from 'lit';
import { html } from './html.js';
import { moveInMenu } from './menu-keys.js';

/**
 * A popover is drawn on top of the page, outside of its layout, so it is placed below its button when it opens. When it
 * closes, focus returns to the button: Chromium (seen in 156) does not do that inside a shadow root.
 */
function toggled({ currentTarget, newState }: ToggleEvent): void {
  const menu = currentTarget as HTMLElement;
  const button = menu.previousElementSibling as HTMLElement;
  if (newState === 'open') {
    const { bottom, left, right } = button.getBoundingClientRect();
    const { clientWidth } = document.documentElement;
    const isAtLeft = left + right < clientWidth;
    menu.style.top = `${bottom + 4}px`;
    menu.style.left = isAtLeft ? `${left}px` : 'auto';
    menu.style.right = isAtLeft ? 'auto' : `${clientWidth - right}px`;
    // As far as the edge of the window.
    menu.style.maxWidth = `${(isAtLeft ? clientWidth - left : right) - 8}px`;
    menu.style.maxHeight = `calc(100vh - ${bottom + 12}px)`;
  } else if (menu.matches(':focus-within')) {
    button.focus();
  }
}

/**
 * Closes the menu when the keyboard moves on to something else than the menu and its button, where a popover would stay
 * open. Clicks elsewhere are left to the browser.
 */
function left({ currentTarget, relatedTarget }: FocusEvent): void {
  const parts = currentTarget as HTMLElement;
  const menu = parts.querySelector<HTMLElement>(':scope > :popover-open');
  if (relatedTarget instanceof Node && !parts.contains(relatedTarget)) menu?.hidePopover();
}

/** Whether an element uses a key itself: a choice its arrows, a field for text the ends of its text. */
function usesKey({ localName, type }: HTMLInputElement, key: string): boolean {
  const isText = localName === 'input' && type !== 'checkbox';
  return localName === 'select' || (isText && (key === 'Home' || key === 'End'));
}

/** The arrow keys open the menu, and move within it. Choices in it are reached by Tab. */
function moved(event: KeyboardEvent): void {
  const [button, menu] = (event.currentTarget as HTMLElement).children as unknown as [HTMLElement, HTMLElement];
  const isArrow = event.key === 'ArrowDown' || event.key === 'ArrowUp';
  if (usesKey(event.target as HTMLInputElement, event.key)) return;
  if (isArrow && !menu.matches(':popover-open')) button.click();
  if (!menu.matches(':popover-open')) return;
  moveInMenu(event, [...menu.querySelectorAll<HTMLElement>('button:enabled, input:enabled:not([type=file])')]);
}

/** `name` is for a button without a label. */
export function menu(id: string, label: string, content: unknown, name?: string): TemplateResult {
  return html`<span class="menu-parts" @focusout=${left} @keydown=${moved}>
    <button class="menu-button" popovertarget=${id} aria-label=${name ?? nothing} title=${name ?? nothing}>${label}</button>
    <div class="menu" id=${id} popover @beforetoggle=${toggled}>${content}</div>
  </span>`;
}
