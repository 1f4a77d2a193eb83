/** Makes the engine from its bytes. The only place that imports the WebAssembly glue. */

import { initSync, LogEngine as WasmLogEngine } from 'virtual:engine';
import type { LogEngine } from '../shared/log-engine.js';
import { EngineHost } from './host.js';

/**
 * Compiles and starts the engine. Throws `WebAssembly.CompileError` where a Content-Security-Policy forbids it. Compiling
 * is synchronous: in a worker it disturbs nobody, on the main thread it takes some ten milliseconds, once.
 */
export function instantiate(wasm: BufferSource): EngineHost {
  initSync({ module: wasm });
  return new EngineHost(new WasmLogEngine() as LogEngine);
}
