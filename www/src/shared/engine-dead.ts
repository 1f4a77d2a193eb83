/** The errors of an engine that has crashed, on both sides of the worker, and of one that was closed. */

/** Name of the error that every call to a dead engine ends with. Unlike the class, it survives leaving a worker. */
export const ENGINE_DEAD = 'EngineDead';

/** What ended an engine: a trap, memory that is used up, or that nothing was heard from its worker any more. */
export type Cause = 'trap' | 'memory' | 'silence';

/** Rejects every call once the engine has ended by itself. `message` is that of the trap, for a bug report. */
export class EngineDead extends Error {
  override readonly name = ENGINE_DEAD;
  /** Path of the file that was being read when it happened, as it may be shown; empty if none was. */
  readonly file: string;
  readonly why: Cause;

  constructor(message: string, file = '', why: Cause = 'trap') {
    super(message);
    this.file = file;
    this.why = why;
  }
}

/** Rejects every call once the engine was closed on purpose. Nothing has gone wrong, so users see no message. */
export class EngineClosed extends Error {
  override readonly name = 'EngineClosed';

  constructor() {
    super('The engine was closed.');
  }
}
