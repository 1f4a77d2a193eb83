/**
 * Everything that the page remembers, in one place. The views print it, the actions change it, and whatever can be worked
 * out from it is worked out by pure functions and not kept.
 */

import type {
  Corrections,
  DiagnosticReport,
  ExportFormat,
  QueryCounts,
  QueryHelp,
  QueryProblem,
  RelatedSession,
  SessionDetail,
  SortOrder,
  Summary,
  TableOrder,
  TableReport,
  TableWindow,
  Timeline,
} from '../contract.js';
import { isTime, offsetMinutes, type Zone } from '../format/time.js';
import type { Progress } from '../shared/load.js';

/** What stands in the middle of the page. */
export type Panel = 'sessions' | 'tables' | 'files' | 'coverage';

export type Theme = 'system' | 'light' | 'dark';

/** Something that the user should know: what happened, to which file, what to do. */
export interface Notice {
  id: number;
  severity: 'error' | 'warning' | 'info';
  text: string;
  /** Buttons that lead on. */
  actions: { label: string; run(): void }[];
}

export interface AppState {
  /** Whether there is an engine to ask. */
  engine: 'starting' | 'ready' | 'dead' | 'unavailable';
  /** How far reading is; null when nothing is being read. */
  progress: Progress | null;
  /** Whether the user has asked to stop reading. */
  cancelling: boolean;
  /** What is open; null before the first file. */
  summary: Summary | null;
  /** Goes up whenever the listed sessions may be others than before. */
  revision: number;
  /** What the search box holds. */
  query: string;
  /** The last query that could be understood: the one that the list shows. */
  applied: string;
  /** Why what the box holds could not be understood; the list then shows the last query that could. */
  problem: QueryProblem | null;
  /** What the last good query found. */
  counts: QueryCounts | null;
  /** Order of the session table. */
  sort: SortOrder;
  /** The session that the cursor is on: its handle, null for none. */
  selected: number | null;
  /** Row of that session in the list, -1 when it is not listed. */
  selectedRow: number;
  /** The session that the conversation shows, null when it is closed. */
  detail: SessionDetail | null;
  /** Other sessions that tell of the same; empty until that is known. */
  related: RelatedSession[];
  /** Entry to bring into view, as a position in the session; null for none. */
  target: number | null;
  /** Whether every entry shows its raw fields. */
  raw: boolean;
  /** Pauses from this length on are drawn, in milliseconds. */
  gapMs: number;
  /** Clock of all times shown. */
  zone: Zone;
  /** Colours: as the system says, or as the user says. */
  theme: Theme;
  /** What stands in the middle. */
  panel: Panel;
  /** Share of the height that the session table gets while a conversation is open, 0 to 1. */
  split: number;
  /** Listed sessions over time. */
  timeline: Timeline | null;
  /** Everything odd that was met. */
  diagnostics: DiagnosticReport[];
  /** Whether credentials in the logs are shown and exported: only as long as the user wants, and never remembered. */
  credentials: boolean;
  /** What the user knows better of files, by their paths. */
  corrections: Corrections;
  /** Logs that are shown as they are. */
  tables: TableReport[];
  /** Which of them is shown. */
  table: number;
  /** Order of its rows. */
  tableSort: TableOrder;
  /** Its row that the cursor is on, -1 for none. */
  tableRow: number;
  /** That row whole, while it is open. */
  tableDetail: TableWindow | null;
  /** The columns that the user has chosen, by the number of the table; they are forgotten with the logs. */
  tableColumns: Readonly<Record<number, readonly number[]>>;
  /** Messages to the user, oldest first. */
  notices: Notice[];
  /** The query language as the engine describes it, once it was asked. */
  help: QueryHelp | null;
  /** Whether the help page is open. */
  helpOpen: boolean;
  /** Whether files are being dragged over the page. */
  dragging: boolean;
  /** The export under way and its size so far in bytes, null for none. */
  exporting: { format: ExportFormat; bytes: number } | null;
}

/** The other logs as they are shown while none was chosen. */
const FIRST_TABLE = {
  table: 0,
  tableSort: { column: -1, descending: false },
  tableRow: -1,
  tableDetail: null,
  tableColumns: {},
};

export const DEFAULT_GAP_MS = 10_000;

export const INITIAL_STATE: AppState = {
  engine: 'starting',
  progress: null,
  cancelling: false,
  summary: null,
  revision: 0,
  query: '',
  applied: '',
  problem: null,
  counts: null,
  sort: { key: 'start', descending: false },
  selected: null,
  selectedRow: -1,
  detail: null,
  related: [],
  target: null,
  raw: false,
  gapMs: DEFAULT_GAP_MS,
  zone: 'utc',
  theme: 'system',
  panel: 'sessions',
  split: 0.42,
  timeline: null,
  diagnostics: [],
  credentials: false,
  corrections: new Map(),
  tables: [],
  ...FIRST_TABLE,
  notices: [],
  help: null,
  helpOpen: false,
  dragging: false,
  exporting: null,
};

/** What is forgotten when the logs are: everything that came from them. */
export const NO_LOGS: Partial<AppState> = {
  query: '',
  applied: '',
  progress: null,
  cancelling: false,
  summary: null,
  problem: null,
  counts: null,
  selected: null,
  selectedRow: -1,
  detail: null,
  related: [],
  target: null,
  timeline: null,
  diagnostics: [],
  credentials: false,
  corrections: new Map(),
  tables: [],
  ...FIRST_TABLE,
  panel: 'sessions',
};

/**
 * How far east of UTC the times in a query are, in minutes: a query means the clock that the page shows. Local time may
 * have changed its offset since; the one at the end of the logs is taken.
 */
export function queryOffset({ summary, zone }: AppState, now = Date.now()): number {
  const last = summary?.perFile.reduce((latest, { lastTime }) => Math.max(latest, lastTime ?? latest), -Infinity);
  return offsetMinutes(last !== undefined && isTime(last) ? last : now, zone);
}

/** Holds the state and tells who asked when it changed. */
export class Store {
  #state: AppState;
  readonly #listeners = new Set<() => void>();

  constructor(initial: AppState = INITIAL_STATE) {
    this.#state = initial;
  }

  get state(): Readonly<AppState> {
    return this.#state;
  }

  /** Replaces some fields. Nobody is told when all of them were so already. */
  set(change: Partial<AppState>): void {
    const keys = Object.keys(change) as (keyof AppState)[];
    if (keys.every((key) => Object.is(change[key], this.#state[key]))) return;
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }

  /** Returns how to stop listening. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
