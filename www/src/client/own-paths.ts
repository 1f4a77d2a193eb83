/**
 * Tells files apart that have one path: of a file that is picked by itself the browser names no folder, and the logs of two services or
 * servers have the same names. A log that was opened before, and has grown or was cut since, begins as it did, and keeps its path.
 */

import { pathOf, placeOf } from '../shared/source-file.js';
import type { OpenFile } from './intake.js';

/** Bytes by which files are compared: the header lines of a log, and its first rows. */
const BEGINNING = 4096;

type Beginning = Uint8Array | null;

/** The files of each path, and how they begin. Null: the browser does not give access to it. */
class Taken {
  readonly #files = new Map<string, File[]>();
  readonly #beginnings = new Map<File, Beginning>();

  add(path: string, file: File): void {
    const others = this.#files.get(path);
    if (others) others.push(file);
    else this.#files.set(path, [file]);
  }

  /** Whether no other file has the path than versions of this one. */
  async isFreeFor(path: string, file: File): Promise<boolean> {
    for (const other of this.#files.get(path) ?? [])
      if (other !== file && !isOneFile(await this.#beginningOf(other), await this.#beginningOf(file))) return false;
    return true;
  }

  async #beginningOf(file: File): Promise<Beginning> {
    const known = this.#beginnings.get(file);
    if (known !== undefined) return known;
    const bytes = file.slice(0, BEGINNING).arrayBuffer();
    const beginning = await bytes.then((buffer) => new Uint8Array(buffer)).catch(() => null);
    this.#beginnings.set(file, beginning);
    return beginning;
  }
}

/** Whether two may be versions of one file, as one begins with the other. Of a file that cannot be read, nothing says that it is another. */
function isOneFile(one: Beginning, other: Beginning): boolean {
  if (!one || !other) return true;
  const common = Math.min(one.length, other.length);
  return one.subarray(0, common).every((byte, at) => byte === other[at]);
}

/** A folder, with a number of its own from the second of several on. */
function numbered(folder: string, number: number): string {
  if (number === 1) return folder;
  return folder ? `${folder} (${number})` : `(${number})`;
}

/** The files, each with a path that no other file has: they are added to those that are open. */
export async function withOwnPaths(files: readonly OpenFile[], opened: readonly OpenFile[]): Promise<OpenFile[]> {
  const taken = new Taken();
  for (const file of opened) taken.add(pathOf(placeOf(file)), file.file);
  const own: OpenFile[] = [];
  for (const file of files) {
    const pathAt = (number: number) => pathOf({ folder: numbered(file.folder, number), name: file.file.name });
    let number = 1;
    if (!file.isSample && !file.isKnown) while (!(await taken.isFreeFor(pathAt(number), file.file))) number += 1;
    taken.add(pathAt(number), file.file);
    own.push(number === 1 ? file : { ...file, folder: numbered(file.folder, number) });
  }
  return own;
}
