/**
 * Rows of a summary over time: what is asked, and the small drawings beside the rows. One question answers for all rows, as
 * one for the rows on screen alone would cost a query for each of them.
 */

import type { SummaryChoice, SummaryGroup, SummaryQuestion, SummaryTable } from '../contract.js';
import { formatCount } from '../format/number.js';
import { en } from '../locale/en.js';
import {
  type plotPath,
  questionOf,
  SPAN_MS,
  spanBegin,
  spanText,
  type TimeDimension,
  timeDimension,
} from './summary.js';

/** Groups that are asked for: rows times spans. */
export const MOST_GROUPS = 5000;
/** Dimensions of a summary, at most, to which time can be added. */
const MOST_DIMENSIONS = 2;
/** Bars of a drawing, at most. */
const MOST_BARS = 60;

/** Spans that are added up to one bar, at most: of more, a longer one is asked for. */
const MOST_SPANS = 20 * MOST_BARS;

/** The drawing of a row: its bars, and the same in words. */
export interface Sparkline {
  plot: Parameters<typeof plotPath>[0];
  text: string;
  /** What was counted in all. */
  sum: number;
}

export interface Sparklines {
  /** The summary that they belong to. */
  choice: SummaryChoice;
  /** Number of bars for which each has room. */
  bars: number;
  /** Whether all groups are known; else rows are whose groups add up. */
  isWhole: boolean;
  /** By the values of the row. */
  rows: ReadonlyMap<string, Sparkline>;
}

/** Whether the rows can be drawn over time: they have no time of their own, and there is room for one more dimension. */
export function hasSparklines(choice: SummaryChoice): boolean {
  return choice.dimensions.length <= MOST_DIMENSIONS && timeDimension(choice) === null;
}

/** Whether two summaries have the same rows, in whatever order, with whatever measures. */
function isOfSameRows(one: SummaryChoice, other: SummaryChoice): boolean {
  return one.dimensions.join() === other.dimensions.join() && one.within === other.within;
}

/** The rows by spans of time, the largest groups first. */
export function sparklineQuestion(choice: SummaryChoice, time: TimeDimension): SummaryQuestion {
  return questionOf({
    ...choice,
    dimensions: [...choice.dimensions, time],
    measures: ['sessions'],
    order: 'sessions',
    descending: true,
  });
}

/** What is asked to know when all of it was. */
export function rangeQuestion(choice: SummaryChoice): SummaryQuestion {
  return questionOf({ ...choice, dimensions: [], measures: ['sessions'], order: 'sessions', descending: true });
}

/**
 * The spans to ask for, the shorter ones first: seconds or minutes only where that is certain to make few enough groups, so that
 * no question is asked in vain.
 */
export function spansFor({ first, last }: Pick<SummaryGroup, 'first' | 'last'>, rows: Counts): TimeDimension[] {
  // The times of rows without sessions are not known.
  const isKnown = first !== null && last !== null && rows.countedRows === 0;
  const spans = isKnown ? last - first : Infinity;
  const counted = rows.counted + rows.countedRows;
  const short = (['second', 'minute'] as const).find((time) => {
    const count = Math.ceil(spans / SPAN_MS[time]) + 1;
    return count <= MOST_SPANS && Math.min(rows.groups * count, counted) <= MOST_GROUPS;
  });
  return short ? [short] : ['hour', 'day'];
}

/** How much the rows are groups of. */
type Counts = Pick<SummaryTable, 'groups' | 'counted' | 'countedRows'>;

const countOf = ({ sessions, rows }: SummaryGroup): number => sessions + rows;

const keyOf = (values: SummaryGroup['values']): string =>
  JSON.stringify(values.map(({ text, known }) => [text, known]));

/** The counts of a row by the beginnings of their spans, and all of it, also what has no time. */
interface Counted {
  spans: Map<number, number>;
  sum: number;
}

function countedRows(groups: readonly SummaryGroup[], time: TimeDimension): Map<string, Counted> {
  const rows = new Map<string, Counted>();
  for (const group of groups) {
    const key = keyOf(group.values.slice(0, -1));
    const row = rows.get(key) ?? { spans: new Map(), sum: 0 };
    const begin = spanBegin(group.values.at(-1), time);
    if (begin !== null) row.spans.set(begin, (row.spans.get(begin) ?? 0) + countOf(group));
    row.sum += countOf(group);
    rows.set(key, row);
  }
  return rows;
}

function sparklineOf(
  { spans, sum }: Counted,
  first: number,
  length: number,
  count: number,
  time: TimeDimension,
): Sparkline {
  const values = Array.from({ length: count }, () => 0);
  for (const [begin, value] of spans) {
    const place = Math.floor((begin - first) / length);
    values[place] = (values[place] ?? 0) + value;
  }
  const largest = values.reduce((most, value) => Math.max(most, value), 0);
  const at = (place: number) => ({
    count: formatCount(values[place] ?? 0),
    when: spanText(first + place * length, time),
  });
  const step = length / SPAN_MS[time];
  const text = en.summary.sparkline(en.summary.spans[time](step), at(0), at(count - 1), at(values.indexOf(largest)));
  return { plot: { bars: values.map((value, place) => ({ place, value })), largest }, text, sum };
}

/** The drawings of all rows, all of the same span of time; null if nothing has a time. */
export function sparklinesOf(table: SummaryTable, choice: SummaryChoice, time: TimeDimension): Sparklines | null {
  const rows = countedRows(table.rows, time);
  let [first, last] = [Infinity, -Infinity];
  for (const { spans } of rows.values()) {
    for (const begin of spans.keys()) [first, last] = [Math.min(first, begin), Math.max(last, begin)];
  }
  if (last < first) return null;
  const spans = Math.round((last - first) / SPAN_MS[time]) + 1;
  const length = SPAN_MS[time] * Math.ceil(spans / MOST_BARS);
  const bars = Math.ceil((spans * SPAN_MS[time]) / length);
  const drawn = [...rows].map(([key, row]) => [key, sparklineOf(row, first, length, bars, time)] as const);
  return { choice, bars, isWhole: table.groups <= table.rows.length, rows: new Map(drawn) };
}

/** The drawing of a group; undefined if it is not known as a whole. */
export function sparklineFor(
  sparklines: Sparklines | null,
  choice: SummaryChoice,
  group: SummaryGroup,
): Sparkline | undefined {
  if (!sparklines || !isOfSameRows(sparklines.choice, choice)) return undefined;
  const found = sparklines.rows.get(keyOf(group.values));
  return found && (sparklines.isWhole || found.sum === countOf(group)) ? found : undefined;
}
