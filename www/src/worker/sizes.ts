import type { SourceFile } from '../shared/source-file.js';

/**
 * The size of all files together, in bytes. Chromium asks the system for the size of a file when it is first needed, at
 * the latest when it is sent to a worker: thousands of files need pauses.
 */
export async function totalSize(
  files: readonly SourceFile[],
  pause: () => Promise<void> | void,
  sizeOf: (source: SourceFile) => number = ({ file }) => file.size,
): Promise<number> {
  let total = 0;
  for (const source of files) {
    total += sizeOf(source);
    await pause();
  }
  return total;
}
