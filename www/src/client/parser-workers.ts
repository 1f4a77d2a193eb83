/**
 * The workers that parse files for the engine's worker: started here at its wish, as the page can do that without waiting
 * for anyone. What the two say to each other is passed on.
 */

import { buffersOf, type ParserMessage } from '../shared/parser-protocol.js';
import type { FromParser, ToParser, WorkerPort } from '../shared/protocol.js';

type Send = (message: FromParser, transfer: ArrayBuffer[]) => void;

export class ParserWorkers {
  readonly #start: () => WorkerPort;
  readonly #send: Send;
  readonly #workers = new Map<number, WorkerPort>();

  constructor(start: () => WorkerPort, send: Send) {
    this.#start = start;
    this.#send = send;
  }

  /** Passes a request on; the first one to a parser starts it, none ends it. */
  take({ parser, request }: ToParser): void {
    if (!request) this.#end(parser);
    else if (request.parse === 'start') this.#begin(parser)?.postMessage(request);
    else this.#workers.get(parser)?.postMessage(request);
  }

  endAll(): void {
    for (const parser of [...this.#workers.keys()]) this.#end(parser);
  }

  #begin(parser: number): WorkerPort | null {
    const failed = (message: string) => this.#hear(parser, { parsed: 'failed', message });
    try {
      const worker = this.#start();
      worker.onmessage = ({ data }: MessageEvent<ParserMessage>) => this.#hear(parser, data);
      worker.onmessageerror = () => failed('A message of the parser could not be read.');
      worker.onerror = ({ message }) => failed(message || 'The parser ended.');
      this.#workers.set(parser, worker);
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
    this.#workers.get(parser)?.terminate();
    this.#workers.delete(parser);
  }
}
