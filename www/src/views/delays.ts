/** The delays of all messages, hop by hop; the slowest message of each hop is one click away. */

import { LitElement, type PropertyValues, type TemplateResult } from 'lit';
import type { DelayReport, HopDelay, Summary } from '../contract.js';
import { hopName } from '../display/delays.js';
import { formatDuration } from '../format/duration.js';
import { formatCount } from '../format/number.js';
import { messages } from '../locale/messages.js';
import type { KnownMessages } from '../state/known.js';
import { html } from './html.js';

const t = messages.delays;

function row(hop: HopDelay, follow: (key: string) => void): TemplateResult {
  return html`<tr>
    <td>${hopName(hop)}${hop.between ? html` <span class="quiet">${t.between}</span>` : ''}</td>
    <td class="number">${formatCount(hop.count)}</td>
    <td class="number">${formatDuration(hop.medianMs)}</td>
    <td class="number">${formatDuration(hop.highMs)}</td>
    <td class="number"><button class="link" title=${t.slowest} @click=${() => follow(hop.slowest)}>${formatDuration(hop.largestMs)}</button></td>
  </tr>`;
}

function delaysView({ hops, more }: DelayReport, follow: (key: string) => void): TemplateResult {
  if (hops.length === 0) return html`<p class="quiet" id="delays" tabindex="-1">${t.none}</p>`;
  return html`<div class="wide-table" id="delays" tabindex="0" role="region" aria-label=${t.label}><table class="steps">
      <caption>${t.label}</caption>
      <thead><tr>${t.columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${hops.map((hop) => row(hop, follow))}</tbody>
    </table></div>
    <p class="quiet">${t.advice}${more > 0 ? ` ${t.more(more)}` : ''}</p>`;
}

export interface DelayActions {
  /** Measures the delays of all messages. */
  measure(): Promise<void>;
  /** Shows the way of a message. */
  follow(key: string): void;
}

/** The delays as a summary: measured as soon as they are shown, and again when other logs are open. */
export class Delays extends LitElement {
  static override properties = { summary: { attribute: false }, known: { attribute: false } };

  declare actions: DelayActions;
  /** What is open; null while it is read. */
  declare summary: Summary | null;
  declare known: KnownMessages['delays'];

  protected override createRenderRoot(): this {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('summary') && this.summary && this.known?.of !== this.summary) void this.actions.measure();
  }

  override focus(): void {
    this.querySelector<HTMLElement>('[tabindex]')?.focus();
  }

  protected override render(): TemplateResult {
    return this.known
      ? delaysView(this.known.report, (key) => this.actions.follow(key))
      : html`<p class="quiet" role="status" tabindex="-1">${t.measuring}</p>`;
  }
}

if (!customElements.get('exchange-log-delays')) customElements.define('exchange-log-delays', Delays);
