/** Sentences of the engine, in which code stands between backticks. */

import { html, type TemplateResult } from 'lit';

/** The sentence with its code set as code. Whatever stands in it stays text. */
export function prose(sentence: string): (string | TemplateResult)[] {
  return sentence.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));
}
