/** `localStorage`, where the page has one. */

/** The part of `localStorage` that the page uses. Every access may throw (sandboxed frames, storage switched off). */
export type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'>;

/** The browser's storage; null where the page has none: in a sandboxed frame, the property itself throws. */
export function browserStorage(): Storage | null {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}
