/** The form to remove a file, or a folder around it, from what is open. */

import type { TemplateResult } from 'lit';
import type { FileReport } from '../contract.js';
import { en } from '../locale/en.js';
import { html } from './html.js';

const t = en.files;

export interface RemoveForm {
  file: FileReport;
  /** All files that are open. */
  files: readonly FileReport[];
  remove(files: readonly FileReport[]): void;
  cancel(): void;
}

/** A folder or archive, and the files in it at any depth. */
export interface Around {
  name: string;
  files: readonly FileReport[];
}

/** The folders and archives around a file, from the inside, that hold more files than the one before. */
export function around({ folder }: FileReport, files: readonly FileReport[]): Around[] {
  const parts = folder.split('/').filter(Boolean);
  const all = parts.map((name, index) => {
    const path = parts.slice(0, index + 1).join('/');
    return { name, files: files.filter((one) => one.folder === path || one.folder.startsWith(`${path}/`)) };
  });
  const outwards = all.reverse();
  return outwards.filter((one, index) => one.files.length > (outwards[index - 1]?.files.length ?? 1));
}

export function removeForm({ file, files, remove, cancel }: RemoveForm): TemplateResult {
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    cancel();
  };
  return html`<div class="file-form" role="group" aria-label=${t.removeFile(file.name)} @keydown=${key}>
    <p class="fields">
      <button data-scope="file" @click=${() => remove([file])}>${t.removeThis}</button>
      ${around(file, files).map(
        (one) =>
          html`<button data-scope=${one.name} @click=${() => remove(one.files)}>${t.removeAll(one.files.length, one.name)}</button>`,
      )}
      <button @click=${cancel}>${t.cancelChange}</button>
    </p>
    <p class="quiet">${t.removeHelp}</p>
  </div>`;
}
