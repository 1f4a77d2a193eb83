/** The engine as the page carries it: packed bytes and their checksum, as text. */

import { letters } from 'virtual:letters';
import { crc32 } from '../worker/container/crc32.js';
import { fromText } from './bytes-as-text.js';

/** The packed engine: all bytes but the last four, which are their CRC-32. Throws if they are not. */
export function packedBytes(text: string): Uint8Array<ArrayBuffer> {
  const bytes = fromText(text, letters);
  const end = bytes.length - 4;
  const packed = bytes.subarray(0, Math.max(0, end));
  if (end < 0 || new DataView(bytes.buffer).getUint32(end, true) !== crc32(packed)) {
    throw new Error('The bytes do not fit their checksum.');
  }
  return packed;
}
