/**
 * DuckDB-wasm on the same files in a page of the same browser: `read_csv`, grouped by session-id. Its package is large, so it
 * is installed below `target` when the benchmark first runs, and not with what building and testing need.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { serve } from '../../../www/build/serve.js';

const VERSION = '1.32.0';
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const FOLDER = `${ROOT}target/bench/duckdb`;
const PACKAGE = `${FOLDER}/node_modules/@duckdb/duckdb-wasm`;
const SITE = `${FOLDER}/site`;
const PARTS = ['duckdb-browser-eh.worker.js', 'duckdb-eh.wasm'];
const PAGE =
  '<!doctype html><meta charset="utf-8"><title>DuckDB</title><input type="file" multiple><script src="page.js"></script>';

/** What runs in the page. */
const SCRIPT = `
import { AsyncDuckDB, DuckDBDataProtocol, VoidLogger } from '@duckdb/duckdb-wasm';
globalThis.runDuckDb = async (files, query) => {
  const db = new AsyncDuckDB(new VoidLogger(), new Worker('${PARTS[0]}'));
  await db.instantiate('${PARTS[1]}');
  const names = files.map((_, number) => number + '.csv');
  const began = performance.now();
  for (const [number, file] of files.entries())
    await db.registerFileHandle(names[number], file, DuckDBDataProtocol.BROWSER_FILEREADER, true);
  const connection = await db.connect();
  const table = await connection.query(query.replace('FILES', "['" + names.join("', '") + "']"));
  const [row] = table.toArray();
  const ms = performance.now() - began;
  await db.terminate();
  return { entries: Number(row.entries), sessions: Number(row.sessions), ms };
};
`;

/** Protocol logs have nine columns, with the session-id in the third; connectivity logs have six, with it in the second. */
const COLUMNS = Array.from({ length: 9 }, (_, number) => `c${number}: 'VARCHAR'`).join(', ');
const QUERY = `
SELECT sum(n) AS entries, count(*) AS sessions FROM (
  SELECT CASE WHEN c6 IS NULL THEN c1 ELSE c2 END AS session, count(*) AS n
  FROM read_csv(FILES, columns = {${COLUMNS}}, header = false, comment = '#', quote = '"', null_padding = true, auto_detect = false)
  GROUP BY session)`;

async function writeSite() {
  mkdirSync(SITE, { recursive: true });
  if (!existsSync(PACKAGE)) {
    writeFileSync(`${FOLDER}/package.json`, '{ "private": true }\n');
    const what = ['install', '--no-save', '--no-package-lock', '--no-audit', `@duckdb/duckdb-wasm@${VERSION}`];
    execFileSync('npm', what, { cwd: FOLDER, stdio: ['ignore', 'ignore', 'inherit'] });
  }
  for (const name of PARTS) copyFileSync(`${PACKAGE}/dist/${name}`, `${SITE}/${name}`);
  const { build } = createRequire(`${ROOT}www/package.json`)('esbuild');
  await build({
    stdin: { contents: SCRIPT, resolveDir: FOLDER },
    outfile: `${SITE}/page.js`,
    bundle: true,
    format: 'iife',
    logLevel: 'warning',
  });
  writeFileSync(`${SITE}/index.html`, PAGE);
}

/** Groups the rows of these files by session. Resolves to `{ ms, entries, sessions }`, or to `{ failure }` where it ends. */
export async function measureDuckDb(browser, paths) {
  await writeSite();
  const server = await serve(SITE, [0], { headers: { 'content-security-policy': "default-src 'self' 'unsafe-eval'" } });
  const page = await browser.newPage();
  try {
    await page.goto(server.url);
    const input = await page.$('input');
    await input.uploadFile(...paths);
    return await page.evaluate((source, query) => globalThis.runDuckDb([...source.files], query), input, QUERY);
  } catch (error) {
    return { failure: String(error).split('\n')[0] };
  } finally {
    await page.close();
    await server.close();
  }
}
