/**
 * The modules `virtual:engine`, `virtual:worker` and `virtual:sample` (declared in `www/src/virtual.d.ts`): the engine
 * from the Rust build, the bundled worker and the sample logs as constants of the script. An esbuild plugin for the
 * builds; the unit tests have the same sources.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Packs large contents for the page: gzip in base64. */
function packed(content) {
  return gzipSync(content, { level: 9 }).toString('base64');
}

/** Source of `virtual:engine`: wasm-bindgen's glue, and the bytes as text, which saves a request. */
function engineModule(engineDir) {
  const bytes = packed(readFileSync(join(engineDir, 'engine_bg.wasm')));
  const glue = JSON.stringify(join(engineDir, 'engine.js'));
  return `export { initSync, LogEngine } from ${glue};\nexport const engineBase64 = "${bytes}";\n`;
}

/** Source of `virtual:sample`: every `*.log` below the folder, in the order of the paths. */
function sampleModule(sampleDir) {
  const paths = readdirSync(sampleDir, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.log$/i.test(path))
    .sort();
  const files = paths.map((path) => {
    const parts = relative('.', path).split(sep);
    const text = readFileSync(join(sampleDir, path), 'utf8');
    return { name: parts.at(-1), folder: parts.slice(0, -1).join('/'), text };
  });
  return `export const sampleBase64 = "${packed(JSON.stringify(files))}";\n`;
}

/**
 * Sources of the virtual modules by name. `worker` is `{ source, url }` for the page's script, and omitted while the
 * worker itself is bundled: the worker gets the engine's bytes by message, which keeps its script small.
 */
export function virtualSources({ engineDir, sampleDir, worker = { source: '', url: '' } }) {
  return {
    'virtual:engine': () => engineModule(engineDir),
    'virtual:worker': () =>
      `export const workerSource = ${JSON.stringify(worker.source)};\n` +
      `export const workerUrl = ${JSON.stringify(worker.url)};\n`,
    'virtual:sample': () => sampleModule(sampleDir),
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
        contents: sources[path](),
        loader: 'js',
        resolveDir: options.engineDir,
      }));
    },
  };
}
