import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { DIMENSIONS, type SummaryChoice, type SummaryTable } from '../src/contract.js';
import { csvRow, pastedRows } from '../src/display/csv.js';
import { readOwnNames } from '../src/display/own-names.js';
import {
  hasSparklines,
  MOST_GROUPS,
  rangeQuestion,
  type Sparklines,
  spansFor,
  sparklineFor,
  sparklineQuestion,
  sparklinesOf,
} from '../src/display/sparklines.js';
import {
  choiceBy,
  choiceOf,
  DELAYS_CHOICE,
  exportedCells,
  exportedHeadings,
  plotOf,
  plotPath,
  plotQuestion,
  questionOf,
  restoredChoice,
  SHOWN_MEASURES,
  shownChoice,
  shownRows,
  summaryValues,
  type TimeDimension,
  timeDimension,
  totalsText,
} from '../src/display/summary.js';
import { DIMENSION_GROUPS } from '../src/locale/dimensions.js';
import { SUMMARIES } from '../src/locale/summaries.js';
import { loadPreferences, savePreferences } from '../src/state/preferences.js';
import { INITIAL_STATE } from '../src/state/state.js';
import { sheetOf } from '../src/views/sheet.js';
import { viewActions } from '../src/views/view-actions.js';
import { Page } from './page.js';
import { engineWith, fixture, type WholeEngine } from './support/engine.js';
import { fileOf, tableLog } from './support/logs.js';

const SAMPLE = join(import.meta.dirname, '../sample');

