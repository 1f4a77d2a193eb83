/**
 * Saved searches and summaries. They are kept in the browser's storage, only by the user's act of saving, as a pack. Every
 * change is made to what is stored at that moment, so that what another tab has saved meanwhile is not lost.
 */

import { onStored, type Storage } from '../browser/storage.js';
import type { SavedItem, SummaryChoice } from '../contract.js';
import { inSentence } from '../format/sentence.js';
import { saved as t } from '../locale/saved.js';
import {
  countOf,
  equalNames,
  type LeftOut,
  MOST_OF_FILE,
  packText,
  readPack,
  type Saved,
  type SavedPlace,
  withGroupRenamed,
  withGroups,
  withItem,
  withItemMoved,
  withoutItem,
} from '../state/pack.js';
import { queryOffset, type SavedTrouble } from '../state/state.js';
import type { Context } from './context.js';
import { offerFile } from './offer.js';
import type { Search } from './search.js';

export const SAVED_KEY = 'exchange-log-viewer-saved';

/** A name in a sentence. */
const quoted = (name: string): string => `“${inSentence(name)}”`;

function sentenceOf({ name, group, number, fault }: LeftOut): string {
  return t.fault(name ? quoted(name) : t.unnamed(inSentence(group), number), t.faults[fault]);
}

export class Saving {
  readonly #context: Context;
  readonly #search: Search;
  readonly #storage: Storage | null;
  #stop: () => void = () => undefined;

  constructor(context: Context, search: Search, storage: Storage | null) {
    this.#context = context;
    this.#search = search;
    this.#storage = storage;
  }

  /** Reads what is saved, and again whenever another tab saves something. */
  begin(): void {
    this.#read();
    this.#stop();
    this.#stop = onStored(SAVED_KEY, () => this.#read());
  }

  end(): void {
    this.#stop();
    this.#context.store.set({ saving: null, importing: null });
  }

