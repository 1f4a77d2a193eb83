/** Messages: finding them, and following one. An answer to an older question is dropped. */

import { copyText } from '../browser/clipboard.js';
import type { FoundMessage } from '../contract.js';
import { pastedRows } from '../display/csv.js';
import { DELAY_HEADINGS, delayRows } from '../display/delays.js';
import { withoutEncodedWords } from '../display/encoded-words.js';
import { fileName } from '../display/file-name.js';
import { en } from '../locale/en.js';
import { messages as t } from '../locale/messages.js';
import { type KnownMessages, NO_MESSAGES } from '../state/known.js';
import type { FollowedMessage, ShownMessages } from '../state/state.js';
import type { Context } from './context.js';
import { offerFile } from './offer.js';

export class Messages {
  readonly #context: Context;
  #run = 0;
  /** The same of the ways of messages. */
  #ways = 0;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Lists the messages that a text asks for; if `isOne`, a single one is followed at once. */
  async find(text: string, isOne = false): Promise<void> {
    const { delays, delaysShown } = this.#context.store.state.messages;
    this.#set({ ...NO_MESSAGES, delays, delaysShown, text });
    const [only, ...others] = (await this.#list()) ?? [];
    if (isOne && only && others.length === 0) await this.follow(only);
  }

  /** Looks for the same messages again if other logs are open by now; for the latest ones if none were asked for. The one that is open stays open. */
  async look(): Promise<void> {
    const { summary, messages } = this.#context.store.state;
    if (!summary || messages.of === summary) return;
    const listed = await this.#list();
    const { way } = this.#context.store.state.messages;
    if (!listed || !way) return;
    const same = listed.find((message) => isSame(way.message, message));
    if (same) await this.#follow(same, {});
    else this.close();
  }

  /** Asks for the messages of the text; null if that was overtaken. */
  async #list(): Promise<readonly FoundMessage[] | null> {
    const { store } = this.#context;
    const { summary, messages } = store.state;
    this.#set({ of: summary, isAsking: true });
    this.#run += 1;
    const run = this.#run;
    const found = await this.#context.ask((client) => client.findMessages(withoutEncodedWords(messages.text)));
    // With the logs, all of it is forgotten.
    if (run !== this.#run || store.state.messages.of !== summary) return null;
    this.#set({ found, isAsking: false });
    return found?.messages ?? [];
  }

  /** Measures the delays of all messages, hop by hop. */
  async measure(): Promise<void> {
    const { store } = this.#context;
    const { summary: of } = store.state;
    const report = await this.#context.ask((client) => client.delays());
    if (report && of && store.state.summary === of) this.#set({ delays: { of, report } });
  }

  showDelays(delaysShown: boolean): void {
    this.#set({ delaysShown });
  }

  /** Copies the delays, for a spreadsheet. */
  async copyDelays(): Promise<void> {
    const { delays } = this.#context.store.state.messages;
    if (!delays) return;
    const rows = delayRows(delays.report);
    const copied = await copyText(pastedRows([DELAY_HEADINGS, ...rows]));
    if (copied) this.#context.confirm(en.summary.copied(rows.length, rows.length));
    else this.#context.notify('warning', en.summary.notCopied);
  }

  /** Shows the way of a message. */
  follow(message: Pick<FoundMessage, 'key'>): Promise<void> {
    return this.#follow(message, { hop: 0, isCorrected: false });
  }

  async #follow({ key }: Pick<FoundMessage, 'key'>, begin: Partial<KnownMessages>): Promise<void> {
    const { store } = this.#context;
    const { summary, messages } = store.state;
    this.#ways += 1;
    const ways = this.#ways;
    const way = await this.#context.ask((client) => client.followMessage(key));
    const { state } = store;
    if (ways !== this.#ways || state.summary !== summary || state.messages.text !== messages.text) return;
    if (way) this.#set({ way, ...begin });
    else this.#context.notify('warning', t.gone, { about: 'query' });
  }

  /** What is shown, to which `show` returns. */
  get shown(): ShownMessages {
    const { text, way, of } = this.#context.store.state.messages;
    const followed = way && { key: way.message.key, messageId: way.message.messageId };
    return { text, followed, of };
  }

  /** Shows what was shown before: the messages of a text, or the way of one. */
  async show({ text, followed, of }: ShownMessages): Promise<void> {
    const { store } = this.#context;
    if (text !== store.state.messages.text) await this.find(text);
    else await this.look();
    const { summary, messages } = store.state;
    if (messages.text !== text) return;
    if (!followed) return messages.way ? this.close() : undefined;
    if (messages.way && isSame(messages.way.message, followed)) return;
    // Where more has been opened since, it has another key.
    const listed = messages.found?.messages.find((message) => isSame(message, followed));
    const known = of === summary ? followed : listed;
    if (known) await this.follow(known);
    else this.close();
  }

  /** Returns to the list. */
  close(): void {
    this.#ways += 1;
    this.#set({ way: null });
  }

  /** Corrects times by the offsets of clocks, or shows them as they were logged. */
  correct(isCorrected: boolean): void {
    this.#set({ isCorrected });
  }

  /** The hop that is to be returned to. */
  note(hop: number): void {
    this.#set({ hop });
  }

  save(content: string, ending: string, type: string): void {
    const { messages, zone } = this.#context.store.state;
    const { first: start = null, last: end = null } = messages.way?.message ?? {};
    const name = fileName({ name: t.fileName, server: '', start, end }, ending, zone);
    offerFile(this.#context, {
      blob: new Blob([content], { type: `${type};charset=utf-8` }),
      name,
      saved: t.saved(name),
    });
  }

  #set(change: Partial<KnownMessages>): void {
    const { store } = this.#context;
    store.set({ messages: { ...store.state.messages, ...change } });
  }
}

function isSame(one: FollowedMessage, other: FollowedMessage): boolean {
  return one.messageId && other.messageId ? one.messageId === other.messageId : one.key === other.key;
}
