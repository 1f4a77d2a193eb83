/**
 * Two sessions side by side: the facts that differ, those that are the same, and both conversations aligned by what
 * client and server say. In a narrow view the two sides of a row are one above the other, each with its letter.
 */

import { LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { copyText } from '../browser/clipboard.js';
import {
  comparedRows,
  comparisonText,
  type FactRow,
  factName,
  factRows,
  type Listed,
  listedRows,
  longerText,
  notesOn,
  offsetText,
  type Row,
  type Rows,
  type Said,
  sessionTitle,
  type Told,
  totalsText,
} from '../display/comparison.js';
import { differences, type Part } from '../display/differences.js';
import { outcomeMeaning, outcomeWord } from '../display/outcome.js';
import { entryValues } from '../display/values.js';
import { formatDuration } from '../format/duration.js';
import { formatTime, type Zone } from '../format/time.js';
import { en } from '../locale/en.js';
import { type Steps, sliceOf, turn } from '../shared/pace.js';
import type { Comparison } from '../state/state.js';
import { carrier } from './carrier.js';
import { html } from './html.js';

const t = en.comparison;

/** Rows that are drawn at a time. */
const ROWS_DRAWN = 200;
/** Milliseconds of aligning between which everything else has a turn. */
const SLICE_MS = 16;
/** Facts that are drawn, of those that differ and of those that are the same. */
const FACTS_DRAWN = 200;

const SIDES = ['a', 'b'] as const;
type Side = (typeof SIDES)[number];

const NO_ROWS: Rows = { rows: [], counts: { same: 0, differs: 0, a: 0, b: 0 }, weighed: 0 };

export interface CompareActions {
  close(): void;
  swap(): void;
  openSession(session: number): void;
  /** Compares the entries before or after those that are shown. */
  part(by: 1 | -1): void;
}

/** A text with what differs marked. */
function parts(all: readonly Part[]): unknown {
  return all.map(({ text, differs }) => (differs ? html`<mark class="differs">${text}</mark>` : text));
}

export class Compare extends LitElement {
  static override properties = {
    comparison: { attribute: false },
    most: { attribute: false },
    zone: { attribute: false },
    gapMs: { attribute: false },
    whole: { attribute: false },
    onlyDifferences: { state: true },
    first: { state: true },
    at: { state: true },
    feedback: { state: true },
  };

  declare comparison: Comparison;
  /** Entries of each session that are compared at a time. */
  declare most: number;
  declare zone: Zone;
  declare gapMs: number;
  /** All rows are drawn, to be printed. */
  declare whole: boolean;
  declare actions: CompareActions;
  declare onlyDifferences: boolean;
  /** The first of the listed rows that are drawn. */
  declare first: number;
  /** The row of the difference that was gone to last; -1 for none. */
  declare at: number;
  /** Result of the last action, visible and announced by screen readers. */
  declare feedback: string;
  #facts: readonly FactRow[] = [];
  #rows: Rows = NO_ROWS;
  /** What aligns the rows; null once that is done. */
  #aligning: Steps<Rows> | null = null;
  /** When that is done, or given up as something else is compared. */
  #aligned = Promise.resolve();
  #listed: readonly Listed[] = [];

  constructor() {
    super();
    this.onlyDifferences = false;
    this.first = 0;
    this.at = -1;
    this.feedback = '';
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('comparison')) {
      this.#rows = NO_ROWS;
      this.#aligning = comparedRows(this.comparison);
      this.#aligned = this.#align(this.#aligning);
      this.first = 0;
      this.at = -1;
      this.feedback = '';
    }
    if (changed.has('comparison') || changed.has('zone')) this.#facts = factRows(this.comparison, this.zone);
    this.#listed = listedRows(this.#rows.rows, this.onlyDifferences);
  }

  /** Aligns the rows: few of them at once, many in slices. */
  async #align(aligning: Steps<Rows>): Promise<void> {
    for (let step = sliceOf(aligning, SLICE_MS); aligning === this.#aligning; step = sliceOf(aligning, SLICE_MS)) {
      if (step.done) {
        this.#rows = step.value;
        this.#aligning = null;
        this.requestUpdate();
        return;
      }
      await turn();
    }
  }

  /** What is compared now is aligned, also if something else was compared meanwhile. */
  async #settled(): Promise<void> {
    while (this.#aligning) await this.#aligned;
  }

  /** Moves the focus into the comparison, so that the arrow keys scroll it. */
  override focus(): void {
    this.querySelector<HTMLElement>('.compare-body')?.focus();
  }

  /** Goes to the next row in which the two differ, or to the one before; beyond the last follows the first. */
  async nextDifference(backwards = false): Promise<void> {
    await this.#settled();
    const { rows } = this.#rows;
    const differing = rows.flatMap(({ state }, index) => (state === 'same' ? [] : [index]));
    const beyond = backwards
      ? differing.findLast((index) => index < this.at)
      : differing.find((index) => index > this.at);
    const next = beyond ?? differing.at(backwards ? -1 : 0);
    if (next === undefined) {
      this.feedback = t.noDifference;
      return;
    }
    const place = this.#listed.findIndex((one) => 'row' in one && one.row === next);
    this.at = next;
    this.first = Math.floor(place / ROWS_DRAWN) * ROWS_DRAWN;
    this.feedback = t.difference(differing.indexOf(next) + 1, differing.length);
    await this.updateComplete;
    const row = this.querySelector<HTMLElement>(`#pair-${next}`);
    row?.scrollIntoView({ block: 'center' });
    row?.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult {
    return html`${this.#head()}
      <div class="compare-body" tabindex="0" role="region" aria-label=${t.label} aria-describedby="compare-totals">
        ${this.#factTable()} ${this.#talk()}
      </div>`;
  }

  #head(): TemplateResult {
    const change = (event: Event) => {
      this.onlyDifferences = (event.target as HTMLInputElement).checked;
      this.first = 0;
    };
    return html`<header class="conversation-head compare-head">
      <h2>${t.label}</h2>
      <span class="quiet" id="compare-totals">${this.#aligning ? t.aligning : totalsText(this.#facts, this.#rows)}</span>
      <span class="spring"></span>
      <span class="quiet" role="status" id="compare-status">${this.feedback}</span>
      ${this.#step(t.previous, t.previousMark, true)} ${this.#step(t.next, t.nextMark, false)}
      <label class="inline"><input type="checkbox" id="only-differences" .checked=${this.onlyDifferences} @change=${change} /> ${t.onlyDifferences}</label>
      <button class="small" id="compare-swap" @click=${() => this.actions.swap()}>${t.swap}</button>
      <button class="small" id="compare-copy" @click=${this.#onCopy}>${t.copy}</button>
      <button class="small" id="compare-close" title=${t.closeMeaning} @click=${() => this.actions.close()}>${t.close}</button>
    </header>`;
  }

  #step([name, key]: readonly [string, string], mark: string, backwards: boolean): TemplateResult {
    return html`<button
      class="icon small"
      data-difference=${backwards ? 'previous' : 'next'}
      aria-label=${name}
      title=${`${name} (${key})`}
      @click=${() => void this.nextDifference(backwards)}
    >${mark}</button>`;
  }

  // ----------------------------------------------------------------------------------------------------------- facts

  #factTable(): TemplateResult {
    const differing = this.#facts.filter(({ isSame }) => !isSame);
    const same = this.#facts.filter(({ isSame }) => isSame);
    const more = differing.length - FACTS_DRAWN;
    return html`<table class="compare-facts" role="table" aria-label=${t.facts}>
        <thead role="rowgroup"><tr role="row">
          <th role="columnheader" scope="col" class="fact-name"><span class="for-readers">${t.fact}</span></th>
          ${SIDES.map((side) => this.#sideHead(side))}
        </tr></thead>
        <tbody role="rowgroup">${differing.slice(0, FACTS_DRAWN).map((row) => this.#fact(row))}</tbody>
      </table>
      ${differing.length === 0 ? html`<p class="quiet compare-note">${t.noFact}</p>` : nothing}
      ${more > 0 ? html`<p class="quiet compare-note">${t.moreFacts(more)}</p>` : nothing}
      ${same.length > 0 ? this.#sameFacts(same) : nothing}`;
  }

  #sideHead(side: Side): TemplateResult {
    const detail = this.comparison[side];
    const { outcome, logTypeName, start, durationMs, session } = detail;
    return html`<th role="columnheader" scope="col" class="side-head">
      <span class="side-letter">${t.sides[side]}</span>
      <span class="badge" data-outcome=${outcome} title=${outcomeMeaning(outcome, logTypeName)}>${outcomeWord(outcome, logTypeName)}</span>
      <span>${logTypeName} <span class="mono">${sessionTitle(detail)}</span></span>
      <button class="small" id="compare-open-${side}" aria-label=${t.openMeaning[side]} title=${t.openMeaning[side]} @click=${() => this.actions.openSession(session)}>${t.open}</button>
      <div class="quiet">${formatTime(start, this.zone)} · ${formatDuration(durationMs)}</div>
    </th>`;
  }

  #sameFacts(same: readonly FactRow[]): TemplateResult {
    return html`<details class="compare-same">
      <summary>${t.sameFacts(same.length)}</summary>
      <dl>${same
        .slice(0, FACTS_DRAWN)
        .map(
          (row) =>
            html`<div><dt>${factName(row)}</dt><dd>${row.a.map(({ value, values }) => html`<div .carried=${values}>${value}</div>`)}</dd></div>`,
        )}</dl>
    </details>`;
  }

  #fact(row: FactRow): TemplateResult {
    const { a, b } = row;
    const [one, other] = [a[0]?.value ?? '', b[0]?.value ?? ''];
    const isSingle = a.length === 1 && b.length === 1;
    const [ofA, ofB] = isSingle ? differences(one, other) : [[], []];
    return html`<tr role="row">
      <th role="rowheader" scope="row" class="fact-name"><span class="quiet">${row.card}</span>${row.name ? html` ${row.name}` : nothing}</th>
      ${this.#toldCell('a', a, isSingle ? ofA : null, b)} ${this.#toldCell('b', b, isSingle ? ofB : null, a)}
    </tr>`;
  }

  /** Of several values, those that the other side does not have are marked as a whole, if it has any. */
  #toldCell(side: Side, all: readonly Told[], single: readonly Part[] | null, others: readonly Told[]): TemplateResult {
    const theirs = new Set(others.map(({ value }) => value));
    const isOther = (value: string) => others.length > 0 && !theirs.has(value);
    return html`<td role="cell"><span class="cell-side" aria-hidden="true">${t.sides[side]}</span>
      <div class="told mono">${
        all.length === 0
          ? html`<span class="quiet">${t.none}</span>`
          : all.map(
              ({ value, values }) =>
                html`<div>${carrier(values, parts(single ?? [{ text: value, differs: isOther(value) }]))}</div>`,
            )
      }</div></td>`;
  }

  // --------------------------------------------------------------------------------------------------------- entries

  #talk(): TemplateResult {
    const { headings } = t;
    const listed = this.whole ? this.#listed : this.#listed.slice(this.first, this.first + ROWS_DRAWN);
    const side = (
      name: Side,
    ) => html`<th role="columnheader" scope="col" class="offset" title=${t.offsetMeaning}>${t.sides[name]}: ${headings.offset}</th>
      <th role="columnheader" scope="col">${t.sides[name]}: ${this.comparison[name].logTypeName}</th>`;
    return html`${notesOn(this.comparison, this.#rows).map((note) => html`<p class="flag compare-note">${note}</p>`)}
      ${this.#partNav()} ${this.#pager()}
      <table class="compare-talk" role="table" aria-label=${t.entries} aria-rowcount=${this.#listed.length + 1}>
        <thead role="rowgroup"><tr role="row" aria-rowindex="1">
          <th role="columnheader" scope="col" class="sign"><span class="for-readers">${headings.state}</span></th>
          ${SIDES.map(side)}
          <th role="columnheader" scope="col" class="longer" title=${t.longerMeaning}>${headings.longer}</th>
        </tr></thead>
        <tbody role="rowgroup">${listed.map((one, index) => this.#listedRow(one, (this.whole ? 0 : this.first) + index))}</tbody>
      </table>
      ${this.#pager()}`;
  }

  #listedRow(one: Listed, place: number): TemplateResult {
    const row = 'row' in one ? this.#rows.rows[one.row] : undefined;
    if ('row' in one && row) return this.#row(row, one.row, place);
    return html`<tr role="row" class="folded" aria-rowindex=${place + 2}>
      <td role="cell" colspan="6" class="quiet">${t.folded('folded' in one ? one.folded : 0)}</td>
    </tr>`;
  }

  #row({ state, a, b, longer }: Row, index: number, place: number): TemplateResult {
    const [ofA, ofB] =
      state === 'differs' && a && b
        ? differences(a.text, b.text)
        : [a, b].map((said): Part[] => (said ? [{ text: said.text, differs: false }] : []));
    const isLong = longer !== null && Math.abs(longer) >= this.gapMs;
    return html`<tr
      role="row"
      id="pair-${index}"
      class=${`pair is-${state}${index === this.at ? ' target' : ''}`}
      tabindex="-1"
      .carried=${() => [a, b].flatMap((said) => (said ? entryValues(said.entry) : []))}
      aria-rowindex=${place + 2}
    >
      <td role="cell" class="sign" title=${t.states[state]}><span aria-hidden="true">${t.signs[state]}</span><span class="for-readers">${t.states[state]}</span></td>
      ${this.#said('a', a, ofA ?? [])} ${this.#said('b', b, ofB ?? [])}
      <td role="cell" class=${isLong ? 'longer tone-bad' : 'longer'}>${longerText(longer)}</td>
    </tr>`;
  }

  #said(side: Side, said: Said | null, text: readonly Part[]): TemplateResult {
    if (!said) return html`<td role="cell" class="offset absent"></td><td role="cell" class="said absent"></td>`;
    const { entry } = said;
    const { roles } = en.conversation;
    const mark = { client: en.conversation.clientShort, server: en.conversation.serverShort }[entry.role as string];
    return html`<td role="cell" class="offset" title=${formatTime(entry.time, this.zone)}><span class="cell-side" aria-hidden="true">${t.sides[side]}</span>${offsetText(said)}</td>
      <td role="cell" class=${`said role-${entry.role} severity-${entry.severity}`} .carried=${() => entryValues(entry)}><span
          class="side" title=${roles[entry.role]}><span aria-hidden="true">${mark ?? en.conversation.informationShort}</span><span
          class="for-readers">${roles[entry.role]}</span></span><span class="data">${parts(text)}</span></td>`;
  }

  /** Shown only if one of the sessions has more entries than are compared at a time. */
  #partNav(): TemplateResult | typeof nothing {
    const { a, b, from } = this.comparison;
    const all = Math.max(a.entryCount, b.entryCount);
    if (all <= this.most) return nothing;
    return html`<nav class="pager" id="compare-part">
      <button class="small" ?disabled=${from === 0} @click=${() => this.#part(-1)}>${t.earlierPart}</button>
      <span>${t.part(from, this.most, a.entryCount, b.entryCount)}</span>
      <button class="small" ?disabled=${from + this.most >= all} @click=${() => this.#part(1)}>${t.laterPart}</button>
    </nav>`;
  }

  #part(by: 1 | -1): void {
    this.actions.part(by);
    this.focus();
  }

  /** Shown only if there are more rows than are drawn. */
  #pager(): TemplateResult | typeof nothing {
    const all = this.#listed.length;
    if (all <= ROWS_DRAWN) return nothing;
    const { first } = this;
    const show = (from: number) => {
      this.first = from;
      this.focus();
    };
    return html`<nav class="pager">
      <button class="small" ?disabled=${first === 0} @click=${() => show(first - ROWS_DRAWN)}>${t.earlier}</button>
      <span>${t.page(first + 1, Math.min(all, first + ROWS_DRAWN), all)}</span>
      <button class="small" ?disabled=${first + ROWS_DRAWN >= all} @click=${() => show(first + ROWS_DRAWN)}>${t.later}</button>
    </nav>`;
  }

  async #onCopy(): Promise<void> {
    await this.#settled();
    const copied = await copyText(comparisonText(this.comparison, this.#facts, this.#rows, this.zone));
    this.feedback = copied ? t.copied : t.notCopied;
  }
}

if (!customElements.get('exchange-log-compare')) customElements.define('exchange-log-compare', Compare);
