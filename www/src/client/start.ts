/**
 * Starts an engine in the best way that the page's policy allows: in a worker from a file next to the page, in a worker
 * from a blob, or on the main thread. Each is tried only if the previous one is refused.
 */

import { packedEngine } from 'virtual:engine';
import { workerSource, workerUrl } from 'virtual:worker';
import { addressOf } from '../browser/address.js';
import { instantiate } from '../worker/instantiate.js';
import { EngineClient, type Transport } from './engine-client.js';
import { EngineUnavailable } from './errors.js';
import { MainTransport } from './main-transport.js';
import { unpack } from './packed.js';
import { scriptUrl } from './trusted-types.js';
import { WorkerTransport } from './worker-transport.js';

function isCompileError(error: unknown): boolean {
  return error instanceof Error && (error.name === 'CompileError' || error.name === 'EngineUnavailable');
}

async function fileWorker(wasm: ArrayBuffer): Promise<Transport> {
  if (!workerUrl) throw new Error('This build has no worker file.');
  const url = addressOf(workerUrl);
  return await WorkerTransport.start(new Worker(scriptUrl(url)), wasm);
}

async function blobWorker(wasm: ArrayBuffer): Promise<Transport> {
  const url = URL.createObjectURL(new Blob([workerSource], { type: 'text/javascript' }));
  try {
    return await WorkerTransport.start(new Worker(scriptUrl(url)), wasm);
  } finally {
    URL.revokeObjectURL(url);
  }
}

async function mainThread(wasm: ArrayBuffer): Promise<Transport> {
  return new MainTransport(instantiate(wasm));
}

const STEPS: readonly ((wasm: ArrayBuffer) => Promise<Transport>)[] = [fileWorker, blobWorker, mainThread];

/** The first transport that works; rejects with the error of the last attempt. */
async function firstThatWorks(wasm: ArrayBuffer): Promise<Transport> {
  let last: unknown;
  for (const step of STEPS) {
    try {
      return await step(wasm);
    } catch (error) {
      last = error;
    }
  }
  throw last;
}

/** Starts an engine. Rejects with `EngineUnavailable` if WebAssembly is absent or forbidden. */
export async function startEngine(): Promise<EngineClient> {
  if (typeof WebAssembly === 'undefined') throw new EngineUnavailable('WebAssembly is switched off.');
  try {
    return new EngineClient(await firstThatWorks(await unpack(packedEngine)));
  } catch (error) {
    throw isCompileError(error) ? new EngineUnavailable(String(error)) : error;
  }
}
