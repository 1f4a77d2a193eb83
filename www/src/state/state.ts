/**
 * The page's state, all of it. Views print it, actions change it. Whatever can be derived from it is computed by pure
 * functions and not stored.
 */

import {
  type ColumnLayout,
  type CompletionItem,
  type Corrections,
  type CoverageWidth,
  type DiagnosticReport,
  type FacetField,
  type FoundMessage,
  type NearQuery,
  type Noise,
  type Pack,
  type Period,
  type QueryCounts,
  type QueryHelp,
  type QueryPiece,
  type QueryProblem,
  type RelatedSession,
  type SameRequest,
  type Separator,
  type SessionDetail,
  type SessionWindow,
  type ShownTimeline,
  type SortKey,
  type SortOrder,
  type Summary,
  type SummaryChoice,
  type SummaryGroup,
  type SummaryTable,
  type TableOrder,
  type TablePart,
  type TableReport,
  type TableWindow,
  THRESHOLDS,
  type Thresholds,
  type TimelineSeries,
  type UnderstoodWord,
} from '../contract.js';
import { isTime, offsetMinutes, type Zone } from '../format/time.js';
import type { Progress } from '../shared/load.js';
import {
  type KnownFindings,
  type KnownMessages,
  type KnownOverview,
  NO_FINDINGS,
  NO_MESSAGES,
  NO_OVERVIEW,
} from './known.js';
import type { Saved } from './pack.js';

/** The tabs, in their order. */
export const PANELS = ['overview', 'sessions', 'messages', 'summary', 'tables', 'files', 'coverage'] as const;
export type Panel = (typeof PANELS)[number];

/** A part of the query that is switched off: it is not in the text of the query. */
export interface OffPart {
  text: string;
  /** Number of parts of the query before it. */
  before: number;
}

/** A session that is marked, to be compared with another one. */
export interface MarkedSession {
  session: number;
  /** Log, name and time of it. */
  logTypeName: string;
  title: string;
  start: number;
}

/** Two sessions side by side, each with its entries from position `from` on, as many as are compared at a time. */
export interface Comparison {
  a: SessionDetail;
  b: SessionDetail;
  from: number;
}

/** A view that can be returned to. */
export interface Place {
  panel: Panel;
  query: string;
  off: readonly OffPart[];
  /** The session whose conversation is open; null for none. */
  session: number | null;
  /** The table that is shown. */
  table: number;
  /** The two sessions that are compared; null for none. */
  compared: readonly [number, number] | null;
  /** What messages are looked for by, and the one of which the way is open. */
  messages: ShownMessages;
  /** What is summarised. */
  summary: SummaryChoice | null;
}

/** A message that can be followed again. */
export type FollowedMessage = Pick<FoundMessage, 'key' | 'messageId'>;

/** What is shown of messages. */
export interface ShownMessages {
  text: string;
  /** The one of which the way is open; null for none. */
  followed: FollowedMessage | null;
  /** The logs in which it was found. */
  of: Summary | null;
}

/** The views one after the other that the user has been to, and which of them is shown. */
export interface Steps {
  /** The views by their numbers; the one that is shown is as it was when it was last left. */
  places: ReadonlyMap<number, Place>;
  now: number;
  /** The number of the last view that was left by a link, such as a cell of the coverage; -1 for none. */
  link: number;
}

export type Theme = 'system' | 'light' | 'dark';

/** How list and conversation share the page: one above the other, side by side, or the conversation over the list. */
export type Arrangement = 'stacked' | 'beside' | 'single';

/** Where the user wants the conversation: where there is more room, or always below or to the right of the list. */
export type ReadingPane = 'auto' | 'below' | 'right';

/** How much room the rows of lists and tables take. */
export type Density = 'compact' | 'comfortable';

/** What the page may not do where it is, and which setting of whom would allow it. */
export type Restriction =
  | 'workerForbidden'
  | 'workerWithoutFiles'
  | 'noWorker'
  | 'frameStoresNothing'
  | 'browserStoresNothing'
  | 'frameSavesNothing'
  | 'frameMaySaveNothing';

/** A message to the user: what happened, to which file, what to do. */
export interface Notice {
  id: number;
  severity: 'error' | 'warning' | 'info';
  text: string;
  /**
   * What it is about, so that it can go when that has changed: the path of a file, which is not to be shown, or a word;
   * empty for nothing.
   */
  about: string;
  /** Buttons. */
  actions: { label: string; run(): void }[];
}

