/** Locks of the browser (Web Locks), which end with the thread that holds them. */

/** Calls back once nobody holds the lock, unless the signal comes first. */
export function whenReleased(name: string, signal: AbortSignal, released: () => void): void {
  // Rejects with the signal's reason.
  void navigator.locks.request(name, { signal }, released).catch(() => undefined);
}

/**
 * Holds a lock for as long as this worker lives, so that its owner notices at once when it has ended: browsers report
 * that in no other way. Calls back with its name once it is held, and with null where there are no locks (pages of
 * http, or without an origin).
 */
export function holdLock(held: (name: string | null) => void): void {
  const name = `exchange-log-viewer ${Math.random()}`;
  const forever = new Promise<never>(() => undefined);
  const hold = () => {
    held(name);
    return forever;
  };
  if (navigator.locks) void navigator.locks.request(name, hold).catch(() => held(null));
  else held(null);
}
