/** Archives: their files are read as if they had been unpacked before, and their faults are reported. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { SITE_POLICY } from '../../www/build/policy.js';
import { gzipOf, tarOf, zipCentral, zipEnd, zipLocalHeader, zipOf } from '../../www/test/support/archives.js';
import { forEachBrowser, forEachSetting } from './support/harness.mjs';
import { accountedBytes, countsOf, HEADER, receiveRow, SAMPLE_FILES, truthOf, writeLogs } from './support/logs.mjs';
import { peakOfLargestProcess } from './support/memory.mjs';
import { until } from './support/viewer.mjs';

const ROOT = new URL('../../www/sample/', import.meta.url).pathname;
const ENTRIES = SAMPLE_FILES.map((path) => ({ name: relative(ROOT, path), data: readFileSync(path) }));
const GOOD = HEADER + receiveRow(0, '+') + receiveRow(1, '<', 'EHLO mx1.fabrikam.com') + receiveRow(2, '-');
/** 24 MB that compress to 24 KB. */
const BOMB = Buffer.alloc(24 * 1024 * 1024, 'x');

/** Waits for a message of the page that matches. */
const notice = (viewer, pattern) => viewer.shows('.notice p', pattern);

/** Folders and names from the summary. */
const paths = ({ perFile }) => perFile.map(({ folder, name }) => `${folder}/${name}`);

/** Paths of the sample's files in an archive of that path. */
const inside = (archive) => ENTRIES.map(({ name }) => `${archive}/${name}`);

/** A log that compresses to a tenth, with sessions of ten rows each: text and number of entries. */
function noisyLog(sessions, rowBytes) {
  let state = 1;
  const noise = () => {
    state = (state * 48271) % 2147483647;
    return state.toString(36).padStart(6, '0');
  };
  const filler = 'the quick brown fox jumps over the lazy dog '.repeat(Math.ceil(rowBytes / 44));
  const rows = Array.from({ length: sessions * 10 }, (_, row) => {
    const id = (0x08dda1f3c2c40000n + BigInt(Math.floor(row / 10))).toString(16).toUpperCase().padStart(16, '0');
    const words = Array.from({ length: 10 }, noise).join(' ');
    return receiveRow(row % 10, '<', `${words} ${filler.slice(0, rowBytes - 200)}`, { id });
  });
  return { text: HEADER + rows.join(''), entries: rows.length };
}

/** The summaries of all loads from now on. */
async function summariesOf(viewer) {
  const list = await viewer.page.evaluateHandle((element) => {
    const seen = [];
    element.addEventListener('ready', ({ detail }) => seen.push(detail));
    return seen;
  }, viewer.element);
  return () => viewer.page.evaluate((all) => all, list);
}

