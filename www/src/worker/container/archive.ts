/**
 * Opens an archive: yields every log in it as a file of its own, streamed, including those in archives nested one level
 * deep.
 *
 * Files are recognised by their first bytes, not by their names. A zip on disk is read by its directory, in the order
 * in which files are opened; everything else in the order in which it is packed.
 */

import { ArchiveError } from '../../shared/archive-error.js';
import type { Place, Readable } from '../../shared/source-file.js';
import { Bytes } from './bytes.js';
import { gunzip, isGzip } from './inflate.js';
import type { Meter } from './limits.js';
import { isFolder, isJunk, type Member, splitPath } from './member.js';
import { BLOCK, isTar, tarMembers } from './tar.js';
import { windows } from './windows.js';
import { listedMembers, zipMembers } from './zip.js';
import { readDirectory } from './zip-directory.js';
import { isOffice, isZip, type Listed } from './zip-records.js';

/** Bytes needed to recognise a file. */
export const HEAD_BYTES = BLOCK;

export type ContainerKind = 'zip' | 'gzip' | 'tar';

/** The kind of archive that begins with these bytes; null for everything else. */
export function recognise(head: Uint8Array): ContainerKind | null {
  // The engine reports documents of Office, whose members mean nothing to a user.
  if (isZip(head)) return isOffice(head) ? null : 'zip';
  if (isGzip(head)) return 'gzip';
  return isTar(head) ? 'tar' : null;
}

/** A file for the engine. */
export interface Unpacked extends Place {
  /** Size in bytes; null if unknown beforehand. */
  size: number | null;
  /**
   * Its bytes; each piece is valid until the next is requested. Throws `ArchiveError` where they cannot be unpacked.
   */
  chunks: AsyncGenerator<Uint8Array>;
}

type Compare = (a: Place, b: Place) => number;

/** How deep archives may be nested in an archive. */
const MAX_DEPTH = 1;

/** The parameters of opening an archive. */
export interface Opening {
  kind: ContainerKind;
  place: Place;
  meter: Meter;
  /** The order in which files are opened. */
  compare: Compare;
}

/** A file that yields nothing but an error. */
function unreadable(place: Place, trouble: unknown): Unpacked {
  return { ...place, size: null, chunks: new Bytes({ next: () => Promise.reject(trouble) }).rest() };
}

/** Represents an archive without files. */
function empty(place: Place): Unpacked {
  return { ...place, size: 0, chunks: new Bytes({ next: async () => ({ done: true, value: undefined }) }).rest() };
}

function inside({ folder, name }: Place, inner: string): string {
  return [folder, name, inner].filter((part) => part !== '').join('/');
}

/** The files of an archive on disk, including those that cannot be unpacked, whose chunks throw `ArchiveError`. */
export function openArchive(file: Readable, opening: Opening): AsyncGenerator<Unpacked> {
  return guarded(openOnDisk(file, opening), opening.place);
}

/** Represents an error that ends the archive by a file, so that it is reported; likewise an archive without files. */
async function* guarded(files: AsyncGenerator<Unpacked>, place: Place): AsyncGenerator<Unpacked> {
  let isEmpty = true;
  try {
    for await (const file of files) {
      isEmpty = false;
      yield file;
    }
    if (isEmpty) yield empty(place);
  } catch (trouble) {
    yield unreadable(place, trouble);
  }
}

async function* openOnDisk(file: Readable, { kind, place, meter, compare }: Opening): AsyncGenerator<Unpacked> {
  const listed = kind === 'zip' ? await readDirectory(file) : null;
  if (listed) return yield* openMembers(listedMembers(file, inOrder(listed, compare), meter), place, meter, 0);
  yield* openStream(kind, new Bytes(windows(file, 0, file.size), meter.took), place, meter, 0);
  // Without a directory it is unknown whether all of its files are there.
  if (kind === 'zip') throw new ArchiveError('damaged');
}

function inOrder(listed: readonly Listed[], compare: Compare): Listed[] {
  const files = listed.filter(({ path }) => !isFolder(path)).map((one) => ({ one, place: splitPath(one.path) }));
  return files.sort((a, b) => compare(a.place, b.place)).map(({ one }) => one);
}

/** The files of an archive that is read from the beginning. */
function openStream(
  kind: ContainerKind,
  source: Bytes,
  place: Place,
  meter: Meter,
  depth: number,
): AsyncGenerator<Unpacked> {
  if (kind === 'zip') return openMembers(zipMembers(source, meter), place, meter, depth);
  if (kind === 'tar') return openMembers(tarMembers(source), place, meter, depth);
  return openGzip(new Bytes(gunzip(source, meter)), place, meter, depth);
}

/**
 * The contents of a gz file. With a tar file in it, it counts as one archive. A single file keeps the folder and name
 * of the gz file: logs that were packed one by one remain in one folder, which distinguishes their sessions from those
 * of others.
 */
async function* openGzip(bytes: Bytes, place: Place, meter: Meter, depth: number): AsyncGenerator<Unpacked> {
  meter.begin();
  const kind = await kindOf(bytes);
  if (kind === 'tar') yield* openStream(kind, bytes, place, meter, depth);
  else yield* openFile(kind, bytes, { ...place, size: null }, meter, depth);
}

async function* openMembers(
  members: AsyncGenerator<Member>,
  place: Place,
  meter: Meter,
  depth: number,
): AsyncGenerator<Unpacked> {
  for await (const member of members) {
    meter.begin();
    if (isJunk(member)) continue;
    const file = { folder: inside(place, member.folder), name: member.name, size: member.size };
    const bytes = new Bytes(member.content());
    yield* openFile(await kindOf(bytes), bytes, file, meter, depth);
  }
}

/** The kind of a file. If its beginning cannot be unpacked, reading it throws the error again. */
async function kindOf(bytes: Bytes): Promise<ContainerKind | null> {
  return recognise(await bytes.peek(HEAD_BYTES).catch(() => new Uint8Array(0)));
}

/** A file in an archive: passed on, or opened if it is an archive itself. */
async function* openFile(
  kind: ContainerKind | null,
  bytes: Bytes,
  file: Place & { size: number | null },
  meter: Meter,
  depth: number,
): AsyncGenerator<Unpacked> {
  if (kind === null) yield { ...file, chunks: bytes.rest() };
  else if (depth === MAX_DEPTH) yield unreadable(file, new ArchiveError('nested'));
  else yield* guarded(openStream(kind, bytes, file, meter, depth + 1), file);
}
