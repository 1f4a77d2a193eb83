/** Creates the engine from its packed bytes. The only place that imports wasm-bindgen's glue. */

import { newGlue } from 'virtual:engine';
import { Decompress } from 'fzstd';
import type { Pace } from '../shared/pace.js';
import { EngineHost } from './host.js';

/** The engine's WebAssembly as Zstandard, which a browser cannot unpack by itself: a fifth smaller than gzip. */
export type PackedEngine = Uint8Array;

/** What the parsers of an engine need: its code, and the seed under which it hashes. */
export interface Compiled {
  readonly module: WebAssembly.Module;
  readonly seed: bigint;
}

/** Packed bytes that are unpacked at once: about as many milliseconds as kilobytes where it is slow. */
const SLICE = 16 * 1024;

/** The engine's WebAssembly. */
export async function unpackEngine(engine: PackedEngine, pace: Pace): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  const unpacking = new Decompress((piece) => pieces.push(piece.slice()));
  for (let at = 0; at < engine.length; at += SLICE) {
    unpacking.push(engine.subarray(at, at + SLICE), at + SLICE >= engine.length);
    await pace.breathe();
  }
  const wasm = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let to = 0;
  for (const piece of pieces) {
    wasm.set(piece, to);
    to += piece.length;
  }
  return wasm;
}

/**
 * Compiles and starts an engine with a memory of its own, which is free once the engine is no longer used. Throws
 * `WebAssembly.CompileError` if a Content-Security-Policy forbids it. Compiling is synchronous, which on the main thread
 * takes some ten milliseconds, once.
 */
export async function instantiate(engine: PackedEngine, pace: Pace): Promise<{ host: EngineHost; compiled: Compiled }> {
  const { initSync, LogEngine } = newGlue();
  const compiled = { module: new WebAssembly.Module(await unpackEngine(engine, pace)), seed: randomSeed() };
  const { memory } = initSync({ module: compiled.module });
  return { host: new EngineHost(new LogEngine(compiled.seed), memory), compiled };
}

/** How the engine hashes text is random, so that nobody can write a log whose ids all meet in one place of a table. */
function randomSeed(): bigint {
  return new DataView(crypto.getRandomValues(new Uint8Array(8)).buffer).getBigUint64(0);
}
