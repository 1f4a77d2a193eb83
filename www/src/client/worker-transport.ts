/** The engine in a worker: calls go out with a number, answers come back with it. */

import type { Corrections, Summary } from '../contract.js';
import { ENGINE_DEAD, EngineDead } from '../worker/host.js';
import type { LoadListener, SourceFile } from '../worker/loader.js';
import type { Question } from '../worker/log-engine.js';
import { type Answer, type CallBody, type ErrorData, isNews, type Message, type News } from '../worker/protocol.js';
import type { Transport } from './engine-client.js';

/** What is used of a `Worker`. */
export type WorkerPort = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

function revive({ name, message, file }: ErrorData): Error {
  if (name === ENGINE_DEAD) return new EngineDead(message, file);
  return Object.assign(new Error(message), { name });
}

export class WorkerTransport implements Transport {
  readonly #port: WorkerPort;
  readonly #waiting = new Map<number, Waiting>();
  #listener: LoadListener | null = null;
  #nextId = 1;
  #death: EngineDead | null = null;

  private constructor(port: WorkerPort) {
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<Message>) => (isNews(data) ? this.#hear(data) : this.#settle(data));
    port.onerror = (event) => this.#die(new EngineDead(event.message || 'The worker ended.'));
  }

  /**
   * Hands the engine's bytes to a new worker. Rejects with `EngineDead` when the worker could not be loaded (a policy may
   * say so only after the fact), and with the compile error where WebAssembly is not allowed.
   */
  static async start(port: WorkerPort, wasm: ArrayBuffer): Promise<WorkerTransport> {
    const transport = new WorkerTransport(port);
    await transport.#call({ call: 'start', wasm });
    return transport;
  }

  open(files: readonly SourceFile[], listener: LoadListener, corrections: Corrections): Promise<Summary> {
    this.#listener = listener;
    // Only what can be copied to a worker.
    const copies = files.map(({ file, folder, unlimited = false }) => ({ file, folder, unlimited }));
    return this.#call({ call: 'open', files: copies, corrections }) as Promise<Summary>;
  }

  cancel(): void {
    this.#call({ call: 'cancel' }).catch(() => undefined);
  }

  ask(question: Question, args: readonly unknown[]): Promise<unknown> {
    return this.#call({ call: 'ask', question, args });
  }

  dispose(): void {
    this.#port.terminate();
    this.#die(new EngineDead('The engine was closed.'));
  }

  #call(body: CallBody): Promise<unknown> {
    if (this.#death) return Promise.reject(this.#death);
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      // The bytes are copied and not moved: the main thread may need them when this worker turns out to be forbidden.
      this.#port.postMessage({ id, ...body });
    });
  }

  #settle(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (answer.ok) waiting?.resolve(answer.value);
    else this.#fail(waiting, revive(answer.error));
  }

  #fail(waiting: Waiting | undefined, error: Error): void {
    waiting?.reject(error);
    if (error instanceof EngineDead) this.#die(error);
  }

  #hear(news: News): void {
    if (news.news === 'progress') this.#listener?.progress(news.progress);
    if (news.news === 'published') this.#listener?.published(news.summary);
    if (news.news === 'failed') this.#listener?.failed(news.failure);
  }

  #die(death: EngineDead): void {
    this.#death ??= death;
    for (const { reject } of this.#waiting.values()) reject(this.#death);
    this.#waiting.clear();
  }
}
