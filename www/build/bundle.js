/**
 * Writes both builds from the same sources: `dist/exchange-log-viewer.html` (one file, everything inline, for file://
 * and USB sticks) and `dist/site/` (a folder without inline scripts or styles, for hosts with a strict policy).
 *
 * Both use classic scripts only, as module scripts and module workers are refused on file:// and in sandboxed frames.
 *
 * Next to them are `third-party-notices.txt` and `components.json`, what the release's bill of materials is made from.
 *
 * Usage: node bundle.js <folder with wasm-bindgen's engine.js and engine_bg.wasm> <build.json> <dist folder>
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import zopfli from '@gfx/zopfli';
import { build } from 'esbuild';
import { components } from './components.js';
import { notices } from './notices.js';
import { inlineScript, oneFilePage, sitePage } from './page.js';
import { slimming } from './slimming.js';
import { packed, packedContents, virtualModules } from './virtual.js';

const www = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Maximum size of the one-file build, in bytes: a page that is opened from a USB stick is still there at once. */
const ONE_FILE_LIMIT = 1_500_000;

/** Bundles one entry point into one classic script. Returns its text, and the files that it was made from. */
async function bundle(entry, plugin) {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(www, 'src', entry)],
    absWorkingDir: www,
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: ['chrome120', 'firefox128'],
    legalComments: 'none',
    // The glue uses its own address only to fetch the engine, which never happens here.
    define: { 'import.meta.url': '""' },
    plugins: [plugin, slimming],
    logLevel: 'warning',
  });
  return { script: outputFiles[0].text, inputs: Object.keys(metafile.inputs) };
}

/** Zopfli's gzip takes seconds and is 5 % smaller than that of zlib, which is 11 kB of the one-file build. */
function gzip(content) {
  return promisify(zopfli.gzip)(content, { numiterations: 5 });
}

/** The script of an entry point. */
async function scriptOf(entry, parts) {
  return (await bundle(entry, virtualModules(parts))).script;
}

/** What both scripts contain of others. A script with empty contents is made from the same files as the real one. */
async function bundledComponents(parts) {
  const scripts = ['main.ts', 'worker/main.ts'].map((entry) =>
    bundle(entry, virtualModules({ ...parts, contents: {} })),
  );
  return components(
    www,
    (await Promise.all(scripts)).flatMap(({ inputs }) => inputs),
  );
}

/** Writes the one-file build. Throws if it is larger than its limit. */
async function writeOneFile(dist, parts, contents, style) {
  const script = inlineScript(await scriptOf('main.ts', { ...parts, contents: null }));
  const loader = inlineScript(await scriptOf('loader.ts', { ...parts, contents: null }));
  const html = oneFilePage({ script, packedScript: await packed(script, gzip), loader, style, contents });
  const size = Buffer.byteLength(html);
  console.log(`exchange-log-viewer.html: ${size} bytes of at most ${ONE_FILE_LIMIT}`);
  if (size > ONE_FILE_LIMIT) {
    throw new Error('the one-file build is larger than its limit');
  }
  writeFileSync(join(dist, 'exchange-log-viewer.html'), html);
}

/** Writes the folder build. */
function writeSite(dist, pageScript, workerScript, style, thirdParty) {
  const site = join(dist, 'site');
  rmSync(site, { recursive: true, force: true });
  mkdirSync(site, { recursive: true });
  writeFileSync(join(site, 'index.html'), sitePage());
  writeFileSync(join(site, 'viewer.css'), style);
  writeFileSync(join(site, 'viewer.js'), pageScript);
  writeFileSync(join(site, 'worker.js'), workerScript);
  writeFileSync(join(site, 'third-party-notices.txt'), thirdParty);
}

/** A component without its place on this computer. */
function published({ folder, ...component }) {
  return component;
}

async function main(engineDir, buildFile, dist) {
  const parts = { engineDir: resolve(engineDir), build: JSON.parse(readFileSync(buildFile, 'utf8')) };
  const list = await bundledComponents(parts);
  const worker = await scriptOf('worker/main.ts', { ...parts, contents: {} });
  const texts = { sampleDir: join(www, 'sample'), notices: notices(list), worker };
  const contents = await packedContents({ ...parts, ...texts }, { gzip, level: 22 });
  const style = readFileSync(join(www, 'page.css'), 'utf8');
  mkdirSync(dist, { recursive: true });
  writeFileSync(join(dist, 'third-party-notices.txt'), texts.notices);
  writeFileSync(join(dist, 'components.json'), `${JSON.stringify(list.map(published), null, 2)}\n`);
  const script = await scriptOf('main.ts', { ...parts, contents, workerUrl: 'worker.js' });
  writeSite(dist, script, worker, style, texts.notices);
  await writeOneFile(dist, parts, contents, style);
}

await main(process.argv[2], process.argv[3], process.argv[4]);
