/** Nothing that is opened hangs the page: a cancel and a close are heard, files that change and workers that end are noticed. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { appendFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { SITE_POLICY } from '../../www/build/policy.js';
import { forEachBrowser, forEachSetting } from './support/harness.mjs';
import { accountedBytes, countsOf, HEADER, receiveRow, SAMPLE_FILES, truthOf, writeLogs } from './support/logs.mjs';
import { busyInCoverage } from './support/trap.mjs';
import { until } from './support/viewer.mjs';
import { keepWorkers, limitMemory } from './support/workers.mjs';

/** What the page promises, and what a machine that runs other tests at the same time may add. */
const PROMISED_MS = 1000;

const sessionId = (number) => (0x08dda1f3c2c40000n + BigInt(number)).toString(16).toUpperCase().padStart(16, '0');

/** A log of at least that many bytes: the same hundred sessions again and again, as a block is quickly written. */
function bigLog(bytes) {
  const rows = Array.from({ length: 100 }, (_, number) =>
    Array.from({ length: 40 }, (_, sequence) =>
      receiveRow(sequence, '<', `NOOP ${number}`, { id: sessionId(number) }),
    ).join(''),
  );
  const block = Buffer.from(rows.join(''));
  return Buffer.concat([Buffer.from(HEADER), ...Array.from({ length: Math.ceil(bytes / block.length) }, () => block)]);
}

/** Sessions of one row each, which need more memory than any other log of their size. */
function oneRowSessions(count) {
  return (
    HEADER + Array.from({ length: count }, (_, number) => receiveRow(0, '+', '', { id: sessionId(number) })).join('')
  );
}

/** Starts to open chosen files; resolves as soon as reading has begun. The result is in `globalThis.opened`. */
async function beginOpening(viewer, chosen) {
  await viewer.run((element, input) => {
    const state = { begun: false, summary: null };
    Object.assign(globalThis, { opened: state });
    element.addEventListener('progress', ({ detail }) => {
      if (detail.bytesRead > 0) state.begun = true;
    });
    void element.open([...input.files]).then((summary) => {
      state.summary = summary;
    });
  }, chosen);
  await until('reading to begin', () => viewer.page.evaluate(() => globalThis.opened.begun));
}

const opened = (viewer) => until('the summary', () => viewer.page.evaluate(() => globalThis.opened.summary), 60_000);

/** Chooses the file in the dialog that the message opens. Firefox shows none to a driver. */
async function chooseAgain(viewer, setting, path) {
  if (setting.browserName === 'firefox') return void (await viewer.open(path));
  const button = await viewer.find('.notice button.small');
  const [dialog] = await Promise.all([viewer.page.waitForFileChooser(), button.click()]);
  await dialog.accept([path]);
}

