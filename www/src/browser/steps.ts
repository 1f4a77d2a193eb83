/**
 * The history of the browser, with an entry for each step in the page. The address stays the same, so nothing of a log or
 * a query is written to it.
 */

/** What an entry of the history holds. Entries of an earlier visit have another run, as their steps are forgotten. */
interface Entry {
  run: string;
  step: number;
}

function stepOf(state: unknown, run: string): number | null {
  const entry = typeof state === 'object' && state !== null ? (state as Partial<Entry>) : {};
  return entry.run === run && typeof entry.step === 'number' ? entry.step : null;
}

/** Milliseconds after which a browser that was to go to an entry is taken not to do so. */
const GIVEN_UP_MS = 1000;

export class BrowserSteps {
  readonly #run = crypto.getRandomValues(new Uint32Array(2)).join('-');
  readonly #onPop: (event: PopStateEvent) => void;
  /** The step that the browser is on its way to; null if it rests. */
  #awaited: number | null = null;
  #givenUp: ReturnType<typeof setTimeout> | undefined;
  /** What is to be done when it has arrived: an entry that is added before would be what it goes back from. */
  #waiting: (() => void)[] = [];

  /** `returned` is called with the step of the entry that the user has gone to. */
  constructor(returned: (step: number) => void) {
    this.#onPop = ({ state }) => {
      const step = stepOf(state, this.#run);
      if (step === null) return;
      const awaited = this.#awaited;
      this.#arrive();
      if (step !== awaited) returned(step);
    };
  }

  /** Marks the current entry as a step. False if the browser does not let the page write its history. */
  begin(step: number): boolean {
    if (!this.mark(step)) return false;
    addEventListener('popstate', this.#onPop);
    return true;
  }

  /**
   * Adds an entry, at once unless the browser is on its way to another. False if the browser refuses, as after very many
   * within seconds.
   */
  push(step: number): boolean {
    if (this.#awaited !== null) {
      this.#waiting.push(() => this.push(step));
      return true;
    }
    try {
      history.pushState(this.#entry(step), '');
      return true;
    } catch {
      return false;
    }
  }

  /** Makes the current entry, which the user has added by another address, that of a step. */
  mark(step: number): boolean {
    try {
      history.replaceState(this.#entry(step), '');
      return true;
    } catch {
      return false;
    }
  }

  /** Whether the current entry is that of a step, so that the user has gone back or forward to it. */
  get isAtStep(): boolean {
    return stepOf(history.state, this.#run) !== null;
  }

  /** Goes back or forward by a number of entries, to that of a step. The browser arrives later. */
  go(by: number, step: number): void {
    if (this.#awaited !== null) {
      this.#waiting.push(() => this.go(by, step));
      return;
    }
    this.#awaited = step;
    this.#givenUp = setTimeout(() => this.#arrive(), GIVEN_UP_MS);
    history.go(by);
  }

  #arrive(): void {
    this.#awaited = null;
    clearTimeout(this.#givenUp);
    for (const move of this.#waiting.splice(0)) move();
  }

  end(): void {
    removeEventListener('popstate', this.#onPop);
    this.#waiting = [];
    this.#arrive();
  }

  #entry(step: number): Entry {
    return { run: this.#run, step };
  }
}
