/** Durations in milliseconds as text: exact up to a minute, shorter above. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The larger of two units, and the smaller one with two digits, to which it is rounded. */
function pair(ms: number, large: number, small: number, names: readonly [string, string]): string {
  const rounded = Math.round(ms / small) * small;
  const rest = (rounded % large) / small;
  return `${Math.floor(rounded / large)} ${names[0]} ${String(rest).padStart(2, '0')} ${names[1]}`;
}

/** `113 ms`, `4.113 s`, `5 min 03 s`, `2 h 05 min`, `3 d 04 h`; empty if unknown. */
export function formatDuration(ms: number | null): string {
  if (ms === null || !Number.isFinite(ms)) return '';
  if (ms < 0) return `−${formatDuration(-ms)}`;
  if (ms < SECOND) return `${Math.round(ms)} ms`;
  if (ms < MINUTE) return `${(ms / SECOND).toFixed(3)} s`;
  if (ms < HOUR - SECOND / 2) return pair(ms, MINUTE, SECOND, ['min', 's']);
  if (ms < DAY - MINUTE / 2) return pair(ms, HOUR, MINUTE, ['h', 'min']);
  return pair(ms, DAY, HOUR, ['d', 'h']);
}

/** The time since the previous entry in seconds, with aligned decimals: `+0.113`, `+303.000`; empty for none. */
export function formatDelta(ms: number): string {
  if (!Number.isFinite(ms) || ms === 0) return '';
  return `${ms < 0 ? '−' : '+'}${(Math.abs(ms) / SECOND).toFixed(3)}`;
}
