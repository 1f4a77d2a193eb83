/** Runs the references (see `reference.worker.mjs`) in a page of their own. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { serve } from '../../../www/build/serve.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const FOLDER = `${ROOT}target/bench/reference`;
const PAGE = '<!doctype html><meta charset="utf-8"><title>reference</title><input type="file" multiple>';
// uDSV compiles its parser from text, which the viewer's own policy forbids.
const NO_POLICY = "default-src 'self' 'unsafe-eval'";

async function writePage() {
  const { build } = createRequire(`${ROOT}www/package.json`)('esbuild');
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${FOLDER}/index.html`, PAGE);
  await build({
    entryPoints: [fileURLToPath(new URL('reference.worker.mjs', import.meta.url))],
    nodePaths: [`${ROOT}www/node_modules`],
    outfile: `${FOLDER}/worker.js`,
    bundle: true,
    minify: true,
    format: 'iife',
    logLevel: 'warning',
  });
}

/**
 * Opens the page. `run(task, paths)` resolves to `{ ms, bytes, entries?, sessions? }`; tasks are `read`, `papaparse`
 * and `udsv`.
 */
export async function openReference(browser) {
  await writePage();
  const server = await serve(FOLDER, [0], { headers: { 'content-security-policy': NO_POLICY } });
  const page = await browser.newPage();
  await page.goto(server.url);
  const run = async (task, paths) => {
    const input = await page.$('input');
    await input.uploadFile(...paths);
    return page.evaluate(
      (source, name) =>
        new Promise((done, fail) => {
          const worker = new Worker('worker.js');
          worker.onmessage = ({ data }) => {
            worker.terminate();
            done(data);
          };
          worker.onerror = ({ message }) => fail(new Error(message));
          worker.postMessage({ task: name, files: [...source.files] });
        }),
      input,
      task,
    );
  };
  const close = async () => {
    await page.close();
    await server.close();
  };
  return { run, close };
}
