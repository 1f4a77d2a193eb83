/** The summary: what it asks, its answers, and the way from a group to its sessions. */

import { copyText } from '../browser/clipboard.js';
import type { Dimension, Measure, SummaryAnswer, SummaryChoice, SummaryGroup, SummaryQuestion } from '../contract.js';
import { pastedRows } from '../display/csv.js';
import { readOwnNames } from '../display/own-names.js';
import { itemOfChoice } from '../display/saved.js';
import {
  MOST_GROUPS,
  rangeQuestion,
  type Sparklines,
  spansFor,
  sparklineQuestion,
  sparklinesOf,
} from '../display/sparklines.js';
import {
  barOf,
  choiceBy,
  choiceOf,
  conditionsOf,
  DELAYS_CHOICE,
  isOfSameGroups,
  measureOf,
  questionOf,
  type SummaryWindow,
  shownChoice,
  shownRows,
} from '../display/summary.js';
import { en } from '../locale/en.js';
import { DELAYS, SUMMARIES } from '../locale/summaries.js';
import type { SummaryTotals } from '../state/state.js';
import type { Context } from './context.js';
import type { Narrowing } from './narrowing.js';

const t = en.summary;

/** Rows that are copied, at most. */
export const COPIED_MOST = 1000;

/** Changes a preference and remembers it. */
type Prefer = (change: { summaryChoice: SummaryChoice }) => void;

export class Summarising {
  readonly #context: Context;
  readonly #narrowing: Narrowing;
  readonly #prefer: Prefer;
  /** What was asked last; an answer to anything else is not shown. */
  #asked = '';
  /** The question that is being answered; null if none is. */
  #answering: Promise<unknown> | null = null;

  constructor(context: Context, narrowing: Narrowing, prefer: Prefer) {
    this.#context = context;
    this.#narrowing = narrowing;
    this.#prefer = prefer;
  }

