/**
 * Times as text: UTC as in the logs, or local time with its offset. Independent of the locale, so that a time looks the
 * same on every machine and sorts as text.
 */

/** The time zone of all times on the page. */
export type Zone = 'utc' | 'local';

const MINUTE_MS = 60_000;

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

/** Minutes east of UTC at that moment on this machine; 0 for UTC. */
export function offsetMinutes(time: number, zone: Zone): number {
  return zone === 'utc' ? 0 : -new Date(time).getTimezoneOffset();
}

/** `+01:00`; `Z` for the UTC zone only, to distinguish it from a local time that happens to be UTC. */
export function formatOffset(time: number, zone: Zone): string {
  if (zone === 'utc') return 'Z';
  return clockOffset(offsetMinutes(time, zone));
}

function clockOffset(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

/** `UTC+01:00`, of minutes east of UTC. */
export function formatMinutesEast(minutes: number): string {
  return `UTC${clockOffset(minutes)}`;
}

/** A date whose UTC fields are the wall-clock time of the zone. */
function wallClock(time: number, zone: Zone): Date {
  return new Date(time + offsetMinutes(time, zone) * MINUTE_MS);
}

/** Whether a time can be shown: a number within the range of `Date`. */
export function isTime(time: number | null | undefined): time is number {
  return typeof time === 'number' && Math.abs(time) <= 8.64e15;
}

/** `2023-01-11`, empty without a time. */
export function formatDay(time: number | null, zone: Zone): string {
  if (!isTime(time)) return '';
  const date = wallClock(time, zone);
  return `${pad(date.getUTCFullYear(), 4)}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`;
}

/** `16:00:04.113`, empty without a time. */
export function formatClock(time: number | null, zone: Zone): string {
  if (!isTime(time)) return '';
  const date = wallClock(time, zone);
  const clock = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map((part) => pad(part)).join(':');
  return `${clock}.${pad(date.getUTCMilliseconds(), 3)}`;
}

/** `2023-01-11 16:00:04.113Z` or `2023-01-11 17:00:04.113 +01:00`, empty without a time. */
export function formatTime(time: number | null, zone: Zone): string {
  if (!isTime(time)) return '';
  const gap = zone === 'utc' ? '' : ' ';
  return `${formatDay(time, zone)} ${formatClock(time, zone)}${gap}${formatOffset(time, zone)}`;
}

/** `2023-01-11T16:00:04.113Z`, empty without a time. */
export function formatIso(time: number | null): string {
  return isTime(time) ? new Date(time).toISOString() : '';
}

/** Characters of a clock that say all of it: to the minute, the second or the millisecond. */
function clockLength(time: number): number {
  if (time % 1000 !== 0) return 12;
  return time % MINUTE_MS === 0 ? 5 : 8;
}

/**
 * `2026-03-01 14:05 to 14:06`, `2026-03-01 to 2026-03-07` for whole days: from a time to the one at which the next span
 * begins. The day is written once if both are on the same day.
 */
export function formatPeriod(from: number, to: number, zone: Zone): string {
  const length = Math.max(clockLength(from), clockLength(to));
  const [start, end] = [formatClock(from, zone).slice(0, length), formatClock(to, zone).slice(0, length)];
  const day = formatDay(from, zone);
  if (start === '00:00' && end === '00:00') {
    const last = formatDay(to - 1, zone);
    return last === day ? day : `${day} to ${last}`;
  }
  return `${day} ${start} to ${formatDay(to, zone) === day ? '' : `${formatDay(to, zone)} `}${end}`;
}

/** A span of time; the day is written once if both ends are on the same day. */
export function formatSpan(from: number | null, to: number | null, zone: Zone): string {
  if (!isTime(from) || !isTime(to)) return '';
  const sameDay = formatDay(from, zone) === formatDay(to, zone);
  const end = sameDay ? formatTime(to, zone).slice(11) : formatTime(to, zone);
  const start = `${formatDay(from, zone)} ${formatClock(from, zone)}`;
  return `${start} – ${end}`;
}
