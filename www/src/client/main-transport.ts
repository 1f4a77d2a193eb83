/**
 * The engine on the main thread, for pages whose policy allows no worker. Reading is cut into pushes that are short
 * enough for the page to stay responsive, and yields to the event loop in between.
 */

import type { Corrections, Summary } from '../contract.js';
import type { LoadListener } from '../shared/load.js';
import type { Question } from '../shared/log-engine.js';
import type { SourceFile } from '../shared/source-file.js';
import type { EngineHost } from '../worker/host.js';
import { Loader } from '../worker/loader.js';
import { type Pace, slices } from '../worker/pace.js';
import type { Transport } from './engine-client.js';

/** At 100 MB/s, which is slow, one push of this size takes five milliseconds. */
const PUSH_BYTES = 512 * 1024;
/**
 * Work between two turns of the event loop: less than half of the 50 ms that make a long task; the rest is for the
 * views.
 */
const TURN_MS = 20;

/** Questions that are answered in steps. */
const STEPS: ReadonlySet<Question> = new Set(['nextExportPart', 'exportContents', 'detail']);

/** How work is cut on the main thread. */
export const mainPace = (): Pace => slices(PUSH_BYTES, TURN_MS);

export class MainTransport implements Transport {
  readonly #host: EngineHost;
  readonly #pace: () => Pace;
  /** For questions that are asked many times in a row. */
  readonly #asking: Pace;
  #loader: Loader | null = null;

  constructor(host: EngineHost, pace: () => Pace = mainPace) {
    this.#host = host;
    this.#pace = pace;
    this.#asking = pace();
  }

  open(files: readonly SourceFile[], listener: LoadListener, corrections: Corrections): Promise<Summary> {
    const loader = new Loader(this.#host, this.#pace(), listener);
    this.#loader = loader;
    return loader.load(files, corrections);
  }

  cancel(): void {
    this.#loader?.cancel();
  }

  async ask(question: Question, args: readonly unknown[]): Promise<unknown> {
    const answer = this.#host.ask(question, args);
    if (STEPS.has(question)) await this.#asking.breathe();
    return answer;
  }

  dispose(): void {
    this.#loader?.cancel();
    this.#host.close();
  }
}
