/**
 * Tells files apart that have one path: of a file that is picked by itself the browser names no folder, and the logs of two services or
 * servers have the same names.
 */

import { pathOf, placeOf } from '../shared/source-file.js';
import type { OpenFile } from './intake.js';

/** Whether two are one file in one version. */
function isSame(one: File, other: File): boolean {
  return one === other || (one.size === other.size && one.lastModified === other.lastModified);
}

/** A folder, with a number of its own from the second of several on. */
function numbered(folder: string, number: number): string {
  if (number === 1) return folder;
  return folder ? `${folder} (${number})` : `(${number})`;
}

/** The files, each with a path that no other file has: they are added to those that are open. */
export function withOwnPaths(files: readonly OpenFile[], opened: readonly OpenFile[]): OpenFile[] {
  const taken = new Map(opened.map((file) => [pathOf(placeOf(file)), file.file]));
  return files.map((file) => {
    if (file.isSample || file.isKnown) return file;
    const pathAt = (number: number) => pathOf({ folder: numbered(file.folder, number), name: file.file.name });
    const isFree = (path: string) => isSame(taken.get(path) ?? file.file, file.file);
    let number = 1;
    while (!isFree(pathAt(number))) number += 1;
    taken.set(pathAt(number), file.file);
    return { ...file, folder: numbered(file.folder, number) };
  });
}
