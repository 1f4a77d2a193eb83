import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { App } from '../src/actions/app.js';
import { SAVED_KEY } from '../src/actions/saving.js';
import { DIMENSIONS, MEASURES, type SavedGroup, type SavedItem, type SummaryChoice } from '../src/contract.js';
import { allGroups, choiceOfItem, itemOfChoice } from '../src/display/saved.js';
import { questionOf } from '../src/display/summary.js';
import { QUESTIONS } from '../src/locale/questions.js';
import { savedPlaceOf } from '../src/locale/saved.js';
import {
  countOf,
  equalNames,
  itemAt,
  MOST_ITEMS,
  MOST_OF_FILE,
  packText,
  readPack,
  withGroupRenamed,
  withGroups,
  withItem,
  withItemMoved,
  withoutItem,
} from '../src/state/pack.js';
import { Page } from './page.js';
import { engineWith, fixture } from './support/engine.js';

const RUNS = { numRuns: 300, seed: Number(process.env.FC_SEED ?? 20_260_301) };

const name = fc
  .string({ minLength: 1, maxLength: 40 })
  .map((text) => text.trim())
  .filter((text) => text !== '');
const dimension = fc.constantFrom<SummaryChoice['dimensions'][number]>(...DIMENSIONS, 'column.sc-status', 'column.a b');
const choice: fc.Arbitrary<SummaryChoice> = fc
  .record({
    dimensions: fc.uniqueArray(dimension, { minLength: 1, maxLength: 3 }),
    measures: fc.uniqueArray(fc.constantFrom<SummaryChoice['measures'][number]>(...MEASURES, 'share'), {
      minLength: 1,
    }),
    counted: dimension,
    order: fc.constantFrom<SummaryChoice['order']>(...MEASURES, 'share', '0'),
    descending: fc.boolean(),
    within: fc.string({ maxLength: 60 }),
  })
  .map((one) => ({ name: '', ...one }));
const asks = fc.oneof(
  fc.record({ query: fc.string({ minLength: 1, maxLength: 60 }).filter((text) => text.trim() !== '') }),
  fc.record({ summary: choice }),
);
const item: fc.Arbitrary<SavedItem> = fc
  .record({ name, sentence: fc.string({ maxLength: 60 }), asks })
  .map(({ asks, ...about }) => ({ ...about, ...asks }));
const group: fc.Arbitrary<SavedGroup> = fc.record({
  name,
  items: fc.uniqueArray(item, { minLength: 1, maxLength: 5, selector: (one) => one.name }),
});
const groups = fc.uniqueArray(group, { maxLength: 4, selector: (one) => one.name });

const query = (name: string, text = 'code:5xx'): SavedItem => ({ name, sentence: '', query: text });

