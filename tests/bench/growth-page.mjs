/**
 * How the cost of everything that the page does grows with its input, in Chromium: each case at n, 2n and 4n. Fails if
 * four times the input costs more than six times as much. Times depend on the machine; their growth does not.
 *
 * Usage: node growth-page.mjs [names of cases, or parts of them]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipOf, paxHeader, tarOf, zipCentral, zipEnd, zipLocal, zipOf } from '../../www/test/support/archives.js';
import { launchBrowser } from '../browser/support/browsers.mjs';
import { DIST } from '../browser/support/harness.mjs';
import { HEADER, receiveRow } from '../browser/support/logs.mjs';
import { startProxy } from '../browser/support/proxy.mjs';
import { print } from './support/report.mjs';

/** Times as much that four times the input may cost. */
const MOST_TIMES = 6;
/** Milliseconds below which a time says nothing. */
const NOISE_MS = 60;
/** Each size is measured this often; the best counts. */
const RUNS = 3;

const numbers = (n) => Array.from({ length: n }, (_, index) => index);
const id = (n) => (0x08dda1f3c2c40000n + BigInt(n)).toString(16).toUpperCase().padStart(16, '0');

/** A zip of `n` members, whose directory lists them in the order of their names, and not as they are packed. */
function shuffledZip(n) {
  let offset = 0;
  const members = numbers(n).map((i) => {
    const entry = { name: `d${i % 500}/RECV${i}.LOG`, data: HEADER + receiveRow(0, '+', '', { id: id(i) }), method: 0 };
    const local = zipLocal(entry);
    const member = { name: entry.name, local, central: zipCentral(entry, offset) };
    offset += local.length;
    return member;
  });
  const listed = members.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(({ central }) => central);
  const directory = Buffer.concat(listed);
  return Buffer.concat([...members.map(({ local }) => local), directory, zipEnd(n, directory.length, offset)]);
}

/**
 * The smallest size, the files of `n` things of a kind, and the tab that shows them.
 * @type {Record<string, [n: number, files: (n: number) => Record<string, string | Uint8Array>, tab: string]>}
 */
const CASES = {
  'members of a zip': [
    4000,
    (n) => ({ 'a.zip': zipOf(numbers(n).map((i) => ({ name: `EX/${i}.LOG`, data: '' }))) }),
    'files',
  ],
  'members of a zip in another order': [4000, (n) => ({ 'a.zip': shuffledZip(n) }), 'files'],
  'members with sessions': [
    2000,
    (n) => ({
      'a.tgz': gzipOf(
        tarOf(numbers(n).map((i) => ({ name: `${i}.LOG`, data: HEADER + receiveRow(0, '+', '', { id: id(i) }) }))),
      ),
    }),
    'sessions',
  ],
  'members with diagnostics': [
    2000,
    (n) => ({ 'a.tgz': gzipOf(tarOf(numbers(n).map((i) => ({ name: `${i}.LOG`, data: `no log ${i}\r\n` })))) }),
    'files',
  ],
  servers: [
    1000,
    (n) => ({
      'a.tgz': gzipOf(
        tarOf(
          numbers(n).map((i) => ({
            name: `EX${i}/FrontEnd/ProtocolLog/SmtpReceive/RECV2025060308-1.LOG`,
            data: HEADER + receiveRow(0, '+', '', { id: id(i), connector: `EX${i}\\Relay` }),
          })),
        ),
      ),
    }),
    'coverage',
  ],
  'folders of a path': [
    40_000,
    (n) => ({ 'a.tgz': gzipOf(tarOf([paxHeader({ path: `${'d/'.repeat(n)}x.LOG` }), { name: 'x', data: HEADER }])) }),
    'files',
  ],
  'end records in a comment': [
    500,
    (n) => ({
      'a.zip': zipOf([{ name: 'a.LOG', data: HEADER }], { comment: zipEnd(0, 0, 0).toString('latin1').repeat(n) }),
    }),
    'files',
  ],
  'parts of a gz file': [
    10_000,
    (n) => ({ 'a.gz': Buffer.concat([gzipOf(HEADER), ...numbers(n).map(() => gzipOf(''))]) }),
    'files',
  ],
  'columns of a table': [
    4000,
    (n) => ({
      'a.log': `#Fields: ${numbers(n)
        .map((i) => `c${i}`)
        .join(',')}\r\n${`${numbers(n).join(',')}\r\n`.repeat(20)}`,
    }),
    'tables',
  ],
  tables: [
    500,
    (n) => ({
      'a.tgz': gzipOf(
        tarOf(
          numbers(n).map((i) => ({
            name: `${i}.log`,
            data: `#Log-type: T${i}\r\n#Fields: DateTime,a${i}\r\n2026-03-02T08:00:00Z,1\r\n`,
          })),
        ),
      ),
    }),
    'tables',
  ],
  'small files': [
    500,
    (n) => Object.fromEntries(numbers(n).map((i) => [`${i}.LOG`, HEADER + receiveRow(0, '+', '', { id: id(i) })])),
    'files',
  ],
  'entries of a conversation': [
    20_000,
    (n) => ({
      'a.LOG':
        HEADER +
        numbers(n)
          .map((i) => receiveRow(i, '<', `NOOP ${i}`))
          .join(''),
    }),
    'sessions',
  ],
  'bytes of a cell': [
    2_000_000,
    (n) => ({ 'a.log': `#Fields: DateTime,a\r\n2026-03-02T08:00:00Z,${'q w '.repeat(n)}\r\n` }),
    'tables',
  ],
};

