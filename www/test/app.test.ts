import { beforeEach, describe, expect, it, vi } from 'vitest';
import { App } from '../src/actions/app.js';
import { WORKING_MS } from '../src/actions/context.js';
import { type ShownPart, shownParts } from '../src/actions/narrowing.js';
import { PROBLEM_MS, TYPING_MS } from '../src/actions/search.js';
import { COPIED_MOST, decisiveEntry, PAGE_ENTRIES, pageOf } from '../src/actions/sessions.js';
import { REMEMBERED } from '../src/actions/trail.js';
import { EngineUnavailable } from '../src/client/errors.js';
import type { OpenFile } from '../src/client/intake.js';
import { en } from '../src/locale/en.js';
import { failingFile } from './failing-file.js';
import { Page } from './page.js';
import { zipOf } from './support/archives.js';
import { type TestEngine, TRAP_BYTE } from './support/engine.js';
import { ENTRIES_PER_SESSION, fileOf, logFile, longSession, ordinaryLog, receiveLog } from './support/logs.js';

const evil = fileOf('EVIL.LOG', Uint8Array.of(TRAP_BYTE), 'MX1');
/** Finds one in four of the ordinary sessions, with all of their entries. */
const APP01 = 'helo:app01*';

let page: Page;
beforeEach(() => {
  page = new Page();
});

describe('opening', () => {
  it('shows what was read', async () => {
    const summary = await page.app.reading.open([fileOf('1.LOG', `${ordinaryLog(10)}a line that is no row\r\n`)]);
    expect(summary.sessions).toBe(10);
    expect(page.state).toMatchObject({ progress: null, counts: { sessions: 10 } });
    expect(page.state.timeline?.counts.bins).toBeGreaterThan(0);
    expect(page.state.diagnostics.map(({ count }) => count)).toEqual([1]);
  });

  it('dispatches events to the host page', async () => {
    const file = logFile('1.LOG', 10);
    const bytes = file.file.size;
    const summary = await page.app.reading.open([file]);
    expect(page.events).toContainEqual(['progress', { bytesRead: bytes, bytesTotal: bytes }]);
    expect(page.events.at(-1)).toEqual(['ready', summary]);
  });

  it('opens more files, one load after the other', async () => {
    const [first, second] = await Promise.all([
      page.app.reading.open([logFile('1.LOG', 1)]),
      page.app.reading.open([logFile('2.LOG', 2)]),
    ]);
    expect([first.files, second.files]).toEqual([1, 2]);
  });

  it('reports that there is nothing to open', async () => {
    await page.app.reading.showDrop(Promise.resolve({ files: [], refused: [] }));
    expect(page.texts).toEqual([en.notices.nothing]);
    expect(page.engines).toEqual([]);
  });

  it('opens what it can of a drop and reports the rest', async () => {
    await page.app.reading.showDrop(Promise.resolve({ files: [logFile('1.LOG', 1)], refused: ['MX1/locked.log'] }));
    expect(page.texts).toEqual([en.notices.refused(['MX1/locked.log'], 0)]);
    expect(page.events).toContainEqual(['failure', { message: page.texts[0], file: 'MX1/locked.log' }]);
    expect(page.state.summary?.files).toBe(1);
  });

  it('opens the sample', async () => {
    await page.app.reading.showSample();
    expect(page.state.summary).toMatchObject({ files: 9, sessions: 59 });
  });
});

describe('a file that was changed while it was read', () => {
  it('can be read again in its current version', async () => {
    const before = Object.assign(failingFile(new Uint8Array(100), 'NotReadableError'), {
      name: '1.LOG',
    }) as unknown as File;
    const after = new File([ordinaryLog(3)], '1.LOG');
    await page.app.reading.open([{ file: before, folder: 'MX1', again: async () => after }]);
    expect(page.texts).toEqual([en.notices.changed('1.LOG', 100)]);
    expect(page.events).toContainEqual(['failure', { message: page.texts[0], file: 'MX1/1.LOG' }]);
    page.state.notices[0]?.actions[0]?.run();
    await vi.waitFor(() => expect(page.state.summary?.perFile.map(({ end }) => end)).toEqual(['changed', 'complete']));
  });
});

describe('a file that was changed, and that the browser only has as it was', () => {
  it('has to be chosen again', async () => {
    const file = Object.assign(failingFile(new Uint8Array(100), 'NotReadableError'), { name: '1.LOG' });
    await page.app.reading.open([{ file: file as unknown as File, folder: '' }]);
    expect(page.texts).toEqual([en.notices.changedOnDisk('1.LOG', 100)]);
    expect(page.state.notices[0]?.actions.map(({ label }) => label)).toEqual([en.notices.chooseAgain]);
  });
});

describe('a full memory', () => {
  it('is said once, with the file and with what fits', async () => {
    await page.app.warmUp();
    vi.spyOn(page.engines[0] as TestEngine, 'hasRoom').mockReturnValue(false);
    const [first, second] = [logFile('1.LOG', 100), logFile('2.LOG', 100)];
    await page.app.reading.open([first, second]);
    const file = { name: '1.LOG', bytes: first?.file.size ?? 0, accountedBytes: 0 };
    expect(page.texts).toEqual([en.notices.outOfMemory(file, 1, 0)]);
    expect(page.events).toContainEqual(['failure', { message: page.texts[0], file: '1.LOG' }]);
    expect(page.state.progress).toBeNull();
  });
});

