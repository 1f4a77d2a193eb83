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
    const at = (number: number): OpenFile => ({ ...file, folder: numbered(file.folder, number) });
    let number = 1;
    for (;;) {
      const known = taken.get(pathOf(placeOf(at(number))));
      if (!known || isSame(known, file.file)) break;
      number += 1;
    }
    const own = at(number);
    taken.set(pathOf(placeOf(own)), own.file);
    return own;
  });
}
