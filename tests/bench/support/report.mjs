/** What the parts of the benchmark say and how they count. */

export const print = (text) => process.stdout.write(`${text}\n`);

export const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

export const megabytesPerSecond = ({ bytes, ms }) => bytes / 1000 / ms;

/** Compares one number with the truth; says so when they differ. Returns whether they are equal. */
export function isEqual(what, found, wanted) {
  if (found !== wanted) {
    print(`WRONG COUNT: ${what}: found ${found}, generated ${wanted}`);
  }
  return found === wanted;
}
