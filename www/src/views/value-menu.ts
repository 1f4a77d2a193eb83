/**
 * The menu of a value: find only it, exclude it, add it, copy it, summarise by its field; and of the session that shows
 * it: mark it for comparison, open related ones. One menu serves the whole page: an element carries its
 * values (`Carrier`), and a right click, a long touch, Shift+F10 or the menu key opens the menu of the nearest ones.
 */

import { LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { selectedText } from '../browser/selection.js';
import type { Dimension, FieldValue, Narrowing } from '../contract.js';
import { marked } from '../display/marks.js';
import { soughtBy } from '../display/messages.js';
import { dimensionOf, distinct, isGuid, type ShownValue } from '../display/values.js';
import { dimensionName } from '../locale/dimensions.js';
import { en } from '../locale/en.js';
import { messages } from '../locale/messages.js';
import { html } from './html.js';
import { moveInMenu } from './menu-keys.js';

const t = en.valueMenu;

/** Values, which a list may have to fetch first. */
export type Carried = readonly ShownValue[] | Promise<readonly ShownValue[]>;

/** The values at a place, and the element that shows them. */
export interface CarriedAt {
  values: Carried;
  anchor: Element;
}

/** An element that shows values: its own, or those at a place in it. */
export interface Carrier {
  carried?: Carried | (() => Carried);
  carriedAt?(target: Element): CarriedAt | null;
  /** The session that a place in it is about; null for none. */
  sessionAt?(target: Element): number | null;
}

/** What the menu is asked for. */
export interface MenuRequest {
  values: Carried;
  /** Selected text. */
  selection: string;
  /** The session that shows the values; null for none. */
  session: number | null;
  /** Whether that is the open session. */
  isOfSession: boolean;
  /** Where the menu opens, in pixels of the window. */
  x: number;
  y: number;
  /** What gets the focus back. */
  from: HTMLElement | null;
}

export interface ValueMenuActions {
  condition(value: FieldValue): Promise<string | null>;
  narrow(how: Narrowing, value: FieldValue): Promise<void>;
  /** Finds a text anywhere, whatever was asked before. */
  findAnywhere(text: string): Promise<void>;
  copy(text: string): Promise<void>;
  /** Opens what is related to the open session. Null where no related sessions are known. */
  related(): (() => void) | null;
  /** Likewise of any session, for which the logs are searched. */
  relatedOf(session: number): Promise<(() => void) | null>;
  /** Opens the summary by a field. */
  summarise(dimension: Dimension): void;
  /** Finds messages; if `isOne`, a single one is followed at once. */
  seek(text: string, isOne: boolean): void;
  /** The session that is marked for comparison; null for none. */
  marked(): number | null;
  toggleMark(session: number): void;
  compare(session: number): void;
}

/** A value with the query for it; null if no query asks for it. */
interface Choice {
  value: ShownValue;
  query: string | null;
}

/** Values that are offered: an entry may name hundreds of addresses. */
const OFFERED = 8;
/** Characters of a text that the menu shows. */
const SHOWN = 60;
/** Milliseconds of a touch that opens the menu, and pixels by which the finger may move. */
const LONG_TOUCH_MS = 550;
const TOUCH_SLIP = 10;
/** Milliseconds after a touch within which the browser repeats it as events of a mouse. */
const END_OF_TOUCH_MS = 300;
/** Milliseconds within which an event for a menu is of the same key. */
const SAME_KEY_MS = 400;
/** Of the mouse. */
const SECOND_BUTTON = 2;

const HOW = ['only', 'exclude', 'add'] as const;
const MEANINGS: Record<(typeof HOW)[number], string> = {
  only: t.onlyMeaning,
  exclude: t.excludeMeaning,
  add: t.addMeaning,
};

function short(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

/** The values carried by the elements around a place, the nearest first, and the element that shows them. */
function carriedBy(path: readonly EventTarget[]): CarriedAt | null {
  const [target] = path;
  const found: CarriedAt[] = [];
  for (const one of path) {
    if (!(one instanceof Element) || !(target instanceof Element)) break;
    const { carried, carriedAt } = one as Element & Carrier;
    if (carried) found.push({ values: typeof carried === 'function' ? carried() : carried, anchor: one });
    const at = carriedAt?.call(one, target);
    if (at) found.push(at);
  }
  const [nearest, ...others] = found;
  if (!nearest || others.length === 0) return nearest ?? null;
  const all = async () => (await Promise.all(found.map(({ values }) => values))).flat();
  return { values: all(), anchor: nearest.anchor };
}

/** The session that a place is about; null for none. */
function sessionAt([target, ...around]: readonly EventTarget[]): number | null {
  if (!(target instanceof Element)) return null;
  for (const one of around) {
    const session = (one as Carrier).sessionAt?.(target) ?? null;
    if (session !== null) return session;
  }
  return null;
}

/** What the menu at a place in the viewer is about; null if there are no values and no selected text of a conversation. */
export function menuRequest(
  viewer: HTMLElement,
  path: readonly EventTarget[],
  x: number,
  y: number,
  isKey: boolean,
): MenuRequest | null {
  const within = path.slice(0, path.indexOf(viewer));
  const carried = carriedBy(within);
  const isTalk = within.some((one) => one instanceof Element && one.matches('.talk'));
  const selection = isTalk ? selectedText(viewer) : '';
  if (!carried && selection === '') return null;
  const box = isKey ? carried?.anchor.getBoundingClientRect() : null;
  const from = viewer.shadowRoot?.activeElement;
  return {
    values: carried?.values ?? [],
    selection,
    session: sessionAt(within),
    isOfSession: within.some((one) => one instanceof Element && one.matches('exchange-log-conversation')),
    x: box?.left ?? x,
    y: box?.bottom ?? y,
    from: from instanceof HTMLElement ? from : null,
  };
}

/** Opens the menu of what the pointer or the focus is on; calls `open` with what is there. */
export class MenuKeys {
  readonly #open: (path: readonly EventTarget[], x: number, y: number, isKey: boolean) => boolean;
  #touch = 0;
  /** When a key last opened the menu; the browser then asks for a menu as well. */
  #keyed = Number.NEGATIVE_INFINITY;
  #start = { x: 0, y: 0 };

  constructor(open: (path: readonly EventTarget[], x: number, y: number, isKey: boolean) => boolean) {
    this.#open = open;
  }

  readonly contextmenu = (event: MouseEvent): void => {
    this.#forget();
    if (event.button !== SECOND_BUTTON && event.timeStamp - this.#keyed < SAME_KEY_MS) {
      event.preventDefault();
      return;
    }
    // With Shift, it is the browser's own menu.
    if (event.shiftKey || isForBrowser(event)) return;
    if (this.#open(event.composedPath(), event.clientX, event.clientY, false)) event.preventDefault();
  };

  readonly keydown = (event: KeyboardEvent): void => {
    const isMenuKey = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
    if (!isMenuKey || isForBrowser(event)) return;
    if (!this.#open(event.composedPath(), 0, 0, true)) return;
    this.#keyed = event.timeStamp;
    event.preventDefault();
  };

  readonly pointerdown = (event: PointerEvent): void => {
    this.#forget();
    if (event.pointerType !== 'touch' || isForBrowser(event)) return;
    const [path, { clientX: x, clientY: y }] = [event.composedPath(), event];
    this.#start = { x, y };
    this.#touch = window.setTimeout(() => {
      if (this.#open(path, x, y, false)) swallowEndOfTouch();
    }, LONG_TOUCH_MS);
  };

  readonly pointermove = ({ clientX, clientY }: PointerEvent): void => {
    const { x, y } = this.#start;
    if (Math.abs(clientX - x) > TOUCH_SLIP || Math.abs(clientY - y) > TOUCH_SLIP) this.#forget();
  };

  readonly pointerup = (): void => this.#forget();

  #forget(): void {
    clearTimeout(this.#touch);
  }
}

/** The end of a touch is neither a click on what is below it nor moves the focus there; whatever comes later is a touch of its own. */
function swallowEndOfTouch(): void {
  const over = new AbortController();
  for (const type of ['mousedown', 'mouseup', 'click'])
    window.addEventListener(type, swallow, { capture: true, signal: over.signal });
  const ends = () => window.setTimeout(() => over.abort(), END_OF_TOUCH_MS);
  for (const type of ['pointerup', 'pointercancel'])
    window.addEventListener(type, ends, { capture: true, signal: over.signal });
}

function swallow(event: Event): void {
  event.stopPropagation();
  event.preventDefault();
}

/** Fields and links keep the browser's menu. */
function isForBrowser(event: Event): boolean {
  const [target] = event.composedPath();
  return target instanceof Element && target.closest('input, textarea, select, a[href]') !== null;
}

export class ValueMenu extends LitElement {
  static override properties = {
    choices: { state: true },
    chosen: { state: true },
    selection: { state: true },
    session: { state: true },
    related: { state: true },
  };

  declare actions: ValueMenuActions;
  declare choices: readonly Choice[];
  declare chosen: number;
  declare selection: string;
  /** The session that shows the values; null for none. */
  declare session: number | null;
  /** Opens sessions related to it; null where there are none, or none are known yet. */
  declare related: (() => void) | null;
  #from: HTMLElement | null = null;
  #place = { x: 0, y: 0 };
  /** Goes up with each request, as answers may come late. */
  #asked = 0;
  /** Where scrolling moves what the menu is about: the page, and the viewer, which such an event does not leave. */
  #scrolled: readonly Node[] = [];
  readonly #onOutside = (event: Event): void => {
    if (!event.composedPath().includes(this)) this.close(false);
  };

  constructor() {
    super();
    this.choices = [];
    this.chosen = 0;
    this.selection = '';
    this.session = null;
    this.related = null;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.close(false);
  }

  get isOpen(): boolean {
    return this.choices.length > 0 || this.selection !== '' || this.session !== null;
  }

  /** Opens once it is known what can be asked about the values. */
  async open({ values, selection, session, isOfSession, x, y, from }: MenuRequest): Promise<void> {
    this.close(false);
    const asked = ++this.#asked;
    // Who goes on elsewhere before it is known wants no menu any more.
    document.addEventListener('pointerdown', this.#onOutside, true);
    document.addEventListener('keydown', this.#onOutside, true);
    const offered = distinct(await values).slice(0, OFFERED);
    const queries = await Promise.all(offered.map((value) => this.actions.condition(value)));
    if (asked !== this.#asked || (offered.length === 0 && selection === '' && session === null)) return;
    this.choices = offered.map((value, index) => ({ value, query: queries[index] ?? null }));
    this.chosen = 0;
    this.selection = selection;
    this.session = session;
    this.related = isOfSession ? this.actions.related() : null;
    this.#from = from;
    this.#place = { x, y };
    window.addEventListener('resize', this.#onOutside);
    this.#scrolled = [document, this.getRootNode()];
    // The event of what a key has just scrolled comes with the next frame, and closes nothing.
    requestAnimationFrame(() => {
      if (asked !== this.#asked) return;
      for (const root of this.#scrolled) root.addEventListener('scroll', this.#onOutside, true);
    });
    if (session !== null && !this.related) void this.#relate(session, asked);
  }

  /** Looks for related sessions, which takes longer; the menu does not wait for them. */
  async #relate(session: number, asked: number): Promise<void> {
    const related = await this.actions.relatedOf(session);
    if (asked === this.#asked) this.related = related;
  }

  /** `back`: the focus returns to where it was. */
  close(back: boolean): void {
    this.#asked += 1;
    document.removeEventListener('pointerdown', this.#onOutside, true);
    document.removeEventListener('keydown', this.#onOutside, true);
    for (const root of this.#scrolled) root.removeEventListener('scroll', this.#onOutside, true);
    window.removeEventListener('resize', this.#onOutside);
    this.choices = [];
    this.selection = '';
    this.session = null;
    this.related = null;
    if (back && this.#from?.isConnected) this.#from.focus();
    this.#from = null;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const box = this.querySelector<HTMLElement>('.value-menu');
    if (!box) return;
    if (box.matches(':popover-open')) {
      if (changed.has('related')) this.#put(box);
      return;
    }
    box.showPopover();
    this.#put(box);
    this.querySelector<HTMLElement>('[role=menuitem]')?.focus();
  }

  /** Where it was asked for, as far as there is room. */
  #put(box: HTMLElement): void {
    const { clientWidth, clientHeight } = document.documentElement;
    const { width, height } = box.getBoundingClientRect();
    box.style.left = `${Math.max(4, Math.min(this.#place.x, clientWidth - width - 4))}px`;
    box.style.top = `${Math.max(4, Math.min(this.#place.y, clientHeight - height - 4))}px`;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.isOpen) return nothing;
    const { selection } = this;
    const choice = this.choices[this.chosen];
    return html`<div class="menu value-menu" popover="manual" @keydown=${this.#onKey} @focusout=${this.#onFocusOut}>
      ${this.choices.length === 1 && choice ? this.#head(choice) : nothing}
      <div role="menu" aria-label=${t.label}>
        ${this.choices.length > 1 ? this.#values() : nothing}
        ${selection ? this.#item('search', t.search(short(selection)), '', () => this.actions.narrow('only', { field: '', value: selection })) : nothing}
        ${choice ? this.#ofValue(choice) : nothing}
        ${this.session === null ? nothing : this.#ofSession(this.session, choice !== undefined)}
        ${choice || !selection ? nothing : this.#item('copy', t.copy, '', () => this.actions.copy(marked(selection)))}
      </div>
    </div>`;
  }

  #head({ query, value }: Choice): TemplateResult {
    return html`<p class="value-head mono" title=${value.value}>${short(query ?? value.value)}</p>
      ${query === null ? html`<p class="value-head quiet">${t.unasked}</p>` : nothing}`;
  }

  /** Which of the values is meant. */
  #values(): TemplateResult {
    return html`<div role="group" aria-label=${t.values} class="value-choices">
      ${this.choices.map(
        ({ query, value }, index) => html`<button
          role="menuitemradio"
          class="mono"
          tabindex="-1"
          aria-checked=${index === this.chosen}
          title=${value.value}
          @click=${() => this.#choose(index)}
        >${short(query ?? value.value)}</button>`,
      )}
    </div>`;
  }

  #ofValue({ query, value }: Choice): TemplateResult {
    const shown = value.shown ?? value.value;
    const dimension = dimensionOf(value.field);
    const sought = soughtBy(value);
    const isOne = value.field === 'message-id';
    const narrow = (how: (typeof HOW)[number]) =>
      this.#item(how, t[how], MEANINGS[how], () => this.actions.narrow(how, value));
    return html`${query === null ? nothing : html`${HOW.map(narrow)}<hr />`}
      ${isGuid(value.value) ? this.#item('anywhere', t.anywhere, t.anywhereMeaning, () => this.actions.findAnywhere(value.value)) : nothing}
      ${shown ? this.#item('copy', t.copy, '', () => this.actions.copy(marked(shown))) : nothing}
      ${query === null ? nothing : this.#item('copy-query', t.copyQuery, '', () => this.actions.copy(query))}
      ${sought ? this.#item('messages', isOne ? messages.follow : messages.findMessages, '', () => this.actions.seek(sought, isOne), false) : nothing}
      ${dimension ? this.#item('summarise', t.summarise(dimensionName(dimension)), '', () => this.actions.summarise(dimension), false) : nothing}`;
  }

  /** What is about the session as a whole. */
  #ofSession(session: number, isBelow: boolean): TemplateResult {
    const { mark, unmark, compare, markMeaning, unmarkMeaning, compareMeaning } = en.comparison;
    const marked = this.actions.marked();
    const isMarked = marked === session;
    const isOther = marked !== null && !isMarked;
    const label = isMarked ? unmark : mark;
    return html`${isBelow ? html`<hr />` : nothing}
      ${this.#item('mark', label, isMarked ? unmarkMeaning : markMeaning, () => this.actions.toggleMark(session))}
      ${isOther ? this.#item('compare', compare, compareMeaning, () => this.actions.compare(session), false) : nothing}
      ${this.related ? this.#item('related', t.related, '', this.related, false) : nothing}`;
  }

  #item(name: string, label: string, meaning: string, run: () => unknown, back = true): TemplateResult {
    const chosen = () => {
      this.close(back);
      void run();
    };
    return html`<button role="menuitem" tabindex="-1" data-item=${name} title=${meaning || nothing} @click=${chosen}>${label}</button>`;
  }

  get #items(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>('[role^=menuitem]')];
  }

  /** The choice of a value; the focus stays on it. */
  #choose(index: number): void {
    this.chosen = index;
  }

  #onKey(event: KeyboardEvent): void {
    // The keys of the page do not apply in the menu.
    event.stopPropagation();
    moveInMenu(event, this.#items);
    if (event.key !== 'Escape' && event.key !== 'Tab') return;
    this.close(true);
    event.preventDefault();
  }

  #onFocusOut({ relatedTarget }: FocusEvent): void {
    if (relatedTarget instanceof Node && !this.contains(relatedTarget)) this.close(false);
  }
}

if (!customElements.get('exchange-log-value-menu')) customElements.define('exchange-log-value-menu', ValueMenu);
