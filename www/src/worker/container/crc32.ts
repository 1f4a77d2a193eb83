/**
 * The CRC-32 of zip files (ISO 3309), eight bytes at a time: byte by byte it would take a third of the time of
 * unpacking.
 *
 * Signed tables, separate tables, and no calls inside the loop: together, as measured, these make it four times as
 * fast.
 */

/** Table n is for a byte followed by n more bytes. */
const TABLES = makeTables();

function firstTable(): Int32Array {
  return Int32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
    return crc;
  });
}

type Tables = [Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array, Int32Array];

function makeTables(): Tables {
  const first = firstTable();
  const tables = [first];
  for (let n = 1; n < 8; n++) {
    tables.push((tables[n - 1] ?? first).map((crc) => (first[crc & 0xff] as number) ^ (crc >>> 8)));
  }
  return tables as Tables;
}

/** Continues the checksum `crc` with `bytes`; 0 at the beginning. */
export function crc32(bytes: Uint8Array, crc = 0): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = TABLES;
  let sum = ~crc;
  let i = 0;
  for (const end = bytes.length - 7; i < end; i += 8) {
    const low =
      sum ^
      ((bytes[i] as number) |
        ((bytes[i + 1] as number) << 8) |
        ((bytes[i + 2] as number) << 16) |
        ((bytes[i + 3] as number) << 24));
    sum =
      (t7[low & 0xff] as number) ^
      (t6[(low >>> 8) & 0xff] as number) ^
      (t5[(low >>> 16) & 0xff] as number) ^
      (t4[low >>> 24] as number) ^
      (t3[bytes[i + 4] as number] as number) ^
      (t2[bytes[i + 5] as number] as number) ^
      (t1[bytes[i + 6] as number] as number) ^
      (t0[bytes[i + 7] as number] as number);
  }
  for (; i < bytes.length; i++) sum = (t0[(sum ^ (bytes[i] as number)) & 0xff] as number) ^ (sum >>> 8);
  return ~sum >>> 0;
}
