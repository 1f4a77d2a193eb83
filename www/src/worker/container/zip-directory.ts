/** Finds and reads the directory at the end of a zip file. */

import { ArchiveError } from '../../shared/archive-error.js';
import type { Readable } from '../../shared/source-file.js';
import type { Pause } from './limits.js';
import { centralAt, type Listed, SIGNATURES, signatureOf, uint64, viewOf } from './zip-records.js';

const END_BYTES = 22;
const END64_BYTES = 56;
const LOCATOR_BYTES = 20;
/** Maximum length of the comment after the end record. */
const COMMENT_BYTES = 0xffff;
/** Maximum size of a directory, which is kept in memory: about a million members. */
const MAX_DIRECTORY_BYTES = 128 * 1024 * 1024;
/** Records between two pauses: a few milliseconds. */
const SLICE = 1024;

/** Location of the directory, and what the end record says of its members. */
interface Place {
  from: number;
  bytes: number;
  count: number;
  /** The number of members is in eight bytes; otherwise it has two, and larger archives have a remainder there. */
  wide: boolean;
  /** The number of members on this disk is the same: it is no part of a split archive. */
  single: boolean;
}

export interface Directory {
  listed: Listed[];
  /** Offsets of the directory and of what follows it in the file. */
  from: number;
  end: number;
  /** The end record agrees with the directory. */
  agrees: boolean;
}

async function readAt(file: Readable, from: number, bytes: number): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(from, from + bytes).arrayBuffer());
}

/** Whether a directory, or the records that ZIP64 adds to it, ends where an end record begins. */
function followsDirectory(view: DataView, at: number, offset: number): boolean {
  const locator = at - LOCATOR_BYTES;
  if (locator >= 0 && view.getUint32(locator, true) === SIGNATURES.locator64) return true;
  return view.getUint32(at + 12, true) + view.getUint32(at + 16, true) === offset + at;
}

/**
 * Offset of the end record in the last bytes of a file, which begin at `offset`; -1 if there is none. Its comment may
 * contain anything, other end records too: the record whose comment ends with the file counts, and of several the first
 * that follows its directory. If there is none, bytes were appended to the archive.
 */
function findEnd(tail: Uint8Array, offset: number): number {
  const view = viewOf(tail);
  let [found, quality] = [-1, 0];
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    if (view.getUint32(at, true) !== SIGNATURES.end) continue;
    const end = at + END_BYTES + view.getUint16(at + 20, true);
    const own = end > tail.length ? 0 : end < tail.length ? 1 : followsDirectory(view, at, offset) ? 3 : 2;
    if (own > quality || own === 3) [found, quality] = [at, own];
  }
  return found;
}

/** The location according to the ZIP64 end record; `locator` is what precedes the end record. */
async function place64(file: Readable, locator: Uint8Array): Promise<Place | null> {
  if (signatureOf(locator) !== SIGNATURES.locator64) return null;
  const end = await readAt(file, uint64(viewOf(locator), 8), END64_BYTES);
  if (end.length < END64_BYTES || signatureOf(end) !== SIGNATURES.end64) return null;
  const view = viewOf(end);
  const count = uint64(view, 32);
  return { bytes: uint64(view, 40), from: uint64(view, 48), count, wide: true, single: uint64(view, 24) === count };
}

async function findDirectory(file: Readable): Promise<Place | null> {
  const tailBytes = Math.min(file.size, LOCATOR_BYTES + END_BYTES + COMMENT_BYTES);
  const tail = await readAt(file, file.size - tailBytes, tailBytes);
  const at = findEnd(tail, file.size - tailBytes);
  if (at < 0) return null;
  const view = viewOf(tail);
  const count = view.getUint16(at + 10, true);
  const place = {
    bytes: view.getUint32(at + 12, true),
    from: view.getUint32(at + 16, true),
    count,
    wide: false,
    single: view.getUint16(at + 8, true) === count,
  };
  return (await place64(file, tail.subarray(Math.max(at - LOCATOR_BYTES, 0), at))) ?? place;
}

/** Whether the end record has the right number of members. */
function agrees({ count, wide, single }: Place, listed: number): boolean {
  return single && count === (wide ? listed : listed % 0x10000);
}

/**
 * The members listed in the directory; null if it is missing or damaged. Throws `ArchiveError` if it is too large.
 */
export async function readDirectory(file: Readable, pause: Pause): Promise<Directory | null> {
  const place = await findDirectory(file);
  if (!place || place.from + place.bytes > file.size) return null;
  if (place.bytes > MAX_DIRECTORY_BYTES) throw new ArchiveError('unsupported');
  const directory = await readAt(file, place.from, place.bytes);
  const listed: Listed[] = [];
  for (let at = 0; at < directory.length; ) {
    const record = centralAt(directory, at);
    if (!record) return null;
    listed.push(record.listed);
    at = record.end;
    if (listed.length % SLICE === 0) await pause();
  }
  // An empty directory is valid only in an empty zip.
  if (listed.length === 0 && place.from > 0) return null;
  return { listed, from: place.from, end: place.from + place.bytes, agrees: agrees(place, listed.length) };
}
