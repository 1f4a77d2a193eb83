/** Durations in milliseconds as text, exact where it matters and short where it does not. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Two units: the larger, and the smaller with two digits. */
function pair(ms: number, large: number, small: number, names: readonly [string, string]): string {
  const rest = Math.floor((ms % large) / small);
  return `${Math.floor(ms / large)} ${names[0]} ${String(rest).padStart(2, '0')} ${names[1]}`;
}

/** `113 ms`, `4.113 s`, `5 min 03 s`, `2 h 05 min`, `3 d 04 h`; empty when it is not known. */
export function formatDuration(ms: number | null): string {
  if (ms === null || !Number.isFinite(ms)) return '';
  if (ms < 0) return `−${formatDuration(-ms)}`;
  if (ms < SECOND) return `${Math.round(ms)} ms`;
  if (ms < MINUTE) return `${(ms / SECOND).toFixed(3)} s`;
  if (ms < HOUR) return pair(ms, MINUTE, SECOND, ['min', 's']);
  if (ms < DAY) return pair(ms, HOUR, MINUTE, ['h', 'min']);
  return pair(ms, DAY, HOUR, ['d', 'h']);
}

/** The time since the entry before, as a column that lines up: `+0.113`, `+303.000` (seconds); empty for none. */
export function formatDelta(ms: number): string {
  if (!Number.isFinite(ms) || ms === 0) return '';
  return `${ms < 0 ? '−' : '+'}${(Math.abs(ms) / SECOND).toFixed(3)}`;
}
