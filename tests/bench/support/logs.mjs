/** The generated logs of the benchmark: made once, and read from the disk's cache by everybody who is measured. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Writes the logs unless they are there. Returns the paths of the files and what is in them. */
export function prepareLogs(bytes) {
  const folder = `${ROOT}target/bench/logs-${bytes}`;
  if (!existsSync(`${folder}/truth.json`)) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(`${ROOT}target/bench`, { recursive: true });
    execFileSync(`${ROOT}target/release/examples/generate-logs`, [folder, String(bytes)], { stdio: 'inherit' });
  }
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.LOG'));
  const truth = JSON.parse(readFileSync(`${folder}/truth.json`, 'utf8'));
  return { truth, paths: names.sort().map((name) => `${folder}/${name}`) };
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
