/**
 * Links: a view of the page as the fragment of an address, such as `v=1&q=code:5xx&view=sessions&zone=utc`. What it has is
 * what the user has chosen, and of the open session its log, id and start; nothing else comes from a log.
 *
 * A link may come from anywhere: lengths are bounded, and what is not known of it is left out and named.
 */

import { LOG_TYPES, type LogType, type SummaryChoice } from '../contract.js';
import { isTime, type Zone } from '../format/time.js';
import { isQuery, knownChoice } from './choices.js';
import { PANELS, type Panel } from './state.js';

const VERSION = '1';
/** Characters of a link. Browsers take more, mail programs less. */
const MOST_OF_LINK = 100_000;
/** Characters of an id, and of a name of a table. */
const MOST_OF_NAME = 1000;

/** A session as a link names it. */
export interface LinkSession {
  log: LogType;
  id: string;
  /** In milliseconds since 1970; null if unknown. */
  start: number | null;
}

export interface LinkView {
  query: string;
  panel: Panel;
  zone: Zone;
  /** Noise is hidden. */
  noiseHidden: boolean;
  /** Offset of local time from UTC where the link was made, in minutes; null in UTC. */
  offset: number | null;
  /** The name of the table; empty for none. */
  table: string;
  /** The name of one of the page's own summaries, or the summary itself; null for none. */
  summary: string | SummaryChoice | null;
  session: LinkSession | null;
  /** What messages are looked for by; empty for nothing. */
  find: string;
}

/** What is wrong with a link: its version, its length, or parts of it, which are left out. */
export type LinkRead = { view: LinkView; unknown: string[]; wrong: string[] } | { refusal: 'version' | 'length' };