forEachSetting((setting) => {
  test('reading a large file is cancelled, and closed, within a second', async (context) => {
    const viewer = await setting.openPage();
    const [path] = writeLogs(context, { 'RECV2025060308-1.LOG': bigLog(400_000_000) });
    const chosen = await viewer.choose(path);
    const times = await viewer.run(async (element, input) => {
      const files = [...input.files];
      const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
      const times = {};
      const timed = async (name, work) => {
        const began = performance.now();
        await work();
        times[name] = Math.round(performance.now() - began);
      };
      let opening = element.open(files);
      await sleep(300);
      await timed('question', () => element.count('NOOP'));
      await timed('cancel', async () => {
        element.shadowRoot.querySelector('#cancel').click();
        const { perFile } = await opening;
        times.end = perFile[0].end;
        times.accounted = perFile[0].accountedBytes;
      });
      await timed('close', () => element.clear());
      opening = element.open(files);
      await sleep(300);
      await timed('close while reading', () => element.clear());
      times.files = (await opening).files;
      let both = [];
      await timed('open, open, close', () => {
        both = [element.open(files), element.open(files)];
        return element.clear();
      });
      times.filesOfBoth = (await Promise.all(both)).map((summary) => summary.files);
      return times;
    }, chosen);
    const { end, accounted, files, filesOfBoth, ...durations } = times;
    assert.equal(end, 'cancelled');
    assert.ok(accounted < 400_000_000, 'the file was read to its end');
    assert.deepEqual([files, filesOfBoth], [0, [0, 0]]);
    for (const [name, ms] of Object.entries(durations)) assert.ok(ms <= PROMISED_MS, `${name} took ${ms} ms`);
    await viewer.shows('.status', /No logs are open/);
    await viewer.assertCalm();
  });

  for (const [what, change] of Object.entries({
    cut: (path) => truncateSync(path, 100_000_000),
    'appended to': (path) => appendFileSync(path, receiveRow(3, '<', 'RSET')),
  })) {
    test(`a file that is ${what} while it is read is incomplete, and can be read again`, async (context) => {
      const viewer = await setting.openPage();
      const [path, other] = writeLogs(context, {
        'RECV2025060308-1.LOG': bigLog(300_000_000),
        'RECV2025060308-2.LOG': HEADER + receiveRow(0, '+', '', { id: sessionId(7000) }),
      });
      await beginOpening(viewer, await viewer.choose(path, other));
      change(path);
      const { perFile } = await opened(viewer);
      assert.deepEqual(
        perFile.map(({ end }) => end),
        ['changed', 'complete'],
      );
      await viewer.shows('.notice p', /RECV2025060308-1\.LOG is incomplete.* choose it again/);
      await viewer.shows('.status', /1 file is incomplete/);
      assert.deepEqual(await viewer.texts('.notice button.small'), ['Choose it again', '×']);
      await chooseAgain(viewer, setting, path);
      await viewer.shows('.status', /3 files/);
      await until('the message to go', async () => (await viewer.texts('.notice p')).length === 0);
      await viewer.assertCalm();
    });
  }

  test('a file that is replaced by another one while it is read is not mixed with it unnoticed', async (context) => {
    const viewer = await setting.openPage();
    const content = bigLog(300_000_000);
    const [path, other] = writeLogs(context, { 'RECV2025060308-1.LOG': content, 'new.LOG': content });
    await beginOpening(viewer, await viewer.choose(path));
    renameSync(other, path);
    const { perFile } = await opened(viewer);
    // Firefox reads on in the file that was there before, which is whole.
    assert.equal(perFile[0].end, setting.browserName === 'chromium' ? 'changed' : 'complete');
    assert.equal(perFile[0].accountedBytes, content.length);
  });

  test('a file that was changed before it was read is incomplete', async (context) => {
    const viewer = await setting.openPage();
    const [path] = writeLogs(context, { 'RECV2025060308-1.LOG': HEADER + receiveRow(0, '+') });
    const chosen = await viewer.choose(path);
    // Chromium looks at a chosen file when it is first asked about it.
    await viewer.run((_, { files }) => files[0].size, chosen);
    writeFileSync(path, `${HEADER + receiveRow(0, '+')}${receiveRow(1, '-')}`);
    const { perFile } = await viewer.openChosen(chosen);
    // Chromium refuses such a file, Firefox reads its new version, which has more bytes.
    assert.equal(perFile[0].end, 'changed');
    await viewer.shows('.notice p', /is incomplete: it was cut, has grown or was replaced.* choose it again/);
  });

  for (const [what, harm] of Object.entries({
    'was ended': () => globalThis.workers.at(-1).terminate(),
    'is silent': () => globalThis.mute.add(globalThis.workers.at(-1)),
  })) {
    test(`a worker that ${what} is noticed within five seconds, and replaced by one click`, async () => {
      const viewer = await setting.openPage({ prepare: keepWorkers });
      await viewer.open(...SAMPLE_FILES);
      await viewer.page.evaluate(harm);
      const { name, ms } = await viewer.run(async (element) => {
        const began = performance.now();
        const error = await element.count('').catch((reason) => reason);
        return { name: error.name, ms: performance.now() - began };
      });
      assert.equal(name, 'EngineDead');
      assert.ok(ms <= 5000, `noticed after ${ms} ms`);
      await viewer.click('#tab-coverage');
      await viewer.shows('.notice p', /engine no longer answered/);
      await viewer.click('.notice button.small');
      await viewer.shows('.status span', new RegExp(`^${SAMPLE_FILES.length} files$`));
      assert.equal((await viewer.call('count', '')).sessions, truthOf(SAMPLE_FILES).sessions);
      assert.deepEqual(await viewer.texts('.notice p'), []);
    });
  }

  test('a worker that ends while a file is read ends the progress, and names the file', async (context) => {
    const viewer = await setting.openPage({ prepare: keepWorkers });
    const [path] = writeLogs(context, { 'RECV2025060308-1.LOG': bigLog(300_000_000) });
    const chosen = await viewer.choose(path);
    const { name, ms } = await viewer.run(async (element, input) => {
      const opening = element.open([...input.files]).catch((error) => error);
      await new Promise((done) => element.addEventListener('progress', done, { once: true }));
      const began = performance.now();
      /** @type {any} */ (globalThis).workers.at(-1).terminate();
      return { name: (await opening).name, ms: performance.now() - began };
    }, chosen);
    assert.equal(name, 'EngineDead');
    assert.ok(ms <= 5000, `noticed after ${ms} ms`);
    await viewer.shows('.notice p', /engine no longer answered while reading RECV2025060308-1\.LOG/);
    assert.deepEqual(await viewer.texts('.progress'), []);
  });

  test('on a busy machine no worker at work is given up, and one that was ended is noticed', async (context) => {
    const viewer = await setting.openPage({ prepare: keepWorkers });
    const [path] = writeLogs(context, { 'RECV2025060308-1.LOG': bigLog(150_000_000) });
    const chosen = await viewer.choose(path);
    const loops = Array.from({ length: 8 }, () =>
      spawn('nice', ['-n', '2', process.execPath, '-e', 'for (;;);'], { stdio: 'ignore' }),
    );
    context.after(() => {
      for (const loop of loops) loop.kill('SIGKILL');
    });
    const { perFile } = await viewer.openChosen(chosen);
    assert.equal(perFile[0].end, 'complete');
    await viewer.run((element) => element.export('text'));
    assert.ok((await viewer.call('count', '/NOOP 7/')).entries > 0);
    assert.deepEqual(await viewer.texts('.notice.error p'), []);
    await viewer.page.evaluate(() => /** @type {any} */ (globalThis).workers.at(-1).terminate());
    const began = Date.now();
    await viewer.shows('.notice p', /engine no longer answered/);
    assert.ok(Date.now() - began <= 5000, `noticed after ${Date.now() - began} ms`);
  });

  test('a worker that is ended in the middle of an answer is noticed within five seconds', async () => {
    const viewer = await setting.openPage({ prepare: busyInCoverage });
    await viewer.open(...SAMPLE_FILES);
    await viewer.click('#tab-coverage');
    await viewer.shows('.notice p', /has been busy with one answer/);
    const ms = await viewer.run(async (element) => {
      const began = performance.now();
      const count = element.count('').catch(() => {});
      /** @type {any} */ (globalThis).workers.at(-1).terminate();
      await count;
      return performance.now() - began;
    });
    assert.ok(ms <= 5000, `noticed after ${ms} ms`);
    await viewer.shows('.notice p', /engine no longer answered/);
    assert.equal((await viewer.texts('.notice p')).length, 1);
  });

  test('an answer without end is said after five seconds, and the files are opened again by one click', async () => {
    const viewer = await setting.openPage({ prepare: busyInCoverage });
    await viewer.open(...SAMPLE_FILES);
    await viewer.click('#tab-coverage');
    await viewer.shows('.notice p', /has been busy with one answer/);
    await viewer.click('#tab-sessions');
    await viewer.click('.notice button.small');
    await viewer.shows('.status span', new RegExp(`^${SAMPLE_FILES.length} files$`));
    await until('no message', async () => (await viewer.texts('.notice p')).length === 0);
    await viewer.assertCalm();
  });

  test('arguments of another kind are refused, and the engine lives on', async () => {
    const viewer = await setting.openPage();
    await viewer.open(...SAMPLE_FILES);
    const errors = await viewer.run(async (element) => {
      const calls = [
        () => element.count(5),
        () => element.count(),
        () => element.count({}),
        () => element.export({}),
        () => element.export('xml'),
        () => element.export('csv', 7),
        () => element.export('csv', { query: 5 }),
        () => element.export('csv', { separator: ',' }),
        () => element.open('x'),
        () => element.open(5),
        () => element.open([{}]),
        () => element.open(),
        () => Object.assign(element, { query: {} }),
        () => Object.assign(element, { query: 5 }),
        () => Object.assign(element, { query: null }),
      ];
      const errors = [];
      for (const call of calls) {
        try {
          await call();
          errors.push('none');
        } catch (/** @type {any} */ error) {
          errors.push(`${error.name}: ${error.message}`);
        }
      }
      return errors;
    });
    for (const error of errors) assert.match(error, /^TypeError: (count|export|open|query): .*must be .*\.$/);
    assert.equal((await viewer.call('count', '')).sessions, truthOf(SAMPLE_FILES).sessions);
    await viewer.assertCalm();
  });
});

