/**
 * The engine as the views see it. Everything is asynchronous; whether a worker or slices on the main thread stand behind
 * it cannot be told from here. After a trap every call rejects with `EngineDead`.
 */

import type {
  DetailRange,
  Engine,
  ExportFormat,
  SessionDetail,
  SessionWindow,
  SortOrder,
  Summary,
} from '../contract.js';
import type { LoadListener, SourceFile } from '../worker/loader.js';
import type { QueryHelp, Question } from '../worker/log-engine.js';

/** What a transport does: the worker one and the main-thread one differ in this and in nothing else. */
export interface Transport {
  open(files: readonly SourceFile[], listener: LoadListener): Promise<Summary>;
  /** Stops reading at the next chunk; `open` then resolves with what was read. */
  cancel(): void;
  ask(question: Question, args: readonly unknown[]): Promise<unknown>;
  /** Lets go of the engine and its memory. */
  dispose(): void;
}

/** Reading files goes through `open`; the contract's `beginFile`, `push` and `endFile` stay behind it. */
type Questions = Omit<Engine, 'beginFile' | 'push' | 'endFile' | 'export'>;

export class EngineClient implements Questions {
  readonly #transport: Transport;
  /** One export at a time: the engine holds one. */
  #exports: Promise<unknown> = Promise.resolve();

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  open(files: readonly SourceFile[], listener: LoadListener): Promise<Summary> {
    return this.#transport.open(files, listener);
  }

  cancel(): void {
    this.#transport.cancel();
  }

  dispose(): void {
    this.#transport.dispose();
  }

  #ask<T>(question: Question, ...args: readonly unknown[]): Promise<T> {
    return this.#transport.ask(question, args) as Promise<T>;
  }

  publish: Questions['publish'] = () => this.#ask('publish');
  diagnostics: Questions['diagnostics'] = () => this.#ask('diagnostics');
  query: Questions['query'] = (text) => this.#ask('query', text);
  count: Questions['count'] = (text) => this.#ask('count', text);
  timeline: Questions['timeline'] = (bins) => this.#ask('timeline', bins);
  tables: Questions['tables'] = () => this.#ask('tables');
  tableWindow: Questions['tableWindow'] = (table, from, to) => this.#ask('tableWindow', table, from, to);
  clear: Questions['clear'] = () => this.#ask('clear');

  help(): Promise<QueryHelp> {
    return this.#ask('help');
  }

  window(sort: SortOrder, from: number, to: number): Promise<SessionWindow> {
    return this.#ask('window', sort.key, sort.descending, from, to);
  }

  rowOf(sort: SortOrder, session: number): Promise<number> {
    return this.#ask('rowOf', sort.key, sort.descending, session);
  }

  detail(session: number, range: DetailRange): Promise<SessionDetail> {
    return this.#ask('detail', session, range.firstEntry, range.limit);
  }

  /** The parts of an export, joined. `onBytes` hears how many bytes there are so far. */
  export(
    format: ExportFormat,
    query: string,
    onBytes: (bytes: number) => void = () => undefined,
  ): Promise<Uint8Array[]> {
    const run = this.#exports.then(() => this.#export(format, query, onBytes));
    this.#exports = run.catch(() => undefined);
    return run;
  }

  async #export(format: ExportFormat, query: string, onBytes: (bytes: number) => void): Promise<Uint8Array[]> {
    const parts: Uint8Array[] = [];
    let bytes = 0;
    await this.#ask('beginExport', format, query);
    for (;;) {
      const part = await this.#ask<Uint8Array | undefined>('nextExportPart');
      if (!part) return parts;
      parts.push(part);
      bytes += part.length;
      onBytes(bytes);
    }
  }
}
