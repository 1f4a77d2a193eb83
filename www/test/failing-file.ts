import type { Readable } from '../src/shared/source-file.js';

/** A file that yields some bytes, and then the error of browsers for one that is gone or was changed. */
export function failingFile(bytes: Uint8Array<ArrayBuffer>, error: string): Readable {
  let given = false;
  return {
    size: bytes.length * 2,
    stream: () => new ReadableStream(), // not of type 'bytes': asking it for a BYOB reader throws
    slice: () => ({
      async arrayBuffer() {
        if (given) throw new DOMException('It is gone.', error);
        given = true;
        return bytes.slice().buffer;
      },
    }),
  };
}
