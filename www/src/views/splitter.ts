/** The bar between a list and what is read of it, which moves by pointer and by keys. */

import type { TemplateResult } from 'lit';
import { en } from '../locale/en.js';
import type { AppState } from '../state/state.js';
import { html } from './html.js';
import type { ViewActions } from './view-actions.js';

export function splitter({ split, arrangement }: AppState, actions: ViewActions): TemplateResult {
  return html`<div
    class="splitter"
    role="separator"
    tabindex="0"
    aria-orientation=${arrangement === 'beside' ? 'vertical' : 'horizontal'}
    aria-label=${en.conversation.splitter}
    aria-valuemin="15"
    aria-valuemax="85"
    aria-valuenow=${Math.round(split * 100)}
    @pointerdown=${actions.splitStart}
    @pointermove=${actions.splitMove}
    @keydown=${actions.splitKey}
  ></div>`;
}
