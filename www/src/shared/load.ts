/** What reading files reports while it is under way. */

import type { FileEnd, Summary } from '../contract.js';

/** How far reading has got. Sizes in bytes; those of archives are their sizes on disk. */
export interface Progress {
  bytesRead: number;
  bytesTotal: number;
  filesRead: number;
  filesTotal: number;
  /** The file that is being read. */
  fileName: string;
}

/** A file that could not be read to its end. */
export interface FileFailure {
  name: string;
  folder: string;
  end: FileEnd;
  bytesRead: number;
  /** For an archive: the files in it that ended this way; empty if it is the archive itself. */
  members?: string[];
}

export interface LoadListener {
  /** What was read is about to be made visible, which may take seconds. */
  publishing?(): void;
  progress(progress: Progress): void;
  /** The first sessions can be shown while reading continues. */
  published(summary: Summary): void;
  failed(failure: FileFailure): void;
}
