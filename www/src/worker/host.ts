/**
 * Holds the one engine object and keeps its one rule: after a trap the instance is dead, by a flag. Its memory is then
 * in an unknown state, so every later call is refused instead of being answered from it.
 *
 * The same class serves the worker and the main thread; neither touches the engine past it.
 */

import { EngineDead } from '../shared/engine-dead.js';
import type { LogEngine, Question } from '../shared/log-engine.js';

/** Names of what an engine throws when it trapped or ran out of stack: Firefox calls the latter InternalError. */
const TRAPS = new Set(['RuntimeError', 'RangeError', 'InternalError']);

/** True for an error after which the instance cannot be trusted. */
export function isTrap(error: unknown): boolean {
  return error instanceof Error && TRAPS.has(error.name);
}

export class EngineHost {
  #engine: LogEngine;
  #death: EngineDead | null = null;

  constructor(engine: LogEngine) {
    this.#engine = engine;
  }

  get dead(): boolean {
    return this.#death !== null;
  }

  /**
   * Runs one piece of work on the engine; `file` is the path of the file that it is about. Throws EngineDead on a trap
   * and ever after.
   */
  run<T>(work: (engine: LogEngine) => T, file = ''): T {
    if (this.#death) throw this.#death;
    try {
      return work(this.#engine);
    } catch (error) {
      if (!isTrap(error)) throw error;
      this.#death = new EngineDead(String(error), file);
      throw this.#death;
    }
  }

  /** A question by its name, as it comes over a message channel. */
  ask(question: Question, args: readonly unknown[]): unknown {
    return this.run((engine) => (engine[question] as (...args: readonly unknown[]) => unknown)(...args));
  }
}
