/**
 * The search box: a plain input, behind which the same text is drawn in colours, and the list of what may stand at the
 * cursor.
 */

import { nothing, type TemplateResult } from 'lit';
import type { App } from '../actions/app.js';
import { coloured, isColoured } from '../display/colours.js';
import { formatCount } from '../format/number.js';
import { en } from '../locale/en.js';
import type { AppState, Offer, Offered } from '../state/state.js';
import { html } from './html.js';
import type { ViewActions } from './view-actions.js';

const t = en.completion;

/** Characters of an item that are shown. */
const MOST = 200;

function boxOf(element: EventTarget | null): HTMLInputElement {
  return (element as HTMLElement).closest('.search')?.querySelector('#query') as HTMLInputElement;
}

/** The colours are drawn where the text is, however far it is scrolled. */
function follow(box: HTMLInputElement): void {
  const move = () => {
    const colours = box.parentElement?.querySelector<HTMLElement>('.colours');
    if (colours) colours.scrollLeft = box.scrollLeft;
  };
  move();
  requestAnimationFrame(move);
}

/** Writes an item in its place, as if it were typed, so that the browser can undo it. */
function take(box: HTMLInputElement, app: App, { text: offeredFor, from, to }: Offer, item: Offered): void {
  app.completing.close();
  box.focus();
  // A list that is about what was there before the last letter has no place for it.
  if (offeredFor !== box.value) return;
  box.setSelectionRange(from, to);
  const before = box.value;
  const text = item.kind === 'keyword' ? `${item.text} ` : item.text;
  document.execCommand('insertText', false, text);
  if (box.value === before && before.slice(from, to) !== text) {
    box.setRangeText(text, from, to, 'end');
    box.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
  // What is complete needs no list that says the same.
  if (item.kind === 'value' || item.kind === 'query') app.completing.close();
}

const cursorIn = (box: HTMLInputElement): number => box.selectionStart ?? box.value.length;

/** Keys of the list while it is open. Returns whether the key was for it. */
function listKey(event: KeyboardEvent, box: HTMLInputElement, app: App, open: Offer): boolean {
  const { completing } = app;
  const { chosen } = completing;
  switch (event.key) {
    case 'ArrowDown':
      completing.move(1);
      return true;
    case 'ArrowUp':
      completing.move(-1);
      return true;
    case 'Escape':
      completing.close();
      return true;
    case 'Enter':
    case 'Tab':
      if (chosen && !event.shiftKey) {
        take(box, app, open, chosen);
        return true;
      }
      completing.close();
      return false;
    default:
      return false;
  }
}

function key(app: App, actions: ViewActions, event: KeyboardEvent): void {
  // What an input method composes is its own.
  if (event.isComposing || event.keyCode === 229 || event.altKey || event.metaKey) return;
  const box = event.currentTarget as HTMLInputElement;
  const { offer: shown, query } = app.store.state;
  // A list that is about what was there before the last letter is none, but for Escape, which closes what is seen.
  const open = shown?.text === box.value ? shown : null;
  const done = () => {
    event.preventDefault();
    event.stopPropagation();
  };
  if (open && !event.ctrlKey && listKey(event, box, app, open)) {
    done();
  } else if (shown && event.key === 'Escape') {
    done();
    app.completing.close();
  } else if (event.key === ' ' && event.ctrlKey) {
    done();
    void app.completing.offer(box.value, cursorIn(box), 'wanted');
  } else if (event.ctrlKey) {
    return;
  } else if (event.key === 'Enter') {
    // A list that has not come yet would hide what the search says.
    app.completing.close();
    actions.search();
  } else if (event.key === 'ArrowDown' && !event.shiftKey) {
    done();
    // Where there is nothing to offer, it leads to the results.
    void app.completing.want(box.value, cursorIn(box), 1, actions.search);
  } else if (shown && event.key === 'ArrowUp' && !event.shiftKey) {
    done();
    void app.completing.want(box.value, cursorIn(box), -1, () => {});
  } else if (event.key === 'Escape' && query !== '') {
    event.stopPropagation();
    void app.narrowing.seek('');
  }
}

function typed(app: App, event: Event): void {
  const box = event.target as HTMLInputElement;
  app.search.type(box.value);
  follow(box);
  if ((event as InputEvent).isComposing) return;
  void app.completing.offer(box.value, cursorIn(box), 'typed');
}

/** The button goes with the text, so the focus returns to the box. */
function clear(app: App, event: Event): void {
  const box = boxOf(event.currentTarget);
  void app.narrowing.seek('');
  box.focus();
}

function left(app: App, event: FocusEvent): void {
  const search = event.currentTarget as HTMLElement;
  if (event.relatedTarget instanceof Node && search.contains(event.relatedTarget)) return;
  app.completing.close();
  app.completing.remember();
}

const short = (text: string) => (text.length > MOST ? `${text.slice(0, MOST)}…` : text);

function option(item: Offered, index: number, open: Offer, app: App): TemplateResult {
  const choose = (event: Event) => take(boxOf(event.currentTarget), app, open, item);
  const count = item.count === null ? nothing : html`<span class="option-count">${formatCount(item.count)}</span>`;
  return html`<li
    role="option"
    id="query-option-${index}"
    class="option option-${item.kind}"
    aria-selected=${index === open.active}
    @click=${choose}
  ><span class="option-text">${short(item.label)}</span>${item.help ? html`<span class="option-help">${item.help}</span>` : nothing}${count}</li>`;
}

/** Below the queries of this visit: whether they are kept. */
function keeping({ historyKept }: AppState, app: App): TemplateResult {
  const chosen = (event: Event) => app.completing.keep((event.target as HTMLInputElement).checked);
  return html`<label class="options-foot"><input type="checkbox" .checked=${historyKept} @change=${chosen} /> ${t.keep}</label>`;
}

/** A press on the list leaves the focus, and so the keys, in the box. */
function keepFocus(event: Event): void {
  if ((event.target as HTMLElement).closest('[role=listbox]')) event.preventDefault();
}

function options(open: Offer, state: AppState, app: App): TemplateResult {
  const isHistory = open.items[0]?.kind === 'query';
  return html`<div class="options" @mousedown=${keepFocus}>
    <ul role="listbox" id="query-options" aria-label=${isHistory ? t.history : t.label}>
      ${open.items.map((item, index) => option(item, index, open, app))}
    </ul>
    ${isHistory ? keeping(state, app) : nothing}
  </div>`;
}

function colours({ query, pieces }: AppState): TemplateResult {
  return html`<div class="colours" aria-hidden="true">${coloured(query, pieces).map(({ text, colour }) => html`<span class=${colour}>${text}</span>`)}</div>`;
}

export function queryBox(state: AppState, app: App, actions: ViewActions): TemplateResult {
  const { query, offer: open } = state;
  const problem = open ? null : state.problem;
  const hasColours = query !== '' && isColoured(query);
  const active = open && open.active >= 0 ? `query-option-${open.active}` : nothing;
  return html`<div class="search" role="search" @focusout=${(event: FocusEvent) => left(app, event)}>
    ${hasColours ? colours(state) : nothing}
    <input
      id="query"
      type="text"
      class="${problem ? 'wrong' : ''} ${hasColours ? 'has-colours' : ''}"
      spellcheck="false"
      autocomplete="off"
      autocapitalize="off"
      role="combobox"
      aria-autocomplete="list"
      aria-expanded=${open !== null}
      aria-controls=${open ? 'query-options' : nothing}
      aria-activedescendant=${active}
      aria-label=${en.toolbar.search}
      aria-invalid=${problem !== null}
      aria-describedby=${problem ? 'query-problem' : nothing}
      placeholder=${en.toolbar.searchHint}
      .value=${query}
      @input=${(event: Event) => typed(app, event)}
      @keydown=${(event: KeyboardEvent) => key(app, actions, event)}
      @keyup=${(event: Event) => follow(event.currentTarget as HTMLInputElement)}
      @scroll=${(event: Event) => follow(event.currentTarget as HTMLInputElement)}
      @pointermove=${(event: Event) => follow(event.currentTarget as HTMLInputElement)}
      @compositionend=${(event: Event) => typed(app, event)}
    />${
      query
        ? html`<button class="icon clear" aria-label=${en.toolbar.clearSearch} title=${en.toolbar.clearSearch} @click=${(event: Event) => clear(app, event)}>×</button>`
        : nothing
    }${open ? options(open, state, app) : nothing}
  </div>`;
}
