/** What the page says by itself of everything that is open, and the way of a message, asked of the engine. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isEqual, print, whole } from './report.mjs';

/** A folder for each kind of finding, with logs that show it. */
const KINDS = readdirSync(fileURLToPath(new URL('../../incidents/', import.meta.url)), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** Messages that are listed at most, as on the page. */
const LISTED = 200;

/** An answer with the milliseconds that it took. */
function timed(step) {
  const began = performance.now();
  const answer = whole(step);
  return { ms: performance.now() - began, answer };
}

/** What the first view asks beside summaries: the coverage, and every kind of finding. Findings find what they say. */
function measureOverview(engine) {
  const coverage = timed(() => engine.coverage('auto'));
  const findings = KINDS.map((kind) => ({ kind, ...timed(() => engine.finding(kind)) }));
  const found = findings.filter(({ answer }) => answer.sessions > 0);
  const right = found.map(({ kind, answer }) => {
    const { counts } = whole(() => engine.count(`finding:${kind}`, 0, 0));
    return isEqual(`sessions of the finding ${kind}`, answer.sessions, counts?.sessions);
  });
  const slow = [...findings].sort((a, b) => b.ms - a.ms).slice(0, 5);
  print(`findings, the slowest: ${slow.map(({ kind, ms }) => `${kind} ${ms.toFixed(0)} ms`).join(', ')}`);
  const ms = findings.reduce((sum, one) => sum + one.ms, coverage.ms);
  print(
    `overview: coverage ${coverage.ms.toFixed(0)} ms, with all findings ${ms.toFixed(0)} ms, ${found.length} found`,
  );
  return { ms, right: found.length > 0 && right.every(Boolean) };
}

/** Finds the latest messages, one of them by its sender, and follows it. */
function measureMessages(engine) {
  const latest = timed(() => engine.findMessages('', LISTED));
  const [newest] = latest.answer.messages;
  const found = timed(() => engine.findMessages(newest?.sender ?? '', LISTED));
  const way = timed(() => engine.followMessage(newest?.key ?? ''));
  const of = (what, { ms }) => `${what} ${ms.toFixed(1)} ms`;
  print(`messages: ${[of('the latest', latest), of('by sender', found), of('the way of one', way)].join(', ')}`);
  const right = [
    isEqual('latest messages', latest.answer.messages.length, LISTED),
    isEqual('messages of their sender', found.answer.messages[0]?.sender, newest?.sender),
    isEqual('the message that was followed', way.answer?.message.key, newest?.key),
  ];
  return { latest: latest.ms, search: found.ms, follow: way.ms, right: right.every(Boolean) };
}

/** Asks all of it of an engine with all files. */
export function measureAnswers(engine) {
  const [overview, messages] = [measureOverview(engine), measureMessages(engine)];
  return { overview, messages, right: overview.right && messages.right };
}
