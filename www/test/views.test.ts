import { describe, expect, it, vi } from 'vitest';
import { OUTCOMES, type SessionWindow, SORT_KEYS, type Summary } from '../src/contract.js';
import {
  addressOf,
  COLUMNS,
  headingOf,
  isPart,
  type Row,
  remoteTitle,
  startTitle,
  timeStyle,
  widthOf,
} from '../src/display/columns.js';
import { conversationText, entriesText } from '../src/display/conversation-text.js';
import { explanationsOf } from '../src/display/explanations.js';
import { factCards, flagSentences, replyText } from '../src/display/facts.js';
import { measuresText } from '../src/display/measures.js';
import { outcomeMeaning, outcomeWord } from '../src/display/outcome.js';
import { BLOCK_ROWS, RowSource } from '../src/display/row-source.js';
import { columnRange, type Scroll, scrollToShow, topRow, visibleRows } from '../src/display/scrolling.js';
import { en } from '../src/locale/en.js';
import { overview } from '../src/locale/findings.js';
import { overviewTexts } from '../src/locale/overview.js';
import { arrangementOf, isTimelineShown, shownArrangement } from '../src/state/layout.js';
import { INITIAL_STATE, queryOffset, Store } from '../src/state/state.js';
import { clampSplit } from '../src/views/split-actions.js';
import { engineWith, type WholeEngine } from './support/engine.js';
import { EVENTFUL, ordinaryLog, receiveLog } from './support/logs.js';

const engineOf = (sessions: number) => engineWith({ '1.LOG': ordinaryLog(sessions) });
const eventful = engineWith({ '1.LOG': receiveLog(EVENTFUL) });

describe('the state', () => {
  it('notifies of changes only', () => {
    const store = new Store();
    const heard = vi.fn();
    const stop = store.subscribe(heard);
    store.set({ query: '' });
    expect(heard).not.toHaveBeenCalled();
    store.set({ query: 'a' });
    expect(heard).toHaveBeenCalledTimes(1);
    stop();
    store.set({ query: 'b' });
    expect(heard).toHaveBeenCalledTimes(1);
    expect(store.state.query).toBe('b');
    expect(INITIAL_STATE.query).toBe('');
  });
});

describe('sentences with a number', () => {
  it('are about one as about one', () => {
    expect(en.conversation.moreLines(1)).toMatch(/^1 more is in the entries/);
    expect(en.conversation.moreCards(2)).toMatch(/^2 more like these are in the entries/);
    expect(en.status.diagnostics(1, 1)).toBe('1 diagnostic, only a note');
    expect(en.status.diagnostics(3, 3)).toBe('3 diagnostics, only notes');
    expect(overviewTexts.verdict.more(1)).toBe('1 more is in the summaries by connector and server.');
    expect(overviewTexts.verdict.holes(1)).toMatch(/^In 1 place its logs have a hole, /);
    expect([1, 2].map(overview.show)).toEqual(['Show it', 'Show them']);
  });
});

describe('times in a query', () => {
  it('are in the time zone of the page', () => {
    expect(queryOffset(INITIAL_STATE)).toBe(0);
    expect(queryOffset({ ...INITIAL_STATE, zone: 'local' })).toBe(330);
  });
});

