/** The conversation of a session: its facts, then its entries, with gaps and missing rows drawn between them. */

import { LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { copyText } from '../browser/clipboard.js';
import { selectedElements } from '../browser/selection.js';
import type { CapabilityDetail, EntryDetail, EntryRole, RelatedSession, SessionDetail } from '../contract.js';
import { sessionTitle } from '../display/comparison.js';
import { conversationText, entriesText } from '../display/conversation-text.js';
import { type Explanation, explanationsOf } from '../display/explanations.js';
import { type FactCard, type FactLine, factCards, flagSentences } from '../display/facts.js';
import { measuresText } from '../display/measures.js';
import { soughtOf } from '../display/messages.js';
import { outcomeMeaning, outcomeWord } from '../display/outcome.js';
import { entryValues, segmentsOf } from '../display/values.js';
import { formatDelta, formatDuration } from '../format/duration.js';
import { formatCount } from '../format/number.js';
import { formatClock, formatDay, formatIso, formatTime, type Zone } from '../format/time.js';
import { en } from '../locale/en.js';
import { messages } from '../locale/messages.js';
import type { Arrangement } from '../state/state.js';
import { alsoIn } from './also-in.js';
import { carrier } from './carrier.js';
import { html } from './html.js';
import { prose } from './prose.js';

const t = en.conversation;

/** The gap thresholds on offer, in milliseconds. */
const GAPS = [1000, 5000, 10_000, 30_000, 60_000, 300_000];

/**
 * Cards of facts, lines on a card and raw fields of an entry that are drawn. A session has a few of each; one that was
 * made up may have thousands.
 */
const CARDS_SHOWN = 100;
const LINES_SHOWN = 100;
const FIELDS_SHOWN = 300;
/** Frames in which entries that come near what is seen take their height. */
const SETTLING_FRAMES = 4;

/** Characters that are offered for copying by hand: Chromium (seen in 156) takes minutes to select megabytes in a field. */
const COPIED_BY_HAND = 200_000;

const SHORT: Record<EntryRole, string> = {
  connect: '+',
  disconnect: '−',
  client: t.clientShort,
  server: t.serverShort,
  information: t.informationShort,
  record: t.recordShort,
};

/** The line of a fact. */
const FACT = '.card dl > div';

/** The name of a fact, and that of its card; nothing for what is no fact. */
function factNames(line: Element | null): string[] {
  const card = line?.closest<HTMLElement>('.card')?.dataset.card ?? '';
  return line ? [line.querySelector('dt')?.textContent ?? '', card] : [];
}

/** Actions of the conversation. */
export interface ConversationActions {
  close(): void;
  /** Goes on to another session of the list. */
  step(by: number): void;
  showEntry(position: number): void;
  nextMatch(backwards: boolean): Promise<void>;
  openSession(session: number): void;
  /** Follows the message at the entry that is shown, or the first one. */
  followMessage(): void;
  setGap(ms: number): void;
  setRaw(raw: boolean): void;
  /** Shows the conversation in place of the list, or both again. */
  maximise(): void;
  /** Marks a session for comparison, or removes its mark. */
  toggleMark(session: number): void;
  /** Shows a session beside the marked one. */
  compare(session: number): void;
  /** Shows two sessions side by side. */
  compareBoth(a: number, b: number): void;
  /** The session with all of its entries. */
  whole(detail: SessionDetail): Promise<SessionDetail | null>;
  fileName(file: number): string;
}

export class Conversation extends LitElement {
  static override properties = {
    detail: { attribute: false },
    related: { attribute: false },
    target: { attribute: false },
    zone: { attribute: false },
    gapMs: { attribute: false },
    raw: { attribute: false },
    arrangement: { attribute: false },
    maximised: { attribute: false },
    credentials: { attribute: false },
    marked: { attribute: false },
    opened: { state: true },
    feedback: { state: true },
    copy: { state: true },
  };

  declare detail: SessionDetail;
  /** Sessions of the same connection or message in other logs. */
  declare related: readonly RelatedSession[];
  declare target: number | null;
  declare zone: Zone;
  declare gapMs: number;
  declare raw: boolean;
  /** What fits the size of the viewer. */
  declare arrangement: Arrangement;
  /** Shown in place of the list although both would fit. */
  declare maximised: boolean;
  /** Credentials are shown. */
  declare credentials: boolean;
  /** The session that is marked for comparison; null for none. */
  declare marked: number | null;
  declare actions: ConversationActions;
  /** Entries whose raw fields are open, opened one by one. */
  declare opened: ReadonlySet<number>;
  /** Result of the last action, visible and announced by screen readers. */
  declare feedback: string;
  /** Text that the browser did not copy, offered for copying by hand. */
  declare copy: string;
  readonly #related = {
    open: (session: number) => this.actions.openSession(session),
    compare: (session: number) => this.actions.compareBoth(this.detail.session, session),
  };
  /** A related session whose link gets the focus once it is there; null for none. */
  #wanted: number | null = null;
  /** What had the focus when another session took the place of the one before; null for nothing here. */
  #held: { element: Element; fact: readonly string[] } | null = null;

  constructor() {
    super();
    this.related = [];
    this.opened = new Set();
    this.feedback = '';
    this.copy = '';
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // The text on offer may contain credentials, so it goes when they are masked.
    if (changed.has('credentials')) this.copy = '';
    const before = changed.get('detail');
    if (!changed.has('detail') || before?.session === this.detail.session) return;
    const element = (this.getRootNode() as ShadowRoot).activeElement;
    const isHere = element !== null && this.contains(element);
    this.#held = isHere ? { element, fact: factNames(element.closest(FACT)) } : null;
    this.opened = new Set();
    this.feedback = '';
    this.copy = '';
  }

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('detail');
    if (this.target !== null && (changed.has('target') || changed.has('detail'))) this.#reveal(this.target);
    else if (before && before.session !== this.detail.session) this.#scrollToTop();
    if (changed.has('related')) this.#focusWanted();
    this.#keepFocus();
  }

  /** The focus stays on the fact of that name, preferably on a card of that name. Where it has none, it is on the session. */
  #keepFocus(): void {
    if (!this.#held) return;
    const { element, fact } = this.#held;
    this.#held = null;
    const [name, card] = fact;
    const same = [...this.querySelectorAll(FACT)].filter((line) => factNames(line)[0] === name);
    const line = same.find((one) => factNames(one)[1] === card) ?? same[0];
    if (name) (line?.querySelector<HTMLElement>('button, [tabindex]') ?? this).focus();
    else if (!element.isConnected || element.closest('.also-in')) this.focus();
  }

  /** Whatever it shows is of one session. */
  sessionAt(): number {
    return this.detail.session;
  }

  /** Moves the focus into the conversation, so that the arrow keys scroll it. */
  override focus(): void {
    // In a narrow viewer it is taller than what scrolls, and would be shown from its middle.
    this.#scroller?.focus({ preventScroll: true });
  }

  /** Moves the focus to the link to a related session, which is looked for after the conversation has opened. */
  focusRelated(session: number): void {
    this.focus();
    this.#wanted = session;
    this.#focusWanted();
  }

  #focusWanted(): void {
    const link = this.querySelector<HTMLElement>(`[data-related="${this.#wanted}"]`);
    if (!link) return;
    if (this.#scroller?.matches(':focus')) link.focus();
    this.#wanted = null;
  }

  /** Goes to the next matching entry, or to the one before. */
  async nextMatch(backwards = false): Promise<void> {
    await this.actions.nextMatch(backwards);
    await this.updateComplete;
    if (this.target !== null) this.#reveal(this.target);
  }

  /** The element that scrolls, which depends on the width of the viewer. */
  #scrollToTop(): void {
    for (const part of this.querySelectorAll('.conversation-body, .facts, .talk')) part.scrollTo({ top: 0 });
  }

  get #scroller(): HTMLElement | null {
    return this.querySelector('.talk');
  }

  #entryAt(position: number): EntryDetail | undefined {
    return this.detail.entries[position - this.detail.firstEntry];
  }

  /** Shows an entry, and goes on while those around it, which come near what is seen now, take their height and move it. */
  #reveal(position: number, frames = SETTLING_FRAMES): void {
    this.querySelector(`#entry-${position}`)?.scrollIntoView({ block: 'center' });
    if (frames > 0) requestAnimationFrame(() => position === this.target && this.#reveal(position, frames - 1));
  }

  protected override render(): TemplateResult {
    const { detail } = this;
    return html`
      ${this.#header(detail)}
      <div class="conversation-body">${this.#facts(detail)}${this.#entries(detail)}</div>
    `;
  }

  #facts(detail: SessionDetail): TemplateResult {
    return html`<section class="facts" tabindex="0" role="region" aria-label=${t.facts}>
      ${flagSentences(detail.flags).map((sentence) => html`<p class="flag">${sentence}</p>`)}
      ${alsoIn(this.related, this.zone, this.#related)}
      ${soughtOf(detail, null) ? html`<p><button class="link" id="follow-message" @click=${() => this.actions.followMessage()}>${messages.follow}</button></p>` : nothing}
      ${this.#cards(factCards(detail), detail.moreTransactions)}
    </section>`;
  }

  #entries(detail: SessionDetail): TemplateResult {
    const explanations = explanationsOf(detail.entries);
    // A new list for another session, as comparing it with the old one gains nothing.
    return html`<section class="talk" tabindex="0" role="region" aria-label=${t.label}>
      ${this.copy ? this.#copyField() : nothing} ${this.#pager(detail)}
      ${keyed(
        detail.session,
        html`<ol class="entries" aria-label=${t.entries} @copy=${this.#onCopySelected}>
          ${detail.entries.map((entry, index) =>
            this.#entry(entry, detail.firstEntry + index, explanations[index] ?? null),
          )}
        </ol>`,
      )}
      ${this.#pager(detail)}
    </section>`;
  }

  #header(detail: SessionDetail): TemplateResult {
    const when = `${formatTime(detail.start, this.zone)} · ${formatDuration(detail.durationMs)}`;
    return html`<header class="conversation-head">
      <span class="badge" data-outcome=${detail.outcome} title=${outcomeMeaning(detail.outcome, detail.logTypeName)}
        >${outcomeWord(detail.outcome, detail.logTypeName)}</span
      >
      <h2>
        ${detail.logTypeName} <span class="mono">${sessionTitle(detail)}</span>
      </h2>
      <span class="quiet head-time" title=${when}>${when}</span>
      <span class="spring"></span>
      <span class="quiet" role="status">${this.feedback}</span>
      ${this.#controls(detail)}
    </header>`;
  }

  #controls(detail: SessionDetail): TemplateResult {
    return html`
      ${detail.firstMatch === null ? nothing : this.#matchButtons()}
      ${this.#button('previous', t.previousMark, t.previous, () => this.actions.step(-1))}
      ${this.#button('next', t.nextMark, t.next, () => this.actions.step(1))}
      <label class="inline"><span class="label-text">${t.gapThreshold}</span> ${this.#gapSelect()}</label>
      <label class="inline"
        ><input type="checkbox" .checked=${this.raw} @change=${this.#onRaw} /> ${t.raw}</label
      >
      <button class="small" @click=${this.#onCopy}>${t.copy}</button>
      ${this.#compareButton(detail)}
      ${this.arrangement === 'single' ? nothing : this.#maximiseButton()}
      <button class="small" id="close-conversation" title=${t.closeMeaning} @click=${() => this.actions.close()}>
        ${this.arrangement === 'single' || this.maximised ? t.toList : t.close}
      </button>
    `;
  }

  /** Marks this session for comparison; if another one is marked, compares the two. */
  #compareButton({ session }: SessionDetail): TemplateResult {
    const { mark, unmark, compare, markMeaning, unmarkMeaning, compareMeaning } = en.comparison;
    if (this.marked !== null && this.marked !== session)
      return html`<button class="small" id="compare" title=${compareMeaning} @click=${() => this.actions.compare(session)}>${compare}</button>`;
    const isMarked = this.marked === session;
    return html`<button
      class="small"
      id="mark"
      aria-pressed=${isMarked}
      title=${isMarked ? unmarkMeaning : markMeaning}
      @click=${() => this.actions.toggleMark(session)}
    >${isMarked ? unmark : mark}</button>`;
  }

  #maximiseButton(): TemplateResult {
    return html`<button
      class="small"
      id="maximise"
      aria-pressed=${this.maximised}
      title=${t.maximiseMeaning}
      @click=${() => this.actions.maximise()}
    >${t.maximise}</button>`;
  }

  #matchButtons(): TemplateResult {
    return html`<span class="button-pair"
      >${this.#button('match-before', t.previousMatchMark, t.previousMatch, () => void this.nextMatch(true))}<button
        id="match"
        class="small"
        title=${t.nextMatchMeaning}
        @click=${() => void this.nextMatch()}
      >${t.nextMatch}</button></span>`;
  }

  /** A button with a mark instead of a text. */
  #button(id: string, mark: string, [name, key]: readonly [string, string], run: () => void): TemplateResult {
    return html`<button id=${id} class="icon small" aria-label=${name} title=${`${name} (${key})`} @click=${run}>${mark}</button>`;
  }

  #gapSelect(): TemplateResult {
    const choices = GAPS.includes(this.gapMs) ? GAPS : [...GAPS, this.gapMs].sort((a, b) => a - b);
    return html`<select aria-label=${t.gapThreshold} title=${t.gapThreshold} @change=${this.#onGap}>
      ${choices.map(
        (ms) =>
          html`<option value=${ms} ?selected=${ms === this.gapMs}>${ms < 60_000 ? `${ms / 1000} s` : `${ms / 60_000} min`}</option>`,
      )}
    </select>`;
  }

  #copyField(): TemplateResult {
    return html`<p class="flag">${t.copyFailed}</p>
      <textarea class="copy-field mono" readonly aria-label=${t.copy} .value=${this.copy}></textarea>`;
  }

  #cards(cards: readonly FactCard[], left: number): TemplateResult {
    const more = Math.max(0, cards.length - CARDS_SHOWN) + left;
    return html`${cards.slice(0, CARDS_SHOWN).map((card) => this.#card(card))}
      ${more > 0 ? html`<p class="quiet">${t.moreCards(more)}</p>` : nothing}`;
  }

  #card({ title, badge, tone, lines }: FactCard): TemplateResult {
    const more = lines.length - LINES_SHOWN;
    return html`<div class="card" data-card=${title}>
      <h3>${title} ${badge ? html`<span class="tone-${tone}">${badge}</span>` : nothing}</h3>
      <dl>
        ${lines.slice(0, LINES_SHOWN).map((line) => this.#factLine(line))}
      </dl>
      ${more > 0 ? html`<p class="quiet">${t.moreLines(more)}</p>` : nothing}
    </div>`;
  }

  #factLine({ name, value, entry, tone, values }: FactLine): TemplateResult {
    const shown =
      entry === null
        ? carrier(values, value)
        : html`<button class="link" title=${t.goto(entry)} @click=${() => this.actions.showEntry(entry)}>${value}</button>`;
    return html`<div .carried=${values}>
      <dt>${name}</dt>
      <dd class="tone-${tone}">${shown}</dd>
    </div>`;
  }

  /** Shown only if the session has more entries than a page. */
  #pager({ firstEntry, entries, entryCount }: SessionDetail): TemplateResult | typeof nothing {
    if (entries.length === entryCount) return nothing;
    const end = firstEntry + entries.length;
    // The focus goes to the entries, as the button may not be there any more.
    const show = (position: number) => {
      this.actions.showEntry(position);
      this.focus();
    };
    return html`<nav class="pager">
      <button class="small" ?disabled=${firstEntry === 0} @click=${() => show(firstEntry - 1)}>
        ${t.earlier}
      </button>
      <span>${t.page(firstEntry + 1, end, entryCount)}</span>
      <button class="small" ?disabled=${end >= entryCount} @click=${() => show(end)}>
        ${t.later}
      </button>
    </nav>`;
  }

  #entry(entry: EntryDetail, position: number, explanation: Explanation): TemplateResult {
    const raw = this.raw || this.opened.has(position);
    return html`
      ${entry.missingBefore > 0 ? html`<li class="missing">${t.missing(entry.missingBefore)}</li>` : nothing}
      ${entry.deltaMs >= this.gapMs ? html`<li class="gap">${t.gap(formatDuration(entry.deltaMs))}</li>` : nothing}
      <li
        id="entry-${position}"
        .carried=${() => entryValues(entry)}
        class="entry role-${entry.role} severity-${entry.severity} ${entry.matched ? 'matched' : ''} ${position === this.target ? 'target' : ''}"
      >
        <button
          class="sequence"
          aria-expanded=${raw}
          title=${t.raw}
          @click=${() => this.#toggle(position)}
        >
          ${formatCount(entry.sequence)}
        </button>
        <time title=${formatTime(entry.time, this.zone)}>${this.#clock(entry)}</time>
        <span class="delta">${formatDelta(entry.deltaMs)}</span>
        <span class="side" title=${t.roles[entry.role]}
          ><span aria-hidden="true">${SHORT[entry.role]}</span><span class="for-readers">${t.roles[entry.role]}</span></span
        >
        <div class="entry-text">
          ${this.#text(entry)}
          ${this.#explanation(explanation)}
          ${entry.capabilities.length > 0 ? capabilityList(entry.capabilities) : nothing}
          ${raw ? this.#rawFields(entry) : nothing}
        </div>
      </li>
    `;
  }

  #explanation(explanation: Explanation): TemplateResult | typeof nothing {
    if (!explanation) return nothing;
    if ('text' in explanation) return html`<p class="why">${prose(explanation.text)}</p>`;
    const { sameAs } = explanation;
    const sequence = formatCount(this.detail.entries[sameAs]?.sequence ?? sameAs);
    return html`<p class="why-above">
      <button class="link" @click=${() => this.actions.showEntry(this.detail.firstEntry + sameAs)}>${t.explainedAt(sequence)}</button>
    </p>`;
  }

  /** The day is shown only if it differs from the day on which the session began. */
  #clock({ time }: EntryDetail): string {
    const day = formatDay(time, this.zone);
    const clock = formatClock(time, this.zone);
    return day === formatDay(this.detail.start, this.zone) ? clock : `${day} ${clock}`;
  }

  #text(entry: EntryDetail): TemplateResult {
    const connects = entry.role === 'connect' || entry.role === 'disconnect';
    return html`<p class="text">
      ${entry.matched ? html`<span class="match">${t.matched}</span> ` : nothing}${
        connects ? html`<span class="quiet">${t.roles[entry.role]}</span> ` : nothing
      }${entry.data ? html`<span class="data" title=${t.rawFields.data}>${this.#segments(entry, entry.data)}</span>` : nothing}
      ${entry.context ? html`<span class="context" title=${t.rawFields.context}>${this.#segments(entry, entry.context)}</span>` : nothing}
      ${this.#measures(entry)}
    </p>`;
  }

  /** The text of an entry; a value in it has a menu of its own. */
  #segments({ role }: EntryDetail, text: string): unknown {
    const segments = segmentsOf(text, role);
    if (segments.length === 1 && segments[0]?.value === null) return text;
    return segments.map(({ text, value }) => (value ? html`<span .carried=${[value]}>${text}</span>` : text));
  }

  /** Duration and sizes of a command, if the log has them. */
  #measures({ role, fields }: EntryDetail): TemplateResult | typeof nothing {
    const text = role === 'client' ? measuresText(fields) : '';
    return text ? html`<span class="quiet">${text}</span>` : nothing;
  }

  #rawFields(entry: EntryDetail): TemplateResult {
    const names = t.rawFields;
    const fields: [string, string][] = [
      [names.time, formatIso(entry.time)],
      [names.sequence, String(entry.sequence)],
      [names.event, entry.event],
      [names.data, entry.data],
      [names.context, entry.context],
      [
        names.answers,
        entry.answers === null ? '' : formatCount(this.#entryAt(entry.answers)?.sequence ?? entry.answers),
      ],
      [names.connector, entry.ownLabels?.connectorId ?? ''],
      [names.local, entry.ownLabels?.localEndpoint ?? ''],
      [names.remote, entry.ownLabels?.remoteEndpoint ?? ''],
      ...entry.fields.map(({ name, value }): [string, string] => [name, value]),
      [names.file, this.actions.fileName(entry.file)],
    ];
    const filled = fields.filter(([, value]) => value !== '');
    const more = filled.length - FIELDS_SHOWN;
    return html`<dl class="raw">
      ${filled.slice(0, FIELDS_SHOWN).map(([name, value]) => html`<div class="raw-line"><dt>${name}</dt><dd>${value}</dd></div>`)}
      ${more > 0 ? html`<div class="raw-line"><dd class="quiet">${t.moreFields(more)}</dd></div>` : nothing}
    </dl>`;
  }

  #toggle(position: number): void {
    const opened = new Set(this.opened);
    if (!opened.delete(position)) opened.add(position);
    this.opened = opened;
  }

  #onGap(event: Event): void {
    this.actions.setGap(Number((event.target as HTMLSelectElement).value));
  }

  #onRaw(event: Event): void {
    this.actions.setRaw((event.target as HTMLInputElement).checked);
  }

  /** Several selected entries are copied as lines of text; what is selected in one entry is copied as it is. */
  #onCopySelected(event: ClipboardEvent): void {
    const chosen = selectedElements(this, 'li.entry').map(({ id }) => this.#entryAt(Number(id.slice('entry-'.length))));
    const entries = chosen.filter((entry) => entry !== undefined);
    if (entries.length < 2) return;
    event.clipboardData?.setData('text/plain', entriesText(entries, this.zone, this.gapMs));
    event.preventDefault();
  }

  async #onCopy(): Promise<void> {
    const whole = await this.actions.whole(this.detail);
    if (!whole) return;
    const text = conversationText(whole, this.zone, this.gapMs);
    const copied = await copyText(text);
    const isShort = text.length <= COPIED_BY_HAND;
    this.feedback = copied ? t.copied : isShort ? '' : t.copyTooLong;
    this.copy = copied || !isShort ? '' : text;
    await this.updateComplete;
    this.querySelector<HTMLTextAreaElement>('.copy-field')?.select();
  }
}

/** The service extensions that a server offers, collapsed: an EHLO reply is long, and rarely what one looks for. */
function capabilityList(capabilities: CapabilityDetail[]): TemplateResult {
  return html`<details class="capabilities">
    <summary>${t.capabilities(capabilities.length)}</summary>
    <dl>
      ${capabilities.map(
        ({ keyword, parameters, meaning }) => html`
          <dt>${keyword} ${parameters}</dt>
          <dd>${meaning || t.unknownCapability}</dd>
        `,
      )}
    </dl>
  </details>`;
}

if (!customElements.get('exchange-log-conversation')) customElements.define('exchange-log-conversation', Conversation);