describe('a pack', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(fc.record({ name, groups }), (pack) => {
        expect(readPack(packText(pack))).toEqual({ pack, leftOut: [] });
      }),
      RUNS,
    );
  });

  it('with any value in any place is read as another pack, with what is left out named, or refused, and never throws', () => {
    const pack = {
      name: 'Pack',
      groups: [{ name: 'One', items: [query('first'), { ...query('second'), sentence: 'Why.' }] }],
    };
    const [summary] = fc.sample(choice, { numRuns: 1, seed: 1 }) as [SummaryChoice];
    const text = packText({
      ...pack,
      groups: [...pack.groups, { name: 'Two', items: [{ name: 'third', sentence: '', summary }] }],
    });
    const places: (string | number)[][] = [];
    const collect = (value: unknown, path: (string | number)[]): void => {
      if (path.length > 0) places.push(path);
      if (Array.isArray(value)) value.forEach((one, index) => void collect(one, [...path, index]));
      else if (typeof value === 'object' && value !== null)
        for (const [key, one] of Object.entries(value)) collect(one, [...path, key]);
    };
    collect(JSON.parse(text), []);
    expect(places.length).toBeGreaterThan(30);
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.option(fc.jsonValue(), { nil: undefined }), (path, value) => {
        const damaged = JSON.parse(text);
        const parent = path.slice(0, -1).reduce((at, key) => at[key], damaged);
        if (value === undefined) delete parent[path.at(-1) as string];
        else parent[path.at(-1) as string] = value;
        const read = readPack(JSON.stringify(damaged));
        if ('refusal' in read) return;
        // Whatever is not there is said to be missing, if the lists themselves are not others.
        const left = read.leftOut.length + countOf(read.pack.groups);
        if (path.length > 4 || (path.length === 4 && value !== undefined)) expect(left).toBe(3);
        expect(readPack(packText(read.pack))).toEqual({ pack: read.pack, leftOut: [] });
      }),
      RUNS,
    );
  });

  const written = (change: object) => JSON.stringify({ ...JSON.parse(packText({ name: 'x', groups: [] })), ...change });
  const refusal = (text: string) => {
    const read = readPack(text);
    return 'refusal' in read ? read.refusal : null;
  };

  it('is refused as a whole with a reason', () => {
    expect(refusal('')).toBe('noJson');
    expect(refusal('{"format":')).toBe('noJson');
    expect(refusal('[]')).toBe('otherFormat');
    expect(refusal('{"format":"something"}')).toBe('otherFormat');
    expect(refusal(written({ version: 2 }))).toBe('otherVersion');
    expect(refusal(written({ version: '1' }))).toBe('otherVersion');
    expect(refusal(written({ groups: {} }))).toBe('noGroups');
    expect(refusal(' '.repeat(MOST_OF_FILE + 1))).toBe('tooLarge');
    expect(refusal(written({ groups: [{ name: 'g', items: Array(MOST_ITEMS + 1).fill(1) }] }))).toBe('tooMany');
    expect(refusal(`\uFEFF${written({})}`)).toBeNull();
  });

  it('names each item that is left out, and why', () => {
    const { summary } = {
      summary: {
        dimensions: ['client'],
        measures: ['sessions'],
        counted: 'client',
        order: 'sessions',
        descending: true,
        within: '',
      },
    };
    const items = [
      query('good'),
      7,
      { query: 'x' },
      { name: 'n'.repeat(121), query: 'x' },
      { name: 'sentence', sentence: 7, query: 'x' },
      { name: 'empty', query: ' ' },
      { name: 'long', query: 'x'.repeat(16_385) },
      { name: 'field', summary: { ...summary, dimensions: ['nothing'] } },
      { name: 'twice', summary: { ...summary, dimensions: ['client', 'client'] } },
      { name: 'order', summary: { ...summary, order: '1' } },
      { name: 'both', query: 'x', summary },
      { name: 'neither' },
    ];
    const read = readPack(written({ groups: [{ name: 'g', items }, { items: [] }, { name: 'h' }] }));
    if ('refusal' in read) throw new Error(read.refusal);
    expect(read.pack.groups).toEqual([{ name: 'g', items: [query('good')] }]);
    expect(read.leftOut.map(({ name, number, fault }) => [name, number, fault])).toEqual([
      ['', 2, 'noItem'],
      ['', 3, 'noName'],
      ['', 4, 'noName'],
      ['sentence', 5, 'sentence'],
      ['empty', 6, 'query'],
      ['long', 7, 'query'],
      ['field', 8, 'summary'],
      ['twice', 9, 'summary'],
      ['order', 10, 'summary'],
      ['both', 11, 'both'],
      ['neither', 12, 'neither'],
      ['', 0, 'noGroup'],
      ['', 0, 'noItems'],
    ]);
  });
});

