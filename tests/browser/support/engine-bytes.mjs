/** Changes the engine's WebAssembly on its way from the page to the worker, which gets it packed. */
import { readFileSync } from 'node:fs';

const FZSTD = readFileSync(new URL('../../../www/node_modules/fzstd/umd/index.js', import.meta.url), 'utf8');

/**
 * The text of a script that runs in the page before its own. `change` is the text of a function from bytes to bytes, which
 * contains everything that it needs.
 *
 * @param {string} change
 * @param {number} engines How many engines are changed; those that are started later are intact.
 */
export function changingEngine(change, engines = Number.POSITIVE_INFINITY) {
  return `${FZSTD}; (${changeOnItsWay})(${change}, ${engines});`;
}

/** Runs in the page, and so contains everything that it needs besides `fzstd`. */
function changeOnItsWay(change, engines) {
  const page = /** @type {any} */ (globalThis);
  const { decompress } = page.fzstd;
  delete page.fzstd;

  /** Zstandard in one segment of raw blocks (RFC 8878, section 3.1.1). */
  function packed(bytes) {
    const MOST = 128 * 1024;
    const blocks = Math.ceil(bytes.length / MOST);
    const frame = new Uint8Array(9 + 3 * blocks + bytes.length);
    const view = new DataView(frame.buffer);
    view.setUint32(0, 0xfd2fb528, true);
    frame[4] = 0xa0;
    view.setUint32(5, bytes.length, true);
    let to = 9;
    for (let at = 0; at < bytes.length; at += MOST) {
      const block = bytes.subarray(at, at + MOST);
      const header = (block.length << 3) | Number(at + MOST >= bytes.length);
      frame.set([header & 0xff, (header >> 8) & 0xff, header >> 16], to);
      frame.set(block, to + 3);
      to += 3 + block.length;
    }
    return frame;
  }

  let left = engines;
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, ...rest) {
    const isChanged = message.request === 'start' && left > 0;
    if (isChanged) left -= 1;
    const sent = isChanged ? { ...message, engine: packed(change(decompress(message.engine))) } : message;
    return post.call(this, sent, .../** @type {[any]} */ (rest));
  };
}
