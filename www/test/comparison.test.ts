import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { COMPARED_MOST } from '../src/actions/comparing.js';
import type { EntryDetail, SessionDetail } from '../src/contract.js';
import { type Alignment, alignmentOf as aligning, type Entries } from '../src/display/alignment.js';
import {
  type Compared,
  comparedRows as comparing,
  comparisonText,
  factName,
  factRows,
  listedRows,
  longerText,
  notesOn,
  type RowState,
  totalsText,
} from '../src/display/comparison.js';
import { differences } from '../src/display/differences.js';
import { dimensionOf } from '../src/display/values.js';
import { en } from '../src/locale/en.js';
import { type Steps, sliceOf } from '../src/shared/pace.js';
import { viewActions } from '../src/views/view-actions.js';
import { Page } from './page.js';
import { engineWith, fixture, type WholeEngine } from './support/engine.js';
import { EVENTFUL, fileOf, longSession, receiveLog } from './support/logs.js';

const t = en.comparison;

/** All of the work at once. */
function finished<T>(work: Steps<T>): T {
  const step = sliceOf(work, Infinity);
  if (!step.done) throw new Error('not done');
  return step.value;
}
const alignmentOf = (a: Entries, b: Entries) => finished(aligning(a, b));
const comparedRows = (compared: Compared) => finished(comparing(compared));

/** An entry that says this: `C MAIL FROM:<a>`, `S 250 ok`, with the position of the command that it answers. */
function entry(said: string, answers: number | null = null): EntryDetail {
  const role = { C: 'client', S: 'server', I: 'information', R: 'record' }[said.charAt(0)] ?? 'information';
  const data = said.slice(2);
  const label = role === 'client' || role === 'server' ? (data.split(/[ -]/)[0] ?? '') : '';
  return { ...({} as EntryDetail), role: role as EntryDetail['role'], data, label, context: '', answers, fields: [] };
}

/** A dialogue: each reply answers the last command. */
function talk(...said: readonly string[]): Entries {
  let command: number | null = null;
  const entries = said.map((one, index) => {
    if (one.startsWith('C')) command = index;
    return entry(one, one.startsWith('S') ? command : null);
  });
  return { entries, firstEntry: 0 };
}

/** `0=0 1~1 2- -2`: same, differing, only in A, only in B. */
function written({ pairs }: Alignment): string {
  return pairs
    .map(({ a, b, isSame }) => `${a ?? ''}${a === null || b === null ? '-' : isSame ? '=' : '~'}${b ?? ''}`)
    .join(' ');
}

const mail = (from: string, to: string, answer = '250 2.1.5 Recipient OK') => [
  `C MAIL FROM:<${from}>`,
  'S 250 2.1.0 Sender OK',
  `C RCPT TO:<${to}>`,
  `S ${answer}`,
];

const line = fc.oneof(
  fc.constantFrom(
    ...mail('ann@contoso.com', 'bob@contoso.com'),
    'C EHLO mx1',
    'C HELO mx2',
    'S 550 5.7.1 no',
    'C QUIT',
  ),
  fc.string({ maxLength: 8 }).map((text) => `C ${text}`),
  fc.constantFrom('I Set Session Permissions', 'R DELIVER STOREDRIVER', 'R FAIL ROUTING'),
);
const dialogue = fc.array(line, { maxLength: 24 }).map((said) => talk(...said));

