/** Sentences from the engine, which mark code with backticks. */

import type { TemplateResult } from 'lit';
import { html } from './html.js';

/** The sentence with its code marked up as code. Everything else remains text. */
export function prose(sentence: string): (string | TemplateResult)[] {
  return sentence.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));
}
