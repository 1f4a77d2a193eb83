/** Explanations of entries: a conversation says each of them once. */

import type { EntryDetail } from '../contract.js';

/** The explanation of an entry, or the index of the entry above that has the same one; null without one. */
export type Explanation = { text: string } | { sameAs: number } | null;

/** Of each entry, in order. */
export function explanationsOf(entries: readonly Pick<EntryDetail, 'explanation'>[]): Explanation[] {
  const first = new Map<string, number>();
  return entries.map(({ explanation }, index) => {
    if (!explanation) return null;
    const sameAs = first.get(explanation);
    if (sameAs !== undefined) return { sameAs };
    first.set(explanation, index);
    return { text: explanation };
  });
}
