/** Errors of the client. */

import type { QueryProblem } from '../contract.js';

/** A query that is not valid. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  /** Position in the query text, in UTF-16 code units. */
  readonly from: number;
  readonly to: number;

  constructor({ message, from, to }: QueryProblem) {
    super(message);
    this.from = from;
    this.to = to;
  }
}

/** WebAssembly is absent or forbidden by a policy, or the copy of the page is damaged, so no engine can run here. */
export class EngineUnavailable extends Error {
  override readonly name = 'EngineUnavailable';
  readonly why: 'absent' | 'forbidden' | 'damaged';

  constructor(why: EngineUnavailable['why'], message: string) {
    super(message);
    this.why = why;
  }
}