/** The sample's files (path → content). */
const SAMPLE_LOGS = Object.fromEntries(
  readdirSync(SAMPLE, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.LOG'))
    .sort()
    .map((path): [string, Uint8Array<ArrayBuffer>] => [path, new Uint8Array(readFileSync(join(SAMPLE, path)))]),
);

const named = (name: string): SummaryChoice => {
  const found = SUMMARIES.find((summary) => summary.name === name);
  if (!found) throw new Error(name);
  return choiceOf(found);
};

function asked(engine: WholeEngine, choice: SummaryChoice, most = 10_000): SummaryTable {
  const { dimensions, counted, quantiles, order, descending, within, facet } = questionOf(choice);
  const answer = engine.summarise([...dimensions], counted, quantiles, order, descending, within, facet, 0, most);
  if (!answer.ok) throw new Error(answer.problem.message);
  return answer.table;
}

describe('the named summaries', () => {
  const sample = engineWith(SAMPLE_LOGS);
  const fixtures = engineWith({
    ...fixture('receive-2019'),
    ...fixture('receive-auth-login'),
    ...fixture('send-2016'),
    ...fixture('imap4-2019'),
    ...fixture('connectivity-retry'),
  });

  it.each(SUMMARIES.map(({ name }) => name))('%s is a valid question, and finds something in the sample', (name) => {
    const table = asked(sample, named(name));
    expect(table.groups).toBeGreaterThan(1);
    expect(asked(fixtures, named(name)).rows.length).toBe(asked(fixtures, named(name)).groups);
    const { headings, rows } = shownRows(table.rows, named(name), table, 'utc', readOwnNames(''));
    for (const row of rows) expect(row.length).toBe(headings.length);
    // The first measure says something in the first row.
    expect(rows[0]?.[named(name).dimensions.length]).toMatch(/[1-9]/);
  });

  it.each(SUMMARIES.map(({ name }) => name))('each group of %s is what its conditions find', (name) => {
    const choice = named(name);
    let found = 0;
    for (const group of asked(sample, choice, 40).rows) {
      const conditions = group.values.map(({ condition }) => condition);
      if (conditions.includes(null)) continue;
      const parts = [choice.within, ...conditions].filter((part): part is string => Boolean(part));
      const query = sample.joinedQuery(parts, 0);
      const answer = sample.count(query ?? '', 0, 0);
      expect(answer.ok && answer.counts.sessions, query).toBe(group.sessions);
      found += 1;
    }
    expect(found).toBeGreaterThan(1);
  });

  it('have a sentence and an advice each, and names of their own', () => {
    expect(new Set(SUMMARIES.map(({ title }) => title)).size).toBe(8);
    for (const { sentence, advice } of SUMMARIES) expect(`${sentence} ${advice}`).toMatch(/^[A-Z].+\. .+\.$/);
  });

  it('ask for percentiles and distinct values only where they are shown', () => {
    expect(questionOf(named('clients'))).toMatchObject({ quantiles: false, counted: '' });
    expect(questionOf(named('slow')).quantiles).toBe(true);
    expect(questionOf(named('rejections')).counted).toBe('client');
  });
});

describe('the totals of a summary', () => {
  it('say when sessions were counted several times', () => {
    const engine = engineWith(SAMPLE_LOGS);
    const once = asked(engine, named('clients'));
    expect(totalsText(once, named('clients'))).toBe(`${once.groups} groups of ${once.sessions} sessions`);
    const several = asked(engine, choiceBy('recipient-domain'));
    expect(several.counted).toBeGreaterThan(several.sessions);
    expect(totalsText(several, choiceBy('recipient-domain'))).toMatch(
      /sessions; counted \d+ times in all, .*\(Recipient domain\)/,
    );
  });
});

describe('CSV of the page', () => {
  it('follows the rules of the engine for quotes and formulas', () => {
    expect(csvRow(['plain', '', 'a,b', 'say "hi"', 'two\nlines'], 'comma')).toBe(
      'plain,,"a,b","say ""hi""","two\nlines"\r\n',
    );
    expect(csvRow(['a;b', 'a,b'], 'semicolon')).toBe('"a;b";a,b\r\n');
    for (const formula of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\r=1', '\uFF1D1', '\u00A0=1'])
      expect(csvRow([formula], 'comma')).toBe(`"'${formula}"\r\n`);
    expect(csvRow(['\uFEFF=1'], 'comma')).toBe('"\'<U+FEFF>=1"\r\n');
    expect(csvRow(['a=b'], 'tab')).toBe('a=b\r\n');
    expect(csvRow([-5, '-5'], 'comma')).toBe('-5,"\'-5"\r\n');
  });

  it('pastes cells without what would part them', () => {
    expect(pastedRows([['a\tb', '=1', -5], ['c\nd']])).toBe("a b\t'=1\t-5\nc d\n");
  });

  it('marks what is hidden', () => {
    expect(csvRow(['a\u202Eb\nc\u200Bd'], 'comma')).toBe('"a<U+202E>b\nc<U+200B>d"\r\n');
    expect(pastedRows([['a\u202Eb']])).toBe('a<U+202E>b\n');
  });

  it('has plain numbers, and times as Excel reads them', () => {
    const engine = engineWith(fixture('receive-2019'));
    const choice: SummaryChoice = {
      ...named('slow'),
      within: '',
      dimensions: ['user'],
      measures: ['first', 'longest'],
    };
    const table = asked(engine, choice);
    const [group] = table.rows;
    if (!group) throw new Error('no group');
    expect(exportedHeadings(choice, 'utc', readOwnNames(''))).toEqual(['User', 'First (UTC)', 'Longest duration (ms)']);
    const [, first, longest] = exportedCells(group, choice, table, 'utc', readOwnNames(''), true);
    expect(first).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}$/);
    expect(longest).toBe(String(group.longest));
  });

  it('have the names of addresses in a column of their own', () => {
    const choice: SummaryChoice = { ...named('clients'), dimensions: ['client', 'helo'], measures: ['sessions'] };
    const [group] = asked(engineWith(fixture('receive-2019')), choice).rows;
    if (!group) throw new Error('no group');
    const [address = '', name = ''] = group.values.map(({ text }) => text);
    const names = readOwnNames(`${address},Printer\n${name},Nobody`);
    const whole = { sessions: 1, countedRows: 0 };
    expect(exportedHeadings(choice, 'utc', names).slice(0, 3)).toEqual([
      'Client address',
      'Name (Client address)',
      'Client name (EHLO)',
    ]);
    expect(exportedCells(group, choice, whole, 'utc', names, false).slice(0, 3)).toEqual([address, 'Printer', name]);
    expect(shownRows([group], choice, whole, 'utc', names).rows[0]?.slice(0, 2)).toEqual([
      `${address} · Printer`,
      name,
    ]);
  });
});

