/** Locks of the browser (Web Locks), which end with the thread that holds them. */

/** Calls back once nobody holds the lock, unless the signal comes first. */
export function whenReleased(name: string, signal: AbortSignal, released: () => void): void {
  // Rejects with the signal's reason.
  void navigator.locks.request(name, { signal }, released).catch(() => undefined);
}
