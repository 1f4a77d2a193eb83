/**
 * What the worker sends to the page, in order. Long lists go in pieces, only a few of which are under way at a time: the
 * page says when it has taken one, and has time for the user and for drawing in between.
 */

import { divided } from '../shared/pieces.js';
import type { WorkerMessage } from '../shared/protocol.js';

/** Pieces under way: enough for the page not to wait for the next one. */
export const MOST_UNDER_WAY = 4;

type Post = (message: WorkerMessage, transfer: ArrayBuffer[]) => void;

export class Outbox {
  readonly #post: Post;
  readonly #waiting: { message: WorkerMessage; transfer: ArrayBuffer[] }[] = [];
  #underWay = 0;

  constructor(post: Post) {
    this.#post = post;
  }

  /** Sends the long lists of a value ahead, and then the message with the rest of it. */
  send<T>(value: T, message: (rest: T) => WorkerMessage, transfer: ArrayBuffer[] = []): void {
    const { rest, lists } = divided(value);
    for (const piece of lists) this.#waiting.push({ message: { event: 'piece', piece }, transfer: [] });
    this.#waiting.push({ message: { ...message(rest), hasPieces: lists.length > 0 }, transfer });
    this.#flush();
  }

  /** The page has taken a piece. */
  taken(): void {
    this.#underWay -= 1;
    this.#flush();
  }

  #flush(): void {
    while (this.#underWay < MOST_UNDER_WAY) {
      const next = this.#waiting.shift();
      if (!next) return;
      this.#post(next.message, next.transfer);
      if ('event' in next.message && next.message.event === 'piece') this.#underWay += 1;
    }
  }
}
