/**
 * Faults, and what remains usable: damaged files, files that disappear, a dead engine, a page with few permissions.
 */
import assert from 'node:assert/strict';
import { unlinkSync } from 'node:fs';
import { test } from 'node:test';
import { SITE_POLICY } from '../../www/build/policy.js';
import { zipOf } from '../../www/test/support/archives.js';
import { forEachSetting } from './support/harness.mjs';
import { accountedBytes, countsOf, HEADER, receiveRow, SAMPLE_FILES, truthOf, writeLogs } from './support/logs.mjs';
import { trapInCoverage } from './support/trap.mjs';
import { until } from './support/viewer.mjs';

const GOOD = HEADER + receiveRow(0, '+') + receiveRow(1, '<', 'EHLO mx1.fabrikam.com') + receiveRow(2, '-');
const ROW = receiveRow(3, '<', 'RSET', { id: '08DDA1F3C2B4FFFF' });

/** Files that are not logs, or damaged logs. */
const DAMAGED_FILES = {
  'binary.LOG': Buffer.from(Array.from({ length: 10_000 }, (_, index) => (index * 7919) % 256)),
  'utf16.LOG': Buffer.from(`\uFEFF${GOOD}`, 'utf16le'),
  'nul-tail.LOG': HEADER + ROW + '\0'.repeat(65_536),
  'quote.LOG': `${HEADER + ROW.replace('RSET', '"RSET')}${ROW}`,
  'fields.LOG': `${HEADER}2025-06-03T08:00:00.000Z,too,few\r\n${ROW.trimEnd()},too,many\r\n`,
  'dates.LOG': HEADER + ROW.replace('2025-06-03T08', '2025-13-45T99'),
};

/** Files without entries, which is not a fault. */
const EMPTY_FILES = { 'empty.LOG': '', 'header.LOG': HEADER };

/** A log of about 50 MB. */
function largeLog() {
  const sessions = Array.from({ length: 1_000 }, (_, number) => {
    const id = (0x08dda1f3c2c40000n + BigInt(number)).toString(16).toUpperCase().padStart(16, '0');
    return Array.from({ length: 400 }, (_, sequence) => receiveRow(sequence, '<', `NOOP ${number}`, { id })).join('');
  });
  return HEADER + sessions.join('');
}

/** Waits for a message of the page that matches. */
const notice = (viewer, pattern) => viewer.shows('.notice p', pattern);

