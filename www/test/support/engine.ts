import { fullSpeed } from '../../src/shared/pace.js';
/** The real engine for the tests of the page, with a record of its calls and a way to make it trap. */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { newGlue, packedEngine } from 'virtual:engine';
import { folderOf } from '../../src/client/intake.js';
import { packedBytes } from '../../src/client/packed-engine.js';
import { type LogEngine, QUESTIONS, STEPPED } from '../../src/shared/log-engine.js';
import { pathOf } from '../../src/shared/source-file.js';
import { unpackEngine } from '../../src/worker/instantiate.js';

const { initSync, LogEngine: WasmEngine } = newGlue();
/** The engine's code, and the seed of all engines of the tests: what a parser for them needs. */
export const compiled = {
  module: new WebAssembly.Module(await unpackEngine(packedBytes(packedEngine), fullSpeed())),
  seed: 7n,
};
initSync({ module: compiled.module });

const RealEngine = WasmEngine as new (seed: bigint) => LogEngine;

/** A chunk that begins with this byte makes the engine trap. */
export const TRAP_BYTE = 0xff;

/** A module whose one function executes `unreachable`. */
const TRAP = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x01, 0x04, 0x01, 0x60, 0x00, 0x00], // a type without parameters and results
  ...[0x03, 0x02, 0x01, 0x00, 0x07, 0x05, 0x01, 0x01, 0x66, 0x00, 0x00], // a function of it, exported as `f`
  ...[0x0a, 0x05, 0x01, 0x03, 0x00, 0x00, 0x0b], // its body
);

/** Executes `unreachable`. */
export function trap(): never {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(TRAP));
  (exports.f as () => void)();
  throw new Error('unreachable was reached');
}

export class TestEngine extends RealEngine {
  /** Every call as text. */
  readonly calls: string[] = [];
  /** Whether a chunk that begins with `TRAP_BYTE` makes it trap; so does one of UTF-16. */
  traps = true;

  constructor() {
    super(compiled.seed);
  }

  /** The recorded calls of a method. */
  callsOf(method: string): string[] {
    return this.calls.filter((call) => call.split(' ')[0] === method);
  }
}

function described(method: keyof LogEngine, args: readonly unknown[]): string {
  const [first, folder, , readAs, offset] = args;
  if (method === 'push' || method === 'merge') return `${method} ${(first as Uint8Array).length}`;
  if (method !== 'beginFile') return [method, ...args].join(' ');
  const path = pathOf({ folder: String(folder), name: String(first) });
  return `beginFile ${path}${readAs || offset ? ` as ${readAs || '?'} ${offset}` : ''}`;
}

for (const method of ['beginFile', 'push', 'merge', 'endFile', ...QUESTIONS] as const) {
  const call = RealEngine.prototype[method] as (...args: unknown[]) => unknown;
  Object.defineProperty(TestEngine.prototype, method, {
    value(this: TestEngine, ...args: unknown[]) {
      if (this.traps && method === 'push' && args[0] instanceof Uint8Array && args[0][0] === TRAP_BYTE) trap();
      // Asked for each file.
      if (method !== 'maskedName') this.calls.push(described(method, args));
      return call.apply(this, args);
    },
    // Tests may replace it by a spy.
    writable: true,
    configurable: true,
  });
}

/** An engine that answers every question at once. */
type Stepped = (typeof STEPPED)[number];
export type WholeEngine = Omit<TestEngine, Stepped> & {
  [Method in Stepped]: (...args: Parameters<LogEngine[Method]>) => Exclude<ReturnType<LogEngine[Method]>, undefined>;
};

class AtOnce extends TestEngine {}

for (const method of STEPPED) {
  Object.defineProperty(AtOnce.prototype, method, {
    value(this: AtOnce, ...args: unknown[]) {
      for (;;) {
        const answer = (TestEngine.prototype[method] as (...args: unknown[]) => unknown).apply(this, args);
        if (answer !== undefined) return answer;
      }
    },
    writable: true,
    configurable: true,
  });
}

/** An engine that answers every question at once, without logs. */
export const wholeEngine = (): WholeEngine => new AtOnce() as unknown as WholeEngine;

/** An engine that has read these files (path → content). */
export function engineWith(files: Record<string, string | Uint8Array>): WholeEngine {
  const engine = wholeEngine();
  for (const [path, content] of Object.entries(files)) {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    engine.beginFile(path.slice(path.lastIndexOf('/') + 1), folderOf(path), bytes.length, '', 0);
    engine.push(bytes);
    engine.endFile('complete');
  }
  engine.publish();
  engine.query('', 0, 0);
  engine.calls.length = 0;
  return engine;
}

const FIXTURES = join(import.meta.dirname, '../../../tests/fixtures');

/** The names of all cases in `tests/fixtures`. */
export function fixtures(): string[] {
  return readdirSync(FIXTURES).sort();
}

/** The logs of a case in `tests/fixtures`: path → content. */
export function fixture(name: string): Record<string, Uint8Array<ArrayBuffer>> {
  const root = join(FIXTURES, name);
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (path) => /\.log$/i.test(path) && statSync(join(root, path)).isFile(),
  );
  return Object.fromEntries(paths.sort().map((path) => [path, new Uint8Array(readFileSync(join(root, path)))]));
}
