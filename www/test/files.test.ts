import { beforeEach, describe, expect, it } from 'vitest';
import type { FileReport } from '../src/contract.js';
import { changeOf, OFFSETS, offsetName } from '../src/views/file-form.js';
import { filtered } from '../src/views/files-panel.js';
import { Page } from './page.js';
import { gzipOf, zipOf } from './support/archives.js';
import { engineWith } from './support/engine.js';
import { fileOf, logFile, ordinaryLog, withoutHeader } from './support/logs.js';

const { perFile } = engineWith({ 'MX1/1.LOG': ordinaryLog(1) }).publish();

function report(change: Partial<FileReport>): FileReport {
  const [first] = perFile;
  if (!first) throw new Error('there is a file');
  return { ...first, diagnostics: 0, end: 'complete', ...change };
}

describe('the filter', () => {
  const files = [
    report({ name: 'RECV1.LOG', folder: 'EXCH01/Hub', server: 'EXCH01' }),
    report({ name: 'RECV2.LOG', folder: 'x', server: 'EXCH02', diagnostics: 3 }),
    report({ name: 'SEND.LOG', folder: 'x', server: '', end: 'changed' }),
  ];
  const names = (text: string, onlyWithDiagnostics = false) =>
    filtered(files, text, onlyWithDiagnostics).map(({ name }) => name);

  it('searches name, folder, origin and log type', () => {
    expect(names('')).toHaveLength(3);
    expect(names('recv2')).toEqual(['RECV2.LOG']);
    expect(names(' hub ')).toEqual(['RECV1.LOG']);
    expect(names('exch02')).toEqual(['RECV2.LOG']);
    expect(names('nowhere')).toEqual([]);
  });

  it('can show only files with diagnostics', () => {
    expect(names('', true)).toEqual(['RECV2.LOG', 'SEND.LOG']);
    expect(names('send', true)).toEqual(['SEND.LOG']);
  });
});

describe('the form of a file', () => {
  const file = report({ server: 'EXCH01', service: 'Transport' });
  const change = (fields: Record<string, string>, correction = {}) => {
    const data = new FormData();
    const same = { server: 'EXCH01', service: 'Transport', readAs: '', offset: '0' };
    for (const [name, value] of Object.entries({ ...same, ...fields })) data.set(name, value);
    return changeOf(data, { file, correction });
  };

  it('changes only what differs', () => {
    expect(change({})).toEqual({ origin: {}, correction: {} });
    expect(change({ server: ' MAIL7 ' })).toEqual({ origin: { server: 'MAIL7' }, correction: {} });
    expect(change({ service: '' })).toEqual({ origin: { service: '' }, correction: {} });
    expect(change({ readAs: 'tracking', offset: '-210' })).toEqual({
      origin: {},
      correction: { readAs: 'tracking', offsetMinutes: -210 },
    });
    expect(change({}, { readAs: 'http', offsetMinutes: 60 })).toEqual({
      origin: {},
      correction: { readAs: undefined, offsetMinutes: 0 },
    });
    expect(change({ readAs: 'no log' }).correction).toEqual({});
  });

  it('offers the offsets in use', () => {
    expect([OFFSETS[0], OFFSETS.at(-1)]).toEqual([-720, 840]);
    expect(new Set(OFFSETS).size).toBe(OFFSETS.length);
    expect([-210, 0, 345].map(offsetName)).toEqual(['UTC−03:30', 'UTC+00:00', 'UTC+05:45']);
  });
});

