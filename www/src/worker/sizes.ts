import type { SourceFile } from '../shared/source-file.js';

/**
 * The size of all files together, in bytes. Chromium asks the system for the size of a file when it is first needed, at
 * the latest when it is sent to a worker: thousands of files need pauses.
 */
export async function totalSize(files: readonly SourceFile[], pause: () => Promise<void> | void): Promise<number> {
  let total = 0;
  for (const { file } of files) {
    total += file.size;
    await pause();
  }
  return total;
}
