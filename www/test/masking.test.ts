/** Masking is one law: no secret is in anything that the page holds, composes, saves, stores or tells its host. */

import { beforeEach, describe, expect, it } from 'vitest';
import { rowText } from '../src/actions/tables.js';
import { folderOf, type OpenFile } from '../src/client/intake.js';
import { conversationText, entriesText } from '../src/display/conversation-text.js';
import { cellText, findings, marksOf, queryOf, rowName } from '../src/display/coverage-text.js';
import { fileName } from '../src/display/file-name.js';
import { statusParts } from '../src/views/bars-view.js';
import { failingFile } from './failing-file.js';
import { Page } from './page.js';
import { CANARIES, canariesIn, plantedFiles, UNREADABLE_NAME } from './support/canaries.js';
import { TRAP_BYTE } from './support/engine.js';
import { fileOf } from './support/logs.js';

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);
const PLANTED = Object.entries(plantedFiles()).map(([path, content]) => fileOf(nameOf(path), content, folderOf(path)));
const UNREADABLE: OpenFile = {
  file: Object.assign(failingFile(new Uint8Array(10), 'NotReadableError'), { name: UNREADABLE_NAME }) as File &
    OpenFile['file'],
  folder: '',
};

/** What tells files apart, and is not shown. */
const KEYS = new Set(['about', 'corrections']);

/** Everything in a value as text. */
function written(value: unknown): string {
  return (
    JSON.stringify(value, (key, part) => (KEYS.has(key) ? undefined : part instanceof Map ? [...part] : part)) ?? ''
  );
}

/** Notes where secrets are found in what the page holds, and in what it makes of it. */
class Search {
  readonly found = new Map<string, string[]>();
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  note(where: string, ...values: readonly unknown[]): void {
    const canaries = values.flatMap((value) => canariesIn(typeof value === 'string' ? value : written(value)));
    if (canaries.length > 0)
      this.found.set(where, [...new Set([...(this.found.get(where) ?? []), ...canaries])].sort());
  }

  get all(): string[] {
    return [...new Set([...this.found.values()].flat())].sort();
  }

  /** Walks through all views. */
  async everywhere(): Promise<this> {
    const { app, events, stored } = this.#page;
    await this.#sessions();
    await this.#tables();
    await this.#coverage();
    await this.#exports();
    await app.showHelp();
    this.note('state', app.store.state);
    this.note('status', statusParts(app.store.state));
    this.note('events', events);
    this.note('storage', [...stored]);
    return this;
  }

  async #sessions(): Promise<void> {
    const { app } = this.#page;
    app.store.set({ panel: 'sessions' });
    const count = app.store.state.summary?.sessions ?? 0;
    for (let session = 0; session < count; session += 1) {
      await app.sessions.openSession(session);
      const { detail, related } = app.store.state;
      if (!detail) throw new Error(`session ${session} has no detail`);
      this.note('related', related);
      this.note('copied conversation', conversationText(detail, 'utc', 1000));
      this.note('copied lines', entriesText(detail.entries, 'utc', 1000));
      await app.printing.prepare(0);
      this.note('printed conversation', app.store.state);
      app.printing.finish();
    }
    await app.sessions.close();
    await app.printing.prepare(0);
    this.note('printed list', app.store.state);
    app.printing.finish();
  }

  async #tables(): Promise<void> {
    const { app } = this.#page;
    app.store.set({ panel: 'tables' });
    for (const report of app.store.state.tables) {
      app.tables.choose(report.table);
      for (let row = 0; row < report.rows; row += 1) {
        await app.tables.moveTo(row);
        await app.tables.open();
        const { tableDetail } = app.store.state;
        if (!tableDetail) throw new Error(`row ${row} of ${report.name} is not open`);
        this.note('row', tableDetail, rowText(report, tableDetail));
      }
      await app.printing.prepare(0);
      this.note('printed table', app.store.state);
      app.printing.finish();
    }
  }

  async #coverage(): Promise<void> {
    const { app } = this.#page;
    const coverage = await (await app.context.client()).coverage('auto');
    this.note('coverage', coverage, findings(coverage, app.store.state.summary, 'utc'));
    for (const row of coverage.rows) {
      const column = 0;
      this.note('coverage', rowName(row), queryOf(coverage, row, null), queryOf(coverage, row, column));
      this.note('coverage', cellText(coverage, row, column, marksOf(coverage, 0, column)));
    }
  }

  async #exports(): Promise<void> {
    const { app } = this.#page;
    for (const format of ['ndjson', 'csv', 'messages', 'text'] as const) {
      this.note(`export as ${format}`, await (await app.exporting.toBlob(format, '')).text());
    }
    const client = await app.context.client();
    const request = { format: 'text' as const, query: '' };
    const contents = await client.export(request, { take: () => undefined });
    this.note('name of a saved file', fileName({ name: 'sessions', ...contents }, 'txt', 'utc'));
    for (const { table, name, columns } of app.store.state.tables) {
      const parts: Uint8Array[] = [];
      const order = { column: -1, descending: false };
      const all = columns.map((_, index) => index);
      await client.exportTable(table, order, all, 'comma', { take: (part) => void parts.push(part) });
      this.note('export of a table', ...parts.map((part) => new TextDecoder().decode(part)));
      this.note('name of a saved file', fileName({ name, server: '', start: 0, end: 0 }, 'csv', 'utc'));
    }
  }
}

