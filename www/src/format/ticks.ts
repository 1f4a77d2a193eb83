/** Round times of a zone, and the ticks of a time axis. */

import { formatClock, formatDay, offsetMinutes, type Zone } from './time.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** Weeks begin on a Monday, as the one of 1970-01-05 did. */
const MONDAY = 4 * DAY;

/** Round steps. */
const STEPS = [
  1000,
  2000,
  5000,
  10_000,
  15_000,
  30_000,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  WEEK,
  2 * WEEK,
  4 * WEEK,
  13 * WEEK,
  52 * WEEK,
];

export interface Tick {
  time: number;
  label: string;
}

/** The smallest round step of which no more than `most` fit into the span. */
export function roundStep(span: number, most: number): number {
  return STEPS.find((step) => span / step <= most) ?? Math.ceil(span / most / WEEK) * WEEK;
}

/** Milliseconds since the last time that is a multiple of the step on a clock of the zone. */
function since(time: number, step: number, zone: Zone): number {
  const wall = time + offsetMinutes(time, zone) * MINUTE - (step % WEEK === 0 ? MONDAY : 0);
  return wall - Math.floor(wall / step) * step;
}

/** The nearest time that is round, where a clock was put forward or back within the last step; else the same time. */
function rounded(time: number, step: number, zone: Zone): number {
  const rest = since(time, step, zone);
  const nearest = rest <= step / 2 ? time - rest : time + step - rest;
  // A round time that the clock skips does not exist.
  return since(nearest, step, zone) === 0 ? nearest : time;
}

/** The last round time that is not after this one. */
export function roundBefore(time: number, step: number, zone: Zone): number {
  const before = rounded(time - since(time, step, zone), step, zone);
  return before <= time ? before : time - since(time, step, zone);
}

/** The next round time. An hour that occurs twice, as the clock is put back, is passed twice. */
export function roundAfter(time: number, step: number, zone: Zone): number {
  return rounded(time + step, step, zone);
}

/** A label has the day if the one before is of another day; each midnight is the day that it begins. */
function label(time: number, step: number, zone: Zone, before: number | undefined): string {
  const day = formatDay(time, zone);
  const clock = formatClock(time, zone);
  if (step >= DAY || clock === '00:00:00.000') return day;
  const shown = clock.slice(0, step < MINUTE ? 8 : 5);
  return before !== undefined && formatDay(before, zone) === day ? shown : `${day} ${shown}`;
}

/** Ticks at round wall-clock times of the zone within the span. */
export function ticks(start: number, end: number, most: number, zone: Zone): Tick[] {
  if (!(end > start) || most < 1) return [];
  const step = roundStep(end - start, most);
  const marks: Tick[] = [];
  const first = roundBefore(start, step, zone);
  for (let time = first; time <= end; time = roundAfter(time, step, zone)) {
    if (time >= start) marks.push({ time, label: label(time, step, zone, marks.at(-1)?.time) });
  }
  return marks;
}