describe('what is saved', () => {
  it('changes one item at a time, and loses no other', () => {
    fc.assert(
      fc.property(groups, name, item, (saved, group, added) => {
        const isThere = itemAt(saved, { group, name: added.name }) !== undefined;
        const after = withItem(saved, group, added);
        expect(itemAt(after, { group, name: added.name })).toEqual(added);
        expect(countOf(after)).toBe(countOf(saved) + (isThere ? 0 : 1));
        expect(countOf(withoutItem(after, { group, name: added.name }))).toBe(countOf(after) - 1);
      }),
      RUNS,
    );
  });

  it('is renamed in its place, moved to another group, and never over another', () => {
    const saved = [{ name: 'g', items: [query('a'), query('b'), query('c')] }];
    const named = (all: readonly SavedGroup[]) => all.map(({ name, items }) => [name, ...items.map((one) => one.name)]);
    expect(named(withItemMoved(saved, { group: 'g', name: 'b' }, { group: 'g', name: 'x' }))).toEqual([
      ['g', 'a', 'x', 'c'],
    ]);
    expect(named(withItemMoved(saved, { group: 'g', name: 'b' }, { group: 'h', name: 'x' }))).toEqual([
      ['g', 'a', 'c'],
      ['h', 'x'],
    ]);
    expect(withItemMoved(saved, { group: 'g', name: 'b' }, { group: 'g', name: 'a' })).toEqual(saved);
    expect(withItemMoved(saved, { group: 'g', name: 'z' }, { group: 'h', name: 'a' })).toEqual(saved);
  });

  it('has groups that are renamed in their place, never over another', () => {
    const saved = [
      { name: 'g', items: [query('a')] },
      { name: 'h', items: [query('b')] },
    ];
    expect(withGroupRenamed(saved, 'g', 'x')).toEqual([{ ...saved[0], name: 'x' }, saved[1]]);
    expect(withGroupRenamed(saved, 'g', 'h')).toEqual(saved);
    expect(withGroupRenamed(saved, 'g', 'g')).toEqual(saved);
    expect(withGroupRenamed(saved, 'z', 'x')).toEqual(saved);
  });

  it('takes all of a pack: equal names both with a number, or the new ones', () => {
    fc.assert(
      fc.property(groups, groups, (saved, others) => {
        const equal = equalNames(saved, others);
        const both = withGroups(saved, others, 'both');
        expect(countOf(both)).toBe(countOf(saved) + countOf(others));
        for (const { name: group, items } of saved)
          for (const one of items) expect(itemAt(both, { group, name: one.name })).toEqual(one);
        const replaced = withGroups(saved, others, 'replace');
        expect(countOf(replaced)).toBe(countOf(saved) + countOf(others) - equal);
        for (const { name: group, items } of others)
          for (const one of items) expect(itemAt(replaced, { group, name: one.name })).toEqual(one);
      }),
      RUNS,
    );
  });
});

