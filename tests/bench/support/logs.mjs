/** The generated logs of the benchmark: made once, and read from the disk's cache by everybody who is measured. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const GENERATOR = `${ROOT}tests/support/generator/`;
const BENCH = `${ROOT}target/bench/`;

/** Tells one generator from the next: logs of an older one are not what is asked for. */
function generatorVersion() {
  const hash = createHash('sha256');
  for (const name of readdirSync(GENERATOR).sort()) {
    hash.update(readFileSync(GENERATOR + name));
  }
  return hash.digest('hex').slice(0, 8);
}

/** Makes an empty place for logs: without those of older generators, and without half a folder of these. */
function clearOldLogs(folder, version) {
  mkdirSync(BENCH, { recursive: true });
  const old = readdirSync(BENCH).filter((name) => /^(logs|mix)-/.test(name) && !name.endsWith(version));
  for (const path of [folder, ...old.map((name) => BENCH + name)]) {
    rmSync(path, { recursive: true, force: true });
  }
}

/** Writes logs into a folder unless they are there. Returns the folder and what is in it. */
function prepare(kind, bytes, options) {
  const version = generatorVersion();
  const folder = `${BENCH}${kind}-${bytes}-${version}`;
  if (!existsSync(`${folder}/truth.json`)) {
    clearOldLogs(folder, version);
    const generator = `${ROOT}target/release/examples/generate-logs`;
    // The truth is read from its file; what the generator prints of it would be said twice.
    execFileSync(generator, [folder, String(bytes), ...options], { stdio: ['ignore', 'ignore', 'inherit'] });
  }
  return { folder, truth: JSON.parse(readFileSync(`${folder}/truth.json`, 'utf8')) };
}

/** Transport logs: the paths of the files, and what is in them. */
export function prepareLogs(bytes) {
  const { folder, truth } = prepare('logs', bytes, []);
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.LOG'));
  return { truth, paths: names.sort().map((name) => `${folder}/${name}`) };
}

/** Logs of every format: the paths of all files and of each format's, and what is in them. */
export function prepareMix(bytes) {
  const { folder, truth } = prepare('mix', bytes, ['--mix', 'all']);
  const pathsOf = ({ name }) => truth.paths[name].map((path) => `${folder}/${path}`);
  return { truth, pathsOf, paths: truth.formats.flatMap(pathsOf) };
}

/** The first files that have at least so many bytes together. */
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
