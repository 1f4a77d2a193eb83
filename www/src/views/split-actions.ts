/** Moving the line between list and conversation. */

import type { App } from '../actions/app.js';

export interface SplitActions {
  splitStart(event: PointerEvent): void;
  splitMove(event: PointerEvent): void;
  splitKey(event: KeyboardEvent): void;
}

const SPLIT_STEP = 0.05;

/** A share that leaves some of both sides visible. */
export function clampSplit(share: number): number {
  return Math.min(0.85, Math.max(0.15, share));
}

/** The share of the panel above the pointer, or to the left of it if list and conversation are side by side. */
function shareAt(event: PointerEvent, beside: boolean): number {
  const panel = (event.currentTarget as HTMLElement).parentElement;
  const box = panel?.getBoundingClientRect();
  if (!box) return 0.5;
  return beside
    ? (event.clientX - box.left) / Math.max(1, box.width)
    : (event.clientY - box.top) / Math.max(1, box.height);
}

/** The direction in which a key moves the splitter: up and left make the list smaller. */
const SPLIT_KEYS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 };

export function splitActions(app: App): SplitActions {
  const splitAt = (share: number) => app.prefer({ split: clampSplit(share) });
  return {
    splitStart: (event) => (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId),
    splitMove: (event) => {
      const held = (event.currentTarget as HTMLElement).hasPointerCapture(event.pointerId);
      if (held) splitAt(shareAt(event, app.store.state.arrangement === 'beside'));
    },
    splitKey: (event) => {
      const direction = SPLIT_KEYS[event.key];
      if (direction === undefined) return;
      event.preventDefault();
      splitAt(app.store.state.split + direction * SPLIT_STEP);
    },
  };
}
