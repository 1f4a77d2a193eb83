import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TimelineSeries } from '../src/contract.js';
import { OUTCOMES, type Period } from '../src/contract.js';
import { barPath, binTotals, linePath, outcomeTotals, peaks } from '../src/display/bars.js';
import {
  binAt,
  binEdges,
  binPeriod,
  binsOf,
  brushed,
  covering,
  LEAST_BINS,
  mostBins,
  moved,
  resized,
  SHORTEST,
  shareOf,
  spanOf,
  timeAt,
  viewOf,
  withPeriod,
  zoomed,
} from '../src/display/timeline.js';
import { binWords, periodWords, timelineWords } from '../src/display/timeline-text.js';
import { roundAfter, roundBefore, roundStep, ticks } from '../src/format/ticks.js';
import { formatClock, formatPeriod, type Zone } from '../src/format/time.js';
import { sheetOf } from '../src/views/sheet.js';
import { Page } from './page.js';
import { logFile } from './support/logs.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOON = Date.UTC(2026, 2, 1, 12);

describe('bins', () => {
  it('are round, as many as there is room for, and a second or wider', () => {
    const widths = (span: number, most: number) => {
      const edges = binEdges({ from: NOON, to: NOON + span }, most, 'utc');
      return [binPeriod(edges, 0).to - binPeriod(edges, 0).from, edges.length - 1];
    };
    expect(widths(1, 180)).toEqual([SECOND, 31]);
    expect(widths(3 * MINUTE, 180)).toEqual([SECOND, 180]);
    expect(widths(4 * MINUTE, 180)).toEqual([2 * SECOND, 120]);
    expect(widths(DAY, 180)).toEqual([10 * MINUTE, 144]);
    expect(widths(DAY, 600)).toEqual([5 * MINUTE, 288]);
    expect(widths(30 * DAY, 180)).toEqual([6 * HOUR, 120]);
    expect(widths(400 * DAY, 180)[0]).toBe(7 * DAY);
    expect(roundStep(400 * 365 * DAY, 180)).toBeGreaterThan(52 * 7 * DAY);
    expect(mostBins(320)).toBe(60);
    expect(mostBins(1256)).toBe(209);
    expect(mostBins(2536)).toBe(422);
    expect(mostBins(100_000)).toBe(600);
  });

  it('cover what is asked for, in ascending order and without gaps, for every span', () => {
    const span = fc.tuple(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 1, max: 1e11 }));
    fc.assert(
      fc.property(
        span,
        fc.integer({ min: 60, max: 600 }),
        fc.constantFrom<Zone>('utc', 'local'),
        ([from, size], most, zone) => {
          const edges = binEdges({ from, to: from + size }, most, zone);
          const { from: first, to: last } = spanOf(edges);
          expect(first).toBeLessThanOrEqual(from);
          expect(last).toBeGreaterThanOrEqual(from + size);
          expect(edges.length - 1).toBeGreaterThanOrEqual(LEAST_BINS);
          expect(edges.length - 1).toBeLessThanOrEqual(most + 2);
          const bin = Math.floor(edges.length / 2);
          for (const time of [from, from + size - 1, binPeriod(edges, bin).from]) {
            const period = binPeriod(edges, binAt(edges, time));
            expect(period.from <= time && time < period.to).toBe(true);
          }
          const lengths = edges.subarray(1).map((edge, index) => edge - (edges[index] ?? 0));
          expect(Math.min(...lengths)).toBeGreaterThan(0);
        },
      ),
    );
  });

  it('end where the period of the query does', () => {
    const edges = binEdges({ from: NOON, to: NOON + 2 * HOUR }, 120, 'utc');
    const period = { from: NOON + 90 * SECOND, to: NOON + 10 * MINUTE };
    const split = withPeriod(edges, period);
    expect(split.length).toBe(edges.length + 1);
    expect(Array.from(split.subarray(0, 5), (edge) => (edge - NOON) / SECOND)).toEqual([0, 60, 90, 120, 180]);
    const [first, end] = binsOf(split, period);
    expect(binPeriod(split, first).from).toBe(period.from);
    expect(binPeriod(split, end - 1).to).toBe(period.to);
    expect(withPeriod(edges, { from: 0, to: NOON })).toEqual(edges);
    expect(withPeriod(edges, null)).toEqual(edges);
    expect(withPeriod(new Float64Array(), period)).toEqual(new Float64Array());
  });

  it('begin weeks on Mondays, and days at midnight of the zone', () => {
    const monday = roundBefore(NOON, 7 * DAY, 'utc');
    expect(new Date(monday).toISOString()).toBe('2026-02-23T00:00:00.000Z');
    expect(formatClock(roundBefore(NOON, DAY, 'local'), 'local')).toBe('00:00:00.000');
  });
});

