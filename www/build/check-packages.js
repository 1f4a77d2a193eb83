/** Checks all npm packages in the lock file. Exits with an error that names each package that fails, and why. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageFaults } from './package-faults.js';

const lock = join(dirname(fileURLToPath(import.meta.url)), '../package-lock.json');
const packages = Object.entries(JSON.parse(readFileSync(lock, 'utf8')).packages).filter(([path]) => path !== '');
const faults = packages.flatMap(([path, entry]) => packageFaults(path.replace(/^.*node_modules\//, ''), entry));
for (const fault of faults) console.error(fault);
console.log(`npm: licences, digests, origins and install scripts of ${packages.length} packages checked`);
process.exitCode = faults.length > 0 ? 1 : 0;
