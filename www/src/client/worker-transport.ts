/** The engine in a worker: requests go out with a number, responses come back with it. */

import type { Corrections, Summary } from '../contract.js';
import { type Cause, EngineClosed, EngineDead } from '../shared/engine-dead.js';
import type { LoadListener } from '../shared/load.js';
import type { Question } from '../shared/log-engine.js';
import { Pieces } from '../shared/pieces.js';
import {
  isEvent,
  type RequestBody,
  unpackError,
  type WorkerEvent,
  type WorkerMessage,
  type WorkerResponse,
} from '../shared/protocol.js';
import type { SourceFile } from '../shared/source-file.js';
import type { Transport } from './engine-client.js';
import { Heartbeat } from './heartbeat.js';

/** The part of a `Worker` that is used. */
export type WorkerPort = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onmessageerror' | 'onerror'>;

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

export class WorkerTransport implements Transport {
  readonly #port: WorkerPort;
  readonly #waiting = new Map<number, Waiting>();
  #listener: LoadListener | null = null;
  /** What has arrived of the long lists in the next message. */
  readonly #pieces = new Pieces();
  #nextId = 1;
  readonly #heartbeat = new Heartbeat({
    ping: () => void this.#send({ request: 'ping' }).catch(() => undefined),
    silent: () => this.#die('The worker does not answer.', 'silence'),
  });
  /** Why there are no more answers; null while there are. */
  #end: EngineClosed | EngineDead | null = null;

  private constructor(port: WorkerPort) {
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<WorkerMessage>) => this.#hear(data);
    port.onmessageerror = () => this.#die('An answer of the worker could not be read.', 'memory');
    port.onerror = (event) => this.#die(event.message || 'The worker ended.', 'trap');
  }

  /**
   * Sends the engine's bytes to a new worker. Rejects with `EngineDead` if the worker could not be loaded (a policy may
   * block it only after it was created), with the compile error if WebAssembly is not allowed, and with
   * `NotReadableError` if the worker cannot read files: in WebKit, those of a page without an origin, such as a file.
   */
  static async start(port: WorkerPort, wasm: ArrayBuffer): Promise<WorkerTransport> {
    const transport = new WorkerTransport(port);
    try {
      await transport.#send({ request: 'start', wasm, probe: new Blob(['x']) });
      // A worker may take any time to be loaded; from now on it answers.
      transport.#heartbeat.begin();
      return transport;
    } catch (error) {
      port.terminate();
      throw error;
    }
  }

  open(files: readonly SourceFile[], listener: LoadListener, corrections: Corrections): Promise<Summary> {
    this.#listener = listener;
    // Only the properties that can be cloned.
    const copies = files.map(({ file, folder, unlimited = false }) => ({ file, folder, unlimited }));
    return this.#send({ request: 'open', files: copies, corrections }) as Promise<Summary>;
  }

  cancel(): void {
    this.#send({ request: 'cancel' }).catch(() => undefined);
  }

  ask(question: Question, args: readonly unknown[]): Promise<unknown> {
    return this.#send({ request: 'ask', question, args });
  }

  dispose(): void {
    this.#finish(new EngineClosed());
  }

  #send(body: RequestBody): Promise<unknown> {
    if (this.#end) return Promise.reject(this.#end);
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      if (body.request !== 'ping') this.#heartbeat.expect();
      // The bytes are copied, not transferred: if this worker is blocked, the next attempt needs them.
      this.#port.postMessage({ id, ...body });
    });
  }

  #hear(message: WorkerMessage): void {
    this.#heartbeat.heard(isEvent(message) && message.event === 'busy');
    if (isEvent(message)) this.#notify(message);
    else this.#settle(message);
  }

  #settle(response: WorkerResponse): void {
    const waiting = this.#waiting.get(response.id);
    this.#waiting.delete(response.id);
    if (response.ok) waiting?.resolve(this.#pieces.whole(response.value));
    else this.#fail(waiting, unpackError(response.error));
    if (this.#waiting.size === 0) this.#heartbeat.rest();
  }

  #fail(waiting: Waiting | undefined, error: Error): void {
    waiting?.reject(error);
    if (error instanceof EngineDead) this.#finish(error);
  }

  #notify(event: WorkerEvent): void {
    if (event.event === 'progress') this.#listener?.progress(event.progress);
    if (event.event === 'piece') this.#pieces.add(event.piece);
    if (event.event === 'published') this.#listener?.published(this.#pieces.whole(event.summary));
    if (event.event === 'failed') this.#listener?.failed(event.failure);
    if (event.event === 'named') this.#listener?.named(event.named);
  }

  #die(message: string, cause: Cause): void {
    this.#finish(new EngineDead(message, '', cause));
  }

  #finish(end: EngineClosed | EngineDead): void {
    this.#end ??= end;
    this.#heartbeat.rest();
    this.#port.terminate();
    for (const { reject } of this.#waiting.values()) reject(this.#end);
    this.#waiting.clear();
  }
}
