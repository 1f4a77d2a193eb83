/** The keys by which the focus moves in every menu: up and down, from the last item to the first, Home and End. */

/** The place among `count` items that a key leads to from the one at `at` (-1 for none); null for other keys. */
export function placeAfter(key: string, at: number, count: number): number | null {
  const places: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: Math.max(at, 0) - 1,
    Home: 0,
    End: count - 1,
  };
  const place = places[key];
  return place === undefined || count === 0 ? null : (place + count) % count;
}

/** Moves the focus among the items, if the key does that. */
export function moveInMenu(event: KeyboardEvent, items: readonly HTMLElement[]): void {
  const at = items.findIndex((item) => item.matches(':focus'));
  const place = placeAfter(event.key, at, items.length);
  if (place === null) return;
  event.preventDefault();
  items[place]?.focus();
}
