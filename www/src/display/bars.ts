/** The geometry of the timeline's bars and lines: counts in, SVG paths and totals out. */

import { OUTCOMES, type Period, type SeriesMeasure, type Timeline } from '../contract.js';
import { edgeAt, shareOf, spanOf } from './timeline.js';

const outcomeIndices = OUTCOMES.map((_, index) => index);

/** The size of a drawing in pixels. */
export interface Size {
  width: number;
  height: number;
}

/** Number of sessions with an outcome in a bin. */
export function countAt({ counts, bins }: Timeline, outcome: number, bin: number): number {
  return counts[outcome * bins + bin] ?? 0;
}

/** Number of sessions in each bin. */
export function binTotals(timeline: Timeline): number[] {
  return Array.from({ length: timeline.bins }, (_, bin) =>
    outcomeIndices.reduce((sum, outcome) => sum + countAt(timeline, outcome, bin), 0),
  );
}

/** Number of sessions with each outcome, in all bins or in those from `first` to before `end`. */
export function outcomeTotals(
  timeline: Timeline,
  [first, end]: readonly [number, number] = [0, timeline.bins],
): number[] {
  return outcomeIndices.map((outcome) => {
    let sum = 0;
    for (let bin = first; bin < end; bin++) sum += countAt(timeline, outcome, bin);
    return sum;
  });
}

/** Number of sessions stacked below an outcome in a bin. */
function below(timeline: Timeline, outcome: number, bin: number): number {
  let sum = 0;
  for (let lower = 0; lower < outcome; lower++) sum += countAt(timeline, lower, bin);
  return sum;
}

/** Where an edge is in the drawing, in pixels. */
function place(edges: Float64Array, span: Period, edge: number, width: number): number {
  return shareOf(span, edgeAt(edges, edge)) * width;
}

/** A rectangle as a part of a path. A bar leaves a little room to the next one. */
export function bar(left: number, right: number, bottom: number, top: number): string {
  const room = (right - left) * 0.08;
  const ends = [left + room, bottom, top, right - room].map((length) => length.toFixed(2));
  return `M${ends[0]} ${ends[1]}V${ends[2]}H${ends[3]}V${ends[1]}z`;
}

/**
 * All bars of one outcome as one path, where `peak` sessions fill the height. A bar is at least a fiftieth of the height,
 * so that one failure among thousands is visible.
 */
export function barPath(
  timeline: Timeline,
  edges: Float64Array,
  outcome: number,
  peak: number,
  { width, height }: Size,
): string {
  const span = spanOf(edges);
  const parts: string[] = [];
  for (let bin = 0; bin < timeline.bins; bin++) {
    const count = countAt(timeline, outcome, bin);
    if (count === 0) continue;
    const tall = Math.max(height / 50, (count / peak) * height);
    const bottom = height - (below(timeline, outcome, bin) / peak) * height;
    const [left, right] = [place(edges, span, bin, width), place(edges, span, bin + 1, width)];
    parts.push(bar(left, right, bottom, Math.max(0, bottom - tall)));
  }
  return parts.join('');
}

/** What a measure counts: lines of the same kind share a scale, and that of sessions is the one of the bars. */
export const SCALES: Readonly<Record<SeriesMeasure, 'sessions' | 'messages' | 'bytes'>> = {
  sessions: 'sessions',
  rejected: 'sessions',
  messages: 'messages',
  bytes: 'bytes',
};

/** The value that fills the height, for each kind of measure. */
export function peaks(
  timeline: Timeline,
  measures: readonly SeriesMeasure[],
): Record<(typeof SCALES)[SeriesMeasure], number> {
  const all = { sessions: binTotals(timeline).reduce((most, sum) => Math.max(most, sum), 1), messages: 1, bytes: 1 };
  timeline.series.forEach((sums, index) => {
    const scale = SCALES[measures[index] ?? 'sessions'];
    all[scale] = sums.reduce((most, sum) => Math.max(most, sum), all[scale]);
  });
  return all;
}

/** A series as a line with a step at each edge, within the drawing. */
export function linePath(sums: Float64Array, edges: Float64Array, peak: number, { width, height }: Size): string {
  const span = spanOf(edges);
  const parts: string[] = [];
  let last = '';
  sums.forEach((sum, bin) => {
    // The line is not cut off at the top and at the bottom.
    const y = (height - 1 - (sum / peak) * (height - 2)).toFixed(2);
    const x = place(edges, span, bin, width).toFixed(2);
    if (bin === 0) parts.push(`M${x} ${y}`);
    else if (y !== last) parts.push(`H${x}V${y}`);
    last = y;
  });
  return parts.length > 0 ? `${parts.join('')}H${width.toFixed(2)}` : '';
}
