/** How much noise there is, and how much of it is hidden. */

import { NOISES, type Noise } from '../contract.js';
import type { AppState } from '../state/state.js';

type Kind = Exclude<Noise, 'none'>;

/** The kinds of noise that there are, each with its number of sessions. */
export function kindsOfNoise({ noise }: Pick<AppState, 'noise'>): [Kind, number][] {
  const kinds = NOISES.filter((kind): kind is Kind => kind !== 'none');
  return kinds.map((kind): [Kind, number] => [kind, noise[kind] ?? 0]).filter(([, count]) => count > 0);
}

/** The number of sessions under the query that are noise, hidden or not. */
export function noiseCount(state: Pick<AppState, 'noise'>): number {
  return kindsOfNoise(state).reduce((sum, [, count]) => sum + count, 0);
}

/** The number of sessions that are not shown because they are noise. */
export function hiddenNoise(state: Pick<AppState, 'noise' | 'noiseHidden' | 'asksNoise'>): number {
  return state.noiseHidden && !state.asksNoise ? noiseCount(state) : 0;
}
