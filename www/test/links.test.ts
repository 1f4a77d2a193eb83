import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { OpenFile } from '../src/client/intake.js';
import { DIMENSIONS, LOG_TYPES, MEASURES, type SummaryChoice } from '../src/contract.js';
import { choiceBy } from '../src/display/summary.js';
import { NAMED } from '../src/locale/summaries.js';
import { type LinkView, linkText, readLink } from '../src/state/link.js';
import { Page } from './page.js';
import { fileOf, ordinaryLog, tableLog } from './support/logs.js';

const RUNS = { numRuns: 500, seed: Number(process.env.FC_SEED ?? 20_260_301) };

const text = (most: number) => fc.string({ unit: 'binary', maxLength: most });
const dimension = fc.oneof(
  fc.constantFrom(...DIMENSIONS),
  fc.string({ minLength: 1, maxLength: 20 }).map((name) => `column.${name}` as const),
);
const choice: fc.Arbitrary<SummaryChoice> = fc
  .record({
    dimensions: fc.uniqueArray(dimension, { minLength: 1, maxLength: 3 }),
    measures: fc.uniqueArray(fc.constantFrom<SummaryChoice['measures'][number]>(...MEASURES, 'share'), {
      minLength: 1,
    }),
    counted: dimension,
    order: fc.constantFrom<SummaryChoice['order']>(...MEASURES, 'share', '0'),
    descending: fc.boolean(),
    within: text(60),
  })
  .map((one) => ({ name: '', ...one }));
const view: fc.Arbitrary<LinkView> = fc.record({
  query: text(200),
  panel: fc.constantFrom('sessions', 'summary', 'tables', 'files', 'coverage'),
  zone: fc.constantFrom('utc', 'local'),
  noiseHidden: fc.boolean(),
  offset: fc.option(fc.integer({ min: -840, max: 840 })),
  table: text(40),
  summary: fc.option(fc.oneof(fc.constantFrom(...NAMED.map(({ name }) => name)), choice)),
  find: text(60),
  session: fc.option(
    fc.record({
      log: fc.constantFrom(...LOG_TYPES),
      id: text(60).filter((id) => id !== ''),
      start: fc.option(fc.integer({ min: -2_000_000_000_000, max: 8_000_000_000_000 })),
    }),
  ),
});

const EMPTY: LinkView = {
  query: '',
  panel: 'sessions',
  zone: 'utc',
  noiseHidden: false,
  offset: null,
  table: '',
  summary: null,
  session: null,
  find: '',
};

describe('a link', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(view, (one) => {
        const written = linkText(one);
        expect(written).toMatch(/^[\w=&:,/@%+.-]+$/);
        expect(readLink(written)).toEqual({ view: one, unknown: [], wrong: [] });
      }),
      RUNS,
    );
  });

  it('is short and readable', () => {
    const start = Date.UTC(2026, 2, 1, 14, 30);
    expect(
      linkText({
        ...EMPTY,
        query: 'code:5xx from:*@contoso.com',
        session: { log: 'smtpReceive', id: '08DDA1F3', start },
      }),
    ).toBe(
      'v=1&q=code:5xx+from:%2A@contoso.com&view=sessions&zone=utc&log=smtpReceive&session=08DDA1F3&start=2026-03-01T14:30:00.000Z',
    );
    expect(linkText({ ...EMPTY, panel: 'summary', summary: 'rejections' })).toBe(
      'v=1&view=summary&summary=rejections&zone=utc',
    );
  });

  it('with anything in any place is read, with what is not known named, and never throws', () => {
    const part = fc.tuple(
      fc.oneof(fc.constantFrom('q', 'view', 'by', 'order', 'zone', 'offset', 'log', 'session', 'start'), text(8)),
      fc.oneof(text(20), fc.constantFrom('%', '%E0%A4', '-1', '1e3', '2026-01-01', 'smtpReceive', 'x'.repeat(20_000))),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const read = readLink(`v=1&${parts.map(([key, value]) => `${key}=${value}`).join('&')}`);
        if (!read || 'refusal' in read) throw new Error('refused');
        const again = readLink(linkText(read.view));
        expect(again).toEqual({ view: read.view, unknown: [], wrong: [] });
      }),
      RUNS,
    );
  });

  it('says what of it is not known, or wrong', () => {
    const faults = (fragment: string) => {
      const read = readLink(fragment);
      return read && 'view' in read ? [read.unknown, read.wrong] : read;
    };
    expect(faults('v=1&q=x&phase=2&hue=3&phase=4')).toEqual([['phase', 'hue'], []]);
    expect(faults('v=1&view=nothing&zone=gmt&offset=9999&start=today')).toEqual([
      [],
      ['zone', 'view', 'offset', 'start'],
    ]);
    expect(faults('v=1&q=%E0%A4&q=x')).toEqual([[], ['q']]);
    expect(faults('v=1&q=a&q=b')).toEqual([[], ['q']]);
    expect(faults('v=1&session=08D')).toEqual([[], ['session']]);
    expect(faults('v=1&session=08D&log=mail')).toEqual([[], ['log']]);
    expect(faults('v=1&by=client+client')).toEqual([[], ['by']]);
    expect(faults(`v=1&q=${'x'.repeat(16_385)}`)).toEqual([[], ['q']]);
    expect(faults('v=2&q=x')).toEqual({ refusal: 'version' });
    expect(faults(`v=1&q=${'x'.repeat(100_000)}`)).toEqual({ refusal: 'length' });
    for (const other of ['', 'sample', 'q=x', '#v=1']) expect(readLink(other)).toBeNull();
  });
});

