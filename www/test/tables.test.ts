import { beforeEach, describe, expect, it, vi } from 'vitest';
import { App } from '../src/actions/app.js';
import {
  allColumns,
  exportedColumns,
  filledColumns,
  rowText,
  shownColumns,
  shownTable,
} from '../src/actions/tables.js';
import { EngineClient } from '../src/client/engine-client.js';
import { MainTransport } from '../src/client/main-transport.js';
import type { TableReport, TableWindow } from '../src/contract.js';
import { cellText, gridColumn } from '../src/display/table-columns.js';
import { en } from '../src/locale/en.js';
import { hasOnlyTables } from '../src/state/state.js';
import { viewActions } from '../src/views/view-actions.js';
import { EngineHost } from '../src/worker/host.js';
import { Page } from './page.js';
import { fixture, type WholeEngine, wholeEngine } from './support/engine.js';
import { fileOf, logFile, tableLog } from './support/logs.js';

let engine: WholeEngine;
let app: App;
const state = () => app.store.state;
const report = () => shownTable(state()) as TableReport;

beforeEach(async () => {
  engine = wholeEngine();
  app = new App(
    async () => new EngineClient(new MainTransport(new EngineHost(engine))),
    () => undefined,
    null,
  );
  await app.reading.open([fileOf('1.LOG', tableLog(500))]);
});

describe('a cell of the coverage of a table', () => {
  it('links to its rows from then', async () => {
    const nowhere = {
      table: () => undefined,
      conversation: () => undefined,
      comparison: () => undefined,
      row: () => undefined,
      plainTable: () => undefined,
      coverage: () => undefined,
      overview: () => undefined,
      messages: () => undefined,
      summary: () => undefined,
      related: () => undefined,
      opener: () => undefined,
      isOnTimeline: () => false,
      rowSession: () => undefined,
      search: () => undefined,
      main: () => undefined,
      file: () => undefined,
      match: () => undefined,
      pick: () => undefined,
      diagnostics: () => undefined,
    };
    const { coverage } = viewActions(app, nowhere);
    coverage.table(report().name, 'log:table after:2026-03-01');
    await vi.waitFor(() => expect(state().applied).toBe('log:table after:2026-03-01'));
    expect(state()).toMatchObject({ panel: 'tables', table: report().table });
  });
});

describe('the columns of a table', () => {
  it('are those with values, until the user chooses others', () => {
    expect(shownColumns(report(), state())).toEqual([0, 1, 2]);
    app.tables.toggleColumn(report(), 3);
    expect(shownColumns(report(), state())).toEqual([0, 1, 2, 3]);
    app.tables.toggleColumn(report(), 1);
    expect(shownColumns(report(), state())).toEqual([0, 2, 3]);
  });

  it('are all columns if none has a value', () => {
    const empty = { ...report(), columns: report().columns.map((column) => ({ ...column, filled: false })) };
    expect(filledColumns(empty)).toEqual([]);
    expect(shownColumns(empty, state())).toEqual([0, 1, 2, 3]);
  });

  it('are never none', () => {
    app.tables.chooseColumns(report(), [2]);
    app.tables.toggleColumn(report(), 2);
    expect(shownColumns(report(), state())).toEqual([2]);
  });

  it('stay chosen when the query changes, and are forgotten with the logs', async () => {
    app.tables.chooseColumns(report(), [2]);
    await app.search.set('outlook');
    expect(shownColumns(report(), state())).toEqual([2]);
    await app.reading.clear();
    expect(state().tableColumns).toEqual({});
  });

  it('are formatted by their type', () => {
    const time = gridColumn(report(), 0, 'utc');
    expect(time).toMatchObject({ key: 'column-0', heading: `DateTime (${en.list.zoneUtc})`, align: 'left' });
    expect(gridColumn(report(), 1, 'utc').align).toBe('right');
    expect(gridColumn(report(), 2, 'utc').align).toBe('left');
    const columns = [1, 0];
    const window = { ...engine.tablePart(0, -1, false, 7, 8, Uint32Array.from(columns)), columns };
    expect(cellText({ window, index: 0 }, 0, 1, 'utc')).toBe('2026-02-03 07:00:07.000Z');
    expect(cellText({ window, index: 0 }, 0, 1, 'local')).toBe('2026-02-03 12:30:07.000 +05:30');
    expect(cellText({ window, index: 0 }, 1, 0, 'local')).toBe('7');
    expect(cellText({ window, index: 0 }, 1, 5, 'local')).toBe('7');
    expect(cellText({ window, index: 0 }, 2, 0, 'local')).toBe('');
    expect(cellText({ window, index: 9 }, 1, 0, 'utc')).toBe('');
  });

  it('are the first 200 of those with values in a wide log, and are exported as a whole', async () => {
    const names = Array.from({ length: 8000 }, (_, column) => `c${column}`);
    const row = names.map((name) => (name === 'c3' ? '' : `of ${name}`)).join(',');
    await app.reading.open([fileOf('wide.log', `#Fields: ${names.join(',')}\r\n${row}\r\n`)]);
    app.tables.choose(state().tables.find(({ columns }) => columns.length === 8000)?.table ?? -1);
    expect(report().columns.length).toBe(8000);
    const shown = shownColumns(report(), state());
    expect([shown.length, shown[3], shown.at(-1)]).toEqual([200, 4, 200]);
    expect(exportedColumns(report(), state()).length).toBe(7999);
    app.tables.toggleColumn(report(), 7777);
    expect(shownColumns(report(), state())).toEqual(shown);
    app.tables.toggleColumn(report(), 4);
    app.tables.toggleColumn(report(), 7777);
    expect(shownColumns(report(), state()).at(-1)).toBe(7777);
    app.tables.chooseColumns(report(), allColumns(report()));
    expect(shownColumns(report(), state())).toEqual(allColumns(report()).slice(0, 200));
    await app.tables.moveTo(0);
    await app.tables.open();
    const lines = rowText(report(), state().tableDetail as TableWindow).split('\n');
    expect([lines.length, lines.at(-1)]).toEqual([7999, 'c7999: of c7999']);
  });
});

