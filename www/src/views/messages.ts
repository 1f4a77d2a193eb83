/** Messages: one box that finds them, the list of what it has found, and the way of the one that is open. */

import { LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { FoundMessage, HeaderBlock, Summary } from '../contract.js';
import { delaysOf, MARKS, messageTitle, messageValues, neededFor, sentenceOf } from '../display/messages.js';
import { formatDuration } from '../format/duration.js';
import { formatSize } from '../format/number.js';
import { formatTime, type Zone } from '../format/time.js';
import { messages as t } from '../locale/messages.js';
import type { KnownMessages } from '../state/known.js';
import './delays.js';
import type { DelayActions } from './delays.js';
import { html } from './html.js';
import { moveInMenu } from './menu-keys.js';
import { HOPS_DRAWN, type WayActions, wayView } from './way.js';

export interface MessagesActions extends WayActions {
  /** Looks for the same again in what is open. */
  look(): void;
  find(text: string): void;
  follow(message: Pick<FoundMessage, 'key'>): void;
  /** Measures the delays of all messages, hop by hop. */
  measure(): Promise<void>;
  showDelays(isShown: boolean): void;
}

/** Lines of the box that are shown at once. */
const MOST_LINES = 8;

const linesOf = (text: string): number => Math.min(MOST_LINES, text.split('\n').length);

/** The box grows with its text. */
function grow(event: Event): void {
  const box = event.target as HTMLTextAreaElement;
  box.rows = linesOf(box.value);
}

export class Messages extends LitElement {
  static override properties = {
    summary: { attribute: false },
    zone: { attribute: false },
    known: { attribute: false },
    firstHop: { state: true },
  };

  declare actions: MessagesActions;
  /** What is open. Messages are looked for again when it changes, or when a link asks for others. */
  declare summary: Summary | null;
  declare zone: Zone;
  declare known: KnownMessages;
  /** The first of the hops that are drawn. */
  declare firstHop: number;
  /** The message that was followed last, to which the focus returns. */
  #followed = '';
  readonly #delayActions: DelayActions = {
    measure: () => this.actions.measure(),
    follow: (key) => this.actions.follow({ key }),
  };

  constructor() {
    super();
    this.firstHop = 0;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('summary') || changed.has('known')) this.actions.look();
    const { way, hop } = this.known;
    const before = changed.get('known');
    // The part with the hop that is returned to.
    if (changed.has('known') && (before?.way !== way || before?.hop !== hop))
      this.firstHop = Math.floor(hop / HOPS_DRAWN) * HOPS_DRAWN;
    this.#followed = this.known.way?.message.key ?? this.#followed;
  }

  /** To the hop that was left last, the message whose way was open, or the box. */
  override focus(): void {
    const hop = this.querySelector<SVGElement>('.ladder [tabindex="0"]');
    const all = [...this.querySelectorAll<HTMLElement>('[data-message]')];
    const message = all.find(({ dataset }) => dataset.message === this.#followed);
    (hop ?? message ?? this.querySelector('textarea'))?.focus();
  }

  protected override render(): TemplateResult {
    const { way } = this.known;
    return html`${this.#box()}
      ${way ? wayView(way, this.known, this.zone, { first: this.firstHop, show: this.#showHops }, this.actions) : this.#list()}`;
  }

  /** Draws another part of the way. The focus goes to it, as the button may not be there any more. */
  readonly #showHops = async (first: number): Promise<void> => {
    this.firstHop = first;
    await this.updateComplete;
    this.focus();
  };

  #box(): TemplateResult {
    return html`<div class="message-search">
      <label for="message-text">${t.search}</label>
      <textarea id="message-text" .rows=${linesOf(this.known.text)} spellcheck="false" aria-describedby="message-keys" .value=${this.known.text} @input=${grow} @keydown=${this.#onKey}></textarea>
      <button class="primary" id="message-find" @click=${this.#find}>${t.find}</button>
      <span class="quiet" id="message-keys">${t.keys}</span>
    </div>`;
  }

  /** Escape leaves the box, so that the keys of the page apply again; the next one goes a step back. */
  #onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.querySelector<HTMLElement>('#messages-status')?.focus();
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#find();
  }

  #find(): void {
    this.#followed = '';
    this.actions.find(this.querySelector('textarea')?.value ?? '');
  }

  #list(): TemplateResult {
    const { found, isAsking } = this.known;
    const status = isAsking ? t.looking : found ? this.#status() : '';
    return html`${this.#delays()}<p role="status" id="messages-status" class="quiet" tabindex="-1">${status}</p>
      ${found?.header ? this.#header(found.header) : nothing}
      <ol class="messages" @keydown=${this.#onListKey}>${found?.messages.map((message) => this.#message(message))}</ol>`;
  }

  #delays(): TemplateResult | typeof nothing {
    const { delays, delaysShown } = this.known;
    if (!this.summary) return nothing;
    return html`<p><button class="small" id="measure-delays" aria-pressed=${delaysShown} @click=${() => this.actions.showDelays(!delaysShown)}>${t.delays.measure}</button> <span class="quiet">${t.delays.meaning}</span></p>
      ${delaysShown ? html`<exchange-log-delays .actions=${this.#delayActions} .summary=${this.summary} .known=${delays}></exchange-log-delays>` : nothing}`;
  }

  #status(): string {
    const { found } = this.known;
    if (!found) return '';
    const { understood, total, messages, truncated } = found;
    const isLatest = understood === 'latest';
    const some = () =>
      isLatest
        ? t.latest(messages.length, truncated || total > messages.length)
        : t.found(total, messages.length, truncated);
    const count = total > 0 ? some() : t.none;
    return [t.understood[understood], count, neededFor(found, this.summary, this.known.text)].filter(Boolean).join(' ');
  }

  /** What the pasted headers say. */
  #header(header: HeaderBlock): TemplateResult {
    const { messageId, from, to, subject, date, received } = header;
    const facts = { messageId, from, to, subject, date: formatTime(date, this.zone) };
    const lines = Object.entries(facts) as [keyof typeof facts, string][];
    const delays = delaysOf(received);
    return html`<dl class="header-facts">${lines
      .filter(([, value]) => value)
      .map(([name, value]) => html`<div><dt>${t.headerNames[name]}</dt><dd class="mono">${value}</dd></div>`)}</dl>
      ${
        received.length === 0
          ? nothing
          : html`<div class="wide-table" tabindex="0" role="region" aria-label=${t.header.label}><table class="steps">
        <caption>${t.header.label}</caption>
        <thead><tr>${t.header.columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
        <tbody>${received.map(
          (line, place) => html`<tr>
            <td>${line.from}</td><td>${line.by}</td><td>${line.with}</td><td>${line.id}</td><td>${formatTime(line.time, this.zone)}</td>
            <td class="number">${formatDuration(delays[place] ?? null)}</td>
          </tr>`,
        )}</tbody>
      </table></div>`
      }`;
  }

  #message(message: FoundMessage): TemplateResult {
    const { key, subject, first, bytes, servers, messageId, outcome, sessionCount } = message;
    const title = messageTitle(message);
    const facts = [
      formatTime(first, this.zone),
      formatSize(bytes),
      servers.join(', '),
      t.sessions(sessionCount),
      messageId,
    ];
    return html`<li .carried=${messageValues(message)}>
      <span class="badge" data-outcome=${MARKS[outcome]}>${t.outcomes[outcome]}</span>
      <button class="link" data-message=${key} title=${t.open(title)} @click=${() => this.actions.follow(message)}>${title}</button>
      <span class=${subject ? '' : 'quiet'}>${subject || t.noSubject}</span>
      <p>${sentenceOf(message, this.zone)}</p>
      <p class="quiet">${facts.filter(Boolean).join(' · ')}</p>
    </li>`;
  }

  #onListKey(event: KeyboardEvent): void {
    moveInMenu(event, [...this.querySelectorAll<HTMLElement>('[data-message]')]);
  }
}

if (!customElements.get('exchange-log-messages')) customElements.define('exchange-log-messages', Messages);
