/**
 * Characters that do not show, or that turn or cover the text beside them, as marks that name them: nothing in a log can
 * hide, and text that is copied shows what was in it. Text exports of the engine write the same marks.
 */

import { en } from '../locale/en.js';

/** A part of a text: as it is, a mark with its meaning, or a run of Hebrew or Arabic, which is kept together. */
export type Piece = { text: string } | { mark: string; meaning: string } | { run: string };

/** Printable ASCII and tabs, as nearly all of every log is. */
const PLAIN = /^[\t -~]*$/;

/**
 * Control and format characters (Unicode's Cc and Cf), lone surrogates (Cs), separators of lines and paragraphs (Zl,
 * Zp), and whatever else is drawn as nothing (Default_Ignorable_Code_Point; the blank of braille). Not tabs, not the signs
 * before Arabic numbers, which are visible, and not the selectors of the style of an emoji after one.
 */
const HIDDEN =
  /(?!(?<=[\xa9\xae\u203c-\u3299\u{1f000}-\u{1faff}])[\ufe0e\ufe0f]|[\t\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\ufffd]/u;

/** The same hidden character again and again, as in files that were filled up with NUL. */
const REPEATED = String.raw`(?<one>${HIDDEN.source})\k<one>{3,}`;

/** Accents on one letter that are shown. Vietnamese has two, Hebrew and Thai up to four. */
const ACCENT = String.raw`(?<!\p{M}{4})\p{M}`;
const FLOOD = String.raw`(?<=\p{M}{4})\p{M}+`;

/** A letter that is written from right to left, and a run of them with what is between them. */
const LETTER = String.raw`(?=\p{L})[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]`;
const RUN = String.raw`${LETTER}(?:(?:[ \p{N}\p{P}]|${ACCENT})*${LETTER})*(?:${ACCENT})*`;

const MARK = `${REPEATED}|${HIDDEN.source}|${FLOOD}`;
const SPECIAL = new RegExp(`${MARK}|(?<run>${RUN})`, 'gu');
const MARKED = new RegExp(MARK, 'gu');

/** Whether all of a text is shown as it is. */
export function isPlain(text: string): boolean {
  return PLAIN.test(text) || text.search(SPECIAL) < 0;
}

/** `<U+202E>`; for several `<U+0301 × 40>`, by the first of them. */
function markOf(characters: string): string {
  const code = (characters.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const count = [...characters].length;
  return count > 1 ? `<U+${code} × ${count}>` : `<U+${code}>`;
}

function pieceOf(characters: string): Piece {
  const code = characters.codePointAt(0) ?? 0;
  const { names, control, invisible, accents } = en.marks;
  const isControl = code < 0x20 || (code >= 0x7f && code < 0xa0);
  const meaning = /^\p{M}/u.test(characters) ? accents : (names[code] ?? (isControl ? control : invisible));
  return { mark: markOf(characters), meaning };
}

/** The parts of a text, in order. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { 0: all, index, groups = {} } of text.matchAll(SPECIAL)) {
    if (index > from) pieces.push({ text: text.slice(from, index) });
    pieces.push(groups.run === undefined ? pieceOf(all) : { run: all });
    from = index + all.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

/** A piece as text. */
export function textOf(piece: Piece): string {
  return 'text' in piece ? piece.text : 'run' in piece ? piece.run : piece.mark;
}

/** The text with its marks as text: for titles, names for screen readers, and whatever is copied. */
export function marked(text: string): string {
  return PLAIN.test(text) ? text : text.replace(MARKED, (characters) => markOf(characters));
}