forEachBrowser((setting) => {
  test('when the memory is full, what was read is kept, and the page says how much fits', async (context) => {
    const viewer = await setting.openPage({ prepare: limitMemory });
    const [path, other] = writeLogs(context, {
      'RECV2025060308-1.LOG': oneRowSessions(1_000_000),
      'RECV2025060308-2.LOG': HEADER + receiveRow(0, '+'),
    });
    const summary = await viewer.open(path, other);
    assert.deepEqual(
      summary.perFile.map(({ end }) => end),
      ['outOfMemory', 'outOfMemory'],
    );
    assert.ok(summary.sessions > 50_000, `${summary.sessions} sessions were read`);
    assert.equal(accountedBytes(summary), summary.bytes);
    await viewer.shows(
      '.notice p',
      /memory of this page is full\. RECV2025060308-1\.LOG was read up to .* and 1 file after it/,
    );
    assert.deepEqual(await viewer.texts('.progress'), []);
    assert.equal((await viewer.call('count', '')).sessions, summary.sessions);
    assert.ok((await viewer.call('count', '203.0.113.25')).sessions > 0);
    for (const key of ['start', 'remote', 'outcome']) {
      await viewer.run((element, column) => element.shadowRoot.querySelector(`[data-sort=${column}]`)?.click(), key);
    }
    const size = await viewer.run(async (element) => (await element.export('csv')).size);
    assert.ok(size > summary.sessions * 50);
    await viewer.call('clear');
    assert.deepEqual(countsOf(await viewer.open(...SAMPLE_FILES)), truthOf(SAMPLE_FILES));
    await viewer.assertCalm();
  });
});

