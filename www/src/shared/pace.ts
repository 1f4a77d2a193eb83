/**
 * How work is divided: into pushes, and by turns of the event loop. Chunks of a file can arrive in a row without such a
 * turn, and until there is one, no message, click or timer is noticed.
 */

/** How work is divided. */
export interface Pace {
  /** Bytes of one `push`. */
  pushBytes: number;
  /** Called between two pieces of work. */
  breathe(): Promise<void> | void;
}

/** Lets messages, input, painting and timers that are due run. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resolve();
    };
    channel.port2.postMessage(null);
  });
}

/** A pace that yields to the event loop whenever `turnMs` have been used up. */
export function slices(
  pushBytes: number,
  turnMs: number,
  now: () => number = () => performance.now(),
  yieldTurn = turn,
): Pace {
  let began = now();
  return {
    pushBytes,
    async breathe() {
      if (now() - began < turnMs) return;
      await yieldTurn();
      began = now();
    },
  };
}

/** Work whose steps take no more than a few milliseconds each. */
export type Steps<T> = Generator<void, T>;

/** Takes steps until the work is done, or `sliceMs` have been used up. */
export function sliceOf<T>(work: Steps<T>, sliceMs: number): IteratorResult<void, T> {
  const began = performance.now();
  let step = work.next();
  while (!step.done && performance.now() - began < sliceMs) step = work.next();
  return step;
}

/**
 * In a worker, other messages need the thread only now and then. The pieces are small enough for their copy in the
 * engine's memory to be in the processor's cache still when it is parsed.
 */
export const fullSpeed = (): Pace => slices(256 * 1024, 50);
