import { describe, expect, it } from 'vitest';
import { formatDelta, formatDuration } from '../src/format/duration.js';
import { formatCount, formatNoun, formatSize, percent } from '../src/format/number.js';
import { roundStep, ticks } from '../src/format/ticks.js';
import { formatClock, formatDay, formatIso, formatSpan, formatTime } from '../src/format/time.js';

const NOON = Date.UTC(2026, 1, 3, 12, 0, 4, 113);

describe('times', () => {
  it.each([
    ['utc', '2026-02-03 12:00:04.113Z'],
    ['local', '2026-02-03 17:30:04.113 +05:30'],
  ] as const)('%s', (zone, text) => {
    expect(formatTime(NOON, zone)).toBe(text);
  });

  it('changes the day with the zone', () => {
    const late = Date.UTC(2026, 1, 3, 23, 0);
    expect(formatDay(late, 'utc')).toBe('2026-02-03');
    expect(formatDay(late, 'local')).toBe('2026-02-04');
  });

  it.each([null, Number.NaN, Number.POSITIVE_INFINITY, 8.64e15 + 1])('is empty for %s', (time) => {
    expect([formatTime(time, 'utc'), formatClock(time, 'local'), formatDay(time, 'utc'), formatIso(time)]).toEqual([
      '',
      '',
      '',
      '',
    ]);
  });

  it('writes the day once when a span begins and ends on it', () => {
    expect(formatSpan(NOON, NOON + 1000, 'utc')).toBe('2026-02-03 12:00:04.113 – 12:00:05.113Z');
    expect(formatSpan(NOON, NOON + 86_400_000, 'utc')).toBe('2026-02-03 12:00:04.113 – 2026-02-04 12:00:04.113Z');
    expect(formatSpan(null, NOON, 'utc')).toBe('');
  });
});

describe('durations', () => {
  it.each([
    [0, '0 ms'],
    [113, '113 ms'],
    [4113, '4.113 s'],
    [59_999, '59.999 s'],
    [89_960, '1 min 30 s'],
    [303_000, '5 min 03 s'],
    [3_599_600, '1 h 00 min'],
    [7_500_000, '2 h 05 min'],
    [273_600_000, '3 d 04 h'],
    [-2000, '−2.000 s'],
    [Number.NaN, ''],
    [null, ''],
  ])('%s ms', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it.each([
    [0, ''],
    [180, '+0.180'],
    [303_000, '+303.000'],
    [-5, '−0.005'],
  ])('difference of %s ms', (ms, text) => {
    expect(formatDelta(ms)).toBe(text);
  });
});

describe('counts and sizes', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [1023, '1,023 bytes'],
    [1024, '1.00 KB'],
    [36 * 1024, '36.0 KB'],
    [10_000_000, '9.54 MB'],
    [4.3 * 1024 ** 3, '4.30 GB'],
    [Number.NaN, ''],
    [null, ''],
  ])('%s bytes', (bytes, text) => {
    expect(formatSize(bytes)).toBe(text);
  });

  it('name what they count', () => {
    expect(formatCount(12_345_678)).toBe('12,345,678');
    expect(formatNoun(1, 'entry', 'entries')).toBe('1 entry');
    expect(formatNoun(0, 'entry', 'entries')).toBe('0 entries');
  });

  it('reach 100 per cent only at the end', () => {
    expect([percent(999, 1000), percent(1000, 1000), percent(0, 0)]).toEqual([99, 100, 0]);
  });
});

describe('ticks of the time axis', () => {
  const hour = 3_600_000;

  it('use the smallest round step with few enough ticks', () => {
    expect(roundStep(24 * hour, 8)).toBe(3 * hour);
    expect(roundStep(400 * 365 * 24 * hour, 8)).toBeGreaterThan(365 * 24 * hour);
  });

  it('are at round times of the zone', () => {
    const start = Date.UTC(2026, 1, 3, 7, 10);
    expect(ticks(start, start + 6 * hour, 6, 'utc').map(({ label }) => label)).toEqual([
      '2026-02-03 08:00',
      '09:00',
      '10:00',
      '11:00',
      '12:00',
      '13:00',
    ]);
    expect(ticks(start, start + hour, 2, 'local').map(({ label }) => label)).toEqual(['2026-02-03 13:00', '13:30']);
  });

  it('show the day at midnight', () => {
    const start = Date.UTC(2026, 1, 3, 22);
    expect(ticks(start, start + 4 * hour, 4, 'utc').map(({ label }) => label)).toContain('2026-02-04');
  });

  it('are none for an empty span', () => {
    expect(ticks(5, 5, 8, 'utc')).toEqual([]);
    expect(ticks(Number.NaN, Number.NaN, 8, 'utc')).toEqual([]);
  });
});
