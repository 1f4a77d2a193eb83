/**
 * Reads zip files by their directory, or from the beginning if that is not available: truncated files and nested
 * archives.
 *
 * Why not zip.js: its reader takes 102 KB in the page, twice as worker and page each contain a copy, against 41 KB for
 * this folder with pako; it cannot read archives without a directory; and it would unpack nested archives into memory
 * first.
 */

import { ArchiveError } from '../../shared/archive-error.js';
import type { Readable } from '../../shared/source-file.js';
import { Bytes, drain } from './bytes.js';
import { crc32 } from './crc32.js';
import { eachInSlices, sortedInSlices } from './in-slices.js';
import { inflate } from './inflate.js';
import { type Amount, type Meter, type Pause, TOTAL_BYTES } from './limits.js';
import { countRest, isFolder, leftOver, type Member, refused, splitPath, withData } from './member.js';
import { PART_BYTES, Parts, windows } from './windows.js';
import type { Directory, Extent } from './zip-directory.js';
import { Extents } from './zip-extents.js';
import {
  type Described,
  isZip,
  type Listed,
  LOCAL_BYTES,
  type Packing,
  SIGNATURES,
  signatureOf,
  takeDescriptor,
  takeEnding,
  takeLocal,
  viewOf,
} from './zip-records.js';

const STORED = 0;
const DEFLATE = 8;

/** Times as much as its packed bytes that a deflate stream can yield: a match of 258 bytes takes at least two bits. */
const MAX_DEFLATE_RATIO = 1032;

/** The size of a member as declared; null if it cannot be true of one whose packed bytes are at most `most`. */
function sizeOf({ method, packed, size }: Packing, most: number): number | null {
  const limit = method === STORED ? packed : packed * MAX_DEFLATE_RATIO;
  return packed <= most && size <= limit ? size : null;
}

/** Passes bytes on and meters them. */
async function* metered(pieces: AsyncIterable<Uint8Array>, meter: Meter): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    meter.gave(piece.length);
    yield piece;
  }
}

/** The unpacked bytes of a member. Throws `ArchiveError` if it cannot be unpacked. */
function unpacked(packing: Packing, packed: Bytes, meter: Meter): AsyncGenerator<Uint8Array> {
  if (packing.encrypted) throw new ArchiveError('encrypted');
  if (packing.method === STORED) return metered(packed.rest(), meter);
  if (packing.method === DEFLATE) return inflate(packed, meter, packing.sizesFollow ? undefined : packing.size);
  throw new ArchiveError('unsupported');
}

/** Passes bytes on and verifies their checksum and size at the end, when the expected ones are known. */
async function* checked(
  pieces: AsyncIterable<Uint8Array>,
  wanted: () => Promise<Described>,
): AsyncGenerator<Uint8Array> {
  let [crc, size] = [0, 0];
  for await (const piece of pieces) {
    crc = crc32(piece, crc);
    size += piece.length;
    yield piece;
  }
  const declared = await wanted();
  // Without ZIP64, sizes above 4 GiB have four bytes all the same.
  const isWhole = declared.size === size || declared.size === size % 2 ** 32;
  if (declared.crc !== crc || !isWhole) throw new ArchiveError('damaged');
}

// ------------------------------------------------------------------------------------------------ by the directory

/**
 * Of members in the order of their offsets, those that overlap another member or the directory. No program writes such
 * archives; with each member read, a few megabytes would yield petabytes. Of members in one place, the first counts.
 */
export async function overlapping(
  listed: readonly Listed[],
  { from, end }: Directory,
  pause: Pause,
): Promise<ReadonlySet<Listed>> {
  const found = new Set<Listed>();
  let taken = 0;
  await eachInSlices(listed.length, pause, (index) => {
    const one = listed[index] as Listed;
    if (one.offset < taken || (one.offset >= from && one.offset < end)) found.add(one);
    // The extra field of the local header is unknown here. Sizes that cannot be true are no reason to refuse others.
    const data = one.offset + LOCAL_BYTES;
    if (!found.has(one)) taken = data + one.packed <= from ? data + one.packed : data;
  });
  return found;
}

