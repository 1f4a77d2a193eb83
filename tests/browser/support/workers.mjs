/**
 * What can happen to a worker, brought about from outside: functions that run in the page before its scripts, and so
 * contain everything that they need.
 */

import { changingEngine } from './engine-bytes.mjs';

/**
 * Keeps the workers that the page starts: those of engines in `globalThis.workers`, those that parse files in `parsers`, and
 * those that were ended in `ended`. Workers that are put into `mute` no longer get messages.
 */
export function keepWorkers() {
  const [workers, parsers, ended, mute] = [[], [], new Set(), new Set()];
  Object.assign(globalThis, { workers, parsers, ended, mute });
  const { postMessage, terminate } = Worker.prototype;
  Worker.prototype.postMessage = function (message, ...rest) {
    if (message.request === 'start') workers.push(this);
    if (message.parse === 'start') parsers.push(this);
    if (!mute.has(this)) postMessage.call(this, message, ...rest);
  };
  Worker.prototype.terminate = function () {
    ended.add(this);
    terminate.call(this);
  };
}

/** Tells the workers of the page how many cores there are. For the one-file build, whose workers come from a blob. */
export const pretendCores = (cores) => `(${pretend})(${cores})`;

/** Runs in the page, and so contains everything that it needs. */
function pretend(cores) {
  const prototype = 'Object.getPrototypeOf(navigator)';
  const prefix = `Object.defineProperty(${prototype}, 'hardwareConcurrency', { get: () => ${cores} });\n`;
  globalThis.Blob = class extends globalThis.Blob {
    constructor(parts, options) {
      super(options?.type === 'text/javascript' ? [prefix, ...parts] : parts, options);
    }
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
