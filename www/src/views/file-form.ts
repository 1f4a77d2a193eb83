/** The form to correct a file: its origin, its log type, and the time zone of its times. */

import type { TemplateResult } from 'lit';
import type { OriginChange } from '../actions/reading.js';
import { type Correction, type FileReport, LOG_TYPES } from '../contract.js';
import { en } from '../locale/en.js';
import { onClick, onEnter } from './form.js';
import { html } from './html.js';

const t = en.files;

/** The changes to apply; properties that are left out stay as they are. */
export interface FileChange {
  origin: OriginChange;
  correction: Correction;
}

export interface FileForm {
  file: FileReport;
  /** The files of the same folder, including this one. */
  folder: readonly FileReport[];
  /** All files; their servers and services are offered as suggestions. */
  files: readonly FileReport[];
  /** Earlier corrections of the file. */
  correction: Correction;
  apply(files: readonly FileReport[], change: FileChange): void;
  cancel(): void;
}

/** The offsets from UTC in use, in minutes: every half hour, and the three with a quarter hour. */
const QUARTERS = [345, 525, 765];
export const OFFSETS: readonly number[] = [
  ...Array.from({ length: 53 }, (_, index) => (index - 24) * 30),
  ...QUARTERS,
].sort((a, b) => a - b);

/** `UTC+01:00`, `UTC−03:30` */
export function offsetName(minutes: number): string {
  const size = Math.abs(minutes);
  const pad = (value: number) => String(value).padStart(2, '0');
  return `UTC${minutes < 0 ? '−' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

/** The fields of the form that differ from the file. */
export function changeOf(fields: FormData, { file, correction }: Pick<FileForm, 'file' | 'correction'>): FileChange {
  const text = (name: string) => String(fields.get(name) ?? '').trim();
  const [server, service, readAs, offset] = [text('server'), text('service'), text('readAs'), Number(text('offset'))];
  const wanted = LOG_TYPES.find((type) => type === readAs);
  const change: FileChange = { origin: {}, correction: {} };
  if (server !== file.server) change.origin.server = server;
  if (service !== file.service) change.origin.service = service;
  if (wanted !== correction.readAs) change.correction.readAs = wanted;
  if (offset !== (correction.offsetMinutes ?? 0)) change.correction.offsetMinutes = offset;
  return change;
}

/** Names that are suggested, at most; a list of thousands helps nobody. */
const SUGGESTED = 500;

function suggestions(id: string, names: Iterable<string>): TemplateResult {
  const known = [...new Set(names)].filter(Boolean).sort().slice(0, SUGGESTED);
  return html`<datalist id=${id}>${known.map((name) => html`<option value=${name}></option>`)}</datalist>`;
}

function origins({ file, files }: FileForm): TemplateResult {
  const services = [...files.map(({ service }) => service), ...t.services];
  return html`<label class="inline">${t.server}
      <input id="file-server" name="server" list="known-servers" autocomplete="off" spellcheck="false" .value=${file.server} />
    </label>
    <label class="inline">${t.service}
      <input id="file-service" name="service" list="known-services" autocomplete="off" spellcheck="false" .value=${file.service} />
    </label>
    ${suggestions(
      'known-servers',
      files.map(({ server }) => server),
    )} ${suggestions('known-services', services)}`;
}

function corrections({ correction: { readAs, offsetMinutes = 0 } }: FileForm): TemplateResult {
  const types = LOG_TYPES.filter((type) => type !== 'unknown');
  return html`<label class="inline">${t.readAs}
      <select id="file-type" name="readAs">
        <option value="" ?selected=${readAs === undefined}>${t.detect}</option>
        ${types.map((type) => html`<option value=${type} ?selected=${type === readAs}>${t.logTypes[type]}</option>`)}
      </select>
    </label>
    <label class="inline">${t.offset}
      <select id="file-offset" name="offset">
        ${OFFSETS.map(
          (minutes) =>
            html`<option value=${minutes} ?selected=${minutes === offsetMinutes}>${minutes === 0 ? t.asLogged : offsetName(minutes)}</option>`,
        )}
      </select>
    </label>`;
}

export function fileForm(form: FileForm): TemplateResult {
  const { file, folder } = form;
  const apply = (chosen: readonly FileReport[]) => (fields: HTMLFormElement) =>
    form.apply(chosen, changeOf(new FormData(fields), form));
  const enter = onEnter(apply([file]));
  const key = (event: KeyboardEvent) => {
    enter(event);
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    form.cancel();
  };
  return html`<form class="file-form" aria-label=${t.changing(file.name)} @keydown=${key}>
    <p class="fields">${origins(form)}</p>
    <p class="quiet">${t.originHelp}</p>
    <p class="fields">${corrections(form)}</p>
    <p class="quiet">${t.readHelp}</p>
    <p class="fields">
      <button type="button" class="primary" data-scope="file" @click=${onClick(apply([file]))}>${t.toFile}</button>
      <button type="button" data-scope="folder" @click=${onClick(apply(folder))}>${t.toFolder(folder.length)}</button>
      <button type="button" @click=${form.cancel}>${t.cancelChange}</button>
    </p>
  </form>`;
}
