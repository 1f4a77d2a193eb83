/** How lists look: the columns of the session list, the density of rows, the place of the conversation. */

import type { ColumnLayout, SortKey } from '../contract.js';
import { orderedColumns, withMoved, withPlaced, withToggled, withWidth } from '../display/column-layout.js';
import { appearance } from '../locale/appearance.js';
import type { Preferences } from '../state/preferences.js';
import { DEFAULT_LOOK, type Density, type ReadingPane } from '../state/state.js';
import type { Context } from './context.js';

export class Appearance {
  readonly #context: Context;
  readonly #prefer: (change: Partial<Preferences>) => void;
  /** Called when the user has chosen where the conversation is. */
  onReadingPane: () => void = () => undefined;

  constructor(context: Context, prefer: (change: Partial<Preferences>) => void) {
    this.#context = context;
    this.#prefer = prefer;
  }

  get #columns(): ColumnLayout {
    return this.#context.store.state.columns;
  }

  /** Opens the dialog of the columns at one of them, or at the first. */
  choose(key: SortKey | undefined = orderedColumns(this.#columns)[0]?.key): void {
    this.#context.store.set({ choosingColumns: key ?? null });
  }

  closeColumns(): void {
    this.#context.store.set({ choosingColumns: null });
  }

  toggle(key: SortKey): void {
    this.#prefer({ columns: withToggled(this.#columns, key) });
  }

  move(key: SortKey, by: number): void {
    this.#prefer({ columns: withMoved(this.#columns, key, by) });
  }

  /** Puts a column before another one; null for the end. */
  place(key: SortKey, before: SortKey | null): void {
    this.#prefer({ columns: withPlaced(this.#columns, key, before) });
  }

  /** Gives a column a width in pixels; null for its natural one. */
  resize(key: SortKey, width: number | null): void {
    this.#prefer({ columns: withWidth(this.#columns, key, width) });
  }

  resetColumns(): void {
    this.#prefer({ columns: DEFAULT_LOOK.columns });
  }

  chooseDensity(density: Density): void {
    this.#prefer({ density });
    this.#context.say(appearance.densityIs[density]);
  }

  chooseReadingPane(readingPane: ReadingPane): void {
    this.#prefer({ readingPane });
    this.onReadingPane();
    this.#context.say(appearance.readingPaneIs[readingPane]);
  }

  /** Everything as it was before the user changed it. */
  reset(): void {
    this.#prefer(DEFAULT_LOOK);
    this.onReadingPane();
    this.#context.say(appearance.isReset);
  }
}
