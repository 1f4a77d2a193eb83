/**
 * What all actions share: the state, the engine, the messages to the user, and the events to the world outside. A call
 * that may fail goes through `ask`, so that every failure ends as one plain sentence and none is lost.
 */

import type { EngineClient } from '../client/engine-client.js';
import { EngineUnavailable } from '../client/errors.js';
import { en } from '../locale/en.js';
import { EngineDead } from '../shared/engine-dead.js';
import type { Notice, Store } from '../state/state.js';

/** Events that the element dispatches. */
export type Emit = (name: 'progress' | 'ready' | 'failure', detail: unknown) => void;

export class Context {
  readonly store: Store;
  readonly emit: Emit;
  readonly #start: () => Promise<EngineClient>;
  #client: Promise<EngineClient> | null = null;
  #nextNotice = 1;
  /** What to do when the engine has died; set by whoever knows the files. */
  onDead: (error: EngineDead) => void = () => undefined;

  constructor(store: Store, start: () => Promise<EngineClient>, emit: Emit) {
    this.store = store;
    this.emit = emit;
    this.#start = start;
  }

  /** The engine, started when it is first needed. */
  client(): Promise<EngineClient> {
    this.#client ??= this.#begin();
    return this.#client;
  }

  async #begin(): Promise<EngineClient> {
    this.store.set({ engine: 'starting' });
    const client = await this.#start();
    this.store.set({ engine: 'ready' });
    return client;
  }

  /** Lets go of the engine and its memory; the next call starts another. */
  async dropEngine(): Promise<void> {
    const old = this.#client;
    this.#client = null;
    (await old?.catch(() => null))?.dispose();
  }

  /** Asks the engine something for the views. A failure becomes a message, and the answer is null. */
  async ask<T>(work: (client: EngineClient) => Promise<T>): Promise<T | null> {
    try {
      return await work(await this.client());
    } catch (error) {
      this.report(error);
      return null;
    }
  }

  /** Tells the user, and the page around the element, that something failed. */
  report(error: unknown): void {
    if (error instanceof EngineDead) this.#reportDeath(error);
    else if (error instanceof EngineUnavailable) this.#reportUnavailable();
    else this.fail(en.notices.failed(error instanceof Error ? error.message : String(error)));
  }

  /** A message with its event. */
  fail(text: string, file = '', actions: Notice['actions'] = []): void {
    this.notify('error', text, actions);
    this.emit('failure', { message: text, file });
  }

  notify(severity: Notice['severity'], text: string, actions: Notice['actions'] = []): void {
    const { notices } = this.store.state;
    if (notices.some((notice) => notice.text === text)) return;
    this.store.set({ notices: [...notices, { id: this.#nextNotice++, severity, text, actions }] });
  }

  dismiss(id: number): void {
    this.store.set({ notices: this.store.state.notices.filter((notice) => notice.id !== id) });
  }

  #reportDeath(error: EngineDead): void {
    // Many calls may be under way when it happens; one message is enough.
    if (this.store.state.engine === 'dead') return;
    this.store.set({ engine: 'dead', progress: null, cancelling: false });
    this.onDead(error);
  }

  #reportUnavailable(): void {
    if (this.store.state.engine === 'unavailable') return;
    this.store.set({ engine: 'unavailable' });
    this.fail(en.notices.unavailable);
  }
}
