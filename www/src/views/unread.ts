/** What is wrong with files of which nothing was read. */

import type { TemplateResult } from 'lit';
import type { AppState } from '../state/state.js';
import { html } from './html.js';
import { prose } from './prose.js';

/** Number of files of which it is said. */
const EXPLAINED = 8;

export function unreadFiles({ summary, diagnostics }: AppState): TemplateResult {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').slice(0, EXPLAINED);
  const nameOf = (index: number) => summary?.perFile.find(({ file }) => file === index)?.name ?? '';
  return html`<ul>${errors.map(({ file, sentence }) => html`<li><span class="mono">${nameOf(file)}</span> ${prose(sentence)}</li>`)}</ul>`;
}
