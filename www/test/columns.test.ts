import { beforeEach, describe, expect, it } from 'vitest';
import { type ColumnLayout, SORT_KEYS, type SortKey } from '../src/contract.js';
import {
  orderedColumns,
  printedColumns,
  visibleColumns,
  withMoved,
  withPlaced,
  withToggled,
  withWidth,
} from '../src/display/column-layout.js';
import { COLUMNS } from '../src/display/columns.js';
import { fittingWidth } from '../src/display/density.js';
import { MAX_WIDTH, MIN_WIDTH } from '../src/display/grid-column.js';
import { loadPreferences } from '../src/state/preferences.js';
import { DEFAULT_LOOK } from '../src/state/state.js';
import { Page } from './page.js';

const DEFAULT = DEFAULT_LOOK.columns;
const BY_DEFAULT = COLUMNS.map(({ key }) => key);
const keysOf = (columns: readonly { key: SortKey }[]) => columns.map(({ key }) => key);
const ordered = (layout: ColumnLayout) => keysOf(orderedColumns(layout));
const visible = (layout: ColumnLayout) => keysOf(visibleColumns(layout));

describe('the columns of the session list', () => {
  it('are all there in their order, until the user changes something', () => {
    expect(ordered(DEFAULT)).toEqual(BY_DEFAULT);
    expect(visible(DEFAULT)).toEqual(BY_DEFAULT);
    expect(keysOf(printedColumns(DEFAULT)).at(-1)).toBe('duration');
  });

  it('are hidden and shown again, but one remains', () => {
    const without = withToggled(withToggled(DEFAULT, 'tls'), 'helo');
    expect(visible(without)).toEqual(BY_DEFAULT.filter((key) => key !== 'tls' && key !== 'helo'));
    expect(withToggled(withToggled(without, 'helo'), 'tls')).toEqual(DEFAULT);
    const none = BY_DEFAULT.reduce(withToggled, DEFAULT);
    expect(visible(none)).toEqual([BY_DEFAULT.at(-1)]);
  });

  it('are moved as far as there are places, and none is lost', () => {
    expect(ordered(withMoved(DEFAULT, 'code', -1)).slice(0, 4)).toEqual(['start', 'code', 'outcome', 'remote']);
    expect(ordered(withMoved(DEFAULT, 'code', -9))[0]).toBe('code');
    expect(ordered(withMoved(DEFAULT, 'start', 99)).at(-1)).toBe('start');
    let layout = DEFAULT;
    for (let step = 0; step < 200; step += 1) {
      layout = withMoved(layout, BY_DEFAULT[(step * 7) % BY_DEFAULT.length] as SortKey, ((step * 5) % 9) - 4);
      expect(ordered(layout).toSorted()).toEqual(BY_DEFAULT.toSorted());
    }
    expect(keysOf(printedColumns(withMoved(DEFAULT, 'user', -99)))[0]).toBe('user');
  });

  it('are put before another one, or at the end, also over hidden ones', () => {
    expect(ordered(withPlaced(DEFAULT, 'code', 'start')).slice(0, 3)).toEqual(['code', 'start', 'outcome']);
    expect(ordered(withPlaced(DEFAULT, 'start', 'remote')).slice(0, 4)).toEqual(['outcome', 'code', 'start', 'remote']);
    expect(ordered(withPlaced(DEFAULT, 'start', null)).at(-1)).toBe('start');
    expect(withPlaced(DEFAULT, 'code', 'code')).toBe(DEFAULT);
    const hidden = { ...DEFAULT, hidden: ['outcome' as const] };
    expect(visible(withPlaced(hidden, 'start', 'remote')).slice(0, 3)).toEqual(['code', 'start', 'remote']);
  });

  it('follow the one before them if the order does not know them', () => {
    const older = { ...DEFAULT, order: BY_DEFAULT.filter((key) => key !== 'tls' && key !== 'start').toReversed() };
    const keys = ordered(older);
    expect(keys[0]).toBe('start');
    expect(keys[keys.indexOf('tls') - 1]).toBe('to');
    expect(visible({ ...older, hidden: ['to'] })).toContain('tls');
  });

  it('are neither too narrow nor too wide', () => {
    const widths = [-5, 0, 100.4, 1e9].map((width) => withWidth(DEFAULT, 'to', width).widths.to);
    expect(widths).toEqual([MIN_WIDTH, MIN_WIDTH, 100, MAX_WIDTH]);
    expect(withWidth(withWidth(DEFAULT, 'to', 300), 'to', null)).toEqual(DEFAULT);
    expect(fittingWidth(132, 'compact')).toBe(132);
    expect(fittingWidth(132, 'comfortable')).toBe(143);
  });
});

