/**
 * Limits on unpacking. Logs compress to a tenth, at most to a fortieth of their size; decompression bombs compress a
 * thousandfold, and again with every nested archive. The user can lift the limits, as a log with one line repeated all
 * day compresses as well as a bomb.
 */

import { ArchiveError } from '../../shared/archive-error.js';

/** Unpacked bytes allowed per packed byte. */
export const RATIO = 200;
/** Bytes of a member that may be unpacked whatever the ratio: small files may compress to almost nothing. */
export const FREE_BYTES = 16 * 1024 * 1024;
/** Bytes that may be unpacked from one archive: about twice what fits into the engine's memory. */
export const TOTAL_BYTES = 16 * 1024 ** 3;
/** Members allowed in one archive, including those of nested archives: each takes memory, even if it is empty. */
export const MEMBERS = 250_000;

/** Meters one archive, including its nested archives. */
export class Meter {
  readonly #totalLimit: number;
  readonly #unlimited: boolean;
  #total = 0;
  #members = 0;
  #packed = 0;
  /** Packed and unpacked bytes of the current member. */
  #memberPacked = 0;
  #memberUnpacked = 0;

  /** `size`: bytes of the archive on disk. */
  constructor(size: number, unlimited = false) {
    // Members may overlap, so a small archive can yield any number of bytes with a harmless ratio for each.
    this.#totalLimit = Math.min(TOTAL_BYTES, size * RATIO + FREE_BYTES);
    this.#unlimited = unlimited;
  }

  /** Bytes of the archive that were consumed. */
  get packed(): number {
    return this.#packed;
  }

  /** Begins a member. Throws `ArchiveError` if the archive has reached its limits. */
  begin(): void {
    this.#members += 1;
    this.#memberPacked = 0;
    this.#memberUnpacked = 0;
    this.#hold(this.#total <= this.#totalLimit && this.#members <= MEMBERS);
  }

  /** Counts packed bytes that were consumed. */
  readonly took = (bytes: number): void => {
    this.#packed += bytes;
    this.#memberPacked += bytes;
  };

  /** Counts unpacked bytes. Throws `ArchiveError` if they exceed a limit. */
  gave(bytes: number): void {
    this.#total += bytes;
    this.#memberUnpacked += bytes;
    this.#hold(this.#total <= this.#totalLimit && this.#memberUnpacked <= FREE_BYTES + RATIO * this.#memberPacked);
  }

  #hold(within: boolean): void {
    if (!within && !this.#unlimited) throw new ArchiveError('limited');
  }
}
