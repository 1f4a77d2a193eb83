/** Members of archives, as all readers in this folder yield them. */

import { type ArchiveEnd, ArchiveError } from '../../shared/archive-error.js';
import { Bytes } from './bytes.js';

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

/** The content of what is named and not read. */
// biome-ignore lint/correctness/useYield: it has none
export async function* refused(end: ArchiveEnd): AsyncGenerator<Uint8Array> {
  throw new ArchiveError(end);
}

/**
 * Stands for bytes of an archive that belong to no file in it, such as `data after the end (1,234 bytes)`, or with their
 * place in it, `data that belongs to no file (1,024 bytes at byte 512)`.
 */
export function leftOver(
  what: 'data after the end' | 'data that belongs to no file',
  bytes: number,
  at: number | null = null,
): Member {
  const count = (number: number): string => number.toLocaleString('en-US');
  const size = `${count(bytes)} ${bytes === 1 ? 'byte' : 'bytes'}${at === null ? '' : ` at byte ${count(at)}`}`;
  return { folder: '…', name: `${what} (${size})`, size: bytes, content: () => refused('damaged') };
}

/** Counts the bytes that a stream still has; zeros at its end are padding. */
export async function countRest(source: Bytes): Promise<number> {
  let [count, padding] = [0, 0];
  for await (const piece of source.rest()) {
    const last = piece.findLastIndex((byte) => byte !== 0);
    padding = last < 0 ? padding + piece.length : piece.length - 1 - last;
    count += piece.length;
  }
  return count - padding;
}

/**
 * A member whose path is that of a folder, if it has data: it is a file all the same. Null for a folder. Data that
 * cannot be unpacked counts as such.
 */
export async function withData(member: Member): Promise<Member | null> {
  const bytes = new Bytes(member.content());
  const isEmpty = await bytes.peek(1).then(
    (first) => first.length === 0,
    (error) => {
      if (error instanceof ArchiveError) return false;
      throw error;
    },
  );
  return isEmpty ? null : { ...member, content: () => bytes.rest() };
}