describe('the order of a table', () => {
  it('is ascending, descending, and that of the log again', () => {
    const orders = [1, 1, 1, 2].map((column) => {
      app.tables.sortBy(column);
      return state().tableSort;
    });
    expect(orders).toEqual([
      { column: 1, descending: false },
      { column: 1, descending: true },
      { column: -1, descending: false },
      { column: 2, descending: false },
    ]);
  });
});

describe('a row of a table', () => {
  it('is opened with all its columns, in the order that is shown', async () => {
    app.tables.sortBy(1);
    app.tables.sortBy(1);
    await app.tables.moveTo(3);
    expect(state().tableDetail).toBeNull();
    await app.tables.open();
    expect(engine.calls.at(-1)).toBe('tableWindow 0 1 true 3 4');
    expect(state().tableDetail?.rows[0]?.[1]).toBe('496');
    await app.tables.moveTo(4);
    expect(state().tableDetail?.rows[0]?.[1]).toBe('495');
  });

  it('closes when the rows change', async () => {
    await app.tables.moveTo(3);
    await app.tables.open();
    await app.search.set('outlook');
    expect(state()).toMatchObject({ tableDetail: null, tableRow: -1 });
    await app.tables.moveTo(3);
    await app.tables.open();
    app.tables.sortBy(0);
    expect(state().tableDetail).toBeNull();
  });

  it('opens only where there is one', async () => {
    await app.tables.open();
    await app.tables.moveTo(5000);
    await app.tables.open();
    expect(state().tableDetail).toBeNull();
  });

  it('is copied without empty cells', async () => {
    const window = engine.tableWindow(0, -1, false, 0, 1);
    expect(rowText(report(), window)).toBe('DateTime: 2026-02-03T07:00:00.000Z\nLatency: 0\nAgent: Outlook');
  });
});

