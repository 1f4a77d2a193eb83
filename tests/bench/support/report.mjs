/** Output and counting shared by the parts of the benchmark. */

export const print = (text) => process.stdout.write(`${text}\n`);

export const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

export const megabytesPerSecond = ({ bytes, ms }) => bytes / 1000 / ms;

/** Compares one number with the truth and reports a difference. Returns whether they are equal. */
export function isEqual(what, found, wanted) {
  if (found !== wanted) {
    print(`WRONG COUNT: ${what}: found ${found}, generated ${wanted}`);
  }
  return found === wanted;
}

/** An answer of the engine that takes steps. */
export function whole(step) {
  for (;;) {
    const answer = step();
    if (answer !== undefined) return answer;
  }
}
