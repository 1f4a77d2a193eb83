/** How a session came out, in words. Those of a mailbox (POP3, IMAP4) have words of their own where mail is not what counts. */

import type { Outcome } from '../contract.js';
import { en } from '../locale/en.js';

/** The log types of mailboxes, as the engine names them in words. */
const MAILBOX_LOGS: readonly string[] = [en.list.logTypes.pop3, en.list.logTypes.imap4];

/** One word or two. */
export function outcomeWord(outcome: Outcome, logTypeName: string): string {
  return (MAILBOX_LOGS.includes(logTypeName) ? en.list.mailboxOutcomes : en.list.outcomes)[outcome];
}

/** One sentence. */
export function outcomeMeaning(outcome: Outcome, logTypeName: string): string {
  return (MAILBOX_LOGS.includes(logTypeName) ? en.list.mailboxOutcomeMeanings : en.list.outcomeMeanings)[outcome];
}
