/** Why an archive, or a file in it, could not be read to its end. */

import type { FileEnd } from '../contract.js';

/** The ends that only archives have. The sentence for each is in `src/diagnostic.rs`. */
const ARCHIVE_ENDS = ['encrypted', 'damaged', 'limited', 'nested', 'unsupported', 'overlapping', 'longPath'] as const;

export type ArchiveEnd = Extract<FileEnd, (typeof ARCHIVE_ENDS)[number]>;

export function isArchiveEnd(end: FileEnd): end is ArchiveEnd {
  return (ARCHIVE_ENDS as readonly FileEnd[]).includes(end);
}

/** Thrown where unpacking has to stop. The message is for developers; users see the engine's sentence for `end`. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
  readonly end: ArchiveEnd;

  constructor(end: ArchiveEnd) {
    super(`unpacking stopped: ${end}`);
    this.end = end;
  }
}
