/**
 * The engine as the page sees it. Everything is asynchronous, whether the engine runs in a worker or in slices on the
 * main thread. After a trap every call rejects with `EngineDead`.
 */

import {
  type Corrections,
  type DetailRange,
  type Engine,
  type ExportContents,
  type ExportRequest,
  type ExportTaker,
  type QueryAnswer,
  type SameRequest,
  type Separator,
  type SessionDetail,
  type SessionWindow,
  type SortOrder,
  type Summary,
  type SummaryAnswer,
  type SummaryQuestion,
  type TableOrder,
  type TablePart,
  type TableWindow,
  THRESHOLDS,
  type Threshold,
  type Thresholds,
} from '../contract.js';
import type { EngineDead } from '../shared/engine-dead.js';
import type { LoadListener } from '../shared/load.js';
import { IN_STEPS, type Question } from '../shared/log-engine.js';
import type { SourceFile } from '../shared/source-file.js';
import { Turns } from '../shared/turns.js';
import { QueryError } from './errors.js';

/** In the order in which the engine takes their values. */
const THRESHOLD_NAMES = Object.keys(THRESHOLDS) as Threshold[];

/** Most messages that a search lists. */
const MAX_MESSAGES = 200;

/** The connection to an engine: in a worker, or on the main thread. */
export interface Transport {
  open(files: readonly SourceFile[], listener: LoadListener, corrections: Corrections): Promise<Summary>;
  /** Stops reading after the current chunk; `open` then resolves with what has been read. */
  cancel(): void;
  ask(question: Question, args: readonly unknown[]): Promise<unknown>;
  /** Releases the engine and its memory. */
  dispose(): void;
  /** Called when an answer takes long, and when it has come at last. */
  onSlow?: (isSlow: boolean) => void;
  /** Called when the engine has ended by itself, also while nothing is asked of it. */
  onDead?: (error: EngineDead) => void;
}

/** Why the engine is not in a worker: what the site's policy, or the browser, does not allow there. */
export type NoWorker = 'policy' | 'files' | 'browser';

/** The calls other than `beginFile`, `push` and `endFile`, which are used by `open` only. */
type Questions = Omit<Engine, 'beginFile' | 'push' | 'endFile'>;

/** Something else has been asked, and the answer is no longer wanted. */
class Superseded extends Error {}

/** What the engine is asked for a summary, before the range. */
function summaryArguments(question: SummaryQuestion): unknown[] {
  const { dimensions, counted, quantiles, order, descending, within, facet } = question;
  return [[...dimensions], counted, quantiles, order, descending, within, facet];
}

export class EngineClient implements Questions {
  readonly #transport: Transport;
  /** Null if it is in a worker. */
  readonly noWorker: NoWorker | null;
  /** One export at a time, as the engine holds one; masking does not change in the middle of it. */
  readonly #exports = new Turns();
  /** One session at a time, as the engine holds one that it has not yet read to its end. */
  readonly #sessions = new Turns();
  /**
   * One change of what the engine answers at a time. Each of its steps says again what is wanted, so that two at once would take
   * turns, and the earlier one could end last.
   */
  readonly #changes = new Turns();
  /** Number of queries that were asked or given up. */
  #queries = 0;

  constructor(transport: Transport, noWorker: NoWorker | null = null) {
    this.#transport = transport;
    this.noWorker = noWorker;
  }

  open(files: readonly SourceFile[], listener: LoadListener, corrections: Corrections = new Map()): Promise<Summary> {
    return this.#transport.open(files, listener, corrections);
  }

  cancel(): void {
    this.#transport.cancel();
  }

  /** Says when an answer takes long and when it has come at last, and when the engine has ended by itself. */
  listen({ onSlow, onDead }: Required<Pick<Transport, 'onSlow' | 'onDead'>>): void {
    Object.assign(this.#transport, { onSlow, onDead });
  }

  dispose(): void {
    this.#transport.dispose();
  }

  /** Asks a question, if it takes steps until there is an answer: others are answered between them. */
  #ask<T>(question: Question, ...args: readonly unknown[]): Promise<T> {
    if (IN_STEPS.has(question)) return this.#inSteps<T>(question, args, () => undefined);
    return this.#transport.ask(question, args) as Promise<T>;
  }

