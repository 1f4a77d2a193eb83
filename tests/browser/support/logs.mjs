/** Logs for the browser tests: the built-in sample as files, and logs that a test writes itself. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SAMPLE = fileURLToPath(new URL('../../../www/sample/', import.meta.url));

/** Paths of all files of the built-in sample. */
export const SAMPLE_FILES = readdirSync(SAMPLE, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.LOG'))
  .map((name) => join(SAMPLE, name))
  .sort();

/** The sample's file whose path contains all of the words. */
export function sampleFile(...words) {
  const found = SAMPLE_FILES.filter((path) => words.every((word) => path.includes(word)));
  if (found.length !== 1) {
    throw new Error(`${found.length} files of the sample match ${words}`);
  }
  return found[0];
}

/** Rows of a log: its lines without the header. */
function rowsOf(path) {
  return readFileSync(path, 'utf8')
    .split('\r\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** The column of the session-id, or of the Message-ID, in logs that do not have it third. */
const ID_COLUMNS = { CONNEC: 1, IMAP42: 1, IMAP4B: 1, MSGTRK: 10 };

/** The expected counts for files of the sample, counted in the simplest possible way. */
export function truthOf(paths) {
  const sessions = new Set();
  let entries = 0;
  for (const path of paths) {
    const column = ID_COLUMNS[basename(path).slice(0, 6)] ?? 2;
    const kind = basename(path).slice(0, 4);
    const rows = rowsOf(path);
    entries += rows.length;
    for (const row of rows) {
      sessions.add(`${kind} ${row.split(',')[column]}`);
    }
  }
  const bytes = paths.reduce((sum, path) => sum + statSync(path).size, 0);
  return { files: paths.length, entries, sessions: sessions.size, bytes };
}

/** The parts of a summary that `truthOf` knows. */
export function countsOf({ files, entries, sessions, bytes }) {
  return { files, entries, sessions, bytes };
}

/** Bytes that a summary accounts for. */
export function accountedBytes({ perFile }) {
  return perFile.reduce((sum, file) => sum + file.accountedBytes, 0);
}

export const HEADER = [
  '#Software: Microsoft Exchange Server',
  '#Version: 15.0.0.0',
  '#Log-type: SMTP Receive Protocol Log',
  '#Date: 2025-06-03T08:00:00.000Z',
  '#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context',
  '',
].join('\r\n');

/** A row of a receive log, with defaults for an ordinary session. */
export function receiveRow(sequence, event, data = '', fields = {}) {
  const { connector = 'MBX01\\Default Frontend MBX01', id = '08DDA1F3C2B40001', context = '' } = fields;
  const { time = `2025-06-03T08:00:${String(sequence % 60).padStart(2, '0')}.000Z` } = fields;
  return `${time},${connector},${id},${sequence},192.0.2.10:25,203.0.113.25:41822,${event},${data},${context}\r\n`;
}

/**
 * Writes files (name → text or bytes) into a folder that is removed after the test. Returns their paths.
 *
 * Each was last changed at a second of its own some time ago, so that whatever changes it later gives it another time:
 * browsers find a change by that, and some file systems count seconds only.
 */
export function writeLogs(context, files) {
  const folder = mkdtempSync(join(tmpdir(), 'logs-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const anHourAgo = Math.floor(Date.now() / 1000) - 3600;
  return Object.entries(files).map(([name, content], index) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    utimesSync(path, anHourAgo - index, anHourAgo - index);
    return path;
  });
}
