/** Counts and sizes as text. */

const COUNT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** `12,345,678` */
export function formatCount(count: number): string {
  return COUNT.format(count);
}

/** `1 session`, `2,000 sessions`: the count with its noun. */
export function formatNoun(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'];

/**
 * `734 bytes`, `36.0 KB`, `9.54 MB`; empty if unknown. Units are powers of 1024 with the names that Windows and
 * Exchange use, so that sizes match those of Explorer and Get-Message.
 */
export function formatSize(bytes: number | null): string {
  if (bytes === null || !Number.isFinite(bytes)) return '';
  const step = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10));
  if (step === 0) return formatNoun(bytes, 'byte', 'bytes');
  const value = bytes / 1024 ** step;
  return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ${UNITS[step]}`;
}

/** Whole per cent, 100 only at the very end; 0 of nothing. */
export function percent(part: number, whole: number): number {
  return whole > 0 ? Math.min(100, Math.floor((100 * part) / whole)) : 0;
}
