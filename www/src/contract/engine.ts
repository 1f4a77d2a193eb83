// wasm-bindgen's declaration of the engine; `UPDATE_GOLDEN=1 ./build.sh build` updates it.
// biome-ignore-all format: generated
// biome-ignore-all lint: generated
/** Rows `from` (inclusive) to `from + length` (exclusive) of the sorted, filtered list of sessions. */
export interface SessionWindow {
    /** Index of the window's first row in the list. */
    from: number;
    /** Number of rows in the window. */
    length: number;
    /** Number of rows in the whole list. */
    total: number;
    /** Handle of each session, for `detail`; stable until `clear`. */
    handle: Uint32Array;
    /** The columns of the list. */
    columns: SessionColumns;
    /** The strings to which columns of texts refer; the first is empty. */
    strings: Strings;
}


/** Sessions per bin, stacked by outcome, of the sessions that match the query whatever it says of the period. */
export interface Timeline {
    /** Number of bins. */
    bins: number;
    /** `counts[outcome * bins + bin]`, outcomes in the order of OUTCOMES. */
    counts: Uint32Array;
    /** The sum in each bin, for each further query; empty for one that is not valid. */
    series: Sums;
}


import type {
    Completion,
    Coverage,
    CoverageWidth,
    DelayReport,
    DiagnosticReport,
    ExportContents,
    ExportFormat,
    FileState,
    FindingReport,
    FoundMessages,
    MessageWay,
    Narrowing,
    Nearby,
    QueryAnswer,
    QueryCounts,
    QueryHelp,
    QueryPart,
    QueryPiece,
    RelatedSession,
    SameRequest,
    Separator,
    SeriesMeasure,
    SessionDetail,
    Summary,
    SummaryAnswer,
    TableReport,
    TableWindow,
    TimelineSpan,
} from './reports.js';
import type { Dimension, FindingKind, LogType, SessionColumns, SortKey, SummaryOrder } from './tables.js';

type Strings = string[];
type Sums = Float64Array[];



/**
 * The engine as JavaScript sees it. Where an answer may be undefined, and nothing else is said of that, it takes further steps:
 * the same is asked again until it is there, and other things may be asked in between.
 */
