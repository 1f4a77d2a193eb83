/** Exports as a `Blob`, and saving it. */

import { QueryError } from '../client/errors.js';
import type {
  DelayReport,
  ExportFormat,
  ExportTaker,
  Separator,
  Sheet,
  SummaryChoice,
  TableReport,
} from '../contract.js';
import { BYTE_ORDER_MARK, csvRow } from '../display/csv.js';
import { DELAY_HEADINGS, delayRows } from '../display/delays.js';
import { type Contents, fileName, periodOfRows } from '../display/file-name.js';
import { readOwnNames } from '../display/own-names.js';
import { sheetOf, usualSeparator, zoneOffsets } from '../display/spreadsheet.js';
import { exportedCells, exportedHeadings, questionOf } from '../display/summary.js';
import { isTime } from '../format/time.js';
import { en } from '../locale/en.js';
import { messages } from '../locale/messages.js';
import { LOG_ORDER, queryOffset } from '../state/state.js';
import type { Context } from './context.js';
import { type OfferedFile, offerFile } from './offer.js';
import type { Search } from './search.js';
import { exportedColumns } from './tables.js';

/** Parts of an export that are joined at a time. */
const GROUP_PARTS = 64;
/** Groups of a summary that are asked for at a time. */
const PAGE_GROUPS = 1000;

const MEDIA_TYPES: Record<ExportFormat, string> = {
  ndjson: 'application/x-ndjson',
  csv: 'text/csv',
  messages: 'text/csv',
  text: 'text/plain',
};

/** Joins parts as they come: a browser would copy hundreds of megabytes in one go if it got them all at the end. */
class Parts {
  readonly #groups: Blob[] = [];
  #group: Blob[] = [];
  bytes = 0;

  add(part: Uint8Array): void {
    this.#group.push(new Blob([part as BlobPart]));
    this.bytes += part.length;
    // Joining thousands of parts at the end would block the page.
    if (this.#group.length < GROUP_PARTS) return;
    this.#groups.push(new Blob(this.#group));
    this.#group = [];
  }

  join(format: ExportFormat): Blob {
    return new Blob([...this.#groups, ...this.#group], { type: `${MEDIA_TYPES[format]};charset=utf-8` });
  }
}

export class Exporting {
  readonly #context: Context;
  readonly #search: Search;
  /** The export in progress. */
  #abort: AbortController | null = null;

  constructor(context: Context, search: Search) {
    this.#context = context;
    this.#search = search;
  }

  /** The sessions that match a query. Rejects with `QueryError` if the query is not valid. */
  async toBlob(format: ExportFormat, query: string, separator: Separator = 'comma'): Promise<Blob> {
    const parts = new Parts();
    await this.#sessions(format, query, separator, { take: (part) => parts.add(part) });
    return parts.join(format);
  }

  async #sessions(format: ExportFormat, query: string, separator: Separator, taker: ExportTaker) {
    const client = await this.#context.client();
    const offsetMinutes = queryOffset(this.#context.store.state);
    return client.export({ format, query, offsetMinutes, sheet: this.#sheet(separator) }, taker);
  }

  /** Times are in the time zone of the page. */
  #sheet(separator: Separator): Sheet {
    const { summary, zone } = this.#context.store.state;
    const times = summary?.perFile.flatMap(({ firstTime, lastTime }) => [firstTime, lastTime]).filter(isTime) ?? [];
    if (times.length === 0) return sheetOf(separator, []);
    const [first, last] = [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))];
    return sheetOf(separator, zoneOffsets(zone, first, last));
  }

  /** What parts the cells of CSV: as the user has chosen, or as the language of the browser has it. */
  get separator(): Separator {
    return this.#context.store.state.separator ?? usualSeparator();
  }

  /** Saves the listed sessions as a file. */
  async save(format: ExportFormat): Promise<void> {
    await this.#run(async (taker, parts) => {
      const { state } = this.#context.store;
      const contents = await this.#sessions(format, state.applied, this.separator, taker);
      const { sessions, start, end, server } = contents;
      const what = { name: en.export.fileNames[format], server, start, end };
      const name = fileName(what, en.export.endings[format] ?? this.#ending(), state.zone);
      return { blob: parts.join(format), name, saved: en.export.savedSessions(sessions, parts.bytes, name) };
    });
  }

  /** Saves a table as shown: the matching rows, with the columns and the order on screen. */
  async saveTable(report: TableReport): Promise<void> {
    await this.#run(async (taker, parts) => {
      const { state } = this.#context.store;
      const client = await this.#context.client();
      const { table, rows } = report;
      const [first, last] = [
        await client.tableWindow(table, LOG_ORDER, 0, 1),
        await client.tableWindow(table, LOG_ORDER, Math.max(0, rows - 1), rows),
      ];
      await client.exportTable(table, state.tableSort, exportedColumns(report, state), this.separator, taker);
      const what = { name: en.tables.fileName(report.name), server: '', ...periodOfRows(first, last) };
      const name = fileName(what, this.#ending(), state.zone);
      return { blob: parts.join('csv'), name, saved: en.export.savedRows(rows, parts.bytes, name) };
    });
  }

