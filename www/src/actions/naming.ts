/** The user's own names of addresses: reading a list of them, keeping it, and forgetting it. */

import { pickFiles } from '../browser/pick-files.js';
import type { Storage } from '../browser/storage.js';
import { readOwnNames } from '../display/own-names.js';
import { en } from '../locale/en.js';
import { keepNames } from '../state/own-names.js';
import type { Context } from './context.js';

const t = en.ownNames;

/** Bytes of a list that is read. */
export const LIST_BYTES = 5_000_000;

export class Naming {
  readonly #context: Context;
  readonly #storage: Storage | null;

  constructor(context: Context, storage: Storage | null) {
    this.#context = context;
    this.#storage = storage;
  }

  show(): void {
    this.#context.store.set({ ownNamesOpen: true });
  }

  close(): void {
    this.#context.store.set({ ownNamesOpen: false });
  }

  /** Reads a list from a file that the user chooses. */
  async pick(): Promise<void> {
    const [file] = await pickFiles();
    if (file) await this.read(file);
  }

  async read(file: File): Promise<void> {
    if (file.size > LIST_BYTES) return this.#context.notify('warning', t.tooLarge(file.name));
    try {
      this.use(await file.text());
    } catch {
      this.#context.notify('warning', t.notRead(file.name));
    }
  }

  /** Uses a list; an empty one is none. */
  use(ownNames: string): void {
    const { store } = this.#context;
    store.set({ ownNames: ownNames.trim() === '' ? '' : ownNames });
    if (store.state.ownNamesKept) this.keep(true);
    const { count } = readOwnNames(store.state.ownNames);
    this.#context.confirm(t.used(count));
  }

  /** Keeps the list in the browser, or no longer. */
  keep(isKept: boolean): void {
    const { store } = this.#context;
    const kept = keepNames(this.#storage, isKept ? store.state.ownNames : '');
    store.set({ ownNamesKept: isKept && kept });
    if (isKept && !kept) this.#context.notify('warning', t.notKept);
  }
}