describe('aligning two conversations', () => {
  it('finds no difference between a conversation and itself', () => {
    fc.assert(
      fc.property(dialogue, (a) => {
        const { pairs, weighed } = alignmentOf(a, a);
        expect(pairs).toEqual(a.entries.map((_, index) => ({ a: index, b: index, isSame: true })));
        expect(weighed).toBe(0);
      }),
    );
  });

  it('is the same with the sides swapped', () => {
    fc.assert(
      fc.property(dialogue, dialogue, (a, b) => {
        const swapped = alignmentOf(b, a).pairs.map((pair) => ({ a: pair.b, b: pair.a, isSame: pair.isSame }));
        expect(swapped).toEqual(alignmentOf(a, b).pairs);
      }),
    );
  });

  it('has every entry of both once, in order, and calls only equal ones the same', () => {
    fc.assert(
      fc.property(dialogue, dialogue, (a, b) => {
        const { pairs, weighed } = alignmentOf(a, b);
        expect(pairs.flatMap((pair) => pair.a ?? [])).toEqual(a.entries.map((_, index) => index));
        expect(pairs.flatMap((pair) => pair.b ?? [])).toEqual(b.entries.map((_, index) => index));
        for (const { a: x, b: y, isSame } of pairs) {
          const [one, other] = [a.entries[x ?? -1], b.entries[y ?? -1]];
          if (one && other) {
            expect(one.role).toBe(other.role);
            expect(isSame).toBe(one.data === other.data);
          } else expect(isSame).toBe(false);
        }
        expect(weighed).toBeLessThanOrEqual(a.entries.length * b.entries.length);
      }),
    );
  });

  it.each([
    ['another address', mail('a@x.example', 'b@x.example'), mail('c@x.example', 'b@x.example'), '0~0 1=1 2=2 3=3'],
    [
      'another reply, beside the one it answers',
      mail('a@x.example', 'b@x.example'),
      mail('a@x.example', 'b@x.example', '550 5.7.1 Unable to relay'),
      '0=0 1=1 2=2 3~3',
    ],
    [
      'a message more',
      [...mail('a@x.example', 'b@x.example'), ...mail('c@x.example', 'd@x.example')],
      mail('c@x.example', 'd@x.example'),
      '0- 1- 2- 3- 4=0 5=1 6=2 7=3',
    ],
    ['a greeting in another form', ['C EHLO mx1', 'S 250 hello'], ['C HELO mx1', 'S 250 hello'], '0~0 1=1'],
    [
      'other commands',
      ['C STARTTLS', 'S 220 ready', 'C QUIT'],
      ['C AUTH LOGIN', 'S 334 more', 'C QUIT'],
      '-0 -1 0- 1- 2=2',
    ],
    ['nothing in common', ['R DELIVER x'], ['C QUIT'], '-0 0-'],
    ['nothing', [], ['C QUIT'], '-0'],
  ])('%s', (_, a, b, expected) => {
    expect(written(alignmentOf(talk(...a), talk(...b)))).toBe(expected);
  });

  it('weighs up no more than the product of what is compared at a time', () => {
    const long = (name: string) =>
      talk(...Array.from({ length: COMPARED_MOST }, (_, index) => `C ${index % 7 ? 'NOOP' : name} ${name}${index}`));
    const { pairs, weighed } = alignmentOf(long('a'), long('b'));
    expect(weighed).toBe(COMPARED_MOST ** 2);
    expect(pairs.flatMap(({ a }) => a ?? [])).toHaveLength(COMPARED_MOST);
    // A step reads 64 entries, or weighs up 131,072 combinations.
    const steps = [...aligning(long('a'), long('b'))];
    expect(steps.length).toBeGreaterThan((2 * COMPARED_MOST) / 65 + COMPARED_MOST ** 2 / 140_000);
  });
});

describe('what differs in a line', () => {
  const shown = (a: string, b: string) =>
    differences(a, b).map((parts) => parts.map(({ text, differs }) => (differs ? `[${text}]` : text)).join(''));

  it.each([
    ['MAIL FROM:<a@x.example>', 'MAIL FROM:<b@x.example>', 'MAIL FROM:<[a]@x.example>', 'MAIL FROM:<[b]@x.example>'],
    ['250 2.1.5 Recipient OK', '550 5.7.1 Unable to relay', '[250 2.1.5 Recipient OK]', '[550 5.7.1 Unable to relay]'],
    ['SIZE 100 DSN', 'SIZE DSN', 'SIZE [100 ]DSN', 'SIZE DSN'],
    ['', 'x', '', '[x]'],
    ['same', 'same', 'same', 'same'],
  ])('%s, %s', (a, b, left, right) => {
    expect(shown(a, b)).toEqual([left, right]);
  });

  it('loses no character, and marks nothing in equal texts', () => {
    const text = fc.array(fc.constantFrom('a', 'b', ' ', '<', '@', 'é', '\u202e', '😀', '\n'), { maxLength: 40 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [a, b] = [one.join(''), other.join('')];
        const [left, right] = differences(a, b);
        expect(left.map((part) => part.text).join('')).toBe(a);
        expect(right.map((part) => part.text).join('')).toBe(b);
        expect([...left, ...right].some(({ differs }) => differs)).toBe(a !== b);
      }),
    );
  });

  it('is bounded for a text of many words', () => {
    const words = (name: string) => Array.from({ length: 50_000 }, (_, index) => `${name}${index}`).join(' ');
    const [a, b] = ['a', 'b'].map((name) => `same ${words(name)} end`) as [string, string];
    const [left] = differences(a, b);
    expect(left.length).toBeLessThan(5);
    expect(left.at(-1)?.differs).toBe(true);
    expect(left.map(({ text }) => text).join('')).toBe(a);
    const [middle] = differences(`same ${words('a').slice(0, 3000)} end`, `same ${words('b').slice(0, 3000)} end`);
    expect(middle.map(({ differs }) => differs)).toEqual([false, true, false]);
  });
});

/** The sessions of some fixtures whose log has this name, in order. */
function details(engine: WholeEngine, log: string): SessionDetail[] {
  const window = engine.window('start', false, 0, 1000);
  const all = [...window.handle.subarray(0, window.length)].map((handle) => engine.detail(handle, 0, COMPARED_MOST));
  return all.filter(({ logTypeName }) => logTypeName === log);
}

