/** Patterns of the bars, which tell outcomes apart without their colours, and the further queries below the timeline. */

import { nothing, svg, type TemplateResult } from 'lit';
import {
  OUTCOMES,
  type Outcome,
  type SavedGroup,
  type SeriesMeasure,
  type ShownTimeline,
  type TimelineSeries,
} from '../contract.js';
import { barPath, linePath, peaks, SCALES } from '../display/bars.js';
import { allGroups } from '../display/saved.js';
import { seriesName } from '../display/timeline-text.js';
import { plainSentence } from '../format/sentence.js';
import { en } from '../locale/en.js';
import { html } from './html.js';
import { menu } from './menu.js';

const t = en.timeline;

const MEASURES: readonly SeriesMeasure[] = ['sessions', 'messages', 'bytes', 'rejected'];
/** Further queries, at most. */
const MOST = 5;

/** What the ids of the patterns on screen begin with. */
const SCREEN = 'pattern';

/** Lines on a square of six pixels; what is accepted has none. */
const LINES: Readonly<Record<Outcome, string>> = {
  accepted: '',
  proxied: 'M2 2h2v2h-2z',
  deferred: 'M0 1.5h6M0 4.5h6',
  rejected: 'M-1 7L7 -1M-1 1L1 -1M5 7L7 5',
  failed: 'M0 0L6 6M0 6L6 0',
  guessed: 'M-1 -1L7 7M5 -1L7 1M-1 5L1 7',
  tested: 'M1.5 0v6M4.5 0v6',
  empty: 'M1 1h1v1h-1zM4 4h1v1h-1z',
  incomplete: 'M0 3h3M3 0v3',
};

/** `set` is what the ids of the patterns begin with. */
export function patternOf(outcome: Outcome, set = SCREEN): string {
  return `url(#${set}-${outcome})`;
}

export function patterns(set: string): TemplateResult {
  return svg`<defs>${OUTCOMES.map(
    (outcome) => svg`<pattern id="${set}-${outcome}" width="6" height="6" patternUnits="userSpaceOnUse">
    <rect class="fill-${outcome}" width="6" height="6"></rect><path class="pattern-lines" d=${LINES[outcome]}></path>
  </pattern>`,
  )}</defs>`;
}

export const PATTERNS = patterns(SCREEN);

/** The bars and the lines of a timeline; `bars` is the class of a bar. */
export function marks(
  { counts, edges, series }: ShownTimeline,
  size: { width: number; height: number },
  bars = 'bars',
  set = SCREEN,
): TemplateResult {
  const most = peaks(
    counts,
    series.map(({ measure }) => measure),
  );
  const outcomes = OUTCOMES.map((outcome, index) => {
    const path = barPath(counts, edges, index, most.sessions, size);
    return path
      ? svg`<path class=${bars} data-bars=${outcome} fill=${patternOf(outcome, set)} d=${path}></path>`
      : nothing;
  });
  const lines = counts.series.map((sums, index) => {
    const path = linePath(sums, edges, most[SCALES[series[index]?.measure ?? 'sessions']], size);
    return svg`<path class="series-halo" d=${path}></path><path class="series-line series-${index}" d=${path}></path>`;
  });
  return svg`${outcomes} ${lines}`;
}

/** A piece of a bar of the outcome. */
export function swatch(outcome: Outcome, set = SCREEN): TemplateResult {
  return html`<svg class="swatch" aria-hidden="true" width="12" height="12"><rect width="12" height="12" fill=${patternOf(outcome, set)}></rect></svg>`;
}

/** A piece of the line of a further query. */
export function seriesSwatch(place: number): TemplateResult {
  return html`<svg class="swatch" aria-hidden="true" width="28" height="12"><path class="series-line series-${place}" d="M0 6H28"></path></svg>`;
}

interface SeriesActions {
  add(query: string, measure: SeriesMeasure, name?: string): Promise<string>;
  addCurrent(measure: SeriesMeasure): Promise<string>;
  remove(series: TimelineSeries): void;
  measure(series: TimelineSeries, measure: SeriesMeasure): void;
}

function options(chosen: SeriesMeasure): TemplateResult[] {
  return MEASURES.map(
    (measure) => html`<option value=${measure} ?selected=${measure === chosen}>${t.measures[measure]}</option>`,
  );
}

/** Removes a query. The focus goes to what is in its place, or to the button that adds one. */
function remove(event: Event, series: TimelineSeries, place: number, actions: SeriesActions): void {
  const view = (event.currentTarget as HTMLElement).closest('.timeline-series');
  const others = [...(view?.querySelectorAll<HTMLElement>('.series-remove') ?? [])];
  const next = others[place + 1] ?? others[place - 1] ?? view?.querySelector<HTMLElement>('.menu-button');
  next?.focus();
  actions.remove(series);
}

