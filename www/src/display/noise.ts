/** How much noise there is, and how much of it is hidden. */

import { NOISES, type Noise } from '../contract.js';

type Kind = Exclude<Noise, 'none'>;

/** What the page knows of noise. */
interface Noises {
  /** Number of sessions of each kind under the query. */
  noise: Partial<Record<Noise, number>>;
  noiseHidden: boolean;
  /** Whether the query asks for noise itself. */
  asksNoise: boolean;
}

/** The kinds of noise that there are, each with its number of sessions. */
export function kindsOfNoise({ noise }: Pick<Noises, 'noise'>): [Kind, number][] {
  const kinds = NOISES.filter((kind): kind is Kind => kind !== 'none');
  return kinds.map((kind): [Kind, number] => [kind, noise[kind] ?? 0]).filter(([, count]) => count > 0);
}

/** The number of sessions under the query that are noise, hidden or not. */
export function noiseCount(state: Pick<Noises, 'noise'>): number {
  return kindsOfNoise(state).reduce((sum, [, count]) => sum + count, 0);
}

/** The number of sessions that are not shown because they are noise. */
export function hiddenNoise(state: Noises): number {
  return state.noiseHidden && !state.asksNoise ? noiseCount(state) : 0;
}
