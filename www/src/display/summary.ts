/** The columns of a summary: what they ask for, show and export. */

import {
  type Dimension,
  type FieldValue,
  type Measure,
  OUTCOMES,
  type Outcome,
  type ShownMeasure,
  type SummaryChoice,
  type SummaryGroup,
  type SummaryQuestion,
  type SummaryTable,
  type SummaryValue,
} from '../contract.js';
import { formatDuration } from '../format/duration.js';
import { formatCount, formatSize } from '../format/number.js';
import { formatClock, formatDay, formatTime, isTime, type Zone } from '../format/time.js';
import { dimensionName, WEEKDAY_NAMES } from '../locale/dimensions.js';
import { en } from '../locale/en.js';
import { noise } from '../locale/noise.js';
import { DELAYS, type NamedSummary, SUMMARIES } from '../locale/summaries.js';
import type { GridColumn } from './grid-column.js';
import { nameOf, type OwnNames, takesNames, withName } from './own-names.js';

const t = en.summary;

/** What the shares are of. */
export type Whole = Pick<SummaryTable, 'sessions' | 'countedRows'>;

/** Groups that were asked for, as a list shows them. */
export interface SummaryWindow {
  from: number;
  /** Number of all groups. */
  total: number;
  groups: readonly SummaryGroup[];
  /** What they are groups of. */
  choice: SummaryChoice;
}

type MeasureKind = 'count' | 'size' | 'duration' | 'time' | 'share';

const KINDS: Readonly<Record<ShownMeasure, MeasureKind>> = {
  sessions: 'count',
  share: 'share',
  rows: 'count',
  messages: 'count',
  recipients: 'count',
  bytes: 'size',
  rejected: 'count',
  deferred: 'count',
  failed: 'count',
  refusedLogons: 'count',
  first: 'time',
  last: 'time',
  distinct: 'count',
  medianDuration: 'duration',
  highDuration: 'duration',
  longest: 'duration',
  medianGap: 'duration',
  highGap: 'duration',
  largestGap: 'duration',
};

/** All measures, in the order of the menu. */
export const SHOWN_MEASURES = Object.keys(KINDS) as ShownMeasure[];

/** Pixels; a long heading makes a column wider, and the offset of local times. */
const WIDTHS: Readonly<Record<MeasureKind, number>> = { count: 92, share: 84, size: 100, duration: 116, time: 204 };
const DIMENSION_WIDTH = 220;
/** Of texts, and of words and codes. */
const LONG_WIDTH = 380;
const SHORT_WIDTH = 144;
const LONG: ReadonlySet<Dimension> = new Set([
  'reason',
  'reply',
  'certificate',
  'issuer',
  'subject',
  'url',
  'user-agent',
]);
const SHORT: ReadonlySet<Dimension> = new Set([
  'log',
  'tls',
  'cipher',
  'code',
  'status',
  'http-status',
  'outcome',
  'auth',
]);
const OFFSET_WIDTH = 32;
const LETTER_WIDTH = 7;

const QUANTILES: ReadonlySet<string> = new Set(['medianDuration', 'highDuration', 'medianGap', 'highGap']);

/** The choice that a named summary begins with. */
export function choiceOf({ title: _, sentence: __, advice: ___, ...choice }: NamedSummary): SummaryChoice {
  // In the order of time, or largest first.
  return { ...choice, descending: choice.order !== '0' };
}

/** The named summary of a choice; undefined for the user's own. */
export function namedSummary({ name }: SummaryChoice): NamedSummary | undefined {
  return SUMMARIES.find((summary) => summary.name === name);
}

/** The choice of the delays by hop, whose groups are those that come first. */
export const DELAYS_CHOICE: SummaryChoice = { ...choiceOf(SUMMARIES[0] as NamedSummary), name: DELAYS.name };

/** Whether the delays by hop are shown, and no groups. */
export function isDelays({ name }: SummaryChoice): boolean {
  return name === DELAYS.name;
}

/** What is summarised: what the user has chosen, or else the first of the named summaries. */
export function shownChoice(chosen: SummaryChoice | null): SummaryChoice {
  return chosen ?? choiceOf(SUMMARIES[0] as NamedSummary);
}

/** What was remembered, with the query of its name, which is not. */
export function restoredChoice(choice: SummaryChoice): SummaryChoice {
  if (isDelays(choice)) return DELAYS_CHOICE;
  const named = namedSummary(choice);
  return named ? { ...choice, within: named.within } : { ...choice, name: '' };
}

/** The summary of one field. */
export function choiceBy(dimension: Dimension): SummaryChoice {
  return {
    name: '',
    dimensions: [dimension],
    measures: ['sessions', 'share', 'messages', 'bytes', 'rejected', 'failed', 'first', 'last'],
    counted: 'client',
    order: isTimeDimension(dimension) ? '0' : 'sessions',
    descending: !isTimeDimension(dimension),
    within: '',
  };
}

