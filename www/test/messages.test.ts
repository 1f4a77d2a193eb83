import { describe, expect, it, vi } from 'vitest';
import type { FoundMessage, FoundMessages, MessageWay, SessionDetail, Summary } from '../src/contract.js';
import { timed } from '../src/display/clocks.js';
import { delayRows, hopName } from '../src/display/delays.js';
import { ladderOf, ladderSvg, type Shape } from '../src/display/ladder.js';
import {
  delaysOf,
  messageTitle,
  messageValues,
  neededFor,
  sentenceOf,
  soughtBy,
  soughtOf,
} from '../src/display/messages.js';
import { notesOf, stepCells } from '../src/display/way.js';
import { wayMarkdown, wayText } from '../src/display/way-text.js';
import { messages as t } from '../src/locale/messages.js';
import { messagesActions } from '../src/views/messages-actions.js';
import { Page } from './page.js';
import { fixture } from './support/engine.js';
import { fileOf, logFile } from './support/logs.js';
import { AT, hop, message, missingHop, part, way } from './support/messages.js';

const sentence = (change: Partial<FoundMessage>): string => sentenceOf(message(change), 'utc');
const texts = (shapes: readonly Shape[]): string[] => shapes.flatMap((shape) => ('text' in shape ? [shape.text] : []));
const paths = (shapes: readonly Shape[]): string[] => shapes.flatMap((shape) => ('path' in shape ? [shape.path] : []));
const logged = (change: Parameters<typeof way>[0] = {}) => {
  const one = way(change);
  return ladderOf(one, timed(one, false), 'utc');
};

/** Names that would be markup, or turn or hide what is beside them. */
const HOSTILE = '<b>&"|`*_[x](http://example.com)\u202e\u0000</b>';

describe('the sentence of a message', () => {
  it('says what became of it, in the order of time, and what went wrong behind a semicolon', () => {
    expect(
      sentence({
        outcome: 'partly',
        recipientCount: 3,
        parts: [
          part('accepted', { whom: 'fabrikam', count: 3 }),
          part('handed', { whom: 'EX02', count: 3 }),
          part('delivered', { count: 2, time: AT + 2000 }),
          part('refused', { whom: 'carl', recipient: 'carl', reply: 'unknown' }),
        ],
      }),
    ).toBe(
      'Accepted from fabrikam at 08:02:11, handed to EX02, delivered to two mailboxes at 08:02:13; refused for carl at 08:02:11: unknown.',
    );
  });

  it('says what the logs do not show, and has the day where it is another one', () => {
    const accepted = [part('accepted', { whom: '192.0.2.1', count: 2 }), part('open', { count: 2 })];
    expect(sentence({ outcome: 'accepted', parts: accepted })).toBe(
      'Accepted from 192.0.2.1 at 08:02:11; no later step is in these logs.',
    );
    expect(
      sentence({
        outcome: 'deferred',
        recipientCount: 1,
        parts: [
          part('submitted'),
          part('deferred', { whom: 'mx.fabrikam.com', reply: '451 4.7.1 Try later.' }),
          part('pending'),
        ],
      }),
    ).toBe(
      'Submitted at 08:02:11; deferred by mx.fabrikam.com at 08:02:11: 451 4.7.1 Try later; no later success is in these logs.',
    );
    expect(sentence({ parts: [part('delivered', { whom: 'bob', time: AT + 86_400_000 })] })).toBe(
      'Delivered to bob at 2026-03-03 08:02:11.',
    );
    expect(sentence({ outcome: 'unknown' })).toBe(t.unknown);
  });

  it('says when a message that was deferred was handed over at last', () => {
    const parts = [
      part('accepted'),
      part('deferred', { whom: 'mx' }),
      part('handed', { whom: 'mx', time: AT + 600_000 }),
    ];
    expect(sentence({ outcome: 'sent', recipientCount: 1, parts })).toBe(
      'Accepted at 08:02:11; deferred by mx at 08:02:11; handed to mx at 08:12:11.',
    );
  });

  it('says for whom something is so, where it is not for all', () => {
    const bob = { recipient: 'bob', count: 1 };
    const parts = [
      part('accepted', { count: 2 }),
      part('deferred', { whom: 'mx', ...bob, reply: '451 later' }),
      part('delivered', { whom: 'ann', recipient: 'ann', count: 1 }),
      part('pending', bob),
    ];
    expect(sentence({ outcome: 'deferred', parts })).toBe(
      'Accepted at 08:02:11; deferred by mx for bob at 08:02:11: 451 later; delivered to ann at 08:02:11; for bob no later success is in these logs.',
    );
    const open = [part('delivered', { whom: 'ann' }), part('open', { count: 2 })];
    expect(sentence({ outcome: 'accepted', recipientCount: 3, parts: open })).toBe(
      'Delivered to ann at 08:02:11; for two recipients no later step is in these logs.',
    );
  });

  it('cannot say whether a message without a name came again', () => {
    const parts = [part('deferred', { whom: 'EX01' }), part('pending')];
    expect(sentence({ outcome: 'deferred', messageId: '', recipientCount: 1, parts })).toBe(
      'Deferred by EX01 at 08:02:11; whether it came again cannot be told from these logs.',
    );
  });

  it('is about no recipients where the sender was refused', () => {
    const refused = [part('refused', { count: 0, reply: '550 5.7.1 No' })];
    expect(sentence({ outcome: 'refused', recipients: [], recipientCount: 0, parts: refused })).toBe(
      'Refused at 08:02:11: 550 5.7.1 No.',
    );
  });

  it('has words for every part', () => {
    for (const what of Object.keys(t.said) as (keyof typeof t.said)[]) {
      expect(sentence({ parts: [part(what)] })).toMatch(/^[A-Z][^,]+\.$/);
      expect(sentence({ parts: [part(what, { whom: 'X', count: 1 })] })).not.toContain('undefined');
    }
  });
});

