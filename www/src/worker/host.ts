/**
 * Holds the engine and enforces its one rule: after a trap the instance is dead. Its memory is then in an unknown
 * state, so every later call is refused; likewise once the engine was closed.
 *
 * Worker and main thread use the same class, and never the engine directly.
 */

import { type Cause, EngineClosed, EngineDead } from '../shared/engine-dead.js';
import { IN_STEPS, type LogEngine, type Question } from '../shared/log-engine.js';

/** Names of the errors of a trap or a stack overflow; Firefox calls the latter InternalError. */
const TRAPS = new Set(['RuntimeError', 'RangeError', 'InternalError']);

/** Whether the instance cannot be trusted after this error. */
export function isTrap(error: unknown): boolean {
  return error instanceof Error && TRAPS.has(error.name);
}

/** Share of the memory by which it must be able to grow for a trap not to be blamed on it. */
const RESERVE_SHARE = 4;
const PAGE_BYTES = 65536;

/** Whether the memory can hardly grow any more. */
function isFull(memory: WebAssembly.Memory): boolean {
  try {
    memory.grow(Math.ceil(memory.buffer.byteLength / RESERVE_SHARE / PAGE_BYTES));
    return false;
  } catch {
    return true;
  }
}

/** What ended the engine. Answers that are too large for an array or a string are a matter of memory as well. */
function causeOf(error: unknown, memory: WebAssembly.Memory | null): Cause {
  const isTooLarge = error instanceof RangeError && /alloc|length/i.test(error.message);
  return isTooLarge || (memory && isFull(memory)) ? 'memory' : 'trap';
}

export class EngineHost {
  /** Null once it was closed. */
  #engine: LogEngine | null;
  #memory: WebAssembly.Memory | null;
  #death: EngineDead | null = null;

  constructor(engine: LogEngine, memory: WebAssembly.Memory | null = null) {
    this.#engine = engine;
    this.#memory = memory;
  }

  get dead(): boolean {
    return this.#death !== null;
  }

  /**
   * Runs some work on the engine; `file` is the path of the file that it concerns. Throws `EngineDead` on a trap and
   * ever after.
   */
  run<T>(work: (engine: LogEngine) => T, file = ''): T {
    if (this.#death) throw this.#death;
    if (!this.#engine) throw new EngineClosed();
    try {
      return work(this.#engine);
    } catch (error) {
      if (!isTrap(error)) throw error;
      this.#death = new EngineDead(String(error), file, causeOf(error, this.#memory));
      throw this.#death;
    }
  }

  /** Lets go of the engine and its memory. */
  close(): void {
    this.#engine = null;
    this.#memory = null;
  }

  /**
   * Calls a method by its name, as in a message. Of an answer that takes steps, as many as fit in `sliceMs`; it is undefined if
   * there are more.
   */
  ask(question: Question, args: readonly unknown[], sliceMs = 0): unknown {
    const step = () => this.run((engine) => (engine[question] as (...args: readonly unknown[]) => unknown)(...args));
    const began = performance.now();
    let answer = step();
    while (answer === undefined && IN_STEPS.has(question) && performance.now() - began < sliceMs) answer = step();
    return answer;
  }
}
