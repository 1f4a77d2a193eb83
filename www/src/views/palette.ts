/** The palette: everything that can be done, found by typing parts of its name. A field with a list of what is found. */

import { LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { type Findable, foundBy } from '../display/finding.js';
import { palette as t } from '../locale/commands.js';
import { html } from './html.js';

/** Items that are drawn. */
const SHOWN = 60;
/** Items that a page key goes on by. */
const PAGE = 10;

export interface PaletteItem extends Findable {
  /** What it is: the heading of a command, or a word for anything else. */
  kind: string;
  /** Its keys as they are written. */
  keys: readonly string[];
  run(): void;
}

export interface PaletteActions {
  /** What can be done now. */
  items(): readonly PaletteItem[];
  run(item: PaletteItem): void;
  close(): void;
}

export class Palette extends LitElement {
  static override properties = {
    isOpen: { attribute: false },
    recent: { attribute: false },
    typed: { state: true },
    at: { state: true },
  };

  declare actions: PaletteActions;
  declare isOpen: boolean;
  /** What was run before, the newest first. */
  declare recent: readonly string[];
  declare typed: string;
  /** The item that Enter runs. */
  declare at: number;
  #items: readonly PaletteItem[] = [];
  #found: readonly PaletteItem[] = [];

  constructor() {
    super();
    this.isOpen = false;
    this.recent = [];
    this.typed = '';
    this.at = 0;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('isOpen')) {
      this.#items = this.isOpen ? this.actions.items() : [];
      this.typed = '';
      this.at = 0;
    }
    if (changed.has('isOpen') || changed.has('typed')) this.#found = foundBy(this.#items, this.typed, this.recent);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('at') || changed.has('typed')) {
      this.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
    }
  }

  protected override render(): TemplateResult {
    return html`<dialog id="palette" class="palette" aria-label=${t.label} @close=${() => this.actions.close()} @click=${this.#onBackdrop}>
      ${this.#content()}
    </dialog>`;
  }

  #content(): TemplateResult {
    const shown = this.#found.slice(0, SHOWN);
    const more = this.#found.length - shown.length;
    return html`<input
        id="palette-field"
        type="text"
        role="combobox"
        spellcheck="false"
        autocomplete="off"
        autocapitalize="off"
        aria-label=${t.find}
        aria-autocomplete="list"
        aria-expanded=${shown.length > 0}
        aria-controls="palette-list"
        aria-activedescendant=${shown.length > 0 ? `palette-${this.at}` : nothing}
        placeholder=${t.hint}
        .value=${this.typed}
        @input=${this.#onInput}
        @keydown=${this.#onKey}
      />
      <div id="palette-list" class="palette-list" role="listbox" aria-label=${t.label}>
        ${shown.map((item, place) => this.#option(item, place))}
      </div>
      <p class="quiet palette-foot">
        <span role="status">${shown.length === 0 ? t.none : t.count(this.#found.length)}${more > 0 ? html`, ${t.more(more)}` : nothing}</span>
        ${shown.length > 0 ? html`<span>${t.keys}</span>` : nothing}
      </p>`;
  }

  #option(item: PaletteItem, place: number): TemplateResult {
    return html`<div
      id="palette-${place}"
      role="option"
      class="palette-item"
      data-item=${item.id}
      aria-selected=${place === this.at}
      @click=${() => this.actions.run(item)}
    >
      <span class="palette-name">${item.name}</span>
      <span class="quiet palette-kind">${item.kind}</span>
      ${item.keys.slice(0, 1).map((key) => html`<kbd>${key}</kbd>`)}
    </div>`;
  }

  readonly #onInput = (event: Event): void => {
    this.typed = (event.target as HTMLInputElement).value;
    this.at = 0;
  };

  #onBackdrop(event: Event): void {
    if (event.target === event.currentTarget) this.actions.close();
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const count = Math.min(SHOWN, this.#found.length);
    const steps: Record<string, number> = {
      ArrowDown: (this.at + 1) % count,
      ArrowUp: (this.at - 1 + count) % count,
      PageDown: Math.min(count - 1, this.at + PAGE),
      PageUp: Math.max(0, this.at - PAGE),
    };
    const next = steps[event.key];
    const item = this.#found[this.at];
    if (event.key === 'Enter' && item) this.actions.run(item);
    else if (next !== undefined && count > 0) this.at = next;
    // The list is not reached by Tab: the field is all that has the focus.
    else if (event.key !== 'Tab') return;
    event.preventDefault();
  };
}

if (!customElements.get('exchange-log-palette')) customElements.define('exchange-log-palette', Palette);
