/** Decodes the text of `build/base85.js`: five characters for four bytes. */

/** The characters by value: printable ASCII without those that mean something in a JavaScript string or in HTML. */
const ALPHABET = '!#%()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz|~';

const VALUES = new Uint8Array(128);
for (let value = 0; value < ALPHABET.length; value += 1) VALUES[ALPHABET.charCodeAt(value)] = value;

/** Completes the last group; as the highest value, it does not change the bytes before it. */
const PADDING = '~~~~';

/** The bytes of a text. */
export function fromBase85(text: string): Uint8Array<ArrayBuffer> {
  const padded = text + PADDING.slice(0, (5 - (text.length % 5)) % 5);
  const bytes = new DataView(new ArrayBuffer((padded.length / 5) * 4));
  for (let from = 0; from < padded.length; from += 5) {
    let number = 0;
    for (let at = from; at < from + 5; at += 1) number = number * 85 + (VALUES[padded.charCodeAt(at)] as number);
    bytes.setUint32((from / 5) * 4, number);
  }
  return new Uint8Array(bytes.buffer, 0, Math.floor((text.length * 4) / 5));
}