forEachSetting((setting) => {
  test('damaged files are accounted for to the last byte, and the others remain usable', async (context) => {
    const viewer = await setting.openPage();
    const paths = writeLogs(context, { ...DAMAGED_FILES, ...EMPTY_FILES, 'RECV2025060308-1.LOG': GOOD });
    const summary = await viewer.open(...paths);
    assert.equal(accountedBytes(summary), summary.bytes);
    const silent = summary.perFile.filter(({ name, diagnostics }) => name in DAMAGED_FILES && diagnostics === 0);
    assert.deepEqual(
      silent.map(({ name }) => name),
      [],
      'damaged files without a diagnostic',
    );
    assert.equal((await viewer.call('count', 'mx1.fabrikam.com')).sessions, 1);
    await viewer.click('#tab-files');
    await viewer.shows('.app', /binary\.LOG/);
    await viewer.assertCalm();
  });

  test('many messages leave room for the list, and each of them is reached and dismissed by keys', async (context) => {
    const viewer = await setting.openPage();
    const { keyboard } = viewer.page;
    const locked = zipOf([{ name: 'locked.log', data: GOOD, encrypted: true }]);
    const archives = Object.fromEntries([1, 2, 3, 4, 5, 6].map((number) => [`${number}.zip`, locked]));
    await viewer.open(...writeLogs(context, { 'RECV2025060308-1.LOG': GOOD, ...archives }));
    const messages = () => viewer.texts('.notice p');
    const archivesSaid = async () => (await messages()).map((text) => text.match(/\d\.zip/)?.[0]);
    await viewer.shows('#notices-spoken', /^locked\.log in 6\.zip is encrypted\..* 6 messages\.$/);
    assert.deepEqual(await archivesSaid(), ['5.zip', '6.zip']);
    const focused = () =>
      viewer.run(({ shadowRoot }) => {
        const active = shadowRoot.activeElement;
        const notices = [...shadowRoot.querySelectorAll('.notice')];
        return active?.id || `notice ${notices.findIndex((one) => one.contains(active))}`;
      });
    const focusIs = (wanted) => until(`the focus on ${wanted}`, async () => (await focused()) === wanted);

    // They are unfolded in place, where the button keeps the focus and folds them again.
    assert.deepEqual(await viewer.texts('#notices-more'), ['4 more messages']);
    await (await viewer.find('#notices-more')).focus();
    await keyboard.press('Enter');
    await until('all messages', async () => (await messages()).length === 6);
    assert.equal(await focused(), 'notices-more');
    const height = await viewer.run(
      ({ shadowRoot }) =>
        shadowRoot.querySelector('.notices').clientHeight / shadowRoot.querySelector('.app').clientHeight,
    );
    assert.ok(height <= 0.31, `messages take ${height} of the page`);

    // The focus goes to the message in the place of one that is dismissed.
    await (await viewer.find('.notice:nth-child(2) .icon')).focus();
    await keyboard.press('Enter');
    await until('a message to go', async () => (await messages()).length === 5);
    await focusIs('notice 1');
    await viewer.shows('#notices-spoken', /^Dismissed\. 5 messages left\.$/);
    await (await viewer.find('.notice:nth-child(5) .icon')).focus();
    await keyboard.press('Enter');
    await until('the last message to go', async () => (await messages()).length === 4);
    assert.deepEqual(await archivesSaid(), ['1.zip', '3.zip', '4.zip', '5.zip']);
    await focusIs('notice 3');

    // After the last one, it goes to the list.
    await (await viewer.find('#notices-dismiss')).focus();
    await keyboard.press('Enter');
    await viewer.shows('#notices-spoken', /^Dismissed\. No messages left\.$/);
    assert.deepEqual(await messages(), []);
    await until('the focus in the list', () =>
      viewer.run(({ shadowRoot }) => shadowRoot.activeElement?.closest('exchange-log-sessions') !== null),
    );
    await viewer.assertCalm();
  });

  test('files that are not logs say what they are and what to do', async (context) => {
    const viewer = await setting.openPage();
    const workbook = Buffer.from(`PK\x03\x04\x14\0\x06\0${'\0'.repeat(18)}\x13\0\0\0[Content_Types].xml`, 'latin1');
    await viewer.open(
      ...writeLogs(context, {
        'report.xlsx': workbook,
        'letter.docx': workbook,
        'Application.evtx': Buffer.from('ElfFile\0\0\0', 'latin1'),
        'trace.etl': Buffer.from('\0\0\x01\0\x10\x27\0\0', 'latin1'),
        'logs.7z': Buffer.from("7z\xBC\xAF'\x1C", 'latin1'),
        'screen.png': Buffer.from('\x89PNG\r\n\x1A\n', 'latin1'),
        'mail.que': Buffer.from('\x01\x02\x03\x04\xEF\xCD\xAB\x89\0', 'latin1'),
      }),
    );
    for (const sentence of [
      /^report\.xlsx The file is an Excel workbook\. Save the sheet/,
      /^letter\.docx The file is a Word document\./,
      /^Application\.evtx The file is a Windows event log \(\.evtx\)\. Read it in Event Viewer, or export it/,
      /^trace\.etl .* Turn it into text with tracerpt/,
      /^logs\.7z .* Unpack it and open the files in it\.$/,
      /^screen\.png The file is an image\./,
      /^mail\.que The file is a database of Exchange/,
    ]) {
      await viewer.shows('.empty-list li', sentence);
    }
    await viewer.assertCalm();
  });

  test('a line of 100 MB', async (context) => {
    const viewer = await setting.openPage();
    const line = Buffer.alloc(100_000_000, 'x');
    const paths = writeLogs(context, { 'line.LOG': Buffer.concat([Buffer.from(GOOD), line]) });
    const summary = await viewer.open(...paths);
    assert.equal(accountedBytes(summary), summary.bytes);
    assert.equal(summary.sessions, 1);
    assert.ok(summary.diagnostics.length > 0);
  });

  test('a file that has disappeared is reported, and the others are read', async (context) => {
    const viewer = await setting.openPage();
    const [gone, good] = writeLogs(context, { 'RECV2025060307-1.LOG': largeLog(), 'RECV2025060308-1.LOG': GOOD });
    const chosen = await viewer.choose(gone, good);
    unlinkSync(gone);
    const summary = await viewer.openChosen(chosen);
    await notice(viewer, /RECV2025060307-1\.LOG/);
    assert.equal((await viewer.call('count', 'mx1.fabrikam.com')).sessions, 1);
    assert.notEqual(summary.perFile.find(({ name }) => name === 'RECV2025060307-1.LOG').end, 'complete');
  });

  test('reading is cancelled, and what was read is shown', async (context) => {
    const viewer = await setting.openPage();
    const large = largeLog();
    const names = Array.from({ length: 6 }, (_, number) => `RECV2025060308-${number + 1}.LOG`);
    const paths = writeLogs(context, Object.fromEntries(names.map((name) => [name, large])));
    await viewer.run((element) => {
      element.addEventListener('progress', () => element.shadowRoot.querySelector('#cancel')?.click(), { once: true });
    });
    const summary = await viewer.open(...paths);
    assert.equal(summary.perFile.at(-1).end, 'cancelled');
    assert.ok(accountedBytes(summary) > 0 && accountedBytes(summary) < names.length * large.length);
    await notice(viewer, /cancelled/);
    assert.equal((await viewer.call('count', '')).entries, summary.entries);
  });

  test('after a crash of the engine the logs can be reopened', async () => {
    const viewer = await setting.openPage({ prepare: trapInCoverage });
    await viewer.open(...SAMPLE_FILES);
    await viewer.click('#tab-coverage');
    await notice(viewer, /internal error/);
    await viewer.click('.notice button.small');
    await viewer.shows('.status span', new RegExp(`^${SAMPLE_FILES.length} files$`));
    assert.equal((await viewer.call('count', '')).sessions, truthOf(SAMPLE_FILES).sessions);
  });

  test('the page works with a storage that throws', async () => {
    const viewer = await setting.openPage({
      prepare: () => {
        for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) {
          Object.defineProperty(globalThis, name, {
            get() {
              throw new DOMException('denied', 'SecurityError');
            },
          });
        }
      },
    });
    assert.deepEqual(countsOf(await viewer.open(...SAMPLE_FILES)), truthOf(SAMPLE_FILES));
    await viewer.click('[data-zone=local]');
    await viewer.assertCalm();
  });
});

/** The page's policy without one of its permissions, as the header of a stricter host. */
const without = (from, to) => ({ headers: { 'content-security-policy': SITE_POLICY.replace(from, to) } });

forEachSetting(
  (setting) => {
    test('without WebAssembly the page shows a message', async () => {
      const viewer = await setting.openPage();
      await notice(viewer, /needs WebAssembly/);
    });
  },
  { scheme: 'http' },
  without(" 'wasm-unsafe-eval'", ''),
);

forEachSetting(
  (setting) => {
    test('without a worker the logs are read on the main thread', async () => {
      const viewer = await setting.openPage();
      assert.deepEqual(countsOf(await viewer.open(...SAMPLE_FILES)), truthOf(SAMPLE_FILES));
      assert.equal((await viewer.call('count', 'greylisted log:send')).sessions, 1);
    });
  },
  { scheme: 'http' },
  without("worker-src 'self' blob:", "worker-src 'none'"),
);