/** Milliseconds to open the files, show them, and open the first row. */
async function timeOf(browser, url, paths, tab) {
  const page = await browser.newPage();
  await page.goto(url);
  const input = await page.evaluateHandle(() =>
    document.body.appendChild(
      Object.assign(document.createElement('input'), { type: 'file', multiple: true, hidden: true }),
    ),
  );
  await /** @type {import('puppeteer-core').ElementHandle<HTMLInputElement>} */ (input).uploadFile(...paths);
  const ms = await page.evaluate(
    async (source, name) => {
      const viewer = /** @type {any} */ (document.querySelector('exchange-log-viewer'));
      const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      const began = performance.now();
      await viewer.open([...source.files]);
      viewer.shadowRoot.querySelector(`#tab-${name}`).click();
      await drawn();
      viewer.shadowRoot.querySelector('.grid-view tr[data-y="0"]')?.click();
      await drawn();
      return performance.now() - began;
    },
    input,
    tab,
  );
  await page.close();
  return ms;
}

async function best(browser, url, [n, make, tab], folder) {
  const paths = Object.entries(make(n)).map(([name, content]) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  });
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < RUNS; run += 1) least = Math.min(least, await timeOf(browser, url, paths, tab));
  return least;
}

const wanted = process.argv.slice(2);
const proxy = await startProxy();
const browser = await launchBrowser('chromium', proxy.port, {});
const url = pathToFileURL(`${DIST}exchange-log-viewer.html`).href;
let failed = 0;
for (const [name, [n, make, tab]] of Object.entries(CASES)) {
  if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
  const times = [];
  for (const size of [n, 2 * n, 4 * n]) {
    const folder = mkdtempSync(join(tmpdir(), 'growth-'));
    times.push(await best(browser, url, [size, make, tab], folder));
    rmSync(folder, { recursive: true });
  }
  const ratio = times[2] / Math.max(NOISE_MS, times[0]);
  const verdict = ratio > MOST_TIMES ? 'TOO MUCH' : 'ok';
  if (ratio > MOST_TIMES) failed += 1;
  const columns = times.map((ms) => `${Math.round(ms)} ms`.padStart(9)).join('');
  print(`${name.padEnd(28)} ${String(n).padStart(8)} ${columns}  × ${ratio.toFixed(1)}  ${verdict}`);
}
await browser.close();
await proxy.close();
process.exitCode = failed > 0 ? 1 : 0;
