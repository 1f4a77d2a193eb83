/** The delays of messages by hop, in words and as rows. */

import type { DelayReport, HopDelay } from '../contract.js';
import { en } from '../locale/en.js';
import { messages } from '../locale/messages.js';
import type { Cell } from './csv.js';

const t = messages.delays;

/** A hop by its servers, and what it ended with. */
export function hopName({ from, to, end, between }: HopDelay): string {
  return between ? `${from} → ${to}: ${t.ends[end]}` : `${from}: ${t.ends[end]}`;
}

/** The columns for a spreadsheet. */
export const DELAY_HEADINGS: readonly string[] = t.columns.map((name, column) =>
  column < 2 ? name : en.summary.inMilliseconds(name),
);

/** The rows for a spreadsheet, in milliseconds. */
export function delayRows({ hops }: DelayReport): Cell[][] {
  return hops.map((hop) => [hopName(hop), hop.count, hop.medianMs, hop.highMs, hop.largestMs]);
}
