/**
 * What the engine of the first worker does when the coverage is requested: the body of that function is replaced in the
 * bytes that the page sends to the worker. Engines that are started later are intact.
 */
import { changingEngine } from './engine-bytes.mjs';
import { keepWorkers } from './workers.mjs';

/** Traps: `unreachable`. */
export const trapInCoverage = replacingCoverage('[0x00]');

/** Works for ever: `loop br 0 end unreachable`. The page's workers are kept. */
export const busyInCoverage = `(${keepWorkers})(); ${replacingCoverage('[0x03, 0x40, 0x0c, 0x00, 0x0b, 0x00]')}`;

function replacingCoverage(instructions) {
  return changingEngine(`(bytes) => (${replaceCoverage})(bytes, ${instructions})`, 1);
}

/** Runs in the page before its scripts, and so contains everything that it needs. Changes the bytes. */
function replaceCoverage(bytes, instructions) {
  const NAME = 'logengine_coverage';
  const [IMPORTS, EXPORTS, CODE] = [2, 7, 10];
  const [NOP, END] = [0x01, 0x0b];

  /** Reads the binary format of WebAssembly. */
  class Reader {
    constructor(bytes, at) {
      this.bytes = bytes;
      this.at = at;
    }
    byte() {
      return this.bytes[this.at++];
    }
    /** An unsigned number in LEB128. */
    number() {
      let value = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = this.byte();
        value += (byte & 0x7f) * 2 ** shift;
        if (byte < 0x80) {
          return value;
        }
      }
    }
    text() {
      const length = this.number();
      this.at += length;
      return new TextDecoder().decode(this.bytes.subarray(this.at - length, this.at));
    }
    limits() {
      const hasMaximum = this.byte() & 1;
      this.number();
      if (hasMaximum) {
        this.number();
      }
    }
  }

  /** Where the contents of each section begin, by its number. */
  function sectionsOf(bytes) {
    const sections = new Map();
    const reader = new Reader(bytes, 8);
    while (reader.at < bytes.length) {
      const id = reader.byte();
      const length = reader.number();
      sections.set(id, reader.at);
      reader.at += length;
    }
    return sections;
  }

  /** Functions that are imported: they come before those that have code. */
  function importedFunctions(reader) {
    let functions = 0;
    for (let left = reader.number(); left > 0; left--) {
      reader.text();
      reader.text();
      const kind = reader.byte();
      if (kind === 0) {
        functions += 1;
        reader.number();
      } else if (kind === 1 || kind === 2) {
        reader.at += kind === 1 ? 1 : 0;
        reader.limits();
      } else {
        reader.at += 2;
      }
    }
    return functions;
  }

  /** Number of the exported function among all functions. */
  function exportedFunction(reader, name) {
    for (let left = reader.number(); left > 0; left--) {
      const found = reader.text() === name;
      const kind = reader.byte();
      const index = reader.number();
      if (found && kind === 0) {
        return index;
      }
    }
    throw new Error(`the engine exports no ${name}`);
  }

  const sections = sectionsOf(bytes);
  const at = (id) => new Reader(bytes, sections.get(id));
  const index = exportedFunction(at(EXPORTS), NAME) - importedFunctions(at(IMPORTS));
  const code = at(CODE);
  code.number();
  for (let before = index; before > 0; before--) {
    const length = code.number();
    code.at += length;
  }
  const length = code.number();
  const end = code.at + length;
  for (let groups = code.number(); groups > 0; groups--) {
    code.number();
    code.byte();
  }
  bytes.fill(NOP, code.at, end);
  bytes.set(instructions, code.at);
  bytes[end - 1] = END;
  return bytes;
}
