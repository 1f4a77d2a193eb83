import { beforeEach, describe, expect, it, vi } from 'vitest';
import { REST_MS, SLOW_FIELDS } from '../src/actions/overview.js';
import { OUTCOMES } from '../src/contract.js';
import { countsOf, KINDS } from '../src/display/findings.js';
import { CARDS, gridPaths, gridText, missingText, openText, totalsOf } from '../src/display/overview.js';
import { type Entry, paragraphText, verdictMarkdown, verdictOf } from '../src/display/verdict.js';
import { loadPreferences } from '../src/state/preferences.js';
import { Page } from './page.js';
import { fixture } from './support/engine.js';
import { fileOf } from './support/logs.js';

const files = (...names: readonly string[]) =>
  names.flatMap((name) => Object.entries(fixture(name)).map(([path, content]) => fileOf(path, content)));

let page: Page;
const known = () => page.state.overview;

/** Opens logs and waits for all of the overview. */
async function opened(...names: readonly string[]): Promise<void> {
  await page.app.reading.open(files(...names));
  await page.app.overview.look();
}

beforeEach(() => {
  page = new Page();
});

describe('the overview', () => {
  it('is shown first, unless a query or somebody has chosen another view', async () => {
    expect(page.state.panel).toBe('overview');
    await opened('receive-2019');
    expect(page.state.panel).toBe('overview');
    page.app.search.type('  ');
    expect(page.state.panel).toBe('overview');
    page.app.search.type('log:receive');
    expect(page.state.panel).toBe('sessions');
    page.app.show('files');
    await page.app.narrowing.seek('code:250');
    expect(page.state.panel).toBe('files');
    page.app.beginWith('tables');
    expect(page.state.panel).toBe('files');
    await page.app.reading.clear();
    expect(page.state.panel).toBe('tables');
    page.app.beginWith('nothing');
    expect(page.state.panel).toBe('overview');
  });

  it('knows how many findings there are also if another view is shown first, and again after credentials are shown', async () => {
    page.app.beginWith('sessions');
    await page.app.reading.open(files('receive-relay-denied', 'receive-2019'));
    const kinds = () => [...page.state.findings.reports.keys()];
    const isComplete = () => vi.waitFor(() => expect(kinds()).toHaveLength(KINDS.length), 4 * REST_MS);
    await isComplete();
    expect(page.state.panel).toBe('sessions');
    const found = countsOf(page.state.findings.reports);
    expect(found[0] + found[1]).toBeGreaterThan(0);
    await page.app.showCredentials(true);
    expect(kinds()).toEqual([]);
    await isComplete();
    expect(countsOf(page.state.findings.reports)).toEqual(found);
  }, 30_000);

  it('asks what facets will ask, and what takes long, once it is complete, unless something else is shown by then', async () => {
    const client = await page.app.context.client();
    const asked = vi.spyOn(client, 'summariseWhile');
    await opened('receive-2019', 'send-2016');
    const fields = [...page.state.facets, ...SLOW_FIELDS];
    expect(asked.mock.calls.map(([, { dimensions }]) => dimensions)).toEqual(fields.map((field) => [field]));
    await page.app.overview.look();
    expect(asked).toHaveBeenCalledTimes(fields.length);
    asked.mockClear();
    await page.app.reading.open(files('pop3-2016'));
    const looking = page.app.overview.look();
    page.app.show('sessions');
    await looking;
    expect(asked).not.toHaveBeenCalled();
  });

  it('says what is open and when it has entries', async () => {
    await opened('receive-2019', 'send-2016');
    const { summary } = page.state;
    expect(summary && openText(summary, 'utc')).toMatch(/^2 files · \d servers? · 3 sessions · 2026-.+Z to 2026-.+Z$/);
    const { coverage } = known();
    expect(coverage && missingText(coverage)).toMatch(/^(Missing: |No file seems)/);
    const [row] = coverage?.rows ?? [];
    expect(row && gridPaths(row).entries).toMatch(/^M\d+ 0h1v10h-1z/);
    expect(row && coverage && gridText(row, coverage)).toMatch(/^Entries in \d+ of \d+ (hours|days|periods)/);
  });

  it('has totals, each of which is what its query finds', async () => {
    await opened('receive-2019', 'send-2016', 'agent-log', 'imap4-2019', 'http-owa');
    const client = await page.app.context.client();
    let checked = 0;
    for (const group of known().totals?.rows ?? []) {
      for (const { within, text, isZero } of totalsOf(group)) {
        if (text === null || isZero) continue;
        const query = await client.joinedQuery([within, group.values[0]?.condition ?? ''].filter(Boolean));
        await client.query(query);
        const question = {
          dimensions: ['log'],
          counted: '',
          quantiles: false,
          order: 'sessions',
          descending: true,
        } as const;
        const answer = await client.summarise({ ...question, within: '', facet: false }, 0, 9);
        const found = answer.ok ? answer.table.rows : [];
        expect(found).toHaveLength(1);
        const outcome = OUTCOMES.findIndex((one) => within === `outcome:${one}`);
        const value = outcome < 0 ? 0 : (found[0]?.outcomes[outcome] ?? 0);
        if (outcome >= 0) expect(String(value)).toBe(text);
        else if (within === 'messages>0') expect(found[0]?.messages).toBe(group.messages);
        else if (within === 'size>0') expect(found[0]?.bytes).toBe(group.bytes);
        else expect(found[0]?.sessions).toBe(group.sessions);
        checked += 1;
      }
    }
    expect(checked).toBeGreaterThan(15);
    const unknown = known().totals?.rows.flatMap((group) =>
      totalsOf(group)
        .filter(({ text }) => text === null)
        .map(({ name }) => `${group.values[0]?.text} ${name}`),
    );
    expect(unknown?.sort()).toEqual(['Agent Size', 'HTTP Messages', 'HTTP Size', 'IMAP4 Messages']);
  });

  it('has five rows of each named summary, the largest first', async () => {
    await opened('receive-2019', 'send-2016');
    expect([...known().summaries.keys()]).toEqual(CARDS.map(({ name }) => name));
    expect(CARDS).toHaveLength(8);
    for (const { rows } of known().summaries.values()) expect(rows.length).toBeLessThanOrEqual(5);
  });

  it('is asked only while it is shown, and goes on from where it was left', async () => {
    page.app.show('sessions');
    await opened('receive-2019');
    expect(known().totals).toBeNull();
    expect(page.state.findings.done).toBeLessThanOrEqual(1);
    page.app.show('overview');
    await page.app.overview.look();
    expect(known().totals?.rows).toHaveLength(1);
    const { calls } = page.engines[0] ?? { calls: [] };
    const asked = calls.length;
    await page.app.overview.look();
    expect(calls.length).toBe(asked);
  });

  it('is forgotten when credentials are shown or masked, and asked again', async () => {
    await opened('receive-2019');
    const { reports } = page.state.findings;
    expect(reports.size).toBeGreaterThan(0);
    await page.app.showCredentials(true);
    expect(page.state.findings.reports.size).toBe(0);
    expect(known()).toMatchObject({ of: -1, totals: null });
    await page.app.overview.look();
    expect(page.state.findings.reports.size).toBe(reports.size);
    expect(known().totals?.rows).toHaveLength(1);
  });

  it('keeps changed limits for the next visit', async () => {
    await opened('receive-2019');
    await page.app.findings.setThresholds({ ...page.state.thresholds, pause: 7 });
    const storage = { getItem: (key: string) => page.stored.get(key) ?? null, setItem: () => undefined };
    expect(loadPreferences(storage).thresholds).toEqual({ ...page.state.thresholds, pause: 7 });
    const odd = { getItem: () => '{"limits":{"pause":0,"tarpit":"x","no":3}}', setItem: () => undefined };
    expect(loadPreferences(odd).thresholds?.pause).toBe(30);
  });
});

