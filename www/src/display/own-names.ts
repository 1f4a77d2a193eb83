/** The user's own names of addresses and networks: how a list of them is read, and how the name of a value is found. */

import type { Dimension } from '../contract.js';

/** Lines that are read at most. */
export const NAMES_MOST = 50_000;
/** Characters of a name that are shown at most. */
const NAME_LENGTH = 200;
/** Characters of a line that is read. */
const LINE_LENGTH = 2_000;
/** Lines that are left out and named one by one. */
const LINES_NAMED = 5;

/** Dimensions whose values are addresses or networks. */
const ADDRESSES: ReadonlySet<Dimension> = new Set(['client', 'target', 'network']);

/** An address or a network: its family's length in bits, the bits of the prefix, and how many they are. */
interface Network {
  bits: 32 | 128;
  prefix: bigint;
  length: number;
}

/** A list of names. */
export interface OwnNames {
  /** Number of addresses and networks that have a name. */
  count: number;
  /** The first lines that have no address or no name, by number; and how many such lines there are. */
  leftOut: readonly number[];
  leftOutCount: number;
  /** By length of family and prefix, longest first, then by prefix. */
  readonly byLength: readonly (readonly [bits: number, length: number, names: ReadonlyMap<bigint, string>])[];
}

function number(text: string, most: number): number | null {
  return /^\d{1,3}$/.test(text) && Number(text) <= most ? Number(text) : null;
}

function ipv4(text: string): bigint | null {
  const parts = text.split('.').map((part) => number(part, 255));
  if (parts.length !== 4 || parts.includes(null)) return null;
  return parts.reduce<bigint>((all, part) => (all << 8n) | BigInt(part ?? 0), 0n);
}

/** The groups of one side of `::`; an IPv4 address at the end is two of them. */
function groups(text: string): bigint[] | null {
  if (text === '') return [];
  const parts = text.split(':');
  const last = parts.at(-1) ?? '';
  const embedded = last.includes('.') ? ipv4(last) : null;
  if (last.includes('.') && embedded === null) return null;
  const plain = embedded === null ? parts : parts.slice(0, -1);
  if (!plain.every((part) => /^[0-9a-f]{1,4}$/i.test(part))) return null;
  const values = plain.map((part) => BigInt(`0x${part}`));
  return embedded === null ? values : [...values, embedded >> 16n, embedded & 0xffffn];
}

function ipv6(text: string): bigint | null {
  const sides = text.split('::');
  if (sides.length > 2 || !text.includes(':')) return null;
  const [head, tail] = [groups(sides[0] ?? ''), groups(sides[1] ?? '')];
  if (!head || !tail) return null;
  const missing = 8 - head.length - tail.length;
  if (sides.length === 1 ? missing !== 0 : missing < 1) return null;
  return [...head, ...Array<bigint>(missing).fill(0n), ...tail].reduce((all, group) => (all << 16n) | group, 0n);
}

/** `192.0.2.1`, `192.0.2.0/24`, `2001:db8::/32`; an IPv4 address in IPv6 is that address. Null for anything else. */
function networkOf(text: string): Network | null {
  const [address = '', length, ...more] = text
    .trim()
    .replace(/^\[|\]$/g, '')
    .split('/');
  if (more.length > 0) return null;
  const [four, six] = [ipv4(address), ipv6(address)];
  const isMapped = six !== null && six >> 32n === 0xffffn;
  const value = four ?? (isMapped ? six & 0xffffffffn : six);
  if (value === null) return null;
  const bits = four !== null || isMapped ? 32 : 128;
  const written = length === undefined ? bits : (number(length, 128) ?? -1);
  const own = isMapped && length !== undefined ? written - 96 : written;
  if (own < 0 || own > bits) return null;
  return { bits, prefix: value >> BigInt(bits - own), length: own };
}

/** The cells of a line: parted by tabs, semicolons or commas, whichever comes first outside of quotes. */
function cellsOf(line: string): string[] {
  const separator = /^(?:"(?:[^"]|"")*"|[^"\t;,]*)([\t;,])/.exec(line)?.[1];
  if (separator === undefined) return [line];
  const cells: string[] = [];
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^${separator}]*))(?:${separator}|$)`, 'y');
  while (cell.lastIndex < line.length) {
    const found = cell.exec(line);
    if (!found) return [line];
    cells.push((found[1]?.replaceAll('""', '"') ?? found[2] ?? '').trim());
  }
  return cells;
}

/** The address and the name of a line, in either order. */
function namedNetwork(line: string): { network: Network; name: string } | null {
  const cells = cellsOf(line);
  const place = cells.slice(0, 2).findIndex((cell) => networkOf(cell));
  const network = networkOf(cells[place] ?? '');
  const name = (place === 0 ? cells[1] : cells[0])?.slice(0, NAME_LENGTH);
  return network && name ? { network, name } : null;
}

/**
 * Reads a list of lines `address or network, name`. Empty lines and lines that begin with `#` say nothing; the first line may
 * be a heading. Of several names of one network the last counts.
 */
export function readOwnNames(text: string): OwnNames {
  if (last.text !== text) last = { text, names: readList(text) };
  return last.names;
}

/** What was read last: all views show the same list. */
let last = { text: '', names: readList('') };

function readList(text: string): OwnNames {
  const byKey = new Map<string, [number, number, Map<bigint, string>]>();
  const leftOut: number[] = [];
  let first = true;
  let leftOutCount = 0;
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const named = index < NAMES_MOST && line.length <= LINE_LENGTH ? namedNetwork(line) : null;
    const isHeading = first && !named;
    first = false;
    if (named) {
      const { bits, length, prefix } = named.network;
      const key = `${bits}/${length}`;
      const known = byKey.get(key) ?? [bits, length, new Map()];
      known[2].set(prefix, named.name);
      byKey.set(key, known);
    } else if (!isHeading) {
      leftOutCount += 1;
      if (leftOut.length < LINES_NAMED) leftOut.push(index + 1);
    }
  }
  const byLength = [...byKey.values()].sort(([, one], [, other]) => other - one);
  const count = byLength.reduce((sum, [, , names]) => sum + names.size, 0);
  return { count, leftOut, leftOutCount, byLength };
}

/** The name of an address, or of the smallest network with a name that it is in. Empty if there is none. */
export function nameOf(names: OwnNames, value: string): string {
  const network = names.count > 0 ? networkOf(value) : null;
  if (!network) return '';
  for (const [bits, length, known] of names.byLength) {
    if (bits !== network.bits || length > network.length) continue;
    const name = known.get(network.prefix >> BigInt(network.length - length));
    if (name !== undefined) return name;
  }
  return '';
}

/** Whether the values of a dimension may have names. */
export function takesNames(dimension: Dimension | undefined): boolean {
  return dimension !== undefined && ADDRESSES.has(dimension);
}

/** A value of a dimension with its name. */
export function withName(names: OwnNames, dimension: Dimension, text: string): string {
  const name = takesNames(dimension) ? nameOf(names, text) : '';
  return name === '' ? text : `${text} · ${name}`;
}
