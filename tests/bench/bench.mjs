/**
 * Measures the built page on generated logs in Chromium, and opening in Firefox too, side by side with references in
 * the same run, and prints the table of budgets: first on transport logs, then on as many bytes of every format that
 * the viewer reads. Counts are asserted: the benchmark fails if the viewer's counts differ from the generated ones.
 * Times are never asserted; they depend on the machine and its load.
 *
 * Usage: node bench.mjs <bytes>
 */
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { serve } from '../../www/build/serve.js';
import { launchBrowser } from '../browser/support/browsers.mjs';
import { DIST } from '../browser/support/harness.mjs';
import { startProxy } from '../browser/support/proxy.mjs';
import { measureDuckDb } from './support/duckdb.mjs';
import { firstFiles, prepareLogs, warmUp } from './support/logs.mjs';
import { measureMix } from './support/mix.mjs';
import { measureParsers } from './support/parsers.mjs';
import { openReference } from './support/reference.mjs';
import { isEqual, median, megabytesPerSecond, print } from './support/report.mjs';
import { measureSummaries } from './support/summaries.mjs';
import { budgetTable } from './support/table.mjs';
import { openViewer, paintTimes } from './support/viewer-page.mjs';

const ONE_FILE = `${DIST}exchange-log-viewer.html`;

/** The libraries keep every row in memory as text, so their rate is measured on some of the files. */
const LIBRARY_BYTES = 100_000_000;

/** Bytes that Firefox opens. */
const FIREFOX_BYTES = 100_000_000;

/** Every text is queried only once, so that no answer can come from a cache. */
const QUESTIONS = {
  substring: ['greylisted', 'olsen3@', 'harbor7.fabrikam', 'KB/sec Queued', 'nosuchtextanywhere', 'mx2.delta'],
  regex: [
    '/rcpt to:<(adele|vera)\\.[a-z]+4@/',
    '/InternalId=12[0-9]{3}7/',
    '/printer0[1-3]/',
    '/tarpit for .0.00:00:1[0-9]/',
  ],
  field: ['code:550', 'tls:1.3', 'auth:ok', 'from:fischer2', 'gap>30s', 'outcome:rejected', 'ip:203.0.113.0/28'],
};

/** Checks the summary and every query whose answer is known. */
async function countsAreRight(viewer, summary, truth) {
  const checks = ['files', 'bytes', 'sessions', 'entries'].map((name) => isEqual(name, summary[name], truth[name]));
  const accounted = summary.perFile.reduce((sum, file) => sum + file.accountedBytes, 0);
  checks.push(isEqual('accounted bytes', accounted, truth.bytes));
  for (const { query, sessions, entries } of truth.queries) {
    const { counts } = await viewer.count(query);
    checks.push(isEqual(`sessions of "${query}"`, counts?.sessions, sessions));
    checks.push(entries === undefined || isEqual(`entries of "${query}"`, counts?.entries, entries));
  }
  return checks.every(Boolean);
}

/** Median and longest time of some queries, each run for the first time. */
async function askAll(viewer, queries) {
  const answers = [];
  for (const query of queries) {
    const answer = await viewer.count(query);
    print(`  ${query}: ${answer.ms.toFixed(1)} ms, ${JSON.stringify(answer.counts ?? answer.problem)}`);
    answers.push(answer.ms);
  }
  return { median: median(answers), longest: Math.max(...answers) };
}

/** Entries that the viewer found in some of the files, which are identified by name and size. */
function entriesOf(paths, perFile) {
  const part = new Set(paths.map((path) => `${basename(path)} ${statSync(path).size}`));
  return perFile
    .filter(({ name, bytes }) => part.has(`${name} ${bytes}`))
    .reduce((sum, { entries }) => sum + entries, 0);
}

/** The same with DuckDB-wasm, which keeps no rows: on all files, or on some where it does not get to the end of all. */
async function measureDatabase(browser, paths, perFile) {
  for (const part of [paths, firstFiles(paths, LIBRARY_BYTES)]) {
    const bytes = part.reduce((sum, path) => sum + statSync(path).size, 0);
    const found = await measureDuckDb(browser, part);
    if (found.failure) {
      print(`DuckDB-wasm ends on ${bytes} bytes: ${found.failure}`);
      continue;
    }
    print(`DuckDB-wasm: ${megabytesPerSecond({ ...found, bytes }).toFixed(0)} MB/s on ${bytes} bytes, one thread`);
    return { ...found, bytes, right: isEqual('entries that DuckDB read', found.entries, entriesOf(part, perFile)) };
  }
  return { ms: Number.NaN, bytes: 0, right: true };
}

