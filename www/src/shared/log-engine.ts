/**
 * The class that the WebAssembly module exports. Its methods are synchronous. A trap throws, and afterwards the object
 * must not be used again (see `EngineHost`).
 */

import type { LogEngine as WasmLogEngine } from '../contract/engine.js';

/** What is called of it; it is never freed, since the worker ends with it. */
export type LogEngine = Omit<WasmLogEngine, 'free'>;

/** Questions that are answered at once. */
const AT_ONCE = [
  'showCredentials',
  'maskedName',
  'queryParts',
  'queryPieces',
  'joinedQuery',
  'condition',
  'narrowedQuery',
  'narrowedBy',
  'queryWithPeriod',
  'nextMatch',
  'tables',
  'nextExportPart',
  'exportedShare',
  'clear',
] as const satisfies readonly (keyof LogEngine)[];

/**
 * Questions that may take long, and are answered in steps: the answer is undefined until it is known, and the same is asked
 * again. Whatever is read or closed in between begins them anew.
 */
export const STEPPED = [
  'publish',
  'setOrigin',
  'setThresholds',
  'query',
  'setQueryOffset',
  'hideNoise',
  'count',
  'complete',
  'nearby',
  'finding',
  'window',
  'rowOf',
  'detail',
  'related',
  'findMessages',
  'followMessage',
  'delays',
  'timelineSpan',
  'timeline',
  'coverage',
  'tableWindow',
  'tablePart',
  'placeOfRow',
  'sameRequest',
  'summarise',
  'help',
  'diagnostics',
  'beginTableExport',
  'beginExport',
  'exportContents',
] as const satisfies readonly (keyof LogEngine)[];

/** The methods that a question may name: all except those that read files, which only the loader calls. */
export const QUESTIONS = [...AT_ONCE, ...STEPPED] as const;

export type Question = (typeof QUESTIONS)[number];

/** The questions that are answered in steps, to look one up. */
export const IN_STEPS: ReadonlySet<Question> = new Set(STEPPED);
