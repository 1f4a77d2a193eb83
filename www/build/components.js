/**
 * What the product contains of others: Rust's standard library and the crates that are compiled into the engine, and
 * the npm packages that are bundled into the page. Found by looking at what is built, so that no list can be out of date.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const MEBIBYTE = 1 << 20;

/**
 * @typedef {object} Component
 * @property {'cargo' | 'npm' | 'rust'} registry
 * @property {string} name
 * @property {string} version
 * @property {string} licence SPDX expression
 * @property {string} folder where its files are on this computer
 * @property {{ algorithm: 'SHA-256' | 'SHA-512', hex: string } | null} digest of the package that was downloaded
 */

/** cargo's description of the engine as it is built for the page. */
function cargoMetadata(root) {
  const options = ['--locked', '--features', 'wasm', '--filter-platform', 'wasm32-unknown-unknown'];
  const output = execFileSync('cargo', ['metadata', '--format-version', '1', ...options], {
    cwd: root,
    maxBuffer: 64 * MEBIBYTE,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(output);
}

/** Digests of all crates by `name version`, from the lock file. */
function crateDigests(root) {
  const lock = readFileSync(join(root, 'Cargo.lock'), 'utf8');
  const entries = lock.matchAll(/^name = "(.*)"\nversion = "(.*)"\nsource = .*\nchecksum = "([0-9a-f]{64})"$/gm);
  return new Map([...entries].map(([, name, version, hex]) => [`${name} ${version}`, hex]));
}

/** True for a macro: it runs in the compiler and is no part of what it compiles. */
function isMacro({ targets }) {
  return targets.some(({ kind }) => kind.includes('proc-macro'));
}

/** The crates that are linked into the engine. @returns {Component[]} */
function crates(root) {
  const { packages, resolve } = cargoMetadata(root);
  const byId = new Map(packages.map((one) => [one.id, one]));
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const linked = new Set();
  const visit = (id) => {
    if (linked.has(id) || isMacro(byId.get(id))) return;
    linked.add(id);
    const dependencies = nodes.get(id).deps.filter(({ dep_kinds }) => dep_kinds.some(({ kind }) => kind === null));
    dependencies.forEach(({ pkg }) => {
      visit(pkg);
    });
  };
  visit(resolve.root);
  linked.delete(resolve.root);
  const digests = crateDigests(root);
  return [...linked].map((id) => {
    const { name, version, license, manifest_path } = byId.get(id);
    const hex = digests.get(`${name} ${version}`);
    return {
      registry: 'cargo',
      name,
      version,
      // Before SPDX expressions, crates separated alternatives by a slash.
      licence: license.replace(/\s*\/\s*/g, ' OR '),
      folder: dirname(manifest_path),
      digest: hex ? { algorithm: 'SHA-256', hex } : null,
    };
  });
}

/** Rust's standard library. No package brings its licence along, so it is kept here. @returns {Component} */
function standardLibrary(www) {
  const [, version] = execFileSync('rustc', ['--version'], { encoding: 'utf8' }).split(' ');
  const folder = join(www, 'build/licences/rust-std');
  return { registry: 'rust', name: 'rust-std', version, licence: 'MIT OR Apache-2.0', folder, digest: null };
}

/** The npm packages among the files that were bundled. @returns {Component[]} */
function packages(www, inputs) {
  const lock = JSON.parse(readFileSync(join(www, 'package-lock.json'), 'utf8'));
  const names = inputs.flatMap((path) => path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1] ?? []);
  return [...new Set(names)].map((name) => {
    const folder = join(www, 'node_modules', name);
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const [, integrity] = /^sha512-(.*)$/.exec(lock.packages[`node_modules/${name}`].integrity ?? '') ?? [];
    const hex = integrity && Buffer.from(integrity, 'base64').toString('hex');
    return {
      registry: 'npm',
      name,
      version,
      licence: license,
      folder,
      digest: hex ? { algorithm: 'SHA-512', hex } : null,
    };
  });
}

/**
 * All components in a fixed order. `inputs` are the files that were bundled, relative to `www`, as esbuild names them.
 * @returns {Component[]}
 */
export function components(www, inputs) {
  const all = [standardLibrary(www), ...crates(join(www, '..')), ...packages(www, inputs)];
  const key = ({ registry, name, version }) => `${registry} ${name} ${version}`;
  return all.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