describe('a zone with summer time', () => {
  const zone = process.env.TZ;
  beforeAll(() => {
    process.env.TZ = 'Europe/Berlin';
  });
  afterAll(() => {
    process.env.TZ = zone;
  });
  const clocks = (from: number, step: number, count: number) => {
    const times = [roundBefore(from, step, 'local')];
    while (times.length < count) times.push(roundAfter(times.at(-1) ?? 0, step, 'local'));
    return times.map((time) => formatClock(time, 'local').slice(0, 5));
  };

  it('has whole local hours on both sides of the change', () => {
    const autumn = Date.UTC(2026, 9, 24, 22); // midnight
    expect(clocks(autumn, HOUR, 5)).toEqual(['00:00', '01:00', '02:00', '02:00', '03:00']);
    expect(clocks(autumn, 3 * HOUR, 4)).toEqual(['00:00', '03:00', '06:00', '09:00']);
    expect(clocks(autumn, 6 * HOUR, 6)).toEqual(['00:00', '06:00', '12:00', '18:00', '00:00', '06:00']);
    expect(clocks(autumn, DAY, 3)).toEqual(['00:00', '00:00', '00:00']);
    const spring = Date.UTC(2026, 2, 28, 23);
    expect(clocks(spring, HOUR, 4)).toEqual(['00:00', '01:00', '03:00', '04:00']);
    expect(clocks(spring, 2 * HOUR, 4)).toEqual(['00:00', '03:00', '04:00', '06:00']);
    expect(clocks(spring, 12 * HOUR, 4)).toEqual(['00:00', '12:00', '00:00', '12:00']);
    expect(clocks(spring, DAY, 3)).toEqual(['00:00', '00:00', '00:00']);
  });

  it('has days of 23 and 25 hours', () => {
    const edges = binEdges({ from: Date.UTC(2026, 9, 1), to: Date.UTC(2026, 10, 30) }, 70, 'local');
    const hours = Array.from(edges.subarray(1), (edge, index) => (edge - (edges[index] ?? 0)) / HOUR);
    expect(hours.filter((length) => length !== 24)).toEqual([25]);
  });

  it('has labels with the day where a new one begins', () => {
    const labels = ticks(Date.UTC(2026, 9, 24, 20), Date.UTC(2026, 9, 25, 8), 12, 'local').map(({ label }) => label);
    expect(labels[0]).toBe('2026-10-24 22:00');
    expect(labels).toContain('2026-10-25');
    expect(labels.filter((label) => label === '02:00')).toHaveLength(2);
  });

  it('ends where a clock is put forward at midnight', () => {
    process.env.TZ = 'Africa/Cairo'; // at the end of April, 24:00 becomes 01:00
    const times = clocks(Date.UTC(2026, 3, 22, 12), DAY, 5);
    expect(times.filter((clock) => clock !== '00:00')).toEqual(['01:00']);
    process.env.TZ = 'Europe/Berlin';
  });
});

