/**
 * How much an archive may unpack to. Logs pack to a tenth, at most to a fortieth of their size; an archive made to fill
 * memory and disks packs a thousandfold, and does so again in every archive inside of it. Both limits can be lifted by
 * the user: a log of one line repeated for a day packs as well as a bomb.
 */

import { ArchiveError } from '../../shared/archive-error.js';

/** Bytes unpacked for each byte packed. */
export const RATIO = 200;
/** Bytes of a member that are unpacked before its ratio counts: small files may pack to nearly nothing. */
export const FREE_BYTES = 16 * 1024 * 1024;
/** Bytes unpacked from one archive: about twice the logs that the engine's memory holds. */
export const TOTAL_BYTES = 16 * 1024 ** 3;
/** Members of one archive, those in archives inside of it too: each costs memory even when it is empty. */
export const MEMBERS = 250_000;

/** Watches over one archive and all archives inside of it. */
export class Meter {
  readonly #totalLimit: number;
  readonly #unlimited: boolean;
  #total = 0;
  #members = 0;
  #packed = 0;
  /** Packed and unpacked bytes of this member. */
  #memberPacked = 0;
  #memberUnpacked = 0;

  /** `size`: bytes of the archive as it lies on disk. */
  constructor(size: number, unlimited = false) {
    // Members may lie over each other, so that a small archive gives any number of bytes at a harmless ratio each.
    this.#totalLimit = Math.min(TOTAL_BYTES, size * RATIO + FREE_BYTES);
    this.#unlimited = unlimited;
  }

  /** Bytes of the archive on disk that were used up. */
  get packed(): number {
    return this.#packed;
  }

  /** A member begins. Throws `ArchiveError` when the archive has given enough. */
  begin(): void {
    this.#members += 1;
    this.#memberPacked = 0;
    this.#memberUnpacked = 0;
    this.#hold(this.#total <= this.#totalLimit && this.#members <= MEMBERS);
  }

  /** So many bytes more of the archive on disk were used up. */
  readonly took = (bytes: number): void => {
    this.#packed += bytes;
    this.#memberPacked += bytes;
  };

  /** So many bytes more were unpacked. Throws `ArchiveError` when they are too many. */
  gave(bytes: number): void {
    this.#total += bytes;
    this.#memberUnpacked += bytes;
    this.#hold(this.#total <= this.#totalLimit && this.#memberUnpacked <= FREE_BYTES + RATIO * this.#memberPacked);
  }

  #hold(within: boolean): void {
    if (!within && !this.#unlimited) throw new ArchiveError('limited');
  }
}