describe('a message in the list', () => {
  it('is called by sender and recipients, as far as they are known', () => {
    expect(messageTitle(message())).toBe('ann@fabrikam.com → bob@contoso.com, carl@contoso.com');
    expect(messageTitle(message({ recipientCount: 12 }))).toMatch(/carl@contoso\.com, 10 more$/);
    expect(messageTitle(message({ sender: '', recipients: [], recipientCount: 0 }))).toBe(
      `${t.unknownSender} → ${t.unknownRecipients}`,
    );
    expect(messageValues(message({ subject: '' })).map(({ field }) => field)).toEqual([
      'message-id',
      'from',
      'to',
      'to',
    ]);
  });

  it('that was not found has a reason', () => {
    const summary = (...types: string[]) => ({ perFile: [{ logTypes: types }] }) as unknown as Summary;
    const found = (understood: FoundMessages['understood'], total = 0): FoundMessages => ({
      understood,
      header: null,
      messages: [],
      total,
      truncated: false,
    });
    expect(neededFor(found('subject'), summary('smtpReceive'))).toBe(t.needs.tracking);
    expect(neededFor(found('subject'), summary('tracking'))).toBe(t.needs.open);
    expect(neededFor(found('subject'), summary('tracking'), 'contoso.com')).toBe(`${t.needs.open} ${t.needs.whole}`);
    expect(neededFor(found('subject'), summary('tracking'), 'two words')).toBe(t.needs.open);
    expect(neededFor(found('messageId'), summary('smtpReceive'))).toBe(t.needs.messageId);
    expect(neededFor(found('address'), summary('smtpReceive'))).toBe(t.needs.open);
    expect(neededFor(found('address'), summary('http'))).toBe(t.needs.envelope);
    expect(neededFor(found('header'), summary('tracking'))).toBe(t.needs.noId);
    expect(neededFor(found('latest'), summary('smtpSend'))).toBe('');
    expect(neededFor(found('latest'), summary('http'))).toBe(t.needs.envelope);
    expect(neededFor(found('subject', 3), summary())).toBe('');
  });

  it('is looked for by a value, and by what a session has of it', () => {
    expect(soughtBy({ field: 'message-id', value: '<a@b>' })).toBe('<a@b>');
    expect(soughtBy({ field: '', value: 'ann@fabrikam.com' })).toBe('ann@fabrikam.com');
    expect(soughtBy({ field: '', value: '250 2.1.0 ann@fabrikam.com' })).toBeNull();
    expect(soughtBy({ field: 'server', value: 'EX01' })).toBeNull();
    const transaction = { messageId: '', sender: '<>', recipients: [{ address: 'bob' }], firstEntry: 0, lastEntry: 4 };
    const second = { ...transaction, messageId: '<2>', firstEntry: 5, lastEntry: 9 };
    const of = (...transactions: unknown[]) => ({ transactions }) as unknown as SessionDetail;
    expect(soughtOf(of(transaction, second), null)).toBe('bob');
    expect(soughtOf(of(transaction, second), 7)).toBe('<2>');
    expect(soughtOf(of(), 7)).toBeNull();
  });
});