describe('what is shown', () => {
  const whole = { from: NOON, to: NOON + DAY };

  it('is everything, or the period of the query with what is around it', () => {
    expect(viewOf(whole, null)).toBe(whole);
    const view = viewOf(whole, { from: NOON, to: NOON + 8 * HOUR });
    expect(view).toEqual({ from: NOON - HOUR, to: NOON + 9 * HOUR });
    expect(covering(whole, { from: NOON - 5, to: NOON })).toEqual({ from: NOON - 5, to: NOON + DAY });
    expect(covering(null, whole)).toBe(whole);
  });

  it('is zoomed about a time that stays where it is, down to bins of a second', () => {
    const at = NOON + 6 * HOUR;
    const near = zoomed(whole, 0.5, at, whole) as Period;
    expect(near).toEqual({ from: NOON + 3 * HOUR, to: NOON + 15 * HOUR });
    expect(shareOf(near, at)).toBe(shareOf(whole, at));
    expect(zoomed(near, 2, at, whole)).toBeNull();
    const nearest = zoomed(whole, 0, at, whole) as Period;
    expect(nearest.to - nearest.from).toBe(SHORTEST);
    expect(binPeriod(binEdges(nearest, 200, 'utc'), 0).to % SECOND).toBe(0);
  });

  it('stays within everything, however it is zoomed and moved', () => {
    const steps = fc.array(
      fc.tuple(fc.double({ min: 0.1, max: 8, noNaN: true }), fc.double({ min: -2, max: 3, noNaN: true })),
    );
    fc.assert(
      fc.property(steps, (all) => {
        let view: Period = whole;
        for (const [factor, share] of all) {
          view = moved(zoomed(view, factor, timeAt(view, share), whole) ?? whole, share, whole);
          expect(view.from).toBeGreaterThanOrEqual(whole.from);
          expect(view.to).toBeLessThanOrEqual(whole.to + 1);
          expect(view.to).toBeGreaterThan(view.from);
        }
      }),
    );
  });
});

describe('the brush', () => {
  const edges = binEdges({ from: NOON, to: NOON + 2 * HOUR }, 120, 'utc');
  const minute = (count: number) => NOON + count * MINUTE;

  it('selects whole bins, whichever way it is drawn', () => {
    expect(brushed(edges, minute(5) + 1, minute(9) + 1)).toEqual({ from: minute(5), to: minute(10) });
    expect(brushed(edges, minute(9) + 1, minute(5) + 1)).toEqual({ from: minute(5), to: minute(10) });
    expect(brushed(edges, minute(5), minute(5))).toEqual({ from: minute(5), to: minute(6) });
    expect(brushed(edges, 0, 9e15)).toEqual(spanOf(edges));
  });

  it('changes by its edges, and never to nothing', () => {
    const period = { from: minute(10), to: minute(20) };
    expect(resized(edges, period, 'from', minute(5) + 1)).toEqual({ from: minute(5), to: minute(20) });
    expect(resized(edges, period, 'to', minute(25) - 1)).toEqual({ from: minute(10), to: minute(25) });
    expect(resized(edges, period, 'to', minute(5))).toEqual({ from: minute(5), to: minute(10) });
    expect(resized(edges, period, 'from', minute(20))).toEqual({ from: minute(19), to: minute(20) });
    expect(resized(edges, period, 'to', minute(10))).toEqual({ from: minute(10), to: minute(11) });
  });

  it('means the same times there and back', () => {
    const span = spanOf(edges);
    expect(timeAt(span, shareOf(span, minute(7)))).toBe(minute(7));
    expect([timeAt(span, -1), timeAt(span, 2)]).toEqual([span.from, span.to]);
  });
});

