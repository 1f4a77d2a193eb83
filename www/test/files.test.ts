import { beforeEach, describe, expect, it } from 'vitest';
import type { FileReport } from '../src/contract.js';
import { changeOf, OFFSETS, offsetName } from '../src/views/file-form.js';
import { fileFilter } from '../src/views/files-panel.js';
import { around } from '../src/views/remove-form.js';
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
    files.filter(fileFilter(text, onlyWithDiagnostics)).map(({ name }) => name);

  it('searches name, folder, origin and log type', () => {
    expect(names('')).toHaveLength(3);
    expect(names('recv2')).toEqual(['RECV2.LOG']);
    expect(names(' hub ')).toEqual(['RECV1.LOG']);
    expect(names('exch02')).toEqual(['RECV2.LOG']);
    expect(names('nowhere')).toEqual([]);
    expect(names('.*')).toEqual([]);
    expect(names('v1.l')).toEqual(['RECV1.LOG']);
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

describe('removing', () => {
  let page: Page;
  const names = () => (page.state.summary?.perFile ?? []).map(({ folder, name }) => `${folder}/${name}`);
  const report = (name: string) => {
    const found = page.state.summary?.perFile.find((file) => file.name === name);
    if (!found) throw new Error(`${name} is not open`);
    return found;
  };
  const member = (name: string) => ({ name, data: ordinaryLog(1), method: 8 });
  const zip = () => ({
    file: new File([zipOf(['EX1/a.LOG', 'EX1/b.LOG', 'EX2/c.LOG'].map(member))], 'sent.zip'),
    folder: 'mail',
  });
  beforeEach(async () => {
    page = new Page();
    await page.app.reading.open([logFile('1.LOG', 3, 'MX1'), logFile('2.LOG', 2, 'MX2'), zip()]);
  });

  it('of a file reads the others again and keeps query, tab and corrections', async () => {
    await page.app.search.set('ann');
    page.app.store.set({ panel: 'files' });
    await page.app.reading.setOrigin([report('2.LOG')], { server: 'MAIL7' });
    await page.app.reading.remove([report('1.LOG')]);
    expect(names()).toEqual([
      'mail/sent.zip/EX1/a.LOG',
      'mail/sent.zip/EX1/b.LOG',
      'mail/sent.zip/EX2/c.LOG',
      'MX2/2.LOG',
    ]);
    expect(report('2.LOG').server).toBe('MAIL7');
    expect(page.state).toMatchObject({ panel: 'files', applied: 'ann', progress: null, ownLogs: true });
    expect(page.texts).toEqual([]);
  });

  it('of a file keeps all that was asked: parts that are switched off, series, the message that was looked for', async () => {
    const { search, narrowing, timelines } = page.app;
    await search.set('tls1.0 noise:none ann');
    const part = { text: 'ann', isOn: true, place: 2 };
    await narrowing.toggle(part);
    await timelines.add('log:receive', 'sessions');
    page.app.store.set({ messages: { ...page.state.messages, text: 'ann', delaysShown: true } });
    const { parts, understood, off, series } = page.state;
    expect([parts.length, understood.length, off.length, series.length]).toEqual([2, 1, 1, 1]);
    await page.app.reading.remove([report('1.LOG')]);
    expect(page.state).toMatchObject({ parts, understood, off, series, asksNoise: true });
    expect(page.state.messages).toMatchObject({ text: 'ann', delaysShown: true, found: null });
    await narrowing.toggle({ ...part, isOn: false, place: 0 });
    expect(page.state.applied).toBe('tls1.0 noise:none ann');
  });

  it('of a file in an archive leaves the archive open', async () => {
    await page.app.reading.remove([report('b.LOG')]);
    expect(names()).toEqual(['mail/sent.zip/EX1/a.LOG', 'mail/sent.zip/EX2/c.LOG', 'MX1/1.LOG', 'MX2/2.LOG']);
    await page.app.reading.correct([report('1.LOG')], { offsetMinutes: 60 });
    expect(names()).not.toContain('mail/sent.zip/EX1/b.LOG');
    await page.app.reading.open([zip()]);
    expect(names().filter((name) => name.endsWith('b.LOG'))).toHaveLength(1);
  });

  it('of one of several files of one name, which were picked by themselves, leaves the others', async () => {
    const picked = (lines: number) => logFile('RECV-1.LOG', lines, '');
    const [frontEnd, hub, other] = [picked(1), picked(2), picked(3)];
    await page.app.reading.open([frontEnd]);
    await page.app.reading.open([hub, other]);
    const own = () => (page.state.summary?.perFile ?? []).filter(({ name }) => name === 'RECV-1.LOG');
    expect(own().map(({ folder }) => folder)).toEqual(['', '(2)', '(3)']);
    const [, second] = own();
    if (!second) throw new Error('the second is open');
    await page.app.reading.remove([second]);
    expect(own().map(({ folder, bytes }) => [folder, bytes])).toEqual([
      ['', frontEnd.file.size],
      ['(3)', other.file.size],
    ]);
    // The same file is the same, and one that was removed comes back to its place.
    await page.app.reading.open([frontEnd, hub]);
    expect(own().map(({ folder }) => folder)).toEqual(['', '(3)', '', '(2)']);
  });

  it('while another of that name waits leaves the other, which gets a path of its own', async () => {
    const picked = (lines: number) => logFile('RECV-1.LOG', lines, '');
    const own = () => (page.state.summary?.perFile ?? []).filter(({ name }) => name === 'RECV-1.LOG');
    await page.app.reading.open([picked(1), picked(2)]);
    const [first] = own();
    if (!first) throw new Error('it is open');
    const [between, waiting] = [picked(3), picked(4)];
    const opening = [page.app.reading.open([between]), page.app.reading.open([waiting])];
    await page.app.reading.remove([first]);
    await Promise.all(opening);
    expect(own().map(({ folder }) => folder)).toEqual(['(2)', '', '(3)']);
    expect(
      own()
        .map(({ bytes }) => bytes)
        .slice(1),
    ).toEqual([between.file.size, waiting.file.size]);
  });

  it('of a log that has grown, and was picked again, removes both versions', async () => {
    const log = ordinaryLog(5);
    const picked = (content: string) => fileOf('RECV-1.LOG', content, '');
    await page.app.reading.open([picked(log.slice(0, log.lastIndexOf('\n', log.length - 2) + 1))]);
    await page.app.reading.open([picked(log)]);
    const own = () => (page.state.summary?.perFile ?? []).filter(({ name }) => name === 'RECV-1.LOG');
    expect(own().map(({ folder }) => folder)).toEqual(['', '']);
    const [first] = own();
    if (!first) throw new Error('it is open');
    await page.app.reading.remove([first]);
    expect(own()).toEqual([]);
  });

  it('of a folder finds what is in it at any depth', async () => {
    const files = page.state.summary?.perFile ?? [];
    expect(around(report('b.LOG'), files).map((one) => [one.name, one.files.length])).toEqual([
      ['EX1', 2],
      ['sent.zip', 3],
    ]);
    expect(around(report('1.LOG'), files)).toEqual([]);
    await page.app.reading.remove(around(report('b.LOG'), files)[1]?.files ?? []);
    expect(names()).toEqual(['MX1/1.LOG', 'MX2/2.LOG']);
  });

  it('of everything closes all logs', async () => {
    await page.app.reading.remove(page.state.summary?.perFile ?? []);
    expect(page.state).toMatchObject({ summary: null, ownLogs: false });
  });
});

describe('closing', () => {
  it('asks first if other logs than the sample are open', async () => {
    const page = new Page();
    await page.app.reading.showSample();
    expect(page.state.ownLogs).toBe(false);
    await page.app.reading.showPasted(ordinaryLog(1));
    await page.app.reading.close();
    expect(page.state).toMatchObject({ closing: true, ownLogs: true });
    expect(page.state.summary).not.toBeNull();
    await page.app.reading.closeNow();
    expect(page.state).toMatchObject({ closing: false, ownLogs: false, summary: null });
  });

  it('does not ask if only the sample is open', async () => {
    const page = new Page();
    await page.app.reading.showSample();
    await page.app.reading.close();
    expect(page.state).toMatchObject({ closing: false, summary: null });
  });
});
