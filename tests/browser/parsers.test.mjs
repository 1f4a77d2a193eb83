/** Files are parsed in workers of their own: these are there, and one that ends costs one file. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachSetting } from './support/harness.mjs';
import { HEADER, receiveRow, writeLogs } from './support/logs.mjs';
import { keepWorkers } from './support/workers.mjs';

const sessionId = (number) => (0x08dda1f3c2c40000n + BigInt(number)).toString(16).toUpperCase().padStart(16, '0');

/** A log of at least that many bytes, with sessions of its own. */
function bigLog(bytes, first) {
  const rows = [];
  for (let length = 0, number = first; length < bytes; number += 1) {
    const id = sessionId(number);
    const text =
      receiveRow(0, '+', '', { id }) + receiveRow(1, '<', `NOOP ${number}`, { id }) + receiveRow(2, '-', '', { id });
    rows.push(text);
    length += text.length;
  }
  return HEADER + rows.join('');
}

/** Three logs, which are enough for parsers to be started. */
const logs = (context) =>
  writeLogs(
    context,
    Object.fromEntries([1, 2, 3].map((day) => [`RECV2025060${day}-1.LOG`, bigLog(12_000_000, day * 1_000_000)])),
  );

forEachSetting(
  (setting) => {
    test('are started for large logs, and ended when these are read', async (context) => {
      const viewer = await setting.openPage({ prepare: keepWorkers });
      const { perFile, sessions } = await viewer.open(...logs(context));
      assert.deepEqual(
        perFile.map(({ end }) => end),
        ['complete', 'complete', 'complete'],
      );
      assert.equal(
        sessions,
        perFile.reduce((sum, file) => sum + file.sessions, 0),
      );
      const { started, running } = await viewer.page.evaluate(() => {
        const { parsers, ended } = /** @type {any} */ (globalThis);
        return { started: parsers.length, running: parsers.filter((parser) => !ended.has(parser)).length };
      });
      assert.ok(started >= 1, 'no parser was started');
      assert.equal(running, 0);
    });

    test('that end cost the file they worked on, which is named and can be read again', async (context) => {
      const viewer = await setting.openPage({ prepare: keepWorkers });
      const chosen = await viewer.choose(...logs(context));
      const summary = await viewer.run(async (element, input) => {
        const opening = element.open([...input.files]);
        await new Promise((done) => element.addEventListener('progress', done, { once: true }));
        const { parsers, ended } = /** @type {any} */ (globalThis);
        parsers.find((parser) => !ended.has(parser)).terminate();
        return await opening;
      }, chosen);
      const ends = summary.perFile.map(({ end }) => end);
      assert.equal(ends.filter((end) => end === 'failed').length, 1, ends.join());
      assert.equal(ends.filter((end) => end === 'complete').length, 2, ends.join());
      for (const { accountedBytes, end, bytes } of summary.perFile)
        assert.ok(end === 'failed' || accountedBytes === bytes);
      await viewer.shows('.notice p', /has ended; .* were read and are shown/);
      await viewer.click('.notice button.small');
      await viewer.shows('.status span', /^4 files$/);
    });
  },
  { scheme: 'file' },
);
