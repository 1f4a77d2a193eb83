/** Parsers that the page starts for this worker, and whose messages it passes on. */

import type { ParserPort } from '../shared/parser-protocol.js';
import type { FromParser, ToParser } from '../shared/protocol.js';

type Send = (message: ToParser) => void;

export class PageParsers {
  readonly #send: Send;
  readonly #ports = new Map<number, ParserPort>();
  #next = 1;

  constructor(send: Send) {
    this.#send = send;
  }

  /** Another one, which the page starts with the first request. */
  begin(): ParserPort {
    const parser = this.#next++;
    const port: ParserPort = {
      post: (request) => this.#send({ event: 'parser', parser, request }),
      onMessage: () => undefined,
      end: () => {
        this.#ports.delete(parser);
        this.#send({ event: 'parser', parser, request: null });
      },
    };
    this.#ports.set(parser, port);
    return port;
  }

  /** A message of one of them; one that was ended meanwhile is no longer listened to. */
  hear({ parser, message }: FromParser): void {
    this.#ports.get(parser)?.onMessage(message);
  }
}
