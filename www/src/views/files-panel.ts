/**
 * All files with their log type and origin, which can be corrected, and all diagnostics with their first occurrences.
 */

import { LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import {
  type Corrections,
  type DiagnosticReport,
  type FileReport,
  LOG_TYPES,
  type Severity,
  type Summary,
} from '../contract.js';
import { formatCount } from '../format/number.js';
import { formatSpan, type Zone } from '../format/time.js';
import { en } from '../locale/en.js';
import { type FileChange, fileForm } from './file-form.js';
import { html } from './html.js';
import { prose } from './prose.js';
import { removeForm } from './remove-form.js';

const t = en.files;

const BY_SEVERITY: Record<Severity, number> = { error: 0, dataLoss: 1, info: 2 };

/** Number of files, and of diagnostics, drawn at a time; a folder may hold thousands. */
const SHOWN = 100;
const COLUMNS = 12;

export interface FilesActions {
  change(files: readonly FileReport[], change: FileChange): void;
  remove(files: readonly FileReport[]): void;
  showCredentials(shown: boolean): void;
  /** By which files are told apart; not to be shown. */
  pathOf(file: FileReport): string;
}

function filePath({ folder, name }: FileReport): TemplateResult {
  return html`${name}${folder ? html` <span class="quiet folder">${folder}</span>` : nothing}`;
}

/** Whether the file deserves attention. */
export function hasDiagnostics({ diagnostics, end }: FileReport): boolean {
  return diagnostics > 0 || (end !== 'complete' && end !== 'reading');
}

/** Whether a file has the text in its name, folder, origin or log type, and deserves attention if it has to. */
export function fileFilter(text: string, onlyWithDiagnostics: boolean): (file: FileReport) => boolean {
  // In a list of 250,000 files, making strings in lower case of all this would take a second.
  const wanted = new RegExp(text.trim().replace(/[\^$\\.*+?()[\]{}|/]/gu, '\\$&'), 'iu');
  const types = new Set(LOG_TYPES.filter((type) => wanted.test(t.logTypes[type])));
  return (file) =>
    (!onlyWithDiagnostics || hasDiagnostics(file)) &&
    (wanted.test(file.name) ||
      wanted.test(file.folder) ||
      types.has(file.logType) ||
      wanted.test(file.server) ||
      wanted.test(file.service) ||
      wanted.test(file.logTypeName));
}

function diagnosticItem(diagnostic: DiagnosticReport, file: FileReport | undefined): TemplateResult {
  return html`<li class="diagnostic severity-${diagnostic.severity}">
    <p>
      <span class="grade">${t.severities[diagnostic.severity]}</span>
      <span class="kind mono">${diagnostic.kind}</span>
      <span class="quiet">${t.count(diagnostic.count)}</span>
      ${file ? html`<span class="mono">${filePath(file)}</span>` : nothing}
    </p>
    <p>${prose(diagnostic.sentence)}</p>
    ${diagnostic.places.length > 0 ? html`<details><summary>${t.firstPlaces}</summary>${places(diagnostic)}</details>` : nothing}
  </li>`;
}

function places(diagnostic: DiagnosticReport): TemplateResult {
  return html`<ul class="places">
    ${diagnostic.places.map(
      ({ line, byte, excerpt }) =>
        html`<li><span class="quiet">${t.place(line, byte)}</span> <span class="mono">${excerpt}</span></li>`,
    )}
  </ul>`;
}

/** Most severe first, then most frequent first. */
export function inOrderOfWeight(diagnostics: readonly DiagnosticReport[]): DiagnosticReport[] {
  return [...diagnostics].sort((a, b) => BY_SEVERITY[a.severity] - BY_SEVERITY[b.severity] || b.count - a.count);
}

export class FilesPanel extends LitElement {
  static override properties = {
    summary: { attribute: false },
    diagnostics: { attribute: false },
    corrections: { attribute: false },
    credentials: { attribute: false },
    zone: { attribute: false },
    text: { state: true },
    onlyWithDiagnostics: { state: true },
    changing: { state: true },
    removing: { state: true },
    first: { state: true },
  };

  declare actions: FilesActions;
  declare summary: Summary | null;
  declare diagnostics: DiagnosticReport[];
  declare corrections: Corrections;
  /** Credentials are shown. */
  declare credentials: boolean;
  declare zone: Zone;
  /** Text of the filter box. */
  declare text: string;
  declare onlyWithDiagnostics: boolean;
  /** Path of the file whose form is open; null for none. Not its index, which may change when files are read again. */
  declare changing: string | null;
  /** Path of the file that may be removed, likewise. */
  declare removing: string | null;
  /** The first file drawn, of those that the filter leaves. */
  declare first: number;
  #isShown: (file: FileReport) => boolean = () => true;
  /** The files that the filter leaves; the diagnostics in order of weight. */
  #filtered: readonly FileReport[] = [];
  #weighed: readonly DiagnosticReport[] = [];

  constructor() {
    super();
    this.summary = null;
    this.diagnostics = [];
    this.corrections = new Map();
    this.credentials = false;
    this.zone = 'utc';
    this.text = '';
    this.onlyWithDiagnostics = false;
    this.changing = null;
    this.removing = null;
    this.first = 0;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const has = (...names: (keyof FilesPanel)[]) => names.some((name) => changed.has(name));
    if (has('diagnostics')) this.#weighed = inOrderOfWeight(this.diagnostics);
    if (!has('summary', 'text', 'onlyWithDiagnostics')) return;
    const isFiltered = this.text.trim() !== '' || this.onlyWithDiagnostics;
    this.#isShown = isFiltered ? fileFilter(this.text, this.onlyWithDiagnostics) : () => true;
    this.#filtered = isFiltered ? this.#files.filter(this.#isShown) : this.#files;
    if (has('text', 'onlyWithDiagnostics') || this.first >= this.#filtered.length) this.first = 0;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Scrolls to a file, whatever is filtered, and moves the focus to its buttons. */
  showFile(file: number): void {
    this.text = '';
    this.onlyWithDiagnostics = false;
    void this.updateComplete.then(() => {
      const place = this.#filtered.findIndex((one) => one.file === file);
      this.first = Math.max(0, place - (place % SHOWN));
      void this.updateComplete.then(() => {
        const button = this.querySelector<HTMLElement>(`[data-change="${file}"]`);
        button?.scrollIntoView({ block: 'center' });
        button?.focus();
      });
    });
  }

  /** In the order of their indices. */
  get #files(): readonly FileReport[] {
    return this.summary?.perFile ?? [];
  }

  protected override render(): TemplateResult {
    const files = this.#filtered;
    return html`<h2>${t.filesTitle}</h2>
      ${this.#filter(files.length)} ${this.#credentialsSwitch()} ${this.#pager(files.length)}
      ${this.#table(files.slice(this.first, this.first + SHOWN))}
      ${files.length === 0 && this.#files.length > 0 ? html`<p class="quiet">${t.noneShown}</p>` : nothing}
      <h2 id="diagnostics" tabindex="-1">${t.diagnostics}</h2>
      ${this.diagnostics.length === 0 ? html`<p class="quiet">${t.none}</p>` : this.#diagnostics()}`;
  }

  /** Those of the files that the filter leaves. */
  #diagnostics(): TemplateResult {
    const isShown = ({ file }: DiagnosticReport) => {
      const report = this.#files[file];
      return report !== undefined && this.#isShown(report);
    };
    const all = this.#filtered === this.#files ? this.#weighed : this.#weighed.filter(isShown);
    const key = ({ file, kind }: DiagnosticReport) => `${file} ${kind}`;
    const item = (one: DiagnosticReport) => diagnosticItem(one, this.#files[one.file]);
    return html`<ul class="diagnostics">${repeat(all.slice(0, SHOWN), key, item)}</ul>
      ${all.length > SHOWN ? html`<p class="quiet">${t.moreDiagnostics(all.length - SHOWN)}</p>` : nothing}`;
  }

  /** Shown only if there are more files than are drawn at a time. */
  #pager(all: number): TemplateResult | typeof nothing {
    if (all <= SHOWN) return nothing;
    const go = (first: number) => {
      this.first = first;
      this.querySelector<HTMLElement>('#file-filter')?.scrollIntoView({ block: 'nearest' });
    };
    const end = Math.min(all, this.first + SHOWN);
    return html`<nav class="pager">
      <button class="small" id="files-earlier" ?disabled=${this.first === 0} @click=${() => go(this.first - SHOWN)}>${t.earlier}</button>
      <span>${t.page(this.first + 1, end, all)}</span>
      <button class="small" id="files-later" ?disabled=${end === all} @click=${() => go(end)}>${t.later}</button>
    </nav>`;
  }

  #filter(shown: number): TemplateResult {
    const typed = (event: Event) => {
      this.text = (event.target as HTMLInputElement).value;
    };
    const ticked = (event: Event) => {
      this.onlyWithDiagnostics = (event.target as HTMLInputElement).checked;
    };
    return html`<div class="file-filter">
      <input id="file-filter" type="search" aria-label=${t.filter} placeholder=${t.filterHint} .value=${this.text} @input=${typed} />
      <label class="inline"><input id="only-diagnostics" type="checkbox" .checked=${this.onlyWithDiagnostics} @change=${ticked} /> ${t.onlyWithDiagnostics}</label>
      <span class="quiet" role="status">${t.shown(shown, this.#files.length)}</span>
    </div>`;
  }

  #credentialsSwitch(): TemplateResult {
    const ticked = ({ target }: Event) => {
      const box = target as HTMLInputElement;
      this.actions.showCredentials(box.checked);
      // The checkbox follows the engine, which continues to mask if the request fails.
      box.checked = this.credentials;
    };
    return html`<div class="file-filter">
      <label class="inline"><input id="show-credentials" type="checkbox" aria-describedby="credentials-warning" .checked=${this.credentials} @change=${ticked} /> ${en.credentials.show}</label>
      <span class="quiet" id="credentials-warning">${this.credentials ? en.credentials.warning : en.credentials.masked}</span>
    </div>`;
  }

  #table(files: readonly FileReport[]): TemplateResult {
    return html`<div class="wide" tabindex="0" role="region" aria-label=${t.filesTitle}><table class="plain files">
      <thead>
        <tr>
          ${[t.file, t.end, t.type, t.evidence, t.server, t.service].map((name) => html`<th scope="col">${name}</th>`)}
          ${[t.entries, t.sessions, t.accounted, t.duplicates].map((name) => html`<th scope="col" class="right">${name}</th>`)}
          <th scope="col">${t.span}</th>
          <th scope="col" class="row-actions">${t.change}</th>
        </tr>
      </thead>
      <tbody>${files.map((file) => this.#row(file))}</tbody>
    </table></div>`;
  }

  #row(file: FileReport): TemplateResult {
    const whole = file.accountedBytes === file.bytes;
    const path = this.actions.pathOf(file);
    const changing = path === this.changing;
    const removing = path === this.removing;
    return html`<tr>
        <th scope="row" class="mono">${filePath(file)}</th>
        <td class=${file.end === 'complete' || file.end === 'reading' ? '' : 'tone-bad'}>${t.fileEnds[file.end]}</td>
        <td>${file.logTypeName || t.logTypes[file.logType]}</td>
        <td>${t.evidenceWords[file.evidence]}</td>
        <td>${file.server}</td>
        <td>${file.service}</td>
        <td class="right">${formatCount(file.entries)}</td>
        <td class="right">${formatCount(file.sessions)}</td>
        <td class="right ${whole ? '' : 'tone-bad'}">${t.accountedOf(file.accountedBytes, file.bytes)}</td>
        <td class="right">${file.duplicates > 0 ? formatCount(file.duplicates) : ''}</td>
        <td class="mono span">${formatSpan(file.firstTime, file.lastTime, this.zone)}</td>
        <td class="row-actions"><button class="small" data-change=${file.file} aria-expanded=${changing} aria-label=${t.changeFile(file.name)}
          @click=${() => this.#show(changing ? {} : { changing: path })}>${t.change}</button>
          <button class="small" data-remove=${file.file} aria-expanded=${removing} aria-label=${t.removeFile(file.name)}
          @click=${() => this.#show(removing ? {} : { removing: path })}>${t.remove}</button></td>
      </tr>
      ${changing ? html`<tr><td colspan=${COLUMNS}>${this.#form(file, path)}</td></tr>` : nothing}
      ${removing ? html`<tr><td colspan=${COLUMNS}>${this.#removeForm(file)}</td></tr>` : nothing}`;
  }

  #removeForm(file: FileReport): TemplateResult {
    return removeForm({
      file,
      files: this.#files,
      remove: (files) => {
        this.#show({});
        this.actions.remove(files);
      },
      cancel: () => this.#show({}),
    });
  }

  #form(file: FileReport, path: string): TemplateResult {
    return fileForm({
      file,
      folder: this.#files.filter(({ folder }) => folder === file.folder),
      files: this.#files,
      correction: this.corrections.get(path) ?? {},
      apply: (files, change) => {
        this.#show({});
        this.actions.change(files, change);
      },
      cancel: () => this.#show({}),
    });
  }

  /** Opens one form of a file and moves the focus into it, or closes it and moves the focus back. */
  #show({ changing = null, removing = null }: { changing?: string | null; removing?: string | null }): void {
    const button = this.querySelector<HTMLElement>('[aria-expanded=true]');
    Object.assign(this, { changing, removing });
    const first = () => this.querySelector<HTMLElement>('.file-form input, .file-form button');
    void this.updateComplete.then(() => (changing || removing ? first() : button)?.focus());
  }
}

if (!customElements.get('exchange-log-files')) customElements.define('exchange-log-files', FilesPanel);
