/** Members of archives, as all readers in this folder yield them. */

/** A file in an archive. */
export interface Member {
  readonly name: string;
  /** Folder inside the archive, separated by `/`. */
  readonly folder: string;
  /** Unpacked size in bytes; null if unknown beforehand. */
  readonly size: number | null;
  /**
   * Its bytes. May be called once, before the next member. Each piece is valid until the next. Throws `ArchiveError`
   * where unpacking cannot continue.
   */
  content(): AsyncGenerator<Uint8Array>;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });
const WESTERN = new TextDecoder('windows-1252');

/** Decodes a name: UTF-8, otherwise the code page of the machine that packed it, taken to be Windows-1252. */
export function decodeName(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    return WESTERN.decode(bytes);
  }
}

/** Parts of a path; older .NET wrote `\` between them. */
function partsOf(path: string): string[] {
  return path.split(/[/\\]/).filter((part) => part !== '' && part !== '.');
}

/** Folder and name of a path inside an archive. */
export function splitPath(path: string): { folder: string; name: string } {
  const parts = partsOf(path);
  return { folder: parts.slice(0, -1).join('/'), name: parts.at(-1) ?? '' };
}

export function isFolder(path: string): boolean {
  return /[/\\]$/.test(path);
}

/** Files that macOS adds to archives on its own. */
export function isJunk({ folder, name }: { folder: string; name: string }): boolean {
  return name === '.DS_Store' || name.startsWith('._') || folder.split('/').includes('__MACOSX');
}
