/** Summaries of everything that is open, asked of the engine itself: the same WebAssembly in the same V8, without a page. */
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measureAnswers } from './answers.mjs';
import { isEqual, median, print, whole } from './report.mjs';

const ENGINE = fileURLToPath(new URL('../../../target/engine/', import.meta.url));

const CHUNK_BYTES = 1 << 20;

/** How many groups are taken, as many as a table shows at first. */
const GROUPS = 100;

/** The facets that are shown unless others are chosen, and two more. */
const FACETS = [
  ...['log', 'server', 'connector', 'client', 'outcome', 'code', 'tls', 'auth', 'reason', 'recipient-domain'],
];

const ONE = [
  'helo',
  'from',
  'to',
  'network',
  'mechanism',
  'cipher',
  'certificate',
  'status',
  'hour',
  'weekday',
  'ended',
];

const SEVERAL = {
  two: [
    ['connector', 'client'],
    ['recipient-domain', 'reason'],
    ['hour', 'outcome'],
  ],
  three: [
    ['connector', 'client', 'helo'],
    ['tls', 'cipher', 'client'],
    ['sender-domain', 'recipient-domain', 'code'],
  ],
};

/** What is typed into the search box, whose values are completed: a letter more is another question. */
const TYPED = [
  'helo:',
  'helo:p',
  'from:f',
  'from:fi',
  'connector:',
  'client:203',
  'code:5',
  'log:receive to:a',
  'outcome:rej',
];

async function newEngine() {
  const { initSync, LogEngine } = await import(`${ENGINE}engine.js`);
  initSync({ module: readFileSync(`${ENGINE}engine_bg.wasm`) });
  return new LogEngine(7n);
}

function read(engine, path) {
  const chunk = Buffer.alloc(CHUNK_BYTES);
  const file = openSync(path, 'r');
  engine.beginFile(basename(path), '', statSync(path).size, '', 0);
  const next = () => readSync(file, chunk, 0, CHUNK_BYTES, null);
  for (let length = next(); length > 0; length = next()) {
    engine.push(chunk.subarray(0, length));
  }
  engine.endFile('complete');
  closeSync(file);
}

/** Asks a summary by some dimensions, and measures the time in milliseconds. */
function ask(engine, dimensions, facet = false, order = 'sessions') {
  const began = performance.now();
  const { table } = whole(() => engine.summarise(dimensions, '', false, order, true, '', facet, 0, GROUPS));
  return { ms: performance.now() - began, table };
}

/** Checks that the first group is as large as what its conditions find. */
function isFound(engine, { rows: [group] }) {
  const query = group.values.map(({ condition }) => condition).join(' ');
  return isEqual(`sessions of ${query}`, group.sessions, whole(() => engine.count(query, 0, 0)).counts?.sessions);
}

/**
 * The longest times and the sum of some summaries, asked for the first time, and in another order when their values are known;
 * and whether they are right.
 */
function askAll(engine, what, questions, facet) {
  const times = questions.map((dimensions) => {
    const first = ask(engine, dimensions, facet);
    const again = ask(engine, dimensions, facet, 'recipients');
    const { groups } = first.table;
    print(`  ${dimensions.join(', ')}: ${first.ms.toFixed(1)} ms, again ${again.ms.toFixed(1)} ms, ${groups} groups`);
    return { first: first.ms, again: again.ms, right: isFound(engine, first.table) };
  });
  const of = (which) => {
    const ms = times.map((time) => time[which]);
    return { sum: ms.reduce((sum, one) => sum + one, 0), median: median(ms), longest: Math.max(...ms) };
  };
  const [first, again] = [of('first'), of('again')];
  print(`summaries, ${what}: ${first.sum.toFixed(0)} ms, again ${again.sum.toFixed(0)} ms`);
  return { first, again, right: times.every((time) => time.right) };
}

/** Completes values, once their field is known, and measures the longest time. Each count is what the query finds. */
function completeAll(engine) {
  const times = [];
  const right = TYPED.flatMap((text) => {
    whole(() => engine.complete(text, text.length, 0));
    const began = performance.now();
    const { from, to, items } = whole(() => engine.complete(text, text.length, 0));
    times.push(performance.now() - began);
    const counted = items.filter(({ count }) => count !== null);
    return counted.slice(0, 2).map((item) => {
      const query = `${text.slice(0, from)}${item.text}${text.slice(to)}`;
      return isEqual(`completion ${query}`, item.count, whole(() => engine.count(query, 0, 0)).counts?.sessions);
    });
  });
  print(`completion of values: ${times.map((ms) => ms.toFixed(1)).join(', ')} ms`);
  return { longest: Math.max(...times), right: right.length >= TYPED.length && right.every(Boolean) };
}

/** Checks that groups are what is known: what each session has once adds up, and values are found as often as by a query. */
function countsAreRight(engine, truth) {
  const sums = ['log', 'outcome', 'hour', 'weekday'].map((dimension) => {
    const { counted } = ask(engine, [dimension]).table;
    return isEqual(`sessions by ${dimension}`, counted, truth.sessions);
  });
  const values = truth.queries.filter(({ query }) => /^(log|tls|auth):/.test(query));
  const groups = values.map(({ query, sessions }) => {
    const { rows } = ask(engine, [query.split(':')[0]]).table;
    return isEqual(`summary of ${query}`, rows.find((row) => row.values[0].condition === query)?.sessions, sessions);
  });
  return [...sums, ...groups].every(Boolean);
}

/** Opens all files, asks what the page says of them by itself, and summarises them. */
export async function measureSummaries(paths, truth) {
  const engine = await newEngine();
  for (const path of paths) {
    read(engine, path);
  }
  whole(() => engine.publish());
  const answers = measureAnswers(engine);
  const facets = askAll(
    engine,
    'ten facets',
    FACETS.map((name) => [name]),
    true,
  );
  const one = askAll(
    engine,
    'one field',
    ONE.map((name) => [name]),
    false,
  );
  const two = askAll(engine, 'two fields', SEVERAL.two, false);
  const three = askAll(engine, 'three fields', SEVERAL.three, false);
  const completion = completeAll(engine);
  const parts = [answers, facets, one, two, three, completion];
  const right = countsAreRight(engine, truth) && parts.every((part) => part.right);
  engine.free();
  return { answers, facets, one, two, three, completion, right };
}
