/** What the readers of all containers give: one member after the other. */

/** A file in an archive. */
export interface Member {
  readonly name: string;
  /** Folders inside the archive, `/` between the parts. */
  readonly folder: string;
  /** Bytes unpacked; null where that is not known before. */
  readonly size: number | null;
  /**
   * Its bytes, to be asked for once and before the next member. Each piece is valid until the next. Throws `ArchiveError`
   * where unpacking cannot go on.
   */
  content(): AsyncGenerator<Uint8Array>;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });
const WESTERN = new TextDecoder('windows-1252');

/** A name as archives hold it: UTF-8, or some code page of the machine that packed it. */
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

/** Files that macOS adds to every archive; nobody put them there. */
export function isJunk({ folder, name }: { folder: string; name: string }): boolean {
  return name === '.DS_Store' || name.startsWith('._') || folder.split('/').includes('__MACOSX');
}