describe('an archive', () => {
  const archive = (name: string, bytes: Uint8Array<ArrayBuffer>): OpenFile => ({
    file: new File([bytes], name),
    folder: 'in',
  });

  it('that exceeds the limits is stopped, and opened without them on request', {
    timeout: 30_000,
  }, async () => {
    const bytes = 24 * 1024 * 1024;
    await page.app.reading.open([archive('a.zip', zipOf([{ name: '1.LOG', data: Buffer.alloc(bytes, 'x') }]))]);
    expect(page.texts).toEqual([en.notices.limited('a.zip', ['1.LOG'])]);
    expect(page.events).toContainEqual(['failure', { message: page.texts[0], file: 'in/a.zip' }]);
    const [anyway] = page.state.notices[0]?.actions ?? [];
    expect(anyway?.label).toBe(en.notices.anyway);
    anyway?.run();
    await vi.waitFor(() => expect(page.state.summary?.perFile.length).toBe(2), 20_000);
    await vi.waitFor(
      () => expect(page.state.summary?.perFile[1]).toMatchObject({ end: 'complete', accountedBytes: bytes }),
      20_000,
    );
  });

  it('with encrypted files reports their number, and offers no action that would not help', async () => {
    const locked = ['1', '2'].map((name) => ({ name, data: 'x', encrypted: true }));
    await page.app.reading.open([archive('a.zip', zipOf(locked))]);
    expect(page.texts).toEqual([en.notices.encrypted('a.zip', ['1', '2'])]);
    expect(page.texts[0]).toMatch(/^2 files in a\.zip are encrypted\./);
    expect(page.state.notices[0]?.actions).toEqual([]);
  });

  it('that fail by the thousand are counted, and other messages still appear', async () => {
    const locked = zipOf([{ name: '1', data: 'x', encrypted: true }]);
    await page.app.reading.open(Array.from({ length: 300 }, (_, index) => fileOf(`${index}.zip`, locked)));
    expect(page.texts.length).toBe(20);
    expect(page.state.noticesCounted).toBe(280);
    expect(page.events.filter(([name]) => name === 'failure').length).toBe(300);
    await page.app.reading.showPasted(null);
    expect(page.texts).toContain(en.notices.pasteRefused);
    await page.app.reading.clear();
    expect(page.texts).toEqual([]);
  });

  it('in which the engine crashed is not reopened with the others', async () => {
    await page.app.reading.open([logFile('1.LOG', 1)]);
    const trap = archive('a.zip', zipOf([{ name: 'EX1/1.LOG', data: Uint8Array.of(TRAP_BYTE) }]));
    await page.app.reading.open([trap]).catch(() => undefined);
    expect(page.texts).toEqual([en.notices.dead.trap('in/a.zip/EX1/1.LOG')]);
    expect(page.state.notices[0]?.actions[0]?.label).toBe(en.notices.reopen(1));
  });
});

describe('an element that was taken out of its page', () => {
  it('closes all logs, and asks nothing of an engine', async () => {
    await page.app.reading.open([logFile('1.LOG', 4)]);
    page.app.search.type(APP01);
    await page.app.end();
    await Promise.all([page.app.search.submit(), page.app.reading.show([logFile('2.LOG', 1)])]);
    expect(page.engines.length).toBe(1);
    expect(page.state).toMatchObject({ summary: null, counts: null, progress: null, notices: [] });
  });

  it('begins as new when it is put back', async () => {
    await page.app.reading.open([logFile('1.LOG', 4)]);
    await page.app.end();
    page.app.begin();
    expect(await page.app.reading.open([logFile('2.LOG', 2)])).toMatchObject({ files: 1, sessions: 2 });
    expect(page.state).toMatchObject({ engine: 'ready', counts: { sessions: 2 } });
    expect(page.engines.length).toBe(2);
  });
});

describe('a dead engine', () => {
  it('is reported, with an offer to reopen the other files', async () => {
    await page.app.reading.open([logFile('1.LOG', 1, 'MX1')]);
    await expect(page.app.reading.open([evil])).rejects.toMatchObject({ name: 'EngineDead' });
    expect(page.state.engine).toBe('dead');
    expect(page.texts).toEqual([en.notices.dead.trap('MX1/EVIL.LOG')]);
    expect(page.events).toContainEqual(['failure', { message: page.texts[0], file: 'MX1/EVIL.LOG' }]);
    const [reopen] = page.state.notices[0]?.actions ?? [];
    expect(reopen?.label).toBe(en.notices.reopen(1));
    reopen?.run();
    await vi.waitFor(() => expect(page.engines.length).toBe(2));
    await vi.waitFor(() => expect(page.state.summary?.files).toBe(1));
    expect(page.engines[1]?.calls).toContain('beginFile MX1/1.LOG');
    expect(page.state).toMatchObject({ engine: 'ready', notices: [] });
  });

  it('is replaced when other files are opened, or all are closed', async () => {
    await page.app.reading.open([evil]).catch(() => undefined);
    await page.app.reading.show([logFile('2.LOG', 2)]);
    expect(page.state).toMatchObject({ engine: 'ready', notices: [], summary: { files: 1 } });
    await page.app.reading.open([evil]).catch(() => undefined);
    await page.app.reading.clear();
    expect(page.state).toMatchObject({ engine: 'ready', notices: [], summary: null });
    expect(page.engines.length).toBe(3);
  });

  it('is reported once, however many calls fail', async () => {
    await page.app.reading.open([evil]).catch(() => undefined);
    await Promise.all([page.app.search.set('a'), page.app.sessions.moveTo(0), page.app.search.refresh()]);
    expect(page.state.notices.length).toBe(1);
  });
});