/** What the engine is asked. Distinct values and percentiles cost time, so they are asked for only if they are shown. */
export function questionOf({
  dimensions,
  measures,
  counted,
  order,
  descending,
  within,
}: SummaryChoice): SummaryQuestion {
  const needed: readonly string[] = [...measures, order];
  return {
    dimensions,
    counted: needed.includes('distinct') ? counted : '',
    quantiles: needed.some((measure) => QUANTILES.has(measure)),
    order: order === 'share' ? 'sessions' : order,
    descending,
    within,
    facet: false,
  };
}

/** Whether two choices ask the engine for the same. */
export function isSameQuestion(one: SummaryChoice, other: SummaryChoice): boolean {
  return JSON.stringify(questionOf(one)) === JSON.stringify(questionOf(other)) && barOf(one) === barOf(other);
}

/** Whether the groups of one choice say what the other asks, apart from their order. */
export function isOfSameGroups(one: SummaryChoice, other: SummaryChoice): boolean {
  const groups = (choice: SummaryChoice) => {
    const { order: _, descending: __, ...question } = questionOf(choice);
    return JSON.stringify(question);
  };
  return groups(one) === groups(other);
}

/** The measure that is drawn as a bar, the first that is no time; null if there is none. */
export function barOf({ measures }: SummaryChoice): Measure | null {
  const first = measures.find((measure) => KINDS[measure] !== 'time');
  return first === 'share' ? 'sessions' : (first ?? null);
}

/** The value of a measure; null for a time that is not known. */
export function measureOf(group: SummaryGroup, measure: ShownMeasure, whole: Whole): number | null {
  switch (measure) {
    case 'share':
      return (group.sessions + group.rows) / Math.max(1, whole.sessions + whole.countedRows);
    case 'rejected':
    case 'deferred':
    case 'failed':
      return group.outcomes[OUTCOMES.indexOf(measure satisfies Outcome)] ?? 0;
    default:
      return group[measure];
  }
}

function shownNumber(value: number | null, kind: MeasureKind, zone: Zone): string {
  if (value === null) return '';
  if (kind === 'time') return formatTime(value, zone);
  if (kind === 'duration') return formatDuration(value);
  if (kind === 'size') return formatSize(value);
  return kind === 'share' ? `${(100 * value).toFixed(1)} %` : formatCount(value);
}

/** A measure of a group as it is shown. */
export function measureText(group: SummaryGroup, measure: ShownMeasure, whole: Whole, zone: Zone): string {
  return shownNumber(measureOf(group, measure, whole), KINDS[measure], zone);
}

/** Spans of time by which sessions are grouped, in milliseconds. */
export const SPAN_MS = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;
export type TimeDimension = keyof typeof SPAN_MS;

/** How the text of a span becomes a time of ISO 8601, and its length without that. */
const ISO: Readonly<Record<TimeDimension, readonly [rest: string, length: number]>> = {
  second: ['Z', 19],
  minute: ['Z', 16],
  hour: [':00Z', 13],
  day: ['T00:00Z', 10],
};

function isSpan(dimension: Dimension): dimension is TimeDimension {
  return dimension in SPAN_MS;
}

const OUTCOME_WORDS: Readonly<Record<string, string>> = en.list.outcomes;
const NOISE_WORDS: Readonly<Record<string, string>> = noise.words;
const WEEKDAYS: Readonly<Record<string, string>> = WEEKDAY_NAMES;

/** Whether its values are times, which depend on the zone. */
function isTimeDimension(dimension: Dimension): boolean {
  return dimension === 'weekday' || isSpan(dimension);
}

/** A value of a dimension as it is shown: `2025-06-03 08:00` of an hour; the words of outcomes are the page's own. */
export function valueText(dimension: Dimension, { text, known }: SummaryValue): string {
  if (!known) return en.facets.unknown;
  if (dimension === 'outcome') return OUTCOME_WORDS[text] ?? text;
  if (dimension === 'noise') return NOISE_WORDS[text] ?? text;
  if (isSpan(dimension)) return `${text.replace('T', ' ')}${dimension === 'hour' ? ':00' : ''}`;
  if (dimension === 'weekday') return WEEKDAYS[text] ?? text;
  return text === '' ? '<>' : text;
}

/** The name of a measure; that of a number of distinct values says of what. */
export function measureName(measure: ShownMeasure, { counted }: SummaryChoice): string {
  return measure === 'distinct' ? t.distinct(dimensionName(counted)) : t.measures[measure];
}

function clockName(zone: Zone): string {
  return zone === 'utc' ? en.list.zoneUtc : en.list.zoneLocal;
}

