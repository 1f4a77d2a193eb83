/** Exports as a `Blob`, and saving it. */

import { copyText } from '../browser/clipboard.js';
import { download } from '../browser/download.js';
import { downloads } from '../browser/surroundings.js';
import type { ExportFormat, TableReport } from '../contract.js';
import { en } from '../locale/en.js';
import { queryOffset } from '../state/state.js';
import type { Context } from './context.js';
import type { Search } from './search.js';
import { shownColumns } from './tables.js';

const MEDIA_TYPES: Record<ExportFormat, string> = {
  ndjson: 'application/x-ndjson',
  csv: 'text/csv',
  text: 'text/plain',
};

export class Exporting {
  readonly #context: Context;
  readonly #search: Search;

  constructor(context: Context, search: Search) {
    this.#context = context;
    this.#search = search;
  }

  /** The sessions that match a query. Rejects with `QueryError` if the query is not valid. */
  async toBlob(format: ExportFormat, query: string): Promise<Blob> {
    const client = await this.#context.client();
    const { store } = this.#context;
    const parts = await client.export(format, query, queryOffset(store.state), (bytes) => {
      if (store.state.exporting) store.set({ exporting: { format, bytes } });
    });
    return new Blob(parts as BlobPart[], { type: `${MEDIA_TYPES[format]};charset=utf-8` });
  }

  /** Saves the listed sessions as a file. */
  async save(format: ExportFormat): Promise<void> {
    if (!(await this.#isApplied())) return;
    this.#context.store.set({ exporting: { format, bytes: 0 } });
    try {
      this.#offer(await this.toBlob(format, this.#context.store.state.applied), en.export.fileName(format));
    } catch (error) {
      this.#context.report(error);
    } finally {
      this.#context.store.set({ exporting: null });
    }
  }

  /** Saves a table as shown: the matching rows, with the columns and the order on screen. */
  async saveTable(report: TableReport): Promise<void> {
    if (!(await this.#isApplied())) return;
    const { state } = this.#context.store;
    const columns = shownColumns(report, state);
    const parts = await this.#context.ask((client) => client.exportTable(report.table, state.tableSort, columns));
    if (!parts) return;
    const blob = new Blob(parts as BlobPart[], { type: `${MEDIA_TYPES.csv};charset=utf-8` });
    this.#offer(blob, en.tables.fileName(report.name));
  }

  /** What is saved is what the search box asks for; if that cannot be asked, nothing is. */
  async #isApplied(): Promise<boolean> {
    const applied = await this.#search.isApplied();
    if (!applied) this.#context.notify('warning', en.export.notApplied, { about: 'query' });
    return applied;
  }

  async #copy(blob: Blob): Promise<void> {
    const copied = await copyText(await blob.text());
    if (copied) this.#context.confirm(en.export.copied);
    else this.#context.notify('warning', en.export.notCopied);
  }

  /** Saves a file; where the page may not, or perhaps not, offers to copy its text. */
  #offer(blob: Blob, name: string): void {
    const saved = downloads();
    if (saved !== 'blocked') download(blob, name);
    if (saved === 'allowed') return;
    const sentence = saved === 'blocked' ? en.export.notSaved : en.export.perhapsNotSaved;
    this.#context.notify('warning', sentence, {
      actions: [{ label: en.export.copyInstead, run: () => void this.#copy(blob) }],
    });
  }
}
