/** What the user has selected, also in a shadow tree. */

/** Selections in a shadow tree are found at its root in Chromium, and at the document elsewhere. */
interface RootWithSelection {
  getSelection?(): Selection | null;
}

/** The descendants that match and of which at least a part is selected. */
export function selectedElements(ancestor: Element, selector: string): Element[] {
  const selection = (ancestor.getRootNode() as RootWithSelection).getSelection?.() ?? document.getSelection();
  if (!selection || selection.isCollapsed) return [];
  return [...ancestor.querySelectorAll(selector)].filter((element) => selection.containsNode(element, true));
}
