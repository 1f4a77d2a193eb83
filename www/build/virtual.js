/**
 * The virtual modules (declared in `www/src/virtual.d.ts`): the engine from the Rust build, the bundled worker, the
 * sample logs, version and third-party notices as constants of the script, or in blocks of the page; and the page's
 * own script for the loader. An esbuild plugin for the builds; the unit tests have the same sources.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { crc32 } from 'node:zlib';
import { Zstd } from '@hpcc-js/wasm-zstd';
import { asText, PAGE_LETTERS, SCRIPT_LETTERS } from './bytes-as-text.js';

/** The sample logs as JSON: every `*.log` below the folder, in the order of the paths. */
function sampleJson(sampleDir) {
  const paths = readdirSync(sampleDir, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.log$/i.test(path))
    .sort();
  const files = paths.map((path) => {
    const parts = relative('.', path).split(sep);
    const text = readFileSync(join(sampleDir, path), 'utf8');
    return { name: parts.at(-1), folder: parts.slice(0, -1).join('/'), text };
  });
  return JSON.stringify(files);
}

/** Packed text. `gzip` compresses a buffer; a build takes the time for a small result, the tests do not. */
export async function packed(content, gzip) {
  return Buffer.from(await gzip(Buffer.from(content)));
}

/**
 * The packed engine: Zstandard, followed by the CRC-32 of the packed bytes, as `fzstd`, which unpacks it, checks nothing.
 * 1 is fast, 22 small.
 */
async function packedEngine(engineDir, level) {
  const zstd = await Zstd.load();
  const bytes = zstd.compress(readFileSync(join(engineDir, 'engine_bg.wasm')), level);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32LE(crc32(bytes));
  return Buffer.concat([bytes, checksum]);
}

/** The engine, the sample logs, the third-party notices and the worker's script, packed: bytes, which both builds carry as text. */
export async function packedContents({ engineDir, sampleDir, notices, worker }, { gzip, level }) {
  return {
    engine: await packedEngine(engineDir, level),
    sample: await packed(sampleJson(sampleDir), gzip),
    notices: await packed(notices, gzip),
    worker: await packed(worker, gzip),
  };
}

/** The element of the one-file build that has the packed content of that name. */
export function blockId(name) {
  return `packed-${name}`;
}

/** wasm-bindgen's module as a function, because a module has one engine and never lets go of its memory. */
function glueFunction(engineDir) {
  const module = readFileSync(join(engineDir, 'engine.js'), 'utf8');
  const body = module.replace(/^export (?=class Log(?:Engine|Parser)\b)/gm, '').replace(/^export \{.*\};$/m, '');
  if (/^export /m.test(body)) {
    throw new Error('the glue of wasm-bindgen has exports that are not known here');
  }
  return `export function newGlue() {\n${body}\nreturn { initSync, LogEngine, LogParser };\n}\n`;
}

/**
 * Sources of the virtual modules by name. `build` is `{ version, commit }`. `contents` are those of `packedContents`, as
 * constants of the script; if null, the script finds them in the page. A script gets none if it needs none: the worker
 * gets the engine's bytes by message, which keeps it small. `workerUrl` is the worker's file next to the page's script.
 */
export function virtualSources({ engineDir, contents, build, workerUrl = '' }) {
  const constant = (name, source) => `export const ${name} = ${source};\n`;
  const text = (name) =>
    contents
      ? JSON.stringify(asText(contents[name] ?? [], SCRIPT_LETTERS))
      : `document.getElementById(${JSON.stringify(blockId(name))})?.textContent ?? ''`;
  return {
    'virtual:letters': constant('letters', JSON.stringify(contents ? SCRIPT_LETTERS : PAGE_LETTERS)),
    'virtual:page': constant('packedPage', text('page')),
    'virtual:engine': glueFunction(engineDir) + constant('packedEngine', text('engine')),
    'virtual:worker': constant('packedWorker', text('worker')) + constant('workerUrl', JSON.stringify(workerUrl)),
    'virtual:sample': constant('packedSample', text('sample')),
    'virtual:about': constant('build', JSON.stringify(build)) + constant('packedNotices', text('notices')),
  };
}

/** The esbuild plugin; its options are those of `virtualSources`. */
export function virtualModules(options) {
  const sources = virtualSources(options);
  return {
    name: 'virtual-modules',
    setup(build) {
      build.onResolve({ filter: /^virtual:/ }, ({ path }) => ({ path, namespace: 'virtual', sideEffects: false }));
      build.onLoad({ filter: /.*/, namespace: 'virtual' }, ({ path }) => ({
        contents: sources[path],
        loader: 'js',
        resolveDir: options.engineDir,
      }));
    },
  };
}
