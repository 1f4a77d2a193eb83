import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FINDING_KINDS, type FindingKind, type FindingReport } from '../src/contract.js';
import {
  bySeverity,
  countOf,
  figures,
  findingQuery,
  isFound,
  KINDS,
  logText,
  notFound,
  queryOf,
} from '../src/display/findings.js';
import { FINDINGS } from '../src/locale/findings.js';
import { engineWith, fixture, type WholeEngine } from './support/engine.js';

const INCIDENTS = join(import.meta.dirname, '../../tests/incidents');

/** The logs in which a kind of finding is. */
const incidents = (kind: FindingKind): string[] =>
  readdirSync(join(INCIDENTS, kind))
    .filter((name) => name.startsWith('found'))
    .sort();

/** The files of an incident, which is a file or a folder. */
function filesOf(path: string, name: string): Record<string, Uint8Array> {
  if (!statSync(path).isDirectory()) return { [name]: new Uint8Array(readFileSync(path)) };
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => relative(path, join(entry.parentPath, entry.name))).sort();
  return Object.fromEntries(paths.map((one) => [one, new Uint8Array(readFileSync(join(path, one)))]));
}

const opened = (kind: FindingKind, name: string): WholeEngine => engineWith(filesOf(join(INCIDENTS, kind, name), name));

const all = (engine: WholeEngine): Map<FindingKind, FindingReport> =>
  new Map(KINDS.map((kind) => [kind, engine.finding(kind)]));

/** What the overview shows of a finding, as text. */
function shown(report: FindingReport): string {
  const groups = report.groups.map(({ values }) => values.map(({ known, text }) => (known ? text : '?')).join(' · '));
  return [
    FINDINGS[report.kind].title,
    ...figures(report, 'utc').map((text) => `  ${text}`),
    ...groups.map((text) => `  - ${text}`),
    ...report.logs.map((log) => `  - ${logText(report.kind, log)}`),
  ].join('\n');
}

describe('findings', () => {
  it('say what was found, how often, when and where', async () => {
    const texts = KINDS.flatMap((kind) =>
      incidents(kind).map((name) => `${kind}/${name}\n${shown(opened(kind, name).finding(kind))}\n`),
    );
    await expect(texts.join('\n')).toMatchFileSnapshot(join(INCIDENTS, 'sentences.txt'));
  });

  it('are listed the worst first, and what was looked for in vain at the end', () => {
    const reports = all(opened('relay-denied', 'found.log'));
    expect(bySeverity(reports).map(([severity]) => severity)).toEqual(
      ['warning', 'note'].filter((one) => countOf(reports, one as 'warning') > 0),
    );
    const found = bySeverity(reports).flatMap(([, list]) => list.map(({ kind }) => kind));
    expect(found).toContain('relay-denied');
    expect([...found, ...notFound(reports)].sort()).toEqual([...KINDS].sort());
  });

  it.each([false, true])('lead to exactly their sessions, and each group to its own; noise hidden: %s', (isHidden) => {
    const engine = engineWith({
      ...fixture('receive-2019'),
      ...fixture('receive-auth-failed'),
      ...fixture('send-2016'),
    });
    engine.hideNoise(isHidden);
    let groups = 0;
    for (const report of [...all(engine).values()].filter(isFound)) {
      const count = (query: string | null) => engine.count(query ?? '', 0, Number.NaN);
      expect(count(findingQuery(report, isHidden))).toMatchObject({ ok: true, counts: { sessions: report.sessions } });
      for (const group of report.groups) {
        const query = queryOf(report, group, isHidden);
        if (query === null) continue;
        groups += 1;
        expect(count(query)).toMatchObject({ ok: true, counts: { sessions: group.sessions } });
      }
    }
    expect(groups).toBeGreaterThan(2);
  });

  it('have a title, a reason and an advice each', () => {
    expect(Object.keys(FINDINGS).sort()).toEqual(Object.keys(FINDING_KINDS).sort());
    for (const { title, why, advice } of Object.values(FINDINGS)) {
      expect(title).not.toMatch(/\.$/);
      for (const sentence of [why, advice]) expect(sentence).toMatch(/^[A-Z“].*[.]$/);
    }
    expect(new Set(Object.values(FINDINGS).map(({ title }) => title)).size).toBe(KINDS.length);
  });
});