/** What has been loaded to be printed. */
export interface Printing {
  /** When, in milliseconds since 1970. */
  at: number;
  /** All listed sessions, or all rows of the table, as far as they are printed; null for what the page shows. */
  sessions: readonly SessionWindow[] | null;
  rows: readonly TablePart[] | null;
  /** Groups of the summary, likewise. */
  groups: readonly SummaryGroup[] | null;
}

/**
 * What hinders keeping what is saved: nothing can be stored; or what is stored is of a newer version, or not known in all
 * parts, and is not to be written over.
 */
export type SavedTrouble = 'none' | 'notStored' | 'newer' | 'damaged';

/** A pack that has been read: what can be imported, and a sentence for each item that cannot; or why it is no pack. */
export interface Importing {
  pack: Pack;
  leftOut: readonly string[];
  refusal: string;
}

/** Numbers of sessions by why they are noise; what is missing is 0. */
export type NoiseCounts = Readonly<Partial<Record<Noise, number>>>;

/** What is known of a summary as a whole. */
export interface SummaryTotals extends Omit<SummaryTable, 'rows'> {
  /** The largest value of the measure that is drawn as a bar. */
  largest: number;
}

/** Files that are more than the memory holds. */
export interface Fitting {
  files: number;
  /** Their bytes, of archives about those that they unpack to. */
  bytes: number;
  /** About how many bytes of logs there is room for. */
  room: number;
}

/** Everything that comes from the logs that are open, and is forgotten when they are closed. */
interface LogState {
  /** How far reading has got; null while nothing is being read. */
  progress: Progress | null;
  /** The user has asked to stop reading. */
  cancelling: boolean;
  /** Other logs than the sample are open, so the user is asked before they are closed. */
  ownLogs: boolean;
  /** The user is being asked whether to close them. */
  closing: boolean;
  /** The user is being asked in which order to read files that are more than the memory holds; null if not. */
  fitting: Fitting | null;
  /** What is open; null before the first file. */
  summary: Summary | null;
  /** What the search box holds. */
  query: string;
  /** The last valid query: the one that the list shows. */
  applied: string;
  /** The parts of the last valid query, as texts. */
  parts: readonly string[];
  /** The conditions of which it is made ({@link askedConditions}). */
  asked: ReadonlySet<string>;
  /** The parts of the last valid query, if it finds nothing: as far as they have been looked at. */
  fruitless: readonly FruitlessPart[];
  /** The words of the last valid query that have the shape of something, and how they were understood. */
  understood: readonly UnderstoodWord[];
  /** The parts that are switched off. */
  off: readonly OffPart[];
  /** Those that were when the last valid query was asked: they are shown with its parts. */
  shownOff: readonly OffPart[];
  /** Why the text in the search box is not a valid query; meanwhile the list shows the last valid one. */
  problem: QueryProblem | null;
  /** What the last valid query found. */
  counts: QueryCounts | null;
  /** The noise under the rest of that query, hidden or not. */
  noise: NoiseCounts;
  /** That query says itself which noise it wants, so that none is hidden. */
  asksNoise: boolean;
  /** Handle of the session under the cursor; null for none. */
  selected: number | null;
  /** Row of that session in the list; -1 if it is not listed. */
  selectedRow: number;
  /** The session whose conversation is open; null for none. */
  detail: SessionDetail | null;
  /** Sessions of the same connection or message in other logs; empty until they are known. */
  related: RelatedSession[];
  /** Entry to scroll into view, as a position in the session; null for none. */
  target: number | null;
  /** The session that is marked for comparison; null for none. */
  marked: MarkedSession | null;
  /** The two sessions that are compared, in place of list and conversation; null for none. */
  comparison: Comparison | null;
  /** The sessions of the query over time; null until they are known. */
  timeline: ShownTimeline | null;
  /** What the timeline shows, as the user chose; null for the period of the query, or everything. */
  zoom: Period | null;
  /** Further queries on the timeline. */
  series: readonly TimelineSeries[];
  diagnostics: DiagnosticReport[];
  /** Number of places where files are missing; null until they have been counted. */
  holes: number | null;
  /** Credentials are shown and exported. Never remembered: it ends with the logs at the latest. */
  credentials: boolean;
  /** Log type and time zone offset of files as the user corrected them, by path. */
  corrections: Corrections;
  /** Logs that can be shown as tables. */
  tables: TableReport[];
  /** Which of them is shown. */
  table: number;
  /** Sort order of its rows. */
  tableSort: TableOrder;
  /** Its row under the cursor; -1 for none. */
  tableRow: number;
  /** That row with all its columns, while it is open. */
  tableDetail: TableWindow | null;
  /** What else is about the web request of an open row, and that row; null until it is known, or if there is no request. */
  sameRequest: { of: TableWindow; found: SameRequest } | null;
  /** The columns that the user has chosen, by table. */
  tableColumns: Readonly<Record<number, readonly number[]>>;
  /** Text by which a long menu of columns is narrowed. */
  columnFilter: string;
  findings: KnownFindings;
  messages: KnownMessages;
  overview: KnownOverview;
  /** The columns of the coverage, and row and column of its cell under the cursor; column 0 is the total. */
  coverage: { width: CoverageWidth; cell: readonly [number, number] };
  /** What is known of the summary as a whole; null until it has been counted. */
  summaryTotals: SummaryTotals | null;
  /** Why the query within which the summary counts is not valid; empty if it is. */
  summaryProblem: string;
  /** The row of the summary under the cursor; -1 for none. */
  summaryRow: number;
  /** The current tab. */
  panel: Panel;
  steps: Steps;
}

