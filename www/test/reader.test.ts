import { describe, expect, it } from 'vitest';
import type { Readable } from '../src/shared/source-file.js';
import { chunks, readAhead } from '../src/worker/reader.js';
import { failingFile } from './failing-file.js';

const BYTES = Uint8Array.from({ length: 1000 }, (_, index) => index % 251);

/** A file in a browser without byte streams. */
function withoutByob(bytes: Uint8Array<ArrayBuffer>): Readable {
  const blob = new Blob([bytes]);
  return {
    size: blob.size,
    stream: () => new ReadableStream(), // not of type 'bytes': asking it for a BYOB reader throws
    slice: (from, to) => blob.slice(from, to),
  };
}

async function readAll(file: Readable, chunkBytes: number): Promise<number[]> {
  const all: number[] = [];
  // Copied at once, as a chunk is valid only until the next one is requested.
  for await (const chunk of chunks(file, chunkBytes)) all.push(...chunk);
  return all;
}

describe.each([
  ['by BYOB', (bytes: Uint8Array<ArrayBuffer>): Readable => new Blob([bytes])],
  ['by slices', withoutByob],
])('reading %s', (_, open) => {
  it.each([1, 7, 999, 1000, 1001, 4096])('yields every byte once, %i at a time', async (chunkBytes) => {
    expect(await readAll(open(BYTES), chunkBytes)).toEqual([...BYTES]);
  });

  it('yields nothing for an empty file', async () => {
    expect(await readAll(open(new Uint8Array(0)), 10)).toEqual([]);
  });

  it('may be abandoned in the middle', async () => {
    for await (const chunk of chunks(open(BYTES), 10)) {
      expect(chunk.length).toBe(10);
      break;
    }
  });
});

describe('a small file', () => {
  it('is read into small buffers', async () => {
    const asked: number[] = [];
    const stream = () => {
      let given = false;
      return new ReadableStream({
        type: 'bytes',
        pull(controller) {
          const view = controller.byobRequest?.view;
          asked.push(view?.byteLength ?? 0);
          if (given || !view) {
            controller.close();
            controller.byobRequest?.respond(0);
            return;
          }
          given = true;
          new Uint8Array(view.buffer, view.byteOffset).set(BYTES);
          controller.byobRequest?.respond(BYTES.length);
        },
      });
    };
    const blob = new Blob([BYTES]);
    const file = { size: blob.size, stream, slice: (from: number, to: number) => blob.slice(from, to) };
    expect(await readAll(file, 4 * 1024 * 1024)).toEqual([...BYTES]);
    expect(asked).toEqual([16_384, 16_384]);
  });
});

describe('overlapping', () => {
  it('starts the next read while the caller processes a chunk', async () => {
    const blob = new Blob([BYTES]);
    let started = 0;
    const file: Readable = {
      size: blob.size,
      stream: () => new ReadableStream(),
      slice: (from, to) => {
        started += 1;
        return blob.slice(from, to);
      },
    };
    const reading = chunks(file, 100);
    await reading.next();
    expect(started).toBe(2);
    await reading.return(undefined);
  });

  it('alternates between two buffers', async () => {
    const buffers = new Set<number>();
    let reads = 0;
    const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
      type: 'bytes',
      pull(controller) {
        const request = (controller as ReadableByteStreamController).byobRequest;
        const view = request?.view as Uint8Array<ArrayBuffer>;
        // A buffer that was used before still contains the number it got then.
        if (view[1] === 0) view[1] = buffers.size + 1;
        buffers.add(view[1] ?? 0);
        reads += 1;
        if (reads > 10) controller.close();
        request?.respond(reads > 10 ? 0 : 2);
      },
    });
    const file: Readable = { size: 20, stream: () => stream, slice: () => new Blob() };
    let count = 0;
    for await (const _ of chunks(file, 16)) count += 1;
    expect(count).toBe(10);
    expect(buffers.size).toBe(2);
  });
});

describe('reading ahead', () => {
  it('starts on its own, and yields the same chunks', async () => {
    const blob = new Blob([BYTES]);
    let started = 0;
    const file: Readable = {
      size: blob.size,
      stream: () => {
        started += 1;
        return blob.stream();
      },
      slice: (from, to) => blob.slice(from, to),
    };
    const ahead = readAhead(file, 300);
    expect(started).toBe(1);
    const all: number[] = [];
    for await (const chunk of ahead.chunks()) all.push(...chunk);
    expect(all).toEqual([...BYTES]);
    expect(started).toBe(1);
  });

  it('may be abandoned before its chunks are read', async () => {
    await expect(readAhead(new Blob([BYTES]), 10).close()).resolves.toBeUndefined();
  });

  it('fails only when its chunks are read', async () => {
    const reading = readAhead(failingFile(BYTES, 'NotReadableError')).chunks();
    await new Promise((resolve) => setTimeout(resolve));
    expect((await reading.next()).value).toEqual(BYTES);
    await expect(reading.next()).rejects.toThrow('It is gone.');
  });
});

describe('a file that fails', () => {
  it('yields what was readable, and then the error', async () => {
    const read: number[] = [];
    const reading = (async () => {
      for await (const chunk of chunks(failingFile(BYTES, 'NotReadableError'), 100)) read.push(...chunk);
    })();
    await expect(reading).rejects.toMatchObject({ name: 'NotReadableError' });
    expect(read).toEqual([...BYTES]);
  });
});