describe('rows that are found where no session is', () => {
  const focus = new Proxy({} as Parameters<typeof viewActions>[1], { get: () => () => undefined });
  const panelWith = async (applied: string) => {
    await vi.waitFor(() => expect(state()).toMatchObject({ applied, query: applied }));
    return vi.waitFor(() => {
      expect(state().counts?.sessions).toBe(0);
      return state().panel;
    });
  };

  it('are shown in the place of the list, whatever leads to them', async () => {
    expect(hasOnlyTables(state())).toBe(true);
    const { overview, use } = viewActions(app, focus);
    const queries = ['Latency:7', 'Latency:8', 'Latency:9'];
    const ways = [overview.sessions, use, (query: string) => app.search.type(query)];
    for (const [place, way] of ways.entries()) {
      app.store.set({ panel: 'overview' });
      way(queries[place] ?? '');
      expect(await panelWith(queries[place] ?? '')).toBe('tables');
      expect(report().rows).toBe(1);
    }
  });

  it('are shown in the first table that has some, if there are sessions too', async () => {
    await app.reading.open([logFile('2.LOG', 3), fileOf('3.LOG', tableLog(3).replaceAll('HttpProxy', 'Other'))]);
    expect(hasOnlyTables(state())).toBe(false);
    app.tables.choose(1);
    app.tables.sortBy(1);
    viewActions(app, focus).overview.sessions('Latency:7');
    expect(state().panel).toBe('sessions');
    expect(await panelWith('Latency:7')).toBe('tables');
    await vi.waitFor(() => expect(shownTable(state())?.name).toBe('HttpProxy Logs'));
    expect(state().tableSort).toEqual({ column: -1, descending: false });
  });
});

describe('the request of a row', () => {
  /** The page with the logs of a front end and of a back end, and its actions, which move no focus. */
  async function opened() {
    const page = new Page();
    const files = Object.entries(fixture('http-request-ids')).map(([path, content]) => fileOf(path, content));
    await page.app.reading.open(files);
    const named = (name: string) => page.state.tables.find((table) => table.name === name)?.table ?? -1;
    const focus = new Proxy({} as Parameters<typeof viewActions>[1], { get: () => () => undefined });
    return { page, named, openRequest: viewActions(page.app, focus).openRequest };
  }

  async function openRow(page: Page, table: number, row: number) {
    page.app.tables.choose(table);
    await page.app.tables.moveTo(row);
    await page.app.tables.open();
  }

  it('is looked for in the other logs, where each row is one click away', async () => {
    const { page, named, openRequest } = await opened();
    await openRow(page, named('HttpProxy Logs'), 1);
    await vi.waitFor(() => expect(page.state.sameRequest?.of).toBe(page.state.tableDetail));
    const { found } = page.state.sameRequest ?? {};
    const backEnd = found?.rows.find(({ name }) => name === 'EWS Logs');
    expect(backEnd).toMatchObject({ row: 1, server: 'EX02', severity: 'error' });
    if (!found || !backEnd) return;
    openRequest(backEnd, found.id);
    await vi.waitFor(() => expect(page.state.tableDetail?.table).toBe(named('EWS Logs')));
    expect(page.state.tableDetail?.from).toBe(1);
    expect(page.state.query).toBe('');
  });

  it('becomes the query if the current one does not find the other row', async () => {
    const { page, named, openRequest } = await opened();
    await page.app.search.set('column.ErrorCode:DatabaseGuidNotFound OR column.BackEndStatus:500');
    await openRow(page, named('HttpProxy Logs'), 0);
    await vi.waitFor(() => expect(page.state.sameRequest?.found.rows.length).toBe(2));
    const { found } = page.state.sameRequest ?? {};
    const backEnd = found?.rows.find(({ name }) => name === 'EWS Logs');
    if (!found || !backEnd) return;
    openRequest(backEnd, found.id);
    await vi.waitFor(() => expect(page.state.tableDetail?.table).toBe(named('EWS Logs')));
    expect(page.state.query).toBe(found.id);
    expect(page.state.tableDetail?.total).toBe(1);
  });

  it('is not asked for where rows have no ids', async () => {
    await app.tables.moveTo(3);
    await app.tables.open();
    await new Promise((done) => setTimeout(done, 200));
    expect(engine.callsOf('sameRequest')).toEqual([]);
  });
});

describe('a table as CSV', () => {
  it('has the rows, columns and order that are shown', async () => {
    app.tables.sortBy(1);
    const client = await app.context.client();
    const parts: Uint8Array[] = [];
    await client.exportTable(0, state().tableSort, [0, 2], 'comma', { take: (part) => parts.push(part) });
    const text = parts.map((part) => new TextDecoder().decode(part)).join('');
    const lines = text.replace('\uFEFF', '').trim().split('\r\n');
    expect(lines.slice(0, 2)).toEqual(['DateTime,Agent', '2026-02-03T07:00:00.000Z,Outlook']);
    expect(lines.length).toBe(501);
  });

  it('has a name that any disk takes', () => {
    expect(en.tables.fileName('HttpProxy Logs: "EWS"/?')).toBe('exchange-httpproxy-logs-ews');
  });
});
