// wasm-bindgen's declaration of the engine; `UPDATE_GOLDEN=1 ./build.sh build` renews it.
// biome-ignore-all format: generated
// biome-ignore-all lint: generated
/** Rows `from` (inclusive) to `from + length` (exclusive) of the sorted, filtered list of sessions. */
export interface SessionWindow {
    /** First row of the window. */
    from: number;
    /** Rows in the window. */
    length: number;
    /** Rows in the whole list. */
    total: number;
    /** Handle of each session: what `detail` takes. Stable until `clear`. */
    handle: Uint32Array;
    /** The columns of the list. */
    columns: SessionColumns;
    /** What the columns of texts refer to; the first is the empty string. */
    strings: Strings;
}


/** Sessions per bin, stacked by outcome, of the sessions that match the query. */
export interface Timeline {
    /** Start of the first bin in milliseconds since 1970-01-01T00:00Z. */
    start: number;
    /** Width of a bin in milliseconds. */
    binMs: number;
    /** Number of bins. */
    bins: number;
    /** `counts[outcome * bins + bin]`, outcomes in the order of OUTCOMES. */
    counts: Uint32Array;
}


import type {
    Coverage,
    CoverageWidth,
    DiagnosticReport,
    ExportFormat,
    FileState,
    QueryAnswer,
    QueryHelp,
    RelatedSession,
    SessionDetail,
    Summary,
    TableReport,
    TableWindow,
} from './reports.js';
import type { LogType, SessionColumns, SortKey } from './tables.js';

type Strings = string[];



/**
 * The engine as JavaScript sees it.
 */
export declare class LogEngine {
    free(): void;
    /**
     * Starts an export of the sessions that match a query; one that is not valid starts none.
     */
    beginExport(format: ExportFormat, text: string, offsetMinutes: number): QueryAnswer;
    /**
     * Starts a file; returns its index. `folder` has `/` between its parts, `size` is in bytes and left out if unknown, an
     * empty `readAs` detects the log type, `offsetMinutes` is the offset from UTC of times that do not name their zone.
     */
    beginFile(name: string, folder: string, size: number | null | undefined, readAs: LogType | '', offsetMinutes: number): number;
    /**
     * Starts an export of a table as CSV: the rows that the current query found, with these columns.
     */
    beginTableExport(table: number, column: number, descending: boolean, columns: Uint32Array | number[]): void;
    /**
     * Forgets everything.
     */
    clear(): void;
    /**
     * Counts without changing the current query.
     */
    count(text: string, offsetMinutes: number): QueryAnswer;
    /**
     * What there is of each log, by hour or day.
     */
    coverage(width: CoverageWidth): Coverage;
    /**
     * One session, with at most `limit` of its entries from `firstEntry` on.
     */
    detail(session: number, firstEntry: number, limit: number): SessionDetail;
    /**
     * All diagnostics, by file and kind.
     */
    diagnostics(): DiagnosticReport[];
    /**
     * Ends the file, and says how.
     */
    endFile(end: Exclude<FileState, 'reading'>): void;
    /**
     * Fields and examples of the query language.
     */
    help(): QueryHelp;
    /**
     * An engine without logs.
     */
    constructor();
    /**
     * The next part of the export, undefined when it is complete.
     */
    nextExportPart(): Uint8Array | undefined;
    /**
     * Makes what was read so far visible. `elapsedMs` is 0, as the engine has no clock.
     */
    publish(): Summary;
    /**
     * Takes the next bytes of the file.
     */
    push(chunk: Uint8Array | number[]): void;
    /**
     * Sets the current query. `offsetMinutes` is the offset from UTC of times in it that have none of their own.
     */
    query(text: string, offsetMinutes: number): QueryAnswer;
    /**
     * Where else a session can be read, by start.
     */
    related(session: number): RelatedSession[];
    /**
     * Row of a session in the list, -1 when it is not in it.
     */
    rowOf(key: SortKey, descending: boolean, session: number): number;
    /**
     * Sets server and service of files: undefined leaves a value as it is, the empty string reverts to what the logs show.
     * `elapsedMs` is 0.
     */
    setOrigin(files: Uint32Array | number[], server?: string | null, service?: string | null): Summary;
    /**
     * Whether credentials are displayed and exported from now on. Off in a new engine and after `clear`.
     */
    showCredentials(shown: boolean): void;
    /**
     * Rows of a table in the order of a column, -1 for the order of the log.
     */
    tableWindow(table: number, column: number, descending: boolean, from: number, to: number): TableWindow;
    /**
     * The logs that are tables.
     */
    tables(): TableReport[];
    /**
     * The sessions over time, in at most that many bins.
     */
    timeline(bins: number): Timeline;
    /**
     * Rows `from` (inclusive) to `to` (exclusive) of the session list.
     */
    window(key: SortKey, descending: boolean, from: number, to: number): SessionWindow;
}

