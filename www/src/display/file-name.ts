/** Names of saved files: what they hold, of which server if it is one, and of which days. */

import type { TableWindow } from '../contract.js';
import { formatDay, isTime, type Zone } from '../format/time.js';

/** What a file holds; times are null if unknown. */
export interface Contents {
  name: string;
  /** Empty if there are several. */
  server: string;
  start: number | null;
  end: number | null;
}

/** The times between which the first and the last row of a log lie. */
export function periodOfRows(...windows: readonly TableWindow[]): Pick<Contents, 'start' | 'end'> {
  const times = windows.flatMap((window) => window.times.flat()).filter(isTime);
  if (times.length === 0) return { start: null, end: null };
  return { start: times.reduce((a, b) => Math.min(a, b)), end: times.reduce((a, b) => Math.max(a, b)) };
}

/** `exchange-sessions_EX01_2026-03-01_2026-03-02.csv`; days are those of the zone. */
export function fileName({ name, server, start, end }: Contents, ending: string, zone: Zone): string {
  // Only what every disk takes, and no path.
  const host = server.replace(/[^\p{L}\p{N}-]+/gu, '-').slice(0, 64);
  const days = new Set([formatDay(start, zone), formatDay(end, zone)]);
  const parts = [name, host, ...days].filter((part) => part !== '');
  return `${parts.join('_')}.${ending}`;
}
