/**
 * Packs: named queries and summaries as a JSON file, in groups.
 *
 * ```json
 * {
 *   "format": "exchange-log-viewer-pack", "version": 1, "name": "Relay",
 *   "groups": [{ "name": "Clients", "items": [
 *     { "name": "Printers", "sentence": "Who prints.", "query": "helo:*printer*" },
 *     { "name": "By network", "summary": { "dimensions": ["network"], "measures": ["sessions"], "counted": "client",
 *       "order": "sessions", "descending": true, "within": "log:receive" } }
 *   ] }]
 * }
 * ```
 *
 * A pack may come from anywhere, so nothing in it is taken for granted: what is wrong with it as a whole refuses it, and
 * an item with something wrong is left out and named.
 */

import type { Pack, SavedGroup, SavedItem } from '../contract.js';
import { isQuery, knownChoice } from './choices.js';

const FORMAT = 'exchange-log-viewer-pack';
const VERSION = 1;

/** Characters of a file, of names and of sentences, and number of items. */
export const MOST_OF_FILE = 1_000_000;
export const MOST_OF_NAME = 120;
const MOST_OF_SENTENCE = 1000;
export const MOST_ITEMS = 1000;

/** Why a text is no pack. */
export type Refusal = 'tooLarge' | 'noJson' | 'otherFormat' | 'otherVersion' | 'noGroups' | 'tooMany';

/** Why an item, or a group, is left out. */
export type Fault = 'noItem' | 'noName' | 'sentence' | 'query' | 'summary' | 'both' | 'neither' | 'noGroup' | 'noItems';

/** What is left out: the name of an item, or else its group and its number in it. */
export interface LeftOut {
  name: string;
  group: string;
  /** From 1; 0 for a group. */
  number: number;
  fault: Fault;
}

export type PackRead = { pack: Pack; leftOut: LeftOut[] } | { refusal: Refusal };

