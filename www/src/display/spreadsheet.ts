/**
 * How CSV is written so that Excel opens it by a double click: it takes the list separator and the decimal sign of the
 * regional settings, which a page cannot ask for; the language of the browser is the best guess.
 */

import type { Separator, Sheet, ZoneOffset } from '../contract.js';
import { offsetMinutes, type Zone } from '../format/time.js';

const DAY_MS = 86_400_000;

/** Regions whose lists have semicolons though their numbers have a decimal point. */
const SWISS = /-(?:CH|LI)\b/;

/** WebKit names no language where the system has none, but `C`. */
function browserLocale(): string {
  try {
    return Intl.getCanonicalLocales(globalThis.navigator?.language)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

function hasDecimalComma(locale: string): boolean {
  const parts = new Intl.NumberFormat(locale).formatToParts(1.5);
  return parts.some(({ type, value }) => type === 'decimal' && value !== '.') && !SWISS.test(locale);
}

/** What Excel expects between cells, as far as the language of the browser shows. */
export function usualSeparator(locale = browserLocale()): Separator {
  return hasDecimalComma(locale) || SWISS.test(locale) ? 'semicolon' : 'comma';
}

/**
 * The decimal sign that belongs to a separator. A user who chooses semicolons in a browser whose language does not have
 * them has an Excel that does, and with it a decimal comma.
 */
function takesDecimalComma(separator: Separator, locale: string): boolean {
  if (separator === 'comma') return false;
  return separator === 'semicolon' ? !SWISS.test(locale) : hasDecimalComma(locale);
}

/** The first moment after `from`, and not after `to`, with another offset than at `from`; `to` is known to have one. */
function change(from: number, to: number, zone: Zone): number {
  const before = offsetMinutes(from, zone);
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMinutes(middle, zone) === before) low = middle;
    else high = middle;
  }
  return high;
}

/** The offsets from UTC of a zone over a period, each with the time from which it applies. */
export function zoneOffsets(zone: Zone, from: number, to: number): ZoneOffset[] {
  const offsets = [{ from, minutes: offsetMinutes(from, zone) }];
  if (zone === 'utc') return offsets;
  for (let day = from; day < to; day += DAY_MS) {
    const minutes = offsetMinutes(day + DAY_MS, zone);
    if (minutes !== offsets.at(-1)?.minutes) offsets.push({ from: change(day, day + DAY_MS, zone), minutes });
  }
  return offsets;
}

export function sheetOf(separator: Separator, offsets: readonly ZoneOffset[], locale = browserLocale()): Sheet {
  return { separator, decimalComma: takesDecimalComma(separator, locale), offsets };
}