  /** What is summarised. */
  get choice(): SummaryChoice {
    return shownChoice(this.#context.store.state.summaryChoice);
  }

  /** Changes what is summarised. With other dimensions or another query it is no longer the one with the name. */
  choose(change: Partial<SummaryChoice>): void {
    const isOther = change.dimensions !== undefined || change.within !== undefined;
    this.#show({ ...this.choice, ...(isOther ? { name: '' } : {}), ...change });
  }

  /** Another field to group by, at that place; an empty one takes it away. */
  groupBy(place: number, dimension: Dimension | ''): void {
    const { dimensions, order } = this.choice;
    const others = dimensions.filter((one, index) => index === place || one !== dimension);
    const at = Math.min(place, others.length);
    const next = dimension === '' ? others.toSpliced(at, 1) : others.toSpliced(at, 1, dimension);
    if (next.length === 0) return;
    // An order by a dimension that is gone, or has moved, would be by another one.
    const isKept = !/^\d$/.test(order) || next[Number(order)] === dimensions[Number(order)];
    this.choose({ dimensions: next, ...(isKept ? {} : { order: 'sessions', descending: true }) });
  }

  /** Shows or hides a measure; one is always shown. */
  toggleMeasure(measure: SummaryChoice['measures'][number]): void {
    const { measures, order } = this.choice;
    const without = measures.filter((one) => one !== measure);
    if (without.length === measures.length) this.choose({ measures: [...measures, measure] });
    else if (without.length > 0) {
      this.choose({ measures: without, ...(order === measure ? { order: without[0], descending: true } : {}) });
    }
  }

  /** Sorts by a column: measures largest first, values in their order; then the other way round. */
  sortBy(order: SummaryChoice['order']): void {
    const { choice } = this;
    const isSame = choice.order === order;
    this.choose({ order, descending: isSame ? !choice.descending : !/^\d$/.test(order) });
  }

  /** One of the page's own, or one that was saved. */
  showNamed(name: string): void {
    const named = SUMMARIES.find((summary) => summary.name === name);
    const item = itemOfChoice(name, this.#context.store.state.saved);
    if (name === DELAYS.name) this.#show(DELAYS_CHOICE);
    else if (named) this.#show(choiceOf(named));
    else if (item && 'summary' in item) this.#show({ ...item.summary, name });
  }

  /** The summary of one field. */
  showField(dimension: Dimension): void {
    this.#show(choiceBy(dimension));
  }

  #show(summaryChoice: SummaryChoice): void {
    const isOther = !isOfSameGroups(summaryChoice, this.choice);
    this.#context.store.set({ summaryRow: -1, ...(isOther && { summaryTotals: null }) });
    this.#prefer({ summaryChoice });
  }

  /**
   * The groups in a range; null if something else is asked meanwhile: what is being answered then is given up, and of several
   * questions that would have to wait for that, only the last is asked.
   */
  async groups(choice: SummaryChoice, from: number, to: number): Promise<SummaryWindow | null> {
    const { store } = this.#context;
    const asked = `${store.state.revision} ${JSON.stringify([questionOf(choice), barOf(choice)])}`;
    this.#asked = asked;
    while (this.#answering) await this.#answering;
    if (asked !== this.#asked) return null;
    const answering = this.#answer(choice, from, to, () => asked === this.#asked);
    this.#answering = answering;
    const window = await answering;
    this.#answering = null;
    if (asked !== this.#asked || !window) return null;
    store.set({ summaryProblem: window.problem, ...(window.totals && { summaryTotals: window.totals }) });
    return window;
  }

  async #answer(choice: SummaryChoice, from: number, to: number, isWanted: () => boolean) {
    const answer = await this.askWhile(isWanted, questionOf(choice), from, to);
    if (!answer) return null;
    if (!answer.ok) return { from: 0, total: 0, groups: [], choice, problem: answer.problem.message, totals: null };
    const { rows: groups, ...totals } = answer.table;
    const window = { from, total: totals.groups, groups, choice, problem: '' };
    if (from > 0) return { ...window, totals: null };
    const largest = await this.#largest(choice, answer, isWanted);
    return { ...window, totals: { ...totals, largest } satisfies SummaryTotals };
  }

  /** The largest value of the measure that is drawn as a bar. */
  async #largest(choice: SummaryChoice, answer: SummaryAnswer, isWanted: () => boolean): Promise<number> {
    const bar: Measure | null = barOf(choice);
    if (bar === null || !answer.ok) return 0;
    const isFirst = questionOf(choice).order === bar && choice.descending;
    const sorted = { ...choice, order: bar, descending: true };
    const first = isFirst ? answer : await this.askWhile(isWanted, questionOf(sorted), 0, 1);
    const [group] = first?.ok ? first.table.rows : [];
    return group ? (measureOf(group, bar, answer.table) ?? 0) : 0;
  }

  /**
   * The rows over time: by the second or minute where all of it took no longer, else by the hour, or by the day if those were too
   * many. It waits for the rows themselves; null if something else is asked meanwhile, or nothing has a time.
   */
  async sparklines(choice: SummaryChoice): Promise<Sparklines | null> {
    while (this.#answering) await this.#answering;
    const asked = this.#asked;
    const isWanted = () => asked === this.#asked;
    const range = await this.askWhile(isWanted, rangeQuestion(choice), 0, 1);
    const { summaryTotals: totals } = this.#context.store.state;
    if (!isWanted() || !range?.ok || !totals) return null;
    const spans = spansFor(range.table.rows[0] ?? { first: null, last: null }, totals);
    for (const time of spans) {
      const answer = await this.askWhile(isWanted, sparklineQuestion(choice, time), 0, MOST_GROUPS);
      if (!isWanted() || !answer?.ok) return null;
      const { table } = answer;
      if (table.groups <= MOST_GROUPS || time === spans.at(-1)) return sparklinesOf(table, choice, time);
    }
    return null;
  }

  /** Asks as long as the answer is wanted; null if it is given up. */
  readonly askWhile = (isWanted: () => boolean, question: SummaryQuestion, from: number, to: number) =>
    this.#context.ask((client) => client.summariseWhile(isWanted, question, from, to));

  readonly ask = (question: SummaryQuestion, from: number, to: number): Promise<SummaryAnswer | null> =>
    this.#context.ask((client) => client.summarise(question, from, to));

  /**
   * Narrows the query to a group: all of its conditions and the query within which it was counted are added, so that what
   * is found is exactly the group. The query that was sought; null if none says so.
   */
  async narrowTo(group: SummaryGroup, within = this.choice.within): Promise<string | null> {
    const { store } = this.#context;
    const { query } = store.state;
    const conditions = conditionsOf(group);
    const narrowed = conditions && (await this.#narrowing.allOf([within, ...conditions]));
    // Something else may have been sought meanwhile.
    if (narrowed === null && store.state.query === query) this.#context.notify('warning', t.cannotOpen);
    return narrowed;
  }

  /** Copies the first rows as the table shows them. */
  async copy(): Promise<void> {
    const { choice } = this;
    const { zone, ownNames } = this.#context.store.state;
    const answer = await this.ask(questionOf(choice), 0, COPIED_MOST);
    if (!answer?.ok) return;
    const { table } = answer;
    const { headings, rows } = shownRows(table.rows, choice, table, zone, readOwnNames(ownNames));
    const copied = await copyText(pastedRows([headings, ...rows]));
    if (copied) this.#context.confirm(t.copied(rows.length, table.groups));
    else this.#context.notify('warning', t.notCopied);
  }
}