describe('the verdict', () => {
  const said = (entry: Entry | undefined) => entry?.paragraphs.map(paragraphText).join(' ');
  const texts = () =>
    verdictOf(page.state).flatMap(({ entries }) => entries.map(({ name, state }) => `${name}: ${state}`));

  it('says who uses what, over which period, and what is not logged', async () => {
    page.app.overview.toggleVerdict();
    await opened('receive-2019', 'send-2016', 'tracking-2016');
    expect(texts()[0]).toBe('EX19\\Default Frontend EX19: in use');
    expect(texts().filter((text) => text.endsWith('not logged')).length).toBeGreaterThan(0);
    const [connectors, , servers] = verdictOf(page.state);
    expect(said(connectors?.entries[0])).toMatch(
      /^1 message in 2 sessions, the last of which was on 2026-03-02 .+ 2 clients, by sessions: .+ These logs cover (603 ms|0\.603 s)/,
    );
    expect(servers?.entries.map(({ name }) => name)).toContain('EX19');
    const markdown = verdictMarkdown(page.state);
    expect(markdown).toMatch(/^# Verdict for switching off\n\nThese logs cover /);
    expect(markdown).toContain('- **EX19\\\\Default Frontend EX19** (in use): 1 message');
  });

  it('says where Send connectors send to, for whom, and which of them are not logged', async () => {
    page.app.overview.toggleVerdict();
    await opened('receive-2019', 'send-2016', 'send-connect-failed', 'tracking-2016');
    const [receive, send, servers] = verdictOf(page.state);
    const [, logged, tracked] = send?.entries ?? [];
    expect(send?.entries.map(({ name, state }) => `${name}: ${state}`)).toEqual([
      'Inbound Proxy Internal Send Connector: connected, no mail in these logs',
      'Outbound to Internet: in use',
      'To the Internet: not logged',
    ]);
    const where = said(logged);
    expect(where).toMatch(/^The other side accepted 2 messages in 3 sessions; the last session, .+ was on 2026-03-02 /);
    expect(where).toContain('To 1 domain: fabrikam.com (2).');
    expect(where).toContain('to 3 addresses: 203.0.113.40 (1), 203.0.113.50 (1), 203.0.113.52 (1).');
    expect(where).toContain('2 senders: adele@contoso.com (2), bianca@contoso.com (1).');
    expect(where).toContain('These logs cover ');
    expect(said(tracked)).toMatch(/^Message tracking has 3 messages of it, but none of these logs/);
    expect(receive?.entries.map(({ name }) => name)).toEqual(['EX19\\Default Frontend EX19', 'EX01\\Default EX01']);
    const ex01 = servers?.entries.find(({ name }) => name === 'EX01');
    expect(said(ex01)).toContain('where it sends to is not known');
    const markdown = verdictMarkdown(page.state);
    expect(markdown).toContain(
      '\n## Send connectors\n\n- **Inbound Proxy Internal Send Connector** (connected, no mail',
    );
    expect(markdown).toContain('that a connector is not listed does not mean that it is not used.');
  });

  it('does not call a Send connector unused that only tried', async () => {
    page.app.overview.toggleVerdict();
    await opened('send-2016-tls-failed');
    const [, send] = verdictOf(page.state);
    expect(send?.entries.map(({ state }) => state)).toEqual(['connected, no mail in these logs']);
    expect(said(send?.entries[0])).toMatch(
      /^No message was accepted .+ connections? (was|were) made or tried, .+ this does not mean that it is not used\./,
    );
  });

  it('says of a server what it sends, and that its sessions are both', async () => {
    const log = (name: string, prefix: string) =>
      Object.entries(fixture(name)).find(([path]) => path.includes(prefix))?.[1] ?? '';
    page.app.overview.toggleVerdict();
    const folder = 'EX19/TransportRoles/Logs/Hub/ProtocolLog';
    await page.app.reading.open([
      fileOf('SEND2026030208-1.LOG', log('send-2016', 'SEND'), `${folder}/SmtpSend`),
      fileOf('RECV2026030208-1.LOG', log('receive-2019', 'RECV'), `${folder}/SmtpReceive`),
    ]);
    await page.app.overview.look();
    const [, connectors, servers] = verdictOf(page.state);
    expect(connectors?.entries.map(({ name }) => name)).toEqual(['Outbound to Internet (EX19)']);
    const [server] = servers?.entries ?? [];
    expect(server?.name).toBe('EX19');
    expect(server?.state).toBe('in use');
    expect(said(server)).toMatch(
      /^Clients: .+ clients, by sessions: .+ Sends: The other side accepted \d messages? in .+ To 1 domain: /,
    );
    expect(verdictMarkdown(page.state)).toMatch(/\n- \*\*EX19\*\* \(in use\)\n {2}- Clients: .+\n {2}- Sends: /);
    expect(server?.within).toBe('log:receive,pop3,imap4,http,send');
  });

  it('is about all logs: with a search there is none', async () => {
    page.app.overview.toggleVerdict();
    await page.app.search.set('log:receive');
    await opened('receive-2019');
    expect(verdictOf(page.state)).toEqual([]);
    await page.app.search.set('');
    page.app.show('overview');
    await page.app.overview.look();
    expect(texts().length).toBeGreaterThan(0);
  });
});