/**
 * A directory, its members in the order of their offsets, what they unpack to as it declares, and those of them that overlap
 * something. It is worked out once, however many parts the zip is read in.
 */
export interface Listing {
  readonly directory: Directory;
  readonly listed: readonly Listed[];
  readonly all: Amount;
  readonly overlaps: ReadonlySet<Listed>;
}

export async function listingOf(directory: Directory, pause: Pause): Promise<Listing> {
  const listed = await sortedInSlices(directory.listed, (a, b) => a.offset - b.offset, pause);
  return { directory, listed, all: declared(listed), overlaps: await overlapping(listed, directory, pause) };
}

/** The index of the first member that begins at that offset or after it. There may be a quarter of a million members, and many parts. */
function firstFrom(listed: readonly Listed[], offset: number): number {
  let [from, to] = [0, listed.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((listed[middle] as Listed).offset < offset) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The members that begin in a stretch of the file. */
function membersIn(listed: readonly Listed[], { from, end }: Extent, size: number): readonly Listed[] {
  return listed.slice(firstFrom(listed, from), end >= size ? listed.length : firstFrom(listed, end));
}

/** What members unpack to, as the directory declares. */
function declared(listed: readonly Listed[]): Amount {
  return { bytes: listed.reduce((sum, { size }) => sum + size, 0), members: listed.length };
}

/** Limits a meter to what is allowed of a stretch of the file. */
export function limitToStretch(meter: Meter, { listed, all }: Listing, stretch: Extent, size: number): void {
  const own = declared(membersIn(listed, stretch, size));
  meter.limitTo((stretch.end - stretch.from) / size, own, all);
}

/**
 * The members listed in a directory that begin in a stretch of the file, in the order of their offsets. At the end of the
 * file also what belongs to no member at all. As in other tools, the directory takes precedence over local headers.
 */
export async function* listedMembers(
  file: Readable,
  { directory, listed, overlaps }: Listing,
  stretch: Extent,
  meter: Meter,
): AsyncGenerator<Member> {
  const parts = new Parts(file);
  const isRest = stretch.end >= file.size;
  const extents = isRest ? new Extents(file, parts, directory, meter.pause) : null;
  for (const one of isRest ? listed : membersIn(listed, stretch, file.size)) {
    const isOwn = one.offset >= stretch.from;
    const data = await dataOf(parts, one);
    await extents?.add(one, data);
    if (!isOwn) continue;
    meter.goTo(one.offset);
    const content = () => (overlaps.has(one) ? refused('overlapping') : listedContent(file, parts, one, data, meter));
    const member = { ...splitPath(one.path), size: sizeOf(one, file.size - one.offset), content };
    const isEmpty = one.packed === 0 && one.size === 0;
    const own = !isFolder(one.path) ? member : isEmpty ? null : await withData(member);
    if (own) yield own;
  }
  if (isRest) meter.goTo(file.size);
  const unclaimed = (await extents?.finish()) ?? 0;
  if (unclaimed > 0) yield leftOver('data that belongs to no file', unclaimed);
}

/** Where the data of a member begins; null if there is no local header where the directory says. */
async function dataOf(parts: Parts, { offset }: Listed): Promise<number | null> {
  const header = await parts.at(offset, LOCAL_BYTES);
  if (header.length < LOCAL_BYTES || signatureOf(header) !== SIGNATURES.local) return null;
  const view = viewOf(header);
  return offset + LOCAL_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
}

async function* listedContent(
  file: Readable,
  parts: Parts,
  listed: Listed,
  from: number | null,
  meter: Meter,
): AsyncGenerator<Uint8Array> {
  if (from === null) throw new ArchiveError('damaged');
  const packed = new Bytes(packedOf(file, parts, from, listed, meter), meter.took);
  const data = new Bytes(packed.pieces(listed.packed));
  yield* checked(unpacked(listed, data, meter), async () => {
    if ((await data.peek(1)).length > 0) throw new ArchiveError('damaged');
    return listed;
  });
}

/** The packed bytes of a member, as far as they are there. */
async function* packedOf(
  file: Readable,
  parts: Parts,
  from: number,
  { packed }: Listed,
  meter: Meter,
): AsyncGenerator<Uint8Array> {
  if (packed <= PART_BYTES) yield await parts.at(from, packed);
  else yield* windows(file, from, Math.min(from + packed, file.size), meter.pause);
}

// ---------------------------------------------------------------------------------------------- from the beginning

/** Whether there are no more members: the directory, or a record that may precede it, is next. */
function isAfterMembers(signature: number): boolean {
  const { central, archiveExtra, end, end64 } = SIGNATURES;
  return ([central, archiveExtra, end, end64] as number[]).includes(signature);
}

/**
 * The members of a zip that is read from the beginning, in its own order, of further ones that follow it, and what comes
 * after the end. Throws `ArchiveError` if the next member cannot be found: at the end of a truncated zip, and after a
 * member whose end is unknown; and after everything else if a directory lists more members.
 */
export async function* zipMembers(source: Bytes, meter: Meter): AsyncGenerator<Member> {
  let isWhole = true;
  do {
    let count = 0;
    for (; !isAfterMembers(signatureOf(await source.peek(4))); count++) yield* nextMember(source, meter);
    isWhole = (await takeEnding(source)) <= count && isWhole;
  } while (isZip(await source.peek(4)));
  const rest = await countRest(source);
  if (rest > 0) yield leftOver('data after the end', rest);
  if (!isWhole) throw new ArchiveError('damaged');
}

async function* nextMember(source: Bytes, meter: Meter): AsyncGenerator<Member> {
  const packing = await takeLocal(source);
  const isOpen = packing.sizesFollow && packing.packed === 0;
  const body = isOpen ? openBody(source, packing, meter) : closedBody(source, packing, meter);
  const member = { ...splitPath(packing.path), size: body.size, content: body.content };
  const isEmpty = !isOpen && packing.packed === 0;
  const own = !isFolder(packing.path) ? member : isEmpty ? null : await withData(member);
  if (own) yield own;
  await body.finish();
}

interface Body {
  size: number | null;
  content(): AsyncGenerator<Uint8Array>;
  /** Skips to the end of the member, whether or not its content was read. */
  finish(): Promise<void>;
}

/** A member whose packed size is known. */
function closedBody(source: Bytes, packing: Packing, meter: Meter): Body {
  const data = new Bytes(source.pieces(packing.packed));
  let described: Promise<Described> | null = null;
  const descriptor = (): Promise<Described> => {
    described ??= packing.sizesFollow ? takeDescriptor(source) : Promise.resolve(packing);
    return described;
  };
  return {
    size: sizeOf(packing, TOTAL_BYTES),
    async *content() {
      yield* checked(unpacked(packing, data, meter), descriptor);
    },
    async finish() {
      await drain(data.rest());
      await descriptor();
    },
  };
}

/** A member that ends with its deflate stream, as its sizes follow its data. */
function openBody(source: Bytes, packing: Packing, meter: Meter): Body {
  let isBehind = false;
  let failure: unknown = new ArchiveError('damaged');
  const descriptor = async (): Promise<Described> => {
    const described = await takeDescriptor(source);
    isBehind = true;
    return described;
  };
  async function* content(): AsyncGenerator<Uint8Array> {
    try {
      // Only a deflate stream marks its own end.
      if (!packing.encrypted && packing.method !== DEFLATE) throw new ArchiveError('unsupported');
      yield* checked(unpacked(packing, source, meter), descriptor);
    } catch (error) {
      failure = error;
      throw error;
    }
  }
  const all = content();
  return {
    size: null,
    content: () => all,
    async finish() {
      await drain(all);
      // Its end is known only if all of it was unpacked.
      if (!isBehind) throw failure;
    },
  };
}