describe('a plot', () => {
  const engine = engineWith(SAMPLE_LOGS);
  const choice = named('traffic');
  const time = timeDimension(choice);
  if (!time) throw new Error('no time');

  it('has a bar for each hour, in the order of time', () => {
    const table = asked(engine, {
      ...choice,
      ...plotQuestion(choice, time),
      name: '',
      measures: ['sessions'],
      counted: 'client',
    });
    const plot = plotOf(table, choice, time, 'utc');
    expect(plot?.spans).toBe(2);
    expect(plot?.bars.map(({ place, when }) => [place, when])).toEqual([
      [0, '2025-06-03 08:00'],
      [1, '2025-06-03 09:00'],
    ]);
    expect(plot?.largest).toBe(Math.max(...table.rows.map(({ sessions }) => sessions)));
    expect(plot && plotPath(plot, 100)).toMatch(/^M0\.08 100V0\.00h0\.84V100zM1\.08 100V9\d/);
  });

  it('is not drawn without times', () => {
    expect(timeDimension(named('clients'))).toBeNull();
    expect(plotOf({ ...asked(engine, choice), rows: [] }, choice, time, 'utc')).toBeNull();
  });
});

describe('rows over time', () => {
  const engine = engineWith(SAMPLE_LOGS);
  const choice: SummaryChoice = { ...choiceBy('client'), dimensions: ['connector', 'client'] };
  const table = (time: TimeDimension, most = MOST_GROUPS): SummaryTable => {
    const { dimensions, counted, quantiles, order, descending, within, facet } = sparklineQuestion(choice, time);
    const answer = engine.summarise([...dimensions], counted, quantiles, order, descending, within, facet, 0, most);
    if (!answer.ok) throw new Error(answer.problem.message);
    return answer.table;
  };
  const groups = asked(engine, choice).rows;

  it.each([
    ['second', 60],
    ['minute', 31],
    ['hour', 2],
  ] as const)('are drawn by the %s for each row, and add up to it', (time, bars) => {
    const sparklines = sparklinesOf(table(time), choice, time) as Sparklines;
    expect(sparklines.bars).toBe(bars);
    for (const group of groups) {
      const { plot } = sparklineFor(sparklines, choice, group) ?? { plot: { bars: [], largest: 0 } };
      const sum = plot.bars.reduce((all, { value }) => all + value, 0);
      // A group of records, such as those of a message, counts at each of their times.
      if (time !== 'hour') expect(sum).toBeGreaterThanOrEqual(group.sessions + group.rows);
      else expect(sum).toBe(group.sessions + group.rows);
      expect(plot.largest).toBe(Math.max(...plot.bars.map(({ value }) => value)));
    }
    expect(sparklineFor(sparklines, { ...choice, measures: ['bytes'], order: '0' }, groups[0] as never)).toBeDefined();
    expect(sparklineFor(sparklines, { ...choice, within: 'x' }, groups[0] as never)).toBeUndefined();
  });

  it('are said in words', () => {
    const sparklines = sparklinesOf(table('hour'), choice, 'hour');
    const two = groups.map((group) => sparklineFor(sparklines, choice, group)?.text);
    expect(two[0]).toMatch(
      /^In steps of 1 hour\. First: \d+ \(2025-06-03 08:00\)\. Last: \d+ \(2025-06-03 09:00\)\. Peak: \d+ \(2025-06-03 0[89]:00\)\.$/,
    );
    expect(sparklineFor(sparklinesOf(table('day'), choice, 'day'), choice, groups[0] as never)?.text).toMatch(
      /^In steps of 1 day\. First: (\d+) \(2025-06-03\)\. Last: \1 \(2025-06-03\)\./,
    );
  });

  it('have steps that follow from how long all of it took, as far as that makes few enough groups', () => {
    const [range, ...others] = asked(engine, { ...choice, dimensions: rangeQuestion(choice).dimensions }).rows;
    expect(range?.last).toBe(Math.max(...groups.map(({ last }) => last ?? 0)));
    expect(range?.first).toBe(Math.min(...groups.map(({ first }) => first ?? Infinity)));
    expect(others).toEqual([]);
    const minutes = (count: number) => ({ first: 0, last: count * 60_000 });
    const rows = (groups: number, counted = 1e6) => ({ groups, counted, countedRows: 0 });
    expect(spansFor(minutes(10), rows(4))).toEqual(['second']);
    expect(spansFor(minutes(10), rows(20))).toEqual(['minute']);
    expect(spansFor(minutes(10), rows(20, 400))).toEqual(['second']);
    expect(spansFor(minutes(600), rows(4))).toEqual(['minute']);
    expect(spansFor(minutes(600), rows(10))).toEqual(['hour', 'day']);
    expect(spansFor(minutes(1300), rows(1))).toEqual(['hour', 'day']);
    expect(spansFor({ first: null, last: null }, rows(1))).toEqual(['hour', 'day']);
  });

  it('of which not all is known are not drawn', () => {
    const some = sparklinesOf(table('hour', 3), choice, 'hour');
    const drawn = groups.filter((group) => sparklineFor(some, choice, group));
    expect(some?.isWhole).toBe(false);
    expect(drawn.length).toBeLessThan(4);
    for (const group of drawn) expect(sparklineFor(some, choice, group)?.sum).toBe(group.sessions + group.rows);
  });

  it('of a long time have no more bars than can be told apart', () => {
    const hours = table('hour');
    const later = hours.rows.map((group, index) => ({
      ...group,
      values: group.values.toSpliced(-1, 1, {
        text: new Date(Date.UTC(2025, 5, 3, index * 40)).toISOString().slice(0, 13),
        known: true,
        condition: null,
      }),
    }));
    const sparklines = sparklinesOf({ ...hours, rows: later }, choice, 'hour');
    expect(sparklines?.bars).toBeLessThanOrEqual(60);
    expect([...(sparklines?.rows.values() ?? [])][0]?.text).toMatch(/^In steps of \d+ hours\./);
    expect(sparklinesOf({ ...hours, rows: [] }, choice, 'hour')).toBeNull();
  });

  it('are drawn where there is no time yet, and room for one', () => {
    expect(hasSparklines(choice)).toBe(true);
    expect(hasSparklines({ ...choice, dimensions: ['log', 'connector', 'client'] })).toBe(false);
    expect(hasSparklines({ ...choice, dimensions: ['day'] })).toBe(false);
  });
});

