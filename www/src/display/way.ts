/** The hops of a message in words: what the ladder, the table and a ticket say of each. */

import type { Hop, MessageWay, Place } from '../contract.js';
import { formatDuration } from '../format/duration.js';
import { formatTime, type Zone } from '../format/time.js';
import { messages as t } from '../locale/messages.js';
import type { Timed } from './clocks.js';
import { asIs } from './messages.js';

/** Where something was, with its kind. */
export function placeText(place: Place | undefined): string {
  return place ? [t.places[place.kind], place.name].filter(Boolean).join(' ') : '';
}

/** What happened: the branch, the step, how it ended, for how many, and how sure it is. */
export function stepText(hop: Hop): string {
  const { branch, outcome, recipients, certainty } = hop;
  return [
    t.branches[branch],
    t.step(hop),
    outcome ? t.hopOutcomes[outcome] : '',
    recipients > 0 ? t.recipients(recipients) : '',
    t.certainties[certainty],
  ]
    .filter(Boolean)
    .join(', ');
}

/** The log that has it. */
export function logText({ logTypeName, server, service }: Hop): string {
  return [logTypeName, server, service].filter(Boolean).join(' · ');
}

/** The cells of the table of steps, in the order of its columns. */
export function stepCells({ places }: MessageWay, hop: Hop, number: number, zone: Zone): string[] {
  const { from, to, time, reply, delayMs, join, joinId } = hop;
  return [
    String(number),
    formatTime(time, zone),
    placeText(places[from]),
    from === to ? '' : placeText(places[to]),
    stepText(hop),
    reply,
    formatDuration(delayMs),
    logText(hop),
    t.joined(t.joins[join], joinId),
  ];
}

/** The sentences below the ladder: the largest delay, and what is cut. */
export function notesOf({ truncated }: MessageWay, { hops, slowest }: Timed, quote = asIs): string[] {
  const slow = slowest === null ? undefined : hops[slowest];
  return [
    ...(slow && slowest !== null
      ? [t.slowest(slow.delayMs ?? 0, slowest + 1, quote(`${t.step(slow)}, ${logText(slow)}`))]
      : []),
    ...(truncated ? [t.unlisted(hops.length)] : []),
  ];
}
