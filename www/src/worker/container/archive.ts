/**
 * Opens an archive: yields every log in it as a file of its own, streamed, including those in archives nested one level
 * deep.
 *
 * Files are recognised by their first bytes, not by their names. They are read in the order in which they are packed:
 * in any other, members that are small and many would each cost the read of a block.
 */

import { ArchiveError } from '../../shared/archive-error.js';
import type { Place, Readable } from '../../shared/source-file.js';
import { Bytes } from './bytes.js';
import { gunzip, isGzip } from './inflate.js';
import { isTooLong, type Meter } from './limits.js';
import { countRest, isFolder, isJunk, leftOver, type Member, splitPath } from './member.js';
import { BLOCK, isTar, tarMembers } from './tar.js';
import { windows } from './windows.js';
import { type Listing, limitToStretch, listedMembers, listingOf, zipMembers } from './zip.js';
import { type Extent, readDirectory } from './zip-directory.js';
import { isOffice, isZip } from './zip-records.js';

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

/** Characters at the end of a name that is too long, by which a file is named in messages. */
const NAME_END = 80;
/** How deep archives may be nested in an archive. */
const MAX_DEPTH = 1;

/** The parameters of opening an archive. */
export interface Opening {
  kind: ContainerKind;
  place: Place;
  meter: Meter;
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

/** What a zip lists, if it has a directory, so that its files can be read from any place, and does not list more than may be unpacked. */
export async function listingToCut(file: Readable, meter: Meter): Promise<Listing | null> {
  const directory = await readDirectory(file, meter.pause);
  if (!directory) return null;
  const listing = await listingOf(directory, meter.pause);
  const hasFiles = listing.listed.some(({ path }) => !isFolder(path) && !isJunk(splitPath(path)));
  return hasFiles && meter.allows(listing.all) ? listing : null;
}

/** The files of a zip that begin in a stretch of it. All stretches together have what the archive has, and its limits. */
export function openStretch(
  file: Readable,
  listing: Listing,
  stretch: Extent,
  { place, meter }: Omit<Opening, 'kind'>,
): AsyncGenerator<Unpacked> {
  limitToStretch(meter, listing, stretch, file.size);
  return reported(openListed(file, listing, stretch, place, meter), place);
}

/** Represents an error that ends the archive by a file, so that it is reported; likewise an archive without files. */
async function* guarded(files: AsyncGenerator<Unpacked>, place: Place): AsyncGenerator<Unpacked> {
  let isEmpty = true;
  for await (const file of reported(files, place)) {
    isEmpty = false;
    yield file;
  }
  if (isEmpty) yield empty(place);
}

async function* reported(files: AsyncGenerator<Unpacked>, place: Place): AsyncGenerator<Unpacked> {
  try {
    yield* files;
  } catch (trouble) {
    yield unreadable(place, trouble);
  }
}

async function* openOnDisk(file: Readable, { kind, place, meter }: Opening): AsyncGenerator<Unpacked> {
  const directory = kind === 'zip' ? await readDirectory(file, meter.pause) : null;
  if (directory) {
    const listing = await listingOf(directory, meter.pause);
    return yield* openListed(file, listing, { from: 0, end: file.size }, place, meter);
  }
  yield* openStream(kind, new Bytes(windows(file, 0, file.size, meter.pause), meter.took), place, meter, 0);
  // Without a directory it is unknown whether all of its files are there.
  if (kind === 'zip') throw new ArchiveError('damaged');
}

/** The files of a zip with a directory that begin in a stretch of it, after those of what is in front of the zip. */
async function* openListed(
  file: Readable,
  listing: Listing,
  stretch: Extent,
  place: Place,
  meter: Meter,
): AsyncGenerator<Unpacked> {
  const { front, agrees } = listing.directory;
  if (front > 0 && stretch.from === 0) {
    const source = new Bytes(windows(file, 0, front, meter.pause), meter.took);
    yield* guarded(openStream('zip', source, place, meter, 0), place);
  }
  yield* openMembers(listedMembers(file, listing, stretch, meter), place, meter, 0);
  // The directory lists more members than there are, or fewer.
  if (!agrees && stretch.end >= file.size) throw new ArchiveError('damaged');
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
  return openGzip(source, place, meter, depth);
}

/**
 * The contents of a gz file. With a tar file in it, it counts as one archive. A single file keeps the folder and name
 * of the gz file: logs that were packed one by one remain in one folder, which distinguishes their sessions from those
 * of others.
 */
async function* openGzip(source: Bytes, place: Place, meter: Meter, depth: number): AsyncGenerator<Unpacked> {
  meter.begin();
  let isWhole = false;
  const whole = async function* (): AsyncGenerator<Uint8Array> {
    yield* gunzip(source, meter);
    isWhole = true;
  };
  const bytes = new Bytes(whole());
  const kind = await kindOf(bytes);
  if (kind === 'tar') yield* openStream(kind, bytes, place, meter, depth);
  else yield* openFile(kind, bytes, { ...place, size: null }, meter, depth);
  // Of a stream that is damaged the end is unknown.
  const behind = isWhole ? await countRest(source) : 0;
  if (behind > 0) yield* openMembers(only(leftOver('data after the end', behind)), place, meter, depth);
}

async function* only(member: Member): AsyncGenerator<Member> {
  yield member;
}

async function* openMembers(
  members: AsyncGenerator<Member>,
  place: Place,
  meter: Meter,
  depth: number,
): AsyncGenerator<Unpacked> {
  for await (const member of members) {
    meter.begin();
    await meter.pause();
    if (isJunk(member)) continue;
    if (isTooLong(member.folder, member.name)) {
      yield unreadable(
        { folder: inside(place, '…'), name: member.name.slice(-NAME_END) },
        new ArchiveError('longPath'),
      );
      continue;
    }
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
