/** What reading a file reports, in order, to the loader: on the same thread, or from a parser. */

import type { FileEnd } from '../contract.js';
import type { Place } from './source-file.js';

export type ReadEvent =
  /** A file begins: the one to read, or one in it. */
  | { event: 'begin'; place: Place; size: number | null; isMember: boolean }
  /** Bytes of that file, valid until the next event is asked for. */
  | { event: 'bytes'; bytes: Uint8Array }
  /** A batch of that file, made of so many of its bytes by a parser. */
  | { event: 'batch'; batch: Uint8Array<ArrayBuffer>; bytes: number }
  /** So many bytes of the file to read have been read, of an archive its packed ones. */
  | { event: 'read'; bytes: number }
  /** The file has ended. */
  | { event: 'end'; end: FileEnd };