let page: Page;
/** What the page held at any time. */
let seen: Search;

beforeEach(async () => {
  page = new Page();
  seen = new Search(page);
  page.app.store.subscribe(() => seen.note('state at some time', page.state.progress, page.state.notices));
  await page.app.reading.open([...PLANTED, UNREADABLE]);
});

describe('while secrets are masked', () => {
  it('none is anywhere', async () => {
    await seen.everywhere();
    expect(Object.fromEntries(seen.found)).toEqual({});
    expect(page.texts.filter((text) => text.includes('*****')).length).toBe(3);
  });

  it('they were to be seen before, on request, and none afterwards', async () => {
    await page.app.showCredentials(true);
    const shown = await new Search(page).everywhere();
    expect(shown.all).toEqual(Object.keys(CANARIES).sort());
    await page.app.showCredentials(false);
    page.events.length = 0;
    expect(Object.fromEntries((await new Search(page).everywhere()).found)).toEqual({});
  });

  it('none is in what was read while they were shown', async () => {
    await page.app.reading.clear();
    await page.app.reading.open([fileOf('1.LOG', '')]);
    await page.app.showCredentials(true);
    await page.app.reading.open(PLANTED);
    await page.app.showCredentials(false);
    page.events.length = 0;
    expect(Object.fromEntries((await new Search(page).everywhere()).found)).toEqual({});
  });
});

describe('a file whose name has a secret', () => {
  const report = (path: string) => {
    const found = page.state.summary?.perFile.find((file) => page.app.reading.pathOf(file) === path);
    if (!found) throw new Error(`${path} is not open`);
    return found;
  };
  const paths = () => (page.state.summary?.perFile ?? []).map((file) => page.app.reading.pathOf(file));
  const [one, twin] = [`EX1/Receive token=${CANARIES.file}.LOG`, `EX1/Receive token=${CANARIES.twin}.LOG`];
  const member = `password=${CANARIES.archive}.zip/token=${CANARIES.member}/RECV2026030210-1.LOG`;

  it('is told apart from one that is shown by the same name', async () => {
    expect(report(one).name).toBe(report(twin).name);
    await page.app.reading.setOrigin([report(one)], { server: 'MAIL7' });
    await page.app.reading.correct([report(twin)], { readAs: 'smtpSend' });
    expect([report(one).logType, report(twin).logType]).toEqual(['smtpReceive', 'smtpSend']);
    expect([report(one).server, report(twin).server === 'MAIL7']).toEqual(['MAIL7', false]);
    await page.app.reading.remove([report(one)]);
    expect(paths()).toContain(twin);
    expect(paths()).not.toContain(one);
  });

  it('is removed from an archive, also while secrets are shown', async () => {
    await page.app.showCredentials(true);
    await page.app.reading.remove([report(member)]);
    expect(paths().filter((path) => path.includes('.zip/'))).toHaveLength(1);
    expect(paths()).not.toContain(member);
  });

  it('is masked in what is said about it, and its messages go when it is read again', async () => {
    const texts = () => page.texts.filter((text) => text.startsWith('access_token='));
    expect(texts()).toEqual([expect.stringMatching(/^access_token=\*+/)]);
    await page.app.reading.open([fileOf(UNREADABLE_NAME, 'x')]);
    expect(texts()).toEqual([]);
  });

  it('is masked where the browser refuses it, and where it ends the engine', async () => {
    for (const { id } of page.state.notices) page.app.context.dismiss(id);
    const refused = Array.from({ length: 5 }, (_, index) => `pwd=${CANARIES.folder}${index}`);
    await page.app.reading.showDrop(Promise.resolve({ files: [], refused }));
    expect(page.texts).toEqual([expect.stringMatching(/access to (pwd=\*+(, )?){3} and 2 more\./)]);
    await page.app.reading.open([fileOf(`${one.slice(4)}`, Uint8Array.of(TRAP_BYTE), 'EX1')]).catch(() => undefined);
    expect(page.texts.at(-1)).toMatch(/while reading .*Receive token=\*+/);
    await page.app.reading.showDrop(Promise.resolve({ files: [], refused }));
    expect(seen.found.get('state at some time')).toBeUndefined();
    // The file that ended the engine is not opened again.
    page.state.notices.find(({ actions }) => actions.length > 0)?.actions[0]?.run();
    await expect.poll(() => paths()).toContain(twin);
    expect(paths()).toContain(one);
    expect(paths().filter((path) => path.startsWith('EX1 (2)'))).toEqual([]);
    expect(written(page.events)).toMatch(/Receive token=\*+/);
    seen.note(
      'events',
      page.events.filter(([name]) => name === 'failure'),
    );
    expect(Object.fromEntries(seen.found)).toEqual({});
  });
});
