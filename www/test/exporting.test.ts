/** What exports are called, how they are written for spreadsheets, and what is said about them. */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CONFIRMATION_MS } from '../src/actions/context.js';
import { download } from '../src/browser/download.js';
import { fileName } from '../src/display/file-name.js';
import { sheetOf, usualSeparator, zoneOffsets } from '../src/display/spreadsheet.js';
import { en } from '../src/locale/en.js';
import { Page } from './page.js';
import { fileOf, ordinaryLog } from './support/logs.js';

vi.mock('../src/browser/download.js', () => ({ download: vi.fn() }));
const saved = vi.mocked(download);

const DAY = Date.UTC(2026, 2, 1);

describe('a CSV file for Excel', () => {
  it.each([
    ['en-US', 'comma', '.'],
    ['en-GB', 'comma', '.'],
    ['de-DE', 'semicolon', ','],
    ['fr-FR', 'semicolon', ','],
    ['pt-BR', 'semicolon', ','],
    ['de-CH', 'semicolon', '.'],
    ['de-LI', 'semicolon', '.'],
    ['ja-JP', 'comma', '.'],
  ] as const)('is as Excel expects it in %s', (locale, separator, decimal) => {
    expect(usualSeparator(locale)).toBe(separator);
    expect(sheetOf(separator, [], locale).decimalComma).toBe(decimal === ',');
  });

  it('is English where the browser knows no language', () => {
    for (const navigator of [{ language: 'C' }, {}, undefined]) {
      vi.stubGlobal('navigator', navigator);
      expect(usualSeparator()).toBe('comma');
    }
    vi.unstubAllGlobals();
  });

  it('has a decimal comma with semicolons that were chosen, and never with commas', () => {
    expect(sheetOf('semicolon', [], 'en-US').decimalComma).toBe(true);
    expect(sheetOf('comma', [], 'de-DE').decimalComma).toBe(false);
    expect([sheetOf('tab', [], 'de-DE').decimalComma, sheetOf('tab', [], 'en-US').decimalComma]).toEqual([true, false]);
  });
});

describe('the offsets of a zone', () => {
  afterEach(() => vi.restoreAllMocks());

  it('are one for UTC and for a zone without summer time', () => {
    expect(zoneOffsets('utc', DAY, DAY + 1)).toEqual([{ from: DAY, minutes: 0 }]);
    expect(zoneOffsets('local', DAY, DAY + 90 * 86_400_000)).toEqual([{ from: DAY, minutes: 330 }]);
  });

  it('change at the very millisecond', () => {
    const change = DAY + 28 * 86_400_000 + 3_600_000;
    vi.spyOn(Date.prototype, 'getTimezoneOffset').mockImplementation(function (this: Date) {
      return this.getTime() < change ? -60 : -120;
    });
    expect(zoneOffsets('local', DAY, DAY + 40 * 86_400_000)).toEqual([
      { from: DAY, minutes: 60 },
      { from: change, minutes: 120 },
    ]);
  });
});

describe('the name of a saved file', () => {
  const contents = { name: 'exchange-sessions', server: '', start: DAY, end: DAY + 86_400_000 };

  it('says what, of which server and of which days', () => {
    expect(fileName(contents, 'csv', 'utc')).toBe('exchange-sessions_2026-03-01_2026-03-02.csv');
    expect(fileName({ ...contents, server: 'EX01' }, 'txt', 'utc')).toBe(
      'exchange-sessions_EX01_2026-03-01_2026-03-02.txt',
    );
    expect(fileName({ ...contents, end: DAY }, 'csv', 'utc')).toBe('exchange-sessions_2026-03-01.csv');
    expect(fileName({ ...contents, start: null, end: null }, 'csv', 'utc')).toBe('exchange-sessions.csv');
  });

  it('has the days of the zone, and nothing that a disk refuses', () => {
    expect(fileName({ ...contents, end: DAY + 86_400_000 - 1 }, 'csv', 'local')).toMatch(
      /_2026-03-01_2026-03-02\.csv$/,
    );
    expect(fileName({ ...contents, server: '../EX:01\\x' }, 'csv', 'utc')).toBe(
      'exchange-sessions_-EX-01-x_2026-03-01_2026-03-02.csv',
    );
  });
});

describe('saving', () => {
  let page: Page;
  beforeEach(async () => {
    saved.mockClear();
    page = new Page();
    await page.app.reading.open([fileOf('1.LOG', ordinaryLog(8))]);
  });
  afterEach(() => vi.useRealTimers());

  it('says what was saved, and stops saying it', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    await page.app.exporting.save('csv');
    const [blob, name] = saved.mock.calls[0] ?? [];
    expect(name).toMatch(/^exchange-sessions_.*\d{4}-\d\d-\d\d\.csv$/);
    expect(page.texts).toEqual([en.export.savedSessions(8, blob?.size ?? 0, name ?? '')]);
    expect(page.state.exporting).toBeNull();
    vi.advanceTimersByTime(CONFIRMATION_MS);
    expect(page.texts).toEqual([]);
  });

  it('has the separator that was chosen', async () => {
    page.app.prefer({ separator: 'tab' });
    await page.app.exporting.save('messages');
    const [blob, name] = saved.mock.calls[0] ?? [];
    expect(name).toMatch(/^exchange-messages_.*\.tsv$/);
    expect((await blob?.text())?.split('\t').slice(0, 3)).toEqual(['start', 'end', 'time-zone']);
  });

  it('is cancelled, and saves nothing then', async () => {
    const unsubscribe = page.app.store.subscribe(() => page.state.exporting?.bytes && page.app.exporting.cancel());
    await page.app.exporting.save('ndjson');
    unsubscribe();
    expect(saved).not.toHaveBeenCalled();
    expect(page.state.exporting).toBeNull();
    expect(page.texts).toContain(en.export.cancelled);
  });

  it('has the groups of one search, or none', async () => {
    const { exporting, search, summarising } = page.app;
    await exporting.saveSummary(summarising.choice);
    expect(saved.mock.calls).toHaveLength(1);
    const typing = () => page.state.exporting && page.state.query === '' && search.type('code:5xx');
    const unsubscribe = page.app.store.subscribe(typing);
    await exporting.saveSummary(summarising.choice);
    unsubscribe();
    expect(saved.mock.calls).toHaveLength(1);
    expect(page.texts.join()).toContain(en.export.changed);
  });

  it('is one at a time', async () => {
    await Promise.all([page.app.exporting.save('csv'), page.app.exporting.save('text')]);
    expect(saved.mock.calls.map(([, name]) => name.split('.').at(-1))).toEqual(['csv']);
  });
});