describe('an engine that is not allowed to run', () => {
  it('is reported in one plain sentence', async () => {
    const app = new App(
      () => Promise.reject(new EngineUnavailable('absent', 'off')),
      () => undefined,
      null,
    );
    await app.warmUp();
    await app.reading.show([logFile('1.LOG', 1)]);
    expect(app.store.state.notices.map(({ text }) => text)).toEqual([en.notices.unavailable.absent]);
    expect(app.store.state.engine).toBe('unavailable');
  });
});

describe('searching', () => {
  beforeEach(async () => {
    await page.app.reading.open([logFile('1.LOG', 100)]);
  });

  it('waits until the typing pauses', async () => {
    vi.useFakeTimers();
    const query = vi.spyOn(page.engines[0] as TestEngine, 'query');
    for (const text of ['c', 'co', 'code']) page.app.search.type(text);
    await vi.advanceTimersByTimeAsync(TYPING_MS - 1);
    expect(query).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(query).toHaveBeenCalledTimes(1);
    expect(page.state.query).toBe('code');
    vi.useRealTimers();
  });

  it('says what is wrong with a query once typing has paused for longer', async () => {
    vi.useFakeTimers();
    page.app.search.type('gap>so');
    await vi.advanceTimersByTimeAsync(TYPING_MS + PROBLEM_MS - 1);
    expect(page.state.problem).toBeNull();
    await vi.advanceTimersByTimeAsync(1);
    expect(page.state.problem).not.toBeNull();
    page.app.search.type('gap>soo');
    expect(page.state.problem).toBeNull();
    await vi.advanceTimersByTimeAsync(TYPING_MS + 1);
    page.app.search.type('gap>5s');
    await vi.advanceTimersByTimeAsync(2 * (TYPING_MS + PROBLEM_MS));
    expect(page.state).toMatchObject({ problem: null, applied: 'gap>5s' });
    vi.useRealTimers();
    await page.app.search.set('gap>soon');
    expect(page.state.problem).not.toBeNull();
    page.app.search.dismiss();
    expect(page.state).toMatchObject({ problem: null, query: 'gap>soon', applied: 'gap>5s' });
  });

  it('saves nothing under a query that cannot be asked', async () => {
    await page.app.search.set('gap>soon');
    await page.app.exporting.save('csv');
    expect(page.state.notices.map(({ text }) => text)).toEqual([en.export.notApplied]);
  });

  it('takes the headings and outcomes of the list as they are shown', async () => {
    const names = Object.values(en.list.columns).map((heading) => heading.toLowerCase().replaceAll(' ', '-'));
    for (const name of names) {
      await page.app.search.set(`${name}:`);
      expect(page.state.problem?.message, name).toMatch(/^There is no value after/);
    }
    const { outcomes, mailboxOutcomes, webOutcomes } = en.list;
    for (const table of [outcomes, mailboxOutcomes, webOutcomes]) {
      for (const word of Object.values(table)) {
        await page.app.search.set(`outcome:"${word}"`);
        expect(page.state.problem, word).toBeNull();
      }
    }
    for (const word of Object.values(en.list.logTypes)) {
      await page.app.search.set(`log:"${word}"`);
      expect(page.state.problem, word).toBeNull();
    }
  });

  it('counts and lists what matches', async () => {
    const before = page.state.revision;
    await page.app.search.set(APP01);
    const counts = { sessions: 25, entries: 25 * ENTRIES_PER_SESSION };
    expect(page.state).toMatchObject({ applied: APP01, problem: null, counts });
    expect(page.state.revision).toBeGreaterThan(before);
  });

  it('keeps the last result when the query is not valid', async () => {
    await page.app.search.set(APP01);
    const { counts, timeline, revision } = page.state;
    await page.app.search.set(`${APP01} bad:x`);
    expect(page.state).toMatchObject({ applied: APP01, problem: { from: 12, to: 15 } });
    expect(page.state.counts).toBe(counts);
    expect(page.state.timeline).toBe(timeline);
    expect(page.state.revision).toBe(revision);
    await page.app.search.set(APP01);
    expect(page.state.problem).toBeNull();
  });

  it('is asked once: the engine runs it again when more was read', async () => {
    const query = vi.spyOn(page.engines[0] as TestEngine, 'query');
    await Promise.all([page.app.search.set(APP01), page.app.reading.open([logFile('2.LOG', 100)])]);
    expect(page.state).toMatchObject({ applied: APP01, counts: { sessions: 50 } });
    await Promise.all([page.app.search.set(''), page.app.search.set(APP01), page.app.search.refresh()]);
    expect(page.state).toMatchObject({ applied: APP01, counts: { sessions: 50 } });
    expect(query.mock.calls.map(([text]) => text)).toEqual([APP01, '', APP01]);
  });

  it('ends when the logs are closed', async () => {
    await page.app.search.set(APP01);
    await page.app.reading.clear();
    await page.app.reading.open([logFile('2.LOG', 100)]);
    expect(page.state).toMatchObject({ query: '', applied: '', counts: { sessions: 100 } });
  });

  it('runs the query again when the time zone changes, as its times are in that zone', async () => {
    await page.app.search.set(APP01);
    const shift = vi.spyOn(page.engines[0] as TestEngine, 'setQueryOffset');
    page.app.prefer({ zone: 'local' });
    await vi.waitFor(() => expect(shift).toHaveBeenCalledWith(330));
  });

  it('runs the last valid query again when more was read, and keeps the problem', async () => {
    await page.app.search.set(APP01);
    await page.app.search.set('bad:x');
    await page.app.reading.open([logFile('2.LOG', 100)]);
    expect(page.state).toMatchObject({ applied: APP01, counts: { sessions: 50 } });
    expect(page.state.problem).not.toBeNull();
  });
});