function dimensionHeading(dimension: Dimension, zone: Zone): string {
  const name = dimensionName(dimension);
  return isTimeDimension(dimension) ? `${name} (${clockName(zone)})` : name;
}

/** The columns of the table: the dimensions, then the measures. */
export function summaryColumns(choice: SummaryChoice, zone: Zone): GridColumn[] {
  const dimensions = choice.dimensions.map((dimension, place): GridColumn => {
    const heading = dimensionHeading(dimension, zone);
    const width = LONG.has(dimension) ? LONG_WIDTH : SHORT.has(dimension) ? SHORT_WIDTH : DIMENSION_WIDTH;
    return { key: `by-${place}`, heading, width, align: 'left' };
  });
  const measures = choice.measures.map((measure): GridColumn => {
    const kind = KINDS[measure];
    const name = measureName(measure, choice);
    const heading = kind === 'time' ? `${name} (${clockName(zone)})` : name;
    const least = WIDTHS[kind] + (kind === 'time' && zone === 'local' ? OFFSET_WIDTH : 0);
    const width = Math.max(least, Math.ceil(heading.length * LETTER_WIDTH) + 36);
    return { key: measure, heading, width, align: kind === 'time' ? 'left' : 'right' };
  });
  return [...dimensions, ...measures];
}

/** What a column is sorted by. */
export function orderOf({ dimensions, measures }: SummaryChoice, x: number): SummaryChoice['order'] | undefined {
  return x < dimensions.length ? (String(x) as '0') : measures[x - dimensions.length];
}

/** A cell of the table. */
export function summaryCell(
  group: SummaryGroup,
  choice: SummaryChoice,
  x: number,
  whole: Whole,
  zone: Zone,
  names: OwnNames,
): string {
  const dimension = choice.dimensions[x];
  const value = group.values[x];
  if (dimension !== undefined) return value ? withName(names, dimension, valueText(dimension, value)) : '';
  const measure = choice.measures[x - choice.dimensions.length];
  return measure ? measureText(group, measure, whole, zone) : '';
}

/** Headings and cells as the table shows them. */
export function shownRows(
  groups: readonly SummaryGroup[],
  choice: SummaryChoice,
  whole: Whole,
  zone: Zone,
  names: OwnNames,
): { headings: string[]; rows: string[][] } {
  const columns = summaryColumns(choice, zone);
  const rows = groups.map((group) => columns.map((_, x) => summaryCell(group, choice, x, whole, zone, names)));
  return { headings: columns.map(({ heading }) => heading), rows };
}

/** What a query asks for the value of a cell by: nothing for a measure. */
export function summaryValues(group: SummaryGroup, { dimensions }: SummaryChoice, x: number): FieldValue[] {
  const [dimension, value] = [dimensions[x], group.values[x]];
  if (dimension === undefined || !value) return [];
  return [{ field: dimension, value: value.text, condition: value.condition }];
}

/** The conditions that find the group; null if no query does. */
export function conditionsOf({ values }: SummaryGroup): string[] | null {
  const conditions = values.map(({ condition }) => condition);
  return conditions.every((condition) => condition !== null) ? conditions : null;
}

/** `16 groups of 33 sessions, counted …`. */
export function totalsText(table: Omit<SummaryTable, 'rows'>, { dimensions }: SummaryChoice): string {
  const { groups, sessions, counted, countedRows, cut } = table;
  const of = [
    ...(sessions > 0 || countedRows === 0 ? [t.ofSessions(sessions)] : []),
    ...(countedRows > 0 ? [t.ofRows(countedRows)] : []),
  ].join(' and ');
  const parts = [
    `${t.groups(groups)} of ${of}`,
    ...(counted > sessions ? [t.counts(counted, dimensions.map(dimensionName).join(', '))] : []),
    ...(cut > 0 ? [t.cut(cut)] : []),
  ];
  return parts.join('; ');
}

// ---------------------------------------------------------------------------------------------------------------- CSV

/** A time as Excel reads it: milliseconds follow the decimal sign. */
function spreadsheetTime(time: number | null, zone: Zone, decimal: string): string {
  return isTime(time) ? `${formatDay(time, zone)} ${formatClock(time, zone).replace('.', decimal)}` : '';
}

function exportedNumber(value: number | null, kind: MeasureKind, zone: Zone, decimal: string): string {
  if (kind === 'time') return spreadsheetTime(value, zone, decimal);
  if (kind === 'share') return (100 * (value ?? 0)).toFixed(2).replace('.', decimal);
  return String(value ?? 0);
}

/** Whether a spreadsheet has a column of names beside a dimension. */
function hasNames(names: OwnNames, dimension: Dimension): boolean {
  return names.count > 0 && takesNames(dimension);
}

