/**
 * The modules `virtual:engine`, `virtual:worker`, `virtual:sample` and `virtual:about` (declared in
 * `www/src/virtual.d.ts`): the engine from the Rust build, the bundled worker, the sample logs, version and third-party
 * notices as constants of the script. An esbuild plugin for the builds; the unit tests have the same sources.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { base85 } from './base85.js';

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

/**
 * The engine's bytes, the sample logs and the third-party notices as the page carries them: gzip in base 85, which saves
 * a request. `gzip` compresses a buffer; a build takes the time for a small result, the tests do not.
 */
export async function packedContents({ engineDir, sampleDir, notices }, gzip) {
  const pack = async (content) => base85(Buffer.from(await gzip(content)));
  return {
    engine: await pack(readFileSync(join(engineDir, 'engine_bg.wasm'))),
    sample: await pack(Buffer.from(sampleJson(sampleDir))),
    notices: await pack(Buffer.from(notices)),
  };
}

/** wasm-bindgen's module as a function, because a module has one engine and never lets go of its memory. */
function glueFunction(engineDir) {
  const module = readFileSync(join(engineDir, 'engine.js'), 'utf8');
  const body = module.replace('export class LogEngine', 'class LogEngine').replace(/^export \{.*\};$/m, '');
  if (/^export /m.test(body)) {
    throw new Error('the glue of wasm-bindgen has exports that are not known here');
  }
  return `export function newGlue() {\n${body}\nreturn { initSync, LogEngine };\n}\n`;
}

/**
 * Sources of the virtual modules by name. `contents` are those of `packedContents`, `build` is `{ version, commit }`, and `worker` is `{ source, url }` for
 * the page's script, and omitted while the worker itself is bundled: the worker gets the engine's bytes by message,
 * which keeps its script small.
 */
export function virtualSources({ engineDir, contents, build, worker = { source: '', url: '' } }) {
  const constant = (name, value) => `export const ${name} = ${JSON.stringify(value) ?? "''"};\n`;
  return {
    'virtual:engine': glueFunction(engineDir) + constant('packedEngine', contents.engine),
    'virtual:worker': constant('workerSource', worker.source) + constant('workerUrl', worker.url),
    'virtual:sample': constant('packedSample', contents.sample),
    'virtual:about': constant('build', build) + constant('packedNotices', contents.notices),
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
