/**
 * Writes small archives, intact and damaged, for the unit tests and the browser tests. It follows the specifications of
 * zip, tar and gz (APPNOTE.TXT, POSIX.1-1988, RFC 1952) and shares no code with the readers.
 */
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';

/**
 * @typedef {object} ZipEntry
 * @property {string} name path inside the zip
 * @property {string | Uint8Array} data
 * @property {number} [method] 8 is deflate, 0 stored; any other is declared, with stored data
 * @property {boolean} [encrypted]
 * @property {number} [crc] a wrong checksum
 * @property {Uint8Array} [packed] replaces the packed data
 * @property {'signed' | 'bare' | 'wide'} [descriptor] sizes and checksum follow the data: with a signature, without
 *   one, or with a signature and eight bytes for each size
 * @property {boolean} [zip64] sizes and offset are in ZIP64's extra fields
 * @property {boolean} [utf8] the flag for a name in UTF-8
 * @property {Uint8Array} [rawName] bytes of the name
 */

/** @param {string | Uint8Array} data */
function bytesOf(data) {
  return typeof data === 'string' ? Buffer.from(data) : Buffer.from(data);
}

/** Numbers, each given as `[bytes, value]`, in little-endian order. */
function numbers(...fields) {
  return Buffer.concat(
    fields.map(([bytes, value]) => {
      const field = Buffer.alloc(8);
      field.writeBigUInt64LE(BigInt(value));
      return field.subarray(0, bytes);
    }),
  );
}

/** The parts of headers and data. */
function plan(entry) {
  const data = bytesOf(entry.data);
  const method = entry.method ?? 8;
  const packed = entry.packed ? Buffer.from(entry.packed) : method === 8 ? deflateRawSync(data) : data;
  const flags = (entry.encrypted ? 1 : 0) | (entry.descriptor ? 8 : 0) | (entry.utf8 ? 0x800 : 0);
  const name = entry.rawName ? Buffer.from(entry.rawName) : Buffer.from(entry.name);
  return { method, packed, flags, name, crc: entry.crc ?? crc32(data), size: data.length };
}

const WIDE = 0xffffffff;

/** The local header of a member, without its data. */
export function zipLocalHeader(/** @type {ZipEntry} */ entry) {
  const { method, packed, flags, name, crc, size } = plan(entry);
  const [ownCrc, ownPacked, ownSize] = entry.descriptor ? [0, 0, 0] : [crc, packed.length, size];
  const extra = entry.zip64 ? numbers([2, 1], [2, 16], [8, ownSize], [8, ownPacked]) : Buffer.alloc(0);
  const sizes = entry.zip64 ? [WIDE, WIDE] : [ownPacked, ownSize];
  const head = numbers([4, 0x04034b50], [2, 45], [2, flags], [2, method], [4, 0], [4, ownCrc], [4, sizes[0]]);
  return Buffer.concat([head, numbers([4, sizes[1]], [2, name.length], [2, extra.length]), name, extra]);
}

/** One member of a zip: header, data, descriptor. */
export function zipLocal(/** @type {ZipEntry} */ entry) {
  const { packed, crc, size } = plan(entry);
  const bytes = entry.descriptor === 'wide' ? 8 : 4;
  const signature = entry.descriptor === 'bare' ? Buffer.alloc(0) : numbers([4, 0x08074b50]);
  const descriptor = [signature, numbers([4, crc], [bytes, packed.length], [bytes, size])];
  return Buffer.concat([zipLocalHeader(entry), packed, ...(entry.descriptor ? descriptor : [])]);
}

/** The directory's record of a member whose local header begins at `offset`. */
export function zipCentral(/** @type {ZipEntry} */ entry, /** @type {number} */ offset) {
  const { method, packed, flags, name, crc, size } = plan(entry);
  const extra = entry.zip64 ? numbers([2, 1], [2, 24], [8, size], [8, packed.length], [8, offset]) : Buffer.alloc(0);
  const [ownPacked, ownSize, ownOffset] = entry.zip64 ? [WIDE, WIDE, WIDE] : [packed.length, size, offset];
  const head = numbers([4, 0x02014b50], [2, 45], [2, 45], [2, flags], [2, method], [4, 0], [4, crc], [4, ownPacked]);
  const lengths = numbers([4, ownSize], [2, name.length], [2, extra.length], [2, 0], [2, 0], [2, 0], [4, 0]);
  return Buffer.concat([head, lengths, numbers([4, ownOffset]), name, extra]);
}

