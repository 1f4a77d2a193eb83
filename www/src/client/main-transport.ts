/**
 * The engine on the main thread, for pages whose policy allows no worker. Reading is cut into pushes that are short
 * enough for the page to stay responsive, and yields to the event loop in between.
 */

import type { Corrections, Summary } from '../contract.js';
import type { LoadListener } from '../shared/load.js';
import { IN_STEPS, type Question } from '../shared/log-engine.js';
import { type Pace, slices } from '../shared/pace.js';
import type { SourceFile } from '../shared/source-file.js';
import type { EngineHost } from '../worker/host.js';
import { Loader, patient } from '../worker/loader.js';
import { Unfinished } from '../worker/unfinished.js';
import type { Transport } from './engine-client.js';

/** At 100 MB/s, which is slow, one push of this size takes five milliseconds. */
const PUSH_BYTES = 512 * 1024;
/**
 * Work between two turns of the event loop: less than half of the 50 ms that make a long task; the rest is for the
 * views.
 */
const TURN_MS = 20;

/** Whether the same is asked at once again. */
const isAskedAgain = (question: Question, answer: unknown): boolean =>
  question === 'nextExportPart' || (answer === undefined && IN_STEPS.has(question));

/** How work is cut on the main thread. */
export const mainPace = (): Pace => slices(PUSH_BYTES, TURN_MS);

export class MainTransport implements Transport {
  readonly #host: EngineHost;
  readonly #pace: () => Pace;
  /** For questions that are asked many times in a row. */
  readonly #asking: Pace;
  readonly #unfinished = new Unfinished();
  #loader: Loader | null = null;

  constructor(host: EngineHost, pace: () => Pace = mainPace) {
    this.#host = host;
    this.#pace = pace;
    this.#asking = pace();
  }

  open(files: readonly SourceFile[], listener: LoadListener, corrections: Corrections): Promise<Summary> {
    const loader = new Loader(this.#host, patient(this.#pace(), this.#unfinished), listener);
    this.#loader = loader;
    return loader.load(files, corrections);
  }

  cancel(): void {
    this.#loader?.cancel();
  }

  async ask(question: Question, args: readonly unknown[]): Promise<unknown> {
    const answer = this.#unfinished.note(question, this.#host.ask(question, args, TURN_MS));
    if (isAskedAgain(question, answer)) await this.#asking.breathe();
    return answer;
  }

  dispose(): void {
    this.#loader?.cancel();
    this.#host.close();
  }
}
