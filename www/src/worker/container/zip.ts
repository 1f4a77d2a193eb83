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
import { inflate } from './inflate.js';
import type { Meter } from './limits.js';
import { isFolder, type Member, splitPath } from './member.js';
import { windows } from './windows.js';
import {
  type Listed,
  LOCAL_BYTES,
  type Packing,
  SIGNATURES,
  signatureOf,
  takeDescriptor,
  takeLocal,
} from './zip-records.js';

const STORED = 0;
const DEFLATE = 8;

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
  if (packing.method === DEFLATE) return inflate(packed, meter);
  throw new ArchiveError('unsupported');
}

/** Passes bytes on and verifies their checksum at the end, when the expected one is known. */
async function* checked(pieces: AsyncIterable<Uint8Array>, wanted: () => Promise<number>): AsyncGenerator<Uint8Array> {
  let crc = 0;
  for await (const piece of pieces) {
    crc = crc32(piece, crc);
    yield piece;
  }
  if ((await wanted()) !== crc) throw new ArchiveError('damaged');
}

// ------------------------------------------------------------------------------------------------ by the directory

/** The members listed in a directory. As in other tools, the directory takes precedence over local headers. */
export async function* listedMembers(file: Readable, listed: readonly Listed[], meter: Meter): AsyncGenerator<Member> {
  for (const one of listed) {
    yield { ...splitPath(one.path), size: one.size, content: () => listedContent(file, one, meter) };
  }
}

async function* listedContent(file: Readable, listed: Listed, meter: Meter): AsyncGenerator<Uint8Array> {
  const header = await file.slice(listed.offset, listed.offset + LOCAL_BYTES).arrayBuffer();
  const view = new DataView(header);
  const isThere = header.byteLength === LOCAL_BYTES && view.getUint32(0, true) === SIGNATURES.local;
  if (!isThere) throw new ArchiveError('damaged');
  const from = listed.offset + LOCAL_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
  const data = new Bytes(windows(file, from, Math.min(from + listed.packed, file.size)), meter.took);
  yield* checked(unpacked(listed, new Bytes(data.pieces(listed.packed)), meter), async () => listed.crc);
}

// ---------------------------------------------------------------------------------------------- from the beginning

/** Whether there are no more members: the directory, or a record that may precede it, is next. */
function isAfterMembers(signature: number): boolean {
  const { central, archiveExtra, end, end64 } = SIGNATURES;
  return ([central, archiveExtra, end, end64] as number[]).includes(signature);
}

/**
 * The members of a zip that is read from the beginning, in its own order. Throws `ArchiveError` if the next member
 * cannot be found: at the end of a truncated zip, and after a member whose end is unknown.
 */
export async function* zipMembers(source: Bytes, meter: Meter): AsyncGenerator<Member> {
  while (!isAfterMembers(signatureOf(await source.peek(4)))) {
    const packing = await takeLocal(source);
    const body =
      packing.sizesFollow && packing.packed === 0
        ? openBody(source, packing, meter)
        : closedBody(source, packing, meter);
    if (!isFolder(packing.path)) yield { ...splitPath(packing.path), size: body.size, content: body.content };
    await body.finish();
  }
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
  let crc: Promise<number> | null = null;
  const descriptor = (): Promise<number> => {
    crc ??= packing.sizesFollow ? takeDescriptor(source) : Promise.resolve(packing.crc);
    return crc;
  };
  return {
    size: packing.size,
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
  const descriptor = async (): Promise<number> => {
    const crc = await takeDescriptor(source);
    isBehind = true;
    return crc;
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
