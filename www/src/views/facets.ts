/**
 * The facets beside the list: for each chosen field its most frequent values, counted under the rest of the query. A
 * click finds only the value, + adds it and − excludes it, or no longer. One button of a facet is a tab stop; the arrow
 * keys lead to the others.
 */

import { LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import {
  DIMENSIONS,
  type FacetField,
  type Narrowing,
  type SummaryAnswer,
  type SummaryQuestion,
  type SummaryTable,
} from '../contract.js';
import {
  type FacetValue,
  facetQuestion,
  facetValues,
  markOf,
  searchedValues,
  tableOf,
  VALUES_SEARCHED,
  VALUES_SHOWN,
} from '../display/facets.js';
import type { OwnNames } from '../display/own-names.js';
import { formatCount } from '../format/number.js';
import { dimensionName } from '../locale/dimensions.js';
import { en } from '../locale/en.js';
import { html } from './html.js';
import { menu } from './menu.js';

const t = en.facets;

export interface FacetActions {
  /** Null if the answer is no longer wanted. */
  fetch(isWanted: () => boolean, question: SummaryQuestion, from: number, to: number): Promise<SummaryAnswer | null>;
  narrow(how: Narrowing, condition: string): void;
  choose(fields: readonly FacetField[]): void;
  /** Opens the summary of a field. */
  more(field: FacetField): void;
  hide(): void;
}

/** The button that an arrow key leads to: up and down to another value, left and right within one. */
function nextButton(list: HTMLElement, from: HTMLElement, key: string): HTMLElement | null {
  const rows = [...list.querySelectorAll('li')].map((row) => [...row.querySelectorAll('button')]);
  const y = rows.findIndex((row) => row.includes(from as HTMLButtonElement));
  const x = rows[y]?.indexOf(from as HTMLButtonElement) ?? 0;
  switch (key) {
    case 'ArrowDown':
      return rows[y + 1]?.[x] ?? null;
    case 'ArrowUp':
      return rows[y - 1]?.[x] ?? null;
    case 'ArrowRight':
      return rows[y]?.[x + 1] ?? null;
    case 'ArrowLeft':
      return rows[y]?.[x - 1] ?? null;
    case 'Home':
      return rows[0]?.[0] ?? null;
    case 'End':
      return rows.at(-1)?.[0] ?? null;
    default:
      return null;
  }
}

function listKey(event: KeyboardEvent): void {
  const next = nextButton(event.currentTarget as HTMLElement, event.target as HTMLElement, event.key);
  if (!next) return;
  event.preventDefault();
  event.stopPropagation();
  next.focus();
}

export class Facets extends LitElement {
  static override properties = {
    revision: { attribute: false },
    fields: { attribute: false },
    asked: { attribute: false },
    names: { attribute: false },
    tables: { state: true },
    searched: { state: true },
  };

  declare actions: FacetActions;
  /** Goes up whenever what the query finds may have changed. */
  declare revision: number;
  declare fields: readonly FacetField[];
  /** What the query asks for and excludes. */
  declare asked: ReadonlySet<string>;
  /** The user's own names of addresses. */
  declare names: OwnNames;
  /** What was last found of each field; kept until something newer is, so that nothing jumps. */
  declare tables: ReadonlyMap<FacetField, SummaryTable>;
  /** What is looked for in each field. */
  declare searched: ReadonlyMap<FacetField, string>;
  /** The most values that each facet has shown: their room stays, so that fewer of them do not move the facets below. */
  readonly #room = new Map<FacetField, number>();
  /** Facets that have had more values than are shown, and so a search. */
  readonly #searchable = new Set<FacetField>();
  #run = 0;

  constructor() {
    super();
    this.asked = new Set();
    this.tables = new Map();
    this.searched = new Map();
  }

  protected override createRenderRoot(): this {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('revision') || changed.has('fields')) void this.#load();
  }

  /** Asks for one field after the other, until something newer is asked. */
  async #load(): Promise<void> {
    this.#run += 1;
    const run = this.#run;
    const isWanted = () => run === this.#run;
    for (const field of this.fields) {
      const end = this.searched.get(field) === undefined ? VALUES_SHOWN : VALUES_SEARCHED;
      const table = tableOf(await this.actions.fetch(isWanted, facetQuestion(field), 0, end));
      if (!isWanted()) return;
      if (table) this.tables = new Map(this.tables).set(field, table);
    }
  }

  #search(field: FacetField, text: string): void {
    const isFirst = !this.searched.has(field);
    this.searched = new Map(this.searched).set(field, text);
    if (isFirst) void this.#load();
  }

  #value(value: FacetValue, index: number): TemplateResult {
    const { text, condition, count, share, isUnknown } = value;
    const narrow = (how: Narrowing) => () => condition !== null && this.actions.narrow(how, condition);
    const mark = markOf(this.asked, condition);
    const isExcluded = mark === 'excluded';
    const button = (
      how: 'add' | 'exclude' | 'admit',
      sign: string,
      label: string,
      isPressed: boolean | typeof nothing,
    ) => html`<button
      class="facet-sign"
      tabindex="-1"
      aria-label=${label}
      aria-pressed=${isPressed}
      title=${label}
      ?disabled=${condition === null}
      @click=${narrow(how)}
    >${sign}</button>`;
    return html`<li class=${mark}>
      <button
        class="facet-value"
        tabindex=${index === 0 ? 0 : -1}
        aria-pressed=${mark === 'chosen'}
        title=${`${text}\n${t.only}`}
        ?disabled=${condition === null}
        @click=${narrow('only')}
      ><span class="facet-bar" .style=${`width:${(share * 100).toFixed(1)}%`}></span
        ><span class=${isUnknown ? 'facet-text quiet' : 'facet-text mono'}>${text}</span
        ><span class="facet-count">${formatCount(count)}</span></button
      >${button('add', '+', t.add(text), nothing)}${button(isExcluded ? 'admit' : 'exclude', '−', t.exclude(text), isExcluded)}
    </li>`;
  }

  #facet(field: FacetField): TemplateResult {
    const name = dimensionName(field);
    const table = this.tables.get(field);
    const wanted = this.searched.get(field) ?? '';
    const values = table ? searchedValues(facetValues(field, table, this.names), wanted) : [];
    const typed = (event: Event) => this.#search(field, (event.target as HTMLInputElement).value);
    const room = Math.max(this.#room.get(field) ?? 0, values.length);
    this.#room.set(field, room);
    if ((table?.groups ?? 0) > VALUES_SHOWN) this.#searchable.add(field);
    return html`<section class="facet" aria-label=${name} data-facet=${field}>
      <header>
        <h3>${name}</h3>
        <button class="facet-more" title=${t.moreMeaning(name)} @click=${() => this.actions.more(field)}>
          ${table ? t.more(table.groups) : '…'}
        </button>
      </header>
      ${
        this.#searchable.has(field)
          ? html`<input type="search" aria-label=${t.search(name)} placeholder=${t.searchHint} .value=${wanted} @input=${typed} />`
          : nothing
      }
      <div class="facet-values" .style=${`--room:${room}`}>
        <ul @keydown=${listKey}>${values.map((value, index) => this.#value(value, index))}</ul>
        ${values.length === 0 ? html`<p class="quiet">${table ? t.none : t.counting}</p>` : nothing}
      </div>
    </section>`;
  }

  /** The fields as a menu: checked ones in their order, each with a button that moves it up. */
  #chooser(): TemplateResult {
    const { fields, actions } = this;
    const others = DIMENSIONS.filter((field) => !fields.includes(field));
    const toggle = (field: FacetField) => () =>
      actions.choose(fields.includes(field) ? fields.filter((one) => one !== field) : [...fields, field]);
    const up = (index: number) => () => {
      const field = fields[index];
      if (field) actions.choose(fields.toSpliced(index, 1).toSpliced(Math.max(0, index - 1), 0, field));
    };
    const box = (field: FacetField, index: number) => html`<div class="facet-choice"><label>
        <input type="checkbox" .checked=${index >= 0} @change=${toggle(field)} /> ${dimensionName(field)}
      </label>${
        index > 0
          ? html`<button class="icon" aria-label=${t.up(dimensionName(field))} title=${t.up(dimensionName(field))} @click=${up(index)}>↑</button>`
          : nothing
      }</div>`;
    return menu(
      'facet-fields',
      t.choose,
      html`<div class="column-list" role="group" aria-label=${t.chooseMeaning}>
        ${fields.map(box)} ${others.map((field) => box(field, -1))}
      </div>`,
    );
  }

  protected override render(): TemplateResult {
    return html`<aside class="facets" aria-label=${t.label}>
      <header class="facets-bar">
        <h2>${t.label}</h2>
        ${this.#chooser()}
        <button class="icon" id="facets-hide" aria-label=${t.hide} title=${t.hide} @click=${() => this.actions.hide()}>×</button>
      </header>
      <div class="facet-list">${this.fields.map((field) => this.#facet(field))}</div>
    </aside>`;
  }
}

if (!customElements.get('exchange-log-facets')) customElements.define('exchange-log-facets', Facets);
