/** Decodes the text of `build/base91.js`: two characters for 13 bits, a last one for six. */

/** The characters by value: printable ASCII without those that mean something in a JavaScript string or in HTML. */
const ALPHABET = "!#$%&'()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~";

const VALUES = new Uint8Array(128);
for (let value = 0; value < ALPHABET.length; value += 1) VALUES[ALPHABET.charCodeAt(value)] = value;

/** The bytes of a text. */
export function fromBase91(text: string): Uint8Array<ArrayBuffer> {
  const pairs = text.length >> 1;
  const isOdd = text.length % 2 === 1;
  const bytes = new Uint8Array((pairs * 13 + (isOdd ? 6 : 0)) >> 3);
  const valueAt = (at: number): number => VALUES[text.charCodeAt(at) & 127] as number;
  let bits = 0;
  let count = 0;
  let to = 0;
  const take = (value: number, width: number): void => {
    bits = (bits << width) | value;
    for (count += width; count >= 8; to += 1) {
      count -= 8;
      bytes[to] = bits >>> count;
      bits &= (1 << count) - 1;
    }
  };
  for (let at = 0; at < pairs * 2; at += 2) take((valueAt(at) * 91 + valueAt(at + 1)) & 0x1fff, 13);
  if (isOdd) take(valueAt(text.length - 1) & 0x3f, 6);
  return bytes;
}