const states = (a: SessionDetail, b: SessionDetail): RowState[] =>
  comparedRows({ a, b }).rows.map(({ state }) => state);

describe('comparing sessions of the same kind and of different ones', () => {
  const engine = engineWith({
    ...fixture('joins'),
    ...fixture('pop3-2016'),
    ...fixture('tracking-2016'),
    ...fixture('receive-relay-denied'),
  });
  const receive = details(engine, 'SMTP Receive');
  const pop3 = details(engine, 'POP3');

  it('a session with itself: no fact and no entry differs', () => {
    for (const a of [...receive, ...pop3, ...details(engine, 'Message tracking')]) {
      const compared = { a, b: a };
      expect(factRows(compared, 'utc').filter(({ isSame }) => !isSame)).toEqual([]);
      expect(new Set(states(a, a))).toEqual(new Set(['same']));
      expect(
        comparedRows(compared)
          .rows.map(({ longer }) => longerText(longer))
          .join(''),
      ).toBe('');
    }
  });

  it('POP3: the response in the context is a part of the command', () => {
    const [proxied, inUse] = pop3 as [SessionDetail, SessionDetail];
    expect(states(proxied, inUse)).toEqual(['same', 'differs', 'differs', 'same']);
  });

  it('receive against send of a hop: commands and replies are aligned, what only one of them records is not', () => {
    const [send] = details(engine, 'SMTP Send');
    const [a] = receive;
    expect(send && a).toBeTruthy();
    if (!send || !a) return;
    const rows = comparedRows({ a, b: send });
    expect(rows.counts.same + rows.counts.differs).toBeGreaterThan(6);
    expect(notesOn({ a, b: send }, rows)).toEqual([t.differentLogs('SMTP Receive', 'SMTP Send')]);
    const [first] = details(engine, 'Message tracking');
    const [other] = pop3;
    if (first && other) {
      const apart = { a: first, b: other };
      expect(notesOn(apart, comparedRows(apart))).toEqual([t.nothingAligned]);
    }
  });

  it('facts are named by their card, and those with several values are compared as a whole', () => {
    const [a, b] = pop3 as [SessionDetail, SessionDetail];
    const rows = factRows({ a, b }, 'utc');
    const differing = rows.filter(({ isSame }) => !isSame).map(factName);
    expect(differing).toContain('Session · Outcome');
    expect(differing).toContain('Session · Start');
    expect(new Set(rows.map(factName)).size).toBe(rows.length);
    const swapped = factRows({ a: b, b: a }, 'utc');
    expect(
      swapped
        .filter(({ isSame }) => !isSame)
        .map(factName)
        .sort(),
    ).toEqual([...differing].sort());
  });
});

describe('the steps that took longer', () => {
  const said = (ms: number): typeof EVENTFUL => [
    ['+'],
    ['<', 'EHLO mx1.contoso.com'],
    ['>', '250 hello', '', ms],
    ['<', 'QUIT'],
    ['>', '221 bye'],
    ['-', '', 'Local'],
  ];
  const [quick, slow] = details(engineWith({ 'R.LOG': receiveLog(said(10), said(5010)) }), 'SMTP Receive');
  const compared = { a: quick as SessionDetail, b: slow as SessionDetail };

  it('are marked on the side on which they did, once', () => {
    const longer = (pair: typeof compared) => comparedRows(pair).rows.map((row) => longerText(row.longer));
    expect(longer(compared)).toEqual(['', '', 'B +5.000 s', '', '', '']);
    expect(longer({ a: compared.b, b: compared.a })).toEqual(['', '', 'A +5.000 s', '', '', '']);
  });

  it('are listed even where only differences are', () => {
    const { rows } = comparedRows(compared);
    expect(listedRows(rows, true)).toEqual([{ folded: 2 }, { row: 2 }, { folded: 3 }]);
    expect(listedRows(rows, false)).toHaveLength(rows.length);
  });

  it('are in the text, in which equal entries are one line', () => {
    const text = comparisonText(compared, factRows(compared, 'utc'), comparedRows(compared), 'utc');
    const lines = text.split('\r\n');
    expect(lines[0]).toMatch(/^A: SMTP Receive · 198\.51\.100\.\d+:\d+ · No mail · 2026-02-03 07:\d\d:\d\d\.000Z/);
    expect(lines[1]).toMatch(/^B: SMTP Receive/);
    expect(lines).toContain('= AB    +0.020  S: 250 hello  (B +5.000 s)');
    expect(lines.at(-1)).toBe('');
    expect(totalsText([], comparedRows(compared))).toContain('6 the same');
  });
});

