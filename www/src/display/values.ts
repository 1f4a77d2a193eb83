/** The values that the page shows, as a query asks for them: what the menu on each of them is about. */

import {
  type CoverageRow,
  DIMENSIONS,
  type Dimension,
  type EntryDetail,
  type EntryRole,
  type Fact,
  type FieldValue,
} from '../contract.js';
import { addressOf, outcomeOf, type Row, stringAt, valueAt } from './columns.js';

/** A value, and how the page shows it, if that is another text. */
export interface ShownValue extends FieldValue {
  shown?: string;
}

/** A value that a query has no field for is looked for as text. */
function anywhere(value: string): FieldValue[] {
  return value === '' ? [] : [{ field: '', value }];
}

/** The value of a field, unless it is missing. */
export function fieldValues(field: string, value: string): FieldValue[] {
  return value === '' ? [] : [{ field, value }];
}

/** Whether a value is a GUID: an id that other logs may have too. */
export function isGuid(value: string): boolean {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value);
}

/** Of an endpoint: its address, or the name that is in its place. A client has another port each time. */
export function endpointValues(field: 'remote' | 'local', endpoint: string): FieldValue[] {
  const address = addressOf(endpoint);
  if (address === '') return [];
  const isAddress = /^[\d.]+$|:/.test(address);
  return isAddress ? [{ field: 'ip', value: address }] : [{ field, value: endpoint }];
}

/** Of what the list shows about authentication: `LOGIN failed × 3`. */
function authValues(text: string): FieldValue[] {
  if (text === '') return [{ field: 'auth', value: 'none' }];
  const { mechanism = '', how = '' } =
    /^(?<mechanism>.*?) ?(?<how>\?|failed(?: × \d+)?|after \d+ failed|, then left)?$/.exec(text)?.groups ?? {};
  const result = how.startsWith('failed')
    ? 'failed-only'
    : how.startsWith('after')
      ? 'guessed'
      : how.startsWith(',')
        ? 'tested'
        : 'ok';
  const named = mechanism === 'ok' || mechanism === '' ? [] : [{ field: 'auth', value: mechanism }];
  return how === '?' ? named : [{ field: 'auth', value: result }, ...named];
}

/** The values of a cell of the list of sessions, the one that is most likely meant first. */
export function cellValues(row: Row, key: string): FieldValue[] {
  switch (key) {
    case 'outcome':
      return [{ field: 'outcome', value: outcomeOf(row) }];
    case 'code': {
      const code = valueAt(row, 'code') ?? 0;
      return [
        ...(code > 0 ? [{ field: 'code', value: String(code) }] : []),
        ...fieldValues('reply', stringAt(row, 'reply')),
      ];
    }
    case 'remote':
      return [...endpointValues('remote', stringAt(row, 'remote')), ...anywhere(stringAt(row, 'via'))];
    case 'local':
      return fieldValues('local', stringAt(row, 'local'));
    case 'from':
      return fieldValues('from', stringAt(row, 'from'));
    case 'connector':
      return fieldValues(stringAt(row, 'log') === 'Connectivity' ? 'source' : 'connector', stringAt(row, 'connector'));
    case 'auth':
      return authValues(stringAt(row, 'auth'));
    case 'size': {
      // A size of nothing is one that is not known.
      const size = valueAt(row, 'size') ?? 0;
      return size > 0 ? [{ field: 'size', value: String(size) }] : [];
    }
    case 'start':
    case 'duration':
    case 'messages':
    case 'gap':
    case 'attempts':
    case 'entries':
      return [{ field: key, value: String(valueAt(row, key) ?? 0) }];
    case 'helo':
    case 'to':
    case 'tls':
    case 'log':
    case 'user':
    case 'server':
    case 'service':
    case 'session':
      return [{ field: key, value: stringAt(row, key) }];
    default:
      return [];
  }
}

/** The fields of facts that have a name. */
const FIELD_OF_FACT: Readonly<Record<string, string>> = {
  'client-name': 'helo',
  'proxied-user': 'user',
  'original-client': 'ip',
  'user-agent': 'user-agent',
  'http-status': 'http-status',
  'network-message-id': '',
  'original-session': '',
  'proxied-session': '',
  'inbound-session': '',
  'remote-host': '',
  'local-host': '',
  reference: '',
  reason: '',
  subject: 'subject',
  user: 'user',
};