/** A pack as a file. */
export function packText({ name, groups }: Pack): string {
  const items = (all: SavedGroup['items']) =>
    all.map((item) => {
      const { name, sentence } = item;
      const about = sentence ? { name, sentence } : { name };
      if ('query' in item) return { ...about, query: item.query };
      const { name: _, ...summary } = item.summary;
      return { ...about, summary };
    });
  const written = groups.map((group) => ({ name: group.name, items: items(group.items) }));
  return `${JSON.stringify({ format: FORMAT, version: VERSION, name, groups: written }, null, 2)}\n`;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A name as it is kept: without blanks around it; null if it is none. */
export function nameOf(value: unknown): string | null {
  const name = typeof value === 'string' ? value.trim() : '';
  return name !== '' && name.length <= MOST_OF_NAME ? name : null;
}

function itemOf(value: unknown): SavedItem | Fault {
  if (!isRecord(value)) return 'noItem';
  const name = nameOf(value.name);
  if (name === null) return 'noName';
  const { sentence = '', query, summary } = value;
  if (typeof sentence !== 'string' || sentence.length > MOST_OF_SENTENCE) return 'sentence';
  if (query !== undefined && summary !== undefined) return 'both';
  if (query !== undefined) return isQuery(query) && query.trim() !== '' ? { name, sentence, query } : 'query';
  if (summary === undefined) return 'neither';
  const choice = knownChoice(summary);
  return choice ? { name, sentence, summary: choice } : 'summary';
}

/** The name, or one with a number if it is taken. */
function freeName(name: string, isTaken: (name: string) => boolean): string {
  for (let number = 1; ; number += 1) {
    const ending = number === 1 ? '' : ` (${number})`;
    const candidate = `${name.slice(0, MOST_OF_NAME - ending.length)}${ending}`;
    if (!isTaken(candidate)) return candidate;
  }
}

/** Items with names of their own. */
function withOwnNames(items: readonly SavedItem[]): SavedItem[] {
  const taken = new Set<string>();
  return items.map((item) => {
    const name = freeName(item.name, (one) => taken.has(one));
    taken.add(name);
    return { ...item, name };
  });
}

function groupOf(value: unknown, number: number, leftOut: LeftOut[]): SavedGroup | null {
  const name = isRecord(value) ? nameOf(value.name) : null;
  const leave = (group: string, fault: Fault) => void leftOut.push({ name: '', group, number: 0, fault });
  if (!isRecord(value) || name === null) return leave(String(number), 'noGroup') ?? null;
  if (!Array.isArray(value.items)) return leave(name, 'noItems') ?? null;
  const items = value.items.flatMap((one: unknown, index) => {
    const item = itemOf(one);
    if (typeof item !== 'string') return [item];
    const named = isRecord(one) ? (nameOf(one.name) ?? '') : '';
    leftOut.push({ name: named, group: name, number: index + 1, fault: item });
    return [];
  });
  return { name, items: withOwnNames(items) };
}

/** Groups of one name are one. */
function joined(groups: readonly SavedGroup[]): SavedGroup[] {
  const names = [...new Set(groups.map(({ name }) => name))];
  return names.map((name) => ({
    name,
    items: withOwnNames(groups.filter((group) => group.name === name).flatMap(({ items }) => items)),
  }));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads a pack. */
export function readPack(text: string): PackRead {
  if (text.length > MOST_OF_FILE) return { refusal: 'tooLarge' };
  const value = parsed(text.replace(/^\uFEFF/, ''));
  if (value === undefined) return { refusal: 'noJson' };
  if (!isRecord(value) || value.format !== FORMAT) return { refusal: 'otherFormat' };
  if (value.version !== VERSION) return { refusal: 'otherVersion' };
  if (!Array.isArray(value.groups)) return { refusal: 'noGroups' };
  const all = value.groups.reduce(
    (sum: number, one: unknown) => sum + (isRecord(one) && Array.isArray(one.items) ? one.items.length : 1),
    0,
  );
  if (all > MOST_ITEMS) return { refusal: 'tooMany' };
  const leftOut: LeftOut[] = [];
  const groups = value.groups.flatMap((one: unknown, index) => groupOf(one, index + 1, leftOut) ?? []);
  return { pack: { name: nameOf(value.name) ?? '', groups: joined(groups) }, leftOut };
}

// ------------------------------------------------------------------------------------------------------------ changes

/** What is saved, in its groups; a group without items is gone. */
export type Saved = readonly SavedGroup[];

/** Where an item is. */
export interface SavedPlace {
  group: string;
  name: string;
}

export function itemAt(saved: Saved, { group, name }: SavedPlace): SavedItem | undefined {
  return saved.find((one) => one.name === group)?.items.find((item) => item.name === name);
}

export function countOf(saved: Saved): number {
  return saved.reduce((sum, { items }) => sum + items.length, 0);
}

/** With the item in a group, in place of the one of its name. */
export function withItem(saved: Saved, group: string, item: SavedItem): SavedGroup[] {
  const isSame = ({ name }: SavedItem) => name === item.name;
  const put = (items: readonly SavedItem[]) =>
    items.some(isSame) ? items.map((one) => (isSame(one) ? item : one)) : [...items, item];
  if (!saved.some(({ name }) => name === group)) return [...saved, { name: group, items: [item] }];
  return saved.map((one) => (one.name === group ? { ...one, items: put(one.items) } : one));
}

export function withoutItem(saved: Saved, { group, name }: SavedPlace): SavedGroup[] {
  const without = saved.map((one) =>
    one.name === group ? { ...one, items: one.items.filter((item) => item.name !== name) } : one,
  );
  return without.filter(({ items }) => items.length > 0);
}

/** With the item under another name, in another group, or both; unless another has this name there. */
export function withItemMoved(saved: Saved, from: SavedPlace, to: SavedPlace): SavedGroup[] {
  const item = itemAt(saved, from);
  if (!item || itemAt(saved, to)) return [...saved];
  const renamed = { ...item, name: to.name };
  if (from.group === to.group) {
    const items = (all: SavedGroup['items']) => all.map((one) => (one === item ? renamed : one));
    return saved.map((one) => (one.name === from.group ? { ...one, items: items(one.items) } : one));
  }
  return withItem(withoutItem(saved, from), to.group, renamed);
}

/** With the group under another name, in its place; unless another has this name. */
export function withGroupRenamed(saved: Saved, from: string, to: string): SavedGroup[] {
  if (saved.some(({ name }) => name === to)) return [...saved];
  return saved.map((one) => (one.name === from ? { ...one, name: to } : one));
}

/** Number of items that have the name of one that is saved in a group of the same name. */
export function equalNames(saved: Saved, others: Saved): number {
  return others.reduce(
    (sum, { name: group, items }) => sum + items.filter(({ name }) => itemAt(saved, { group, name })).length,
    0,
  );
}

/** With all items of others. Of equal names both are kept, the other with a number; or the other takes the place. */
export function withGroups(saved: Saved, others: Saved, equal: 'both' | 'replace'): SavedGroup[] {
  let all: SavedGroup[] = [...saved];
  for (const { name: group, items } of others) {
    for (const item of items) {
      const isTaken = (name: string) => itemAt(all, { group, name }) !== undefined;
      all = withItem(all, group, equal === 'both' ? { ...item, name: freeName(item.name, isTaken) } : item);
    }
  }
  return all;
}
