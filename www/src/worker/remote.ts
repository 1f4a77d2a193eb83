/**
 * Reading in a second worker. Reading costs a thread about a third of what parsing does, and both in one thread add up:
 * with a thread of its own for each, the engine never waits for bytes.
 *
 * A reader sends a few chunks of a file ahead and one more for each buffer that comes back: that is the back pressure, and
 * the buffers go round without being allocated anew. The buffers are moved between the workers and never copied.
 */

import { type Ahead, type ChunkSource, chunkSource, type Readable } from './reader.js';

/** Chunks of one file that are under way at most. */
const UNDER_WAY = 3;

/** Engine to reader. `read` is the number of the file. */
export type ReadOrder =
  | { read: number; open: Readable }
  | { read: number; spare: ArrayBuffer }
  | { read: number; close: true };

/** Reader to engine. */
export type ReadResult =
  | { read: number; bytes: Uint8Array }
  | { read: number; done: true }
  | { read: number; error: { name: string; message: string } };

/** What is used of a `MessagePort`. */
export type Port = Pick<MessagePort, 'postMessage' | 'onmessage'>;

// ------------------------------------------------------------------------------------------- the side of the reader

class Serving {
  readonly #port: Port;
  readonly #read: number;
  readonly #source: ChunkSource;
  readonly #spares: (ArrayBuffer | null)[] = new Array(UNDER_WAY).fill(null);
  #wake: () => void = () => undefined;
  #closed = false;

  constructor(port: Port, read: number, file: Readable) {
    this.#port = port;
    this.#read = read;
    this.#source = chunkSource(file);
  }

  giveBack(spare: ArrayBuffer): void {
    this.#spares.push(spare);
    this.#wake();
  }

  close(): void {
    this.#closed = true;
    this.#wake();
  }

  async run(): Promise<void> {
    try {
      while (await this.#sendNext());
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      this.#send({ read: this.#read, error: { name, message } });
    } finally {
      await this.#source.release();
    }
  }

  /** Waits until a buffer is free, fills it and sends it; false at the end. */
  async #sendNext(): Promise<boolean> {
    while (!this.#closed && this.#spares.length === 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#closed) return false;
    const { bytes, done } = await this.#source.next(this.#spares.pop() ?? null);
    if (done) this.#send({ read: this.#read, done: true });
    else this.#send({ read: this.#read, bytes }, [bytes.buffer as ArrayBuffer]);
    return !done;
  }

  #send(result: ReadResult, transfer: ArrayBuffer[] = []): void {
    if (!this.#closed) this.#port.postMessage(result, transfer);
  }
}

/** Reads whatever the other end of the port asks for. */
export function serveReads(port: Port): void {
  const serving = new Map<number, Serving>();
  port.onmessage = ({ data }: MessageEvent<ReadOrder>) => {
    if ('open' in data) {
      const one = new Serving(port, data.read, data.open);
      serving.set(data.read, one);
      one.run().finally(() => serving.delete(data.read));
    } else if ('spare' in data) {
      serving.get(data.read)?.giveBack(data.spare);
    } else {
      serving.get(data.read)?.close();
    }
  };
}

// ------------------------------------------------------------------------------------------- the side of the engine

/** What came of one file and was not taken yet. */
class Arrivals {
  readonly #results: ReadResult[] = [];
  #wake: () => void = () => undefined;

  add(result: ReadResult): void {
    this.#results.push(result);
    this.#wake();
  }

  async next(): Promise<ReadResult> {
    for (;;) {
      const result = this.#results.shift();
      if (result) return result;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

/** Reads files by way of the reader at the other end of the port. */
export class RemoteReader {
  readonly #port: Port;
  readonly #arrivals = new Map<number, Arrivals>();
  #nextRead = 1;

  constructor(port: Port) {
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<ReadResult>) => this.#arrivals.get(data.read)?.add(data);
  }

  /** As `readAhead`: the first chunks are on their way when this returns. */
  readonly open = (file: Readable): Ahead => {
    const read = this.#nextRead++;
    const arrivals = new Arrivals();
    this.#arrivals.set(read, arrivals);
    this.#order({ read, open: file });
    return { chunks: () => this.#chunks(read, arrivals), close: async () => this.#close(read) };
  };

  async *#chunks(read: number, arrivals: Arrivals): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        const result = await arrivals.next();
        if ('done' in result) return;
        if ('error' in result) throw Object.assign(new Error(result.error.message), { name: result.error.name });
        yield result.bytes;
        const spare = result.bytes.buffer as ArrayBuffer;
        this.#order({ read, spare }, [spare]);
      }
    } finally {
      this.#close(read);
    }
  }

  #close(read: number): void {
    if (this.#arrivals.delete(read)) this.#order({ read, close: true });
  }

  #order(order: ReadOrder, transfer: ArrayBuffer[] = []): void {
    this.#port.postMessage(order, transfer);
  }
}
