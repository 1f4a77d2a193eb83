/** Two sessions side by side: their facts, their entries, and both as text. */

import type { EntryDetail, SessionDetail } from '../contract.js';
import { formatDelta, formatDuration } from '../format/duration.js';
import { formatCount } from '../format/number.js';
import { formatTime, isTime, type Zone } from '../format/time.js';
import { en } from '../locale/en.js';
import { alignmentOf, type Pair } from './alignment.js';
import { entryText } from './conversation-text.js';
import { factCards, flagSentences } from './facts.js';
import { marked } from './marks.js';
import { measuresText } from './measures.js';
import { outcomeWord } from './outcome.js';
import { fieldValues, type ShownValue } from './values.js';

const t = en.comparison;

/** A fact of one side: it may have several values, as recipients. */
export interface Told {
  value: string;
  /** What a query asks for it by. */
  values: readonly ShownValue[];
}

export interface FactRow {
  /** Title of the card that it is on. */
  card: string;
  name: string;
  a: readonly Told[];
  b: readonly Told[];
  isSame: boolean;
}

/** How the two sides of a row compare. */
export type RowState = 'same' | 'differs' | 'a' | 'b';

/** An entry of one side, and when it was: milliseconds since its session began, null if unknown. */
export interface Said {
  entry: EntryDetail;
  offset: number | null;
  text: string;
}

export interface Row {
  state: RowState;
  a: Said | null;
  b: Said | null;
  /** By how much B took longer than A since the last entry that both have; null if unknown. Less than 0 for A. */
  longer: number | null;
}

/** Two sessions with entries from the same position on. */
export interface Compared {
  a: SessionDetail;
  b: SessionDetail;
}

export interface Rows {
  rows: readonly Row[];
  /** Number of rows in each state. */
  counts: Readonly<Record<RowState, number>>;
  /** Number of combinations of entries that were weighed up. */
  weighed: number;
}

/** Milliseconds from which on it is said which side took longer: less is the scatter of any two sessions. */
const LONGER_MS = 100;

/** Rows that are written in a step. */
const ROWS_IN_STEP = 256;

/** The title of a session: for a message its ID, for everything else the remote endpoint. */
export function sessionTitle({ logType, remoteEndpoint, sessionId }: SessionDetail): string {
  return logType === 'tracking' ? sessionId : remoteEndpoint || sessionId;
}

// ------------------------------------------------------------------------------------------------------------- facts

interface Named extends Told {
  card: string;
  name: string;
}

function generalFacts(detail: SessionDetail, zone: Zone): Named[] {
  const { logTypeName, outcome, start, durationMs, entryCount, flags } = detail;
  const fact = (name: string, value: string, values: readonly ShownValue[] = []): Named => ({
    card: t.session,
    name,
    value,
    values,
  });
  return [
    fact(t.outcome, outcomeWord(outcome, logTypeName), fieldValues('outcome', outcome)),
    fact(t.log, logTypeName, fieldValues('log', logTypeName)),
    fact(t.start, formatTime(start, zone)),
    fact(t.duration, formatDuration(durationMs)),
    fact(t.entryCount, formatCount(entryCount)),
    ...flagSentences(flags).map((sentence) => fact(t.notes, sentence)),
  ].filter(({ value }) => value !== '');
}

/** All facts of a session, by card and name. */
function factsOf(detail: SessionDetail, zone: Zone): Map<string, Named[]> {
  const seen = new Map<string, number>();
  const cards = factCards(detail, t.message).flatMap(({ title, badge, lines }) => {
    const number = (seen.get(title) ?? 0) + 1;
    seen.set(title, number);
    const card = number > 1 ? `${title} (${formatCount(number)})` : title;
    const named = lines.map(({ name, value, values }): Named => ({ card, name, value, values }));
    return badge ? [{ card, name: '', value: badge, values: [] }, ...named] : named;
  });
  const facts = new Map<string, Named[]>();
  for (const fact of [...generalFacts(detail, zone), ...cards]) {
    const key = `${fact.card}\n${fact.name}`;
    facts.set(key, [...(facts.get(key) ?? []), fact]);
  }
  return facts;
}

/** The facts of both, in the order of A; what only B has follows. */
export function factRows({ a, b }: Compared, zone: Zone): FactRow[] {
  const [left, right] = [factsOf(a, zone), factsOf(b, zone)];
  return [...new Set([...left.keys(), ...right.keys()])].map((key) => {
    const [ofA, ofB] = [left.get(key) ?? [], right.get(key) ?? []];
    const { card = '', name = '' } = ofA[0] ?? ofB[0] ?? {};
    const isSame = ofA.length === ofB.length && ofA.every(({ value }, index) => value === ofB[index]?.value);
    return { card, name, a: ofA, b: ofB, isSame };
  });
}

/** `TLS · Cipher` */
export function factName({ card, name }: Pick<FactRow, 'card' | 'name'>): string {
  return [card, name].filter(Boolean).join(' · ');
}

// ----------------------------------------------------------------------------------------------------------- entries

function saidIn({ entries, start }: SessionDetail, index: number | null): Said | null {
  const entry = index === null ? undefined : entries[index];
  if (!entry) return null;
  const measures = entry.role === 'client' ? measuresText(entry.fields) : '';
  const roles: readonly string[] = ['connect', 'disconnect'];
  const role = roles.includes(entry.role) ? en.conversation.roles[entry.role] : '';
  return {
    entry,
    offset: isTime(entry.time) && isTime(start) ? entry.time - start : null,
    text: [role, entryText(entry), measures].filter(Boolean).join(' · '),
  };
}