describe('Received lines', () => {
  it('have the time since the one before, and none behind a time that cannot be read', () => {
    const line = (time: number | null) => ({ from: '', by: '', with: '', id: '', for: '', time });
    expect(delaysOf([line(1000), line(null), line(4000), line(3000)])).toEqual([null, null, null, -1000]);
  });
});

describe('the ladder', () => {
  it('has a lifeline for each place and below each other what happened, and what is missing', () => {
    const { head, lines, rungs, width } = logged();
    expect(texts(head)).toEqual(['Client', '192.0.2.1', 'Front End Transport', 'EX01', 'Transport', 'EX02']);
    expect(lines).toHaveLength(3);
    expect(rungs.map(({ hop, look }) => [hop, look])).toEqual([
      [0, 'accepted'],
      [1, 'accepted'],
      [null, 'missing'],
      [2, 'inferred branch'],
    ]);
    const [first, second, missing, third] = rungs.map(({ shapes }) => texts(shapes));
    expect(first?.[0]).toBe('1. 2026-03-02 08:02:11.000Z 250 2.6.0 Queued mail for delivery');
    expect(second?.[1]).toBe('proxied, accepted, 2 recipients, after 100 ms, largest delay');
    expect(missing).toEqual(['not logged here: received by EX02 (SMTP receive)']);
    expect(third).toEqual([
      '3. 08:00:43.000 ',
      `copy, DELIVER, 2 recipients, ${t.certainties.likely}, −1 min 29 s by the clocks`,
    ]);
    // An arrow goes from one lifeline to the other, an event stays on its own.
    expect(paths(rungs[0]?.shapes ?? [])[0]).toBe('M120 24H342');
    expect(paths(rungs[3]?.shapes ?? [])).toHaveLength(1);
    expect(width).toBeGreaterThan(120 + 2 * 230);
  });

  it('has the hops of a part, each as in the whole but for its height, with the day at the first', () => {
    const hops = Array.from({ length: 5 }, (_, number) => hop({ time: AT + 1000 * number }));
    const one = way({ hops, missing: [missingHop({ after: null }), missingHop({ after: 2 })], slowest: null });
    const part = (from: number, to: number) => ladderOf(one, timed(one, false), 'utc', from, to);
    const numbers = (from: number, to: number) => part(from, to).rungs.map((rung) => rung.hop);
    expect(numbers(0, 2)).toEqual([null, 0, 1]);
    expect(numbers(2, 4)).toEqual([2, null, 3]);
    expect(numbers(4, 9)).toEqual([4]);
    const [first, , last] = part(2, 4).rungs.map(({ shapes }) => texts(shapes)[0]);
    expect(first).toMatch(/^3\. 2026-03-02 08:02:13\.000Z /);
    expect(last).toMatch(/^4\. 08:02:14\.000 /);
    expect(part(2, 4).lines).toHaveLength(one.places.length);
  });

  it('begins with what is missing before the first hop, and draws arrows back', () => {
    const { rungs } = logged({ hops: [hop({ from: 2, to: 0 })], missing: [missingHop({ after: null })] });
    expect(rungs.map(({ hop }) => hop)).toEqual([null, 0]);
    expect(paths(rungs[1]?.shapes ?? [])[0]).toBe('M580 72H128');
  });

  it('is drawn without hops and places, and grows with them', () => {
    expect(logged({ hops: [], places: [], missing: [], slowest: null }).rungs).toEqual([]);
    const many = logged({ hops: Array.from({ length: 500 }, () => hop()), missing: [], slowest: null });
    expect(many.rungs).toHaveLength(500);
    expect(many.height).toBeGreaterThan(500 * 40);
  });

  it('cuts long texts, and shows characters that hide or turn others', () => {
    const places = [
      { kind: 'client' as const, name: `\u202e${'x'.repeat(99)}`, service: '' },
      ...way().places.slice(1),
    ];
    const { head, rungs } = logged({ places, hops: [hop({ reply: '550 '.repeat(9999) })], missing: [] });
    expect(texts(head)[1]).toMatch(/^<U\+202E>x{30}…$/);
    expect(texts(rungs[0]?.shapes ?? [])[0]?.length).toBeLessThan(170);
  });

  it('is a drawing of its own, in which nothing of a log is markup', () => {
    const places = way().places.map((place) => ({ ...place, name: HOSTILE }));
    const one = way({ places, hops: [hop({ reply: HOSTILE })] });
    const svg = ladderSvg(
      ladderOf(one, timed(one, false), 'utc'),
      [HOSTILE, 'Delivered.'],
      '.ladder text{fill:var(--text)}',
    );
    expect(svg).toContain('fill:#1a2027');
    expect(svg).toContain('>Delivered.</text>');
    for (const part of ['var(', '<b>', 'href', '\u202e', '\u0000']) expect(svg).not.toContain(part);
    expect(svg).toContain('&#60;b&#62;&#38;&#34;');
    expect(svg.match(/<g/g)).toHaveLength(svg.match(/<\/g>/g)?.length ?? 0);
  });
});

