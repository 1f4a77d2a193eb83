/** The arithmetic of the timeline: what it shows, its bins, and what a pointer or a key on it means. */

import type { Period } from '../contract.js';
import { roundAfter, roundBefore, roundStep } from '../format/ticks.js';
import type { Zone } from '../format/time.js';

/** Pixels of a bin, at the least. */
const BIN_WIDTH = 6;
/** The most bins of a timeline, in the narrowest and in the widest window. */
const MOST_BINS = [60, 600] as const;
/** Bins at the least: fewer would make a single session as wide as the screen. */
export const LEAST_BINS = 30;
/** What is shown at the least, in milliseconds: a bin is a second or more. */
export const SHORTEST = LEAST_BINS * 1000;
/** What is shown on each side of the period to which a query narrows, as a share of it. */
const MARGIN = 1 / 8;

/** Number of bins for which there is room. */
export function mostBins(width: number): number {
  const [least, most] = MOST_BINS;
  return Math.min(most, Math.max(least, Math.floor(width / BIN_WIDTH)));
}

const length = ({ from, to }: Period): number => to - from;

/** A period of at least that length with the same middle. */
function widened(period: Period, least: number): Period {
  const missing = Math.max(0, least - length(period)) / 2;
  return { from: period.from - missing, to: period.to + missing };
}

/** The smallest period that has both. */
export function covering(one: Period | null, other: Period | null): Period | null {
  if (!one || !other) return one ?? other;
  return { from: Math.min(one.from, other.from), to: Math.max(one.to, other.to) };
}

/** What is shown of all that there is: the period to which the query narrows with a margin, or everything. */
export function viewOf(whole: Period, period: Period | null): Period {
  if (!period) return whole;
  const margin = length(period) * MARGIN;
  return { from: period.from - margin, to: period.to + margin };
}

/** The edges of round bins that cover a period, at least {@link LEAST_BINS} of them. */
export function binEdges(period: Period, most: number, zone: Zone): Float64Array<ArrayBuffer> {
  const step = roundStep(Math.max(SHORTEST, length(period)), most);
  const { from, to } = widened(period, LEAST_BINS * step);
  const edges = [roundBefore(from, step, zone)];
  for (let last = edges[0] ?? from; last < to; edges.push(last)) last = roundAfter(last, step, zone);
  return Float64Array.from(edges);
}

/** The edges, and where a period begins and ends, so that its bins have what is in it and nothing else. */
export function withPeriod(edges: Float64Array, period: Period | null): Float64Array {
  const { from, to } = spanOf(edges);
  const ends = period ? [period.from, period.to].filter((end) => end > from && end < to) : [];
  return Float64Array.from(new Set([...edges, ...ends])).sort();
}

/** The first bin that a period has something of, and the one after the last. */
export function binsOf(edges: Float64Array, { from, to }: Period): [number, number] {
  const last = binAt(edges, to - 1);
  return [binAt(edges, from), edgeAt(edges, last) < to ? last + 1 : last];
}

/** The edge at that place; places beyond the ends are those of the ends. */
export function edgeAt(edges: Float64Array, place: number): number {
  return edges[Math.min(edges.length - 1, Math.max(0, place))] ?? 0;
}

/** What the bins span. */
export function spanOf(edges: Float64Array): Period {
  return { from: edgeAt(edges, 0), to: edgeAt(edges, edges.length) };
}

/** The bin of a time; the first or the last one if it is before or after all of them. */
export function binAt(edges: Float64Array, time: number): number {
  let [low, high] = [0, Math.max(0, edges.length - 2)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (edgeAt(edges, middle) <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function binPeriod(edges: Float64Array, bin: number): Period {
  return { from: edgeAt(edges, bin), to: edgeAt(edges, bin + 1) };
}

/** Where a time is, as a share of what is shown; less than 0 or more than 1 outside of it. */
export function shareOf({ from, to }: Period, time: number): number {
  return (time - from) / Math.max(1, to - from);
}

export function timeAt({ from, to }: Period, share: number): number {
  return from + Math.min(1, Math.max(0, share)) * (to - from);
}

/** All bins from one time to another, whichever comes first. */
export function brushed(edges: Float64Array, one: number, other: number): Period {
  const [first, last] = [binAt(edges, Math.min(one, other)), binAt(edges, Math.max(one, other))];
  return { from: edgeAt(edges, first), to: edgeAt(edges, last + 1) };
}

/** A period of which one end was dragged to a time: to the nearest edge of a bin, at least one bin from the other end. */
export function resized(edges: Float64Array, period: Period, end: 'from' | 'to', time: number): Period {
  const bin = binPeriod(edges, binAt(edges, time));
  const nearest = time - bin.from < bin.to - time ? bin.from : bin.to;
  const fixed = end === 'from' ? period.to : period.from;
  if (nearest === fixed) return binPeriod(edges, binAt(edges, end === 'from' ? fixed - 1 : fixed));
  return { from: Math.min(fixed, nearest), to: Math.max(fixed, nearest) };
}

/** A view that is `factor` times as long, with `at` in the same place, and within everything. Null for everything. */
export function zoomed(view: Period, factor: number, at: number, whole: Period): Period | null {
  const most = widened(whole, SHORTEST);
  const wanted = Math.max(SHORTEST, length(view) * factor);
  if (wanted >= length(most)) return null;
  const share = Math.min(1, Math.max(0, shareOf(view, at)));
  const from = Math.min(most.to - wanted, Math.max(most.from, at - share * wanted));
  return { from, to: from + wanted };
}

/** A view that is moved by a share of its length, within everything. */
export function moved(view: Period, share: number, whole: Period): Period {
  const size = length(view);
  const from = Math.min(Math.max(whole.from, whole.to - size), Math.max(whole.from, view.from + share * size));
  return { from, to: from + size };
}