function stateOf({ a, b, isSame }: Pair): RowState {
  if (b === null) return 'a';
  if (a === null) return 'b';
  return isSame ? 'same' : 'differs';
}

/** By how much B is behind A at a row. */
function lag({ a, b }: Pick<Row, 'a' | 'b'>): number | null {
  const [ofA, ofB] = [a?.offset ?? null, b?.offset ?? null];
  return ofA === null || ofB === null ? null : ofB - ofA;
}

/** The entries of both, aligned: in steps, as that takes long where they are many. */
export function* comparedRows({ a, b }: Compared): Generator<void, Rows> {
  const { pairs, weighed } = yield* alignmentOf(a, b);
  const counts = { same: 0, differs: 0, a: 0, b: 0 };
  // Both begin together; what is before the first of these entries is unknown.
  let last = a.firstEntry === 0 ? 0 : null;
  const rows: Row[] = [];
  for (const pair of pairs) {
    const sides = { a: saidIn(a, pair.a), b: saidIn(b, pair.b) };
    const state = stateOf(pair);
    counts[state] += 1;
    const now = lag(sides);
    const longer = now === null || last === null ? null : now - last;
    last = now ?? last;
    rows.push({ state, ...sides, longer });
    if (rows.length % ROWS_IN_STEP === 0) yield;
  }
  return { rows, counts, weighed };
}

/** Which side took longer, and by how much; empty if it is not worth saying. */
export function longerText(longer: number | null): string {
  if (longer === null || Math.abs(longer) < LONGER_MS) return '';
  return t.longer(longer > 0 ? t.sides.b : t.sides.a, formatDuration(Math.abs(longer)));
}

/** Time since the beginning of the session, with aligned decimals; the beginning itself is 0. */
export function offsetText({ offset }: Said): string {
  return offset === null ? '' : formatDelta(offset) || '+0.000';
}

/** A row, or how many rows without a difference are in its place. */
export type Listed = { row: number } | { folded: number };

/** What is listed of the rows; if only differences are, the others are counted. */
export function listedRows(rows: readonly Row[], onlyDifferences: boolean): Listed[] {
  const listed: Listed[] = [];
  rows.forEach(({ state, longer }, row) => {
    const isFolded = onlyDifferences && state === 'same' && longerText(longer) === '';
    const last = listed.at(-1);
    if (!isFolded) listed.push({ row });
    else if (last && 'folded' in last) last.folded += 1;
    else listed.push({ folded: 1 });
  });
  return listed;
}

/** What is to be known about the alignment. */
export function notesOn({ a, b }: Compared, { rows, counts }: Rows): string[] {
  const paired = counts.same + counts.differs;
  if (rows.length > 0 && paired === 0) return [t.nothingAligned];
  return a.logType === b.logType ? [] : [t.differentLogs(a.logTypeName, b.logTypeName)];
}

export function totalsText(facts: readonly FactRow[], { counts }: Rows): string {
  const differ = facts.filter(({ isSame }) => !isSame).length;
  return t.totals(differ, counts.differs, counts.a, counts.b, counts.same);
}

// -------------------------------------------------------------------------------------------------------------- text

const MARKS: Readonly<Record<EntryDetail['role'], string>> = {
  connect: '+',
  disconnect: '-',
  client: en.conversation.clientShort,
  server: en.conversation.serverShort,
  information: '*',
  record: '*',
};

function heading(side: string, detail: SessionDetail, zone: Zone): string {
  const { logTypeName, outcome, start, durationMs } = detail;
  const parts = [logTypeName, sessionTitle(detail), outcomeWord(outcome, logTypeName), formatTime(start, zone)];
  return `${side}: ${[...parts, formatDuration(durationMs)].filter(Boolean).join(' · ')}`;
}

function saidLine(sign: string, side: string, said: Said, longer: string): string {
  const text = `${MARKS[said.entry.role].padEnd(2)} ${said.text}`;
  const after = longer && `  (${longer})`;
  return `${sign} ${side.padEnd(2)} ${offsetText(said).padStart(9)}  ${text}${after}`.trimEnd();
}

/** Entries that are the same are one line; where they differ, A is above B. */
function rowLines({ state, a, b, longer }: Row): string[] {
  const { sides, signs } = t;
  const later = longerText(longer);
  if (state === 'same' && a && b) return [saidLine(signs.same, `${sides.a}${sides.b}`, a, later)];
  const sign = state === 'differs' ? signs.differs : ' ';
  return [
    ...(a ? [saidLine(sign, sides.a, a, b ? '' : later)] : []),
    ...(b ? [saidLine(a ? ' ' : sign, sides.b, b, later)] : []),
  ];
}

function told(facts: readonly Told[]): string {
  return facts.map(({ value }) => value).join('; ') || t.none;
}

function factLines(row: FactRow): string[] {
  return [`  ${factName(row)}`, `    ${t.sides.a}: ${told(row.a)}`, `    ${t.sides.b}: ${told(row.b)}`];
}

/** Facts that differ and all entries, for a ticket. Lines end with CR LF, as Windows expects on the clipboard. */
export function comparisonText(compared: Compared, facts: readonly FactRow[], rows: Rows, zone: Zone): string {
  const { a, b } = compared;
  const lines = [
    heading(t.sides.a, a, zone),
    heading(t.sides.b, b, zone),
    totalsText(facts, rows),
    ...notesOn(compared, rows),
    '',
    ...facts.filter(({ isSame }) => !isSame).flatMap(factLines),
    '',
    t.offsets,
    ...rows.rows.flatMap(rowLines),
  ];
  return lines.map((line) => `${marked(line)}\r\n`).join('');
}
