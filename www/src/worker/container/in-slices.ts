/** Work on lists of hundreds of thousands of members, which pauses on the way so that a cancel is heard. */

import type { Pause } from './limits.js';

/** Items between two pauses: a few milliseconds, even if comparing them takes a microsecond. */
const SLICE = 2048;

/** Runs `work` for every item, with pauses. */
export async function eachInSlices(count: number, pause: Pause, work: (index: number) => void): Promise<void> {
  for (let from = 0; from < count; from += SLICE) {
    for (let index = from; index < Math.min(count, from + SLICE); index++) work(index);
    await pause();
  }
}

/** The items in order; equal ones stay in theirs. Sorts short runs, and merges them with pauses. */
export async function sortedInSlices<T>(
  items: readonly T[],
  compare: (a: T, b: T) => number,
  pause: Pause,
): Promise<T[]> {
  if (items.length <= SLICE) return [...items].sort(compare);
  let runs: T[][] = [];
  for (let from = 0; from < items.length; from += SLICE) {
    runs.push(items.slice(from, from + SLICE).sort(compare));
    await pause();
  }
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let index = 0; index < runs.length; index += 2) {
      merged.push(await mergedInSlices(runs[index] ?? [], runs[index + 1] ?? [], compare, pause));
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

async function mergedInSlices<T>(a: T[], b: T[], compare: (a: T, b: T) => number, pause: Pause): Promise<T[]> {
  const all: T[] = [];
  let [i, j] = [0, 0];
  await eachInSlices(a.length + b.length, pause, () => {
    const fromFirst = j === b.length || (i < a.length && compare(a[i] as T, b[j] as T) <= 0);
    all.push((fromFirst ? a[i++] : b[j++]) as T);
  });
  return all;
}
