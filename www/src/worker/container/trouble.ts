/** Why a member of an archive, or an archive, is not read to its end. */

import type { FileEnd } from '../../contract.js';

/** The ends that only archives have; `src/diagnostic.rs` has a sentence for each. */
export const PACKED_ENDS = ['encrypted', 'damaged', 'limited', 'nested', 'unsupported'] as const;

export type PackedEnd = Extract<FileEnd, (typeof PACKED_ENDS)[number]>;

export function isPackedEnd(end: FileEnd): end is PackedEnd {
  return (PACKED_ENDS as readonly FileEnd[]).includes(end);
}

/** Thrown where unpacking cannot go on. The name is for programmers; users get the engine's sentence for `end`. */
export class Trouble extends Error {
  override readonly name = 'Trouble';
  readonly end: PackedEnd;

  constructor(end: PackedEnd) {
    super(`unpacking stopped: ${end}`);
    this.end = end;
  }
}
