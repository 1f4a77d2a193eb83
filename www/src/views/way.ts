/** The way of a message: its ladder, the same steps as a table, what is missing, and the clocks. */

import { nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import type { Hop, LinkedMessage, MessageWay } from '../contract.js';
import { type Timed, timed } from '../display/clocks.js';
import { HEAD, type Ladder, ladderOf, ladderSvg, ROW, type Shape } from '../display/ladder.js';
import { marked } from '../display/marks.js';
import { MARKS, messageTitle, messageValues, sentenceOf } from '../display/messages.js';
import { notesOf, stepCells } from '../display/way.js';
import { wayMarkdown, wayText } from '../display/way-text.js';
import { formatTime, type Zone } from '../format/time.js';
import { messages as t } from '../locale/messages.js';
import type { KnownMessages } from '../state/known.js';
import { html } from './html.js';
import { menu } from './menu.js';
import { moveInMenu } from './menu-keys.js';
import ladderCss from './styles/ladder.css';

/** Hops that are drawn at a time: some twenty elements each, in the ladder and in the table. */
export const HOPS_DRAWN = 50;

/** The part of a way that is drawn. */
export interface WayPart {
  /** Its first hop. */
  first: number;
  show(first: number): void;
}

export interface WayActions {
  /** Returns to the list. */
  close(): void;
  /** Follows the message of that Message-ID. */
  followId(messageId: string): void;
  /** Corrects times by the offsets of clocks. */
  correct(isCorrected: boolean): void;
  /** Opens the session of a hop at its entry. */
  openHop(hop: Hop, place: number): void;
  copy(text: string): void;
  save(content: string, ending: string, type: string): void;
}

/** The texts of a drawing have their marks already. */
function shapeView(shape: Shape): SVGTemplateResult {
  return 'path' in shape
    ? svg`<path class=${shape.look} d=${shape.path}></path>`
    : svg`<text class=${shape.look} x=${shape.x} y=${shape.y}>${shape.text}</text> `;
}

/** The arrow keys move along the hops, of which one is reached by Tab. */
function onKey(event: KeyboardEvent): void {
  const hops = [...(event.currentTarget as Element).querySelectorAll<HTMLElement>('[data-hop]')];
  moveInMenu(event, hops);
  if (event.key !== 'Enter' && event.key !== ' ') return;
  event.preventDefault();
  (event.target as Element).dispatchEvent(new MouseEvent('click', { bubbles: true }));
}

/** The hop that has the focus is the one that Tab returns to. */
function onFocus(event: FocusEvent): void {
  const hop = (event.target as Element).closest('[data-hop]');
  if (!hop) return;
  for (const other of (event.currentTarget as Element).querySelectorAll('[data-hop]'))
    other.setAttribute('tabindex', other === hop ? '0' : '-1');
}

/** The texts of a step, and what the drawing says of it by lines: from where to where, in which log, and how it is joined. */
function stepLabel(
  shapes: readonly Shape[],
  [, , from = '', to = '', , , , ...others]: readonly string[] = [],
): string {
  const texts = shapes.map((shape) => ('text' in shape ? shape.text : '')).filter(Boolean);
  return [texts.join(' '), ...[from, to, ...others].filter(Boolean).map(marked)].join(', ');
}

/** `steps` are the cells of the hops that are drawn, of which `first` is the first one. */
function ladderView(
  { width, height, head, lines, rungs }: Ladder,
  steps: readonly (readonly string[])[],
  first: number,
  cursor: number,
  open: (hop: number) => void,
): TemplateResult {
  const onClick = (event: Event) => {
    const rung = (event.target as Element).closest<SVGElement>('[data-hop]');
    if (rung) open(Number(rung.dataset.hop));
  };
  return html`<div class="ladder-box">
    <svg class="ladder ladder-head" aria-hidden="true" width=${width} height=${HEAD} viewBox="0 0 ${width} ${HEAD}">${head.map(shapeView)}</svg>
    <svg class="ladder" role="group" aria-label=${t.way} aria-describedby="way-keys" width=${width} height=${height} viewBox="0 0 ${width} ${height}" @click=${onClick} @keydown=${onKey} @focusin=${onFocus}>
      ${lines.map(shapeView)}
      ${rungs.map(({ hop, look, shapes }, row) =>
        hop === null
          ? svg`<g class="rung ${look}">${shapes.map(shapeView)}</g>`
          : svg`<g class="rung ${look}" role="button" data-hop=${hop} tabindex=${hop === cursor ? 0 : -1} aria-label=${stepLabel(shapes, steps[hop - first])}><rect class="hit" y=${ROW * row} width=${width} height=${ROW}></rect>${shapes.map(shapeView)}</g>`,
      )}
    </svg>
  </div>
  <p class="quiet" id="way-keys">${t.wayKeys}</p>`;
}

/** Shown only if there are more hops than are drawn at a time. */
function pager({ first, show }: WayPart, all: number): TemplateResult | typeof nothing {
  if (all <= HOPS_DRAWN) return nothing;
  const end = Math.min(all, first + HOPS_DRAWN);
  return html`<nav class="pager">
    <button class="small" ?disabled=${first === 0} @click=${() => show(first - HOPS_DRAWN)}>${t.earlierSteps}</button>
    <span>${t.stepPage(first + 1, end, all)}</span>
    <button class="small" ?disabled=${end === all} @click=${() => show(end)}>${t.laterSteps}</button>
  </nav>`;
}

function stepTable(cells: readonly (readonly string[])[], first: number, open: (hop: number) => void): TemplateResult {
  return html`<div class="wide-table" tabindex="0" role="region" aria-label=${t.steps}><table class="steps">
    <caption>${t.steps}</caption>
    <thead><tr>${t.columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
    <tbody>${cells.map(
      ([number, ...others], place) => html`<tr>
        <td><button class="link" title=${t.entry} @click=${() => open(first + place)}>${number}</button></td>
        ${others.map((cell) => html`<td>${cell}</td>`)}
      </tr>`,
    )}</tbody>
  </table></div>`;
}

/** The message that this one, a notification, is about, and the notifications about this one. */
function linkedView({ linked }: MessageWay, zone: Zone, actions: WayActions): TemplateResult | typeof nothing {
  if (linked.length === 0) return nothing;
  const name = ({ known, messageId }: LinkedMessage) =>
    known
      ? html`<button class="link mono" title=${t.follow} @click=${() => actions.followId(messageId)}>${messageId}</button>`
      : html`<span class="mono">${messageId}</span> <span class="quiet">${t.unlinked}</span>`;
  return html`<ul class="sentences" id="way-linked">${linked.map(
    (one) => html`<li>${t.links[one.link]} ${name(one)} <span class="quiet">${formatTime(one.time, zone)}</span></li>`,
  )}</ul>`;
}

function missingView({ missing }: MessageWay): TemplateResult | typeof nothing {
  if (missing.length === 0) return nothing;
  return html`<h3>${t.missingTitle}</h3>
    <ul class="sentences" id="way-missing">${missing.map((one) => html`<li>${t.missing(one, one.why)}</li>`)}</ul>`;
}

function clocksView({ offsets }: MessageWay, { clock }: Timed, isCorrected: boolean, actions: WayActions): unknown {
  if (offsets.length === 0) return nothing;
  const correct = (event: Event) => actions.correct((event.target as HTMLInputElement).checked);
  return html`<h3>${t.clocksTitle}</h3>
    <ul class="sentences" id="way-clocks">${offsets.map((offset) => html`<li>${t.clock(offset)}</li>`)}</ul>
    <p class="way-note"><label class="inline"><input type="checkbox" id="way-correct" .checked=${isCorrected} @change=${correct} /> ${t.correct}</label>
      <strong role="status">${clock ? t.corrected(clock) : ''}</strong></p>`;
}

function exportsView(way: MessageWay, times: Timed, zone: Zone, actions: WayActions): TemplateResult {
  const item = (id: string, label: string, run: () => void) =>
    html`<button id=${id} popovertarget="way-exports" popovertargetaction="hide" @click=${run}>${label}</button>`;
  const text = () => wayText(way, times, zone);
  const markdown = () => wayMarkdown(way, times, zone);
  const { clock } = times;
  const { message } = way;
  const all = [messageTitle(message), message.messageId, sentenceOf(message, zone), clock ? t.corrected(clock) : ''];
  const texts = all.filter(Boolean);
  const drawing = () => ladderSvg(ladderOf(way, times, zone), texts, ladderCss);
  return menu('way-exports', t.exports, [
    item('copy-text', t.copyText, () => actions.copy(text())),
    item('copy-markdown', t.copyMarkdown, () => actions.copy(markdown())),
    item('save-text', t.saveText, () => actions.save(text(), 'txt', 'text/plain')),
    item('save-markdown', t.saveMarkdown, () => actions.save(markdown(), 'md', 'text/markdown')),
    item('save-svg', t.saveSvg, () => actions.save(drawing(), 'svg', 'image/svg+xml')),
  ]);
}

export function wayView(
  way: MessageWay,
  { isCorrected, hop }: KnownMessages,
  zone: Zone,
  part: WayPart,
  actions: WayActions,
): TemplateResult {
  const { message } = way;
  const times = timed(way, isCorrected);
  const { first } = part;
  const end = Math.min(way.hops.length, first + HOPS_DRAWN);
  const ladder = ladderOf(way, times, zone, first, end);
  const cells = times.hops.slice(first, end).map((one, place) => stepCells(way, one, first + place + 1, zone));
  const open = (place: number) => {
    const one = way.hops[place];
    if (one) actions.openHop(one, place);
  };
  return html`<div class="way-head" .carried=${messageValues(message)}>
      <button class="small" id="way-close" @click=${() => actions.close()}>${t.back}</button>
      <span class="badge" data-outcome=${MARKS[message.outcome]}>${t.outcomes[message.outcome]}</span>
      <h2>${messageTitle(message)}</h2>
      <span class="quiet">${message.subject} <span class="mono">${message.messageId}</span></span>
      ${exportsView(way, times, zone, actions)}
    </div>
    <p class="way-note" id="way-sentence">${sentenceOf(message, zone)}</p>
    ${notesOf(way, times).map((note) => html`<p class="way-note">${note}</p>`)}
    ${linkedView(way, zone, actions)}
    ${pager(part, way.hops.length)} ${ladderView(ladder, cells, first, Math.max(first, Math.min(hop, end - 1)), open)}
    ${missingView(way)} ${clocksView(way, times, isCorrected, actions)} ${stepTable(cells, first, open)} ${pager(part, way.hops.length)}`;
}