  /** Shows what is saved now, and says what hinders keeping it. */
  #read(): void {
    const { saved, trouble } = this.#stored();
    this.#context.store.set({ saved, savedTrouble: trouble });
  }

  /** What is saved now: what is stored, and what this visit has if it could not be stored. */
  #stored(): { saved: Saved; trouble: SavedTrouble } {
    const { saved: own, savedTrouble } = this.#context.store.state;
    const text = this.#text();
    if (text === null) return { saved: own, trouble: 'notStored' };
    const read = text === '' ? { pack: { groups: [] }, leftOut: [] } : readPack(text);
    if ('refusal' in read) return { saved: own, trouble: read.refusal === 'otherVersion' ? 'newer' : 'damaged' };
    const { groups } = read.pack;
    const saved = savedTrouble === 'none' ? groups : withGroups(groups, own, 'replace');
    return { saved, trouble: read.leftOut.length > 0 ? 'damaged' : 'none' };
  }

  /** The text that is stored; null if the page may store nothing. */
  #text(): string | null {
    try {
      return this.#storage ? (this.#storage.getItem(SAVED_KEY) ?? '') : null;
    } catch {
      return null;
    }
  }

  #write(saved: Saved): boolean {
    try {
      this.#storage?.setItem(SAVED_KEY, packText({ name: t.packName, groups: saved }));
      return this.#storage !== null;
    } catch {
      return false;
    }
  }

  /** Changes what is saved. Where it cannot be stored, it is a file that the browser downloads. */
  #change(change: (saved: Saved) => Saved, done: string): void {
    const { saved, trouble } = this.#stored();
    const changed = change(saved);
    const isStored = trouble === 'none' && this.#write(changed);
    this.#context.store.set({ saved: changed, savedTrouble: trouble === 'none' && !isStored ? 'notStored' : trouble });
    if (isStored) this.#context.confirm(done);
    else this.export();
  }

  /** Opens the dialog: to save what is shown, or for what is saved. */
  async show(saving: 'query' | 'summary' | 'manage'): Promise<void> {
    // What was typed just before is what is saved.
    if (saving !== 'manage') await this.#search.isApplied();
    this.#context.store.set({ saving, importing: null });
  }

  close(): void {
    this.#context.store.set({ saving: null, importing: null });
  }

  /** Saves the search; in place of the item of that name, if there is one in the group. */
  saveQuery(place: SavedPlace, query: string): void {
    this.#save(place.group, { name: place.name, sentence: '', query });
  }

  /** Saves the summary, of what is found by the search that is applied now. */
  async saveSummary(place: SavedPlace, choice: SummaryChoice): Promise<void> {
    const { applied } = this.#context.store.state;
    const parts = [applied, choice.within].filter((part) => part.trim() !== '');
    const within =
      parts.length < 2
        ? (parts[0] ?? '')
        : await this.#context.ask((client) => client.joinedQuery(parts, queryOffset(this.#context.store.state)));
    if (within === null) return;
    this.#save(place.group, { name: place.name, sentence: '', summary: { ...choice, name: '', within } });
  }

  #save(group: string, item: SavedItem): void {
    this.#change((saved) => withItem(saved, group, item), t.savedItem(item.name));
    this.close();
  }

  move(from: SavedPlace, to: SavedPlace): void {
    this.#change((saved) => withItemMoved(saved, from, to), t.savedItem(to.name));
  }

  renameGroup(from: string, to: string): void {
    this.#change((saved) => withGroupRenamed(saved, from, to), t.groupRenamed(to));
  }

  remove(place: SavedPlace): void {
    this.#change((saved) => withoutItem(saved, place), t.removed(place.name));
  }

  /** Saves everything as a file. */
  export(): void {
    const text = packText({ name: t.packName, groups: this.#context.store.state.saved });
    const blob = new Blob([text], { type: 'application/json' });
    offerFile(this.#context, { blob, name: t.fileName, saved: t.downloaded(t.fileName) });
  }

  /** Reads a pack, and says what of it can be imported. */
  async read(file: Blob): Promise<void> {
    const refuse = (refusal: string) =>
      this.#context.store.set({ importing: { pack: { name: '', groups: [] }, leftOut: [], refusal } });
    if (file.size > MOST_OF_FILE * 4) return refuse(t.refusals.tooLarge);
    const text = await file.text().catch(() => '');
    const read = readPack(text);
    if ('refusal' in read) return refuse(t.refusals[read.refusal]);
    const { groups, leftOut } = await this.#valid(read.pack.groups);
    const pack = { name: read.pack.name, groups };
    this.#context.store.set({
      importing: { pack, leftOut: [...read.leftOut.map(sentenceOf), ...leftOut], refusal: '' },
    });
  }

  /** The items whose queries are valid, and a sentence for each of the others. */
  async #valid(groups: Saved): Promise<{ groups: Saved; leftOut: string[] }> {
    const leftOut: string[] = [];
    const valid = [];
    for (const { name, items } of groups) {
      const kept: SavedItem[] = [];
      for (const item of items) {
        const problem = await this.#problemOf('query' in item ? item.query : item.summary.within);
        if (problem === null) kept.push(item);
        else leftOut.push(t.fault(quoted(item.name), t.invalid(problem)));
      }
      if (kept.length > 0) valid.push({ name, items: kept });
    }
    return { groups: valid, leftOut };
  }

  /** What is wrong with a query; null if it is valid, or if there is no engine to ask. */
  async #problemOf(query: string): Promise<string | null> {
    const offset = queryOffset(this.#context.store.state);
    // Its parts are known without looking for what it finds.
    const parts = await this.#context.ask((client) => client.queryParts(query, offset));
    if (parts === null || parts.length > 0) return null;
    const answer = await this.#context.ask((client) => client.count(query, offset));
    return answer?.ok === false ? answer.problem.message : null;
  }

  /** Number of items of the pack with the name of one that is saved. */
  get equal(): number {
    const { saved, importing } = this.#context.store.state;
    return equalNames(saved, importing?.pack.groups ?? []);
  }

  /** Imports what has been read. */
  import(equal: 'both' | 'replace'): void {
    const { importing } = this.#context.store.state;
    if (!importing) return;
    const { groups } = importing.pack;
    this.#change((saved) => withGroups(saved, groups, equal), t.imported(countOf(groups)));
    this.close();
  }

  forget(): void {
    this.#context.store.set({ importing: null });
  }
}
