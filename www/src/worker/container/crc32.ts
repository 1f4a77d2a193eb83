/** CRC-32 as zip has it (ISO 3309), eight bytes at a time: byte by byte it would take longer than unpacking. */

/** Eight tables of 256, one behind the other: table n is for a byte with n more bytes behind it. */
const TABLES = makeTables();

function makeTables(): Uint32Array {
  const tables = new Uint32Array(8 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
    tables[byte] = crc;
  }
  for (let index = 256; index < tables.length; index++) {
    const before = tables[index - 256] as number;
    tables[index] = (tables[before & 0xff] as number) ^ (before >>> 8);
  }
  return tables;
}

/** The sum of `bytes` behind what gave `crc`; 0 at the beginning. */
export function crc32(bytes: Uint8Array, crc = 0): number {
  const table = (which: number, byte: number): number => TABLES[which * 256 + byte] as number;
  const at = (index: number): number => bytes[index] as number;
  let sum = ~crc;
  let i = 0;
  for (; i + 8 <= bytes.length; i += 8) {
    const low = sum ^ (at(i) | (at(i + 1) << 8) | (at(i + 2) << 16) | (at(i + 3) << 24));
    sum =
      table(7, low & 0xff) ^
      table(6, (low >>> 8) & 0xff) ^
      table(5, (low >>> 16) & 0xff) ^
      table(4, low >>> 24) ^
      table(3, at(i + 4)) ^
      table(2, at(i + 5)) ^
      table(1, at(i + 6)) ^
      table(0, at(i + 7));
  }
  for (; i < bytes.length; i++) sum = table(0, (sum ^ at(i)) & 0xff) ^ (sum >>> 8);
  return ~sum >>> 0;
}
