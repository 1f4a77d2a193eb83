/** Outcomes of sessions in words. Logs that are not about mail have words of their own. */

import type { Outcome } from '../contract.js';
import { en } from '../locale/en.js';

interface Words {
  words: Record<Outcome, string>;
  meanings: Record<Outcome, string>;
}

const MAIL: Words = { words: en.list.outcomes, meanings: en.list.outcomeMeanings };
const MAILBOX: Words = { words: en.list.mailboxOutcomes, meanings: en.list.mailboxOutcomeMeanings };
const WEB: Words = { words: en.list.webOutcomes, meanings: en.list.webOutcomeMeanings };

/** By the engine's name of the log type. */
const BY_LOG = new Map<string, Words>([
  [en.list.logTypes.pop3, MAILBOX],
  [en.list.logTypes.imap4, MAILBOX],
  [en.list.logTypes.http, WEB],
]);

/** One word or two. */
export function outcomeWord(outcome: Outcome, logTypeName: string): string {
  return (BY_LOG.get(logTypeName) ?? MAIL).words[outcome];
}

/** One sentence. */
export function outcomeMeaning(outcome: Outcome, logTypeName: string): string {
  return (BY_LOG.get(logTypeName) ?? MAIL).meanings[outcome];
}
