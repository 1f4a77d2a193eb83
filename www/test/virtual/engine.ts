/** Stands in for the engine that the bundler puts in: the made-up one, and the smallest module that compiles. */

import { gzipSync } from 'node:zlib';

export { FakeEngine as LogEngine } from '../fake-engine.js';

const EMPTY_MODULE = Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00);

export const engineBase64 = gzipSync(EMPTY_MODULE).toString('base64');

export function initSync({ module }: { module: BufferSource }): { memory: WebAssembly.Memory } {
  new WebAssembly.Module(module);
  return { memory: new WebAssembly.Memory({ initial: 1 }) };
}