describe('the list', () => {
  beforeEach(async () => {
    await page.app.reading.open([logFile('1.LOG', 100)]);
  });

  it('reverses the order on the second click', async () => {
    await page.app.sessions.sortBy('gap');
    expect(page.state.sort).toEqual({ key: 'gap', descending: false });
    await page.app.sessions.sortBy('gap');
    expect(page.state.sort).toEqual({ key: 'gap', descending: true });
    await page.app.sessions.sortBy('start');
    expect(page.state.sort).toEqual({ key: 'start', descending: false });
  });

  it('keeps the selected session when the order changes', async () => {
    await page.app.sessions.moveTo(7);
    expect(page.state).toMatchObject({ selected: 7, selectedRow: 7 });
    await page.app.sessions.sortBy('start');
    expect(page.state).toMatchObject({ selected: 7, selectedRow: 92 });
  });

  it('keeps the selected session when it is not listed, without a row', async () => {
    await page.app.sessions.moveTo(90);
    await page.app.search.set(APP01);
    expect(page.state).toMatchObject({ selected: 90, selectedRow: -1 });
    await page.app.search.set('');
    expect(page.state.selectedRow).toBe(90);
  });

  it('does not move past the end', async () => {
    await page.app.sessions.moveTo(5);
    await page.app.sessions.moveTo(100);
    expect(page.state.selectedRow).toBe(5);
  });
});

