/**
 * What this project asks of npm packages, those of the tools as well: a licence that it accepts, a digest, no origin but
 * the registry, and no install script but those known (`npm ci` runs none of them).
 */

/** MPL-2.0 is for tools only: the notices accept fewer licences for what is bundled. */
const LICENCES = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'MPL-2.0', 'Zlib'];

/** Packages with install scripts. esbuild's only checks that its program runs. */
const INSTALL_SCRIPTS = ['esbuild'];

const REGISTRY = 'https://registry.npmjs.org/';

/** What is wrong with a package, in words. The second argument is its entry in the lock file. */
export function packageFaults(name, { license, integrity, resolved = REGISTRY, hasInstallScript = false }) {
  const licences = (license ?? 'none').replaceAll(/[()]/g, '').split(/\s+(?:AND|OR)\s+/);
  const unknown = licences.filter((licence) => !LICENCES.includes(licence));
  return [
    ...unknown.map((licence) => `licence ${licence}`),
    ...(integrity?.startsWith('sha512-') ? [] : ['no SHA-512 digest']),
    ...(resolved.startsWith(REGISTRY) ? [] : [`comes from ${resolved}`]),
    ...(hasInstallScript && !INSTALL_SCRIPTS.includes(name) ? ['an install script'] : []),
  ].map((fault) => `${name}: ${fault}`);
}
