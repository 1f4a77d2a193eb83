/** Logs of every format: opened together like a server's whole folder, then each format by itself. */
import { prepareMix } from './logs.mjs';
import { isEqual, median, megabytesPerSecond, print } from './report.mjs';
import { textTable } from './table.mjs';
import { openViewer } from './viewer-page.mjs';

/** How often each format is opened in one page. The median counts, since the engine has to start the first time. */
const ROUNDS = 3;

/** Files, bytes and entries of each log type. */
function byLogType(parts, filesOf) {
  const sums = new Map();
  for (const part of parts) {
    const sum = sums.get(part.logType) ?? { files: 0, bytes: 0, entries: 0 };
    sums.set(part.logType, {
      files: sum.files + filesOf(part),
      bytes: sum.bytes + part.bytes,
      entries: sum.entries + part.entries,
    });
  }
  return sums;
}

/** Compares the log types that the viewer recognised with those that were generated. */
function logTypesAreRight(summary, truth) {
  const wanted = byLogType(truth.formats, ({ files }) => files);
  const found = byLogType(summary.perFile, () => 1);
  const types = new Set([...wanted.keys(), ...found.keys()]);
  return [...types].flatMap((type) =>
    ['files', 'bytes', 'entries'].map((what) =>
      isEqual(`${what} of ${type}`, found.get(type)?.[what] ?? 0, wanted.get(type)?.[what] ?? 0),
    ),
  );
}

/** Compares the totals of one opening with the truth. */
function sumsAreRight(what, summary, truth) {
  const accounted = summary.perFile.reduce((sum, file) => sum + file.accountedBytes, 0);
  return [
    ...['files', 'bytes', 'sessions', 'entries'].map((name) =>
      isEqual(`${name} of ${what}`, summary[name], truth[name]),
    ),
    isEqual(`accounted bytes of ${what}`, accounted, truth.bytes),
  ];
}

/** Opens everything at once, and only reads it before and after. */
async function openTogether(browser, url, reference, truth, paths) {
  const before = await reference.run('read', paths);
  const viewer = await openViewer(browser, url);
  const { summary, ms } = await viewer.open(paths);
  const longTask = await viewer.longestTask();
  await viewer.close();
  const after = await reference.run('read', paths);
  const reading = (before.ms + after.ms) / 2;
  print(`mix: opened ${summary.bytes} bytes in ${ms.toFixed(0)} ms, only reading: ${reading.toFixed(0)} ms`);
  const right = [...sumsAreRight('the mix', summary, truth), ...logTypesAreRight(summary, truth)];
  return { ratio: ms / reading, memory: summary.memoryBytes / truth.bytes, longTask, right: right.every(Boolean) };
}

/** Opens the logs of one format. */
async function openFormat(browser, url, reference, format, paths) {
  const viewer = await openViewer(browser, url);
  const rounds = [];
  const right = [];
  for (let round = 0; round < ROUNDS; round++) {
    const reading = await reference.run('read', paths);
    const { summary, ms } = await viewer.open(paths);
    rounds.push({ ms, reading: reading.ms });
    right.push(...(round === 0 ? sumsAreRight(format.name, summary, format) : []));
    await viewer.clear();
  }
  await viewer.close();
  const ms = median(rounds.map((round) => round.ms));
  const reading = median(rounds.map((round) => round.reading));
  return { format, ms, reading, right: right.every(Boolean) };
}

function formatTable(measured) {
  const cells = measured.map(({ format, ms, reading }) => [
    format.name,
    String(format.files),
    (format.bytes / 1e6).toFixed(0),
    String(format.entries),
    String(format.sessions),
    megabytesPerSecond({ bytes: format.bytes, ms }).toFixed(0),
    megabytesPerSecond({ bytes: format.bytes, ms: reading }).toFixed(0),
    (ms / reading).toFixed(2),
  ]);
  return textTable(['format', 'files', 'MB', 'entries', 'sessions', 'MB/s', 'only reading', 'ratio'], cells);
}

/**
 * Writes logs of about that many bytes, measures, and prints the figures of each format. Resolves to the figures of
 * the whole mix: `{ ratio, memory, longTask, right }`.
 */
export async function measureMix(browser, url, reference, bytes) {
  const { truth, paths, pathsOf } = prepareMix(bytes);
  print(`\nmix: ${truth.files} files, ${truth.bytes} bytes, ${truth.entries} entries, ${truth.sessions} sessions`);
  const together = await openTogether(browser, url, reference, truth, paths);
  const measured = [];
  for (const format of truth.formats) {
    measured.push(await openFormat(browser, url, reference, format, pathsOf(format)));
  }
  print(['', ...formatTable(measured), ''].join('\n'));
  return { ...together, right: together.right && measured.every(({ right }) => right) };
}
