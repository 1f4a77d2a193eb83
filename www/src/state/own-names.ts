/** The user's own names of addresses, kept between visits if the user says so. */

import type { Storage } from '../browser/storage.js';

const KEY = 'exchange-log-viewer.names';

/** What was kept; empty if nothing was. */
export function keptNames(storage: Storage | null): string {
  try {
    return storage?.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

/** Keeps a list, or nothing any more if it is empty. Returns whether the browser did. */
export function keepNames(storage: Storage | null, text: string): boolean {
  try {
    storage?.setItem(KEY, text);
    return storage !== null;
  } catch {
    return false;
  }
}
