/**
 * Notices a worker that no longer answers. While something is asked of it, it is pinged, and answers between two pieces
 * of work. It counts as silent when nothing is heard for about five seconds; an answer of the engine takes at most one on
 * a gigabyte of logs, but several if these were made to be slow (`docs/robustness.md`). So the worker says when it begins
 * one, and may then take longer.
 */

/** Milliseconds between two pings. */
export const BEAT_MS = 500;
/** Beats without a sign of life after which the worker counts as silent. */
export const SILENT_BEATS = 9;
/** The same while it is busy with an answer. */
export const BUSY_BEATS = 40;
/** A beat that comes later than this says nothing: the page itself did not run, as after sleep. */
const LATE_MS = 3 * BEAT_MS;

interface Reactions {
  ping(): void;
  silent(): void;
}

export class Heartbeat {
  readonly #reactions: Reactions;
  readonly #now: () => number;
  #begun = false;
  #timer: ReturnType<typeof setInterval> | undefined;
  #last = 0;
  /** Beats since something was heard. */
  #beats = 0;
  /** Beats after which that is silence. */
  #most = SILENT_BEATS;

  constructor(reactions: Reactions, now: () => number = () => performance.now()) {
    this.#reactions = reactions;
    this.#now = now;
  }

  /** Silence means nothing before this. */
  begin(): void {
    this.#begun = true;
  }

  /** An answer is expected from now on. */
  expect(): void {
    if (!this.#begun || this.#timer !== undefined) return;
    this.#beats = 0;
    this.#last = this.#now();
    this.#timer = setInterval(() => this.#beat(), BEAT_MS);
  }

  /** Something was heard; `busy`: that an answer is begun. */
  heard(busy: boolean): void {
    this.#beats = 0;
    this.#most = busy ? BUSY_BEATS : SILENT_BEATS;
  }

  /** Nothing more is expected. */
  rest(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #beat(): void {
    const now = this.#now();
    const late = now - this.#last > LATE_MS;
    this.#last = now;
    if (late) return;
    this.#beats += 1;
    if (this.#beats === 1) this.#reactions.ping();
    if (this.#beats >= this.#most) this.#reactions.silent();
  }
}
