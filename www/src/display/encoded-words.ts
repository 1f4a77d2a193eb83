/** Texts of headers that are not ASCII, as mail encodes them (RFC 2047): `=?utf-8?B?…?=`, `=?iso-8859-1?Q?…?=`. */

const WORD = /=\?([^\s?*]+)(?:\*[^\s?]*)?\?([bq])\?([^?\r\n]*)\?=/gi;
/** Words that are one text: a text that is too long for a line is cut, even within a character. The lines may be quoted with `>`. */
const WORDS = new RegExp(`${WORD.source}(?:[\\s>]+${WORD.source})*`, 'gi');

function bytesOf(encoding: string, text: string): string {
  if (encoding.toLowerCase() === 'b') return atob(text);
  const hex = /=([\da-f]{2})/gi;
  return text
    .replaceAll('_', ' ')
    .replaceAll(hex, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

function decoded(charset: string, bytes: string): string {
  const text = new TextDecoder(charset, { fatal: true }).decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
  // A line end in it would begin a field of its own.
  return text.replaceAll(/\p{Cc}+/gu, ' ');
}

function decodedRun(run: string): string {
  const parts: { charset: string; bytes: string }[] = [];
  for (const [, charset = '', encoding = '', text = ''] of run.matchAll(WORD)) {
    const [bytes, last] = [bytesOf(encoding, text), parts.at(-1)];
    if (last?.charset === charset.toLowerCase()) last.bytes += bytes;
    else parts.push({ charset: charset.toLowerCase(), bytes });
  }
  return parts.map(({ charset, bytes }) => decoded(charset, bytes)).join('');
}

/** The text with its encoded words decoded; those that cannot be decoded stay as they are. */
export function withoutEncodedWords(text: string): string {
  return text.replaceAll(WORDS, (run) => {
    try {
      return decodedRun(run);
    } catch {
      return run;
    }
  });
}