describe('the clocks', () => {
  it('are said, and corrected only when that is asked for', () => {
    const one = way();
    expect(one.offsets.map(t.clock)).toEqual([
      'EX02’s clock is 1 min 30 s behind EX01’s, from 4 pairs of hops, ± 100 ms.',
    ]);
    expect(timed(one, false)).toEqual({ hops: one.hops, slowest: 1, clock: '' });
    const { hops, slowest, clock } = timed(one, true);
    expect(clock).toBe('EX01');
    expect(hops.map(({ time }) => time - AT)).toEqual([0, 100, 2000]);
    expect(hops[2]?.delayMs).toBe(1500);
    expect(slowest).toBe(2);
  });

  it('are compared over several servers; others stay as they are', () => {
    const offset = (a: string, b: string, offsetMs: number) => ({ a, b, offsetMs, spreadMs: 0, pairs: 1 });
    const hops = ['EX09', 'A', 'B', 'C'].map((server) => hop({ server }));
    const one = way({ hops, offsets: [offset('B', 'C', 5), offset('B', 'A', -10)] });
    const { hops: corrected, clock } = timed(one, true);
    expect(clock).toBe('A');
    expect(corrected.map(({ time }) => time - AT)).toEqual([0, 0, -10, -15]);
    expect(timed(way({ offsets: [] }), true).clock).toBe('');
    expect(t.clock(offset('A', 'B', 89_960))).toBe('B’s clock is 1 min 30 s ahead of A’s, from 1 pair of hops.');
  });
});

