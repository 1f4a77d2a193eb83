/**
 * Bytes as text: two letters of an alphabet carry 13 or 14 bits. The page decodes it in `src/client/bytes-as-text.ts`.
 *
 * All letters are ASCII: one byte of the file each, in whatever encoding a web server says that it is.
 */

/** All characters of ASCII but some. */
function asciiWithout(others) {
  const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
  return ascii.filter((letter) => !others.includes(letter)).join('');
}

/**
 * 122 letters for the text of a `<script>` that is none: text is 16 % longer than its bytes, where printable letters would make the
 * one-file build 88 kB larger. HTML knows `<`, and replaces NUL and CR. Without LF too, what editors and copies do to the ends of
 * lines does nothing here; SUB ends a file for some programs of Windows, and ESC commands a terminal.
 */
export const PAGE_LETTERS = asciiWithout('\0\n\r\x1a\x1b<');

/** 91 letters for a string between `"` in a script, of which none has to be escaped: text is 23 % longer than its bytes. */
export const SCRIPT_LETTERS = PAGE_LETTERS.replace(/[^!-~]|["\\]/g, '');

/**
 * The text of some bytes. A pair of letters has more values than 13 bits and fewer than 14: as many of them stand for 13 bits as
 * 14 bits would need more, the others for 14 bits. Up to six bits that are left over take one letter.
 */
export function asText(bytes, letters) {
  const short = 2 ** 14 - letters.length ** 2;
  const text = [];
  let [bits, count] = [0, 0];
  /** Takes away 13 or 14 bits; those that are not there are zeros. */
  const takePair = () => {
    const long = count < 14 ? bits << (14 - count) : bits >>> (count - 14);
    const isShort = long >>> 1 < short;
    const value = isShort ? long >>> 1 : long - short;
    text.push(letters[Math.floor(value / letters.length)], letters[value % letters.length]);
    count = Math.max(count - (isShort ? 13 : 14), 0);
    bits &= (1 << count) - 1;
  };
  for (const byte of bytes) {
    bits = (bits << 8) | byte;
    count += 8;
    if (count >= 14) takePair();
  }
  if (count > 6) takePair();
  else if (count > 0) text.push(letters[bits << (6 - count)]);
  return text.join('');
}
