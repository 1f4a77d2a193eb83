/** What the timeline says in words: of a bin, of a period, and of everything. */

import { OUTCOMES, type Period, type ShownTimeline, type TimelineSeries } from '../contract.js';
import { formatCount } from '../format/number.js';
import { formatPeriod, formatSpan, type Zone } from '../format/time.js';
import { en } from '../locale/en.js';
import { countAt, outcomeTotals } from './bars.js';
import { binsOf, edgeAt, spanOf } from './timeline.js';

const t = en.timeline;

/** A query that is shown, by the name under which it is saved or as it is; an empty one finds everything. */
export function seriesName({ query, name }: TimelineSeries): string {
  return name ?? (query.trim() === '' ? t.everything : query);
}

/** The numbers of all outcomes but the one that needs no attention. */
function outcomeWords(counts: readonly number[]): string[] {
  return OUTCOMES.flatMap((outcome, index) => {
    const count = counts[index] ?? 0;
    return count > 0 && outcome !== 'accepted'
      ? [`${formatCount(count)} ${en.list.outcomes[outcome].toLowerCase()}`]
      : [];
  });
}

/** What the bins from `first` to `last` have, both included. */
function words(timeline: ShownTimeline, first: number, last: number, zone: Zone): string {
  const { edges, counts, series } = timeline;
  const bins = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  const sum = (value: (bin: number) => number) => bins.reduce((all, bin) => all + value(bin), 0);
  const outcomes = OUTCOMES.map((_, outcome) => sum((bin) => countAt(counts, outcome, bin)));
  const others = series.flatMap((one, index) => {
    const sums = counts.series[index];
    return sums?.length ? [`${seriesName(one)}: ${t.value[one.measure](sum((bin) => sums[bin] ?? 0))}`] : [];
  });
  const total = outcomes.reduce((all, count) => all + count, 0);
  const span = formatPeriod(edgeAt(edges, first), edgeAt(edges, last + 1), zone);
  return t.bin(span, total, [...outcomeWords(outcomes), ...others]);
}

/** `2026-03-01 14:05 to 14:06, 12 sessions, 3 rejected` */
export function binWords(timeline: ShownTimeline, bin: number, zone: Zone): string {
  return words(timeline, bin, bin, zone);
}

/** The same of all bins of a period. */
export function periodWords(timeline: ShownTimeline, period: Period, zone: Zone): string {
  const [first, end] = binsOf(timeline.edges, period);
  return words(timeline, first, end - 1, zone);
}

/** Number of sessions of each outcome: of the period if there is one, as in the list; else of what is shown. */
export function shownTotals({ counts, edges, period }: ShownTimeline): number[] {
  return outcomeTotals(counts, binsOf(edges, period ?? spanOf(edges)));
}

/** `59 sessions from 2025-06-03 08:00 to 09:00: 23 accepted, 5 deferred.` */
export function timelineWords(timeline: ShownTimeline, zone: Zone): string {
  const totals = shownTotals(timeline);
  const all = totals.reduce((sum, count) => sum + count, 0);
  const words = OUTCOMES.flatMap((outcome, index) =>
    totals[index] ? [`${formatCount(totals[index])} ${en.list.outcomes[outcome].toLowerCase()}`] : [],
  );
  const { from, to } = timeline.period ?? spanOf(timeline.edges);
  return t.summary(all, formatSpan(from, to, zone), words.join(', '));
}