describe('the conversation', () => {
  /** The session of a thousand entries. */
  const LONG = 100;
  beforeEach(async () => {
    await page.app.reading.open([fileOf('1.LOG', ordinaryLog(LONG) + receiveLog(longSession(1000)))]);
  });

  it('opens the selected session and closes again', async () => {
    await page.app.sessions.open();
    expect(page.state.detail).toBeNull();
    await page.app.sessions.moveTo(4);
    await page.app.sessions.open();
    expect(page.state.detail?.session).toBe(4);
    page.app.sessions.close();
    expect(page.state.detail).toBeNull();
  });

  it('follows the cursor while it is open', async () => {
    await page.app.sessions.moveTo(4);
    await page.app.sessions.open();
    await page.app.sessions.moveTo(5);
    await vi.waitFor(() => expect(page.state.detail?.session).toBe(5));
  });

  it('loads the page of a long session that contains an entry', async () => {
    await page.app.sessions.moveTo(LONG);
    await page.app.sessions.open();
    await page.app.sessions.showEntry(PAGE_ENTRIES * 2 + 5);
    expect(page.state).toMatchObject({ target: 805, detail: { firstEntry: 800, entryCount: 1000 } });
    expect(page.state.detail?.entries.length).toBe(200);
    await page.app.sessions.showEntry(810);
    expect(page.state.target).toBe(810);
    expect(page.engines[0]?.callsOf('detail').length).toBe(2);
  });

  it('goes over the matches of all pages, in a circle and both ways', async () => {
    await page.app.sessions.moveTo(LONG);
    await page.app.search.set('/NOOP (5|450|920)$/');
    await page.app.sessions.open();
    expect(page.state).toMatchObject({ target: 5, detail: { firstMatch: 5, firstEntry: 0 } });
    for (const [backwards, target, firstEntry] of [
      [false, 450, 400],
      [false, 920, 800],
      [false, 5, 0],
      [true, 920, 800],
      [true, 450, 400],
    ] as const) {
      await page.app.sessions.nextMatch(backwards);
      expect(page.state).toMatchObject({ target, detail: { firstEntry } });
    }
    await page.app.search.set('');
    await page.app.sessions.nextMatch();
    expect(page.state.target).toBe(450);
  });

  it('opens at the first match, the worst reply, or the largest gap', async () => {
    await page.app.sessions.moveTo(4);
    await page.app.sessions.open();
    const { detail } = page.state;
    if (!detail) throw new Error('a session is open');
    const some = detail.entries.map((entry, index) => ({ ...entry, matched: index === 2 }));
    const all = detail.entries.map((entry) => ({ ...entry, matched: true }));
    const worstReply = { code: 550, status: '', text: '', explanation: '', entry: 3 };
    const eventful = { ...detail, worstReply, largestGap: { ms: 5000, before: 0, after: 1 } };
    expect(decisiveEntry({ ...eventful, firstMatch: 2, entries: some }, 1000)).toBe(2);
    expect(decisiveEntry({ ...eventful, firstMatch: 0, entries: all }, 1000)).toBe(3);
    expect(decisiveEntry({ ...eventful, worstReply: null }, 1000)).toBe(1);
    expect(decisiveEntry({ ...eventful, worstReply: null }, 10_000)).toBeNull();
  });

  it('goes on to other sessions of the list, as far as there are any', async () => {
    await page.app.sessions.moveTo(0);
    await page.app.sessions.step(-1);
    expect(page.state.selectedRow).toBe(0);
    await page.app.sessions.step(1);
    expect(page.state).toMatchObject({ selected: 1, selectedRow: 1 });
    await page.app.sessions.moveTo(LONG);
    await page.app.sessions.step(1);
    expect(page.state.selectedRow).toBe(LONG);
  });

  it('is opened for the row to which the cursor has just moved', async () => {
    void page.app.sessions.moveTo(3);
    void page.app.sessions.moveTo(4);
    expect(page.state.selectedRow).toBe(4);
    await page.app.sessions.open();
    expect(page.state.detail?.session).toBe(4);
  });

  it('has the extensions that the server offers, with the reply to EHLO', async () => {
    await page.app.sessions.moveTo(4);
    await page.app.sessions.open();
    const offers = page.state.detail?.entries.map(({ capabilities }) => capabilities) ?? [];
    expect(offers.map((extensions) => extensions.length)).toEqual([0, 0, 2, 0, 0, 0]);
    expect(offers[2]?.map(({ keyword, parameters }) => `${keyword} ${parameters}`.trim())).toEqual([
      'SIZE 37748736',
      'PIPELINING',
    ]);
    expect(offers[2]?.every(({ meaning }) => meaning.endsWith('.'))).toBe(true);
  });

  it('has the whole session for copying', async () => {
    await page.app.sessions.moveTo(LONG);
    await page.app.sessions.open();
    const { detail } = page.state;
    expect(detail && (await page.app.sessions.whole(detail))?.entries.length).toBe(1000);
  });

  it('has the beginning of a very long session for copying, and says so', async () => {
    await page.app.sessions.moveTo(LONG);
    await page.app.sessions.open();
    const { detail } = page.state;
    const detailAsked = vi.spyOn(page.engines[0] as TestEngine, 'detail');
    await page.app.sessions.whole({ ...(detail as NonNullable<typeof detail>), entryCount: 2_000_000 });
    expect(detailAsked).toHaveBeenCalledWith(LONG, 0, COPIED_MOST);
    expect(page.texts).toEqual([en.conversation.copiedPart(COPIED_MOST, 2_000_000)]);
  });

  it.each([
    [0, 0],
    [399, 0],
    [400, 400],
    [-1, 0],
  ])('entry %i is on the page from %i', (position, first) => {
    expect(pageOf(position)).toBe(first);
  });
});

