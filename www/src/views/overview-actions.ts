/** What can be done on the overview. */

import type { Dimension, SummaryGroup, Thresholds } from '../contract.js';
import type { Panel } from '../state/state.js';

export interface FindingActions {
  /** Lists the sessions that a query finds. */
  sessions(query: string): void;
  /** Summarises what a query finds by these fields. */
  summarise(query: string, dimensions: readonly Dimension[]): void;
  goTo(panel: Panel): void;
  /** Sets what findings compare with. */
  setThresholds(thresholds: Thresholds): Promise<void>;
}

export interface OverviewActions extends FindingActions {
  /** Asks whatever is not known of what is open. */
  look(): Promise<void>;
  /** Lists what a group has, besides what else has to hold. */
  open(group: SummaryGroup, within: string): void;
  /** Lists the rows of a table. */
  table(name: string, query: string): void;
  /** Shows one of the named summaries. */
  named(name: string): void;
  /** Remembers which button was used, by its place, as the way back leads to it. */
  use(place: number): void;
  clearSearch(): void;
  toggleVerdict(): void;
  copyVerdict(): void;
}
