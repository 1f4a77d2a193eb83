import { afterEach, describe, expect, it } from 'vitest';
import type { Readable } from '../src/worker/reader.js';
import { RemoteReader, serveReads } from '../src/worker/remote.js';
import { failingFile } from './failing-file.js';

const BYTES = Uint8Array.from({ length: 10_000 }, (_, index) => index % 251);

const ports: MessagePort[] = [];

/** A reader at the other end of a channel; files go over it as they are, since Node cannot copy a Blob to a port. */
function remote(file: Readable): { reader: RemoteReader; opened: () => number } {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  let opened = 0;
  const given: Readable = {
    size: file.size,
    stream: () => {
      opened += 1;
      return file.stream();
    },
    slice: (from, to) => file.slice(from, to),
  };
  const serverSide = { postMessage: port2.postMessage.bind(port2), onmessage: null as MessagePort['onmessage'] };
  serveReads(serverSide);
  port2.onmessage = (event) => {
    const data = 'open' in event.data ? { ...event.data, open: given } : event.data;
    serverSide.onmessage?.call(port2, { data } as MessageEvent);
  };
  const engineSide = {
    onmessage: null as MessagePort['onmessage'],
    postMessage: (order: object, transfer: Transferable[] = []) =>
      port1.postMessage('open' in order ? { ...order, open: true } : order, transfer),
  };
  const reader = new RemoteReader(engineSide as never);
  port1.onmessage = (event) => engineSide.onmessage?.call(port1, event);
  return { reader, opened: () => opened };
}

afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

describe('reading in another worker', () => {
  it('gives every byte once, in order', async () => {
    const { reader } = remote(new Blob([BYTES]));
    const all: number[] = [];
    for await (const chunk of reader.open(new Blob([])).chunks()) all.push(...chunk);
    expect(all).toEqual([...BYTES]);
  });

  it('gives more chunks than are under way at a time', async () => {
    const pieces = Array.from({ length: 20 }, (_, index) => BYTES.slice(index * 500, index * 500 + 500));
    let next = 0;
    const file: Readable = {
      size: BYTES.length,
      stream: () => new ReadableStream(), // not of type 'bytes': it is read by slices
      slice: () => ({ arrayBuffer: async () => (pieces[next++] ?? new Uint8Array(0)).buffer }),
    };
    const { reader } = remote(file);
    const all: number[] = [];
    for await (const chunk of reader.open(file).chunks()) all.push(...chunk);
    expect(all).toEqual([...BYTES]);
  });

  it('starts before it is asked, and stops when nobody wants it', async () => {
    const { reader, opened } = remote(new Blob([BYTES]));
    const ahead = reader.open(new Blob([]));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(opened()).toBe(1);
    await expect(ahead.close()).resolves.toBeUndefined();
  });

  it('may be left in the middle', async () => {
    const { reader } = remote(new Blob([BYTES]));
    for await (const chunk of reader.open(new Blob([])).chunks()) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
  });

  it('tells by its name why a file could not be read on, after what was readable', async () => {
    const { reader } = remote(failingFile(BYTES, 'NotReadableError'));
    const chunks = reader.open(new Blob([])).chunks();
    expect((await chunks.next()).value).toEqual(BYTES);
    await expect(chunks.next()).rejects.toMatchObject({ name: 'NotReadableError', message: 'It is gone.' });
  });
});
