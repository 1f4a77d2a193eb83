/**
 * Holds a lock for as long as this worker lives, so that the page notices at once when it has ended: browsers report that
 * in no other way. Where there are no locks (pages of http, or without an origin), the page has only its clock.
 */
export function holdLock(held: (name: string) => void): void {
  const name = `exchange-log-viewer ${Math.random()}`;
  const forever = new Promise<never>(() => undefined);
  const hold = () => {
    held(name);
    return forever;
  };
  void navigator.locks?.request(name, hold).catch(() => undefined);
}