const SAMPLE = join(import.meta.dirname, '../sample');
const sample = engineWith(
  Object.fromEntries(
    readdirSync(SAMPLE, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.LOG'))
      .sort()
      .map((path): [string, Uint8Array] => [path, new Uint8Array(readFileSync(join(SAMPLE, path)))]),
  ),
);
const old = engineWith(fixture('smtpsvc-w3c'));

describe('the pack of questions', () => {
  const items = QUESTIONS.groups.flatMap(({ items }) => items);
  /** What the sample has nothing of, and why. */
  const ABSENT: Record<string, string> = {
    'Which sessions were put together by a guess?': 'The sample is of a later version, whose logs have session-ids.',
  };

  it.each(items.map((one) => [one.name, one] as const))('%s is valid, and answered by the sample', (name, one) => {
    const found = () => {
      if ('query' in one) {
        const answer = sample.count(one.query, 0, 0);
        if (!answer.ok) throw new Error(answer.problem.message);
        return answer.counts.sessions;
      }
      const { dimensions, counted, quantiles, order, descending, within, facet } = questionOf(one.summary);
      const answer = sample.summarise([...dimensions], counted, quantiles, order, descending, within, facet, 0, 10);
      if (!answer.ok) throw new Error(answer.problem.message);
      return answer.table.groups;
    };
    if (name in ABSENT) expect(found(), ABSENT[name]).toBe(0);
    else expect(found()).toBeGreaterThan(0);
  });

  it('answers the question about Exchange 2003 from such a log', () => {
    const one = items.find(({ name }) => name === 'Which sessions were put together by a guess?');
    const answer = old.count(one && 'query' in one ? one.query : '', 0, 0);
    expect(answer.ok && answer.counts.sessions).toBeGreaterThan(0);
  });

  it('is a pack as any other, with a sentence for each question', () => {
    expect(readPack(packText(QUESTIONS))).toEqual({ pack: QUESTIONS, leftOut: [] });
    expect(items.length).toBeGreaterThanOrEqual(15);
    for (const { name, sentence } of items) {
      expect(name).toMatch(/\?$/);
      expect(sentence).toMatch(/^.[^.]*\S.*\.$/);
    }
  });

  it('is found again by the name of a summary that is shown', () => {
    for (const { name: group, items } of allGroups([]))
      for (const one of items) {
        const choice = choiceOfItem(one, group);
        if (choice) expect(itemOfChoice(choice.name, [])).toBe(one);
      }
    expect(savedPlaceOf('saved:nonsense')).toBeNull();
    expect(itemOfChoice('clients', [])).toBeUndefined();
  });
});

const OPEN = { group: 'g', name: 'open' };

describe('saving', () => {
  it('keeps what another tab has saved meanwhile', () => {
    const [one, other] = [new Page(), new Page()];
    const text = () => one.stored.get(SAVED_KEY) ?? '';
    one.app.saving.begin();
    one.app.saving.saveQuery(OPEN, 'code:5xx');
    other.stored.set(SAVED_KEY, text());
    other.app.saving.begin();
    other.app.saving.saveQuery({ group: 'g', name: 'other' }, 'code:4xx');
    one.stored.set(SAVED_KEY, other.stored.get(SAVED_KEY) ?? '');
    one.app.saving.saveQuery({ group: 'h', name: 'third' }, 'tls:none');
    expect(countOf(one.state.saved)).toBe(3);
    one.app.saving.remove(OPEN);
    const read = readPack(text());
    expect('pack' in read && countOf(read.pack.groups)).toBe(2);
  });

  it('keeps the new name of a group, and hands it on', async () => {
    const page = new Page();
    page.app.saving.begin();
    page.app.saving.saveQuery(OPEN, 'code:5xx');
    page.app.saving.renameGroup('g', 'Relay');
    const text = page.stored.get(SAVED_KEY) ?? '';
    const other = new Page();
    other.app.saving.begin();
    await other.app.saving.read(new Blob([text]));
    other.app.saving.import('both');
    expect(other.state.saved).toEqual([{ name: 'Relay', items: [query('open', 'code:5xx')] }]);
  });

  it('of a summary keeps the search with it', async () => {
    const page = new Page();
    await page.app.search.set('code:5xx');
    await page.app.saving.show('summary');
    await page.app.saving.saveSummary(OPEN, { ...page.app.summarising.choice, within: 'log:receive or log:send' });
    const saved = itemAt(page.state.saved, OPEN);
    expect(saved && 'summary' in saved && saved.summary.within).toBe('code:5xx (log:receive or log:send)');
    expect(page.state.saving).toBeNull();
    page.app.summarising.showNamed(choiceOfItem(saved as SavedItem, 'g')?.name ?? '');
    expect(page.app.summarising.choice.within).toBe('code:5xx (log:receive or log:send)');
    expect(page.stored.get('exchange-log-viewer')).not.toContain('5xx');
    expect(page.stored.get('exchange-log-viewer')).not.toContain('open');
  });

  const pageWith = (storage: { getItem(): string | null; setItem(): void } | null) =>
    new App(
      () => Promise.reject(new Error('no engine')),
      () => undefined,
      storage,
    );
  const refused = () => {
    throw new Error('refused');
  };

  it.each([
    ['absent', null, 'notStored'],
    ['that throws', { getItem: refused, setItem: refused }, 'notStored'],
    ['that is full', { getItem: () => null, setItem: refused }, 'notStored'],
    [
      'of a newer version',
      { getItem: () => '{"format":"exchange-log-viewer-pack","version":2}', setItem: vi.fn() },
      'newer',
    ],
    ['that is damaged', { getItem: () => '{', setItem: vi.fn() }, 'damaged'],
  ])(
    'to a storage %s is a download, nothing is written over, and what was saved is kept for this visit',
    (_, storage, trouble) => {
      const app = pageWith(storage);
      const exported = vi.spyOn(app.saving, 'export').mockImplementation(() => undefined);
      app.saving.begin();
      app.saving.saveQuery(OPEN, 'code:5xx');
      app.saving.saveQuery({ group: 'g', name: 'second' }, 'code:4xx');
      expect(exported).toHaveBeenCalledTimes(2);
      expect(app.store.state.savedTrouble).toBe(trouble);
      expect(countOf(app.store.state.saved)).toBe(2);
      if (storage && vi.isMockFunction(storage.setItem)) expect(storage.setItem).not.toHaveBeenCalled();
    },
  );

  it('what is not known in all parts is shown as far as it is, and not written over', () => {
    const known = packText({ name: '', groups: [{ name: 'g', items: [query('open'), query('other')] }] });
    const setItem = vi.fn();
    const app = pageWith({ getItem: () => known.replace('"other"', '7'), setItem });
    vi.spyOn(app.saving, 'export').mockImplementation(() => undefined);
    app.saving.begin();
    expect(countOf(app.store.state.saved)).toBe(1);
    app.saving.saveQuery({ group: 'g', name: 'third' }, 'x');
    expect(countOf(app.store.state.saved)).toBe(2);
    expect(setItem).not.toHaveBeenCalled();
  });
});

describe('importing', () => {
  const file = (groups: readonly SavedGroup[]) => new Blob([packText({ name: 'Relay', groups })]);

  it('says what cannot be imported, with the problem of its query, and imports the rest when it is told to', async () => {
    const page = new Page();
    page.app.saving.begin();
    await page.app.saving.read(file([{ name: 'g', items: [query('good'), query('bad', 'gap>soon')] }]));
    const { importing } = page.state;
    expect(importing?.pack.groups).toEqual([{ name: 'g', items: [query('good')] }]);
    expect(importing?.leftOut).toEqual([expect.stringMatching(/^“bad”: its query is not valid\. .+\.$/)]);
    expect(page.stored.has(SAVED_KEY)).toBe(false);
    page.app.saving.import('both');
    expect(itemAt(page.state.saved, { group: 'g', name: 'good' })).toEqual(query('good'));
    expect(page.state.importing).toBeNull();
  });

  it('keeps both of equal names, or replaces what is saved', async () => {
    const page = new Page();
    page.app.saving.begin();
    page.app.saving.saveQuery(OPEN, 'old');
    const pack = file([{ name: 'g', items: [query('open', 'new')] }]);
    await page.app.saving.read(pack);
    expect(page.app.saving.equal).toBe(1);
    page.app.saving.import('both');
    expect(page.state.saved).toEqual([{ name: 'g', items: [query('open', 'old'), query('open (2)', 'new')] }]);
    await page.app.saving.read(pack);
    page.app.saving.import('replace');
    expect(itemAt(page.state.saved, OPEN)).toEqual(query('open', 'new'));
  });

  it('of anything else is refused in a sentence', async () => {
    const page = new Page();
    await page.app.saving.read(new Blob(['#Fields: date-time']));
    expect(page.state.importing?.refusal).toMatch(/not JSON/);
    page.app.saving.import('both');
    expect(page.state.saved).toEqual([]);
    page.app.saving.forget();
    expect(page.state.importing).toBeNull();
  });
});