describe('what is remembered of it', () => {
  const loaded = (columns: unknown, more = {}) =>
    loadPreferences({ getItem: () => JSON.stringify({ columns, ...more }), setItem: () => undefined });

  it('is taken as far as it is known', () => {
    const stored = {
      order: ['to', 'nonsense', 'to', 7, 'from'],
      hidden: ['tls', 'gone', 'tls'],
      widths: { to: 300, gone: 5, from: 'wide', tls: null },
    };
    const { columns } = loaded(stored);
    expect(columns).toEqual({ order: ['to', 'from'], hidden: ['tls'], widths: { to: 300 } });
    expect(ordered(columns ?? DEFAULT).toSorted()).toEqual([...SORT_KEYS].toSorted());
  });

  it.each([[7], ['x'], [null], [[]], [{}], [{ order: 'to', hidden: {}, widths: [1] }]])(
    'is not taken from %j',
    (columns) => {
      expect(ordered(loaded(columns).columns ?? DEFAULT)).toEqual(BY_DEFAULT);
      expect(visible(loaded(columns).columns ?? DEFAULT)).toEqual(BY_DEFAULT);
    },
  );

  it('does not hide everything', () => {
    expect(visible(loaded({ hidden: SORT_KEYS }).columns ?? DEFAULT)).toEqual(BY_DEFAULT);
  });

  it('has density and reading pane only as there are', () => {
    const wrong = { density: 'tiny', readingPane: 'left' };
    expect(loaded(undefined, wrong)).toEqual({});
    const right = { density: 'comfortable', readingPane: 'right' };
    expect(loaded(undefined, right)).toEqual(right);
  });
});

describe('appearance', () => {
  let page: Page;
  beforeEach(() => {
    page = new Page();
  });

  it('is changed, remembered, and reset as a whole', () => {
    const { appearance } = page.app;
    let arranged = 0;
    appearance.onReadingPane = () => {
      arranged += 1;
    };
    appearance.toggle('tls');
    appearance.move('code', -2);
    appearance.resize('to', 250);
    appearance.chooseDensity('comfortable');
    appearance.chooseReadingPane('right');
    const kept = loadPreferences({ getItem: (key) => page.stored.get(key) ?? null, setItem: () => undefined });
    const { columns, density, readingPane } = page.state;
    expect(kept).toMatchObject({ columns, density, readingPane });
    expect(visible(columns)[0]).toBe('code');
    expect(arranged).toBe(1);
    appearance.resetColumns();
    expect(page.state).toMatchObject({ columns: DEFAULT, density: 'comfortable' });
    appearance.reset();
    expect(page.state).toMatchObject(DEFAULT_LOOK);
    expect(arranged).toBe(2);
  });

  it('opens the dialog of the columns at the first of them, or at another', () => {
    const { appearance } = page.app;
    appearance.choose();
    expect(page.state.choosingColumns).toBe('start');
    appearance.choose('tls');
    expect(page.state.choosingColumns).toBe('tls');
    appearance.closeColumns();
    expect(page.state.choosingColumns).toBe(null);
  });
});
