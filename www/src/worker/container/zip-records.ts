/**
 * The records of zip files that are needed for reading (PKWARE's APPNOTE.TXT, section 4). Numbers are little-endian.
 */

import { ArchiveError } from '../../shared/archive-error.js';
import { type Bytes, drain } from './bytes.js';
import { decodeName } from './member.js';

/** Signatures of the records: all begin with `PK`. */
export const SIGNATURES = {
  local: 0x04034b50,
  descriptor: 0x08074b50,
  central: 0x02014b50,
  archiveExtra: 0x08064b50,
  digitalSignature: 0x05054b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
} as const;

export const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;

/** Bits of the general purpose flag (4.4.4). */
const ENCRYPTED = 1;
const SIZES_FOLLOW = 8;
const UTF8_NAME = 0x800;

/** Indicates that the number is in the ZIP64 extra field, with eight bytes. */
const IN_EXTRA = 0xffffffff;
const ZIP64_EXTRA = 1;

/** How a member is packed, according to its local header or the directory. Sizes in bytes. */
export interface Packing {
  path: string;
  /** 0 is stored, 8 is deflate (4.4.5). */
  method: number;
  encrypted: boolean;
  crc: number;
  packed: number;
  size: number;
  /** Checksum and sizes follow the data instead of being in the local header. */
  sizesFollow: boolean;
}

/** A member as listed in the directory, with the offset of its local header. */
export interface Listed extends Packing {
  offset: number;
}

/** What a data descriptor says of the data before it. */
export type Described = Pick<Packing, 'crc' | 'size'>;

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A number of eight bytes; rounded beyond 2^53, which no file reaches. */
export function uint64(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}

export function signatureOf(bytes: Uint8Array): number {
  return bytes.length < 4 ? 0 : viewOf(bytes).getUint32(0, true);
}

/** Whether this is the beginning of a zip file: a member, or the end record if it is empty. */
export function isZip(head: Uint8Array): boolean {
  return ([SIGNATURES.local, SIGNATURES.end] as number[]).includes(signatureOf(head));
}

/** How the first member of a document of Office or OpenOffice is called; the engine has the same list. */
const OFFICE_MEMBERS = ['[Content_Types].xml', '_rels/', 'docProps/', 'xl/', 'word/', 'mimetypeapplication/vnd.oasis'];

/** Whether a zip that begins with these bytes is a document of Office. The name of a member is at byte 30. */
export function isOffice(head: Uint8Array): boolean {
  const name = String.fromCharCode(...head.subarray(30, 80));
  return OFFICE_MEMBERS.some((member) => name.startsWith(member));
}

