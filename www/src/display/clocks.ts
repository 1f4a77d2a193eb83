/** Times of several servers as if they were logged by one clock, by the offsets that pairs of hops show. */

import type { ClockOffset, Hop, MessageWay } from '../contract.js';

/** The hops of a way, by which clock their times are, and which of them has the largest delay. */
export interface Timed {
  hops: readonly Hop[];
  slowest: number | null;
  /** The server whose clock all times are of; empty if they are as they were logged. */
  clock: string;
}

/** How far the clock of each server is ahead of that of the first one, as far as offsets lead from one to the other. */
function aheadOf(first: string, offsets: readonly ClockOffset[]): Map<string, number> {
  const ahead = new Map([[first, 0]]);
  // A map goes on to what is added meanwhile.
  for (const [server, ms] of ahead) {
    for (const { a, b, offsetMs } of offsets) {
      if (a === server && !ahead.has(b)) ahead.set(b, ms + offsetMs);
      if (b === server && !ahead.has(a)) ahead.set(a, ms - offsetMs);
    }
  }
  return ahead;
}

function slowestOf(hops: readonly Hop[]): number | null {
  const delays = hops.map(({ delayMs }) => delayMs ?? 0);
  const largest = delays.reduce((most, delay) => Math.max(most, delay), 0);
  return largest > 0 ? delays.indexOf(largest) : null;
}

/** The way as it was logged, or corrected to the clock of the first server that can be compared with another one. */
export function timed({ hops, offsets, slowest }: MessageWay, isCorrected: boolean): Timed {
  const compared = new Set(offsets.flatMap(({ a, b }) => [a, b]));
  const clock = hops.find(({ server }) => compared.has(server))?.server;
  if (!isCorrected || clock === undefined) return { hops, slowest, clock: '' };
  const ahead = aheadOf(clock, offsets);
  const by = (hop: Hop | undefined) => ahead.get(hop?.server ?? '') ?? 0;
  const corrected = hops.map((hop) => {
    const previous = hop.previous === null ? undefined : hops[hop.previous];
    const delayMs = hop.delayMs === null ? null : hop.delayMs - by(hop) + by(previous);
    return { ...hop, time: hop.time - by(hop), end: hop.end - by(hop), delayMs };
  });
  return { hops: corrected, slowest: slowestOf(corrected), clock };
}
