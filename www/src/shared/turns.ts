/** Work that is done one after the other, in the order in which it was asked for. */

export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Does this once all before it has ended, whether or not it failed. */
  next<T>(run: () => Promise<T>): Promise<T> {
    const result = this.#last.then(run);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Settles when all that has been asked for until now has ended. */
  get ended(): Promise<unknown> {
    return this.#last;
  }
}
