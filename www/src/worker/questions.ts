/**
 * Answers questions one at a time, with a turn of the event loop in between, so that a cancel and a sign of life are
 * never more than one answer away.
 *
 * A query overtakes the views that wait to be loaded: they are loaded again when its matches are shown.
 */

import type { Question } from '../shared/log-engine.js';
import { turn } from '../shared/pace.js';

/** What the page loads again after a query. */
const RELOADED: ReadonlySet<Question> = new Set([
  'window',
  'rowOf',
  'detail',
  'timelineSpan',
  'timeline',
  'tables',
  'tableWindow',
  'tablePart',
  'summarise',
]);

interface Asked {
  question: Question;
  answer(): void;
}

export class Questions {
  readonly #ask: (question: Question, args: readonly unknown[]) => unknown;
  readonly #waiting: Asked[] = [];
  #answering = false;

  constructor(ask: (question: Question, args: readonly unknown[]) => unknown) {
    this.#ask = ask;
  }

  answer(question: Question, args: readonly unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const answer = () => {
        try {
          resolve(this.#ask(question, args));
        } catch (error) {
          reject(error);
        }
      };
      this.#add({ question, answer });
      void this.#answerAll();
    });
  }

  #add(asked: Asked): void {
    let at = this.#waiting.length;
    if (asked.question === 'query') while (at > 0 && this.#isReloaded(at - 1)) at -= 1;
    this.#waiting.splice(at, 0, asked);
  }

  #isReloaded(index: number): boolean {
    const waiting = this.#waiting[index];
    return waiting !== undefined && RELOADED.has(waiting.question);
  }

  async #answerAll(): Promise<void> {
    if (this.#answering) return;
    this.#answering = true;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      next.answer();
      await turn();
    }
    this.#answering = false;
  }
}
