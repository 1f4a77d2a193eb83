/** `localStorage`, where the page has one. */

/** The part of `localStorage` that the page uses. Every access may throw (sandboxed frames, storage switched off). */
export type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'>;

/** Calls `heard` when another tab has stored something under the key. Returns a function that ends this. */
export function onStored(key: string, heard: () => void): () => void {
  const onEvent = (event: StorageEvent) => {
    if (event.key === key || event.key === null) heard();
  };
  globalThis.addEventListener?.('storage', onEvent);
  return () => globalThis.removeEventListener?.('storage', onEvent);
}

/** The browser's storage; null where the page has none: in a sandboxed frame, the property itself throws. */
export function browserStorage(): Storage | null {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}
