/** What differs between two texts, word by word. */

/** A part of a text. */
export interface Part {
  text: string;
  differs: boolean;
}

/** Characters of a text that are compared word by word; what follows is one part. */
const LOOKED_AT = 4_000;
/** Words between which the longest common sequence is looked for; of more, the whole middle differs. */
const COMPARED = 120;

/** Words, blanks, and signs of which each is one. */
function wordsOf(text: string): string[] {
  return text.match(/[^\s<>@,;:=()[\]"']+|\s+|[<>@,;:=()[\]"']/g) ?? [];
}

/** Which words of both are in the longest sequence that they have in common. */
function commonOf(a: readonly string[], b: readonly string[]): [Set<number>, Set<number>] {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (x: number, y: number) => lengths[x * width + y] ?? 0;
  for (let x = a.length - 1; x >= 0; x -= 1)
    for (let y = b.length - 1; y >= 0; y -= 1)
      lengths[x * width + y] = a[x] === b[y] ? at(x + 1, y + 1) + 1 : Math.max(at(x + 1, y), at(x, y + 1));
  const [ofA, ofB] = [new Set<number>(), new Set<number>()];
  for (let [x, y] = [0, 0]; x < a.length && y < b.length; ) {
    if (a[x] === b[y]) {
      ofA.add(x++);
      ofB.add(y++);
    } else if (at(x + 1, y) >= at(x, y + 1)) x += 1;
    else y += 1;
  }
  return [ofA, ofB];
}

/** The words as few parts; what only blanks keep apart is one. */
function partsOf(words: readonly string[], differs: readonly boolean[]): Part[] {
  const parts: Part[] = [];
  words.forEach((text, index) => {
    const isBetween = text.trim() === '' && Boolean(differs[index - 1] && differs[index + 1]);
    const isOther = Boolean(differs[index]) || isBetween;
    const last = parts.at(-1);
    if (last && last.differs === isOther) last.text += text;
    else parts.push({ text, differs: isOther });
  });
  return parts;
}

/** The rest of a long text as one part. */
function withRest(parts: Part[], text: string, differs: boolean): Part[] {
  return text === '' ? parts : [...parts, { text, differs }];
}

/** Both texts in parts; together the parts of each are the text. */
export function differences(a: string, b: string): [Part[], Part[]] {
  const [restA, restB] = [a.slice(LOOKED_AT), b.slice(LOOKED_AT)];
  const [ofA, ofB] = wordDifferences(a.slice(0, LOOKED_AT), b.slice(0, LOOKED_AT));
  return [withRest(ofA, restA, restA !== restB), withRest(ofB, restB, restA !== restB)];
}

function wordDifferences(a: string, b: string): [Part[], Part[]] {
  const [left, right] = [wordsOf(a), wordsOf(b)];
  const shorter = Math.min(left.length, right.length);
  let from = 0;
  while (from < shorter && left[from] === right[from]) from += 1;
  let end = 0;
  while (end < shorter - from && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  const [middleA, middleB] = [left.slice(from, left.length - end), right.slice(from, right.length - end)];
  const isShort = Math.max(middleA.length, middleB.length) <= COMPARED;
  const [ofA, ofB] = isShort ? commonOf(middleA, middleB) : [new Set<number>(), new Set<number>()];
  const flags = (words: readonly string[], common: ReadonlySet<number>) =>
    words.map((_, index) => index >= from && index < words.length - end && !common.has(index - from));
  return [partsOf(left, flags(left, ofA)), partsOf(right, flags(right, ofB))];
}