describe('what is remembered of a summary', () => {
  const kept = (choice: SummaryChoice) => {
    const stored = new Map<string, string>();
    const storage = {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => void stored.set(key, value),
    };
    savePreferences(storage, { ...INITIAL_STATE, summaryChoice: choice });
    const loaded = loadPreferences(storage).summaryChoice;
    return { text: [...stored.values()].join(), choice: loaded ? restoredChoice(loaded) : null };
  };

  it('is the choice, with the query of its name', () => {
    expect(kept(named('slow')).choice).toEqual(named('slow'));
    expect(kept(DELAYS_CHOICE).choice).toEqual(DELAYS_CHOICE);
  });

  it('is neither a query of the user nor the name of a column', () => {
    const own: SummaryChoice = { ...named('slow'), name: '', within: 'user:ann', dimensions: ['user', 'column.Ann'] };
    const { text, choice } = kept(own);
    expect(text).not.toMatch(/ann/i);
    expect(choice).toEqual({ ...own, within: '', dimensions: ['user'] });
    expect(kept({ ...own, dimensions: ['column.Ann'] }).choice).toBeNull();
  });

  it('is nothing that this version does not know', () => {
    for (const summaryChoice of [
      7,
      {},
      { ...named('slow'), measures: ['nonsense'] },
      { ...named('slow'), order: '7' },
    ]) {
      const storage = { getItem: () => JSON.stringify({ summaryChoice }), setItem: () => undefined };
      expect(loadPreferences(storage)).toEqual({});
    }
  });
});

