/** Below the search box: how its words were understood, and a button for each other reading. */

import { nothing, type TemplateResult } from 'lit';
import type { App } from '../actions/app.js';
import type { UnderstoodWord } from '../contract.js';
import { inSentence } from '../format/sentence.js';
import { formatTime } from '../format/time.js';
import { en } from '../locale/en.js';
import type { AppState } from '../state/state.js';
import { html } from './html.js';
import { prose } from './prose.js';

const t = en.understood;

/** Number of words explained. */
const SHOWN = 3;
/** Characters of a word, or of a query, that are shown. */
const MOST = 60;

function short(text: string): string {
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}

function line(word: UnderstoodWord, { applied, zone }: AppState, app: App): TemplateResult {
  const text = short(applied.slice(word.from, word.to));
  const last = word.last === null ? '' : formatTime(word.last, zone);
  const take = (query: string) => (event: Event) => {
    const root = (event.currentTarget as HTMLElement).getRootNode() as ShadowRoot;
    // The button goes with what it is about.
    root.querySelector<HTMLElement>('#query')?.focus();
    void app.narrowing.read(word, query);
  };
  return html`<p>
    ${prose(t.sentence(inSentence(text), word.shape, word.isText, last))}
    ${word.isText || word.shape === 'reply' ? nothing : t.instead}
    ${word.others.map((query) => html`<button class="small mono" aria-label=${t.use(query)} @click=${take(query)}>${short(query)}</button>`)}
  </p>`;
}

/**
 * Only about the query whose matches are shown. One line, so that nothing moves; with the focus, which a click gives it, it
 * is as high as it needs to be, over what is below it.
 */
export function understoodWords(state: AppState, app: App): TemplateResult | typeof nothing {
  const { understood, query, applied } = state;
  if (understood.length === 0 || query !== applied) return nothing;
  return html`<div class="understood"><div class="understood-words" id="understood" role="group" tabindex="0" aria-label=${t.label}>
    ${understood.slice(0, SHOWN).map((word) => line(word, state, app))}
    ${understood.length > SHOWN ? html`<p>${t.more(understood.length - SHOWN)}</p>` : nothing}
  </div></div>`;
}
