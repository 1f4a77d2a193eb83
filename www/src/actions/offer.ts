/** Files that the page saves, also where it may not. */

import { copyText } from '../browser/clipboard.js';
import { download } from '../browser/download.js';
import { downloads } from '../browser/surroundings.js';
import { en } from '../locale/en.js';
import type { Context } from './context.js';

/** A file to save, and what to say then. */
export interface OfferedFile {
  blob: Blob;
  name: string;
  saved: string;
}

async function copy(context: Context, blob: Blob): Promise<void> {
  const copied = await copyText(await blob.text());
  if (copied) context.confirm(en.export.copied);
  else context.notify('warning', en.export.notCopied);
}

/** Saves a file; where the page may not, or perhaps not, offers to copy its text. */
export function offerFile(context: Context, { blob, name, saved }: OfferedFile): void {
  const allowed = downloads();
  if (allowed !== 'blocked') download(blob, name);
  if (allowed === 'allowed') {
    context.confirm(saved);
    return;
  }
  const sentence = allowed === 'blocked' ? en.export.notSaved : en.export.perhapsNotSaved;
  context.notify('warning', sentence, {
    actions: [{ label: en.export.copyInstead, run: () => void copy(context, blob) }],
  });
}