forEachSetting(
  (setting) => {
    test('without a worker, the page stays usable while a large file is read, and cancels within a second', async (context) => {
      const viewer = await setting.openPage();
      const [path] = writeLogs(context, { 'RECV2025060308-1.LOG': bigLog(400_000_000) });
      const chosen = await viewer.choose(path);
      const { end, ...times } = await viewer.run(async (element, input) => {
        const times = { longest: 0, cancel: 0, close: 0, end: '' };
        let last = performance.now();
        const timer = setInterval(() => {
          const now = performance.now();
          times.longest = Math.max(times.longest, Math.round(now - last));
          last = now;
        }, 10);
        let opening = element.open([...input.files]);
        await new Promise((done) => setTimeout(done, 500));
        let began = performance.now();
        element.shadowRoot.querySelector('#cancel').click();
        times.end = (await opening).perFile[0].end;
        times.cancel = Math.round(performance.now() - began);
        opening = element.open([...input.files]);
        await new Promise((done) => setTimeout(done, 300));
        began = performance.now();
        await element.clear();
        await opening;
        times.close = Math.round(performance.now() - began);
        clearInterval(timer);
        return times;
      }, chosen);
      assert.equal(end, 'cancelled');
      for (const [name, ms] of Object.entries(times)) assert.ok(ms <= PROMISED_MS, `${name}: ${ms} ms`);
    });
  },
  { scheme: 'http' },
  { headers: { 'content-security-policy': SITE_POLICY.replace("worker-src 'self' blob:", "worker-src 'none'") } },
);