describe('the way back', () => {
  beforeEach(async () => {
    await page.app.reading.open([logFile('1.LOG', 100)]);
  });

  it('leads to the session, the query and the tab that were left, one after the other', async () => {
    const { app } = page;
    expect(app.trail.canGoBack).toBe(false);
    app.show('coverage');
    app.trail.leave(true);
    app.store.set({ panel: 'sessions' });
    await app.search.set(APP01);
    await app.sessions.moveTo(3);
    app.trail.leave();
    await app.sessions.open();
    const first = page.state.detail?.session;
    app.trail.leave(true);
    await app.sessions.openSession(90);
    await app.trail.back();
    expect(page.state).toMatchObject({ panel: 'sessions', query: APP01, detail: { session: first }, selectedRow: 3 });
    await app.trail.back();
    expect(page.state).toMatchObject({ panel: 'sessions', query: APP01, detail: null });
    await app.trail.back();
    expect(page.state).toMatchObject({ panel: 'coverage', query: '', applied: '' });
    await app.trail.back();
    expect(page.state).toMatchObject({ panel: 'overview', query: '' });
    expect(app.trail.canGoBack).toBe(false);
    for (let step = 0; step < 4; step += 1) await app.trail.forward();
    expect(page.state).toMatchObject({ panel: 'sessions', query: APP01, detail: { session: 90 } });
  });

  it('goes on from the session that was opened, however soon', async () => {
    const { sessions } = page.app;
    await sessions.openSession(40);
    const row = page.state.selectedRow;
    expect(row).toBeGreaterThan(0);
    await sessions.openSession(90);
    const opened = sessions.openSession(40);
    await Promise.all([sessions.step(1), sessions.step(1)]);
    await opened;
    expect(page.state.selectedRow).toBe(row + 2);
  });

  it('goes to the row that was chosen while an earlier one was looked up', async () => {
    const { app } = page;
    await app.sessions.openSession(40);
    const following = app.sessions.follow();
    await app.sessions.moveTo(2);
    await following;
    expect(page.state.selectedRow).toBe(2);
    await app.sessions.open();
    expect(page.state.detail?.session).not.toBe(40);
  });

  it('leaves a session closed that was closed before it was known', async () => {
    const { sessions } = page.app;
    const opened = sessions.openSession(40);
    sessions.close();
    await opened;
    expect(page.state.detail).toBeNull();
    await sessions.openSession(40);
    const following = sessions.follow();
    sessions.close();
    await following;
    expect(page.state.detail).toBeNull();
  });

  it('opens the session that is drawn in a row, whatever the order has become', async () => {
    const { sessions } = page.app;
    await sessions.openAt(3, 40);
    expect(page.state).toMatchObject({ selected: 40, detail: { session: 40 } });
    await sessions.step(1);
    const { selectedRow } = page.state;
    await sessions.openSession(40);
    expect(page.state.selectedRow).toBe(selectedRow - 1);
  });

  it('ends at the last of several returns that follow at once', async () => {
    const { app } = page;
    app.show('sessions');
    app.trail.leave();
    await app.sessions.openSession(40);
    app.trail.leave();
    await app.search.set(APP01);
    app.show('files');
    await Promise.all([app.trail.back(), app.trail.back(), app.trail.back()]);
    expect(page.state).toMatchObject({ panel: 'sessions', query: '', applied: '', detail: null });
  });

  it('leads to the summary that was left, whatever was summarised since', async () => {
    const { app } = page;
    app.show('summary');
    app.summarising.showNamed('rejections');
    app.show('sessions');
    app.summarising.showField('client');
    app.show('summary');
    const named = () => app.summarising.choice.name || app.summarising.choice.dimensions.join();
    expect(named()).toBe('client');
    await app.trail.back();
    await app.trail.back();
    expect([page.state.panel, named()]).toEqual(['summary', 'rejections']);
    await app.trail.forward();
    await app.trail.forward();
    expect([page.state.panel, named()]).toEqual(['summary', 'client']);
  });

  it('takes what is typed as one step', async () => {
    const { app } = page;
    for (const text of ['h', 'he', APP01]) app.search.type(text);
    await vi.waitFor(() => expect(page.state.applied).toBe(APP01));
    app.search.type(`${APP01} x`);
    app.show('files');
    expect(page.state.steps.now).toBe(2);
    await app.trail.back();
    expect(page.state).toMatchObject({ panel: 'sessions', query: `${APP01} x` });
    await app.trail.back();
    expect(page.state).toMatchObject({ panel: 'overview', query: '', applied: '' });
  });

  it('leads past views that were no other, and closing is a step back', async () => {
    const { app } = page;
    app.show('files');
    app.show('sessions');
    app.trail.leave();
    app.trail.leave();
    expect(page.state.steps.now).toBe(3);
    await app.sessions.openSession(5);
    app.trail.close();
    await vi.waitFor(() => expect(page.state.steps.now).toBe(2));
    expect(page.state.detail).toBeNull();
    await app.trail.forward();
    expect(page.state.detail?.session).toBe(5);
    app.trail.close();
    await app.trail.back();
    expect(page.state.panel).toBe('files');
  });

  it('remembers a number of steps', () => {
    for (let step = 0; step < REMEMBERED + 50; step += 1) page.app.show(step % 2 === 0 ? 'files' : 'sessions');
    expect(page.state.steps.places.size).toBeLessThanOrEqual(REMEMBERED + 1);
    expect(page.app.trail.canGoBack).toBe(true);
  });

  it('ends with the logs', async () => {
    page.app.show('files');
    await page.app.reading.clear();
    expect(page.state.steps.places.size).toBe(0);
  });
});

describe('an answer that takes long', () => {
  it('is said to be worked on, without a flicker between one and the next', async () => {
    vi.useFakeTimers();
    const { context } = page.app;
    const shown: boolean[] = [];
    const stop = page.app.store.subscribe(() => {
      if (page.state.working !== (shown.at(-1) ?? false)) shown.push(page.state.working);
    });
    const answerAfter = (ms: number) => context.ask(() => new Promise<void>((done) => setTimeout(done, ms)));
    const short = answerAfter(WORKING_MS - 50);
    await vi.advanceTimersByTimeAsync(2 * WORKING_MS);
    await short;
    expect(shown).toEqual([]);
    const long = answerAfter(2 * WORKING_MS).then(() => answerAfter(2 * WORKING_MS));
    await vi.advanceTimersByTimeAsync(4 * WORKING_MS);
    await long;
    expect(shown).toEqual([true]);
    await vi.advanceTimersByTimeAsync(WORKING_MS);
    expect(shown).toEqual([true, false]);
    stop();
    vi.useRealTimers();
  });
});