it('every dimension is in one group of the menu, and every measure has a name', () => {
  const listed = DIMENSION_GROUPS.flatMap(([, fields]) => fields);
  expect([...listed].sort()).toEqual([...DIMENSIONS].sort());
  expect(new Set(SHOWN_MEASURES).size).toBe(SHOWN_MEASURES.length);
});

describe('summarising', () => {
  let page: Page;
  const app = () => page.app.summarising;

  beforeAll(async () => {
    page = new Page();
    const files = Object.entries(SAMPLE_LOGS).map(([path, bytes]) =>
      fileOf(path.slice(path.lastIndexOf('/') + 1), new TextDecoder().decode(bytes)),
    );
    await page.app.reading.open(files);
  });

  it('drops an older question when a newer one comes', async () => {
    const engine = page.engines[0] as WholeEngine;
    const before = engine.callsOf('summarise').length;
    const answers = await Promise.all(['clients', 'slow', 'traffic'].map((name) => app().groups(named(name), 0, 10)));
    expect(answers.map((answer) => answer?.total ?? null)).toEqual([null, null, 2]);
    const calls = engine.callsOf('summarise').slice(before);
    expect(calls.filter((call) => call.includes('connector,client,target'))).toEqual([]);
    expect(page.state.summaryTotals).toMatchObject({ groups: 2, sessions: 59 });
  });

  it('knows its rows over time, unless something else is asked meanwhile', async () => {
    const choice = { ...named('clients'), dimensions: ['client'] as const };
    await app().groups(choice, 0, 10);
    expect((await app().sparklines(choice))?.rows.size).toBe(page.state.summaryTotals?.groups);
    const asked = app().sparklines(choice);
    await app().groups(named('slow'), 0, 10);
    expect(await asked).toBeNull();
  });

  it('says what is wrong with a query, and recovers', async () => {
    await app().groups({ ...named('slow'), within: 'gap>soon' }, 0, 10);
    expect(page.state.summaryProblem).not.toBe('');
    await app().groups(named('slow'), 0, 10);
    expect(page.state.summaryProblem).toBe('');
  });

  it('changes dimensions, measures and order', () => {
    app().showNamed('clients');
    expect(shownChoice(page.state.summaryChoice)).toEqual(named('clients'));
    app().sortBy('1');
    expect(app().choice).toMatchObject({ name: 'clients', order: '1', descending: false });
    app().sortBy('1');
    expect(app().choice.descending).toBe(true);
    app().groupBy(1, '');
    expect(app().choice).toMatchObject({ name: '', dimensions: ['connector', 'helo'], order: 'sessions' });
    app().groupBy(0, 'helo');
    expect(app().choice.dimensions).toEqual(['helo']);
    app().groupBy(0, '');
    expect(app().choice.dimensions).toEqual(['helo']);
    for (const measure of [...app().choice.measures]) app().toggleMeasure(measure);
    expect(app().choice.measures.length).toBe(1);
    app().toggleMeasure('share');
    expect(app().choice.measures.at(-1)).toBe('share');
  });

  it('leads from a group to exactly its sessions, whatever was asked before', async () => {
    app().showNamed('clients');
    await page.app.search.set('client:203.0.113.0/24 messages>0');
    const window = await app().groups(app().choice, 0, 10);
    const group = window?.groups[0];
    if (!group) throw new Error('no group');
    expect(await app().narrowTo(group)).toBe(page.state.applied);
    expect(page.state.counts?.sessions).toBe(group.sessions);
    expect(page.state.applied).toContain('client:203.0.113.0/24');
    expect(page.state.applied).toContain('log:receive');
    const { applied } = page.state;
    const again = await app().groups(app().choice, 0, 10);
    await app().narrowTo(again?.groups[0] ?? group);
    expect(page.state.applied).toBe(applied);
    await page.app.search.set('');
  });

  it('narrows a query that has just been cleared by the whole group, whatever was applied before', async () => {
    const window = await app().groups(app().choice, 0, 10);
    const group = window?.groups[0];
    if (!group) throw new Error('no group');
    await app().narrowTo(group);
    const { applied } = page.state;
    const cleared = page.app.search.set('');
    await app().narrowTo(group);
    await cleared;
    expect(page.state.applied).toBe(applied);
    expect(page.state.counts?.sessions).toBe(group.sessions);
    await page.app.search.set('');
  });

  it('says so if no query finds a group', async () => {
    const window = await app().groups(app().choice, 0, 1);
    const group = window?.groups[0];
    if (!group) throw new Error('no group');
    const values = group.values.map((value) => ({ ...value, condition: null }));
    expect(await app().narrowTo({ ...group, values })).toBeNull();
    expect(page.texts.at(-1)).toMatch(/^No query finds exactly this group/);
    expect(summaryValues({ ...group, values }, app().choice, 0)[0]?.condition).toBeNull();
  });

  it('counts hours in the zone that is shown', async () => {
    app().showNamed('traffic');
    page.app.prefer({ zone: 'local' });
    await vi.waitFor(async () => {
      const window = await app().groups(app().choice, 0, 10);
      expect(window?.groups[0]?.values[0]?.text).toBe('2025-06-03T13');
    });
    page.app.prefer({ zone: 'utc' });
  });
});