function chip(series: TimelineSeries, place: number, timeline: ShownTimeline, actions: SeriesActions) {
  const { query, measure } = series;
  const name = seriesName(series);
  const sums = timeline.counts.series[place];
  const peak = sums?.reduce((most, sum) => Math.max(most, sum), 0) ?? 0;
  const meaning = sums?.length ? t.peak(t.value[measure](peak)) : t.notInLogs;
  const chosen = (event: Event) => actions.measure(series, (event.target as HTMLSelectElement).value as SeriesMeasure);
  return html`<li class="series" title=${[name, ...(name === series.name ? [query] : []), meaning].join('\n')}>
    ${seriesSwatch(place)}
    <span class=${series.name ? 'series-query' : 'series-query mono'}>${name}</span>
    ${sums?.length ? nothing : html`<span class="tone-bad">${t.notInLogs}</span>`}
    <select aria-label=${t.measureOf(name)} @change=${chosen}>${options(measure)}</select>
    <button class="icon series-remove" aria-label=${t.removeSeries(name)} title=${t.removeSeries(name)} @click=${(event: Event) => remove(event, series, place, actions)}>×</button>
  </li>`;
}

/** Adds the query that is written in the menu, or the current one. The menu stays open to say what is wrong. */
async function add(event: Event, actions: SeriesActions, isCurrent: boolean): Promise<void> {
  const form = (event.currentTarget as HTMLElement).closest<HTMLElement>('.series-form');
  const query = form?.querySelector('input');
  const [named, measure] = form?.querySelectorAll('select') ?? [];
  if (!form || !query || !named || !measure) return;
  const name = named.value === '' ? undefined : named.selectedOptions[0]?.text;
  const kind = measure.value as SeriesMeasure;
  const problem = isCurrent ? await actions.addCurrent(kind) : await actions.add(query.value.trim(), kind, name);
  const said = form.querySelector<HTMLElement>('.series-problem');
  if (said) said.textContent = plainSentence(problem);
  if (problem) return;
  query.value = '';
  named.value = '';
  form.closest<HTMLElement>('[popover]')?.hidePopover();
}

/** What is saved, to be chosen by name: the query is written into the field, where it can be read and changed. */
function savedChoice(saved: readonly SavedGroup[]): TemplateResult {
  const chosen = (event: Event) => {
    const select = event.target as HTMLSelectElement;
    const field = select.closest('.series-form')?.querySelector('input');
    if (field) field.value = select.value;
  };
  const group = ({ name, items }: SavedGroup) => {
    const queries = items.flatMap((item) => ('query' in item ? [item] : []));
    if (queries.length === 0) return nothing;
    return html`<optgroup label=${name}>${queries.map((item) => html`<option value=${item.query}>${item.name}</option>`)}</optgroup>`;
  };
  return html`<label class="series-field">${t.seriesSaved}
    <select class="series-saved" @change=${chosen}><option value="">${t.noSaved}</option>${allGroups(saved).map(group)}</select>
  </label>`;
}

/** A query that is written otherwise than it is saved has no name. */
function unname(event: Event): void {
  const named = (event.target as HTMLElement)
    .closest('.series-form')
    ?.querySelector<HTMLSelectElement>('.series-saved');
  if (named) named.value = '';
}

function form(saved: readonly SavedGroup[], actions: SeriesActions): TemplateResult {
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Enter') void add(event, actions, false);
  };
  return html`<div class="series-form">
    ${savedChoice(saved)}
    <label class="series-field">${t.seriesQuery} <input class="mono" type="text" spellcheck="false" autocomplete="off" @input=${unname} @keydown=${key} /></label>
    <label class="series-field">${t.seriesMeasure} <select>${options('sessions')}</select></label>
    <p class="series-problem tone-bad" role="alert"></p>
    <button id="series-add" @click=${(event: Event) => void add(event, actions, false)}>${t.addQuery}</button>
    <button id="series-current" @click=${(event: Event) => void add(event, actions, true)}>${t.addCurrent}</button>
  </div>`;
}

export function seriesView(
  timeline: ShownTimeline,
  saved: readonly SavedGroup[],
  actions: SeriesActions,
): TemplateResult {
  const { series } = timeline;
  return html`<div class="timeline-series">
    ${series.length > 0 ? html`<ul aria-label=${t.seriesLabel}>${series.map((one, place) => chip(one, place, timeline, actions))}</ul>` : nothing}
    ${series.length < MOST ? menu('series', t.addSeries, form(saved, actions)) : nothing}
  </div>`;
}
