/** Texts about links to a view. */

const MOST_KEYS = 5;
const MOST_OF_KEY = 40;

/** The first keys, quoted. */
function quoted(keys: readonly string[]): string {
  const shown = keys.slice(0, MOST_KEYS).map((key) => `“${key.slice(0, MOST_OF_KEY)}”`);
  return `${shown.join(', ')}${keys.length > MOST_KEYS ? ' …' : ''}`;
}

export const links = {
  copy: 'Copy link',
  meaning:
    'Copy an address that opens this view again over the same logs. Your search is part of it as text, with every name and address ' +
    'in it, and so is the id of the open session. Nothing else of the logs is.',
  copied:
    'The link was copied. Your search is part of it as text; nothing else of the logs is, except the id of an open session.',
  copiedFile:
    'The link was copied. It begins with the place of this file on your computer, and your search is part of it as text; nothing else ' +
    'of the logs is, except the id of an open session.',
  notCopied: (link: string): string => `The browser did not allow copying. This is the link: ${link}`,
  waiting: 'The link that this page was opened with applies as soon as you open the logs that it is about.',
  refusals: {
    version: 'The link is of a version that this page does not know, so it was not followed.',
    length: 'The link is longer than a link can be, so it was not followed.',
  },
  unknown: (keys: readonly string[]): string =>
    `The link has ${quoted(keys)}, which this page does not know, so that was left out.`,
  wrong: (keys: readonly string[]): string =>
    `What the link says under ${quoted(keys)} is damaged or not known here, so that was left out.`,
  noSession: (id: string): string => `The session ${id} that the link names is not in these logs.`,
  noTable: (name: string): string => `The log “${name}” that the link names is not open.`,
  noSummary: (name: string): string => `The summary “${name}” that the link names is not known here.`,
  otherOffset: (there: string, here: string): string =>
    `The link was made where local time is ${there}; here it is ${here}. Times in its search are read as times of this computer.`,
} as const;