  /** Saves all groups of a summary, with the columns and the order on screen. */
  async saveSummary(choice: SummaryChoice): Promise<void> {
    await this.#run(async ({ take, signal }, parts) => {
      const { zone, ownNames } = this.#context.store.state;
      const names = readOwnNames(ownNames);
      const client = await this.#context.client();
      const { separator } = this;
      const { decimalComma } = sheetOf(separator, []);
      const encoder = new TextEncoder();
      const { applied, noiseHidden, summary } = this.#context.store.state;
      const isSame = () => {
        const { state } = this.#context.store;
        const isSearched = state.applied === applied && state.query === applied;
        return isSearched && state.noiseHidden === noiseHidden && state.summary === summary;
      };
      let text = BYTE_ORDER_MARK + csvRow(exportedHeadings(choice, zone, names), separator);
      let [from, groups] = [0, 0];
      do {
        const answer = await client.summarise(questionOf(choice), from, from + PAGE_GROUPS);
        signal?.throwIfAborted();
        // Its groups are asked in parts, and those of another search do not belong to them.
        if (!isSame()) throw new Error(en.export.changed);
        if (!answer.ok) throw new QueryError(answer.problem);
        const { table } = answer;
        const rows = table.rows.map((group) =>
          csvRow(exportedCells(group, choice, table, zone, names, decimalComma), separator),
        );
        text += rows.join('');
        from += PAGE_GROUPS;
        groups = table.groups;
        take(encoder.encode(text), Math.min(1, from / Math.max(1, groups)));
        text = '';
      } while (from < groups);
      const name = fileName(this.#period(en.summary.fileName), this.#ending(), zone);
      return { blob: parts.join('csv'), name, saved: en.export.savedRows(groups, parts.bytes, name) };
    });
  }

  /** The delays of messages, hop by hop. */
  saveDelays(report: DelayReport): void {
    const rows = delayRows(report);
    const text = [DELAY_HEADINGS, ...rows].map((cells) => csvRow(cells, this.separator)).join('');
    const blob = new Blob([BYTE_ORDER_MARK, text], { type: `${MEDIA_TYPES.csv};charset=utf-8` });
    const name = fileName(this.#period(messages.delays.fileName), this.#ending(), this.#context.store.state.zone);
    offerFile(this.#context, { blob, name, saved: en.export.savedRows(rows.length, blob.size, name) });
  }

  /** A file about all that is open. */
  #period(name: string): Contents {
    const files = this.#context.store.state.summary?.perFile ?? [];
    const times = files.flatMap(({ firstTime, lastTime }) => [firstTime, lastTime]).filter(isTime);
    if (times.length === 0) return { name, server: '', start: null, end: null };
    return {
      name,
      server: '',
      start: times.reduce((a, b) => Math.min(a, b)),
      end: times.reduce((a, b) => Math.max(a, b)),
    };
  }

  #ending(): string {
    return this.separator === 'tab' ? 'tsv' : 'csv';
  }

  /** Ends the export in progress; nothing is saved. */
  cancel(): void {
    this.#abort?.abort();
  }

  /** Runs an export, one at a time, shows its progress, and saves the file. */
  async #run(work: (taker: ExportTaker, parts: Parts) => Promise<OfferedFile>): Promise<void> {
    const { store } = this.#context;
    if (this.#abort) return;
    const abort = new AbortController();
    const parts = new Parts();
    this.#abort = abort;
    const take = (part: Uint8Array, share: number) => {
      parts.add(part);
      // The page is drawn again for every per cent, not for every part.
      const shown = store.state.exporting?.share ?? 0;
      if (Math.floor(100 * share) > Math.floor(100 * shown)) store.set({ exporting: { bytes: parts.bytes, share } });
    };
    try {
      if (!(await this.#isApplied())) return;
      store.set({ exporting: { bytes: 0, share: 0 } });
      offerFile(this.#context, await work({ take, signal: abort.signal }, parts));
    } catch (error) {
      if (abort.signal.aborted) this.#context.confirm(en.export.cancelled);
      else this.#context.report(error);
    } finally {
      this.#abort = null;
      store.set({ exporting: null });
    }
  }

  /** What is saved is what the search box asks for; if that cannot be asked, nothing is. */
  async #isApplied(): Promise<boolean> {
    const applied = await this.#search.isApplied();
    if (!applied) this.#context.notify('warning', en.export.notApplied, { about: 'query' });
    return applied;
  }
}
