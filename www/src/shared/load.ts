/** What reading files reports while it is under way. */

import type { FileEnd, Summary } from '../contract.js';

/** How far reading has got. Sizes in bytes; those of archives are their sizes on disk. */
export interface Progress {
  bytesRead: number;
  bytesTotal: number;
  filesRead: number;
  filesTotal: number;
  /** The file that is being read, as it may be shown. */
  fileName: string;
}

/** A file that could not be read to its end. Its names, and those of its members, are as they may be shown. */
export interface FileFailure {
  /** Which of the files to open it is. */
  source: number;
  name: string;
  folder: string;
  end: FileEnd;
  bytesRead: number;
  /** For an archive: the files in it that ended this way; empty if it is the archive itself. */
  members?: string[];
}

/** A file whose names are not shown as they are. */
export interface NamedFile {
  /** Index of the file, as in all reports. */
  file: number;
  /** Its path, and that path as it may be shown. */
  path: string;
  shown: string;
}

export interface LoadListener {
  /** What was read is about to be made visible, which may take seconds. */
  publishing?(): void;
  progress(progress: Progress): void;
  /** The first sessions can be shown while reading continues. */
  published(summary: Summary): void;
  failed(failure: FileFailure): void;
  /** A file is begun whose names have a credential, or are too long for a message: reports may show them otherwise. */
  named(file: NamedFile): void;
}
