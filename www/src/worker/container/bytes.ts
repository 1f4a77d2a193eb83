/**
 * Reads a row of chunks as one stream of bytes: looks at the next few, takes some, leaves the rest. All parsers of this
 * folder read through it, so that none of them has to care where the chunks are cut.
 *
 * Like the chunks of a file, what it hands out is only valid until it is asked for more.
 */

import { ArchiveError } from '../../shared/archive-error.js';

const NOTHING = new Uint8Array(0);

export class Bytes {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #chunk: Uint8Array = NOTHING;
  #ended = false;
  /** Why there are no more chunks, when that is not their end. */
  #failure: unknown = null;
  readonly #took: (bytes: number) => void;

  /** `took` hears of all bytes that are taken. */
  constructor(chunks: AsyncIterator<Uint8Array>, took: (bytes: number) => void = () => undefined) {
    this.#chunks = chunks;
    this.#took = took;
  }

  /** Fetches the next chunk behind what is left of this one. */
  async #more(): Promise<void> {
    // A copy: asking for the next chunk makes the one before invalid.
    const left = this.#chunk.length > 0 ? this.#chunk.slice() : NOTHING;
    this.#chunk = left;
    try {
      const { value, done } = await this.#chunks.next();
      if (done) this.#ended = true;
      else this.#chunk = left.length === 0 ? value : joined(left, value);
    } catch (error) {
      this.#failure = error;
      this.#ended = true;
    }
  }

  /**
   * The next `count` bytes without taking them; fewer at the end. Throws why there are no more chunks once all bytes
   * before are taken, as often as it is asked.
   */
  async peek(count: number): Promise<Uint8Array> {
    while (this.#chunk.length < count && !this.#ended) await this.#more();
    if (this.#chunk.length === 0 && this.#failure) throw this.#failure;
    return this.#chunk.subarray(0, count);
  }

  /** What is there of the next bytes, at most `limit` and at least one, without taking them; empty at the end. */
  async some(limit: number): Promise<Uint8Array> {
    return (await this.peek(1)).length === 0 ? NOTHING : this.#chunk.subarray(0, limit);
  }

  /** Takes bytes that `peek` or `some` has shown. */
  take(count: number): void {
    this.#chunk = this.#chunk.subarray(count);
    this.#took(count);
  }

  /** Takes exactly `count` bytes, for small numbers. Throws `ArchiveError` when the stream ends before. */
  async exactly(count: number): Promise<Uint8Array> {
    const bytes = await this.peek(count);
    if (bytes.length < count) throw new ArchiveError('damaged');
    this.take(count);
    return bytes;
  }

  /** Takes `count` bytes piece by piece. Throws `ArchiveError` when the stream ends before. */
  async *pieces(count: number): AsyncGenerator<Uint8Array> {
    for (let left = count; left > 0; ) {
      const piece = await this.some(left);
      if (piece.length === 0) throw new ArchiveError('damaged');
      this.take(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  /** Takes all that is left, piece by piece. */
  async *rest(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const piece = await this.some(Number.POSITIVE_INFINITY);
      if (piece.length === 0) return;
      this.take(piece.length);
      yield piece;
    }
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** Reads on to the end without a use for the bytes. */
export async function drain(pieces: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of pieces) {
    // Only to get behind them.
  }
}
