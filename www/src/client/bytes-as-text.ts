/** Decodes the text of `build/bytes-as-text.js`: two letters for 13 or 14 bits, a last one for six. */

/** The bytes of a text in these letters. It is a million of them, decoded once before anything is compiled, so there are no calls. */
export function fromText(text: string, letters: string): Uint8Array<ArrayBuffer> {
  const base = letters.length;
  const short = 2 ** 14 - base ** 2;
  const values = new Uint8Array(128);
  for (let value = 0; value < base; value += 1) values[letters.charCodeAt(value)] = value;
  const pairs = text.length >> 1;
  const bytes = new Uint8Array((text.length * 7) >> 3);
  // What was taken before is shifted out of `bits` in the end; `count` of them are left.
  let bits = 0;
  let count = 0;
  let to = 0;
  for (let at = 0; at < pairs * 2; at += 2) {
    const high = values[text.charCodeAt(at) & 127] as number;
    const pair = high * base + (values[text.charCodeAt(at + 1) & 127] as number);
    if (pair < short) {
      bits = (bits << 13) | pair;
      count += 5;
    } else {
      bits = (bits << 14) | (pair + short);
      count += 6;
    }
    bytes[to] = bits >>> count;
    to += 1;
    if (count >= 8) {
      count -= 8;
      bytes[to] = bits >>> count;
      to += 1;
    }
  }
  if (text.length > pairs * 2) {
    bits = (bits << 6) | (values[text.charCodeAt(text.length - 1) & 127] as number);
    count += 6;
    if (count >= 8) {
      bytes[to] = bits >>> (count - 8);
      to += 1;
    }
  }
  return bytes.subarray(0, to);
}
