/** Finding names by words of which only parts are typed, as in the palette. */

/** How well a part of a word answers to what is typed: the beginning of a word, a part of one, letters in their order. */
const BEGINNING = 4;
const INSIDE = 2;
const LETTERS = 1;

const isWordBefore = (text: string, at: number): boolean => at > 0 && /[\p{L}\p{N}]/u.test(text.charAt(at - 1));

/** Whether the letters of a word are in the text in their order, the first of them at the beginning of a word of it. */
function hasLetters(text: string, word: string): boolean {
  const [first = '', ...others] = word;
  for (let start = text.indexOf(first); start >= 0; start = text.indexOf(first, start + 1)) {
    if (isWordBefore(text, start)) continue;
    let at = start;
    const found = others.every((letter) => {
      at = text.indexOf(letter, at + 1);
      return at >= 0;
    });
    if (found) return true;
  }
  return false;
}

function wordRank(text: string, word: string): number {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isWordBefore(text, at)) return BEGINNING;
  }
  if (text.includes(word)) return INSIDE;
  return hasLetters(text, word) ? LETTERS : 0;
}

/** The words of what is typed, as `rankOf` compares them. */
export function wordsOf(typed: string): string[] {
  return typed.toLowerCase().split(/\s+/).filter(Boolean);
}

/** How well a text answers to all of the words; 0 if it lacks one of them. */
export function rankOf(text: string, words: readonly string[]): number {
  const lower = text.toLowerCase();
  let sum = 1;
  for (const word of words) {
    const rank = wordRank(lower, word);
    if (rank === 0) return 0;
    sum += rank;
  }
  return sum;
}

/** Something that can be found by its name, or by other words for it. */
export interface Findable {
  id: string;
  name: string;
  /** Words by which it is found as well. */
  also?: string;
}

/** What answers to what is typed: best first, and of equals those of `recent` first, the newest before the others. */
export function foundBy<T extends Findable>(items: readonly T[], typed: string, recent: readonly string[]): T[] {
  const words = wordsOf(typed);
  const age = (id: string) => {
    const place = recent.indexOf(id);
    return place < 0 ? recent.length : place;
  };
  // What is in the name itself counts twice.
  const rank = ({ name, also = '' }: T) => rankOf(name, words) + rankOf(`${name} ${also}`, words);
  return items
    .map((item, order) => ({ item, order, age: age(item.id), rank: rank(item) }))
    .filter(({ rank }) => rank > 0)
    .sort((one, other) => other.rank - one.rank || one.age - other.age || one.order - other.order)
    .map(({ item }) => item);
}
