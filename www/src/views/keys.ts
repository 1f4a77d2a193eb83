/** Keyboard shortcuts, which apply unless a field uses the key itself; the same holds for pasted text. */

import type { AppState } from '../state/state.js';

export type KeyAction =
  | 'search'
  | 'help'
  | 'zone'
  | 'match'
  | 'matchBefore'
  | 'next'
  | 'previous'
  | 'back'
  | 'close'
  | 'maximise'
  | 'mark'
  | 'compare'
  | 'timeline'
  | 'facets'
  | 'print'
  | 'cancelExport';

const ACTIONS: Readonly<Record<string, KeyAction>> = {
  '/': 'search',
  '?': 'help',
  u: 'zone',
  n: 'match',
  N: 'matchBefore',
  j: 'next',
  k: 'previous',
  Backspace: 'back',
  Escape: 'close',
  m: 'mark',
  '=': 'compare',
  z: 'maximise',
  t: 'timeline',
  f: 'facets',
};

const FIELDS = new Set(['INPUT', 'TEXTAREA', 'SELECT']);

function isField(target: EventTarget | undefined): boolean {
  return target instanceof HTMLElement && (FIELDS.has(target.tagName) || target.isContentEditable);
}

/** Keys and pasted text are for the viewer inside it and when nothing has the focus, but never in a field for text. */
export function isForViewer(event: Event, viewer: HTMLElement): boolean {
  const path = event.composedPath();
  return !isField(path[0]) && (path.includes(viewer) || event.target === document.body);
}

/** Whether a session or a row is open in the current tab. */
function isReading({ panel, detail, tableDetail }: AppState): boolean {
  return panel === 'tables' ? tableDetail !== null : panel === 'sessions' && detail !== null;
}

/** Whether two sessions are shown side by side. */
function isComparing({ panel, comparison }: AppState): boolean {
  return panel === 'sessions' && comparison !== null;
}

/** Keys for the list or the open session, which two sessions side by side take the place of. */
const NOT_COMPARING: readonly (KeyAction | undefined)[] = ['next', 'previous', 'maximise', 'mark', 'compare', 'facets'];

/** Whether there are steps to go back. */
function hasSteps({ steps }: AppState): boolean {
  return steps.places.has(steps.now - 1);
}

/** The browser's own key for printing, which would print only what is loaded. It applies in fields as well. */
function isPrintKey(event: KeyboardEvent, viewer: HTMLElement): boolean {
  const control = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  return control && event.key === 'p' && (event.composedPath().includes(viewer) || event.target === document.body);
}

/** The action of a key; null if the key is not a shortcut here. */
export function keyAction(event: KeyboardEvent, viewer: HTMLElement, state: AppState): KeyAction | null {
  if (isPrintKey(event, viewer)) return state.summary ? 'print' : null;
  if (event.ctrlKey || event.altKey || event.metaKey || state.helpOpen || state.closing || state.ownNamesOpen)
    return null;
  const action = isForViewer(event, viewer) ? ACTIONS[event.key] : undefined;
  if (NOT_COMPARING.includes(action) && isComparing(state)) return null;
  if ((action === 'match' || action === 'matchBefore') && !state.detail && !isComparing(state)) return null;
  if ((action === 'mark' || action === 'compare') && (state.panel !== 'sessions' || !state.summary)) return null;
  if (action === 'maximise' && (!state.detail || state.panel !== 'sessions')) return null;
  if ((action === 'timeline' || action === 'facets') && !state.summary) return null;
  // Escape closes an open menu first, which the browser does.
  if (action === 'close' && viewer.shadowRoot?.querySelector(':popover-open')) return null;
  // A conversation that is open stays so until the next time.
  if (action === 'close' && state.exporting) return 'cancelExport';
  if ((action === 'next' || action === 'previous') && !isReading(state)) return null;
  // With nothing to close, it is a step back.
  if (action === 'close' && !isReading(state) && !isComparing(state)) return hasSteps(state) ? 'back' : null;
  if (action === 'back' && !hasSteps(state)) return null;
  return action ?? null;
}