describe('a correction', () => {
  let page: Page;
  const engine = () => page.engines.at(-1);
  const files = () => page.state.summary?.perFile ?? [];
  beforeEach(async () => {
    page = new Page();
    await page.app.reading.open([
      logFile('1.LOG', 10, 'MX1/a'),
      fileOf('2.LOG', withoutHeader(ordinaryLog(10)), 'MX1/b'),
    ]);
  });

  it('of the origin goes to the engine, and the query runs again', async () => {
    const { revision } = page.state;
    await page.app.reading.setOrigin(files().slice(1), { server: 'MAIL7' });
    expect(engine()?.calls).toContain('setOrigin 1 MAIL7 ');
    expect(files().map(({ server }) => server)).toEqual(['MX1', 'MAIL7']);
    expect(page.state.revision).toBeGreaterThan(revision);
    expect(engine()?.callsOf('beginFile')).toHaveLength(2);
  });

  it('of the log type reads all files again and keeps query, tab and origins', async () => {
    await page.app.search.set('ann');
    page.app.store.set({ panel: 'files' });
    await page.app.reading.setOrigin(files().slice(0, 1), { service: 'Hub' });
    await page.app.reading.correct(files().slice(1), { readAs: 'smtpSend', offsetMinutes: 60 });
    const calls = engine()?.calls ?? [];
    expect(calls.slice(calls.indexOf('clear'))).toEqual(
      expect.arrayContaining([
        'clear',
        'beginFile MX1/a/1.LOG',
        'beginFile MX1/b/2.LOG as smtpSend 60',
        'setOrigin 0  Hub',
      ]),
    );
    expect(files().map(({ service, evidence }) => [service, evidence])).toEqual([
      ['Hub', 'header'],
      ['Front End Transport', 'chosen'],
    ]);
    expect(page.state).toMatchObject({ panel: 'files', query: 'ann', applied: 'ann', progress: null });
  });

  it('applies to a file in an archive, and only to that', async () => {
    const member = { data: withoutHeader(ordinaryLog(1)), method: 8 };
    const names = ['EX1/imcdata/L0000001.LOG', 'EX1/imcdata/L0000002.LOG', 'EX2/imcdata/L0000001.LOG'];
    const zip = zipOf(names.map((name) => ({ ...member, name })));
    await page.app.reading.open([{ file: new File([zip], 'sent.zip'), folder: 'mail' }]);
    const wanted = files().filter(({ folder }) => folder === 'mail/sent.zip/EX1/imcdata');
    expect(wanted.map(({ name }) => name)).toEqual(['L0000001.LOG', 'L0000002.LOG']);
    await page.app.reading.setOrigin(wanted.slice(1), { server: 'MAIL7' });
    await page.app.reading.correct(wanted.slice(1), { readAs: 'smtpSend', offsetMinutes: -210 });
    const calls = engine()?.calls ?? [];
    const begun = calls.slice(calls.indexOf('clear')).filter((call) => call.includes('sent.zip'));
    expect(begun).toEqual([
      'beginFile mail/sent.zip/EX1/imcdata/L0000001.LOG',
      'beginFile mail/sent.zip/EX1/imcdata/L0000002.LOG as smtpSend -210',
      'beginFile mail/sent.zip/EX2/imcdata/L0000001.LOG',
    ]);
    const inside = files().filter(({ folder }) => folder.startsWith('mail/sent.zip'));
    expect(inside.map(({ evidence }) => evidence)).toEqual(['rowShape', 'chosen', 'rowShape']);
    expect(inside.map(({ server }) => server === 'MAIL7')).toEqual([false, true, false]);
    expect(page.texts).toEqual([]);
  });

  it('applies to the file in a gz file', async () => {
    await page.app.reading.open([{ file: new File([gzipOf('x\r\n')], 'RECV20260301-1.LOG.gz'), folder: '' }]);
    const [file] = files().filter(({ name }) => name.startsWith('RECV'));
    await page.app.reading.correct(file ? [file] : [], { readAs: 'smtpSend' });
    expect(engine()?.calls).toContain(`beginFile ${file?.name} as smtpSend 0`);
  });

  it('adds to earlier ones, and ends with the logs', async () => {
    await page.app.reading.correct(files().slice(1), { readAs: 'smtpSend' });
    await page.app.reading.correct(files().slice(1), { offsetMinutes: 60 });
    expect(page.state.corrections.get('MX1/b/2.LOG')).toEqual({ readAs: 'smtpSend', offsetMinutes: 60 });
    await page.app.reading.clear();
    expect(page.state.corrections.size).toBe(0);
    await page.app.reading.open([fileOf('2.LOG', withoutHeader(ordinaryLog(10)), 'MX1/b')]);
    expect(engine()?.callsOf('beginFile').at(-1)).toBe('beginFile MX1/b/2.LOG');
    expect(files()[0]?.evidence).toBe('rowShape');
  });
});
