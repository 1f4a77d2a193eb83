/** The errors that callers of the element may meet, and how they are told apart. */

import type { QueryProblem } from '../contract.js';

export { EngineDead } from '../worker/host.js';
export { EngineUnavailable } from './start.js';

/** A query that could not be understood, for callers from outside; the page itself shows the problem in place. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  /** Where in the query text, in UTF-16 code units. */
  readonly from: number;
  readonly to: number;

  constructor({ message, from, to }: QueryProblem) {
    super(message);
    this.from = from;
    this.to = to;
  }
}