describe('a summary by a column of another log', () => {
  const nowhere = new Proxy({} as Parameters<typeof viewActions>[1], { get: () => () => undefined });

  it('counts rows, and leads to them in their table', async () => {
    const page = new Page();
    await page.app.reading.open([fileOf('1.LOG', tableLog(500))]);
    const [report] = page.state.tables;
    const column = report?.columns.find(({ filled, type }) => filled && type === 'text')?.name ?? '';
    page.app.summarising.showField(`column.${column}`);
    page.app.show('summary');
    const window = await page.app.summarising.groups(page.app.summarising.choice, 0, 10);
    const group = window?.groups[0];
    if (!group) throw new Error('no group');
    expect([group.sessions, group.rows > 0]).toEqual([0, true]);
    viewActions(page.app, nowhere).summary.open(0, group);
    await vi.waitFor(() => expect(page.state).toMatchObject({ panel: 'tables', summaryRow: 0 }));
    await vi.waitFor(() => expect(page.state.tables[0]?.rows).toBe(group.rows));
    await page.app.trail.back();
    expect(page.state).toMatchObject({ panel: 'summary', query: '', summaryRow: 0 });
  });

  it('is printed with all of its groups', async () => {
    const page = new Page();
    await page.app.reading.open([fileOf('1.LOG', tableLog(500))]);
    page.app.summarising.showField('log');
    page.app.show('summary');
    await page.app.summarising.groups(page.app.summarising.choice, 0, 10);
    await page.app.printing.prepare(0);
    const sheet = sheetOf(page.state);
    expect(sheet?.title).toContain('Summary: Log');
    expect(sheet?.table?.rows.length).toBe(page.state.summaryTotals?.groups);
    expect(sheet?.note).toBe('');
  });
});