describe('rows', () => {
  const source = (engine: WholeEngine) =>
    new RowSource(
      async (from, to) => engine.window('start', false, from, to),
      (window: SessionWindow) => window.length,
    );
  const ids = (rows: Row[]) => rows.map(({ window, index }) => window.handle[index]);

  it('yield the requested rows across blocks', async () => {
    const rows = source(engineOf(1000));
    expect(ids(await rows.rows(BLOCK_ROWS - 2, BLOCK_ROWS + 2))).toEqual([198, 199, 200, 201]);
  });

  it('yield only what exists', async () => {
    const rows = source(engineOf(3));
    expect(await rows.total()).toBe(3);
    expect(ids(await rows.rows(0, 50))).toEqual([0, 1, 2]);
    expect(await rows.rows(10, 20)).toEqual([]);
  });

  it('fetch a block once, and again after a reset', async () => {
    const engine = engineOf(1000);
    const rows = source(engine);
    await Promise.all([rows.rows(0, 10), rows.rows(5, 15), rows.total()]);
    const asked = () => engine.callsOf('window').length;
    expect(asked()).toBe(1);
    rows.reset();
    await rows.rows(0, 10);
    expect(asked()).toBe(2);
  });

  it('cache only a few blocks', async () => {
    const engine = engineOf(5000);
    const rows = source(engine);
    for (let block = 0; block < 20; block++) await rows.rows(block * BLOCK_ROWS, block * BLOCK_ROWS + 1);
    engine.calls.length = 0;
    await rows.rows(0, 1);
    await rows.rows(19 * BLOCK_ROWS, 19 * BLOCK_ROWS + 1);
    expect(engine.calls).toEqual([`window start false 0 ${BLOCK_ROWS}`]);
  });

  it('are empty when the engine does not answer', async () => {
    const rows = new RowSource<SessionWindow>(
      async () => null,
      (window) => window.length,
    );
    expect(await rows.total()).toBe(0);
    expect(await rows.rows(0, 10)).toEqual([]);
  });
});

describe('columns', () => {
  const rowOf = (window: SessionWindow, index = 0): Row => ({ window, index });
  const window = eventful.window('start', false, 0, 100);

  it('exist for every sort key', () => {
    expect(COLUMNS.map(({ key }) => key).sort()).toEqual([...SORT_KEYS].sort());
  });

  const columnOf = (key: string) => COLUMNS.find((column) => column.key === key) as (typeof COLUMNS)[number];
  const utc = timeStyle(null, 'utc');

  it('have in the heading of times what all times have in common', () => {
    const times = (from: string, to: string, zone: 'utc' | 'local') => {
      const file = { sessions: 1, firstTime: Date.parse(from), lastTime: Date.parse(to) };
      const style = timeStyle({ perFile: [file] } as unknown as Summary, zone);
      const start = Float64Array.of(Date.parse(from));
      const row = rowOf({ ...window, columns: { ...window.columns, start } });
      return [headingOf('start', style), columnOf('start').text(row, style)];
    };
    const [morning, evening, next] = ['2026-02-03T07:00:00.5Z', '2026-02-03T18:00:00Z', '2026-02-04T07:00:00Z'];
    expect(times(morning, evening, 'utc')).toEqual(['2026-02-03 (UTC)', '07:00:00.500']);
    expect(times(morning, evening, 'local')).toEqual(['2026-02-03 (+05:30)', '12:30:00.500']);
    expect(times(morning, next, 'utc')).toEqual(['Time (UTC)', '2026-02-03 07:00:00.500']);
    expect(times(morning, next, 'local')).toEqual(['Time (+05:30)', '2026-02-03 12:30:00.500']);
  });

  it('have the offset in the cells if it is not the same for all times', () => {
    const style = { zone: 'local', day: '', offset: '' } as const;
    expect(headingOf('start', style)).toBe('Time (local)');
    expect(columnOf('start').text(rowOf(window), style)).toBe('2026-02-03 12:30:00.000 +05:30');
    expect(headingOf('gap', utc)).toBe('Largest gap');
  });

  it('that matter most fit a screen 1280 pixels wide with a scroll bar', () => {
    const first = COLUMNS.slice(0, COLUMNS.findIndex(({ key }) => key === 'duration') + 1);
    const matter = ['start', 'outcome', 'code', 'remote', 'helo', 'from', 'to', 'tls', 'duration'];
    expect(first.map(({ key }) => key)).toEqual(expect.arrayContaining(matter));
    for (const [day, offset] of [
      ['2026-02-03', 'Z'],
      ['2026-02-03', '+05:30'],
      ['', '+05:30'],
      ['', ''],
    ] as const) {
      const style = { zone: 'utc', day, offset } as const;
      expect(first.reduce((sum, column) => sum + widthOf(column, style), 0)).toBeLessThanOrEqual(1265);
    }
  });

  it('show a row', () => {
    const texts = Object.fromEntries(COLUMNS.map((column) => [column.key, column.text(rowOf(window), utc)]));
    expect(texts).toMatchObject({
      start: '2026-02-03 07:00:00.000',
      outcome: 'Rejected (partial)',
      code: '550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain',
      remote: '198.51.100.0',
      tls: '1.2',
      to: 'nobody@example.com',
      duration: '5 min 02 s',
    });
    expect(remoteTitle(rowOf(window))).toBe('198.51.100.0:10000');
    expect(startTitle(rowOf(window), 'local')).toBe('2026-02-03 12:30:00.000 +05:30');
    const columns = { ...window.columns, recipients: Uint32Array.of(3) };
    expect(columnOf('to').text(rowOf({ ...window, columns }), utc)).toBe('(3) nobody@example.com');
  });

  it('show addresses without ports', () => {
    const endpoints = ['192.0.2.1:25', '[2001:db8::1]:25', '2001:db8::1', '192.0.2.1', 'mx.contoso.com:25', ''];
    const addresses = ['192.0.2.1', '2001:db8::1', '2001:db8::1', '192.0.2.1', 'mx.contoso.com', ''];
    expect(endpoints.map(addressOf)).toEqual(addresses);
  });

  it('leave unknown values empty', () => {
    const columns = {
      ...window.columns,
      size: Float64Array.of(Number.NaN),
      code: Uint16Array.of(0),
      reply: Uint32Array.of(0),
      helo: Uint32Array.of(9999),
    };
    const nothing = { ...window, columns };
    const texts = COLUMNS.filter(({ key }) => ['size', 'code', 'helo'].includes(key)).map((column) =>
      column.text(rowOf(nothing), utc),
    );
    expect(texts).toEqual(['', '', '']);
  });

  it('mark the original client, and say through whom it came', () => {
    const remote = columnOf('remote');
    const direct = rowOf(window);
    const strings = [...window.strings, 'EX02.contoso.com'];
    const columns = { ...window.columns, via: Uint32Array.of(strings.length - 1) };
    const proxied = rowOf({ ...window, strings, columns });
    expect(remote.text(proxied, utc)).toBe(`↪ ${remote.text(direct, utc)}`);
    expect(remoteTitle(proxied)).toBe('Original client 198.51.100.0:10000, through EX02.contoso.com');
  });

  it('mark a partial session', () => {
    const withFlags = (flags: number): SessionWindow => ({
      ...window,
      columns: { ...window.columns, flags: Uint16Array.of(flags), outcome: Uint8Array.of(0) },
    });
    const part = withFlags(4);
    expect(isPart(rowOf(part))).toBe(true);
    expect(COLUMNS[1]?.text(rowOf(part), utc)).toBe('Accepted (partial)');
    expect(isPart(rowOf(withFlags(8)))).toBe(false);
  });
});