/** What is offered in the search box: a completion, or a query of this visit. */
export interface Offered extends Omit<CompletionItem, 'kind'> {
  kind: CompletionItem['kind'] | 'query';
}

/** The open list of what may stand at the cursor of the search box. */
export interface Offer {
  /** The text that it is about, and what of it an item replaces. */
  text: string;
  from: number;
  to: number;
  items: readonly Offered[];
  /** The item that Enter takes; -1 for none. */
  active: number;
}

/** A part of a query that finds nothing: what it finds by itself, and what is near to it. */
export interface FruitlessPart {
  text: string;
  found: number;
  others: number;
  near: readonly NearQuery[];
}

export interface AppState extends LogState {
  /** The tab that is shown first, once logs are opened. */
  firstPanel: Panel;
  /** What findings compare with. */
  thresholds: Thresholds;
  /** Whether there is an engine to ask. */
  engine: 'starting' | 'ready' | 'dead' | 'unavailable';
  /** Goes up whenever the listed sessions may have changed. */
  revision: number;
  /** Sort order of the session list. */
  sort: SortOrder;
  /** Every entry shows its raw fields. */
  raw: boolean;
  /** Gaps from this length on are drawn, in milliseconds. */
  gapMs: number;
  /** Time zone of all times shown. */
  zone: Zone;
  theme: Theme;
  /** The columns of the session list as the user has arranged them. */
  columns: ColumnLayout;
  /** The column at which the dialog about them opened; null while it is closed. */
  choosingColumns: SortKey | null;
  density: Density;
  readingPane: ReadingPane;
  /** The session list's share of the height, or of the width, while a conversation is open, 0 to 1. */
  split: number;
  /** The conversation takes the place of the list. */
  maximised: boolean;
  /** Whether the timeline is shown, as the user chose; null: if there is room. */
  timelineShown: boolean | null;
  /** The facets beside the list, in their order. */
  facets: readonly FacetField[];
  /** Whether they are shown, as the user chose; null: if there is room. */
  facetsShown: boolean | null;
  /** Sessions that are noise are left out, as the user has chosen. */
  noiseHidden: boolean;
  /** What is summarised; null for the first of the named summaries. */
  summaryChoice: SummaryChoice | null;
  /** Rows of the summary are drawn over time, as the user has chosen. */
  sparklinesShown: boolean;
  /** The user's own names of addresses, as a list of them was given; empty if there are none. */
  ownNames: string;
  /** They are kept in the browser for the next visit. */
  ownNamesKept: boolean;
  /** Their list is shown. */
  ownNamesOpen: boolean;
  /** There is room for the facets beside the list. */
  wide: boolean;
  /** Facets lie over the list. */
  narrow: boolean;
  /** What fits the size of the viewer, as the user has chosen. */
  arrangement: Arrangement;
  /** There is room for the timeline. */
  roomy: boolean;
  /** The list of the search box; null while it is closed. */
  offer: Offer | null;
  /** The pieces of the text in the search box, as far as they are known. */
  pieces: { text: string; found: readonly QueryPiece[] };
  /** The queries of this visit, newest first. */
  history: readonly string[];
  /** They are kept between visits, as the user has chosen. */
  historyKept: boolean;
  /** Messages to the user, oldest first. */
  notices: readonly Notice[];
  /** Number of further messages, which are only counted: thousands of files may fail. */
  noticesCounted: number;
  /** All messages are shown, not only the most important. */
  noticesOpen: boolean;
  /** What a screen reader says about the messages. */
  noticesSpoken: string;
  /** Empty once the user has dismissed them. */
  restrictions: readonly Restriction[];
  /** The query language as the engine describes it, once the engine has been asked. */
  help: QueryHelp | null;
  helpOpen: boolean;
  /** The list of all commands is open. */
  paletteOpen: boolean;
  /** What was chosen in it before, the newest first. */
  recent: readonly string[];
  /** The first of two keys was pressed; the second one names a view. */
  going: boolean;
  /** Searches and summaries that the user has saved, and what hinders that: nothing is stored, or not all of it is known. */
  saved: Saved;
  savedTrouble: SavedTrouble;
  /** What the dialog about them is open for; null while it is closed. */
  saving: 'query' | 'summary' | 'manage' | null;
  /** A pack that has been read and is to be imported; or why it is none. */
  importing: Importing | null;
  /** Keys of a single character apply. */
  letterKeys: boolean;
  /** The licences of the software of others in the page; null until they have been asked for. */
  licences: string | null;
  /** What is being printed; null for nothing. */
  printing: Printing | null;
  /** The page, with its address, is the viewer's own. */
  ownPage: boolean;
  /** The browser's own Back and Forward go through the steps. */
  ownHistory: boolean;
  /** Files are being dragged over the page. */
  dragging: boolean;
  /** Whether an answer of the engine takes so long that the page says that it works on it. */
  working: boolean;
  /** The export in progress: its size so far in bytes, and how much of it is done, from 0 to 1; null for none. */
  exporting: { bytes: number; share: number } | null;
  /** What parts the cells of CSV; null for what is usual in the language of the browser. */
  separator: Separator | null;
}

