/**
 * Unpacks deflate streams (RFC 1951) and gzip files (RFC 1952), with pako's port of zlib.
 *
 * Why not the browser's own DecompressionStream, although it is a quarter faster: it does not reveal where a stream
 * ends, so gz files of several parts and zip files whose sizes follow the data could not be read; it discards what it
 * had unpacked when it meets damaged data; and it unpacks a whole chunk at once, a thousandfold in a bomb.
 */

import { Z_BUF_ERROR, Z_NO_FLUSH, Z_OK, Z_STREAM_END, ZStream, zlibInflate, zlibInflateInit2 } from 'pako';
import { ArchiveError } from '../../shared/archive-error.js';
import type { Bytes } from './bytes.js';
import type { Meter } from './limits.js';

/** Bytes per unpacked piece: as many as one push takes. */
const OUTPUT_BYTES = 256 * 1024;
/** Bytes per piece of a member that is expected to have less. */
const SMALL_BYTES = 4096;
/** Packed bytes processed at a time. */
const INPUT_BYTES = 64 * 1024;

/** zlib's parameter for the format: a window of 32 KiB, with gzip's header and checksum, or raw. */
const GZIP = 15 + 16;
const BARE = -15;

/** Unpacks `input`, the next bytes of `source`, into `output`; takes what it has used. Returns zlib's status. */
function step(stream: ZStream, source: Bytes, input: Uint8Array, output: Uint8Array<ArrayBuffer>): number {
  Object.assign(stream, { input, next_in: 0, avail_in: input.length, output, next_out: 0, avail_out: output.length });
  const status = zlibInflate(stream, Z_NO_FLUSH);
  source.take(stream.next_in);
  return status;
}

/** Unpacks one stream and leaves `source` at its end. Throws `ArchiveError` after everything that could be unpacked. */
async function* inflateOne(
  source: Bytes,
  wrapping: number,
  output: Uint8Array<ArrayBuffer>,
  meter: Meter,
): AsyncGenerator<Uint8Array> {
  const stream = new ZStream();
  zlibInflateInit2(stream, wrapping);
  for (;;) {
    let input = await source.some(INPUT_BYTES);
    if (input.length === 0) throw new ArchiveError('damaged');
    do {
      const status = step(stream, source, input, output);
      await meter.pause();
      input = input.subarray(stream.next_in);
      if (stream.next_out > 0) {
        meter.gave(stream.next_out);
        yield output.subarray(0, stream.next_out);
      }
      if (status === Z_STREAM_END) return;
      if (status !== Z_OK && status !== Z_BUF_ERROR) throw new ArchiveError('damaged');
    } while (stream.avail_out === 0);
  }
}

/**
 * The bytes of a raw deflate stream, of which `size` are expected. Each piece is valid until the next is requested.
 */
export function inflate(source: Bytes, meter: Meter, size = OUTPUT_BYTES): AsyncGenerator<Uint8Array> {
  // Memory for the largest piece would take most of the time of unpacking a small member.
  const output = new Uint8Array(Math.min(OUTPUT_BYTES, Math.max(SMALL_BYTES, size)));
  return inflateOne(source, BARE, output, meter);
}

/** Whether this is the beginning of a gzip stream. */
export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b && head[2] === 8;
}

/**
 * The bytes of a gz file, which may consist of several concatenated streams. Leaves `source` at the end of the last, where
 * NUL bytes are padding.
 */
export async function* gunzip(source: Bytes, meter: Meter): AsyncGenerator<Uint8Array> {
  const output = new Uint8Array(OUTPUT_BYTES);
  do {
    yield* inflateOne(source, GZIP, output, meter);
  } while (isGzip(await source.peek(3)));
}