describe('scrolling', () => {
  /** What the grid lays out: at most ten million pixels high. */
  function scroll(rows: number, scrollTop = 0): Scroll {
    const scrollHeight = Math.min(10_000_000, (rows + 1) * 24);
    return { rows, rowHeight: 24, headHeight: 24, clientHeight: 624, scrollHeight, scrollTop };
  }

  it.each([1000, 2_000_000])('shows the row that the cursor goes to, of %i', (rows) => {
    for (const row of [0, 24, 25, 26, Math.floor(rows / 2), rows - 26, rows - 1]) {
      const start = scroll(rows, scroll(rows).scrollHeight / 3);
      const moved = { ...start, scrollTop: scrollToShow(row, start) ?? start.scrollTop };
      expect(topRow(moved)).toBeLessThanOrEqual(row + 0.001);
      expect(topRow(moved) + visibleRows(moved)).toBeGreaterThanOrEqual(row + 1 - 0.001);
    }
  });

  it('does not move for a visible row', () => {
    expect([0, 10, 24].map((row) => scrollToShow(row, scroll(1000)))).toEqual([null, null, null]);
    expect(scrollToShow(25, scroll(1000))).toBe(24);
  });

  it('does not move if everything is visible', () => {
    const all = { ...scroll(5), scrollHeight: 624 };
    expect([0, 4].map((row) => scrollToShow(row, all))).toEqual([null, null]);
  });

  it('draws the columns in view', () => {
    const widths = [100, 50, 200, 80];
    expect(columnRange(widths, 0, 500)).toEqual({ from: 0, to: 4, left: 0, width: 430, all: 430 });
    expect(columnRange(widths, 0, 150)).toEqual({ from: 0, to: 2, left: 0, width: 150, all: 430 });
    expect(columnRange(widths, 100, 50)).toEqual({ from: 1, to: 2, left: 100, width: 50, all: 430 });
    expect(columnRange(widths, 149, 210)).toEqual({ from: 1, to: 4, left: 100, width: 330, all: 430 });
    expect(columnRange([], 0, 100)).toEqual({ from: 0, to: 0, left: 0, width: 0, all: 0 });
  });

  it('keeps both sides of the splitter visible', () => {
    expect([-1, 0.5, 2].map(clampSplit)).toEqual([0.15, 0.5, 0.85]);
  });
});