/** Logs are open that can be shown as tables, and none of which the rows are sessions. */
export function hasOnlyTables({ summary, tables }: Pick<AppState, 'summary' | 'tables'>): boolean {
  return summary?.sessions === 0 && tables.length > 0;
}

/** The tab on which a query shows what it finds: the overview makes way for the list, or for what there is instead of one. */
export function panelOf(state: Pick<AppState, 'panel' | 'summary' | 'tables'>, query: string): Panel {
  if (state.panel !== 'overview' || query.trim() === '') return state.panel;
  return hasOnlyTables(state) ? 'tables' : 'sessions';
}

/** What changes when a table is shown: of another one than before nothing is sorted, and no row is open. */
export function tableChange({ table: shown }: Pick<AppState, 'table'>, table: number): Partial<AppState> {
  if (table === shown) return {};
  return { table, tableSort: LOG_ORDER, tableRow: -1, tableDetail: null, columnFilter: '' };
}

/** What the user asks of the logs, whichever of them are open: it stays when they are read again. */
export function askedOf(state: AppState): Partial<AppState> {
  const { query, applied, parts, asked, understood, off, shownOff, problem, asksNoise, series } = state;
  const { panel, ownLogs, corrections, coverage, messages, overview } = state;
  return {
    ...{ query, applied, parts, asked, understood, off, shownOff, problem, asksNoise, series },
    ...{ panel, ownLogs, corrections },
    coverage: { ...NO_LOGS.coverage, width: coverage.width },
    messages: { ...NO_MESSAGES, text: messages.text, delaysShown: messages.delaysShown },
    overview: { ...NO_OVERVIEW, verdictShown: overview.verdictShown },
  };
}

/** What findings compare with unless the user sets other values. */
export const DEFAULT_THRESHOLDS = Object.fromEntries(
  Object.entries(THRESHOLDS).map(([threshold, { value }]) => [threshold, value]),
) as Thresholds;

/** Rows of a table in the order of the log. */
export const LOG_ORDER: TableOrder = { column: -1, descending: false };

