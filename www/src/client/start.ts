/**
 * Starts an engine in the best way that the page's policy allows: in a worker from a file next to the page, in a worker
 * from a blob, or on the main thread. Each is tried only if the previous one is refused.
 */

import { packedEngine } from 'virtual:engine';
import { packedWorker, workerUrl } from 'virtual:worker';
import { addressOf } from '../browser/address.js';
import { breaks } from '../browser/surroundings.js';
import { scriptUrl } from '../shared/trusted-types.js';
import { instantiate, type PackedEngine } from '../worker/instantiate.js';
import { EngineClient, type NoWorker, type Transport } from './engine-client.js';
import { EngineUnavailable } from './errors.js';
import { MainTransport, mainPace } from './main-transport.js';
import { unpackText } from './packed.js';
import { packedBytes } from './packed-engine.js';
import { WorkerTransport } from './worker-transport.js';

async function fileWorker(engine: PackedEngine): Promise<Transport> {
  if (!workerUrl) throw new Error('This build has no worker file.');
  const url = addressOf(workerUrl);
  return await WorkerTransport.start({ newWorker: () => new Worker(scriptUrl(url)), release: () => undefined }, engine);
}

async function blobWorker(engine: PackedEngine): Promise<Transport> {
  const script = new Blob([await unpackText(packedWorker)], { type: 'text/javascript' });
  const url = URL.createObjectURL(script);
  const release = () => URL.revokeObjectURL(url);
  try {
    return await WorkerTransport.start({ newWorker: () => new Worker(scriptUrl(url)), release }, engine);
  } catch (error) {
    release();
    throw error;
  }
}

/** The first of the workers that works; rejects with the error of the last one. */
function anyWorker(engine: PackedEngine): Promise<Transport> {
  return fileWorker(engine).catch(() => blobWorker(engine));
}

/** The engine on the main thread, and why: what became of the last worker, and whether the policy was against it. */
async function mainThread(engine: PackedEngine, refusal: unknown, forbidden: boolean): Promise<EngineClient> {
  const isReading = refusal instanceof Error && refusal.name === 'NotReadableError';
  const noWorker: NoWorker = isReading ? 'files' : forbidden ? 'policy' : 'browser';
  try {
    const { host } = await instantiate(engine, mainPace());
    return new EngineClient(new MainTransport(host), noWorker);
  } catch (error) {
    // The engine is known to be valid, so only a policy can be the reason.
    const isRefused = error instanceof Error && error.name === 'CompileError';
    throw isRefused ? new EngineUnavailable('forbidden', String(error)) : error;
  }
}

/** The packed engine. */
function engineBytes(): PackedEngine {
  try {
    return packedBytes(packedEngine);
  } catch (error) {
    throw new EngineUnavailable('damaged', String(error));
  }
}

/** Starts an engine. Rejects with `EngineUnavailable` if WebAssembly is absent or forbidden, or the page is damaged. */
export async function startEngine(): Promise<EngineClient> {
  if (typeof WebAssembly === 'undefined') throw new EngineUnavailable('absent', 'WebAssembly is switched off.');
  const engine = engineBytes();
  const starting = anyWorker(engine);
  const forbidden = breaks('worker-src', () => starting);
  try {
    return new EngineClient(await starting);
  } catch (refusal) {
    return await mainThread(engine, refusal, await forbidden);
  }
}