describe('the way in words', () => {
  it('has all facts of a step in a row of the table', () => {
    const one = way();
    expect(stepCells(one, one.hops[2] ?? hop(), 3, 'utc')).toEqual([
      '3',
      '2026-03-02 08:00:43.000Z',
      'Transport EX02',
      '',
      `copy, DELIVER, 2 recipients, ${t.certainties.likely}`,
      '',
      '−1 min 29 s',
      'Message tracking · EX02',
      'Message-ID <a1@fabrikam.com>',
    ]);
    expect(notesOf(way({ truncated: true }), timed(one, false))).toEqual([
      'The largest delay, 100 ms, is before step 2: proxied, SMTP receive · EX01 · FrontEnd.',
      t.unlisted(3),
    ]);
  });

  it('names the log that would hold what is missing, and why it may not be there', () => {
    expect(t.missing(missingHop(), 'notOpened')).toBe(
      'After step 2: received, Transport EX02. It would be in the SMTP receive log of EX02. No such log of it is open.',
    );
  });

  it('says in a ticket which notifications are about the message, and which message one is about', () => {
    const linked: MessageWay['linked'] = [
      { link: 'notification', messageId: '<bounce@contoso.com>', time: AT, known: true },
      { link: 'original', messageId: '<a0@fabrikam.com>', time: AT, known: false },
    ];
    const lines = wayText(way({ linked }), timed(way(), false), 'utc').split('\r\n');
    expect(lines).toContain('Delivery status notification about this message: <bounce@contoso.com>');
    expect(lines).toContain('This is a delivery status notification about <a0@fabrikam.com>');
  });

  it('is text for a ticket', () => {
    const one = way({ message: message({ parts: [part('delivered', { count: 2 })] }) });
    const lines = wayText(one, timed(one, true), 'utc').split('\r\n');
    expect(lines.slice(0, 5)).toEqual([
      'From: ann@fabrikam.com',
      'To: bob@contoso.com, carl@contoso.com',
      'Subject: Offer',
      'Message-ID: <a1@fabrikam.com>',
      'Delivered to two mailboxes at 08:02:11.',
    ]);
    expect(lines[6]).toBe(
      '  1  2026-03-02 08:02:11.000Z  Client 192.0.2.1 → Front End Transport EX01: received, accepted, 2 recipients · 250 2.6.0 Queued mail for delivery · SMTP receive · EX01 · FrontEnd',
    );
    expect(lines).toContain(t.corrected('EX01'));
    expect(lines.some((line) => line.startsWith('After step 2: received'))).toBe(true);
  });

  it('is Markdown for a ticket, in which nothing of a log is markup', () => {
    const one = way({
      message: message({ subject: HOSTILE, parts: [part('refused', { whom: HOSTILE, reply: `${HOSTILE}\r\n# x` })] }),
      hops: [hop({ reply: HOSTILE })],
      missing: [missingHop({ server: HOSTILE })],
    });
    const text = wayMarkdown(one, timed(one, false), 'utc');
    // What is left without the spans of code is the page's own.
    const own = text.replace(/(`+)(?: |(?!`)).*?(?<!`)\1(?!`)/g, '');
    expect(own).not.toMatch(/[<>*_[\]]|http|#/);
    for (const part of ['\u202e', '\u0000', '\n#']) expect(text).not.toContain(part);
    const rows = text.split('\r\n').filter((line) => line.startsWith('|'));
    expect(rows).toHaveLength(3);
    for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(t.columns.length + 1);
  });
});

