/**
 * Notices a worker that no longer answers. While something is asked of it, it is pinged, and answers between two pieces
 * of work. It counts as silent when nothing is heard for about five seconds, unless it said that it begins an answer:
 * that takes at most a second as a rule, but several if the logs were made to be slow (`docs/robustness.md`), and many
 * times as long if other programs leave the worker little of the processor. Then it is only slow after five seconds, which
 * the page says, and silent after a minute.
 */

/** Milliseconds between two pings. */
export const BEAT_MS = 500;
/** Beats without a sign of life after which the worker counts as silent. */
export const SILENT_BEATS = 9;
/** The same once it has begun an answer. */
export const BUSY_BEATS = 120;
/** A beat that comes later than this says nothing: the page itself did not run, as after sleep. */
const LATE_MS = 3 * BEAT_MS;

interface Reactions {
  ping(): void;
  /** An answer takes long, or has come at last. */
  slow(isSlow: boolean): void;
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
    this.#last = this.#now();
    this.#timer = setInterval(() => this.#beat(), BEAT_MS);
  }

  /** Something was heard; `busy`: that an answer is begun. */
  heard(busy: boolean): void {
    this.#hear();
    this.#most = busy ? BUSY_BEATS : SILENT_BEATS;
  }

  #hear(): void {
    if (this.#beats >= SILENT_BEATS) this.#reactions.slow(false);
    this.#beats = 0;
  }

  /** Nothing more is expected. */
  rest(): void {
    this.#hear();
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
    else if (this.#beats === SILENT_BEATS) this.#reactions.slow(true);
  }
}
