/** The way of a message for a ticket: as plain text, and as Markdown, in which nothing of a log is markup. */

import type { MessageWay } from '../contract.js';
import type { Zone } from '../format/time.js';
import { messages as t } from '../locale/messages.js';
import type { Timed } from './clocks.js';
import { marked } from './marks.js';
import { asIs, type Quote, recipientsText, sentenceOf } from './messages.js';
import { notesOf, stepCells } from './way.js';

/** What is said below the steps: what is missing, the clocks, the largest delay. Names are quoted. */
function remarks(way: MessageWay, times: Timed, quote: Quote): string[] {
  return [
    ...way.linked.map(({ link, messageId }) => `${t.links[link]} ${quote(messageId)}`),
    ...way.missing.map((one) => {
      const { server, place, why } = one;
      return t.missing({ ...one, server: quote(server), place: { ...place, name: quote(place.name) } }, why);
    }),
    ...way.offsets.map((offset) => t.clock({ ...offset, a: quote(offset.a), b: quote(offset.b) })),
    ...(times.clock ? [t.corrected(quote(times.clock))] : []),
    ...notesOf(way, times, quote),
  ];
}

/** Facts of the message, with their names. */
function factsOf({ message }: MessageWay): [string, string][] {
  const { messageId, from, to, subject } = t.headerNames;
  const facts: [string, string][] = [
    [from, message.sender],
    [to, recipientsText(message)],
    [subject, message.subject],
    [messageId, message.messageId],
  ];
  return facts.filter(([, value]) => value !== '');
}

/** Lines end with CR LF, as Windows expects on the clipboard. */
const ended = (lines: readonly string[]): string => lines.map((line) => `${line}\r\n`).join('');

export function wayText(way: MessageWay, times: Timed, zone: Zone): string {
  const steps = times.hops.map((hop, place) => {
    const [number = '', time = '', from = '', to = '', ...others] = stepCells(way, hop, place + 1, zone);
    return `${number.padStart(3)}  ${time}  ${to ? t.title(from, to) : from}: ${others.filter(Boolean).join(' · ')}`;
  });
  const facts = factsOf(way).map(([name, value]) => `${name}: ${value}`);
  return ended([...facts, sentenceOf(way.message, zone), '', ...steps, '', ...remarks(way, times, asIs)].map(marked));
}

/** A text as code, between more backticks than are in it, so that nothing in it is markup. */
function code(text: string): string {
  const longest = (text.match(/`+/g) ?? []).reduce((most, { length }) => Math.max(most, length), 0);
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`;
}

const asCode = (text: string): string => (text.trim() === '' ? '' : code(marked(text)));

export function wayMarkdown(way: MessageWay, times: Timed, zone: Zone): string {
  // A bar ends a cell of a table, also within code.
  const row = (cells: readonly string[]) =>
    `| ${cells.map((cell) => asCode(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  return ended([
    ...factsOf(way).map(([name, value]) => `- ${name}: ${asCode(value)}`),
    '',
    sentenceOf(way.message, zone, asCode),
    '',
    `| ${t.columns.join(' | ')} |`,
    `|${' --- |'.repeat(t.columns.length)}`,
    ...times.hops.map((hop, place) => row(stepCells(way, hop, place + 1, zone))),
    '',
    ...remarks(way, times, asCode).map((one) => `- ${one}`),
  ]);
}
