/** Files are parsed in workers of their own: these are there, and one that ends costs one file. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zipOf } from '../../www/test/support/archives.js';
import { forEachSetting } from './support/harness.mjs';
import { HEADER, receiveRow, writeLogs } from './support/logs.mjs';
import { keepWorkers, pretendCores } from './support/workers.mjs';

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

/** Keeps the parts of files that parsers are asked to read, and who is. Runs in the page before its scripts. */
function keepParts() {
  globalThis.parts = [];
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (message, ...rest) {
    if (message.part) globalThis.parts.push({ ...message.part, parser: this });
    postMessage.call(this, message, ...rest);
  };
}

forEachSetting(
  (setting) => {
    test('read parts of one file, and of one zip, with the same result as none', async (context) => {
      const members = Array.from({ length: 30 }, (_, number) => ({
        name: `EX0${number % 2}/RECV${number}.LOG`,
        data: bigLog(600_000, (number + 1) * 10_000),
        method: 0,
      }));
      const files = writeLogs(context, {
        'RECV20250601-1.LOG': bigLog(100_000_000, 1_000_000),
        'logs.zip': zipOf(members),
      });
      const opened = async (cores) => {
        const viewer = await setting.openPage({ prepare: `(${keepParts})(); ${pretendCores(cores)}` });
        const { elapsedMs, memoryBytes, ...summary } = await viewer.open(...files);
        assert.ok(elapsedMs > 0 && memoryBytes > 0);
        const read = await viewer.page.evaluate(() => {
          const { parts } = /** @type {any} */ (globalThis);
          const of = (file) => parts.filter((part) => part.file === file).length;
          return { parsers: new Set(parts.map(({ parser }) => parser)).size, parts: [of(0), of(1)] };
        });
        await viewer.page.close();
        return { summary, read };
      };
      const alone = await opened(1);
      assert.deepEqual(alone.read, { parsers: 0, parts: [0, 0] });
      const several = await opened(4);
      assert.deepEqual(several.read, { parsers: 3, parts: [4, 2] });
      assert.deepEqual(several.summary, alone.summary);
      assert.equal(several.summary.files, 31);
    });
  },
  { scheme: 'file' },
);
