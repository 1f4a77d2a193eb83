/** Texts about saved searches and summaries, and about the packs in which they are handed on. */

import { formatCount, formatNoun } from '../format/number.js';

const items = (count: number): string => formatNoun(count, 'item', 'items');

export const saved = {
  menu: 'Saved',
  menuMeaning: 'Searches and summaries with a name, and answers to frequent questions',
  saveQuery: 'Save this search…',
  saveSummary: 'Save…',
  saveSummaryMeaning: 'Give this summary a name, and keep it',
  manage: 'Rename, delete, import, export…',
  summaryMark: 'summary',
  title: 'Saved searches and summaries',
  close: 'Close',
  kept: 'What you save stays in this browser, on this computer, until you delete it.',
  privacy: 'It is the text of the search, with every name and address in it.',
  notStored:
    'This browser does not let the page store anything, so saving downloads a file with all that is saved. Import it the next time.',
  /** By what hinders keeping what is saved. */
  newer:
    'What is saved here is from a newer version of this page, and is left as it is. Saving downloads a file instead.',
  damaged:
    'What is saved here cannot be read, or not all of it, and is left as it is. Saving downloads a file instead.',
  none: 'Nothing is saved yet. “Saved” beside the search box saves the search, “Save…” in the summary saves the summary.',
  name: 'Name',
  group: 'Group',
  defaultGroup: 'My searches',
  save: 'Save',
  replace: 'Replace',
  replaces: (name: string, group: string): string => `“${name}” is in “${group}” already. Saving replaces it.`,
  /** Above the form. */
  saving: { query: 'Save this search', summary: 'Save this summary' },
  open: (name: string): string => `Show “${name}”`,
  change: 'Rename or move',
  changeItem: (name: string): string => `Rename or move “${name}”`,
  renameGroup: 'Rename group',
  renameGroupNamed: (group: string): string => `Rename group “${group}”`,
  groupTaken: (group: string): string =>
    `There is a group “${group}” already. Choose another name, or move the items there.`,
  groupRenamed: (group: string): string => `The group is called “${group}” now.`,
  apply: 'Apply',
  cancel: 'Cancel',
  remove: 'Delete',
  removeItem: (name: string): string => `Delete “${name}”`,
  removeQuestion: (name: string): string => `Delete “${name}”?`,
  keep: 'Keep',
  taken: (name: string, group: string): string => `“${name}” is in “${group}” already. Choose another name.`,
  export: 'Export all',
  exportMeaning: 'Save all of them as one file, a pack, for others or for another computer',
  import: 'Import…',
  importMeaning: 'Add the searches and summaries of a pack',
  packName: 'Saved searches',
  fileName: 'exchange-saved-searches.json',
  savedItem: (name: string): string => `“${name}” was saved.`,
  downloaded: (name: string): string => `Saved as the file ${name}.`,
  removed: (name: string): string => `“${name}” was deleted.`,
  /** A pack that has been read, before it is imported. */
  read: (pack: string, count: number): string => `${pack ? `“${pack}”` : 'The file'} has ${items(count)}.`,
  leftOut: (count: number): string => `${items(count)} cannot be imported:`,
  moreLeftOut: (count: number): string => `and ${formatCount(count)} more.`,
  equal: (count: number): string =>
    `${count === 1 ? '1 item has' : `${formatCount(count)} items have`} the name of one that is saved.`,
  keepBoth: 'Keep both',
  replaceSaved: 'Replace what is saved',
  importNow: (count: number): string => `Import ${items(count)}`,
  imported: (count: number): string =>
    count === 1 ? '1 item was imported.' : `${formatCount(count)} items were imported.`,
  nothingToImport: 'Nothing in this file can be imported.',
  refusals: {
    tooLarge: 'This file is larger than a pack can be (1 MB), so nothing was imported.',
    noJson:
      'This file is not JSON, or is damaged, so nothing was imported. A pack is a file that “Export all” has saved.',
    otherFormat:
      'This file is not a pack of this viewer, so nothing was imported. A pack is a file that “Export all” has saved.',
    otherVersion:
      'This pack is of a version that this page does not know, so nothing was imported. Use the newest version of the viewer.',
    noGroups: 'This pack has no list of groups, so nothing was imported.',
    tooMany: 'This pack has more than 1,000 items, so nothing was imported.',
  },
  /** What an item is called that has no name. */
  unnamed: (group: string, number: number): string =>
    number === 0 ? `Group “${group}”` : `Item ${formatCount(number)} of “${group}”`,
  faults: {
    noItem: 'it is not an object',
    noName: 'it has no name, or one of more than 120 characters',
    sentence: 'its sentence is not a text, or has more than 1,000 characters',
    query: 'its query is empty, not a text, or longer than 16,384 characters',
    summary: 'its summary has fields or measures that this version does not know, or lacks some',
    both: 'it has both a query and a summary',
    neither: 'it has neither a query nor a summary',
    noGroup: 'it is not a group with a name',
    noItems: 'it has no list of items',
  },
  fault: (name: string, why: string): string => `${name}: ${why}.`,
  invalid: (problem: string): string => `its query is not valid. ${problem.replace(/\.$/, '')}`,
} as const;

/** What the name of a summary begins with that was saved, or is in the pack of questions; its own name follows. */
const SAVED_PREFIX = 'saved:';

/** The name of a choice that shows what was saved. */
export function savedChoiceName(group: string, name: string): string {
  return `${SAVED_PREFIX}${JSON.stringify([group, name])}`;
}

/** Group and name of what was saved; null if the choice is another. */
export function savedPlaceOf(choiceName: string): { group: string; name: string } | null {
  if (!choiceName.startsWith(SAVED_PREFIX)) return null;
  try {
    const [group, name] = JSON.parse(choiceName.slice(SAVED_PREFIX.length)) as [string, string];
    return { group, name };
  } catch {
    return null;
  }
}
