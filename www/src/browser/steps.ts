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

export class BrowserSteps {
  readonly #run = crypto.getRandomValues(new Uint32Array(2)).join('-');
  readonly #onPop: (event: PopStateEvent) => void;

  /** `returned` is called with the step of the entry that the user, or `go`, has gone to. */
  constructor(returned: (step: number) => void) {
    this.#onPop = ({ state }) => {
      const step = stepOf(state, this.#run);
      if (step !== null) returned(step);
    };
  }

  /** Marks the current entry as a step. False if the browser does not let the page write its history. */
  begin(step: number): boolean {
    if (!this.mark(step)) return false;
    addEventListener('popstate', this.#onPop);
    return true;
  }

  /** Adds an entry. False if the browser refuses, as after very many within seconds. */
  push(step: number): boolean {
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

  /** Goes back or forward by a number of entries. */
  go(by: number): void {
    history.go(by);
  }

  end(): void {
    removeEventListener('popstate', this.#onPop);
  }

  #entry(step: number): Entry {
    return { run: this.#run, step };
  }
}
