/**
 * Two conversations side by side: which entry of the one corresponds to which of the other. Who speaks comes first, then
 * the verb of a command or the code of a reply, then the arguments: entries are paired so that the sum of what differs is
 * smallest (an edit distance with costs; Needleman and Wunsch, 1970). Its work is the product of the two lengths, so the
 * caller limits these, and it is done in steps of a few milliseconds.
 */

import type { EntryDetail } from '../contract.js';
import { entryText } from './conversation-text.js';

/** An entry of each side, by its index; null for one without a counterpart. */
export interface Pair {
  a: number | null;
  b: number | null;
  /** Both say the same. */
  isSame: boolean;
}

export interface Alignment {
  pairs: readonly Pair[];
  /** Number of combinations of two entries that were weighed up. */
  weighed: number;
}

/** Entries of one session, and the position in it of the first of them. */
export interface Entries {
  entries: readonly EntryDetail[];
  firstEntry: number;
}

/** An entry as numbers, equal where what they stand for is equal, from the whole text to no more than its kind. */
type Levels = readonly [text: number, shape: number, head: number, key: number, kind: number];

/** What it costs to pair two entries, by the first level at which they are equal. */
const SAME_TEXT = 0;
const SAME_SHAPE = 1;
const SAME_HEAD = 2;
const SAME_KEY = 3;
const SAME_KIND = 6;
/** What it costs to leave one without a counterpart: two of them cost more than any pair of one kind. */
const ALONE = 4;
/** What two of different kinds would cost: more than to leave both alone. */
const NEVER = 1_000;

/** Entries that are read, and combinations that are weighed up, in a step. */
const READ_IN_STEP = 64;
const WEIGHED_IN_STEP = 1 << 17;

/** Characters of an entry that its shape is made of. */
const SHAPED = 2_000;

/** Greetings of the client are of one kind (RFC 5321, 2033). */
const GREETINGS = new Set(['EHLO', 'HELO', 'LHLO']);

