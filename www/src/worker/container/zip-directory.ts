/** Finds and reads the directory at the end of a zip file. */

import { ArchiveError } from '../../shared/archive-error.js';
import type { Readable } from '../../shared/source-file.js';
import { Bytes } from './bytes.js';
import { windows } from './windows.js';
import { type Listed, SIGNATURES, signatureOf, takeCentral, uint64, viewOf } from './zip-records.js';

const END_BYTES = 22;
const END64_BYTES = 56;
const LOCATOR_BYTES = 20;
/** Maximum length of the comment after the end record. */
const COMMENT_BYTES = 0xffff;
/** Maximum size of a directory, which is kept in memory: about a million members. */
const MAX_DIRECTORY_BYTES = 128 * 1024 * 1024;

/** Location of the directory. */
interface Place {
  from: number;
  bytes: number;
}

async function readAt(file: Readable, from: number, bytes: number): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(from, from + bytes).arrayBuffer());
}

/** Offset of the end record in the last bytes of a file; -1 if there is none. Its comment may contain anything. */
function findEnd(tail: Uint8Array): number {
  const view = viewOf(tail);
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    const isEnd = view.getUint32(at, true) === SIGNATURES.end;
    if (isEnd && at + END_BYTES + view.getUint16(at + 20, true) <= tail.length) return at;
  }
  return -1;
}

/** The location according to the ZIP64 end record; `locator` is what precedes the end record. */
async function place64(file: Readable, locator: Uint8Array): Promise<Place | null> {
  if (signatureOf(locator) !== SIGNATURES.locator64) return null;
  const end = await readAt(file, uint64(viewOf(locator), 8), END64_BYTES);
  if (end.length < END64_BYTES || signatureOf(end) !== SIGNATURES.end64) return null;
  return { bytes: uint64(viewOf(end), 40), from: uint64(viewOf(end), 48) };
}

async function findDirectory(file: Readable): Promise<Place | null> {
  const tailBytes = Math.min(file.size, LOCATOR_BYTES + END_BYTES + COMMENT_BYTES);
  const tail = await readAt(file, file.size - tailBytes, tailBytes);
  const at = findEnd(tail);
  if (at < 0) return null;
  const view = viewOf(tail);
  const place = { bytes: view.getUint32(at + 12, true), from: view.getUint32(at + 16, true) };
  return (await place64(file, tail.subarray(Math.max(at - LOCATOR_BYTES, 0), at))) ?? place;
}

/**
 * The members listed in the directory; null if it is missing or damaged. Throws `ArchiveError` if it is too large.
 */
export async function readDirectory(file: Readable): Promise<Listed[] | null> {
  const place = await findDirectory(file);
  if (!place || place.from + place.bytes > file.size) return null;
  if (place.bytes > MAX_DIRECTORY_BYTES) throw new ArchiveError('unsupported');
  const source = new Bytes(windows(file, place.from, place.from + place.bytes));
  const listed: Listed[] = [];
  try {
    while ((await source.peek(1)).length > 0) listed.push(await takeCentral(source));
  } catch (error) {
    if (error instanceof ArchiveError) return null;
    throw error;
  }
  // An empty directory is valid only in an empty zip.
  return listed.length === 0 && place.from > 0 ? null : listed;
}