describe('bars and lines', () => {
  const edges = Float64Array.of(0, 1000, 2000, 3000);
  const counts = new Uint32Array(OUTCOMES.length * 3);
  counts.set([4, 0, 2], 0); // accepted
  counts.set([4, 0, 0], 3 * 3); // rejected
  const timeline = {
    bins: 3,
    counts,
    series: [Float64Array.of(0, 16, 2), new Float64Array(), Float64Array.of(1, 0, 0)],
  };
  const size = { width: 300, height: 100 };

  it('add up both ways', () => {
    expect(binTotals(timeline)).toEqual([8, 0, 2]);
    const totals = new Map([
      ['accepted', 6],
      ['rejected', 4],
    ]);
    expect(outcomeTotals(timeline)).toEqual(OUTCOMES.map((outcome) => totals.get(outcome) ?? 0));
  });

  it('stack the outcomes, as wide as their bins', () => {
    const path = barPath(timeline, edges, 0, 8, size);
    expect(path).toBe('M8.00 100.00V50.00H92.00V100.00zM208.00 100.00V75.00H292.00V100.00z');
    expect(barPath(timeline, edges, 3, 8, size)).toBe('M8.00 50.00V0.00H92.00V50.00z');
    expect(barPath(timeline, edges, 1, 8, size)).toBe('');
    const uneven = Float64Array.of(0, 1000, 2000, 4000);
    expect(barPath(timeline, uneven, 0, 8, size)).toContain('M162.00 100.00V75.00H288.00V100.00z');
  });

  it('never let a bar disappear', () => {
    const one = { ...timeline, counts: Uint32Array.from(counts, (_, index) => (index === 9 ? 1 : 0)) };
    expect(barPath(one, edges, 3, 1_000_000, size)).toBe('M8.00 100.00V98.00H92.00V100.00z');
  });

  it('share a scale if they count the same', () => {
    expect(peaks(timeline, ['rejected', 'bytes', 'messages'])).toEqual({ sessions: 16, messages: 1, bytes: 1 });
    expect(peaks(timeline, ['messages', 'sessions', 'bytes'])).toEqual({ sessions: 8, messages: 16, bytes: 1 });
    expect(linePath(Float64Array.of(0, 16, 16), edges, 16, size)).toBe('M0.00 99.00H100.00V1.00H300.00');
    expect(linePath(new Float64Array(), edges, 16, size)).toBe('');
  });

  it('are told in words', () => {
    const shown = {
      edges,
      counts: timeline,
      series: [
        { query: 'code:550', measure: 'messages' },
        { query: 'x', measure: 'bytes' },
        { query: '', measure: 'rejected' },
      ] as const,
      whole: spanOf(edges),
      period: null,
    };
    expect(binWords(shown, 0, 'utc')).toBe(
      '1970-01-01 00:00:00 to 00:00:01, 8 sessions, 4 rejected, code:550: 0 messages, All sessions: 1 rejected',
    );
    expect(binWords(shown, 1, 'utc')).toMatch(/00:00:01 to 00:00:02, no sessions, code:550: 16 messages/);
    expect(periodWords(shown, { from: 1000, to: 3000 }, 'utc')).toMatch(/^1970-01-01 00:00:01 to 00:00:03, 2 sessions/);
  });
});

describe('a period in words', () => {
  it('is as exact as it is', () => {
    const shown = (from: number, to: number) => formatPeriod(from, to, 'utc');
    expect(shown(NOON + 5 * MINUTE, NOON + 6 * MINUTE)).toBe('2026-03-01 12:05 to 12:06');
    expect(shown(NOON, NOON + 1500)).toBe('2026-03-01 12:00:00.000 to 12:00:01.500');
    expect(shown(NOON, NOON + DAY)).toBe('2026-03-01 12:00 to 2026-03-02 12:00');
    expect(shown(NOON - 12 * HOUR, NOON + 12 * HOUR)).toBe('2026-03-01');
    expect(shown(NOON - 12 * HOUR, NOON + 156 * HOUR)).toBe('2026-03-01 to 2026-03-07');
  });
});