/** A page with logs. */
async function pageWith(...files: OpenFile[]): Promise<Page> {
  const page = new Page();
  page.app.beginWith('sessions');
  await page.app.reading.open(files);
  return page;
}

const LOG = fileOf('RECV2025060308-1.LOG', ordinaryLog(5));

describe('following a link', () => {
  it('shows what another page showed, before and after the logs are opened', async () => {
    const one = await pageWith(LOG);
    await one.app.search.set('log:receive');
    await one.app.sessions.moveTo(3);
    await one.app.sessions.open();
    const { detail } = one.state;
    const link = one.app.linking.text;
    expect(link).toContain(`session=${detail?.sessionId}`);

    const after = await pageWith(LOG);
    expect(await after.app.linking.follow(link)).toBe(true);
    expect(after.state).toMatchObject({ query: 'log:receive', applied: 'log:receive', panel: 'sessions', notices: [] });
    expect(after.state.detail?.sessionId).toBe(detail?.sessionId);
    expect(after.state.selectedRow).toBe(3);
    expect(after.app.linking.text).toBe(link);

    const before = new Page();
    await before.app.linking.follow(link);
    expect(before.state.query).toBe('log:receive');
    expect(before.texts).toEqual([expect.stringMatching(/applies as soon as you open the logs/)]);
    await before.app.reading.open([LOG]);
    expect(before.app.linking.text).toBe(link);
    expect(before.texts).toEqual([]);
  });

  it('says which session is not there, and finds it in logs that are opened next', async () => {
    const one = await pageWith(LOG);
    await one.app.sessions.moveTo(1);
    await one.app.sessions.open();
    const link = one.app.linking.text;
    const other = await pageWith(fileOf('table.log', tableLog(3)));
    await other.app.linking.follow(link);
    expect(other.texts).toEqual([
      `The session ${one.state.detail?.sessionId} that the link names is not in these logs.`,
    ]);
    await other.app.reading.open([LOG]);
    expect(other.state.detail?.sessionId).toBe(one.state.detail?.sessionId);
    expect(other.texts).toEqual([]);
  });

  it('does not take a session of another log for it, and forgets it with the logs', async () => {
    const page = await pageWith(LOG);
    await page.app.sessions.moveTo(1);
    await page.app.sessions.open();
    const link = page.app.linking.text.replace('log=smtpReceive', 'log=smtpSend');
    await page.app.linking.follow(link);
    expect(page.state.detail).toBeNull();
    expect(page.texts).toEqual([expect.stringMatching(/is not in these logs/)]);
    await page.app.reading.clear();
    await page.app.reading.open([LOG]);
    expect(page.state.detail).toBeNull();
    expect(page.texts).toEqual([]);
  });

  it('shows a summary: by its name, or all of it', async () => {
    const page = await pageWith(LOG);
    page.app.store.set({ panel: 'summary' });
    page.app.summarising.showNamed('tls');
    expect(page.app.linking.text).toContain('summary=tls');
    page.app.summarising.choose({ ...choiceBy('network'), within: 'messages>0' });
    const own = page.app.linking.text;
    expect(own).toContain('by=network');
    const other = await pageWith(LOG);
    await other.app.linking.follow(own);
    expect(other.app.summarising.choice).toEqual(page.app.summarising.choice);
    await other.app.linking.follow('v=1&view=summary&summary=tls&zone=utc');
    expect(other.app.summarising.choice.name).toBe('tls');
    await other.app.linking.follow('v=1&summary=nothing');
    expect(other.texts).toEqual([expect.stringMatching(/“nothing” that the link names is not known/)]);
  });

  it('shows a table by its name, and says if it is not open', async () => {
    const page = await pageWith(fileOf('table.log', tableLog(3)));
    page.app.store.set({ panel: 'tables' });
    const link = page.app.linking.text;
    expect(link).toContain('table=');
    const other = await pageWith(fileOf('table.log', tableLog(3)));
    await other.app.linking.follow(link);
    expect(other.state).toMatchObject({ panel: 'tables', notices: [] });
    await other.app.linking.follow('v=1&view=tables&table=Something');
    expect(other.texts).toEqual(['The log “Something” that the link names is not open.']);
  });

  it('says that times mean others where local time is another', async () => {
    const page = await pageWith(LOG);
    await page.app.linking.follow('v=1&q=after:2025-01-01&zone=local&offset=330');
    expect(page.texts).toEqual([]);
    await page.app.linking.follow('v=1&q=after:2025-01-01&zone=local&offset=60');
    expect(page.texts).toEqual([expect.stringMatching(/UTC\+01:00; here it is UTC\+05:30/)]);
    expect(page.state.zone).toBe('local');
    expect(page.stored.size).toBe(0);
  });

  it('says what it left out, once, and takes nothing for a link that is none', async () => {
    const page = await pageWith(LOG);
    await page.app.linking.follow('v=1&q=tls:none&phase=2&view=x');
    expect(page.texts).toHaveLength(2);
    expect(page.state.query).toBe('tls:none');
    await page.app.linking.follow('v=3&q=code:5xx');
    expect(page.texts).toEqual([expect.stringMatching(/of a version/)]);
    expect(page.state.query).toBe('tls:none');
    expect(await page.app.linking.follow('sample')).toBe(false);
    expect(page.texts).toHaveLength(1);
  });

  it('with a query that is not valid shows what is wrong with it', async () => {
    const page = await pageWith(LOG);
    await page.app.linking.follow('v=1&q=gap%3Esoon');
    await vi.waitFor(() => expect(page.state.problem).not.toBeNull());
    expect(page.state.query).toBe('gap>soon');
  });
});