export declare class LogEngine {
    free(): void;
    /**
     * Starts an export of the sessions that match a query, unless the query is invalid. The rest is about CSV:
     * `zoneTimes` and `zoneMinutes` are the offsets of the zone of times, each with the time in milliseconds since 1970
     * from which it applies; without any they are in UTC.
     */
    beginExport(format: ExportFormat, text: string, offsetMinutes: number, separator: Separator, decimalComma: boolean, zoneTimes: Float64Array | number[], zoneMinutes: Int32Array | number[]): QueryAnswer | undefined;
    /**
     * Begins a file; returns its index. `folder` has `/` between its parts, `size` is in bytes and omitted if unknown,
     * an empty `readAs` detects the log type, `offsetMinutes` is the offset from UTC of times that do not name their
     * zone.
     */
    beginFile(name: string, folder: string, size: number | null | undefined, readAs: LogType | '', offsetMinutes: number): number;
    /**
     * Starts a CSV export of a table: the rows that match the current query, with these columns. True once it
     * has been started.
     */
    beginTableExport(table: number, column: number, descending: boolean, columns: Uint32Array | number[], separator: Separator): boolean | undefined;
    /**
     * Closes all files, and masks credentials again. The current query stays.
     */
    clear(): void;
    /**
     * What may stand at the cursor, which is given in UTF-16 code units.
     */
    complete(text: string, cursor: number, offsetMinutes: number): Completion | undefined;
    /**
     * The condition that a field has exactly this value, as a query. `field` is a field of the query language, `column.`
     * and the name of a column, or empty for a text that occurs anywhere. Numbers are in their smallest unit, times in
     * milliseconds since 1970 UTC. Undefined if no query says so, as for a value that is masked.
     */
    condition(field: string, value: string, offsetMinutes: number): string | undefined;
    /**
     * Counts matches without changing the current query. Its parameters are those of `query`.
     */
    count(text: string, offsetMinutes: number, now: number): QueryAnswer | undefined;
    /**
     * The coverage of each log, by hour or day.
     */
    coverage(width: CoverageWidth): Coverage | undefined;
    /**
     * How long messages took within each server and from one to the next, as message tracking shows it.
     */
    delays(): DelayReport | undefined;
    /**
     * One session, with at most `limit` of its entries, starting with `firstEntry`; undefined while that takes further
     * steps, which begin anew once another session is asked for.
     */
    detail(session: number, firstEntry: number, limit: number): SessionDetail | undefined;
    /**
     * All diagnostics, by file and kind.
     */
    diagnostics(): DiagnosticReport[] | undefined;
    /**
     * Ends the file; `end` is the reason.
     */
    endFile(end: Exclude<FileState, 'reading'>): void;
    /**
     * What the export of sessions that has been started contains; undefined while that takes further steps.
     */
    exportContents(): ExportContents | undefined;
    /**
     * How much of the export is done, from 0 to 1.
     */
    exportedShare(): number;
    /**
     * The messages that a text asks for: a Message-ID, an address, words of a subject, or a pasted block of headers; at most
     * `limit` of them, the latest activity first.
     */
    findMessages(text: string, limit: number): FoundMessages | undefined;
    /**
     * The finding of a kind, with figures; without sessions and rows if there is none.
     */
    finding(kind: FindingKind): FindingReport | undefined;
    /**
     * The way of a found message over all logs and servers; null if no message has that key.
     */
    followMessage(key: string): MessageWay | null | undefined;
    /**
     * Whether there is memory to read on, with a reserve to show what was read. The memory grows by the reserve if need
     * be.
     */
    hasRoom(): boolean;
    /**
     * Fields and examples of the query language; the examples name what is in the open logs. `offsetMinutes` is the
     * offset from UTC of their days.
     */
    help(offsetMinutes: number): QueryHelp | undefined;
    /**
     * Whether queries that do not ask for noise leave it out from now on; runs the current query again.
     */
    hideNoise(hidden: boolean): QueryCounts | undefined;
    /**
     * A query of which all of these parts must hold.
     */
    joinedQuery(parts: string[], offsetMinutes: number): string;
    /**
     * Does a part of what `publish` would do, while nothing can be read. Returns whether there may be more.
     */
    lookAhead(): boolean;
    /**
     * The name of a file or folder as a message shows it, without the credentials in it.
     */
    maskedName(name: string): string;
    /**
     * Takes the next batch of the file, which a `LogParser` with the seed of this engine made of its bytes; instead of `push`.
     */
    merge(batch: Uint8Array | number[]): void;
    /**
     * A query with a condition, such as that of a group of a summary. Undefined if one of them is not valid.
     */
    narrowedBy(text: string, how: Narrowing, condition: string, offsetMinutes: number): string | undefined;
    /**
     * A query with the condition that a field has exactly this value. Undefined if there is none, or if the query is not
     * valid.
     */
    narrowedQuery(text: string, how: Narrowing, field: string, value: string, offsetMinutes: number): string | undefined;
    /**
     * What a part of a query finds by itself, and in further steps what is near to it.
     */
    nearby(text: string, part: number, step: number, offsetMinutes: number): Nearby | undefined;
    /**
     * An engine without logs. `seed` is a random number; every one gives the same answers.
     */
    constructor(seed: bigint);
    /**
     * The next part of the export; undefined at the end.
     */
    nextExportPart(): Uint8Array | undefined;
    /**
     * Position of the next entry of a session after `entry` that the current query matches, or of the one before it;
     * beyond the last follows the first. -1 if it matches none.
     */
    nextMatch(session: number, entry: number, backwards: boolean): number;
    /**
     * Position of a row of a table, whatever a query finds, among the rows that match the current one; -1 if it does not
     * match. The order is that of `tableWindow`.
     */
    placeOfRow(table: number, column: number, descending: boolean, row: number): number | undefined;
    /**
     * Does a part of what `publish` would do, which then takes less. Returns whether that was the last part.
     */
    preparePublishing(): boolean;
    /**
     * Makes what has been read so far visible. `elapsedMs` is 0, since the engine has no clock.
     */
    publish(): Summary | undefined;
    /**
     * Pushes the next bytes of the file.
     */
    push(chunk: Uint8Array | number[]): void;
    /**
     * The parts of a query, which all must hold; none if it is not valid. `offsetMinutes` is that of `query`.
     */
    queryParts(text: string, offsetMinutes: number): QueryPart[];
    /**
     * The pieces of a query, valid or not, for its colours.
     */
    queryPieces(text: string): QueryPiece[];
    /**
     * A query that finds only what began from `from` (included) to `to` (excluded), in milliseconds since 1970 UTC, or at
     * any time if they are omitted, whatever period it asked for before. The times are written with their offsets from UTC
     * in minutes, unless those are `offsetMinutes`. Undefined if the query is not valid, or cannot name the period.
     */
    queryWithPeriod(text: string, from: number | null | undefined, to: number | null | undefined, fromMinutes: number, toMinutes: number, offsetMinutes: number): string | undefined;
    /**
     * Sets the current query. `offsetMinutes` is the offset from UTC of times in it that do not have their own; `now` the
     * time in milliseconds since 1970 UTC, for `today` and `yesterday`.
     */
    query(text: string, offsetMinutes: number, now: number): QueryAnswer | undefined;
    /**
     * Related sessions, by start.
     */
    related(session: number): RelatedSession[] | undefined;
    /**
     * Row of a session in the list; -1 if it is not listed.
     */
    rowOf(key: SortKey, descending: boolean, session: number): number | undefined;
    /**
     * The rows that are about the same web request as the row at `place` in the order of `tableWindow`.
     */
    sameRequest(table: number, column: number, descending: boolean, place: number): SameRequest | undefined;
    /**
     * Sets server and service of files: undefined keeps a value, the empty string reverts to the inferred one.
     * `elapsedMs` is 0.
     */
    setOrigin(files: Uint32Array | number[], server?: string | null, service?: string | null): Summary | undefined;
    /**
     * Sets the offset from UTC of the times in the current query, in minutes, and runs it again.
     */
    setQueryOffset(minutes: number): QueryCounts | undefined;
    /**
     * Sets what findings compare with, in the order of `THRESHOLDS`. If that is new, known findings are forgotten, and the
     * current query runs again. True once that is done.
     */
    setThresholds(values: Uint32Array | number[]): boolean | undefined;
    /**
     * Shows and exports credentials from now on, or masks them, as in a new engine and after `clear`.
     */
    showCredentials(shown: boolean): void;
    /**
     * Groups what the current query and `within` find by up to three dimensions: groups `from` (inclusive) to `to`
     * (exclusive) in an order. With `facet`, what narrows the first dimension is left out of the current query.
     * `counted` is the dimension whose distinct values are counted, or empty.
     */
    summarise(dimensions: Dimension[], counted: Dimension | '', quantiles: boolean, order: SummaryOrder, descending: boolean, within: string, facet: boolean, from: number, to: number): SummaryAnswer | undefined;
    /**
     * The same with some of the columns, in this order, and with the beginning of each cell, as a list shows it.
     */
    tablePart(table: number, column: number, descending: boolean, from: number, to: number, columns: Uint32Array | number[]): TableWindow | undefined;
    /**
     * Rows of a table, sorted by a column; -1 for the order of the log.
     */
    tableWindow(table: number, column: number, descending: boolean, from: number, to: number): TableWindow | undefined;
    /**
     * The logs that are shown as tables.
     */
    tables(): TableReport[];
    /**
     * What the current query spans, whatever it says of the period, together with further queries.
     */
    timelineSpan(queries: string[]): TimelineSpan | undefined;
    /**
     * Sessions over time, whatever the current query says of the period, and a measure of each of up to five other queries.
     * Each bin is from one of the `edges` to the next, in milliseconds since 1970 UTC.
     */
    timeline(edges: Float64Array | number[], queries: string[], measures: SeriesMeasure[]): Timeline | undefined;
    /**
     * Rows `from` (inclusive) to `to` (exclusive) of the list of sessions.
     */
    window(key: SortKey, descending: boolean, from: number, to: number): SessionWindow | undefined;
}

