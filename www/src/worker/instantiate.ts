/** Creates the engine from its bytes. The only place that imports wasm-bindgen's glue. */

import { newGlue } from 'virtual:engine';
import { EngineHost } from './host.js';

/**
 * Compiles and starts an engine with a memory of its own, which is free once the engine is no longer used. Throws `WebAssembly.CompileError` if a Content-Security-Policy forbids it. Compiling
 * is synchronous, which on the main thread takes some ten milliseconds, once.
 */
export function instantiate(wasm: BufferSource): EngineHost {
  const { initSync, LogEngine } = newGlue();
  const { memory } = initSync({ module: wasm });
  return new EngineHost(new LogEngine(randomSeed()), memory);
}

/** How the engine hashes text is random, so that nobody can write a log whose ids all meet in one place of a table. */
function randomSeed(): bigint {
  return new DataView(crypto.getRandomValues(new Uint8Array(8)).buffer).getBigUint64(0);
}
