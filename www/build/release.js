/**
 * Makes one archive of both builds, for people who do not build: `exchange-log-viewer-<version>.zip` in the dist folder,
 * with notices, bill of materials, licences and checksums. The same commit yields the same bytes.
 *
 * Usage: node release.js <dist folder> <build.json>
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import { billOfMaterials } from './sbom.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** The time of all members: zip has no way to say that there is none, and its first year is 1980. */
const NO_TIME = '1980-01-01T00:00:00';

/** Both builds and the notices, by their path in the archive. */
function builtFiles(dist) {
  const paths = readdirSync(join(dist, 'site')).map((name) => `site/${name}`);
  const all = ['exchange-log-viewer.html', 'third-party-notices.txt', ...paths];
  return all.map((path) => [path, readFileSync(join(dist, path))]);
}

/** What comes with the builds. */
function companions(dist, build) {
  const components = JSON.parse(readFileSync(join(dist, 'components.json'), 'utf8'));
  const licences = ['LICENSE-MIT', 'LICENSE-APACHE'].map((name) => [name, readFileSync(join(root, name))]);
  return [
    ...licences,
    ['CHANGELOG.md', readFileSync(join(root, 'CHANGELOG.md'))],
    ['VERSION', Buffer.from(`exchange-log-viewer ${build.version}\ncommit ${build.commit}\n`)],
    ['bill-of-materials.cdx.json', Buffer.from(billOfMaterials(components, build))],
  ];
}

/** A line for each file, as `sha256sum --check` reads them. */
function checksums(files) {
  const lines = files.map(([path, content]) => `${createHash('sha256').update(content).digest('hex')}  ${path}\n`);
  return Buffer.from(lines.join(''));
}

function main(dist, buildFile) {
  const build = JSON.parse(readFileSync(buildFile, 'utf8'));
  const files = [...builtFiles(dist), ...companions(dist, build)].sort(([a], [b]) => (a < b ? -1 : 1));
  const folder = `exchange-log-viewer-${build.version}`;
  const members = [...files, ['SHA256SUMS', checksums(files)]].map(([path, content]) => [`${folder}/${path}`, content]);
  const archive = zipSync(Object.fromEntries(members), { level: 9, mtime: NO_TIME });
  writeFileSync(join(dist, `${folder}.zip`), archive);
  console.log(`${folder}.zip: ${archive.length} bytes, sha256 ${createHash('sha256').update(archive).digest('hex')}`);
}

main(process.argv[2], process.argv[3]);