/** The data of the ZIP64 extra field; empty if there is none. */
function zip64Extra(extra: Uint8Array): DataView {
  const view = viewOf(extra);
  for (let at = 0; at + 4 <= extra.length; ) {
    const length = view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === ZIP64_EXTRA) return viewOf(extra.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return viewOf(extra.subarray(extra.length));
}

/** Replaces numbers that did not fit by those of the extra field, which are in the same order (4.5.3). */
function widened(numbers: readonly number[], extra: Uint8Array): number[] {
  const wide = zip64Extra(extra);
  let at = 0;
  return numbers.map((number) => {
    if (number !== IN_EXTRA || at + 8 > wide.byteLength) return number;
    at += 8;
    return uint64(wide, at - 8);
  });
}

/** The fields that both headers have in common; they begin at `at`. */
function packingAt(view: DataView, at: number): Omit<Packing, 'path' | 'packed' | 'size'> {
  const flags = view.getUint16(at, true);
  return {
    method: view.getUint16(at + 2, true),
    encrypted: (flags & ENCRYPTED) !== 0,
    crc: view.getUint32(at + 8, true),
    sizesFollow: (flags & SIZES_FOLLOW) !== 0,
  };
}

const LENIENT_UTF8 = new TextDecoder();

function nameOf(bytes: Uint8Array, flags: number): string {
  return (flags & UTF8_NAME) !== 0 ? LENIENT_UTF8.decode(bytes) : decodeName(bytes);
}

/** Takes a local header. Throws `ArchiveError` if there is none. */
export async function takeLocal(source: Bytes): Promise<Packing> {
  const fixed = (await source.exactly(LOCAL_BYTES)).slice();
  if (signatureOf(fixed) !== SIGNATURES.local) throw new ArchiveError('damaged');
  const view = viewOf(fixed);
  const nameLength = view.getUint16(26, true);
  const rest = await source.exactly(nameLength + view.getUint16(28, true));
  const [size = 0, packed = 0] = widened(
    [view.getUint32(22, true), view.getUint32(18, true)],
    rest.subarray(nameLength),
  );
  return { ...packingAt(view, 6), path: nameOf(rest.subarray(0, nameLength), view.getUint16(6, true)), packed, size };
}

/** The record of the directory at `at`, and where it ends; null if there is none. */
export function centralAt(directory: Uint8Array, at: number): { listed: Listed; end: number } | null {
  const fixed = directory.subarray(at, at + CENTRAL_BYTES);
  if (fixed.length < CENTRAL_BYTES || signatureOf(fixed) !== SIGNATURES.central) return null;
  const view = viewOf(fixed);
  const extraAt = at + CENTRAL_BYTES + view.getUint16(28, true);
  const extraEnd = extraAt + view.getUint16(30, true);
  const end = extraEnd + view.getUint16(32, true);
  if (end > directory.length) return null;
  const narrow = [view.getUint32(24, true), view.getUint32(20, true), view.getUint32(42, true)];
  const [size = 0, packed = 0, offset = 0] = widened(narrow, directory.subarray(extraAt, extraEnd));
  const path = nameOf(directory.subarray(at + CENTRAL_BYTES, extraAt), view.getUint16(8, true));
  return { listed: { ...packingAt(view, 8), path, packed, size, offset }, end };
}

/** Layouts of the data descriptor: bytes before the checksum, bytes in total (4.3.9). */
const DESCRIPTORS = [
  { before: 4, bytes: 16 },
  { before: 4, bytes: 24 },
  { before: 0, bytes: 12 },
  { before: 0, bytes: 20 },
] as const;

/** The most bytes that a data descriptor has. */
export const DESCRIPTOR_BYTES = 24;

/** The bytes of the data descriptor of a member at the beginning of `bytes`; 0 if there is none. */
export function descriptorBytes(bytes: Uint8Array, { crc, packed, size }: Packing): number {
  const view = viewOf(bytes);
  const isIts = (shape: (typeof DESCRIPTORS)[number]): boolean => {
    const { before, bytes: length } = shape;
    if (bytes.length < length || (before > 0 && signatureOf(bytes) !== SIGNATURES.descriptor)) return false;
    const isWide = length - before === 20;
    const numberAt = (at: number) => (isWide ? uint64(view, at) : view.getUint32(at, true));
    // Without ZIP64, sizes above 4 GiB have four bytes all the same.
    const is = (at: number, wanted: number) => numberAt(at) === (isWide ? wanted : wanted % 2 ** 32);
    return view.getUint32(before, true) === crc && is(before + 4, packed) && is(before + (isWide ? 12 : 8), size);
  };
  return DESCRIPTORS.find(isIts)?.bytes ?? 0;
}

/**
 * Takes the data descriptor that follows the data of a member, and returns its checksum and size. Its signature is optional and
 * its sizes have four or eight bytes; where the next record begins shows which layout it is.
 */
export async function takeDescriptor(source: Bytes): Promise<Described> {
  const bytes = await source.peek(28);
  const isSigned = signatureOf(bytes) === SIGNATURES.descriptor;
  const isRecord = (at: number): boolean => bytes[at] === 0x50 && bytes[at + 1] === 0x4b;
  const shape = DESCRIPTORS.find(({ before, bytes }) => before > 0 === isSigned && isRecord(bytes));
  if (!shape) throw new ArchiveError('damaged');
  const view = viewOf(bytes);
  const sizeAt = shape.before + (shape.bytes - shape.before === 20 ? 12 : 8);
  const size = shape.bytes - shape.before === 20 ? uint64(view, sizeAt) : view.getUint32(sizeAt, true);
  const described = { crc: view.getUint32(shape.before, true), size };
  source.take(shape.bytes);
  return described;
}

/** The records after the members: bytes before the variable parts, and where the length of each part is, in how many bytes. */
const ENDING = [
  { signature: SIGNATURES.archiveExtra, bytes: 8, lengths: [[4, 4]] },
  {
    signature: SIGNATURES.central,
    bytes: 46,
    lengths: [
      [28, 2],
      [30, 2],
      [32, 2],
    ],
  },
  { signature: SIGNATURES.digitalSignature, bytes: 6, lengths: [[4, 2]] },
  { signature: SIGNATURES.end64, bytes: 12, lengths: [[4, 8]] },
  { signature: SIGNATURES.locator64, bytes: 20, lengths: [] },
  { signature: SIGNATURES.end, bytes: 22, lengths: [[20, 2]] },
] as const;

/**
 * Takes the directory and the records around it up to the end record. Returns the number of members that it lists. Throws
 * `ArchiveError` if something else comes.
 */
export async function takeEnding(source: Bytes): Promise<number> {
  for (let listed = 0; ; ) {
    const signature = signatureOf(await source.peek(4));
    const record = ENDING.find((one) => one.signature === signature);
    if (!record) throw new ArchiveError('damaged');
    const view = viewOf((await source.exactly(record.bytes)).slice());
    const read = {
      2: (at: number) => view.getUint16(at, true),
      4: (at: number) => view.getUint32(at, true),
      8: (at: number) => uint64(view, at),
    };
    const lengths = record.lengths.map(([at, bytes]) => read[bytes](at));
    for (const length of lengths) await drain(source.pieces(length));
    if (signature === SIGNATURES.central) listed += 1;
    if (signature === SIGNATURES.end) return listed;
  }
}
