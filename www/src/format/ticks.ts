/** The ticks of a time axis. */

import { formatClock, formatDay, offsetMinutes, type Zone } from './time.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Round steps. */
const STEPS = [
  1000,
  5000,
  15_000,
  30_000,
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
  14 * DAY,
  28 * DAY,
  91 * DAY,
  365 * DAY,
];

export interface Tick {
  time: number;
  label: string;
}

/** The smallest step that needs no more than `most` ticks. */
export function tickStep(span: number, most: number): number {
  return STEPS.find((step) => span / step <= most) ?? Math.ceil(span / most / DAY) * DAY;
}

/** The first label has the day, and each midnight is the day that it begins. */
function label(time: number, step: number, zone: Zone, isFirst: boolean): string {
  const day = formatDay(time, zone);
  const clock = formatClock(time, zone);
  if (step >= DAY || clock === '00:00:00.000') return day;
  const shown = clock.slice(0, step < MINUTE ? 8 : 5);
  return isFirst ? `${day} ${shown}` : shown;
}

/** Ticks at round wall-clock times of the zone within the span. */
export function ticks(start: number, end: number, most: number, zone: Zone): Tick[] {
  if (!(end > start) || most < 1) return [];
  const step = tickStep(end - start, most);
  const shift = offsetMinutes(start, zone) * MINUTE;
  const marks: Tick[] = [];
  for (let time = Math.ceil((start + shift) / step) * step - shift; time <= end; time += step) {
    marks.push({ time, label: label(time, step, zone, marks.length === 0) });
  }
  return marks;
}
