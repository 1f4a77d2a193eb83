/**
 * The references for the viewer, in a worker of the same browser and on the same files: only reading the bytes, and
 * the two CSV libraries that a web developer would pick, each with parsing and grouping by session-id.
 */
import Papa from 'papaparse';
import { inferSchema, initParser } from 'udsv';

const BUFFER_BYTES = 4 * 1024 * 1024;

/**
 * The reader in use. Chromium (seen in 156) frees a blob's byte stream with its pending read when nothing but that read
 * refers to it, and then the read never ends; being reachable from here keeps it alive.
 */
const inUse = { reader: null };

/** Reads every byte of a file into one buffer that is reused. */
async function readOnly(file, buffer) {
  const reader = file.stream().getReader({ mode: 'byob' });
  inUse.reader = reader;
  let bytes = 0;
  for (;;) {
    const { value, done } = await reader.read(new Uint8Array(buffer));
    // The last, empty value returns the buffer.
    buffer = value.buffer;
    if (done) {
      return { bytes, buffer };
    }
    bytes += value.byteLength;
  }
}

async function readAll(files) {
  let buffer = new ArrayBuffer(BUFFER_BYTES);
  let total = 0;
  for (const file of files) {
    const read = await readOnly(file, buffer);
    buffer = read.buffer;
    total += read.bytes;
  }
  return { bytes: total };
}

/** Rows of a log without its header lines, as arrays of texts. */
const PARSERS = {
  papaparse: (text) => Papa.parse(text, { comments: '#', delimiter: ',', newline: '\r\n', skipEmptyLines: true }).data,
  udsv: (text) => {
    const body = withoutHeader(text);
    return initParser(inferSchema(body, { header: () => [], col: ',', encl: '"' })).stringArrs(body);
  },
};

/** uDSV does not support comments; the logs of the benchmark have header lines only at their beginning. */
function withoutHeader(text) {
  let at = 0;
  while (text[at] === '#') {
    at = text.indexOf('\n', at) + 1;
  }
  return text.slice(at);
}

/** Column of the session-id: the third in a protocol log, the second in a connectivity log. */
function sessionColumn(rows) {
  return rows[0]?.length === 6 ? 1 : 2;
}

/** Groups the rows of all files by session-id. */
async function parseAndGroup(parse, files) {
  const sessions = new Map();
  let entries = 0;
  let bytes = 0;
  for (const file of files) {
    const rows = parse(await file.text());
    const column = sessionColumn(rows);
    for (const row of rows) {
      const group = sessions.get(row[column]);
      group ? group.push(row) : sessions.set(row[column], [row]);
    }
    entries += rows.length;
    bytes += file.size;
  }
  return { bytes, entries, sessions: sessions.size };
}

self.addEventListener('message', async ({ data: { task, files } }) => {
  const began = performance.now();
  const result = task === 'read' ? await readAll(files) : await parseAndGroup(PARSERS[task], files);
  self.postMessage({ ...result, ms: performance.now() - began });
});