describe('the parts of the query', () => {
  const drawn = () => shownParts(page.state.parts, page.state.shownOff);
  const shown = () => drawn().map(({ text, isOn }) => (isOn ? text : `(${text})`));
  const part = (text: string): ShownPart => {
    const found = drawn().find((one) => one.text === text);
    if (!found) throw new Error(text);
    return found;
  };

  beforeEach(async () => {
    await page.app.reading.open([logFile('1.LOG', 100)]);
    await page.app.search.set(`${APP01} code:250 entries>0`);
  });

  it('are switched off and on again where they were', async () => {
    const { narrowing } = page.app;
    expect(shown()).toEqual([APP01, 'code:250', 'entries>0']);
    await narrowing.toggle(part('code:250'));
    expect(shown()).toEqual([APP01, '(code:250)', 'entries>0']);
    expect(page.state.query).toBe(`${APP01} entries>0`);
    await narrowing.toggle(part(APP01));
    expect(shown()).toEqual([`(${APP01})`, '(code:250)', 'entries>0']);
    await narrowing.toggle(part('entries>0'));
    expect(shown()).toEqual([`(${APP01})`, '(code:250)', '(entries>0)']);
    expect(page.state).toMatchObject({ query: '', counts: { sessions: 100 } });
    await narrowing.toggle(part('code:250'));
    await narrowing.toggle(part('entries>0'));
    await narrowing.toggle(part(APP01));
    expect(shown()).toEqual([APP01, 'code:250', 'entries>0']);
    expect(page.state).toMatchObject({ query: `${APP01} code:250 entries>0`, counts: { sessions: 25 } });
  });

  it('are never drawn twice, nor left out, while a query is answered', async () => {
    const { narrowing, trail } = page.app;
    const seen = new Set<string>();
    const stop = page.app.store.subscribe(() => seen.add(shown().join(' ')));
    await narrowing.toggle(part('code:250'));
    await narrowing.toggle(part('code:250'));
    await trail.back();
    stop();
    expect([...seen].sort()).toEqual([`${APP01} (code:250) entries>0`, `${APP01} code:250 entries>0`]);
  });

  it('are removed, on or off, and come back', async () => {
    const { narrowing, trail } = page.app;
    await narrowing.toggle(part('code:250'));
    await narrowing.remove(part(APP01));
    expect(shown()).toEqual(['(code:250)', 'entries>0']);
    await narrowing.remove(part('code:250'));
    expect(shown()).toEqual(['entries>0']);
    await trail.back();
    expect(shown()).toEqual(['(code:250)', 'entries>0']);
    await trail.back();
    expect(shown()).toEqual([APP01, '(code:250)', 'entries>0']);
  });

  it('follow what is typed, and keep alternatives together', async () => {
    const { narrowing, search } = page.app;
    await narrowing.toggle(part('entries>0'));
    search.type('helo:a OR helo:b');
    await vi.waitFor(() => expect(shown()).toEqual(['helo:a OR helo:b', '(entries>0)']));
    await narrowing.toggle(part('entries>0'));
    expect(page.state.query).toBe('(helo:a OR helo:b) entries>0');
    search.type('code:');
    await search.submit();
    expect(shown()).toEqual(['(helo:a OR helo:b)', 'entries>0']);
  });

  it('keep what was typed just before', async () => {
    const { narrowing, search } = page.app;
    const [first, second, third] = [part(APP01), part('code:250'), part('entries>0')];
    search.type(`${APP01} code:250 entries>0 entries>1`);
    await narrowing.toggle(first);
    expect(shown()).toEqual([`(${APP01})`, 'code:250', 'entries>0', 'entries>1']);
    search.type('entries>2 code:250');
    await narrowing.remove(third);
    expect(shown()).toEqual([`(${APP01})`, 'entries>2', 'code:250']);
    await narrowing.remove(second);
    expect(page.state.query).toBe('entries>2');
  });

  it('are changed one after the other by clicks that follow at once', async () => {
    const { narrowing } = page.app;
    await Promise.all([narrowing.toggle(part(APP01)), narrowing.remove(part('code:250'))]);
    expect(shown()).toEqual([`(${APP01})`, 'entries>0']);
    await Promise.all([
      narrowing.narrow('only', { field: 'outcome', value: 'accepted' }),
      narrowing.narrowBy('exclude', 'helo:nobody'),
      narrowing.allOf(['entries>0', 'entries>1']),
    ]);
    expect(shown()).toEqual([`(${APP01})`, 'entries>0', 'outcome:accepted', '-helo:nobody', 'entries>1']);
  });

  it('are made of what was typed meanwhile, and not at all once the search was cleared', async () => {
    const { narrowing, search } = page.app;
    const narrowed = narrowing.narrowBy('only', 'entries>1');
    search.type('code:250');
    expect(await narrowed).toBe('code:250 entries>1');
    const left = narrowing.narrowBy('only', 'entries>2');
    await narrowing.seek('');
    expect(await left).toBeNull();
    expect(page.state).toMatchObject({ query: '', applied: '' });
  });

  it('have an outcome that is chosen, and no longer when it is chosen once more', async () => {
    const { periods, search } = page.app;
    await search.set('');
    await Promise.all([periods.toggleOutcome('accepted'), periods.toggleOutcome('accepted')]);
    expect(page.state.query).toBe('');
    await periods.toggleOutcome('accepted');
    const cleared = search.set('');
    await periods.toggleOutcome('accepted');
    await cleared;
    expect(page.state.query).toBe('outcome:accepted');
    search.type('outcome:accepted code:');
    await periods.toggleOutcome('failed');
    expect(page.state.query).toMatch(/^outcome:/);
    expect(page.state.query).toBe(page.state.applied);
    expect(page.state.query).toContain('failed');
  });

  it('go with another query', async () => {
    await page.app.narrowing.toggle(part('entries>0'));
    await page.app.narrowing.seek('');
    expect(shown()).toEqual([]);
  });
});