describe('the size of the viewer', () => {
  it('arranges list and conversation', () => {
    const sizes: [number, number, string][] = [
      [2560, 1440, 'beside'],
      [1280, 800, 'stacked'],
      [1024, 700, 'stacked'],
      [1280, 400, 'beside'],
      [853, 533, 'single'],
      [640, 400, 'single'],
      [640, 800, 'stacked'],
      [320, 800, 'single'],
    ];
    expect(sizes.map(([width, height]) => [width, height, arrangementOf(width, height, 'auto')])).toEqual(sizes);
  });

  it('leaves the place of the conversation to the user, as far as there is room', () => {
    const at = (width: number, height: number) => [
      arrangementOf(width, height, 'below'),
      arrangementOf(width, height, 'right'),
    ];
    expect(at(2560, 1440)).toEqual(['stacked', 'beside']);
    expect(at(1280, 800)).toEqual(['stacked', 'beside']);
    expect(at(1280, 400)).toEqual(['single', 'beside']);
    expect(at(899, 800)).toEqual(['stacked', 'stacked']);
    expect(at(320, 640)).toEqual(['single', 'single']);
  });

  it('gives way to the choice of the user', () => {
    expect(shownArrangement({ ...INITIAL_STATE, arrangement: 'beside' })).toBe('beside');
    expect(shownArrangement({ ...INITIAL_STATE, arrangement: 'beside', maximised: true })).toBe('single');
    expect(isTimelineShown({ ...INITIAL_STATE, roomy: false })).toBe(false);
    expect(isTimelineShown({ ...INITIAL_STATE, roomy: false, timelineShown: true })).toBe(true);
    expect(isTimelineShown({ ...INITIAL_STATE, roomy: true, timelineShown: false })).toBe(false);
  });
});