/** Parses some of the files with both libraries, and checks that they and the viewer saw the same entries. */
async function measureLibraries(reference, paths, perFile) {
  const part = firstFiles(paths, LIBRARY_BYTES);
  const papaparse = await reference.run('papaparse', part);
  const udsv = await reference.run('udsv', part);
  print(`PapaParse: ${megabytesPerSecond(papaparse).toFixed(0)} MB/s on ${papaparse.bytes} bytes`);
  print(`uDSV: ${megabytesPerSecond(udsv).toFixed(0)} MB/s on ${udsv.bytes} bytes`);
  const right = [
    isEqual('entries that PapaParse read', papaparse.entries, entriesOf(part, perFile)),
    isEqual('entries that uDSV read', udsv.entries, papaparse.entries),
    isEqual('sessions that uDSV grouped', udsv.sessions, papaparse.sessions),
  ];
  return { papaparse, udsv, right: right.every(Boolean) };
}

/** Everything that is measured with all files open. Closes the viewer's page at the end. */
async function measureViewer(browser, url, paths, truth) {
  const viewer = await openViewer(browser, url);
  const { summary, ms, firstMs } = await viewer.open(paths);
  const opening = { ms, firstMs, bytes: truth.bytes, longTask: await viewer.longestTask() };
  print(`opened ${summary.bytes} bytes in ${ms.toFixed(0)} ms (${megabytesPerSecond(opening).toFixed(0)} MB/s)`);
  const times = {};
  for (const [kind, queries] of Object.entries(QUESTIONS)) {
    print(`${kind} queries, each for the first time:`);
    times[kind] = await askAll(viewer, queries);
  }
  const right = await countsAreRight(viewer, summary, truth);
  await viewer.filterAndScroll();
  const using = { longTask: await viewer.longestTask() };
  const dragging = await viewer.dragTimeline();
  const { counts } = await viewer.count(dragging.query);
  const isNarrowed = isEqual(`sessions of "${dragging.query}"`, dragging.sessions, counts?.sessions);
  await viewer.close();
  return { summary, opening, using, dragging, times, right: right && isNarrowed };
}

/**
 * The same in Firefox, on some of the files: browsers differ most in the cost of reading and transferring bytes.
 * Returns how many times longer opening takes than only reading.
 */
async function measureFirefox(siteUrl, proxyPort, paths, perFile) {
  const part = firstFiles(paths, FIREFOX_BYTES);
  const browser = await launchBrowser('firefox', proxyPort);
  try {
    const reference = await openReference(browser);
    const viewer = await openViewer(browser, siteUrl);
    const reading = await reference.run('read', part);
    const { ms, summary } = await viewer.open(part);
    print(`Firefox: opened ${summary.bytes} bytes in ${ms.toFixed(0)} ms, only reading: ${reading.ms.toFixed(0)} ms`);
    await reference.close();
    const right = [
      isEqual('bytes that Firefox read', summary.bytes, reading.bytes),
      isEqual('entries that Firefox read', summary.entries, entriesOf(part, perFile)),
    ];
    return { ratio: ms / reading.ms, right: right.every(Boolean) };
  } finally {
    await browser.close();
  }
}