export const NO_LOGS: LogState = {
  progress: null,
  cancelling: false,
  ownLogs: false,
  closing: false,
  fitting: null,
  summary: null,
  query: '',
  applied: '',
  parts: [],
  asked: new Set(),
  fruitless: [],
  understood: [],
  off: [],
  shownOff: [],
  problem: null,
  counts: null,
  noise: {},
  asksNoise: false,
  selected: null,
  selectedRow: -1,
  detail: null,
  related: [],
  target: null,
  marked: null,
  comparison: null,
  timeline: null,
  zoom: null,
  series: [],
  diagnostics: [],
  holes: null,
  credentials: false,
  corrections: new Map(),
  tables: [],
  table: 0,
  tableSort: LOG_ORDER,
  tableRow: -1,
  tableDetail: null,
  sameRequest: null,
  tableColumns: {},
  columnFilter: '',
  findings: NO_FINDINGS,
  messages: NO_MESSAGES,
  overview: NO_OVERVIEW,
  coverage: { width: 'auto', cell: [0, 0] },
  summaryTotals: null,
  summaryProblem: '',
  summaryRow: -1,
  panel: 'overview',
  steps: { places: new Map(), now: 0, link: -1 },
};

export const DEFAULT_GAP_MS = 10_000;

/** The fields that an administrator looks at first. */
export const DEFAULT_FACETS: readonly FacetField[] = [
  'log',
  'server',
  'connector',
  'client',
  'outcome',
  'reason',
  'tls',
  'recipient-domain',
];

/** How lists look until the user changes it. */
export const DEFAULT_LOOK: Pick<AppState, 'columns' | 'density' | 'readingPane' | 'split' | 'maximised'> = {
  columns: { order: [], hidden: [], widths: {} },
  density: 'compact',
  readingPane: 'auto',
  split: 0.42,
  maximised: false,
};

export const INITIAL_STATE: AppState = {
  thresholds: DEFAULT_THRESHOLDS,
  ...NO_LOGS,
  firstPanel: 'overview',
  engine: 'starting',
  revision: 0,
  sort: { key: 'start', descending: false },
  raw: false,
  gapMs: DEFAULT_GAP_MS,
  zone: 'utc',
  theme: 'system',
  ...DEFAULT_LOOK,
  choosingColumns: null,
  timelineShown: null,
  facets: DEFAULT_FACETS,
  facetsShown: null,
  noiseHidden: false,
  summaryChoice: null,
  sparklinesShown: true,
  ownNames: '',
  ownNamesKept: false,
  ownNamesOpen: false,
  wide: false,
  narrow: false,
  arrangement: 'stacked',
  roomy: true,
  offer: null,
  pieces: { text: '', found: [] },
  history: [],
  historyKept: false,
  notices: [],
  noticesCounted: 0,
  noticesOpen: false,
  noticesSpoken: '',
  restrictions: [],
  help: null,
  helpOpen: false,
  paletteOpen: false,
  recent: [],
  going: false,
  letterKeys: true,
  saved: [],
  savedTrouble: 'none',
  saving: null,
  importing: null,
  licences: null,
  printing: null,
  ownPage: false,
  ownHistory: false,
  dragging: false,
  working: false,
  exporting: null,
  separator: null,
};

/**
 * The offset from UTC of the times in a query, in minutes: they are in the time zone that the page shows. As local time
 * may have changed its offset within the logs, the one at their end applies.
 */
export function queryOffset({ summary, zone }: AppState, now = Date.now()): number {
  const last = summary?.perFile.reduce((latest, { lastTime }) => Math.max(latest, lastTime ?? latest), -Infinity);
  return offsetMinutes(last !== undefined && isTime(last) ? last : now, zone);
}

/** Holds the state and notifies its listeners of changes. */
export class Store {
  #state: AppState;
  readonly #listeners = new Set<() => void>();

  constructor(initial: AppState = INITIAL_STATE) {
    this.#state = initial;
  }

  get state(): Readonly<AppState> {
    return this.#state;
  }

  /** Replaces some fields. Listeners are not notified if nothing changes. */
  set(change: Partial<AppState>): void {
    const keys = Object.keys(change) as (keyof AppState)[];
    if (keys.every((key) => Object.is(change[key], this.#state[key]))) return;
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }

  /** Returns a function that unsubscribes. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