  #change<T>(question: Question, ...args: readonly unknown[]): Promise<T> {
    return this.#changes.next(() => this.#ask<T>(question, ...args));
  }

  /** Asks until there is an answer; `proceed` is called before each step, and throws if it is no longer wanted. */
  async #inSteps<T>(question: Question, args: readonly unknown[], proceed: () => void): Promise<T> {
    for (;;) {
      proceed();
      const answer = await (this.#transport.ask(question, args) as Promise<T | undefined>);
      if (answer !== undefined) return answer;
    }
  }

  /** Asks until there is an answer, or it is no longer wanted: then null. */
  async #whileWanted<T>(question: Question, args: readonly unknown[], isWanted: () => boolean): Promise<T | null> {
    try {
      return await this.#inSteps<T>(question, args, () => {
        if (!isWanted()) throw new Superseded();
      });
    } catch (error) {
      if (error instanceof Superseded) return null;
      throw error;
    }
  }

  publish: Questions['publish'] = () => this.#ask('publish');
  diagnostics: Questions['diagnostics'] = () => this.#ask('diagnostics');
  setQueryOffset: Questions['setQueryOffset'] = (minutes) => this.#change('setQueryOffset', minutes);
  hideNoise: Questions['hideNoise'] = (hidden) => this.#change('hideNoise', hidden);
  count: Questions['count'] = (text, offsetMinutes = 0) => this.#ask('count', text, offsetMinutes, Date.now());
  queryParts: Questions['queryParts'] = (text, offsetMinutes = 0) => this.#ask('queryParts', text, offsetMinutes);
  queryPieces: Questions['queryPieces'] = (text) => this.#ask('queryPieces', text);
  complete: Questions['complete'] = (text, cursor, offsetMinutes = 0) =>
    this.#ask('complete', text, cursor, offsetMinutes);
  nearby: Questions['nearby'] = (text, part, step, offsetMinutes = 0) =>
    this.#ask('nearby', text, part, step, offsetMinutes);
  joinedQuery: Questions['joinedQuery'] = (parts, offsetMinutes = 0) => this.#ask('joinedQuery', parts, offsetMinutes);
  condition: Questions['condition'] = ({ field, value }, offsetMinutes = 0) =>
    this.#ask('condition', field, value, offsetMinutes);
  narrowedQuery: Questions['narrowedQuery'] = (text, how, { field, value }, offsetMinutes = 0) =>
    this.#ask('narrowedQuery', text, how, field, value, offsetMinutes);
  narrowedBy: Questions['narrowedBy'] = (text, how, condition, offsetMinutes = 0) =>
    this.#ask('narrowedBy', text, how, condition, offsetMinutes);
  nextMatch: Questions['nextMatch'] = (session, entry, backwards) => this.#ask('nextMatch', session, entry, backwards);
  related: Questions['related'] = (session) => this.#ask('related', session);
  findMessages: Questions['findMessages'] = (text) => this.#ask('findMessages', text, MAX_MESSAGES);
  followMessage: Questions['followMessage'] = (key) => this.#ask('followMessage', key);
  queryWithPeriod: Questions['queryWithPeriod'] = (text, period, offsets, offsetMinutes = 0) =>
    this.#ask('queryWithPeriod', text, period?.from, period?.to, ...offsets, offsetMinutes);
  timelineSpan: Questions['timelineSpan'] = (queries) => this.#ask('timelineSpan', [...queries]);
  timeline: Questions['timeline'] = (edges, series) =>
    this.#ask(
      'timeline',
      edges,
      series.map(({ query }) => query),
      series.map(({ measure }) => measure),
    );
  coverage: Questions['coverage'] = (width) => this.#ask('coverage', width);
  finding: Questions['finding'] = (kind) => this.#ask('finding', kind);
  tables: Questions['tables'] = () => this.#ask('tables');
  help: Questions['help'] = (offsetMinutes = 0) => this.#ask('help', offsetMinutes);
  clear: Questions['clear'] = () => this.#ask('clear');
  maskedName: Questions['maskedName'] = (name) => this.#ask('maskedName', name);

  async query(text: string, offsetMinutes = 0): Promise<QueryAnswer | null> {
    this.#queries += 1;
    const own = this.#queries;
    const args = [text, offsetMinutes, Date.now()];
    return await this.#whileWanted<QueryAnswer>('query', args, () => own === this.#queries);
  }

  /** Gives up the query that is being answered. */
  dropQuery(): void {
    this.#queries += 1;
  }

  async setThresholds(values: Thresholds): Promise<void> {
    await this.#change(
      'setThresholds',
      Uint32Array.from(THRESHOLD_NAMES, (threshold) => values[threshold]),
    );
  }

  setOrigin(files: readonly number[], origin: { server?: string; service?: string }): Promise<Summary> {
    return this.#change('setOrigin', Uint32Array.from(files), origin.server, origin.service);
  }

  /** Waits for an export in progress, so that no export is partly masked. */
  showCredentials(shown: boolean): Promise<void> {
    return this.#exports.next(() => this.#ask<void>('showCredentials', shown));
  }

  window(sort: SortOrder, from: number, to: number): Promise<SessionWindow> {
    return this.#ask('window', sort.key, sort.descending, from, to);
  }

  rowOf(sort: SortOrder, session: number): Promise<number> {
    return this.#ask('rowOf', sort.key, sort.descending, session);
  }

  detail(session: number, range: DetailRange): Promise<SessionDetail> {
    return this.#sessions.next(() => this.#ask('detail', session, range.firstEntry, range.limit));
  }

  tableWindow(table: number, { column, descending }: TableOrder, from: number, to: number): Promise<TableWindow> {
    return this.#ask('tableWindow', table, column, descending, from, to);
  }

  delays: Questions['delays'] = () => this.#ask('delays');

  placeOfRow(table: number, { column, descending }: TableOrder, row: number): Promise<number> {
    return this.#ask('placeOfRow', table, column, descending, row);
  }

  sameRequest(table: number, { column, descending }: TableOrder, place: number): Promise<SameRequest> {
    return this.#ask('sameRequest', table, column, descending, place);
  }

  async tablePart(
    table: number,
    { column, descending }: TableOrder,
    from: number,
    to: number,
    columns: readonly number[],
  ): Promise<TablePart> {
    const window = await this.#ask<TableWindow>(
      'tablePart',
      table,
      column,
      descending,
      from,
      to,
      Uint32Array.from(columns),
    );
    return { ...window, columns };
  }

  /** Groups what the current query finds: groups `from` (inclusive) to `to` (exclusive). */
  summarise(question: SummaryQuestion, from: number, to: number): Promise<SummaryAnswer> {
    return this.#ask('summarise', ...summaryArguments(question), from, to);
  }

  /** The same, as long as the answer is wanted; null if it is given up. */
  summariseWhile(
    isWanted: () => boolean,
    question: SummaryQuestion,
    from: number,
    to: number,
  ): Promise<SummaryAnswer | null> {
    return this.#whileWanted('summarise', [...summaryArguments(question), from, to], isWanted);
  }

  /** Rejects with `QueryError`, and with the reason of the signal once it is aborted. */
  export({ format, query, offsetMinutes = 0, sheet }: ExportRequest, taker: ExportTaker): Promise<ExportContents> {
    const { separator, decimalComma, offsets } = sheet ?? { separator: 'comma', decimalComma: false, offsets: [] };
    const times = Float64Array.from(offsets, ({ from }) => from);
    const minutes = Int32Array.from(offsets, (offset) => offset.minutes);
    return this.#exports.next(async () => {
      const args = [format, query, offsetMinutes, separator, decimalComma, times, minutes];
      const proceed = () => taker.signal?.throwIfAborted();
      const answer = await this.#inSteps<QueryAnswer>('beginExport', args, proceed);
      if (!answer.ok) throw new QueryError(answer.problem);
      const contents = await this.#inSteps<ExportContents>('exportContents', [], proceed);
      await this.#takeParts(taker);
      return contents;
    });
  }

  exportTable(
    table: number,
    { column, descending }: TableOrder,
    columns: readonly number[],
    separator: Separator,
    taker: ExportTaker,
  ): Promise<void> {
    return this.#exports.next(async () => {
      const args = [table, column, descending, Uint32Array.from(columns), separator];
      await this.#inSteps<true>('beginTableExport', args, () => taker.signal?.throwIfAborted());
      await this.#takeParts(taker);
    });
  }

  async #takeParts({ take, signal }: ExportTaker): Promise<void> {
    for (;;) {
      signal?.throwIfAborted();
      const part = await this.#ask<Uint8Array | undefined>('nextExportPart');
      if (!part) return;
      take(part, await this.#ask<number>('exportedShare'));
    }
  }
}