describe('facts', () => {
  const detail = eventful.detail(0, 0, 100);

  it('are cards with names and values', () => {
    const cards = factCards(detail);
    expect(cards.map(({ title, badge }) => `${title}: ${badge}`)).toEqual([
      'Overview: ',
      'Message: rejected',
      'Connection: ',
      'TLS: 1.2',
      'Certificate sent: valid at the time',
      'Permissions: ',
    ]);
    expect(cards[1]?.lines[1]).toEqual({
      name: 'Recipient',
      value: 'nobody@example.com: 550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain',
      entry: 12,
      tone: 'bad',
      values: [
        { field: 'to', value: 'nobody@example.com' },
        { field: 'code', value: '550' },
        { field: 'status', value: '5.7.54' },
      ],
    });
  });

  it('show facts without a label by their name', () => {
    const cards = factCards({ ...detail, facts: [{ name: 'shadow-server', value: 'MX2', entry: null }] });
    expect(cards.flatMap(({ lines }) => lines)).toContainEqual({
      name: 'Shadow server',
      value: 'MX2',
      entry: null,
      tone: 'plain',
      values: [],
    });
  });

  it('say that a session was not encrypted, if all of it was seen', () => {
    const lines = (flags: number) => factCards({ ...detail, flags, tls: null }).flatMap(({ lines }) => lines);
    expect(lines(0)).toContainEqual({
      name: 'TLS',
      value: 'none (not encrypted)',
      entry: null,
      tone: 'plain',
      values: [{ field: 'tls', value: 'none' }],
    });
    expect(lines(1).map(({ name }) => name)).not.toContain('TLS');
  });

  it('count the messages of a session with several', () => {
    const [transaction] = detail.transactions;
    const cards = factCards({ ...detail, transactions: transaction ? [transaction, transaction] : [] });
    expect(cards.map(({ title }) => title).filter((title) => title.startsWith('Message'))).toEqual([
      'Message 1 of 2',
      'Message 2 of 2',
    ]);
  });

  it('count the recipients that are not shown', () => {
    const [transaction] = detail.transactions;
    if (!transaction) throw new Error('the made-up session has a transaction');
    const cards = factCards({ ...detail, transactions: [{ ...transaction, moreRecipients: 4980 }] });
    expect(cards[1]?.lines.map(({ value }) => value)).toContain('4,980 more recipients');
  });

  it('do not write an enhanced status code twice', () => {
    const reply = { code: 550, status: '5.7.1', text: '5.7.1 Unable to relay', explanation: '', entry: 1 };
    expect(replyText(reply)).toBe('550 5.7.1 Unable to relay');
    expect(replyText({ ...reply, text: 'Unable to relay' })).toBe('550 5.7.1 Unable to relay');
  });

  it('say what is unusual in sentences, one for each flag', () => {
    expect(flagSentences(0)).toEqual([]);
    expect(flagSentences(127).length).toBe(7);
  });
});

describe('a session of a mailbox', () => {
  const refusal = { code: 0, status: '', text: 'a1 NO LOGIN failed.', explanation: '', entry: 2 };
  const fact = {
    commands: [
      { name: 'UID FETCH', count: 12, refused: 0, durationMs: 900 },
      { name: 'LOGIN', count: 2, refused: 1, durationMs: null },
    ],
    busyMs: 900,
    slowest: { command: 'UID FETCH', ms: 400, entry: 3 },
    received: 812,
    sent: 2048,
    startTls: true,
    proxy: {
      host: 'mbx01.contoso.com',
      port: 1993,
      security: 'SSL',
      ok: false,
      error: 'ProxyNotAuthenticated',
      entry: 2,
    },
    mailbox: null,
    budget: { connections: '1', maxConnections: 'Unlimited', balance: '', policy: 'Default', entry: 3 },
    loggedOut: false,
  };
  const attempt = { mechanism: 'LOGIN', user: 'ann', result: 'ok' as const, error: '', time: 0, entry: 2 };
  const session = {
    ...eventful.detail(0, 0, 5),
    logType: 'imap4' as const,
    logTypeName: 'IMAP4',
    outcome: 'empty' as const,
    flags: 0,
    logon: 'guessed' as const,
    auth: [
      { ...attempt, result: 'failed' as const, error: 'ProxyNotAuthenticated' },
      { ...attempt, user: 'bob', entry: 3 },
    ],
    mailAccess: fact,
    worstReply: refusal,
  };
  const lines = (title: string) => factCards(session).find((card) => card.title === title)?.lines ?? [];

  it('shows its commands, the way to the back end, and how it ended', () => {
    const values = Object.fromEntries(lines('Mailbox session').map(({ name, value }) => [name, value]));
    expect(values).toEqual({
      'Proxied to': 'mbx01.contoso.com 1993 SSL · not accepted: ProxyNotAuthenticated',
      Commands: 'UID FETCH × 12, LOGIN × 2 (1 refused)',
      'Time in commands': '900 ms',
      'Slowest command': 'UID FETCH · 400 ms',
      Received: '812 bytes',
      Sent: '2.00 KB',
      STARTTLS: 'accepted',
      Throttling: '1 of Unlimited connections · policy Default',
      'Ended by': 'without LOGOUT or QUIT',
    });
  });

  it('shows a refusal without a code as such', () => {
    expect(lines('Overview')[0]).toMatchObject({ value: 'a1 NO LOGIN failed.', tone: 'bad' });
  });

  it('has one card about the logon, before the commands', () => {
    const titles = factCards(session).map(({ title }) => title);
    expect(titles.filter((title) => title === 'Authentication').length).toBe(1);
    expect(titles.indexOf('Authentication')).toBeLessThan(titles.indexOf('Mailbox session'));
  });

  it('lists every attempt to log on, and says that a password may have been guessed', () => {
    const values = (user: string) => [
      { field: 'user', value: user },
      { field: 'auth', value: 'LOGIN' },
    ];
    const [ann, bob] = [values('ann'), values('bob')];
    expect(lines('Authentication')).toEqual([
      { name: 'Attempt 1', value: 'LOGIN · ann · failed: ProxyNotAuthenticated', entry: 2, tone: 'bad', values: ann },
      { name: 'Attempt 2', value: 'LOGIN · bob · succeeded', entry: 3, tone: 'good', values: bob },
    ]);
    const card = factCards(session).find(({ title }) => title === 'Authentication');
    expect(card).toMatchObject({ badge: 'succeeded after failures', tone: 'bad' });
    const many = { ...session, auth: Array.from({ length: 20 }, () => attempt), moreAttempts: 10 };
    const last = factCards(many)
      .find(({ title }) => title === 'Authentication')
      ?.lines.at(-1);
    expect(last).toMatchObject({ value: '10 more attempts, see the entries' });
  });

  it('has words of its own', () => {
    expect(outcomeWord('empty', 'IMAP4')).toBe('No logon');
    expect(outcomeWord('empty', 'SMTP Receive')).toBe('No mail');
    for (const outcome of OUTCOMES) expect(outcomeMeaning(outcome, 'POP3')).toMatch(/\.$/);
    expect(conversationText(session, 'utc', 1000)).toMatch(/^IMAP4 · No logon · /);
  });

  it('shows duration and sizes of a command, as far as they are logged', () => {
    const field = (name: string, value: string) => ({ name, value });
    const all = [field('duration', '122'), field('rqSize', '41'), field('rpsize', '2048')];
    expect(measuresText(all)).toBe('took 122 ms · 41 bytes in, 2.00 KB out');
    expect(measuresText([field('duration', '122')])).toBe('took 122 ms');
    expect(measuresText([field('duration', '-1'), field('rqsize', '1')])).toBe('');
  });
});

