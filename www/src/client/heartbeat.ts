/**
 * Notices a worker that no longer answers. While something is asked of it, it is pinged, and answers between two pieces
 * of work. It counts as silent when nothing is heard for about five seconds, several times as long as the longest piece
 * of work takes on a gigabyte of logs (`docs/robustness.md`).
 */

/** Milliseconds between two pings. */
export const BEAT_MS = 500;
/** Beats without a sign of life after which the worker counts as silent. */
export const SILENT_BEATS = 9;
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

  heard(): void {
    this.#beats = 0;
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
    if (this.#beats >= SILENT_BEATS) this.#reactions.silent();
  }
}