/**
 * Turns the bytes of files into batches, for an engine with the same seed to merge in their order.
 */
export declare class LogParser {
    free(): void;
    /**
     * Begins a file; see `LogEngine.beginFile`.
     */
    beginFile(name: string, readAs: LogType | '', offsetMinutes: number): void;
    /**
     * Ends the file; `end` is the reason. Returns the last batch.
     */
    endFile(end: Exclude<FileState, 'reading'>): Uint8Array<ArrayBuffer>[];
    /**
     * Returns what has been read since the last batch, if anything has.
     */
    flush(): Uint8Array<ArrayBuffer>[];
    /**
     * Whether the part that follows can be read by a parser that was pushed no more than the beginning of the file.
     */
    isAsMarked(): boolean;
    /**
     * Marks what the beginning of a file says, which has been pushed up to the end of a line. Returns whether the file can be
     * parsed in parts.
     */
    mark(): boolean;
    /**
     * A parser for an engine with that seed.
     */
    constructor(seed: bigint);
    /**
     * Pushes the next bytes of the file; returns the batches that are full.
     */
    push(chunk: Uint8Array | number[]): Uint8Array<ArrayBuffer>[];
    /**
     * Drops what has been pushed, and goes on at a byte of the file where a line begins: the parser reads a part of the file.
     */
    skipTo(byte: number): void;
}

