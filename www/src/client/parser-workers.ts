/**
 * The workers that parse files for the engine's worker: started here at its wish, as the page can do that without waiting
 * for anyone. What the two say to each other is passed on. One that says nothing for a minute, not even that it is alive, is
 * said to have ended: a drive may be slow, but not a parser.
 */

import { buffersOf, type ParserMessage } from '../shared/parser-protocol.js';
import type { FromParser, ToParser, WorkerPort } from '../shared/protocol.js';
import { Heartbeat } from './heartbeat.js';

type Send = (message: FromParser, transfer: ArrayBuffer[]) => void;

interface Running {
  worker: WorkerPort;
  heartbeat: Heartbeat;
}

export class ParserWorkers {
  readonly #start: () => WorkerPort;
  readonly #send: Send;
  readonly #running = new Map<number, Running>();

  constructor(start: () => WorkerPort, send: Send) {
    this.#start = start;
    this.#send = send;
  }

  /** Passes a request on; the first one to a parser starts it, none ends it. */
  take({ parser, request }: ToParser): void {
    if (!request) this.#end(parser);
    else if (request.parse === 'start') this.#begin(parser)?.postMessage(request);
    else this.#running.get(parser)?.worker.postMessage(request);
  }

  endAll(): void {
    for (const parser of [...this.#running.keys()]) this.#end(parser);
  }

  #begin(parser: number): WorkerPort | null {
    const failed = (message: string) => this.#hear(parser, { parsed: 'failed', message });
    try {
      const worker = this.#start();
      const heartbeat = new Heartbeat({
        ping: () => worker.postMessage({ parse: 'ping' }),
        slow: () => undefined,
        silent: () => failed('The parser does not answer.'),
      });
      worker.onmessage = ({ data }: MessageEvent<ParserMessage>) => {
        heartbeat.heard(true);
        if (data.parsed === 'ready') heartbeat.begin();
        heartbeat.expect();
        if (data.parsed !== 'alive') this.#hear(parser, data);
      };
      worker.onmessageerror = () => failed('A message of the parser could not be read.');
      worker.onerror = ({ message }) => failed(message || 'The parser ended.');
      this.#running.set(parser, { worker, heartbeat });
      return worker;
    } catch (error) {
      failed(String(error));
      return null;
    }
  }

  #hear(parser: number, message: ParserMessage): void {
    this.#send({ request: 'heard', parser, message }, buffersOf(message));
  }

  #end(parser: number): void {
    const running = this.#running.get(parser);
    if (!running) return;
    this.#running.delete(parser);
    const { worker, heartbeat } = running;
    // What it had said before would start its clock again.
    worker.onmessage = null;
    worker.terminate();
    heartbeat.rest();
  }
}
