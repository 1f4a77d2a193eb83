/**
 * Files from the picker, from a folder, and from a drop. Browsers differ in what a drop provides, so each item is tried
 * in steps: handle, entry, plain file. Nothing is read here except names, folders and sizes.
 */

import { slices } from '../shared/pace.js';
import { type SourceFile, unpackedSize } from '../shared/source-file.js';
import { totalSize } from '../worker/sizes.js';

/** Work between two turns of the page's event loop, in milliseconds. */
export const TURN_MS = 20;

/** A file as the page holds it: the browser's object and its folder. */
export interface OpenFile extends SourceFile {
  readonly file: File;
  /** Gets the current version of the file from the browser; absent if the browser cannot provide it. */
  readonly again?: () => Promise<File>;
  /** It is part of the built-in sample, which can be opened at any time. */
  readonly isSample?: true;
  /** It was opened before, and is read again in a later version: its path stays. */
  readonly isKnown?: true;
}

/** The files of a drop, and those that could not be accessed. */
export interface Intake {
  files: OpenFile[];
  /** Names of files and folders that the browser did not give access to. */
  refused: string[];
}

/** The folder of `logs/frontend/RECV.LOG` is `logs/frontend`. */
export function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')).replace(/^\/+/, '') : '';
}

/** Files from a picker, a folder picker or a script. Only the folder picker provides their folders. */
export function fromFiles(files: Iterable<File>): OpenFile[] {
  return Array.from(files, (file) => ({ file, folder: folderOf(file.webkitRelativePath ?? '') }));
}

/** Text that was pasted, as a file of that name. */
export function fromText(text: string, name: string): OpenFile {
  return { file: new File([text], name, { type: 'text/plain' }), folder: '' };
}

/** About as many bytes of logs as files have together. */
export function unpackedTotal(files: readonly SourceFile[]): Promise<number> {
  const pace = slices(0, TURN_MS);
  return totalSize(files, () => pace.breathe(), unpackedSize);
}

type Walk = (intake: Intake) => Promise<void>;

function join(folder: string, name: string): string {
  return folder ? `${folder}/${name}` : name;
}

/** Runs a step; if the browser refuses, the name is added to `refused`. */
async function noting(intake: Intake, name: string, step: () => Promise<void>): Promise<void> {
  try {
    await step();
  } catch {
    intake.refused.push(name);
  }
}

type DirectoryHandle = FileSystemDirectoryHandle & { values(): AsyncIterable<FileSystemHandle> };

async function walkHandle(handle: FileSystemHandle, folder: string, intake: Intake): Promise<void> {
  if (handle.kind === 'file') {
    const again = () => (handle as FileSystemFileHandle).getFile();
    intake.files.push({ file: await again(), folder, again });
    return;
  }
  const inside = join(folder, handle.name);
  for await (const child of (handle as DirectoryHandle).values()) {
    await noting(intake, join(inside, child.name), () => walkHandle(child, inside, intake));
  }
}

/** `readEntries` returns up to a hundred entries at a time, and an empty list at the end. */
async function childEntries(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

async function walkEntry(entry: FileSystemEntry, folder: string, intake: Intake): Promise<void> {
  if (entry.isFile) {
    const again = () => new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    intake.files.push({ file: await again(), folder, again });
    return;
  }
  const inside = join(folder, entry.name);
  for (const child of await childEntries(entry as FileSystemDirectoryEntry)) {
    await noting(intake, join(inside, child.name), () => walkEntry(child, inside, intake));
  }
}

/** A drop item with the newer method that not all browsers have. */
type DropItem = Omit<DataTransferItem, 'webkitGetAsEntry'> & {
  webkitGetAsEntry?(): FileSystemEntry | null;
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
};

/** The last resort: a single file without its folder. A folder appears as a file that cannot be read. */
function plainFile(item: DropItem): Walk | null {
  const file = item.getAsFile();
  return file && (async (intake) => void intake.files.push({ file, folder: '' }));
}

function entryWalk(item: DropItem, plain: Walk | null): Walk | null {
  const entry = item.webkitGetAsEntry?.();
  if (!entry) return plain;
  return async (intake) => {
    try {
      await walkEntry(entry, '', intake);
    } catch (error) {
      // On file://, Chromium fails for entries with EncodingError, but provides the same file directly.
      if (!plain || entry.isDirectory) throw error;
      await plain(intake);
    }
  };
}

/**
 * How to get the files of one item. Everything that the browser provides only during the drop event is requested here,
 * at once: after the first `await` the item is empty.
 */
function walkOf(item: DropItem): Walk | null {
  const handle = item.getAsFileSystemHandle?.().catch(() => null);
  const fallback = entryWalk(item, plainFile(item));
  if (!handle) return fallback;
  return async (intake) => {
    const found = await handle;
    if (found) return walkHandle(found, '', intake);
    await fallback?.(intake);
  };
}

function nameOf(item: DropItem): string {
  return item.webkitGetAsEntry?.()?.name ?? item.getAsFile()?.name ?? '';
}

/** All files of a drop, including those in its folders. Must be called in the drop event itself. */
export async function fromDrop(items: Iterable<DropItem>): Promise<Intake> {
  const dropped = Array.from(items)
    .filter((item) => item.kind === 'file')
    .map((item) => ({ name: nameOf(item), walk: walkOf(item) }));
  const intake: Intake = { files: [], refused: [] };
  for (const { name, walk } of dropped) {
    await noting(intake, name, async () => walk?.(intake));
  }
  return intake;
}
