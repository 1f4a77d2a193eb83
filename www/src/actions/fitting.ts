/** Files that are more than the memory holds: the user is asked in which order to read them, before they are read. */

import { type OpenFile, unpackedTotal } from '../client/intake.js';
import type { Context } from './context.js';

/** Bytes of logs that fit: three quarters of 4 GiB, of which a byte of SMTP logs takes 0.42, rounded down. */
const ROOM = 7 * 2 ** 30;

/** What the user chose. */
export type Order = 'newest' | 'byName' | 'none';

export class Fitting {
  readonly #context: Context;
  #answer: (order: Order) => void = () => undefined;

  constructor(context: Context) {
    this.#context = context;
  }

  /**
   * The files to read, with their ranks; none if they are not to be opened, or `isVoid` says that nobody waits for them any
   * more. Does not ask if they fit.
   */
  async choose(files: readonly OpenFile[], isVoid: () => boolean): Promise<readonly OpenFile[]> {
    const bytes = await unpackedTotal(files);
    if (isVoid()) return [];
    const room = Math.max(0, ROOM - (this.#context.store.state.summary?.bytes ?? 0));
    if (bytes <= room) return files;
    // An opening that has become void may still wait.
    this.#answer('none');
    const answered = new Promise<Order>((resolve) => {
      this.#answer = resolve;
    });
    this.#context.store.set({ fitting: { files: files.length, bytes, room } });
    const order = await answered;
    if (isVoid()) return [];
    this.#context.store.set({ fitting: null });
    if (order === 'newest') return files.map((file) => ({ ...file, rank: -file.file.lastModified }));
    return order === 'byName' ? files : [];
  }

  /** Takes what the user answered; nothing if there was no question. */
  answer(order: Order): void {
    this.#answer(order);
  }
}
