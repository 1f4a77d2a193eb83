/**
 * Bytes as text: 13 bits in two characters, so that text is 23 % longer than its bytes; base64 adds a third, which would be
 * 110 kB of the one-file build. The page decodes it in `src/client/base91.ts`.
 *
 * The 91 characters are those of printable ASCII that mean nothing in a string of JavaScript between `"` or in a `<script>` of
 * HTML: all but `"`, `<` and `\`.
 */
const ALPHABET = "!#$%&'()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~";

/** The text of some bytes. Up to six bits that are left over take one character. */
export function base91(bytes) {
  const text = [];
  const character = (value) => text.push(ALPHABET[value]);
  let [bits, count] = [0, 0];
  for (const byte of bytes) {
    bits = (bits << 8) | byte;
    count += 8;
    if (count >= 13) {
      count -= 13;
      const value = bits >>> count;
      character(Math.floor(value / 91));
      character(value % 91);
      bits &= (1 << count) - 1;
    }
  }
  if (count > 6) {
    const value = bits << (13 - count);
    character(Math.floor(value / 91));
    character(value % 91);
  } else if (count > 0) {
    character(bits << (6 - count));
  }
  return text.join('');
}
