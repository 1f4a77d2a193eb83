/**
 * A stream of bytes over a sequence of chunks: peek at the next few, take some, leave the rest. All parsers in this
 * folder use it, so that none has to care about the boundaries of chunks.
 *
 * Like the chunks of a file, the bytes it returns are valid only until more are requested.
 */

import { ArchiveError } from '../../shared/archive-error.js';

const NOTHING = new Uint8Array(0);

export class Bytes {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #chunk: Uint8Array = NOTHING;
  /** What was left of a chunk when more was needed, together with what came then. Has room for more at its end. */
  #joined: Uint8Array = NOTHING;
  #ended = false;
  /** The error that ended the chunks; null for a regular end. */
  #failure: unknown = null;
  readonly #took: (bytes: number) => void;
  #taken = 0;

  /** `took` is called with the number of bytes taken. */
  constructor(chunks: AsyncIterator<Uint8Array>, took: (bytes: number) => void = () => undefined) {
    this.#chunks = chunks;
    this.#took = took;
  }

  /** Number of bytes that were taken. */
  get taken(): number {
    return this.#taken;
  }

  /** Appends the next chunk to the rest of the current one. */
  async #more(): Promise<void> {
    // A copy, as requesting the next chunk invalidates the current one.
    if (this.#chunk.length > 0) this.#keep();
    try {
      const { value, done } = await this.#chunks.next();
      if (done) this.#ended = true;
      else if (this.#chunk.length === 0) this.#chunk = value;
      else this.#append(value);
    } catch (error) {
      this.#failure = error;
      this.#ended = true;
    }
  }

  /** Copies the rest of the current chunk, unless it is a copy already. */
  #keep(): void {
    if (this.#chunk.buffer === this.#joined.buffer) return;
    this.#joined = new Uint8Array(2 * this.#chunk.length);
    this.#joined.set(this.#chunk);
    this.#chunk = this.#joined.subarray(0, this.#chunk.length);
  }

  /** Appends bytes to the copy. Its size doubles, so that many small chunks are not copied again for each of them. */
  #append(bytes: Uint8Array): void {
    const [from, length] = [this.#chunk.byteOffset, this.#chunk.length];
    const room = this.#joined.length - from;
    if (length + bytes.length > room) {
      this.#joined = new Uint8Array(2 * (length + bytes.length));
      this.#joined.set(this.#chunk);
    }
    const start = length + bytes.length > room ? 0 : from;
    this.#joined.set(bytes, start + length);
    this.#chunk = this.#joined.subarray(start, start + length + bytes.length);
  }

  /**
   * The next `count` bytes without taking them; fewer at the end. If the chunks ended with an error, throws it once all
   * bytes are taken, on every call.
   */
  async peek(count: number): Promise<Uint8Array> {
    while (this.#chunk.length < count && !this.#ended) await this.#more();
    if (this.#chunk.length === 0 && this.#failure) throw this.#failure;
    return this.#chunk.subarray(0, count);
  }

  /** The bytes that are available, at least one and at most `limit`, without taking them; empty at the end. */
  async some(limit: number): Promise<Uint8Array> {
    return (await this.peek(1)).length === 0 ? NOTHING : this.#chunk.subarray(0, limit);
  }

  /** Takes bytes that `peek` or `some` has returned. */
  take(count: number): void {
    this.#chunk = this.#chunk.subarray(count);
    this.#taken += count;
    this.#took(count);
  }

  /** Takes exactly `count` bytes, for small counts. Throws `ArchiveError` if the stream ends before that. */
  async exactly(count: number): Promise<Uint8Array> {
    const bytes = await this.peek(count);
    if (bytes.length < count) throw new ArchiveError('damaged');
    this.take(count);
    return bytes;
  }

  /** Takes `count` bytes piece by piece. Throws `ArchiveError` if the stream ends before that. */
  async *pieces(count: number): AsyncGenerator<Uint8Array> {
    for (let left = count; left > 0; ) {
      const piece = await this.some(left);
      if (piece.length === 0) throw new ArchiveError('damaged');
      this.take(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  /** Takes the rest, piece by piece. */
  async *rest(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const piece = await this.some(Number.POSITIVE_INFINITY);
      if (piece.length === 0) return;
      this.take(piece.length);
      yield piece;
    }
  }
}

/** Reads to the end and discards the bytes. */
export async function drain(pieces: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of pieces) {
    // Nothing to do with them.
  }
}
