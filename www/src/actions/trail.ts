/**
 * The way back: the steps that the user has made, from one query, tab or open session to the next. Back and Forward of
 * the browser go through them where the page is the viewer's own; elsewhere they are the viewer's alone.
 */

import { BrowserSteps } from '../browser/steps.js';
import { type Place, tableChange } from '../state/state.js';
import type { Context } from './context.js';
import type { Messages } from './messages.js';
import type { Search } from './search.js';
import type { Sessions } from './sessions.js';

/** Number of steps that are remembered. */
export const REMEMBERED = 200;

/** What a tab shows besides what the query finds. */
function shownIn({ panel, table, messages: { text, followed }, summary }: Place): unknown {
  if (panel === 'tables') return table;
  if (panel === 'messages') return [text, followed?.messageId || followed?.key];
  return panel === 'summary' ? summary : null;
}

function isSame(one: Place, other: Place): boolean {
  const parts = (place: Place) => {
    const { panel, query, off, session, compared } = place;
    return JSON.stringify([panel, query, off, session, shownIn(place), compared]);
  };
  return parts(one) === parts(other);
}

export class Trail {
  readonly #context: Context;
  readonly #search: Search;
  readonly #sessions: Sessions;
  readonly #messages: Messages;
  /** The browser's history; null where it is not the viewer's. */
  #browser: BrowserSteps | null = null;
  /** Number of entries in it beyond the one that the viewer began with, and which of them is the current one. */
  #entries = 0;
  #entry = 0;
  /** The query is being typed, which is one step. */
  #typing = false;
  /** What was shown before something in it was closed. */
  #closed: Place | null = null;
  /** Goes up with each step and return, as a later one overtakes an earlier return. */
  #returns = 0;
  /** Called after a return, with the place and the session that was open before. */
  onReturn: (place: Place, left: number | null) => void = () => undefined;