/** The names of the columns in a spreadsheet, with the units of plain numbers. */
export function exportedHeadings(choice: SummaryChoice, zone: Zone, names: OwnNames): string[] {
  const named = (measure: ShownMeasure) => {
    const [name, kind] = [measureName(measure, choice), KINDS[measure]];
    if (kind === 'time') return `${name} (${clockName(zone)})`;
    if (kind === 'duration') return t.inMilliseconds(name);
    if (kind === 'size') return t.inBytes(name);
    return kind === 'share' ? t.inPercent(name) : name;
  };
  const dimensions = choice.dimensions.flatMap((dimension) => {
    const heading = dimensionHeading(dimension, zone);
    return hasNames(names, dimension) ? [heading, en.ownNames.column(heading)] : [heading];
  });
  return [...dimensions, ...choice.measures.map(named)];
}

/** The cells of a group in a spreadsheet: plain numbers; without a value, an empty cell. */
export function exportedCells(
  group: SummaryGroup,
  choice: SummaryChoice,
  whole: Whole,
  zone: Zone,
  names: OwnNames,
  decimalComma: boolean,
): string[] {
  const decimal = decimalComma ? ',' : '.';
  const values = choice.dimensions.flatMap((dimension, place) => {
    const value = group.values[place];
    const text = value?.known ? valueText(dimension, value) : '';
    return hasNames(names, dimension) ? [text, nameOf(names, text)] : [text];
  });
  const numbers = choice.measures.map((measure) =>
    exportedNumber(measureOf(group, measure, whole), KINDS[measure], zone, decimal),
  );
  return [...values, ...numbers];
}

// --------------------------------------------------------------------------------------------------------------- plot

/** Where a span begins, in milliseconds of a clock in the zone that is shown; null if that is not known. */
export function spanBegin(value: SummaryValue | undefined, time: TimeDimension): number | null {
  if (!value?.known) return null;
  const begin = Date.parse(value.text + ISO[time][0]);
  return Number.isFinite(begin) ? begin : null;
}

/** A span by its beginning, as its value is shown. */
export function spanText(begin: number, time: TimeDimension): string {
  const text = new Date(begin).toISOString().slice(0, ISO[time][1]);
  return valueText(time, { text, known: true, condition: null });
}

/** The dimension that is a time; null if there is none. */
export function timeDimension({ dimensions }: SummaryChoice): TimeDimension | null {
  return dimensions.find(isSpan) ?? null;
}

/** What a plot is asked for: the spans of time in their order. */
export function plotQuestion(choice: SummaryChoice, time: TimeDimension): SummaryQuestion {
  const [measure] = [barOf(choice) ?? 'sessions'];
  return questionOf({ ...choice, dimensions: [time], measures: [measure], order: '0', descending: false });
}

/** A bar of a plot. */
export interface PlotBar {
  /** Number of spans after the first. */
  place: number;
  value: number;
  when: string;
  text: string;
}

export interface Plot {
  /** In milliseconds, of a clock in the zone that is shown. */
  start: number;
  end: number;
  /** Number of spans. */
  spans: number;
  largest: number;
  bars: readonly PlotBar[];
}

/** The bars of spans of time; null if there is nothing to draw. */
export function plotOf(table: SummaryTable, choice: SummaryChoice, time: TimeDimension, zone: Zone): Plot | null {
  const measure = barOf(choice) ?? 'sessions';
  const length = SPAN_MS[time];
  const known = table.rows.flatMap((group) => {
    const [value] = group.values;
    const begin = spanBegin(value, time);
    return value && begin !== null ? [{ group, value, begin }] : [];
  });
  const first = known[0];
  const last = known.at(-1);
  if (!first || !last) return null;
  const bars = known.map(({ group, value, begin }) => ({
    place: Math.round((begin - first.begin) / length),
    value: measureOf(group, measure, table) ?? 0,
    when: valueText(time, value),
    text: measureText(group, measure, table, zone),
  }));
  const end = last.begin + length;
  const largest = bars.reduce((most, { value }) => Math.max(most, value), 0);
  return { start: first.begin, end, spans: Math.round((end - first.begin) / length), largest, bars };
}

/** All bars as one path, in a drawing one unit wide per span; a bar that is not empty is visible. */
export function plotPath(
  { bars, largest }: { bars: readonly Pick<PlotBar, 'place' | 'value'>[]; largest: number },
  height: number,
): string {
  return bars
    .filter(({ value }) => value > 0)
    .map(({ place, value }) => {
      const tall = Math.max(height / 50, (value / largest) * height);
      return `M${place + 0.08} ${height}V${(height - tall).toFixed(2)}h0.84V${height}z`;
    })
    .join('');
}
