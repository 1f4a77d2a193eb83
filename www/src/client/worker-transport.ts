/** The engine in a worker: requests go out with a number, responses come back with it. */

import type { Corrections, Summary } from '../contract.js';
import { type Cause, EngineClosed, EngineDead } from '../shared/engine-dead.js';
import type { LoadListener } from '../shared/load.js';
import { whenReleased } from '../shared/locks.js';
import type { Question } from '../shared/log-engine.js';
import { slices } from '../shared/pace.js';
import { type Piece, Pieces } from '../shared/pieces.js';
import {
  type Divided,
  isEvent,
  type RequestBody,
  type Taken,
  unpackError,
  type WorkerEvent,
  type WorkerMessage,
  type WorkerPort,
  type WorkerResponse,
} from '../shared/protocol.js';
import type { SourceFile } from '../shared/source-file.js';
import { totalSize } from '../worker/sizes.js';
import type { Transport } from './engine-client.js';
import { Heartbeat } from './heartbeat.js';
import { TURN_MS } from './intake.js';
import { ParserWorkers } from './parser-workers.js';

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** The script of all workers. */
export interface WorkerScript {
  newWorker(): WorkerPort;
  /** No more workers will be started. */
  release(): void;
}

export class WorkerTransport implements Transport {
  readonly #port: WorkerPort;
  readonly #script: WorkerScript;
  readonly #parsers: ParserWorkers;
  readonly #waiting = new Map<number, Waiting>();
  #listener: LoadListener | null = null;
  /** Asks for the sizes of the files to open. */
  #sizing: Promise<unknown> = Promise.resolve();
  /** What has arrived of the long lists in the next message. */
  readonly #pieces = new Pieces();
  #nextId = 1;
  readonly #heartbeat = new Heartbeat({
    ping: () => void this.#send({ request: 'ping' }).catch(() => undefined),
    slow: (isSlow) => this.onSlow(isSlow),
    silent: () => this.#die('The worker does not answer.', 'silence'),
  });
  readonly #ended = new AbortController();
  onSlow: (isSlow: boolean) => void = () => undefined;
  onDead: (error: EngineDead) => void = () => undefined;
  /** Why there are no more answers; null while there are. */
  #end: EngineClosed | EngineDead | null = null;

  private constructor(script: WorkerScript) {
    const port = script.newWorker();
    this.#port = port;
    this.#script = script;
    this.#parsers = new ParserWorkers(
      () => script.newWorker(),
      (message, transfer) => port.postMessage(message, transfer),
    );
    port.onmessage = ({ data }: MessageEvent<WorkerMessage>) => this.#hear(data);
    port.onmessageerror = () => this.#die('An answer of the worker could not be read.', 'memory');
    port.onerror = (event) => this.#die(event.message || 'The worker ended.', 'trap');
  }

  /**
   * Starts a worker and sends the engine's bytes to it. Rejects with `EngineDead` if the worker could not be loaded (a policy
   * may block it only after it was created), with the compile error if WebAssembly is not allowed, and with
   * `NotReadableError` if the worker cannot read files: in WebKit, those of a page without an origin, such as a file.
   */
  static async start(script: WorkerScript, engine: Uint8Array): Promise<WorkerTransport> {
    const transport = new WorkerTransport(script);
    try {
      await transport.#send({ request: 'start', engine, probe: new Blob(['x']) });
      // A worker may take any time to be loaded; from now on it answers.
      transport.#heartbeat.begin();
      return transport;
    } catch (error) {
      transport.dispose();
      throw error;
    }
  }

  async open(files: readonly SourceFile[], listener: LoadListener, corrections: Corrections): Promise<Summary> {
    this.#listener = listener;
    const pace = slices(0, TURN_MS);
    this.#sizing = totalSize(files, () => pace.breathe());
    await this.#sizing;
    // Only the properties that can be cloned.
    const copies = files.map(({ file, folder, unlimited = false, rank = 0 }) => ({ file, folder, unlimited, rank }));
    return (await this.#send({ request: 'open', files: copies, corrections })) as Summary;
  }

  /** Not before the files to open have been sent. */
  cancel(): void {
    this.#sizing.then(() => this.#send({ request: 'cancel' })).catch(() => undefined);
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

  #settle(response: WorkerResponse & Divided): void {
    const waiting = this.#waiting.get(response.id);
    this.#waiting.delete(response.id);
    if (response.ok) waiting?.resolve(this.#whole(response.value, response));
    else this.#fail(waiting, unpackError(response.error));
    if (this.#waiting.size === 0) this.#heartbeat.rest();
  }

  #fail(waiting: Waiting | undefined, error: Error): void {
    waiting?.reject(error);
    if (error instanceof EngineDead) this.#finish(error);
  }

  #notify(event: WorkerEvent & Divided): void {
    if (event.event === 'progress') this.#listener?.progress(event.progress);
    if (event.event === 'piece') this.#take(event.piece);
    if (event.event === 'published') this.#listener?.published(this.#whole(event.summary, event));
    if (event.event === 'failed') this.#listener?.failed(event.failure);
    if (event.event === 'alive')
      whenReleased(event.lock, this.#ended.signal, () => this.#die('The worker ended.', 'silence'));
    if (event.event === 'parser') this.#parsers.take(event);
    if (event.event === 'named') this.#listener?.named(event.named);
  }

  #whole<T>(rest: T, { hasPieces }: Divided): T {
    return hasPieces ? this.#pieces.whole(rest) : rest;
  }

  #take(piece: Piece): void {
    this.#pieces.add(piece);
    const taken: Taken = { request: 'taken' };
    this.#port.postMessage(taken);
  }

  #die(message: string, cause: Cause): void {
    this.#finish(new EngineDead(message, '', cause));
  }

  #finish(end: EngineClosed | EngineDead): void {
    this.#end ??= end;
    this.#ended.abort();
    this.#heartbeat.rest();
    this.#port.terminate();
    this.#parsers.endAll();
    this.#script.release();
    for (const { reject } of this.#waiting.values()) reject(this.#end);
    this.#waiting.clear();
    if (end instanceof EngineDead && end === this.#end) this.onDead(end);
  }
}
