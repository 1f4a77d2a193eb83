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

/** Bytes of the file from `from` to before `end`. */
export interface Extent {
  from: number;
  end: number;
}

/** Location of the directory, and what the end record says of its members. */
interface Place {
  from: number;
  bytes: number;
  /** The records that end the archive, in their order. */
  records: Extent[];
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
  /** Bytes before the archive: something is in front of it, and its offsets do not count that. */
  front: number;
  /** The records that end the archive, in their order. */
  records: readonly Extent[];
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

/** The ZIP64 end record at an offset; null if there is none. */
async function end64At(file: Readable, at: number): Promise<Place | null> {
  const end = await readAt(file, at, END64_BYTES);
  if (end.length < END64_BYTES || signatureOf(end) !== SIGNATURES.end64) return null;
  const view = viewOf(end);
  const count = uint64(view, 32);
  return {
    bytes: uint64(view, 40),
    from: uint64(view, 48),
    count,
    wide: true,
    single: uint64(view, 24) === count,
    // Its length does not count what is before it.
    records: [{ from: at, end: at + 12 + uint64(view, 4) }],
  };
}

/**
 * The location according to the ZIP64 end record, whose locator begins at `at`. The record stands in front of the
 * locator; only one with data of its own, which nobody writes, has to be looked for where the locator says.
 */
async function place64(file: Readable, locator: Uint8Array, at: number): Promise<Place | null> {
  if (signatureOf(locator) !== SIGNATURES.locator64) return null;
  const adjacent = at >= END64_BYTES ? await end64At(file, at - END64_BYTES) : null;
  const place = adjacent ?? (await end64At(file, uint64(viewOf(locator), 8)));
  if (!place) return null;
  const [record] = place.records;
  const own = record && record.from < at ? [{ from: record.from, end: Math.min(record.end, at) }] : [];
  return { ...place, records: [...own, { from: at, end: at + LOCATOR_BYTES }] };
}

async function findPlace(file: Readable): Promise<Place | null> {
  const tailBytes = Math.min(file.size, LOCATOR_BYTES + END_BYTES + COMMENT_BYTES);
  const offset = file.size - tailBytes;
  const tail = await readAt(file, offset, tailBytes);
  const at = findEnd(tail, offset);
  if (at < 0) return null;
  const view = viewOf(tail);
  const count = view.getUint16(at + 10, true);
  const end = { from: offset + at, end: offset + at + END_BYTES + view.getUint16(at + 20, true) };
  const place = {
    bytes: view.getUint32(at + 12, true),
    from: view.getUint32(at + 16, true),
    count,
    wide: false,
    single: view.getUint16(at + 8, true) === count,
    records: [],
  };
  const locator = tail.subarray(Math.max(at - LOCATOR_BYTES, 0), at);
  const own = (await place64(file, locator, offset + at - LOCATOR_BYTES)) ?? place;
  return { ...own, records: [...own.records, end] };
}

/** Whether the end record has the right number of members. */
function agrees({ count, wide, single }: Place, listed: number): boolean {
  return single && count === (wide ? listed : listed % 0x10000);
}

/** The members listed in a directory; null if it is damaged. Throws `ArchiveError` if it is too large. */
async function listedAt(file: Readable, { from, bytes }: Place, pause: Pause): Promise<Listed[] | null> {
  if (from < 0 || from + bytes > file.size) return null;
  if (bytes > MAX_DIRECTORY_BYTES) throw new ArchiveError('unsupported');
  const directory = await readAt(file, from, bytes);
  const listed: Listed[] = [];
  for (let at = 0; at < directory.length; ) {
    const record = centralAt(directory, at);
    if (!record) return null;
    listed.push(record.listed);
    at = record.end;
    if (listed.length % SLICE === 0) await pause();
  }
  return listed;
}

/**
 * The directory of an archive with `front` bytes of something else before it; null if it has none there. Also where
 * another archive is in front that has a directory at the same offset, the one before the end record counts.
 */
async function directoryBehind(file: Readable, place: Place, front: number, pause: Pause): Promise<Directory | null> {
  const from = place.from + front;
  const listed = front > 0 ? await listedAt(file, { ...place, from }, pause) : null;
  const first = listed?.[0];
  if (!listed || !first) return null;
  const local = await readAt(file, first.offset + front, 4);
  if (signatureOf(local) !== SIGNATURES.local) return null;
  for (const one of listed) one.offset += front;
  return directoryOf(place, listed, front);
}

function directoryOf(place: Place, listed: Listed[], front: number): Directory {
  const from = place.from + front;
  const { records } = place;
  return { listed, from, end: from + place.bytes, front, records, agrees: agrees(place, listed.length) };
}

/**
 * Reads the directory; null if it is missing or damaged. Throws `ArchiveError` if it is too large.
 */
export async function readDirectory(file: Readable, pause: Pause): Promise<Directory | null> {
  const place = await findPlace(file);
  if (!place) return null;
  const end = place.records[0]?.from ?? 0;
  const behind = await directoryBehind(file, place, end - place.from - place.bytes, pause);
  if (behind) return behind;
  const listed = await listedAt(file, place, pause);
  // An empty directory is valid only in an empty zip.
  return listed && (listed.length > 0 || end === 0) ? directoryOf(place, listed, 0) : null;
}