/** The end of a zip whose `count` directory records begin at `offset` and take `bytes`. */
export function zipEnd(count, bytes, offset, { zip64 = false, comment = '' } = {}) {
  const end64 = numbers([4, 0x06064b50], [8, 44], [2, 45], [2, 45], [4, 0], [4, 0], [8, count], [8, count]);
  const locator = numbers([4, 0x07064b50], [4, 0], [8, offset + bytes], [4, 1]);
  const wide = [end64, numbers([8, bytes], [8, offset]), locator];
  const [narrowCount, narrowBytes, narrowOffset] = zip64 ? [0xffff, WIDE, WIDE] : [count, bytes, offset];
  const end = numbers([4, 0x06054b50], [4, 0], [2, narrowCount], [2, narrowCount], [4, narrowBytes], [4, narrowOffset]);
  return Buffer.concat([...(zip64 ? wide : []), end, numbers([2, comment.length]), Buffer.from(comment)]);
}

/** A zip file. */
export function zipOf(/** @type {ZipEntry[]} */ entries, { zip64 = false, comment = '' } = {}) {
  const locals = entries.map(zipLocal);
  let offset = 0;
  const centrals = entries.map((entry, index) => {
    const record = zipCentral(entry, offset);
    offset += locals[index].length;
    return record;
  });
  const directory = Buffer.concat(centrals);
  return Buffer.concat([...locals, directory, zipEnd(entries.length, directory.length, offset, { zip64, comment })]);
}

/** A gz file of one part. */
export function gzipOf(/** @type {string | Uint8Array} */ data) {
  return gzipSync(bytesOf(data));
}

/**
 * @typedef {object} TarEntry
 * @property {string} name
 * @property {string | Uint8Array} [data]
 * @property {string} [type] one character, `0` for a file
 * @property {string} [prefix] ustar's first half of a long path
 * @property {boolean} [binarySize] GNU's form of large sizes
 * @property {number} [claimed] a size that is not that of the data
 * @property {boolean} [old] the format before ustar
 */

function octal(value, length) {
  return `${value.toString(8).padStart(length - 1, '0')}\0`;
}

function tarHeader(/** @type {TarEntry} */ { name, data = '', type = '0', prefix = '', binarySize, claimed, old }) {
  const header = Buffer.alloc(512);
  const size = claimed ?? bytesOf(data).length;
  header.write(name.slice(0, 100), 0);
  header.write(octal(0o644, 8) + octal(0, 8) + octal(0, 8), 100);
  if (binarySize) {
    header[124] = 0x80;
    header.writeBigUInt64BE(BigInt(size), 128);
  } else {
    header.write(octal(size, 12), 124);
  }
  header.write(octal(0, 12), 136);
  header.write(' '.repeat(8), 148);
  if (!old) header.write(`${type}${'\0'.repeat(100)}ustar\0${'00'}`, 156);
  if (!old) header.write(prefix, 345);
  header.write(
    `${octal(
      header.reduce((sum, byte) => sum + byte, 0),
      7,
    )} `,
    148,
  );
  return header;
}

/** One header with its data, in whole blocks. */
export function tarMember(/** @type {TarEntry} */ entry) {
  const data = bytesOf(entry.data ?? '');
  return Buffer.concat([tarHeader(entry), data, Buffer.alloc((512 - (data.length % 512)) % 512)]);
}

/** A tar file. */
export function tarOf(/** @type {TarEntry[]} */ entries) {
  return Buffer.concat([...entries.map(tarMember), Buffer.alloc(1024)]);
}

/** The attributes of the next member as pax writes them. */
export function paxHeader(/** @type {Record<string, string>} */ attributes) {
  const lines = Object.entries(attributes).map(([key, value]) => {
    const rest = Buffer.byteLength(` ${key}=${value}\n`);
    const length = [1, 2, 3, 4, 5, 6].map((digits) => rest + digits).find((all) => rest + String(all).length === all);
    return `${length} ${key}=${value}\n`;
  });
  return { name: 'PaxHeader', type: 'x', data: lines.join('') };
}
