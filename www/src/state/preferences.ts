/**
 * What is remembered between visits: the look of the page, never anything from a log, apart from the queries of the search
 * box if the user wants that.
 */

import type { Storage } from '../browser/storage.js';
import { type FacetField, type Separator, type SummaryChoice, THRESHOLDS, type Threshold } from '../contract.js';
import type { Zone } from '../format/time.js';
import { isFacet, isMeasure, isOrder } from './choices.js';
import { knownLayout } from './column-layout.js';
import { type AppState, DEFAULT_THRESHOLDS, type Density, type ReadingPane, type Theme } from './state.js';

const KEY = 'exchange-log-viewer';

export type Preferences = Pick<
  AppState,
  | 'theme'
  | 'zone'
  | 'gapMs'
  | 'split'
  | 'columns'
  | 'density'
  | 'readingPane'
  | 'maximised'
  | 'timelineShown'
  | 'separator'
  | 'facets'
  | 'facetsShown'
  | 'noiseHidden'
  | 'summaryChoice'
  | 'sparklinesShown'
  | 'letterKeys'
  | 'history'
  | 'historyKept'
  | 'thresholds'
>;

const isTheme = (value: unknown): value is Theme => value === 'system' || value === 'light' || value === 'dark';
const isZone = (value: unknown): value is Zone => value === 'utc' || value === 'local';
const isDensity = (value: unknown): value is Density => value === 'compact' || value === 'comfortable';
const isReadingPane = (value: unknown): value is ReadingPane =>
  value === 'auto' || value === 'below' || value === 'right';
const isSeparator = (value: unknown): value is Separator =>
  value === 'comma' || value === 'semicolon' || value === 'tab';
const isShare = (value: unknown): value is number => typeof value === 'number' && value > 0 && value < 1;
const isGap = (value: unknown): value is number => typeof value === 'number' && value > 0;

/** The facets that are known, each once. */
function facetsOf(stored: readonly unknown[]): FacetField[] {
  return [...new Set(stored)].filter(isFacet);
}

/**
 * The summary that was chosen, if all of it is known. Queries and names of columns are not remembered, as they come from
 * logs.
 */
function choiceOf(stored: unknown): SummaryChoice | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { name, dimensions, measures, counted, order, descending } = stored as Record<string, unknown>;
  if (!Array.isArray(dimensions) || !Array.isArray(measures)) return null;
  const fields = facetsOf(dimensions).slice(0, 3);
  const shown = [...new Set<unknown>(measures)].filter(isMeasure);
  if (fields.length === 0 || shown.length === 0 || !isFacet(counted) || !isOrder(order)) return null;
  const isNamed = typeof name === 'string' && fields.length === dimensions.length;
  return {
    name: isNamed ? name : '',
    dimensions: fields,
    measures: shown,
    counted,
    order,
    descending: descending === true,
    within: '',
  };
}

/** What of it may be remembered. */
function keptChoice(choice: SummaryChoice | null): Omit<SummaryChoice, 'within'> | null {
  if (!choice) return null;
  const { within: _, name, ...kept } = choice;
  // The name of what the user has saved is of the user's own making; those of the page's own summaries are words.
  return { ...kept, name: /^[a-z-]*$/.test(name) ? name : '', dimensions: facetsOf(kept.dimensions) };
}

/** The largest limit of findings: seconds of a day. */
export const LARGEST_LIMIT = 86_400;

/** The limits that the user has changed. */
function changedLimits(limits: object): [string, number][] {
  const isLimit = (value: unknown) => Number.isInteger(value) && Number(value) > 0 && Number(value) <= LARGEST_LIMIT;
  return Object.entries(limits).filter(
    ([name, value]) => name in THRESHOLDS && isLimit(value) && value !== THRESHOLDS[name as Threshold].value,
  );
}

/** Queries that are kept, and the characters of one. */
const KEPT = 20;
const LONGEST = 2_000;

/** The queries that were kept. */
function historyOf(stored: readonly unknown[]): string[] {
  const isQuery = (value: unknown): value is string => typeof value === 'string' && value.length <= LONGEST;
  return stored.filter(isQuery).slice(0, KEPT);
}

/** The valid parts of what was stored, possibly by another version or another program. */
function known(stored: Record<string, unknown>): Partial<Preferences> {
  const columns = knownLayout(stored.columns);
  return {
    ...(isTheme(stored.theme) && { theme: stored.theme }),
    ...(isZone(stored.zone) && { zone: stored.zone }),
    ...(isGap(stored.gapMs) && { gapMs: stored.gapMs }),
    ...(isSeparator(stored.separator) && { separator: stored.separator }),
    ...(columns && { columns }),
    ...(isDensity(stored.density) && { density: stored.density }),
    ...(isReadingPane(stored.readingPane) && { readingPane: stored.readingPane }),
    ...(isShare(stored.split) && { split: stored.split }),
    ...(typeof stored.maximised === 'boolean' && { maximised: stored.maximised }),
    ...(typeof stored.timelineShown === 'boolean' && { timelineShown: stored.timelineShown }),
    ...(typeof stored.facetsShown === 'boolean' && { facetsShown: stored.facetsShown }),
    ...(typeof stored.noiseHidden === 'boolean' && { noiseHidden: stored.noiseHidden }),
    ...(typeof stored.letterKeys === 'boolean' && { letterKeys: stored.letterKeys }),
    ...(typeof stored.sparklinesShown === 'boolean' && { sparklinesShown: stored.sparklinesShown }),
    ...(choiceOf(stored.summaryChoice) && { summaryChoice: choiceOf(stored.summaryChoice) }),
    ...(stored.historyKept === true && { historyKept: true }),
    ...(stored.historyKept === true && Array.isArray(stored.history) && { history: historyOf(stored.history) }),
    ...(typeof stored.limits === 'object' &&
      stored.limits && {
        thresholds: { ...DEFAULT_THRESHOLDS, ...Object.fromEntries(changedLimits(stored.limits)) },
      }),
    ...(Array.isArray(stored.facets) && { facets: facetsOf(stored.facets) }),
  };
}

export function loadPreferences(storage: Storage | null): Partial<Preferences> {
  try {
    const stored: unknown = JSON.parse(storage?.getItem(KEY) ?? '{}');
    return typeof stored === 'object' && stored !== null ? known(stored as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Failing to save is not worth a message. */
export function savePreferences(storage: Storage | null, preferences: Preferences): void {
  const { theme, zone, gapMs, split, maximised, timelineShown, separator, facets, facetsShown } = preferences;
  const { letterKeys, noiseHidden, columns, density, readingPane, sparklinesShown } = preferences;
  const summaryChoice = keptChoice(preferences.summaryChoice);
  const look = { theme, zone, gapMs, split, maximised, timelineShown, separator, letterKeys, noiseHidden };
  const lists = { columns, density, readingPane };
  const changed = changedLimits(preferences.thresholds);
  const { historyKept, history } = preferences;
  const kept = {
    ...{ ...look, ...lists, facets, facetsShown, summaryChoice, sparklinesShown },
    ...(changed.length > 0 && { limits: Object.fromEntries(changed) }),
    ...(historyKept && { historyKept, history: historyOf(history) }),
  };
  try {
    storage?.setItem(KEY, JSON.stringify(kept));
  } catch {
    // Full, blocked or turned off: the page works without.
  }
}
