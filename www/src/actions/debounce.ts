/** Runs the last of several calls once no more have followed for a while. */
export class Debounce {
  readonly #ms: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ms: number) {
    this.#ms = ms;
  }

  run(work: () => void): void {
    this.cancel();
    this.#timer = setTimeout(work, this.#ms);
  }

  cancel(): void {
    clearTimeout(this.#timer);
  }
}
