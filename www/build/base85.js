/**
 * Bytes as text: four bytes in five characters, so that text is a quarter longer than its bytes; base64 adds a third,
 * which would be 80 kB of the one-file build. The page decodes it in `src/client/base85.ts`.
 *
 * The 85 characters are those of printable ASCII that mean nothing in a string of JavaScript or in HTML: all but
 * `"`, `$`, `&`, `'`, `<`, `\`, `` ` ``, `{` and `}`.
 */
const ALPHABET = '!#%()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz|~';

/** The text of some bytes. The last group has one character more than it has bytes. */
export function base85(bytes) {
  let text = '';
  for (let at = 0; at < bytes.length; at += 4) {
    const group = bytes.subarray(at, at + 4);
    let number = [0, 1, 2, 3].reduce((sum, index) => sum * 256 + (group[index] ?? 0), 0);
    let characters = '';
    for (let count = 0; count < 5; count += 1) {
      characters = ALPHABET[number % 85] + characters;
      number = Math.floor(number / 85);
    }
    text += characters.slice(0, group.length + 1);
  }
  return text;
}
