/** Creates the engine from its packed bytes. The only place that imports wasm-bindgen's glue. */

import { newGlue } from 'virtual:engine';
import { decompress } from 'fzstd';
import { EngineHost } from './host.js';

/** The engine's WebAssembly as Zstandard, which a browser cannot unpack by itself: a fifth smaller than gzip. */
export type PackedEngine = Uint8Array;

/** The engine's WebAssembly. */
export function unpackEngine(engine: PackedEngine): Uint8Array<ArrayBuffer> {
  return decompress(engine) as Uint8Array<ArrayBuffer>;
}

/**
 * Compiles and starts an engine with a memory of its own, which is free once the engine is no longer used. Throws
 * `WebAssembly.CompileError` if a Content-Security-Policy forbids it. Unpacking and compiling are synchronous, which on
 * the main thread takes some hundred milliseconds, once.
 */
export function instantiate(engine: PackedEngine): EngineHost {
  const { initSync, LogEngine } = newGlue();
  const { memory } = initSync({ module: unpackEngine(engine) });
  return new EngineHost(new LogEngine(randomSeed()), memory);
}

/** How the engine hashes text is random, so that nobody can write a log whose ids all meet in one place of a table. */
function randomSeed(): bigint {
  return new DataView(crypto.getRandomValues(new Uint8Array(8)).buffer).getBigUint64(0);
}
