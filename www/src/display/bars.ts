/** The geometry of the timeline: counts in, SVG paths and totals out. */

import { OUTCOMES, type Timeline } from '../contract.js';

const outcomeIndices = OUTCOMES.map((_, index) => index);

/** Number of sessions with an outcome in a bin. */
function countAt({ counts, bins }: Timeline, outcome: number, bin: number): number {
  return counts[outcome * bins + bin] ?? 0;
}

/** Fewer bins than this are drawn with empty ones around them, so that a single session is not as wide as the screen. */
const MIN_BINS = 60;

/** The timeline with empty bins on both sides if it has only a few. */
export function padded(timeline: Timeline): Timeline {
  const { bins, start, binMs, counts } = timeline;
  if (bins === 0 || bins >= MIN_BINS) return timeline;
  const before = Math.floor((MIN_BINS - bins) / 2);
  const wide = new Uint32Array(OUTCOMES.length * MIN_BINS);
  for (const outcome of outcomeIndices)
    wide.set(counts.subarray(outcome * bins, (outcome + 1) * bins), outcome * MIN_BINS + before);
  return { start: start - before * binMs, binMs, bins: MIN_BINS, counts: wide };
}

/** Number of sessions in each bin. */
export function binTotals(timeline: Timeline): number[] {
  return Array.from({ length: timeline.bins }, (_, bin) =>
    outcomeIndices.reduce((sum, outcome) => sum + countAt(timeline, outcome, bin), 0),
  );
}

/** Number of sessions with each outcome. */
export function outcomeTotals(timeline: Timeline): number[] {
  return outcomeIndices.map((outcome) => {
    let sum = 0;
    for (let bin = 0; bin < timeline.bins; bin++) sum += countAt(timeline, outcome, bin);
    return sum;
  });
}

/** Number of sessions stacked below an outcome in a bin. */
function below(timeline: Timeline, outcome: number, bin: number): number {
  let sum = 0;
  for (let lower = 0; lower < outcome; lower++) sum += countAt(timeline, lower, bin);
  return sum;
}

/**
 * All bars of one outcome as one path, in a drawing that is one unit wide per bin and `height` high, where `peak`
 * sessions fill the height. A bar is at least a fiftieth of the height, so that one failure among thousands is visible.
 */
export function barPath(timeline: Timeline, outcome: number, peak: number, height: number): string {
  const parts: string[] = [];
  for (let bin = 0; bin < timeline.bins; bin++) {
    const count = countAt(timeline, outcome, bin);
    if (count === 0) continue;
    const tall = Math.max(height / 50, (count / peak) * height);
    const bottom = height - (below(timeline, outcome, bin) / peak) * height;
    const top = Math.max(0, bottom - tall);
    parts.push(`M${bin + 0.08} ${bottom.toFixed(2)}V${top.toFixed(2)}h0.84V${bottom.toFixed(2)}z`);
  }
  return parts.join('');
}
