/** The drag of a column heading to another place. A finger scrolls the table instead. */

/** Pixels that the pointer may move in a click. */
const CLICK = 6;

export interface HeadingDrag {
  /** The column would be put before the one at this place, beyond the last at the end; -1 for nowhere. */
  show(place: number): void;
  /** It was let go there. */
  drop(place: number): void;
}

/** The place of the heading that the pointer is before; beyond the last one at the end. */
function placeAt(headings: readonly HTMLElement[], clientX: number): number {
  const next = headings.find((heading) => {
    const { left, width } = heading.getBoundingClientRect();
    return clientX < left + width / 2;
  });
  return Number((next ?? headings.at(-1))?.dataset.x) + (next ? 0 : 1);
}

export function dragHeading(event: PointerEvent, { show, drop }: HeadingDrag): void {
  const heading = event.currentTarget as HTMLElement;
  if (event.button !== 0 || event.pointerType === 'touch') return;
  const start = event.clientX;
  let place = -1;
  const end = (dropped: number) => {
    window.removeEventListener('pointermove', move);
    window.removeEventListener('pointerup', up);
    window.removeEventListener('pointercancel', cancel);
    window.removeEventListener('keydown', key, true);
    if (place >= 0) show(-1);
    if (dropped >= 0) drop(dropped);
  };
  const move = ({ clientX }: PointerEvent) => {
    if (place < 0 && Math.abs(clientX - start) < CLICK) return;
    place = placeAt([...(heading.parentElement?.querySelectorAll<HTMLElement>('th') ?? [])], clientX);
    show(place);
  };
  const up = () => end(place);
  const cancel = () => end(-1);
  const key = (pressed: KeyboardEvent) => {
    if (pressed.key !== 'Escape' || place < 0) return;
    pressed.preventDefault();
    pressed.stopPropagation();
    cancel();
  };
  window.addEventListener('pointermove', move);
  window.addEventListener('pointerup', up);
  window.addEventListener('pointercancel', cancel);
  window.addEventListener('keydown', key, true);
}