/** Half of a character that is two, which has no place in an address. */
const HALVES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Readable where it can be; what programs may take for the end of an address is written in numbers. */
function encoded(text: string): string {
  return encodeURIComponent(text.replace(HALVES, '\ufffd'))
    .replace(/[!'()*~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%(3A|2C|2F|40)/g, decodeURIComponent)
    .replace(/%20/g, '+');
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return null;
  }
}

function summaryParts(summary: LinkView['summary']): [string, string][] {
  if (summary === null) return [];
  if (typeof summary === 'string') return [['summary', summary]];
  const { dimensions, measures, counted, order, descending, within } = summary;
  return [
    ['by', dimensions.map(encoded).join(' ')],
    ['show', measures.join(' ')],
    ['of', counted],
    ['order', `${descending ? '-' : ''}${order}`],
    ['within', within],
  ];
}

function sessionParts(session: LinkSession | null): [string, string][] {
  if (!session) return [];
  const { log, id, start } = session;
  const parts: [string, string][] = [
    ['log', log],
    ['session', id],
  ];
  return isTime(start) ? [...parts, ['start', new Date(start).toISOString()]] : parts;
}

/** The fragment of a link, without `#`. */
export function linkText({ query, panel, zone, noiseHidden, offset, table, summary, session, find }: LinkView): string {
  const parts: [string, string][] = [
    ['v', VERSION],
    ['q', query],
    ['noise', noiseHidden ? 'hidden' : ''],
    ['view', panel],
    ['table', table],
    ...summaryParts(summary),
    ['zone', zone],
    ['offset', offset === null ? '' : String(offset)],
    ...sessionParts(session),
    // What is longer is a pasted block of headers, which is not for an address.
    ['find', name(find) ?? ''],
  ];
  return parts
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key}=${encoded(value)}`)
    .join('&');
}

/** The parts of a link: keys that are known with their values, the first of each; and the keys of what is not known. */
function partsOf(fragment: string): { values: Map<string, string>; unknown: string[]; wrong: string[] } {
  const values = new Map<string, string>();
  const [unknown, wrong]: [string[], string[]] = [[], []];
  for (const part of fragment.split('&').filter(Boolean)) {
    const [key = '', ...rest] = part.split('=');
    const value = decoded(rest.join('='));
    if (!KEYS.has(key)) unknown.push(key);
    else if (value === null || values.has(key)) wrong.push(key);
    else values.set(key, value);
  }
  return { values, unknown, wrong };
}

const KEYS: ReadonlySet<string> = new Set(
  'v q noise view table summary by show of order within zone offset log session start find'.split(' '),
);

/** Reads the values of a link, and notes the keys of those that are wrong. */
class Reader {
  readonly #values: ReadonlyMap<string, string>;
  readonly wrong: string[];

  constructor(values: ReadonlyMap<string, string>, wrong: string[]) {
    this.#values = values;
    this.wrong = wrong;
  }

  /** What a value means; `otherwise` if it is not there, or means nothing. */
  read<T>(key: string, otherwise: T, meaning: (value: string) => T | undefined): T {
    const value = this.#values.get(key);
    if (value === undefined) return otherwise;
    const read = meaning(value);
    if (read === undefined) this.wrong.push(key);
    return read ?? otherwise;
  }

  has(key: string): boolean {
    return this.#values.has(key);
  }
}

const oneOf =
  <T extends string>(known: readonly T[]) =>
  (value: string): T | undefined =>
    known.find((one) => one === value);

const name = (value: string): string | undefined => (value.length <= MOST_OF_NAME ? value : undefined);

function offsetOf(value: string): number | undefined {
  const minutes = Number(value);
  return /^-?\d{1,3}$/.test(value) && Math.abs(minutes) <= 14 * 60 ? minutes : undefined;
}

function timeOf(value: string): number | undefined {
  const time = /^[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

function choiceOf(reader: Reader): SummaryChoice | null {
  const words = (value: string) => value.split(' ').filter(Boolean);
  return reader.read('by', null, (by) => {
    const order = reader.read('order', '-sessions', (value) => value);
    return (
      knownChoice({
        dimensions: words(by).map((one) => decoded(one)),
        measures: reader.read('show', ['sessions'], words),
        counted: reader.read('of', 'client', (value) => value),
        order: order.replace(/^-/, ''),
        descending: order.startsWith('-'),
        within: reader.read('within', '', (value) => value),
      }) ?? undefined
    );
  });
}

function sessionOf(reader: Reader): LinkSession | null {
  const id = reader.read('session', '', (value) => (value === '' ? undefined : name(value)));
  const log = reader.read<LogType | null>('log', null, oneOf(LOG_TYPES));
  const start = reader.read<number | null>('start', null, timeOf);
  if (id !== '' && log === null && !reader.has('log')) reader.wrong.push('session');
  return id !== '' && log !== null ? { log, id, start } : null;
}

/** Reads the fragment of an address, without `#`; null if it is no link. */
export function readLink(fragment: string): LinkRead | null {
  if (!/^v=/.test(fragment)) return null;
  if (fragment.length > MOST_OF_LINK) return { refusal: 'length' };
  const { values, unknown, wrong } = partsOf(fragment);
  if (values.get('v') !== VERSION) return { refusal: 'version' };
  const reader = new Reader(values, wrong);
  const ownSummary = reader.read<string | null>('summary', null, (value) =>
    /^[a-z-]{1,40}$/.test(value) ? value : undefined,
  );
  const zone = reader.read<Zone>('zone', 'utc', oneOf(['utc', 'local']));
  const view: LinkView = {
    query: reader.read('q', '', (value) => (isQuery(value) ? value : undefined)),
    panel: reader.read('view', 'sessions', oneOf(PANELS)),
    zone,
    noiseHidden: reader.read('noise', '', oneOf(['hidden'])) === 'hidden',
    offset: reader.read<number | null>('offset', null, offsetOf),
    table: reader.read('table', '', name),
    summary: ownSummary ?? choiceOf(reader),
    session: sessionOf(reader),
    find: reader.read('find', '', name),
  };
  return { view, unknown: [...new Set(unknown)], wrong: [...new Set(reader.wrong)] };
}