describe('looking for messages', () => {
  const found = (...messages: FoundMessage[]): FoundMessages => ({
    understood: 'address',
    header: null,
    messages,
    total: messages.length,
    truncated: false,
  });

  async function opened(): Promise<Page> {
    const page = new Page();
    await page.app.reading.open([logFile('1.LOG', 3)]);
    return page;
  }

  it('begins with the latest messages', async () => {
    const page = await opened();
    const client = await page.app.context.client();
    const asked = vi.fn(async () => ({ ...found(message()), understood: 'latest' as const }));
    client.findMessages = asked;
    await page.app.messages.look();
    expect(asked).toHaveBeenCalledWith('');
    expect(page.state.messages.found?.messages).toHaveLength(1);
    expect(page.state.messages.way).toBeNull();
  });

  it('drops the answer to an older question', async () => {
    const page = await opened();
    const client = await page.app.context.client();
    const answers = new Map<string, (answer: FoundMessages) => void>();
    client.findMessages = (text) => new Promise((done) => answers.set(text, done));
    const [first, second] = [page.app.messages.find('first'), page.app.messages.find('second')];
    await vi.waitFor(() => expect(answers.size).toBe(2));
    answers.get('second')?.(found(message({ key: '2' })));
    await second;
    answers.get('first')?.(found(message({ key: '1' })));
    await first;
    expect(page.state.messages).toMatchObject({ text: 'second', isAsking: false });
    expect(page.state.messages.found?.messages.map(({ key }) => key)).toEqual(['2']);
  });

  it('follows a single message at once if that is asked for, and says if it is gone', async () => {
    const page = await opened();
    const client = await page.app.context.client();
    client.findMessages = async () => found(message());
    client.followMessage = async () => way();
    await page.app.messages.find('<a1@fabrikam.com>');
    expect(page.state.messages.way).toBeNull();
    await page.app.messages.find('<a1@fabrikam.com>', true);
    expect(page.state.messages.way).toEqual(way());
    page.app.messages.correct(true);
    expect(page.state.messages.isCorrected).toBe(true);
    page.app.messages.close();
    client.followMessage = async () => null;
    await page.app.messages.follow(message());
    expect(page.texts).toEqual([t.gone]);
    expect(page.state.messages.way).toBeNull();
  });

  it('leads from a failed message to the notification about it, and back', async () => {
    const page = new Page();
    const files = Object.entries(fixture('tracking-2016')).map(([name, content]) => fileOf(name, content));
    await page.app.reading.open(files);
    const at = () => page.state.messages.way?.message.messageId;
    const { followId } = messagesActions(page.app, {
      messages: () => undefined,
      conversation: () => undefined,
      opener: () => undefined,
    });
    await page.app.messages.find('<two@fabrikam.com>', true);
    for (const next of ['<bounce-two@contoso.com>', '<two@fabrikam.com>']) {
      expect(page.state.messages.way?.linked).toMatchObject([{ messageId: next, known: true }]);
      followId(next);
      await vi.waitFor(() => expect(at()).toBe(next));
    }
  });

  it('has steps: the list, the way of each message that was followed, and what was looked for', async () => {
    const page = new Page();
    const files = Object.entries(fixture('tracking-2016')).map(([name, content]) => fileOf(name, content));
    await page.app.reading.open(files);
    page.app.show('messages');
    await page.app.messages.look();
    const shown = () => [page.state.messages.text, page.state.messages.way?.message.messageId ?? ''];
    const isShown = (...wanted: string[]) => vi.waitFor(() => expect(shown()).toEqual(wanted));
    const { follow, followId, find, close } = messagesActions(page.app, {
      messages: () => undefined,
      conversation: () => undefined,
      opener: () => undefined,
    });
    const two = page.state.messages.found?.messages.find(({ messageId }) => messageId === '<two@fabrikam.com>');
    if (!two) throw new Error('no message');
    const bounce = '<bounce-two@contoso.com>';
    follow(two);
    await isShown('', two.messageId);
    followId(bounce);
    await isShown(bounce, bounce);
    find('nobody@example.com');
    await isShown('nobody@example.com', '');
    const { trail } = page.app;
    for (const back of [
      [bounce, bounce],
      ['', two.messageId],
      ['', ''],
    ]) {
      await trail.back();
      expect(shown()).toEqual(back);
    }
    await trail.forward();
    await page.app.reading.open([logFile('9.LOG', 3)]);
    close();
    await isShown('', '');
    await trail.forward();
    expect(shown()).toEqual(['', two.messageId]);
    await trail.back();
    expect(page.state).toMatchObject({ panel: 'messages', messages: { way: null } });
    await trail.back();
    expect(page.state.panel).toBe('overview');
    expect(page.texts).toEqual([]);
  });

  it('measures delays by hop, whose slowest message is followed', async () => {
    const page = new Page();
    const files = Object.entries(fixture('tracking-two-servers')).map(([name, content]) => fileOf(name, content));
    await page.app.reading.open(files);
    expect(page.state.messages.delays).toBeNull();
    await page.app.messages.measure();
    const { of, report } = page.state.messages.delays ?? {};
    expect(of).toBe(page.state.summary);
    const [slowest] = report?.hops ?? [];
    expect(report?.hops.map((one) => `${hopName(one)} ${one.count} ${one.highMs}`)).toEqual([
      'EDGE01: RECEIVE to SEND 1 3100',
      'EDGE01 → MBX02: RECEIVE to RECEIVE 1 3000',
      'MBX02: RECEIVE to DELIVER 1 1000',
    ]);
    expect(report && delayRows(report)[0]).toEqual(['EDGE01: RECEIVE to SEND', 1, 3100, 3100, 3100]);
    await page.app.messages.follow({ key: slowest?.slowest ?? '' });
    expect(page.state.messages.way?.places.map(({ name }) => name)).toContain(slowest?.to);
    await page.app.messages.find('nobody@example.com');
    expect(page.state.messages.delays?.report).toBe(report);
  });

  it('is done again when more is open, and the way stays open', async () => {
    const page = await opened();
    const client = await page.app.context.client();
    client.findMessages = async () => found(message());
    client.followMessage = async () => way();
    await page.app.messages.find('ann@fabrikam.com', true);
    const asked = vi.fn(async () => found(message({ key: '7' }), message({ key: '8', messageId: '<other>' })));
    client.findMessages = asked;
    const followed = vi.fn(async () => way({ truncated: true }));
    client.followMessage = followed;
    await page.app.messages.look();
    expect(asked).not.toHaveBeenCalled();
    await page.app.reading.open([logFile('2.LOG', 3)]);
    await page.app.messages.look();
    expect(followed).toHaveBeenCalledWith('7');
    expect(page.state.messages.way?.truncated).toBe(true);
    await page.app.reading.clear();
    expect(page.state.messages).toMatchObject({ text: '', found: null, way: null });
  });
});
