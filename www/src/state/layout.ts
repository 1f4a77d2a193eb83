/** What fits the size of the viewer, which may be a whole screen, a frame in a wiki, or a page at 200 % zoom. */

import type { AppState, Arrangement, ReadingPane } from './state.js';

/** Below this height in pixels, the list alone needs what the timeline or a conversation below it would take. */
const TALL = 560;
/** Pixels of width for a list and a conversation next to each other: of a wide screen, or of a low and wide frame. */
const WIDE = 2000;
const WIDE_AND_LOW = 1000;
/** Pixels of width below which a conversation is not to the right of the list, even if the user wants it there. */
const ROOM_AT_RIGHT = 900;
const NARROW = 480;
/** From this width on the facets leave enough of the list. */
const ROOM_FOR_FACETS = 1500;

function isTall(height: number): boolean {
  return height >= TALL;
}

/** Whether there is room for the timeline. */
export function isRoomy(width: number, height: number): boolean {
  return width >= NARROW && isTall(height);
}

/** Whether there is more room beside the list than below it. */
function isMoreWide(width: number, height: number): boolean {
  return width >= WIDE || (width >= WIDE_AND_LOW && !isTall(height));
}

export function arrangementOf(width: number, height: number, pane: ReadingPane): Arrangement {
  if (pane === 'right' ? width >= ROOM_AT_RIGHT : pane === 'auto' && isMoreWide(width, height)) return 'beside';
  return width < NARROW || !isTall(height) ? 'single' : 'stacked';
}

/** Whether two sessions are shown side by side. */
export function isComparing({ panel, comparison }: AppState): boolean {
  return panel === 'sessions' && comparison !== null;
}

/** Whether something is open in the current tab that is closed before the tab is left: a session, a row, the verdict … */
export function isReading(state: AppState): boolean {
  const { panel, detail, tableDetail, messages, overview } = state;
  if (panel === 'overview') return overview.verdictShown;
  if (panel === 'messages') return messages.way !== null || messages.delaysShown;
  return panel === 'tables' ? tableDetail !== null : panel === 'sessions' && (detail !== null || isComparing(state));
}

/** The arrangement of list and conversation: as the user chose, or what fits. */
export function shownArrangement({ arrangement, maximised }: AppState): Arrangement {
  return maximised ? 'single' : arrangement;
}

export function isTimelineShown({ timelineShown, roomy }: AppState): boolean {
  return timelineShown ?? roomy;
}

/** Whether there is room for the facets beside the list. */
export function isWide(width: number, height: number): boolean {
  return width >= ROOM_FOR_FACETS && isTall(height);
}

/** Whether facets have no room beside the list, and lie over it: in the style sheet of facets too. */
export function isNarrow(width: number): boolean {
  return width <= ROOM_AT_RIGHT;
}

export function isFacetsShown({ facetsShown, wide }: AppState): boolean {
  return facetsShown ?? wide;
}

/** Whether facets hide a part of the list. */
export function isUnderFacets(state: AppState): boolean {
  return state.narrow && state.panel === 'sessions' && !isComparing(state) && isFacetsShown(state);
}
