/** What is saved, and the pack that comes with the page, as menus list them. */

import type { SavedGroup, SavedItem, SummaryChoice } from '../contract.js';
import { QUESTIONS } from '../locale/questions.js';
import { savedChoiceName, savedPlaceOf } from '../locale/saved.js';

/** The groups that the user has saved, then those of the page. */
export function allGroups(saved: readonly SavedGroup[]): readonly SavedGroup[] {
  return [...saved, ...QUESTIONS.groups];
}

/** The choice by which a summary is shown that has a name; null for a query. */
export function choiceOfItem(item: SavedItem, group: string): SummaryChoice | null {
  return 'summary' in item ? { ...item.summary, name: savedChoiceName(group, item.name) } : null;
}

/** The item whose summary has this name; undefined if there is none any more. */
export function itemOfChoice(name: string, saved: readonly SavedGroup[]): SavedItem | undefined {
  const place = savedPlaceOf(name);
  if (!place) return undefined;
  const groups = allGroups(saved).filter((group) => group.name === place.group);
  return groups.flatMap(({ items }) => items).find((item) => item.name === place.name && 'summary' in item);
}

/** What an item asks, as text: its query, or the query within which its summary counts. */
export function askedBy(item: SavedItem): string {
  return 'query' in item ? item.query : item.summary.within;
}
