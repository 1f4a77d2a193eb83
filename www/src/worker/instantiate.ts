/** Creates the engine from its bytes. The only place that imports wasm-bindgen's glue. */

import { initSync, LogEngine } from 'virtual:engine';
import { EngineHost } from './host.js';

/**
 * Compiles and starts the engine. Throws `WebAssembly.CompileError` if a Content-Security-Policy forbids it. Compiling
 * is synchronous, which on the main thread takes some ten milliseconds, once.
 */
export function instantiate(wasm: BufferSource): EngineHost {
  initSync({ module: wasm });
  return new EngineHost(new LogEngine());
}
