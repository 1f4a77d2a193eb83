/**
 * Whether somebody waits for an answer that takes further steps. Files are not read on meanwhile: whatever is read begins the
 * steps anew.
 */

import { IN_STEPS, type Question } from '../shared/log-engine.js';
import { turn } from '../shared/pace.js';

/** Milliseconds after which a question that is not asked again is given up: its answer is no longer wanted. */
const GIVEN_UP_MS = 250;

export class Unfinished {
  readonly #now: () => number;
  /** When the last step was taken that was not the last one of its question. */
  #since = Number.NEGATIVE_INFINITY;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Notes an answer, which it returns. */
  note(question: Question, answer: unknown): unknown {
    if (IN_STEPS.has(question)) this.#since = answer === undefined ? this.#now() : Number.NEGATIVE_INFINITY;
    return answer;
  }

  /** Waits until all questions are answered or given up. */
  async settled(): Promise<void> {
    while (this.#now() - this.#since < GIVEN_UP_MS) await turn();
  }
}
