/** The colours of the query in the search box. */

import type { QueryPiece } from '../contract.js';
import { isPlain } from './marks.js';

/** A run of the text, and the class of its colour; empty for none. */
export interface Run {
  text: string;
  colour: string;
}

/** The pieces of a text. */
export interface Pieces {
  text: string;
  found: readonly QueryPiece[];
}

/** Characters of a query that are coloured; a longer one is shown as it is. */
const MOST = 4_000;

/**
 * Whether a text looks the same in the box and behind it: the box shows hidden characters as nothing, and arranges Hebrew
 * and Arabic as it likes.
 */
export function isColoured(text: string): boolean {
  return text.length <= MOST && !/[\t\r\n]/.test(text) && isPlain(text);
}

/** The pieces of a text that has changed since they were asked for: what is before and after the change keeps its colour. */
function moved({ text: old, found }: Pieces, text: string): QueryPiece[] {
  const shorter = Math.min(old.length, text.length);
  let head = 0;
  while (head < shorter && old[head] === text[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail += 1;
  const by = text.length - old.length;
  return found.flatMap((piece) => {
    if (piece.from >= old.length - tail) return [{ ...piece, from: piece.from + by, to: piece.to + by }];
    // A piece that is being written stays what it is.
    const to = piece.to >= old.length - tail ? piece.to + by : piece.to;
    const isKept = piece.from < head || (piece.from === head && piece.to > head);
    return isKept && to > piece.from ? [{ ...piece, to: Math.min(to, text.length) }] : [];
  });
}

function classOf({ kind, excluded }: QueryPiece): string {
  return excluded ? `piece-${kind} piece-excluded` : `piece-${kind}`;
}

/** All of a text, as runs of one colour. */
export function coloured(text: string, pieces: Pieces): Run[] {
  const found = pieces.text === text ? pieces.found : moved(pieces, text);
  const runs: Run[] = [];
  let end = 0;
  const add = (to: number, colour: string) => {
    if (to > end) runs.push({ text: text.slice(end, to), colour });
    end = Math.max(end, to);
  };
  for (const piece of found) {
    add(piece.from, '');
    add(piece.to, classOf(piece));
  }
  add(text.length, '');
  return runs;
}
