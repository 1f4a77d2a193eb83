/** Every file with what was made of it, and everything odd with the first places where it was met. */

import { html, nothing, type TemplateResult } from 'lit';
import type { DiagnosticReport, FileReport, Severity } from '../contract.js';
import { formatCount } from '../format/number.js';
import { formatSpan, type Zone } from '../format/time.js';
import { en } from '../locale/en.js';
import { prose } from './prose.js';
import type { AppState } from './state.js';

const t = en.files;

const BY_SEVERITY: Record<Severity, number> = { error: 0, dataLoss: 1, info: 2 };

/** Files of which a table row is drawn; a folder may hold thousands. */
const FILES_SHOWN = 1000;

function filePath({ folder, name }: FileReport): TemplateResult {
  return html`${name}${folder ? html` <span class="quiet folder">${folder}</span>` : nothing}`;
}

function fileRow(file: FileReport, zone: Zone): TemplateResult {
  const whole = file.accountedBytes === file.bytes;
  return html`<tr>
    <th scope="row" class="mono">${filePath(file)}</th>
    <td>${file.logTypeName || t.logTypes[file.logType]}</td>
    <td>${t.evidenceWords[file.evidence]}</td>
    <td class="right">${formatCount(file.entries)}</td>
    <td class="right">${formatCount(file.sessions)}</td>
    <td class="right ${whole ? '' : 'tone-bad'}">${t.accountedOf(file.accountedBytes, file.bytes)}</td>
    <td class="right">${file.duplicates > 0 ? formatCount(file.duplicates) : ''}</td>
    <td class="mono">${formatSpan(file.firstTime, file.lastTime, zone)}</td>
    <td class=${file.end === 'complete' || file.end === 'reading' ? '' : 'tone-bad'}>${t.fileEnds[file.end]}</td>
  </tr>`;
}

function filesTable(files: readonly FileReport[], zone: Zone): TemplateResult {
  return html`<div class="wide" tabindex="0" role="region" aria-label=${t.filesTitle}><table class="plain">
    <thead>
      <tr>
        ${[t.file, t.type, t.evidence].map((name) => html`<th scope="col">${name}</th>`)}
        ${[t.entries, t.sessions, t.accounted, t.duplicates].map((name) => html`<th scope="col" class="right">${name}</th>`)}
        ${[t.span, t.end].map((name) => html`<th scope="col">${name}</th>`)}
      </tr>
    </thead>
    <tbody>${files.slice(0, FILES_SHOWN).map((file) => fileRow(file, zone))}</tbody>
  </table></div>`;
}

function diagnosticItem(diagnostic: DiagnosticReport, files: readonly FileReport[]): TemplateResult {
  const file = files.find(({ file }) => file === diagnostic.file);
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

/** Worst first, then most first. */
export function inOrderOfWeight(diagnostics: readonly DiagnosticReport[]): DiagnosticReport[] {
  return [...diagnostics].sort((a, b) => BY_SEVERITY[a.severity] - BY_SEVERITY[b.severity] || b.count - a.count);
}

export function filesPanel({ summary, diagnostics, zone }: AppState): TemplateResult {
  const files = summary?.perFile ?? [];
  return html`<section class="panel" id="panel-files" role="tabpanel" aria-labelledby="tab-files">
    <h2>${t.filesTitle}</h2>
    ${filesTable(files, zone)}
    ${files.length > FILES_SHOWN ? html`<p class="quiet">${t.more(files.length - FILES_SHOWN)}</p>` : nothing}
    <h2>${t.oddities}</h2>
    ${
      diagnostics.length === 0
        ? html`<p class="quiet">${t.none}</p>`
        : html`<ul class="diagnostics">${inOrderOfWeight(diagnostics).map((one) => diagnosticItem(one, files))}</ul>`
    }
  </section>`;
}
