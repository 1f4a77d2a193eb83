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

/**
 * Characters of a path in an archive, and folders in it. Windows takes 260 characters and Linux 4,096; a path of
 * megabytes takes a few bytes in an archive, but time and memory wherever it is read or shown.
 */
const PATH_CHARACTERS = 4096;
const PATH_FOLDERS = 128;

/** Whether a path in an archive is longer than any that people use. */
export function isTooLong(folder: string, name: string): boolean {
  return folder.length + name.length > PATH_CHARACTERS || folder.split('/').length > PATH_FOLDERS;
}

/** Gives the thread back for a moment if it was busy for long. Throws if reading was cancelled in the meantime. */
export type Pause = () => Promise<void> | void;

/** Unpacked bytes and members. */
export interface Amount {
  readonly bytes: number;
  readonly members: number;
}

/** Meters one archive, including its nested archives. */
export class Meter {
  #totalLimit: number;
  #mostMembers = MEMBERS;
  readonly #unlimited: boolean;
  /** To be called between two steps of work that may yield nothing for long. */
  readonly pause: Pause;
  #total = 0;
  #members = 0;
  #packed = 0;
  #position = 0;
  /** Packed and unpacked bytes of the current member. */
  #memberPacked = 0;
  #memberUnpacked = 0;

  /** `size`: bytes of the archive on disk. */
  constructor(size: number, unlimited = false, pause: Pause = () => undefined) {
    this.pause = pause;
    // Members can be packed again in nested archives, with a harmless ratio for each.
    this.#totalLimit = Math.min(TOTAL_BYTES, size * RATIO + FREE_BYTES);
    this.#unlimited = unlimited;
  }

  /** Bytes of the archive that were consumed. */
  get packed(): number {
    return this.#packed;
  }

  /** Whether as much may be unpacked. */
  allows({ bytes, members }: Amount): boolean {
    return this.#unlimited || (bytes <= this.#totalLimit && members <= MEMBERS);
  }

  /**
   * Meters a part of the archive only, which lists `own` of `all`: it may have those, and its share of what is allowed beyond
   * all of them, so that the parts together have no more than the whole.
   */
  limitTo(share: number, own: Amount, all: Amount): void {
    this.#totalLimit = own.bytes + (this.#totalLimit - all.bytes) * share;
    this.#mostMembers = own.members + (this.#mostMembers - all.members) * share;
  }

  /** How far the archive has been read, in bytes from its beginning. */
  get position(): number {
    return this.#position;
  }

  /** What is read next is there. */
  goTo(position: number): void {
    this.#position = position;
  }

  /** Begins a member. Throws `ArchiveError` if the archive has reached its limits. */
  begin(): void {
    this.#members += 1;
    this.#memberPacked = 0;
    this.#memberUnpacked = 0;
    this.#hold(this.#total <= this.#totalLimit && this.#members <= this.#mostMembers);
  }

  /** Counts packed bytes that were consumed. */
  readonly took = (bytes: number): void => {
    this.#packed += bytes;
    this.#position += bytes;
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