describe('the timeline of open logs', () => {
  let page: Page;
  beforeEach(async () => {
    page = new Page();
    await page.app.reading.open([logFile('1.LOG', 100)]);
  });
  const timeline = () => {
    const { timeline } = page.state;
    if (!timeline) throw new Error('no timeline');
    return timeline;
  };
  const shownSeries = (place: number): TimelineSeries => {
    const series = page.state.series[place];
    if (!series) throw new Error(`no series ${place}`);
    return series;
  };
  const total = () => binTotals(timeline().counts).reduce((all, count) => all + count, 0);
  /** The first half of what is shown that has sessions. */
  const half = (): Period => {
    const { edges, whole } = timeline();
    return brushed(edges, whole.from, (whole.from + whole.to) / 2);
  };

  it('narrows the query to a period, and shows what is around it', async () => {
    expect(total()).toBe(100);
    const period = half();
    await page.app.periods.narrow(period);
    expect(page.state.query).toMatch(/^start:\S+$/);
    expect(timeline().period).toEqual(period);
    const { counts } = page.state;
    expect(counts?.sessions).toBeGreaterThan(0);
    expect(counts?.sessions).toBeLessThan(100);
    const span = spanOf(timeline().edges);
    expect(span.from).toBeLessThan(period.from);
    expect(span.to).toBeGreaterThan(period.to);
    expect(total()).toBeGreaterThanOrEqual(counts?.sessions ?? 0);
    const inPeriod = outcomeTotals(timeline().counts, binsOf(timeline().edges, period));
    expect(inPeriod.reduce((all, count) => all + count, 0)).toBe(counts?.sessions);
  });

  it('replaces the period by another one, and goes back step by step', async () => {
    await page.app.narrowing.seek('log:receive');
    await page.app.periods.narrow(half());
    const first = page.state.query;
    const { from } = half();
    await page.app.periods.narrow({ from, to: from + 10 * SECOND });
    expect(page.state.query).not.toBe(first);
    expect(page.state.query).toMatch(/^log:receive start:\S+$/);
    expect(page.app.periods.back()).toBe(true);
    await vi.waitFor(() => expect(page.state.applied).toBe(first));
    expect(page.app.periods.back()).toBe(true);
    await vi.waitFor(() => expect(page.state.applied).toBe('log:receive'));
    await vi.waitFor(() => expect(timeline().period).toBeNull());
    expect(page.app.periods.back()).toBe(false);
  });

  it('takes a typed period out of the query', async () => {
    const { whole } = timeline();
    await page.app.narrowing.seek(`after:${new Date(whole.from + 5000).toISOString()} log:receive`);
    expect(timeline().period).toEqual({ from: whole.from + 5000, to: whole.to });
    expect(page.app.periods.back()).toBe(true);
    await vi.waitFor(() => expect(page.state.applied).toBe('log:receive'));
  });

  it('keeps a chosen period when times are shown in another zone, also in the steps before', async () => {
    await page.app.periods.narrow(half());
    const first = { query: page.state.query, found: page.state.counts?.sessions };
    await page.app.narrowing.narrowBy('only', 'log:receive');
    const zones = async (...all: Zone[]) => {
      for (const zone of all) page.app.prefer({ zone });
      await vi.waitFor(() => expect(page.state.applied.startsWith(first.query)).toBe(all.at(-1) === 'utc'));
    };
    await zones('local');
    expect(page.state.query).toMatch(/^start:\S+ log:receive$/);
    expect(page.state.counts?.sessions).toBe(first.found);
    await page.app.trail.back();
    expect(page.state.counts?.sessions).toBe(first.found);
    await page.app.trail.forward();
    await zones('utc', 'local', 'utc');
    expect(page.state.query).toBe(`${first.query} log:receive`);
    expect(page.state.counts?.sessions).toBe(first.found);
    expect(page.app.periods.back()).toBe(true);
  });

  it('leaves a quoted text that looks like the chosen period when times are shown in another zone', async () => {
    await page.app.periods.narrow(half());
    const period = page.state.query;
    await page.app.narrowing.seek(`-"at ${period} ." ${period}`);
    page.app.prefer({ zone: 'local' });
    await vi.waitFor(() => expect(page.state.applied.endsWith(period)).toBe(false));
    expect(page.state.query).toContain(`-"at ${period} ." start:`);
  });

  it('keeps what is shown when an edge is dragged', async () => {
    await page.app.periods.narrow(half());
    const span = spanOf(timeline().edges);
    const { from, to } = half();
    await page.app.periods.narrow({ from, to: to + MINUTE }, true);
    expect(spanOf(timeline().edges)).toEqual(span);
    expect(page.state.zoom).toEqual(span);
    await page.app.periods.narrow(half());
    expect(page.state.zoom).toBeNull();
  });

  it('zooms without narrowing, and goes back', async () => {
    const { whole } = timeline();
    const at = whole.from + 30 * SECOND;
    const before = spanOf(timeline().edges);
    page.app.timelines.zoomBy(0.25, at);
    await vi.waitFor(() => expect(spanOf(timeline().edges)).not.toEqual(before));
    expect(page.state.query).toBe('');
    expect(page.app.periods.back()).toBe(true);
    await vi.waitFor(() => expect(spanOf(timeline().edges)).toEqual(before));
  });

  it('asks only the last of many questions', async () => {
    const [engine] = page.engines;
    if (!engine) throw new Error('no engine');
    engine.calls.length = 0;
    for (let count = 0; count < 20; count++) page.app.timelines.show({ from: NOON, to: NOON + HOUR + count * MINUTE });
    await vi.waitFor(() => expect(spanOf(timeline().edges).to).toBeGreaterThanOrEqual(NOON + HOUR + 19 * MINUTE));
    expect(engine.callsOf('timeline').length).toBeLessThanOrEqual(2);
  });

  it('has more bins where there is more room', async () => {
    page.app.timelines.show({ from: NOON, to: NOON + HOUR });
    await vi.waitFor(() => expect(spanOf(timeline().edges).from).toBe(NOON));
    const { bins } = timeline().counts;
    page.app.timelines.resize(2536);
    await vi.waitFor(() => expect(timeline().counts.bins).toBeGreaterThan(bins));
  });

  it('finds only one outcome, and all again', async () => {
    await page.app.periods.toggleOutcome('rejected');
    expect(page.state.query).toBe('outcome:rejected');
    await page.app.periods.toggleOutcome('accepted');
    expect(page.state.query).toBe('outcome:accepted');
    await page.app.periods.toggleOutcome('accepted');
    expect(page.state.query).toBe('');
  });

  it('shows up to five further queries by a measure of their own', async () => {
    const { timelines } = page.app;
    expect(await timelines.add('log:receive', 'messages')).toBe('');
    expect(await timelines.add('log:receive', 'messages')).toMatch(/already/);
    expect(await timelines.add('gap>soon', 'sessions')).not.toBe('');
    await page.app.narrowing.seek('entries>2');
    await page.app.periods.narrow(half());
    expect(await timelines.addCurrent('sessions')).toBe('');
    expect(timeline().series).toEqual([
      { query: 'log:receive', measure: 'messages' },
      { query: 'entries>2', measure: 'sessions' },
    ]);
    expect(timeline().counts.series.map((sums) => sums.length)).toEqual([
      timeline().counts.bins,
      timeline().counts.bins,
    ]);
    page.app.search.type('gap>soon');
    expect(await timelines.addCurrent('sessions')).not.toBe('');
    page.app.search.type('entries>3');
    expect(await timelines.addCurrent('sessions')).toBe('');
    expect(timeline().series[2]).toEqual({ query: 'entries>3', measure: 'sessions' });
    timelines.remove(shownSeries(2));
    for (const query of ['a', 'b', 'c']) await timelines.add(query, 'bytes');
    expect(await timelines.add('d', 'bytes')).toMatch(/at most 5/);
    timelines.measure(shownSeries(1), 'rejected');
    timelines.remove(shownSeries(0));
    await vi.waitFor(() => expect(timeline().series[0]).toEqual({ query: 'entries>2', measure: 'rejected' }));
    expect(timeline().series).toHaveLength(4);
    await page.app.reading.clear();
    expect(page.state.series).toEqual([]);
  });

  it('has series by the names under which their queries are saved', async () => {
    const { timelines } = page.app;
    await timelines.add('log:receive', 'messages', 'What comes in');
    expect(timeline().series).toEqual([{ query: 'log:receive', measure: 'messages', name: 'What comes in' }]);
    expect(binWords(timeline(), 0, 'utc')).toMatch(/, What comes in: 0 messages$/);
    expect(await timelines.add('log:receive', 'messages')).toMatch(/already/);
    timelines.measure(shownSeries(0), 'sessions');
    await vi.waitFor(() => expect(timeline().series[0]).toMatchObject({ measure: 'sessions', name: 'What comes in' }));
  });

  it('is printed above the list while it is shown, with its range in words', async () => {
    page.app.show('sessions');
    await page.app.periods.narrow(half());
    await page.app.printing.prepare(0);
    expect(sheetOf(page.state)?.timeline).toBe(timeline());
    expect(timelineWords(timeline(), 'utc')).toMatch(
      new RegExp(`^${page.state.counts?.sessions} sessions from 2026-02-03 .*Z: `),
    );
    page.app.prefer({ timelineShown: false });
    expect(sheetOf(page.state)?.timeline).toBeNull();
  });

  it('has the period of a query that finds nothing, so that it can be changed', async () => {
    await page.app.narrowing.seek('start:1990-01-01 nothingatall');
    expect(page.state.counts?.sessions).toBe(0);
    expect(timeline().period).toEqual({ from: Date.UTC(1990, 0, 1), to: Date.UTC(1990, 0, 2) });
    expect(timeline().counts.bins).toBeGreaterThan(0);
    await page.app.narrowing.seek('nothingatall');
    expect(timeline().counts.bins).toBe(0);
  });
});