export function factValues({ name, value }: Fact): FieldValue[] {
  const field = FIELD_OF_FACT[name];
  return field === undefined ? [] : fieldValues(field, value);
}

/** A piece of the text of an entry, with the value that it is. */
export interface Segment {
  text: string;
  value: FieldValue | null;
}

/** Longest text in which values are looked for. */
const LOOKED_AT = 4_000;
/** Pieces of a text, apart from the rest of it. */
const MOST_SEGMENTS = 60;

const ADDRESS = String.raw`(?<ip>(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]))`;
/** It begins where the characters of a mailbox begin, so that a long text without any is looked through once. */
const ATOM = String.raw`[\w.!#$%&'*+/=?^\`{|}~-]`;
const MAILBOX = String.raw`(?<mailbox>(?<!${ATOM})${ATOM}{1,64}@[\w-]+(?:\.[\w-]+)*)`;
const REST = `${ADDRESS}|${MAILBOX}`;

/** What the text begins with, by the speaker: commands with their parameters, replies with their codes (RFC 5321). */
const BEGINNINGS: Readonly<Partial<Record<EntryRole, string>>> = {
  client: String.raw`^MAIL FROM: ?<(?<from>[^>\s]+)>|^RCPT TO: ?<(?<to>[^>\s]+)>|^(?:EHLO|HELO|LHLO) (?<helo>\S+)`,
  server: String.raw`^(?<code>[2-5]\d\d)(?=[ -]|$)|(?<=^\d{3}[ -])(?<status>[245]\.\d{1,3}\.\d{1,3})(?=\s|$)`,
};

/** The field of a group above. */
const FIELD_OF_GROUP: Readonly<Record<string, string>> = { mailbox: '' };

const PATTERNS = new Map<EntryRole, RegExp>();

function patternOf(role: EntryRole): RegExp {
  const beginning = BEGINNINGS[role];
  const pattern = PATTERNS.get(role) ?? new RegExp(beginning ? `${beginning}|${REST}` : REST, 'gi');
  PATTERNS.set(role, pattern);
  return pattern;
}

/** The text of an entry in pieces, so that each value in it is one. */
export function segmentsOf(text: string, role: EntryRole): Segment[] {
  const segments: Segment[] = [];
  let end = 0;
  const add = (to: number) => {
    if (to > end) segments.push({ text: text.slice(end, to), value: null });
  };
  for (const match of text.slice(0, LOOKED_AT).matchAll(patternOf(role))) {
    const [name, value] = Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined) ?? [];
    if (!name || !value || segments.length > MOST_SEGMENTS) break;
    // A value ends what is matched, apart from a bracket.
    const start = match.index + match[0].lastIndexOf(value);
    add(start);
    segments.push({ text: value, value: { field: FIELD_OF_GROUP[name] ?? name, value } });
    end = start + value.length;
  }
  add(text.length);
  return segments;
}

/** The values of an entry, and all of its text. */
export function entryValues({ data, context, role }: EntryDetail): FieldValue[] {
  const found = [...segmentsOf(data, role), ...segmentsOf(context, role)].flatMap(({ value }) => value ?? []);
  return [...found, ...anywhere(data || context)];
}

/** Fields that are summarised by another one: any address by that of the other side, a time by its hour. */
const DIMENSION_OF_FIELD: Readonly<Record<string, Dimension>> = { ip: 'remote', start: 'hour' };

/** What a summary calls a field; null for one by which nothing is summarised. */
export function dimensionOf(field: string): Dimension | null {
  const known = DIMENSIONS.find((dimension) => dimension === field);
  return known ?? DIMENSION_OF_FIELD[field] ?? (field.startsWith('column.') ? (field as Dimension) : null);
}

/** The log that a row of the coverage is about. */
export function coverageValues({ server, service, logType }: CoverageRow): FieldValue[] {
  return [...fieldValues('server', server), ...fieldValues('service', service), ...fieldValues('log', logType)];
}

/** Each value once. */
export function distinct(values: readonly ShownValue[]): ShownValue[] {
  const keys = new Map(values.map((value) => [`${value.field}\n${value.value}`, value]));
  return [...keys.values()];
}