forEachBrowser((setting) => {
  test('a zip with folders yields the same as its files', async (context) => {
    const viewer = await setting.openPage();
    const summary = await viewer.pick(...writeLogs(context, { 'incident.zip': zipOf(ENTRIES) }));
    assert.deepEqual(countsOf(summary), truthOf(SAMPLE_FILES));
    assert.equal(accountedBytes(summary), summary.bytes);
    assert.deepEqual(paths(summary).sort(), inside('incident.zip').sort());
    assert.ok(summary.perFile.every(({ end, service }) => end === 'complete' && service !== ''));
    await viewer.assertCalm();
    viewer.requests.assertNothingLeft();
  });

  test('a zip, a tar.gz and a gz in a zip', async (context) => {
    const viewer = await setting.openPage();
    const [first, ...others] = ENTRIES;
    const entries = [
      { name: `one/${basename(first.name)}.gz`, data: gzipOf(first.data) },
      { name: 'two/logs.tar.gz', data: gzipOf(tarOf(others.slice(0, 2))) },
      { name: 'three/logs.zip', data: zipOf(others.slice(2).map((entry) => ({ ...entry, descriptor: 'signed' }))) },
    ];
    const summary = await viewer.drop(...writeLogs(context, { 'incident.zip': zipOf(entries) }));
    assert.deepEqual(countsOf(summary), truthOf(SAMPLE_FILES));
    assert.deepEqual(
      paths(summary).sort(),
      [
        `incident.zip/one/${basename(first.name)}.gz`,
        ...others.slice(0, 2).map(({ name }) => `incident.zip/two/logs.tar.gz/${name}`),
        ...others.slice(2).map(({ name }) => `incident.zip/three/logs.zip/${name}`),
      ].sort(),
    );
    await viewer.assertCalm();
  });

  test('gz, tar and tar.gz next to plain files', async (context) => {
    const viewer = await setting.openPage();
    const [gz, tar, tgz, ...plain] = ENTRIES;
    const files = writeLogs(context, {
      [`${basename(gz.name)}.gz`]: gzipOf(gz.data),
      'a.tar': tarOf([tar]),
      'b.tgz': gzipOf(tarOf([tgz])),
    });
    const summary = await viewer.open(...files, ...plain.map(({ name }) => join(ROOT, name)));
    assert.deepEqual(countsOf(summary), truthOf(SAMPLE_FILES));
    assert.deepEqual(
      paths(summary).filter((path) => path.includes('.tar') || path.includes('.tgz')),
      [`a.tar/${tar.name}`, `b.tgz/${tgz.name}`],
    );
    assert.ok(summary.perFile.find(({ name }) => name.endsWith('.gz')).accountedBytes === gz.data.length);
  });

  test('an archive in a folder that is opened keeps the folder', async (context) => {
    const viewer = await setting.openPage();
    const chosen = await viewer.choose(...writeLogs(context, { 'incident.zip': zipOf(ENTRIES) }));
    const summary = await viewer.run((element, input) => {
      const [file] = input.files;
      // As from a folder picker, which tests cannot use everywhere.
      return element.open([Object.defineProperty(file, 'webkitRelativePath', { value: 'case/incident.zip' })]);
    }, chosen);
    assert.deepEqual(paths(summary).sort(), inside('case/incident.zip').sort());
  });

  test('what is encrypted, nested too deeply or damaged is reported, and the rest is read', async (context) => {
    const viewer = await setting.openPage();
    const broken = deflateRawSync(noisyLog(100, 300).text);
    const entries = [
      { name: 'locked.log', data: GOOD, encrypted: true },
      { name: 'in.zip', data: zipOf([{ name: 'deep.zip', data: zipOf([{ name: 'x', data: 'x' }]) }]) },
      { name: 'broken.log', data: 'x', packed: broken.fill(0xff, 8000, 8100) },
      { name: 'odd.log', data: GOOD, method: 12 },
      { name: 'good.log', data: GOOD },
    ];
    const summary = await viewer.open(...writeLogs(context, { 'a.zip': zipOf(entries) }));
    assert.deepEqual(Object.fromEntries(summary.perFile.map(({ name, end }) => [name, end])), {
      'broken.log': 'damaged',
      'deep.zip': 'nested',
      'good.log': 'complete',
      'locked.log': 'encrypted',
      'odd.log': 'unsupported',
    });
    assert.ok(summary.perFile.find(({ name }) => name === 'broken.log').entries > 10);
    assert.equal(accountedBytes(summary), summary.bytes);
    assert.equal((await viewer.call('count', 'mx1.fabrikam.com')).sessions, 1);
    await viewer.click('#notices-more');
    await notice(viewer, /^locked\.log in a\.zip is encrypted\./);
    await notice(viewer, /^in\.zip\/deep\.zip in a\.zip is nested too deeply/);
    await notice(viewer, /^broken\.log in a\.zip is damaged/);
    await notice(viewer, /^odd\.log in a\.zip is compressed by a method/);
    await viewer.click('#tab-files');
    await viewer.shows('.diagnostic .kind', /^file-encrypted$/);
    await viewer.assertCalm();
  });

  test('a truncated archive is read as far as possible', async (context) => {
    const viewer = await setting.openPage();
    const zip = zipOf([
      { name: '1.log', data: GOOD },
      { name: '2.log', data: noisyLog(100, 300).text },
    ]);
    const gz = gzipOf(noisyLog(100, 300).text);
    const files = { 'a.zip': zip.subarray(0, zip.length / 2), 'b.log.gz': gz.subarray(0, gz.length / 2) };
    const summary = await viewer.open(...writeLogs(context, files));
    const [first, second, archive, gzip] = summary.perFile;
    assert.deepEqual([first.end, second.end, archive.end, gzip.end], ['complete', 'damaged', 'damaged', 'damaged']);
    assert.ok(second.entries > 100 && gzip.entries + gzip.duplicates > 100);
    await notice(viewer, /^b\.log\.gz is damaged or truncated/);
  });

  test('a bomb is stopped, and opened on request', async (context) => {
    const viewer = await setting.openPage();
    const summaries = await summariesOf(viewer);
    const zip = zipOf([
      { name: 'bomb.log', data: BOMB },
      { name: 'good.log', data: GOOD },
    ]);
    const stopped = await viewer.open(...writeLogs(context, { 'a.zip': zip }));
    assert.deepEqual(
      stopped.perFile.map(({ end }) => end),
      ['limited', 'complete'],
    );
    assert.ok(stopped.perFile[0].accountedBytes < BOMB.length);
    await notice(viewer, /^bomb\.log in a\.zip unpacks to far more than logs/);
    await viewer.click('.notice button.small');
    const again = await until('the second load', async () => (await summaries())[1]);
    assert.deepEqual(
      again.perFile.map(({ end }) => end),
      ['limited', 'complete', 'complete', 'complete'],
    );
    assert.equal(again.perFile[2].accountedBytes, BOMB.length);
    assert.equal(again.entries, stopped.entries);
    assert.deepEqual(await viewer.texts('.notice p'), []);
  });

  test('reading is cancelled in the middle of a member', async (context) => {
    const viewer = await setting.openPage();
    const { text } = noisyLog(8000, 900);
    const packed = deflateRawSync(text);
    await viewer.run((element) => {
      element.addEventListener('progress', () => element.shadowRoot.querySelector('#cancel')?.click(), { once: true });
    });
    const names = ['1.log', '2.log', '3.log'];
    const summary = await viewer.open(
      ...writeLogs(context, { 'a.zip': zipOf(names.map((name) => ({ name, data: text, packed }))) }),
    );
    assert.equal(summary.perFile.at(-1).end, 'cancelled');
    assert.ok(accountedBytes(summary) > 0 && accountedBytes(summary) < names.length * text.length);
    await notice(viewer, /cancelled/);
    assert.equal((await viewer.call('count', '')).entries, summary.entries);
  });
});

