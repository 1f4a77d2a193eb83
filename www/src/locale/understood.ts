/** How words of the search were understood, and what else they may mean. Code is between backticks. */

import type { QueryShape } from '../contract.js';

/** What is said about words that are searched for as text: what their other readings ask for. */
const AS_TEXT: Readonly<Partial<Record<QueryShape, string>>> = {
  outcome: 'For the outcome of sessions',
  trouble: 'For everything that went wrong',
  log: 'For one kind of log',
  weekday: 'For sessions that began on that day of the week',
  tls: 'For the TLS version',
  date: 'For sessions that began on that day',
  endpoint: 'For address and port',
  mailbox: 'For the sender, the recipient or the Message-ID only',
  sessionId: 'For the session with this id only',
  status: 'For the enhanced status code',
  code: 'For the reply code',
};

/** What is said about words that are understood as something else. */
const TAKEN: Readonly<Partial<Record<QueryShape, (last: string) => string>>> = {
  tls: () => 'means the TLS version.',
  recent: (last) => `means sessions that began in that time before the last entry${last && `, ${last}`}.`,
  ip: () => 'is searched for as an address and, as a whole, in all text.',
  time: () => 'is searched for as a time, at which sessions were open, and in all text.',
  network: () => 'means addresses in that network or range.',
  bracketed: () => 'is searched for as Message-ID, sender and recipient, and in all text.',
};

const DAYS: Readonly<Record<string, string>> = {
  today: 'means the day of the last entry',
  yesterday: 'means the day before the last entry',
};

export const understood = {
  label: 'How the search was understood',
  instead: 'Instead:',
  use: (query: string): string => `Search for ${query} instead`,
  more: (count: number): string => `and ${count} more`,
  /** `last` is the time of the last entry, empty if it does not matter. */
  sentence: (word: string, shape: QueryShape, isText: boolean, last: string): string => {
    if (shape === 'logLine') return 'This is a line of a log, so its session or its message is searched for.';
    if (shape === 'reply') return 'These words are searched for in any order. As one phrase, or by the codes:';
    if (shape === 'day') return `\`${word}\` ${DAYS[word.toLowerCase()]}${last && `, ${last}`}.`;
    if (isText) return `\`${word}\` is searched for as text. ${AS_TEXT[shape] ?? ''}:`;
    return `\`${word}\` ${TAKEN[shape]?.(last) ?? ''}`;
  },
};