/** A text without what differs each time: addresses, hosts, numbers and ids. */
function shapeOf(text: string): string {
  return text
    .slice(0, SHAPED)
    .replace(/[^\s<>,;:=()[\]"']+/g, (word) => (/[\d@]|\w\.\w/.test(word) ? '#' : word.toLowerCase()));
}

function word(text: string, index: number): string {
  return text.trimStart().split(/\s+/, index + 1)[index] ?? '';
}

/** Of a command with its response in the context, as POP3 and IMAP4 logs have it: `R=OK`, `R="-ERR …"`. */
function statusOf(context: string): string {
  return /^R="?(?:\w+ )?(\+?OK|-ERR|NO|BAD)\b/i.exec(context)?.[1]?.toUpperCase().replace('+', '') ?? '';
}

function verbOf({ label, data }: EntryDetail): string {
  const verb = label || word(data, 0).toUpperCase();
  return GREETINGS.has(verb) ? 'EHLO' : verb;
}

/** The command that a reply answers, as far as it is among these entries. */
function answered(entry: EntryDetail, { entries, firstEntry }: Entries): string {
  const command = entry.answers === null ? undefined : entries[entry.answers - firstEntry];
  return command ? verbOf(command) : '';
}

/** Head, key and kind of an entry. */
function names(entry: EntryDetail, shape: string, all: Entries): [head: string, key: string, kind: string] {
  const { role, label, data, context } = entry;
  if (role === 'client') {
    const key = `${verbOf(entry)} ${statusOf(context)}`;
    return [`${label || word(data, 0)} ${key} ${word(shape, 1)}`, key, verbOf(entry)];
  }
  if (role === 'server') {
    const kind = answered(entry, all);
    const key = `${kind} ${label || word(data, 0)}`;
    return [`${key} ${word(shape, 1)} ${/^\d{3}-(\S*)/.exec(data)?.[1] ?? ''}`, key, kind];
  }
  // What an information row is about is in its context, if it has one.
  const about = role === 'information' ? shapeOf(context || data) : shape;
  const key = `${word(about, 0)} ${word(about, 1)} ${label}`;
  return [key, key, role === 'record' ? word(about, 0) : `${word(about, 0)} ${word(about, 1)}`];
}

/** Gives equal texts equal numbers. */
class Numbers {
  readonly #numbers = new Map<string, number>();

  of(text: string): number {
    const number = this.#numbers.get(text) ?? this.#numbers.size;
    this.#numbers.set(text, number);
    return number;
  }
}

function levelOf(entry: EntryDetail, all: Entries, numbers: Numbers): Levels {
  const text = entryText(entry);
  const shape = shapeOf(text);
  const level = (name: string, depth: number) => numbers.of(`${depth} ${entry.role} ${name}`);
  const [head, key, kind] = names(entry, shape, all);
  return [level(text, 0), level(shape, 1), level(head, 2), level(key, 3), level(kind, 4)];
}

function* levelsOf(all: Entries, numbers: Numbers): Generator<void, Levels[]> {
  const levels: Levels[] = [];
  for (const entry of all.entries) {
    levels.push(levelOf(entry, all, numbers));
    if (levels.length % READ_IN_STEP === 0) yield;
  }
  return levels;
}

/** The levels of one side, each as a column. */
class Columns {
  readonly length: number;
  readonly text: Int32Array;
  readonly shape: Int32Array;
  readonly head: Int32Array;
  readonly key: Int32Array;
  readonly kind: Int32Array;

  constructor(levels: readonly Levels[]) {
    this.length = levels.length;
    const column = (index: number) => Int32Array.from(levels, (level) => level[index] ?? 0);
    [this.text, this.shape, this.head, this.key, this.kind] = [0, 1, 2, 3, 4].map(column) as [
      Int32Array,
      Int32Array,
      Int32Array,
      Int32Array,
      Int32Array,
    ];
  }
}

function costOf(a: Columns, x: number, b: Columns, y: number): number {
  if (a.text[x] === b.text[y]) return SAME_TEXT;
  if (a.kind[x] !== b.kind[y]) return NEVER;
  if (a.key[x] !== b.key[y]) return SAME_KIND;
  if (a.shape[x] === b.shape[y]) return SAME_SHAPE;
  return a.head[x] === b.head[y] ? SAME_HEAD : SAME_KEY;
}

const PAIRED = 0;
const ONLY_A = 1;
const ONLY_B = 2;

/** For each combination of how much of both is aligned, what the last step of the cheapest alignment is. */
function* stepsOf(a: Columns, b: Columns): Generator<void, Uint8Array> {
  const width = b.length + 1;
  const steps = new Uint8Array((a.length + 1) * width).fill(ONLY_B, 1, width);
  /** What it costs to align what is before this entry of A with the first entries of B. */
  const costs = Int32Array.from({ length: width }, (_, y) => y * ALONE);
  const rows = Math.ceil(WEIGHED_IN_STEP / width);
  for (let x = 0; x < a.length; x += 1) {
    align(a, x, b, costs, steps.subarray((x + 1) * width, (x + 2) * width));
    if (x % rows === rows - 1) yield;
  }
  return steps;
}

/** What of an entry of A and all of B is the last step. A function of its own, as a generator is not optimised as well. */
function align(a: Columns, x: number, b: Columns, costs: Int32Array, steps: Uint8Array): void {
  let diagonal = x * ALONE;
  let left = diagonal + ALONE;
  costs[0] = left;
  steps[0] = ONLY_A;
  for (let y = 0; y < b.length; y += 1) {
    const above = costs[y + 1] ?? 0;
    let least = diagonal + costOf(a, x, b, y);
    let step = PAIRED;
    if (left + ALONE < least) {
      least = left + ALONE;
      step = ONLY_B;
    }
    if (above + ALONE < least) {
      least = above + ALONE;
      step = ONLY_A;
    }
    costs[y + 1] = least;
    steps[y + 1] = step;
    diagonal = above;
    left = least;
  }
}

/** The pairs of a cheapest alignment; `from` is the index of the first entry on both sides. */
function* cheapest(a: readonly Levels[], b: readonly Levels[], from: number): Generator<void, Pair[]> {
  const steps = yield* stepsOf(new Columns(a), new Columns(b));
  const pairs: Pair[] = [];
  let [x, y] = [a.length, b.length];
  while (x > 0 || y > 0) {
    const step = steps[x * (b.length + 1) + y];
    if (step !== ONLY_B) x -= 1;
    if (step !== ONLY_A) y -= 1;
    const isSame = step === PAIRED && a[x]?.[0] === b[y]?.[0];
    pairs.push({ a: step === ONLY_B ? null : from + x, b: step === ONLY_A ? null : from + y, isSame });
  }
  return pairs.reverse();
}

/** The order in which two sides are aligned, whichever is on the left: the shorter one first, then by their texts. */
function comesFirst(a: Entries, b: Entries): boolean {
  if (a.entries.length !== b.entries.length) return a.entries.length < b.entries.length;
  const textAt = ({ entries }: Entries, index: number) => {
    const entry = entries[index];
    return entry ? `${entry.role} ${entryText(entry)}` : '';
  };
  const differs = a.entries.findIndex((_, index) => textAt(a, index) !== textAt(b, index));
  return differs < 0 || textAt(a, differs) < textAt(b, differs);
}

/** Every entry of both sides, in order, each once. Of the sides swapped it is the same alignment, swapped. */
export function* alignmentOf(a: Entries, b: Entries): Generator<void, Alignment> {
  if (!comesFirst(a, b)) {
    const { pairs, weighed } = yield* alignmentOf(b, a);
    return { pairs: pairs.map((pair) => ({ a: pair.b, b: pair.a, isSame: pair.isSame })), weighed };
  }
  const numbers = new Numbers();
  const [left, right] = [yield* levelsOf(a, numbers), yield* levelsOf(b, numbers)];
  const shorter = Math.min(left.length, right.length);
  const isSame = (x: number, y: number) => left[x]?.[0] === right[y]?.[0];
  // What is the same at the beginning and at the end is aligned in every cheapest alignment.
  let from = 0;
  while (from < shorter && isSame(from, from)) from += 1;
  let end = 0;
  while (end < shorter - from && isSame(left.length - 1 - end, right.length - 1 - end)) end += 1;
  const [middleA, middleB] = [left.slice(from, left.length - end), right.slice(from, right.length - end)];
  const same = (count: number, x: number, y: number) =>
    Array.from({ length: count }, (_, index): Pair => ({ a: x + index, b: y + index, isSame: true }));
  return {
    pairs: [
      ...same(from, 0, 0),
      ...(yield* cheapest(middleA, middleB, from)),
      ...same(end, left.length - end, right.length - end),
    ],
    weighed: middleA.length * middleB.length,
  };
}