describe('a conversation as text', () => {
  const detail = eventful.detail(0, 0, 100);
  const text = conversationText(detail, 'utc', 10_000);

  it('has the facts, the entries and what is between them', () => {
    expect(text.split('\r\n')).toEqual(
      expect.arrayContaining([
        'TLS: 1.2',
        '  Cipher: AES-256, 256 bits',
        '07:00:00.540  C: EHLO relay.fabrikam.com',
        '07:00:01.080  S: 220 2.0.0 SMTP server ready',
        '             -- 2 entries are missing here --',
        '             -- 5 min 00 s without an entry --',
      ]),
    );
  });

  it('says an explanation once', () => {
    const refused = detail.entries.filter(({ data }) => data.startsWith('550 5.7.54'));
    const lines = entriesText([...refused, ...refused, ...refused], 'utc', 10_000).split('\r\n');
    expect(lines.filter((line) => line.includes('S: 550 5.7.54'))).toHaveLength(3 * refused.length);
    expect(lines.filter((line) => line.includes(`^ ${refused[0]?.explanation}`))).toHaveLength(1);
    expect(explanationsOf([{ explanation: 'a' }, { explanation: '' }, { explanation: 'a' }])).toEqual([
      { text: 'a' },
      null,
      { sameAs: 0 },
    ]);
  });

  it('explains errors below the entry', () => {
    const lines = text.split('\r\n');
    const at = lines.findIndex((line) => line.includes('S: 550 5.7.54'));
    const explanation = detail.entries.find(({ data }) => data.startsWith('550 5.7.54'))?.explanation;
    expect(explanation).toMatch(/\.$/);
    expect(lines[at + 1]?.trim()).toBe(`^ ${explanation}`);
  });
});
