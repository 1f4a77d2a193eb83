/** The generated logs of the benchmark: made once, and in the page cache for everything that is measured. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const GENERATOR = `${ROOT}tests/support/generator/`;
const BENCH = `${ROOT}target/bench/`;

/** Identifies the generator: logs of an older one are not used. */
function generatorVersion() {
  const hash = createHash('sha256');
  for (const name of readdirSync(GENERATOR).sort()) {
    hash.update(readFileSync(GENERATOR + name));
  }
  return hash.digest('hex').slice(0, 8);
}

/** Prepares an empty folder for logs: removes those of older generators, and incomplete ones of this. */
function clearOldLogs(folder, version) {
  mkdirSync(BENCH, { recursive: true });
  const old = readdirSync(BENCH).filter((name) => /^(logs|mix)-/.test(name) && !name.endsWith(version));
  for (const path of [folder, ...old.map((name) => BENCH + name)]) {
    rmSync(path, { recursive: true, force: true });
  }
}

/** Writes logs into a folder unless they exist. Returns the folder and what it contains. */
function prepare(kind, bytes, options) {
  const version = generatorVersion();
  const folder = `${BENCH}${kind}-${bytes}-${version}`;
  if (!existsSync(`${folder}/truth.json`)) {
    clearOldLogs(folder, version);
    const generator = `${ROOT}target/release/examples/generate-logs`;
    // The truth is read from its file, so the generator's output is not needed.
    execFileSync(generator, [folder, String(bytes), ...options], { stdio: ['ignore', 'ignore', 'inherit'] });
  }
  return { folder, truth: JSON.parse(readFileSync(`${folder}/truth.json`, 'utf8')) };
}

/** Transport logs: the paths of the files, and what they contain. */
export function prepareLogs(bytes) {
  const { folder, truth } = prepare('logs', bytes, []);
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.LOG'));
  return { truth, paths: names.sort().map((name) => `${folder}/${name}`) };
}

/** Logs of every format: the paths of all files and by format, and what they contain. */
export function prepareMix(bytes) {
  const { folder, truth } = prepare('mix', bytes, ['--mix', 'all']);
  const pathsOf = ({ name }) => truth.paths[name].map((path) => `${folder}/${path}`);
  return { truth, pathsOf, paths: truth.formats.flatMap(pathsOf) };
}

/** The first files with at least that many bytes in total. */
export function firstFiles(paths, bytes) {
  let sum = 0;
  return paths.filter((path) => {
    const wanted = sum < bytes;
    sum += wanted ? statSync(path).size : 0;
    return wanted;
  });
}

/** Reads every file once, so that the disk is not what is measured. */
export function warmUp(paths) {
  for (const path of paths) {
    readFileSync(path);
  }
}