forEachSetting(
  (setting) => {
    test('without a worker archives are read on the main thread', async (context) => {
      const viewer = await setting.openPage();
      const files = { 'a.zip': zipOf(ENTRIES.slice(1)), 'b.tgz': gzipOf(tarOf(ENTRIES.slice(0, 1))) };
      assert.deepEqual(countsOf(await viewer.open(...writeLogs(context, files))), truthOf(SAMPLE_FILES));
    });
  },
  { scheme: 'http' },
  { headers: { 'content-security-policy': SITE_POLICY.replace("worker-src 'self' blob:", "worker-src 'none'") } },
);

/** Members of the large zip, each the same log under another name. */
const COPIES = 128;

/** The parts of a zip that contains one packed log many times; the page assembles them without a disk. */
function largeZip(data) {
  const packed = deflateRawSync(data);
  const entries = Array.from({ length: COPIES }, (_, copy) => ({ name: `EX01/part-${copy}.LOG`, data, packed }));
  const headers = [];
  const records = [];
  let offset = 0;
  for (const entry of entries) {
    headers.push(zipLocalHeader(entry));
    records.push(zipCentral(entry, offset));
    offset += headers.at(-1).length + packed.length;
  }
  const directory = Buffer.concat(records);
  const end = zipEnd(COPIES, directory.length, offset);
  const base64 = (bytes) => bytes.toString('base64');
  return { packed: base64(packed), headers: headers.map(base64), tail: base64(Buffer.concat([directory, end])) };
}

forEachSetting(
  (setting) => {
    test('a zip of 2 GB of logs', async () => {
      const log = noisyLog(1_700, 1_000);
      const bytes = Buffer.byteLength(log.text);
      assert.ok(bytes * COPIES > 2_000_000_000);
      const viewer = await setting.openPage();
      const [summary, size] = await viewer.run(async (element, { packed, headers, tail }) => {
        const decode = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
        const data = new Blob([decode(packed)]);
        const parts = headers.flatMap((header) => [decode(header), data]);
        const file = new File([...parts, decode(tail)], 'large.zip');
        let last = null;
        element.addEventListener('progress', ({ detail }) => {
          last = detail;
        });
        const all = await element.open([file]);
        return [{ ...all, last }, file.size];
      }, largeZip(log.text));
      assert.deepEqual(countsOf(summary), {
        files: COPIES,
        entries: log.entries,
        sessions: 1_700,
        bytes: bytes * COPIES,
      });
      assert.equal(accountedBytes(summary), summary.bytes);
      assert.equal(
        summary.perFile.reduce((sum, { duplicates }) => sum + duplicates, 0),
        log.entries * (COPIES - 1),
      );
      assert.deepEqual(summary.last, { bytesRead: size, bytesTotal: size });
      // The engine keeps what it has read; nothing on the way is kept.
      const peak = peakOfLargestProcess(setting.browser);
      assert.ok(peak < 1_000_000_000, `the largest process took ${peak} bytes`);
    });
  },
  { scheme: 'file' },
);