  constructor(context: Context, search: Search, sessions: Sessions, messages: Messages) {
    this.#context = context;
    this.#search = search;
    this.#sessions = sessions;
    this.#messages = messages;
    search.onTyping = () => this.#type();
    context.store.subscribe(() => this.#forget());
  }

  /** Lets the browser's Back and Forward go through the steps from now on. */
  begin(): void {
    const browser = new BrowserSteps((step) => void this.#return(step));
    if (!browser.begin(this.#context.store.state.steps.now)) return;
    this.#browser = browser;
    this.#context.store.set({ ownHistory: true });
  }

  end(): void {
    this.#browser?.end();
    this.#browser = null;
    this.#context.store.set({ ownHistory: false });
  }

  /** Whether the browser's history is where one of the steps is, and not at an address that the user has entered. */
  get isAtStep(): boolean {
    return this.#browser?.isAtStep ?? false;
  }

  /** Remembers the current view, which is left for an address that the user has entered: the browser has an entry for it. */
  leaveForAddress(): void {
    this.leave(false, (step) => this.#browser?.mark(step) ?? false);
  }

  /** Remembers the current view, which is about to be left; `link` if by a link that leads elsewhere. */
  leave(link = false, add = (step: number): boolean => this.#browser?.push(step) ?? false): void {
    this.#typing = false;
    this.#returns += 1;
    const { store } = this.#context;
    const { places, now, link: last } = store.state.steps;
    const place = this.#place();
    const before = places.get(now - 1);
    const isLast = !places.has(now + 1);
    // A view that is as the one before is no step of its own.
    if (before && isLast && isSame(before, place)) {
      if (link) store.set({ steps: { places, now, link: now - 1 } });
      return;
    }
    const kept = [...places].filter(([step]) => step < now && step > now - REMEMBERED);
    store.set({
      steps: { places: new Map([...kept, [now, place]]), now: now + 1, link: link ? now : Math.min(last, now - 1) },
    });
    if (!add(now + 1)) return;
    this.#entries = now + 1;
    this.#entry = now + 1;
  }

  /** Goes on once something is answered, unless the user has gone elsewhere before that, or searches for something else. */
  async unlessLeft(answered: Promise<unknown>, next: () => void): Promise<void> {
    const place = () => {
      const { steps, panel, query } = this.#context.store.state;
      return JSON.stringify([steps.now, panel, query]);
    };
    const before = place();
    await answered;
    if (place() === before) next();
  }

  /** The last step was by a link that leads elsewhere. */
  mark(): void {
    const { store } = this.#context;
    const { steps } = store.state;
    store.set({ steps: { ...steps, link: steps.now - 1 } });
  }

  /** Whether there is a step back. */
  get canGoBack(): boolean {
    return this.#before() !== null;
  }

  /** Goes one step back. */
  async back(): Promise<void> {
    const step = this.#before();
    if (step !== null) await this.#go(step);
  }

  /** Goes one step forward again. */
  async forward(): Promise<void> {
    const { places, now } = this.#context.store.state.steps;
    if (places.has(now + 1)) await this.#go(now + 1);
  }

  /** Closes the way of a message, the comparison or the open session; one step back, if opening it was the last step. */
  close(): void {
    const open = this.#place();
    if (open.panel === 'messages') this.#messages.close();
    else if (open.compared) this.#sessions.comparing.close();
    else this.#sessions.close();
    const { places, now } = this.#context.store.state.steps;
    const before = places.get(now - 1);
    if (!before || !isSame(before, this.#place())) return;
    this.#closed = open;
    void this.#go(now - 1);
  }

  #place(): Place {
    const { panel, query, off, detail, table, comparison, summaryChoice: summary } = this.#context.store.state;
    const session = detail?.session ?? null;
    const compared: Place['compared'] = comparison && [comparison.a.session, comparison.b.session];
    return { panel, query, off, session, table, compared, messages: this.#messages.shown, summary };
  }

  /** The nearest step before that was not the same; null if there is none. */
  #before(): number | null {
    const { places, now } = this.#context.store.state.steps;
    const here = this.#place();
    for (let step = now - 1; ; step -= 1) {
      const place = places.get(step);
      if (!place) return null;
      if (!isSame(place, here)) return step;
    }
  }

  #type(): void {
    if (this.#typing) return;
    this.leave();
    this.#typing = true;
  }

  /** At once; the browser follows, and has nothing to add when it arrives. */
  #go(step: number): Promise<void> {
    const { now } = this.#context.store.state.steps;
    const returned = this.#return(step);
    if (Math.max(step, now) <= this.#entries) this.#browser?.go(step - now, step);
    return returned;
  }

  async #return(step: number): Promise<void> {
    const { store } = this.#context;
    const { places, now, link } = store.state.steps;
    const place = places.get(step);
    if (this.#browser) this.#entry = Math.min(step, this.#entries);
    if (!place || step === now) return;
    this.#typing = false;
    const here = this.#closed ?? this.#place();
    this.#closed = null;
    const left = here.session;
    store.set({ steps: { places: new Map([...places, [now, here]]), now: step, link } });
    this.#returns += 1;
    const number = this.#returns;
    if (isSame(place, this.#place())) return;
    const isWanted = () => number === this.#returns;
    await this.#restore(place, isWanted);
    if (isWanted()) this.onReturn(place, left);
  }

  async #restore(place: Place, isWanted: () => boolean): Promise<void> {
    const { panel, query, off, session, table, compared, messages, summary } = place;
    const { store } = this.#context;
    const { comparing } = this.#sessions;
    comparing.close();
    if (session === null) this.#sessions.close();
    const isOtherSummary = panel === 'summary' && summary !== store.state.summaryChoice;
    const summaryChange = isOtherSummary && { summaryChoice: summary, summaryRow: -1, summaryTotals: null };
    store.set({ panel, ...tableChange(store.state, table), ...summaryChange });
    const isOther = query !== store.state.query || query !== store.state.applied;
    if (isOther || off !== store.state.off) await this.#search.set(query, off);
    if (!isWanted()) return;
    if (session !== null && session !== store.state.detail?.session) {
      const opened = this.#sessions.openSession(session);
      store.set({ panel });
      await opened;
    }
    if (compared && isWanted()) await comparing.open(...compared);
    if (panel === 'messages' && isWanted()) await this.#messages.show(messages);
  }

  /** With the logs, their steps are forgotten, and the browser is where it was before them. */
  #forget(): void {
    if (this.#entries === 0 || this.#context.store.state.steps.places.size > 0) return;
    const entry = this.#entry;
    this.#entries = 0;
    this.#entry = 0;
    if (entry > 0) this.#browser?.go(-entry, 0);
  }
}