describe('marking and comparing', () => {
  let page: Page;
  beforeEach(() => {
    page = new Page();
  });
  const handles = async () => {
    const window = await page.app.context.ask((client) => client.window(page.state.sort, 0, 10));
    return window ? [...window.handle.subarray(0, window.length)] : [];
  };

  it('marks, removes the mark, and says what is missing', async () => {
    await page.app.reading.open([fileOf('1.LOG', receiveLog(EVENTFUL, EVENTFUL))]);
    const [first = -1, second = -1] = await handles();
    const { comparing } = page.app.sessions;
    expect(comparing.canCompare(first)).toBe(false);
    expect(page.texts).toContain(t.markFirst);
    await comparing.toggleMark(first);
    expect(page.state.marked).toMatchObject({ session: first, logTypeName: 'SMTP Receive' });
    expect(comparing.canCompare(first)).toBe(false);
    expect(page.texts).toContain(t.another);
    expect(comparing.canCompare(second)).toBe(true);
    await comparing.toggleMark(first);
    expect(page.state.marked).toBeNull();
    await comparing.toggleMark(second);
    await page.app.reading.clear();
    expect(page.state.marked).toBeNull();
  });

  it('compares by keys that follow at once, before the marked session is known', async () => {
    await page.app.reading.open([fileOf('1.LOG', receiveLog(EVENTFUL, EVENTFUL))]);
    const { sessions } = page.app;
    const focus = new Proxy({} as Parameters<typeof viewActions>[1], { get: () => () => undefined });
    const { compare } = viewActions(page.app, focus);
    await sessions.moveTo(0);
    void compare.toggleMark();
    void sessions.step(1);
    await compare.open();
    const [first, second] = await handles();
    await vi.waitFor(() =>
      expect(page.state.comparison).toMatchObject({ a: { session: first }, b: { session: second } }),
    );
    expect(page.texts).toEqual([]);
  });

  it('swaps the sides, and is a step that Back and Forward go through', async () => {
    await page.app.reading.open([fileOf('1.LOG', receiveLog(EVENTFUL, EVENTFUL))]);
    const [first = -1, second = -1] = await handles();
    const { trail, sessions } = page.app;
    const sides = () => page.state.comparison && [page.state.comparison.a.session, page.state.comparison.b.session];
    trail.leave();
    await sessions.openSession(second);
    trail.leave();
    await sessions.comparing.open(first, second);
    expect(sides()).toEqual([first, second]);
    sessions.comparing.swap();
    expect(sides()).toEqual([second, first]);
    await trail.back();
    expect(sides()).toBeNull();
    expect(page.state.detail?.session).toBe(second);
    await trail.forward();
    expect(sides()).toEqual([second, first]);
    trail.close();
    expect(sides()).toBeNull();
    expect(page.state.detail?.session).toBe(second);
  });

  it('compares long sessions part by part', async () => {
    const long = longSession(COMPARED_MOST + 10);
    await page.app.reading.open([fileOf('1.LOG', receiveLog(long, long.slice(0, 20)))]);
    const [first = -1, second = -1] = await handles();
    const { comparing } = page.app.sessions;
    await comparing.open(first, second);
    const shown = () => {
      const { comparison } = page.state;
      return comparison && [comparison.from, comparison.a.entries.length, comparison.b.entries.length];
    };
    expect(shown()).toEqual([0, COMPARED_MOST, 20]);
    await comparing.part(1);
    expect(shown()).toEqual([COMPARED_MOST, 10, 0]);
    const { comparison } = page.state;
    if (comparison) expect(comparedRows(comparison).counts).toEqual({ same: 0, differs: 0, a: 10, b: 0 });
    await comparing.part(-1);
    expect(shown()).toEqual([0, COMPARED_MOST, 20]);
  });

  it('masks credentials on both sides as everywhere, as soon as they are to be masked', async () => {
    const logon: typeof EVENTFUL = [['+'], ['<', 'AUTH PLAIN AGFubgBzM2NyM3Q='], ['>', '535 5.7.3 no']];
    await page.app.reading.open([fileOf('1.LOG', receiveLog(logon, logon))]);
    const [first = -1, second = -1] = await handles();
    await page.app.sessions.comparing.open(first, second);
    const text = () => JSON.stringify(page.state.comparison);
    expect(text()).not.toContain('AGFubgBzM2NyM3Q');
    await page.app.showCredentials(true);
    expect(text()).toContain('AGFubgBzM2NyM3Q');
    await page.app.showCredentials(false);
    expect(text()).not.toContain('AGFubgBzM2NyM3Q');
  });
});

describe('the field by which a value is summarised', () => {
  it.each([
    ['to', 'to'],
    ['ip', 'remote'],
    ['start', 'hour'],
    ['column.sc-status', 'column.sc-status'],
    ['duration', null],
    ['', null],
  ])('%s: %s', (field, expected) => {
    expect(dimensionOf(field)).toBe(expected);
  });
});
