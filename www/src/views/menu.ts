/** What a menu does when it is left; a menu is a `details` element. */

/** A menu closes when the keyboard or the pointer goes elsewhere. */
export function leaveMenu(event: FocusEvent): void {
  const menu = event.currentTarget as HTMLElement;
  if (!(event.relatedTarget instanceof Node) || !menu.contains(event.relatedTarget)) menu.removeAttribute('open');
}

export function menuKey(event: KeyboardEvent): void {
  const menu = event.currentTarget as HTMLDetailsElement;
  if (event.key !== 'Escape' || !menu.open) return;
  event.stopPropagation();
  menu.open = false;
  menu.querySelector('summary')?.focus();
}
