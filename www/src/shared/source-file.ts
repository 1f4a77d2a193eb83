/** The files to open: what they are, what they are called, and in which order they are read. */

/** The part of a `File` or `Blob` that reading needs. */
export interface Readable {
  readonly size: number;
  stream(): ReadableStream<Uint8Array<ArrayBuffer>>;
  slice(from: number, to: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** A file to open, with its folder as far as the browser reveals it. */
export interface SourceFile {
  readonly file: Readable & { readonly name: string };
  /** Separated by `/`; empty if unknown. */
  readonly folder: string;
  /** The user has agreed that it may unpack to any size. */
  readonly unlimited?: boolean;
  /** It is read before files of a greater rank, whatever their paths are; 0 if there is none. */
  readonly rank?: number;
}

/** Names of archives whose files can be read from any place. */
const LISTED = /\.zip$/i;
/** Names of archives, and about how many times as many bytes logs have when they are unpacked. */
const ARCHIVE = /\.(?:zip|t?gz)$/i;
const UNPACKED_TIMES = 8;

/** About as many bytes of logs as a file has: its size, times eight for an archive. */
export function unpackedSize({ file }: SourceFile): number {
  return ARCHIVE.test(file.name) ? UNPACKED_TIMES * file.size : file.size;
}

/** Whether a file can probably be read from any place, and not only from its beginning. */
export function canBeCut({ file }: SourceFile): boolean {
  return file instanceof Blob && (LISTED.test(file.name) || !ARCHIVE.test(file.name));
}

/** Where a file lies: on disk, or in an archive. */
export interface Place {
  readonly folder: string;
  readonly name: string;
}

/** Folder and name: distinguishes a file from those of the same name of other servers. */
export function pathOf({ folder, name }: Place): string {
  return folder ? `${folder}/${name}` : name;
}

export function placeOf({ file, folder }: SourceFile): Place {
  return { folder, name: file.name };
}

/** Characters of a name in a message: no disk has longer names, but scripts and archives may. */
const NAME_CHARACTERS = 255;

/** A name as far as a message shows it. */
export function shortName(name: string): string {
  return name.length > NAME_CHARACTERS ? `${name.slice(0, NAME_CHARACTERS)}…` : name;
}

/** Natural order, so that instance -2 precedes -10; the same on every machine. */
const NATURAL = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

export function comparePlaces(a: Place, b: Place): number {
  return NATURAL.compare(a.folder, b.folder) || NATURAL.compare(a.name, b.name);
}
