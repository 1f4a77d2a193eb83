/** Links to a view: making one of what is shown, and following one, also when the logs are opened after it. */

import { pageAddress } from '../browser/address.js';
import { copyText } from '../browser/clipboard.js';
import type { SummaryChoice } from '../contract.js';
import { isDelays, namedSummary } from '../display/summary.js';
import { formatMinutesEast } from '../format/time.js';
import { links as t } from '../locale/links.js';
import { NAMED } from '../locale/summaries.js';
import { NO_MESSAGES } from '../state/known.js';
import { type LinkSession, type LinkView, linkText, readLink } from '../state/link.js';
import { queryOffset, tableChange } from '../state/state.js';
import type { Context } from './context.js';
import type { Search } from './search.js';
import type { Sessions } from './sessions.js';
import type { Summarising } from './summarising.js';
import { shownTable } from './tables.js';

/** What messages are about: what the last link says, that it waits for logs, and what is not in these logs. */
const LINK = { about: 'link' };
const WAITING = { about: 'link waits' };
const MISSING = { about: 'link is without' };
/** Sessions with the same id that are looked at. */
const MOST_OF_ID = 200;

export class Linking {
  readonly #context: Context;
  readonly #search: Search;
  readonly #sessions: Sessions;
  readonly #summarising: Summarising;
  /** What could not be shown yet of the link that was followed last. */
  #wanted: Pick<LinkView, 'table' | 'session' | 'offset'> | null = null;
  /** Logs were open while it was wanted: with them it is forgotten. */
  #tried = false;

  constructor(context: Context, search: Search, sessions: Sessions, summarising: Summarising) {
    this.#context = context;
    this.#search = search;
    this.#sessions = sessions;
    this.#summarising = summarising;
    context.store.subscribe(() => this.#forget());
  }

  /** Whether the page has an address that can be opened elsewhere. */
  get hasAddress(): boolean {
    return pageAddress() !== null;
  }

  /** What is shown, as the fragment of a link. */
  get text(): string {
    const { state } = this.#context.store;
    const { applied, panel, zone, noiseHidden, detail, messages } = state;
    const session = panel === 'sessions' && detail;
    return linkText({
      query: applied,
      panel,
      zone,
      noiseHidden,
      offset: zone === 'local' ? queryOffset(state) : null,
      table: panel === 'tables' ? (shownTable(state)?.name ?? '') : '',
      summary: panel === 'summary' ? this.#summary() : null,
      session: session ? { log: session.logType, id: session.sessionId, start: session.start } : null,
      find: panel === 'messages' ? messages.text : '',
    });
  }

  /** The name of one of the page's own summaries that is as it was; else all of it. */
  #summary(): string | SummaryChoice {
    const { choice } = this.#summarising;
    if (isDelays(choice)) return choice.name;
    const named = namedSummary(choice);
    const isAsItWas =
      named &&
      (['dimensions', 'measures', 'counted', 'order', 'within'] as const).every(
        (key) => JSON.stringify(named[key]) === JSON.stringify(choice[key]),
      );
    return isAsItWas && choice.descending === (named.order !== '0') ? named.name : { ...choice, name: '' };
  }

  /** Copies a link with that address before the fragment. */
  async copy(address: string): Promise<void> {
    // What was typed just before is what is meant.
    await this.#search.isApplied();
    const link = `${address}#${this.text}`;
    if (await copyText(link)) this.#context.confirm(address.startsWith('file:') ? t.copiedFile : t.copied);
    else this.#context.notify('warning', t.notCopied(link));
  }

  /** Follows a link; false if the fragment is none. */
  async follow(fragment: string): Promise<boolean> {
    const read = readLink(fragment);
    if (!read) return false;
    this.#withdraw(LINK, WAITING, MISSING);
    if ('refusal' in read) {
      this.#say(t.refusals[read.refusal]);
      return true;
    }
    if (read.unknown.length > 0) this.#say(t.unknown(read.unknown));
    if (read.wrong.length > 0) this.#say(t.wrong(read.wrong));
    await this.#show(read.view);
    return true;
  }