describe('queries one after the other', () => {
  it('wait for each other, also where the parts of one come late', async () => {
    const { app } = page;
    await app.reading.open([logFile('1.LOG', 100)]);
    const client = await app.context.client();
    const queryParts = client.queryParts.bind(client);
    client.queryParts = async (text, offset) => {
      await new Promise((done) => setTimeout(done, 30));
      return queryParts(text, offset);
    };
    await Promise.all([app.search.set('entries>0'), app.search.set('code:250'), app.search.set(APP01)]);
    expect(page.state).toMatchObject({ applied: APP01, parts: [APP01], counts: { sessions: 25 } });
  });
});

describe('narrowing by a value', () => {
  beforeEach(async () => {
    await page.app.reading.open([logFile('1.LOG', 100)]);
  });

  it('finds only it, nothing with it, and what has it besides', async () => {
    const { narrowing } = page.app;
    const value = { field: 'entries', value: '8' };
    await page.app.search.set('relay');
    await narrowing.narrow('only', value);
    expect(page.state.query).toBe('relay entries:8');
    await narrowing.narrow('add', { field: 'entries', value: '9' });
    expect(page.state.query).toBe('relay entries:8,9');
    await narrowing.narrow('exclude', value);
    expect(page.state.query).toBe('relay entries:9 -entries:8');
    page.app.search.type('code:');
    await narrowing.narrow('only', value);
    expect(page.state.query).toBe('relay entries:8');
  });

  it('cannot ask for what is masked, or for a column that is in no log', async () => {
    const { narrowing } = page.app;
    expect(await narrowing.condition({ field: '', value: 'AUTH PLAIN *****' })).toBeNull();
    expect(await narrowing.condition({ field: 'column.nothing', value: '1' })).toBeNull();
    expect(await narrowing.condition({ field: 'helo', value: 'a b' })).toBe('helo:<"a b">');
  });
});

describe('clearing', () => {
  it('clears everything that came from the logs', async () => {
    await page.app.reading.open([logFile('1.LOG', 100)]);
    await page.app.search.set(APP01);
    await page.app.sessions.moveTo(1);
    await page.app.sessions.open();
    await page.app.reading.clear();
    expect(page.state).toMatchObject({
      summary: null,
      query: '',
      counts: null,
      detail: null,
      selected: null,
      tables: [],
    });
    expect(page.engines.length).toBe(2);
    expect((await page.app.reading.open([logFile('2.LOG', 1)])).files).toBe(1);
  });
});

describe('exporting', () => {
  it('yields a file of the right type', async () => {
    await page.app.reading.open([logFile('1.LOG', 8)]);
    const blob = await page.app.exporting.toBlob('csv', APP01);
    expect(blob.type).toBe('text/csv;charset=utf-8');
    expect((await blob.text()).trim().split('\r\n').length).toBe(3);
  });

  it('rejects a query that is not valid, with the position', async () => {
    await expect(page.app.exporting.toBlob('csv', 'bad:x')).rejects.toMatchObject({
      name: 'QueryError',
      from: 0,
      to: 3,
    });
  });
});

describe('preferences', () => {
  it('are remembered', () => {
    page.app.prefer({ zone: 'local', gapMs: 5000 });
    const again = new App(
      () => Promise.reject(new Error()),
      () => undefined,
      {
        getItem: (key) => page.stored.get(key) ?? null,
        setItem: () => undefined,
      },
    );
    expect(again.store.state).toMatchObject({ zone: 'local', gapMs: 5000, theme: 'system' });
  });

  it.each(['{', 'null', '[]', '{"theme":"pink","zone":7,"gapMs":-1,"split":3}'])('are not taken from %s', (stored) => {
    const app = new App(
      () => Promise.reject(new Error()),
      () => undefined,
      {
        getItem: () => stored,
        setItem: () => undefined,
      },
    );
    expect(app.store.state).toMatchObject({ theme: 'system', zone: 'utc', gapMs: 10_000, split: 0.42 });
  });

  it('work without storage, and with one that throws', () => {
    const forbidden = () => {
      throw new DOMException('', 'SecurityError');
    };
    for (const storage of [null, { getItem: forbidden, setItem: forbidden }]) {
      const app = new App(
        () => Promise.reject(new Error()),
        () => undefined,
        storage,
      );
      app.prefer({ theme: 'dark' });
      expect(app.store.state.theme).toBe('dark');
    }
  });
});
