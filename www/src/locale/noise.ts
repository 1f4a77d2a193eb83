/** The texts about noise: sessions in which nothing was done and nothing went wrong. */

import type { Noise } from '../contract.js';
import { formatCount, formatNoun } from '../format/number.js';

const noiseSessions = (count: number): string => formatNoun(count, 'session', 'sessions');

export const noise = {
  hide: (count: number): string => `Hide noise · ${formatCount(count)}`,
  shownMeaning:
    'Sessions in which nothing was done and nothing went wrong: health checks, Exchange’s own monitoring, and clients that said nothing. Click to hide them everywhere (h).',
  hiddenMeaning:
    'Hidden in the list, timeline, facets, summaries, other logs and exports. Click to show them again (h).',
  askedMeaning: 'The search says itself which noise to find, so none is hidden.',
  reasons: 'Noise by reason',
  all: 'All noise',
  reason: (words: string, count: number): string => `${words} · ${formatCount(count)}`,
  hidden: (count: number): string => `${formatCount(count)} hidden as noise`,
  allHidden: (count: number): string => `${noiseSessions(count)} hidden as noise.`,
  show: 'Show noise',
  fact: 'Noise',
  words: {
    none: 'Not noise',
    silent: 'Nothing said',
    probe: 'Health check',
    health: 'Exchange monitoring',
  } satisfies Record<Noise, string>,
  meanings: {
    none: '',
    silent: 'The other side connected, said nothing and left.',
    probe:
      'A health check: the client greeted the server and left, or asked only for its health page. A client that left because it was not offered what it needs looks the same.',
    health: 'Exchange’s own monitoring: a health mailbox, or a probe of Managed Availability, and nothing failed.',
  } satisfies Record<Noise, string>,
} as const;
