/**
 * What all actions share: the state, the engine, messages to the user, and events to the outside. Calls that may fail
 * go through `ask`, so that every failure becomes one plain sentence and none is lost.
 */

import type { EngineClient } from '../client/engine-client.js';
import { EngineUnavailable } from '../client/errors.js';
import { NOTICES_SHOWN } from '../display/notices.js';
import { en } from '../locale/en.js';
import { EngineClosed, EngineDead } from '../shared/engine-dead.js';
import { shortName } from '../shared/source-file.js';
import { DEFAULT_THRESHOLDS, type Notice, type Store } from '../state/state.js';
import { Debounce } from './debounce.js';
import { restrictions } from './restrictions.js';

/** Events that the element dispatches. */
export type Emit = (name: 'progress' | 'ready' | 'failure', detail: unknown) => void;

/** Messages that are kept: thousands of files may fail. */
const MOST_NOTICES = 20;

/** Milliseconds for which a confirmation is shown. */
export const CONFIRMATION_MS = 8000;

/** Milliseconds of waiting for answers after which the page says so, and without any after which it no longer does. */
export const WORKING_MS = 300;

export class Context {
  readonly store: Store;
  readonly emit: Emit;
  readonly #start: () => Promise<EngineClient>;
  #client: Promise<EngineClient> | null = null;
  #closed = false;
  #nextNotice = 1;
  /** Number of questions that wait for their answers. */
  #unanswered = 0;
  readonly #working = new Debounce(WORKING_MS);
  /** Called when the engine has crashed. */
  onDead: (error: EngineDead) => void = () => undefined;
  /** Called when an answer of the engine takes long, and when it has come at last. */
  onSlow: (isSlow: boolean) => void = () => undefined;

  constructor(store: Store, start: () => Promise<EngineClient>, emit: Emit) {
    this.store = store;
    this.emit = emit;
    this.#start = start;
  }

  /** The engine, started on first use. */
  client(): Promise<EngineClient> {
    if (this.#closed) return Promise.reject(new EngineClosed());
    this.#client ??= this.#begin();
    return this.#client;
  }

  async #begin(): Promise<EngineClient> {
    this.store.set({ engine: 'starting' });
    const client = await this.#start();
    if (this.store.state.noiseHidden) await client.hideNoise(true);
    const { thresholds } = this.store.state;
    if (thresholds !== DEFAULT_THRESHOLDS) await client.setThresholds(thresholds);
    client.listen({ onSlow: (isSlow) => this.onSlow(isSlow), onDead: (error) => this.report(error) });
    this.store.set({ engine: 'ready', restrictions: restrictions(client.noWorker) });
    return client;
  }

  /** Releases the engine and its memory, whatever it is doing; the next call starts a new one. */
  async dropEngine(): Promise<void> {
    const old = this.#client;
    this.#client = null;
    (await old?.catch(() => null))?.dispose();
  }

  /** Releases the engine; whatever is asked before `reopen` rejects with `EngineClosed`. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.dropEngine();
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  reopen(): void {
    this.#closed = false;
  }

  /** Calls the engine. A failure becomes a message, and the result is null. */
  async ask<T>(work: (client: EngineClient) => Promise<T>): Promise<T | null> {
    if (this.#unanswered++ === 0) this.#becomes(true);
    try {
      return await work(await this.client());
    } catch (error) {
      this.report(error);
      return null;
    } finally {
      if (--this.#unanswered === 0) this.#becomes(false);
    }
  }

  /** Of questions that follow one another, the pauses are not shown. */
  #becomes(working: boolean): void {
    this.#working.run(() => this.store.set({ working }));
  }

  /** Reports a failure to the user and, as an event, to the host page. */
  report(error: unknown): void {
    if (error instanceof EngineClosed) return;
    if (error instanceof EngineDead) this.#reportDeath(error);
    else if (error instanceof EngineUnavailable) this.#reportUnavailable(error);
    else this.fail(en.notices.failed(error instanceof Error ? error.message : String(error)));
  }

  /** Names as messages may show them; none without an engine, which knows what is a credential. */
  async maskedNames(names: readonly string[]): Promise<readonly string[]> {
    const asked = this.client().then((client) => Promise.all(names.map((name) => client.maskedName(name))));
    return (await asked.catch(() => [])).map(shortName);
  }

  /**
   * Shows an error and dispatches the `failure` event. `file` is a path as it may be shown, `about` the path that the
   * file has.
   */
  fail(text: string, file = '', actions: Notice['actions'] = [], about = file): void {
    this.notify('error', text, { actions, about });
    this.emit('failure', { message: text, file });
  }

  /** Likewise, of one of what may be thousands of files: beyond the first, they are counted. */
  failOne(text: string, file: string, actions: Notice['actions'], about: string): void {
    const { notices, noticesCounted } = this.store.state;
    if (notices.length < MOST_NOTICES) {
      this.fail(text, file, actions, about);
      return;
    }
    this.store.set({ noticesCounted: noticesCounted + 1 });
    this.emit('failure', { message: text, file });
  }

  notify(
    severity: Notice['severity'],
    text: string,
    { actions = [], about = '' }: Partial<Pick<Notice, 'actions' | 'about'>> = {},
  ): void {
    const { notices } = this.store.state;
    if (notices.some((notice) => notice.text === text)) return;
    this.store.set({
      notices: [...notices, { id: this.#nextNotice++, severity, text, about, actions }],
      noticesSpoken: en.notices.spoken(text, notices.length + 1),
    });
  }

  /** Says something to screen readers, of what others see. */
  say(noticesSpoken: string): void {
    this.store.set({ noticesSpoken });
  }

  /** Says that something is done, for as long as it takes to read it. */
  confirm(text: string): void {
    this.notify('info', text, { about: text });
    setTimeout(() => this.withdraw((about) => about === text), CONFIRMATION_MS);
  }

  /** Removes the messages that no longer hold, by what they are about. */
  withdraw(isSettled: (about: string) => boolean): void {
    const { notices } = this.store.state;
    const kept = notices.filter(({ about }) => about === '' || !isSettled(about));
    if (kept.length < notices.length) this.#keep(kept, '');
  }

  dismiss(id: number): void {
    const kept = this.store.state.notices.filter((notice) => notice.id !== id);
    this.#keep(kept, en.notices.left(kept.length + this.store.state.noticesCounted));
  }

  /** Removes all of them, of which nothing holds any longer. */
  withdrawAll(): void {
    this.#keep([], '');
  }

  dismissAll(): void {
    this.#keep([], en.notices.left(0));
  }

  /** Keeps only these messages. Few are not folded, and without any, none is counted. */
  #keep(notices: readonly Notice[], noticesSpoken: string): void {
    const { noticesCounted, noticesOpen } = this.store.state;
    this.store.set({
      notices,
      noticesSpoken,
      noticesCounted: notices.length > 0 ? noticesCounted : 0,
      noticesOpen: noticesOpen && notices.length > NOTICES_SHOWN,
    });
  }

  #reportDeath(error: EngineDead): void {
    // Many calls may be in progress when it happens; one message is enough.
    if (this.store.state.engine === 'dead') return;
    this.store.set({ engine: 'dead' });
    this.onDead(error);
    this.store.set({ progress: null, cancelling: false });
  }

  #reportUnavailable({ why }: EngineUnavailable): void {
    if (this.store.state.engine === 'unavailable') return;
    this.store.set({ engine: 'unavailable' });
    this.fail(en.notices.unavailable[why]);
  }
}
