/**
 * What can happen to a worker, brought about from outside: functions that run in the page before its scripts, and so
 * contain everything that they need.
 */

import { changingEngine } from './engine-bytes.mjs';

/** Keeps the workers that the page starts in `globalThis.workers`; those in `globalThis.mute` no longer get messages. */
export function keepWorkers() {
  const workers = [];
  const mute = new Set();
  Object.assign(globalThis, { workers, mute });
  globalThis.Worker = new Proxy(globalThis.Worker, {
    construct(Native, [url]) {
      const worker = new Native(url);
      workers.push(worker);
      return worker;
    },
  });
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, ...rest) {
    if (!mute.has(this)) post.call(this, message, ...rest);
  };
}

/**
 * Keeps the workers that the engine's worker starts. `globalThis.askWorker` asks it for how many there were and how many
 * have ended (`count`), or to end the first that has not (`end`). For the one-file build, whose script is a blob.
 */
export function keepParsers() {
  const prefix = `(${watched})();\n`;
  const blobs = globalThis.Blob;
  // The script reaches the worker as a blob too, from which it starts the others.
  globalThis.Blob = class extends blobs {
    constructor(parts, options) {
      super(options?.type === 'text/javascript' ? [prefix, ...parts] : parts, options);
    }
  };
  const workers = [];
  globalThis.Worker = new Proxy(globalThis.Worker, {
    construct(Native, [url]) {
      const worker = new Native(url);
      workers.push(worker);
      return worker;
    },
  });
  globalThis.askWorker = (asked) =>
    new Promise((answered) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => answered(data);
      workers.at(-1).postMessage({ asked }, [port2]);
    });

  function watched() {
    const parsers = [];
    globalThis.Worker = class extends globalThis.Worker {
      constructor(url) {
        super(url);
        parsers.push(this);
      }
      /** @override */
      terminate() {
        super.terminate();
        this.hasEnded = true;
      }
    };
    globalThis.addEventListener('message', (event) => {
      const { asked } = event.data;
      if (!asked) return;
      event.stopImmediatePropagation();
      const first = parsers.find(({ hasEnded }) => !hasEnded);
      // Without its owner knowing: as when the browser ends it.
      if (asked === 'end') Object.getPrototypeOf(Object.getPrototypeOf(first)).terminate.call(first);
      const ended = parsers.filter(({ hasEnded }) => hasEnded).length;
      event.ports[0].postMessage({ started: parsers.length, ended });
    });
  }
}

/** Limits the memory of every engine to 192 MiB. */
export const limitMemory = changingEngine(`${limited}`);

/** Adds the maximum to the engine's memory. Runs in the page, and so contains everything that it needs. */
function limited(bytes) {
  const [MEMORY, MAXIMUM_PAGES] = [5, 3072];

  /** An unsigned number in LEB128: its value, and where it ends. */
  function number(bytes, from) {
    let [value, at] = [0, from];
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return [value, at];
    }
  }

  function encoded(value) {
    const bytes = [];
    for (let rest = value; ; rest >>>= 7) {
      bytes.push(rest > 0x7f ? (rest & 0x7f) | 0x80 : rest);
      if (rest <= 0x7f) return bytes;
    }
  }

  for (let at = 8; at < bytes.length; ) {
    const [length, contents] = number(bytes, at + 1);
    if (bytes[at] === MEMORY) {
      // One memory: its flags, then its pages at the beginning.
      const [minimum] = number(bytes, contents + 2);
      const section = [1, 1, ...encoded(minimum), ...encoded(MAXIMUM_PAGES)];
      const before = bytes.subarray(0, at + 1);
      return new Uint8Array([...before, ...encoded(section.length), ...section, ...bytes.subarray(contents + length)]);
    }
    at = contents + length;
  }
  throw new Error('the engine has no memory of its own');
}