function rowsOf({ truth, reading, viewer, libraries, database, paints, firefox, mix, summaries }) {
  const rate = megabytesPerSecond(viewer.opening);
  const { times, summary } = viewer;
  const row = (what, value, unit, now, later, digits) => ({ what, value, unit, now, later, digits });
  return [
    row('opening, against only reading', viewer.opening.ms / reading.ms, 'x', { most: 3 }, { most: 1.5 }, 2),
    row('opening in Firefox, against only reading', firefox.ratio, 'x', { most: 3 }, { most: 1.5 }, 2),
    row('opening all formats, against only reading', mix.ratio, 'x', { most: 3 }, { most: 1.5 }, 2),
    row('opening, against PapaParse', rate / megabytesPerSecond(libraries.papaparse), 'x', { least: 4 }, { least: 8 }),
    row('opening, against uDSV', rate / megabytesPerSecond(libraries.udsv), 'x', { least: 4 }, { least: 8 }),
    row('opening, against DuckDB-wasm', rate / megabytesPerSecond(database), 'x', { least: 4 }, { least: 8 }),
    row('time to the first sessions', viewer.opening.firstMs, 'ms', { most: 1000 }, { most: 1000 }, 0),
    row('memory of the engine, of bytes', summary.memoryBytes / truth.bytes, 'x', { most: 0.45 }, { most: 0.35 }, 3),
    row('memory of the engine, all formats, of bytes', mix.memory, 'x', { most: 0.45 }, { most: 0.35 }, 3),
    row('substring search, median', times.substring.median, 'ms', { most: 150 }, { most: 100 }),
    row('substring search, longest', times.substring.longest, 'ms', { most: 150 }, { most: 100 }),
    row('regex search, median', times.regex.median, 'ms', {}, { most: 300 }),
    row('regex search, longest', times.regex.longest, 'ms', {}, { most: 300 }),
    row('field query, median', times.field.median, 'ms', { most: 50 }, { most: 30 }),
    row('field query, longest', times.field.longest, 'ms', { most: 50 }, { most: 30 }),
    row('coverage and all findings, first time', summaries.answers.overview.ms, 'ms', { most: 400 }, { most: 400 }, 0),
    row('the latest messages', summaries.answers.messages.latest, 'ms', { most: 100 }, { most: 100 }),
    row('message search by sender', summaries.answers.messages.search, 'ms', { most: 100 }, { most: 100 }),
    row('following a message', summaries.answers.messages.follow, 'ms', { most: 100 }, { most: 100 }),
    row('ten facets, first time', summaries.facets.first.sum, 'ms', {}, {}, 0),
    row('ten facets, again', summaries.facets.again.sum, 'ms', {}, {}, 0),
    row('summary by one field, median, first time', summaries.one.first.median, 'ms', { most: 60 }, { most: 60 }),
    row('summary by one field, longest, again', summaries.one.again.longest, 'ms', { most: 60 }, { most: 60 }),
    row('summary by two fields, longest, again', summaries.two.again.longest, 'ms', {}, {}),
    row(
      'summary by three fields, longest, first time',
      summaries.three.first.longest,
      'ms',
      { most: 250 },
      { most: 250 },
    ),
    row('summary by three fields, longest, again', summaries.three.again.longest, 'ms', { most: 250 }, { most: 250 }),
    row('completion of a value, longest', summaries.completion.longest, 'ms', { most: 60 }, { most: 60 }),
    row('longest main-thread task, opening', viewer.opening.longTask, 'ms', { most: 50 }, { most: 50 }, 0),
    row('longest main-thread task, opening all formats', mix.longTask, 'ms', { most: 50 }, { most: 50 }, 0),
    row('longest main-thread task, using', viewer.using.longTask, 'ms', { most: 50 }, { most: 50 }, 0),
    row(
      'longest main-thread task, dragging over the timeline',
      viewer.dragging.longTask,
      'ms',
      { most: 50 },
      { most: 50 },
      0,
    ),
    row('one-file build', statSync(ONE_FILE).size / 1e6, 'MB', { most: 1.5 }, { most: 1.5 }, 3),
    row('first paint from file://', median(paints), 'ms', { most: 500 }, { most: 500 }, 0),
  ];
}

async function measure(browser, siteUrl, proxyPort, bytes) {
  const { truth, paths } = prepareLogs(bytes);
  print(`${truth.files} files, ${truth.bytes} bytes, ${truth.entries} entries, ${truth.sessions} sessions`);
  const paints = await paintTimes(browser, pathToFileURL(ONE_FILE).href);
  warmUp(paths);
  const reference = await openReference(browser);
  const before = await reference.run('read', paths);
  const viewer = await measureViewer(browser, siteUrl, paths, truth);
  const after = await reference.run('read', paths);
  // Directly before and after opening, so that both run under the same load.
  const reading = { bytes: after.bytes, ms: (before.ms + after.ms) / 2 };
  print(`only reading: ${before.ms.toFixed(0)} ms before, ${after.ms.toFixed(0)} ms after`);
  const libraries = await measureLibraries(reference, paths, viewer.summary.perFile);
  const database = await measureDatabase(browser, paths, viewer.summary.perFile);
  const firefox = await measureFirefox(siteUrl, proxyPort, paths, viewer.summary.perFile);
  const parsers = await measureParsers(proxyPort, ONE_FILE, paths);
  const mix = await measureMix(browser, siteUrl, reference, bytes);
  const summaries = await measureSummaries(paths, truth);
  await reference.close();
  print(
    ['', ...budgetTable(rowsOf({ truth, reading, viewer, libraries, database, paints, firefox, mix, summaries }))].join(
      '\n',
    ),
  );
  const parts = [viewer, libraries, database, firefox, parsers, mix, summaries].every((part) => part.right);
  const right = isEqual('bytes read', reading.bytes, truth.bytes) && parts;
  print(right ? '\nAll counts are as generated.' : '\nFAILED: counts differ from what was generated.');
  return right;
}

async function main(bytes) {
  const proxy = await startProxy();
  const server = await serve(`${DIST}site`, [0]);
  const browser = await launchBrowser('chromium', proxy.port);
  try {
    print(await browser.version());
    process.exitCode = (await measure(browser, server.url, proxy.port, bytes)) ? 0 : 1;
  } finally {
    await browser.close();
    await server.close();
    await proxy.close();
  }
}

await main(Number(process.argv[2]));
