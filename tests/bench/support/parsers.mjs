/** Opening by the number of parsers, in both browsers: a worker that is told of one core more starts so many. */
import { cpus } from 'node:os';
import { pathToFileURL } from 'node:url';
import { launchBrowser } from '../../browser/support/browsers.mjs';
import { pretendCores } from '../../browser/support/workers.mjs';
import { firstFiles } from './logs.mjs';
import { isEqual, megabytesPerSecond, print } from './report.mjs';
import { textTable } from './table.mjs';
import { openViewer } from './viewer-page.mjs';

const COUNTS = [0, 1, 2, 4];
const BYTES = 300_000_000;
/** How often each is measured; the shortest time counts. */
const ROUNDS = 3;

async function measureBrowser(name, proxyPort, url, paths) {
  const browser = await launchBrowser(name, proxyPort);
  const measured = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      for (const count of COUNTS) {
        const viewer = await openViewer(browser, url, pretendCores(count + 1));
        measured.push({ name, count, ...(await viewer.open(paths)) });
        await viewer.close();
      }
    }
  } finally {
    await browser.close();
  }
  return measured;
}

/** Opens some of the files with each number of parsers, and checks that all answers have the same counts. */
export async function measureParsers(proxyPort, oneFile, paths) {
  const part = firstFiles(paths, BYTES);
  const url = pathToFileURL(oneFile).href;
  const measured = [];
  for (const name of ['chromium', 'firefox']) measured.push(...(await measureBrowser(name, proxyPort, url, part)));
  const [first, ...others] = measured;
  const { bytes } = first.summary;
  const cells = ['chromium', 'firefox'].flatMap((browser) =>
    COUNTS.map((parsers) => {
      const times = measured.filter(({ name, count }) => name === browser && count === parsers).map(({ ms }) => ms);
      return [browser, String(parsers), megabytesPerSecond({ bytes, ms: Math.min(...times) }).toFixed(0)];
    }),
  );
  print(`\nby number of parsers, on ${cpus().length} cores, ${bytes} bytes:`);
  print(textTable(['browser', 'parsers', 'MB/s'], cells).join('\n'));
  const right = others.flatMap(({ name, count, summary }) =>
    ['bytes', 'sessions', 'entries'].map((what) =>
      isEqual(`${what} in ${name} with ${count} parsers`, summary[what], first.summary[what]),
    ),
  );
  return { right: right.every(Boolean) };
}