  #say(text: string, about = LINK): void {
    this.#context.notify('warning', text, about);
  }

  #withdraw(...all: { about: string }[]): void {
    this.#context.withdraw((about) => all.some((one) => one.about === about));
  }

  /** Shows what needs no logs, and the rest as soon as there are some. */
  async #show({ query, panel, zone, noiseHidden, offset, table, summary, session, find }: LinkView): Promise<void> {
    const { store } = this.#context;
    this.#sessions.comparing.close();
    this.#sessions.close();
    store.set({ zone, panel });
    if (summary !== null) this.#showSummary(summary);
    if (find) store.set({ messages: { ...NO_MESSAGES, text: find } });
    const wanted = { table, session, offset };
    this.#wanted = wanted;
    this.#tried = false;
    if (noiseHidden !== store.state.noiseHidden) await this.#search.hideNoise(noiseHidden);
    // Another link may have been followed meanwhile.
    if (this.#wanted !== wanted) return;
    await this.#search.set(query);
    if (this.#wanted !== wanted) return;
    const { summary: opened, progress } = store.state;
    if (opened && !progress) await this.opened();
    else if (!progress) this.#context.notify('info', t.waiting, WAITING);
  }

  #showSummary(summary: string | SummaryChoice): void {
    if (typeof summary !== 'string') this.#summarising.choose(summary);
    else if (NAMED.some(({ name }) => name === summary)) this.#summarising.showNamed(summary);
    else this.#say(t.noSummary(summary));
  }

  /** Logs have been opened: shows what the link names in them. */
  async opened(): Promise<void> {
    const wanted = this.#wanted;
    if (!wanted) return;
    this.#withdraw(WAITING, MISSING);
    this.#tried = true;
    if (wanted.table) this.#showTable(wanted.table);
    if (wanted.offset !== null) this.#compareOffsets(wanted.offset);
    const isFound = wanted.session === null || (await this.#showSession(wanted.session));
    if (this.#wanted !== wanted) return;
    // What was not found may be in logs that are opened next.
    this.#wanted = isFound ? null : { table: '', offset: null, session: wanted.session };
  }

  #showTable(name: string): void {
    const { store } = this.#context;
    const found = store.state.tables.find((one) => one.name === name);
    if (found) store.set(tableChange(store.state, found.table));
    else this.#say(t.noTable(name), MISSING);
  }

  /** Says that times without an offset mean others here than where the link was made. */
  #compareOffsets(there: number): void {
    const { state } = this.#context.store;
    const here = queryOffset(state);
    const asks = [state.applied, this.#summarising.choice.within].some((query) => query !== '');
    if (here !== there && asks) this.#say(t.otherOffset(formatMinutesEast(there), formatMinutesEast(here)));
  }

  async #showSession(session: LinkSession): Promise<boolean> {
    const handle = await this.#find(session);
    await this.#search.restore();
    if (handle === null) {
      this.#say(t.noSession(session.id), MISSING);
      return false;
    }
    await this.#sessions.openSession(handle);
    return true;
  }

  /**
   * The handle of a session, whether or not it is listed; null if it is not there. Of several with its id the one whose
   * start is nearest: the beginning of a session may be in other logs. Sets another query for a moment.
   */
  async #find({ log, id, start }: LinkSession): Promise<number | null> {
    const found = await this.#context.ask(async (client) => {
      const condition = await client.condition({ field: 'session', value: id });
      // The session may be one that is hidden.
      const answer = condition === undefined ? null : await client.query(`${condition} noise:none,*`);
      if (!answer?.ok) return [];
      const { handle } = await client.window({ key: 'start', descending: false }, 0, MOST_OF_ID);
      const details = await Promise.all([...handle].map((one) => client.detail(one, { firstEntry: 0, limit: 1 })));
      return details.filter(({ logType, sessionId }) => logType === log && sessionId === id);
    });
    const distance = (of: number | null) => (start === null || of === null ? 0 : Math.abs(of - start));
    const [nearest] = [...(found ?? [])].sort((one, other) => distance(one.start) - distance(other.start));
    return nearest?.session ?? null;
  }

  /** With the logs, what is wanted in them is forgotten. */
  #forget(): void {
    const { summary, progress } = this.#context.store.state;
    if (this.#tried && !summary && !progress) this.#wanted = null;
  }
}
