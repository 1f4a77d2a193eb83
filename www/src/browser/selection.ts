/** What the user has selected, also in a shadow tree. */

/** Selections in a shadow tree are found at its root in Chromium, and at the document elsewhere. */
interface RootWithSelection {
  getSelection?(): Selection | null;
}

function selectionAt(element: Element): Selection | null {
  const root = (element.shadowRoot ?? element.getRootNode()) as RootWithSelection;
  return root.getSelection?.() ?? document.getSelection();
}

/** The selected text, if it is in one line; empty for none. */
export function selectedText(element: Element): string {
  const text = selectionAt(element)?.toString().trim() ?? '';
  return text.includes('\n') ? '' : text;
}

/** The descendants that match and of which at least a part is selected. */
export function selectedElements(ancestor: Element, selector: string): Element[] {
  const selection = selectionAt(ancestor);
  if (!selection || selection.isCollapsed) return [];
  return [...ancestor.querySelectorAll(selector)].filter((element) => selection.containsNode(element, true));
}
