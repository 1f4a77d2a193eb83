/** What the page may not do where it is. */

import { downloads, isSandboxed, mayStore } from '../browser/surroundings.js';
import type { NoWorker } from '../client/engine-client.js';
import type { Restriction } from '../state/state.js';

const WORKERS: Record<NoWorker, Restriction> = {
  policy: 'workerForbidden',
  files: 'workerWithoutFiles',
  browser: 'noWorker',
};

/** That files may not be saved is said beforehand if it is certain or likely, and otherwise after an export. */
function ofDownloads(): Restriction[] {
  if (downloads() === 'blocked') return ['frameSavesNothing'];
  return isSandboxed() ? ['frameMaySaveNothing'] : [];
}

function ofStorage(): Restriction[] {
  if (mayStore()) return [];
  return [isSandboxed() ? 'frameStoresNothing' : 'browserStoresNothing'];
}

export function restrictions(noWorker: NoWorker | null): Restriction[] {
  return [...(noWorker ? [WORKERS[noWorker]] : []), ...ofDownloads(), ...ofStorage()];
}
