/** What the user corrected about a file, as those who read it need it. */

import type { Corrections, LogType } from '../contract.js';

/** How a file is to be read; an empty `readAs` detects the log type. */
export function readingOf(corrections: Corrections, path: string): { readAs: LogType | ''; offsetMinutes: number } {
  const { readAs = '', offsetMinutes = 0 } = corrections.get(path) ?? {};
  return { readAs, offsetMinutes };
}

/** Whether a file is left out. */
export function isRemoved(corrections: Corrections, path: string): boolean {
  return corrections.get(path)?.removed === true;
}
