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
