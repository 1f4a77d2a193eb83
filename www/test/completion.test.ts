import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { REMEMBERED } from '../src/actions/completing.js';
import { coloured, isColoured, type Pieces } from '../src/display/colours.js';
import { loadPreferences, savePreferences } from '../src/state/preferences.js';
import { INITIAL_STATE } from '../src/state/state.js';
import { Page } from './page.js';
import { engineWith, fixture, fixtures, TRAP_BYTE } from './support/engine.js';
import { EVENTFUL, fileOf, logFile, ordinaryLog, receiveLog } from './support/logs.js';

let page: Page;
beforeEach(() => {
  page = new Page();
});

const labels = () => page.state.offer?.items.map(({ label }) => label) ?? null;

describe('what is offered', () => {
  beforeEach(async () => {
    await page.app.reading.open([logFile('1.LOG', 100)]);
  });

  it('is a field, then its values with their numbers under the rest of the query', async () => {
    const { completing } = page.app;
    await completing.offer('helo:app01* he', 14, 'typed');
    expect(page.state.offer).toMatchObject({ from: 12, to: 14, items: [{ kind: 'field', text: 'helo:' }] });
    await completing.offer('helo:', 5, 'typed');
    expect(page.state.offer?.items.map(({ text, count }) => [text, count])).toEqual([
      ['<mail.fabrikam.com>', 75],
      ['<app01.contoso.com>', 25],
    ]);
    await completing.offer('helo: -helo:app01*', 5, 'typed');
    expect(labels()).toEqual(['mail.fabrikam.com']);
    await completing.offer('helo:FABRI', 10, 'typed');
    expect(labels()).toEqual(['mail.fabrikam.com']);
  });

  it('is known when it is wanted, also while what was typed before is still being answered', async () => {
    const { completing } = page.app;
    await completing.offer('helo:', 5, 'typed');
    expect(labels()).not.toBeNull();
    const typed = completing.offer('"rel', 4, 'typed');
    await completing.offer('"relay"', 7, 'wanted');
    expect(labels()).toBeNull();
    await typed;
    expect(labels()).toBeNull();
  });

  it('is chosen by keys that were pressed before it was there', async () => {
    const { completing, search } = page.app;
    const otherwise = vi.fn();
    const want = (by: number) => completing.want('helo:', 5, by, otherwise);
    search.type('helo:');
    await Promise.all([want(1), want(1)]);
    expect(completing.chosen?.label).toBe('app01.contoso.com');
    await Promise.all([want(1), want(1), want(1), want(-1)]);
    expect(completing.chosen?.label).toBe('app01.contoso.com');
    const wanted = want(1);
    completing.close();
    await wanted;
    await want(-1);
    expect(completing.chosen?.label).toBe('app01.contoso.com');
    expect(otherwise).not.toHaveBeenCalled();
  });

  it('is the field whose name is complete, if it is wanted', async () => {
    const { completing } = page.app;
    await completing.offer('helo', 4, 'typed');
    expect(labels()).toBeNull();
    await completing.offer('helo', 4, 'wanted');
    expect(labels()).toEqual(['helo']);
  });

  it('leads elsewhere where there is nothing, but not away from what is typed meanwhile', async () => {
    const { completing, search } = page.app;
    const otherwise = vi.fn();
    search.type('helo:');
    await completing.want('helo:', 5, 1, otherwise);
    expect(completing.chosen?.label).toBe('mail.fabrikam.com');
    search.type('"relay"');
    const wanted = completing.want('"relay"', 7, 1, otherwise);
    search.type('"relay" ');
    const typed = completing.offer('"relay" ', 8, 'typed');
    await Promise.all([wanted, typed]);
    expect(labels()).toBeNull();
    expect(otherwise).not.toHaveBeenCalled();
    await completing.want('"relay" x', 9, 1, otherwise);
    expect(otherwise).toHaveBeenCalledTimes(1);
  });

  it('is nothing while a word is typed that is no field, or for an empty box', async () => {
    const { completing } = page.app;
    for (const [text, cursor] of [
      ['relay', 5],
      ['helo:x ', 7],
      ['', 0],
      ['code:550', 8],
    ] as const) {
      await completing.offer(text, cursor, 'typed');
      expect(labels(), text).toBeNull();
    }
  });

  it('is everything when it is wanted', async () => {
    await page.app.completing.offer('a ', 2, 'wanted');
    expect(labels()).toEqual(expect.arrayContaining(['log', 'from', 'gap', 'OR', 'NOT']));
    await page.app.completing.offer('gap>', 4, 'wanted');
    expect(labels()).toEqual(['30s']);
    await page.app.completing.offer('outcome:', 8, 'wanted');
    expect(labels()).toEqual(expect.arrayContaining(['rejected', 'empty']));
  });

  it('is chosen one after the other, round and round, and can be none', async () => {
    const { completing } = page.app;
    await completing.offer('helo:', 5, 'typed');
    expect(completing.chosen).toBeNull();
    completing.move(1);
    expect(completing.chosen?.label).toBe('mail.fabrikam.com');
    completing.move(1);
    completing.move(1);
    expect(completing.chosen).toBeNull();
    completing.move(-1);
    expect(completing.chosen?.label).toBe('app01.contoso.com');
    completing.close();
    expect(page.state.offer).toBeNull();
  });

  it('is only about what was typed last', async () => {
    const { completing } = page.app;
    await Promise.all([completing.offer('helo:', 5, 'typed'), completing.offer('he', 2, 'typed')]);
    await vi.waitFor(() => expect(labels()).toEqual(['helo']));
    const offered = completing.offer('helo:', 5, 'typed');
    completing.close();
    await offered;
    expect(labels()).toBeNull();
  });
});

describe('a value that is offered', () => {
  const logs = fixtures().flatMap((name) =>
    Object.entries(fixture(name)).map(([path, bytes]): [string, Uint8Array] => [`${name}/${path}`, bytes]),
  );
  const engine = engineWith(Object.fromEntries(logs.filter(([, bytes]) => bytes[0] !== TRAP_BYTE)));
  /** Number of sessions, and of rows of logs without sessions. */
  const found = (query: string): number => {
    const answer = engine.summarise(['log'], '', false, 'sessions', true, query, false, 0, 1);
    if (!answer.ok) throw new Error(`${query}: ${answer.problem.message}`);
    return answer.table.sessions + answer.table.countedRows;
  };
  /** Each value that is offered at the end of a text, with the query that it makes. */
  const offered = (text: string) => {
    const { from, to, items } = engine.complete(text, text.length, 0);
    return items
      .filter(({ kind }) => kind === 'value')
      .map((item) => ({ item, query: text.slice(0, from) + item.text + text.slice(to) }));
  };
  const names = engine.help(0).fields.flatMap(({ name, aliases }) => [name, ...aliases]);
  const rests = ['', 'log:receive ', 'code:5xx ', '-outcome:accepted ', '(log:send OR log:connectivity) '];

  /** What has a number finds that many; the words of the language, which have none, are valid. */
  const keepsItsWord = (text: string): number => {
    const values = offered(text);
    for (const { item, query } of values) {
      const count = found(query);
      if (item.count === null) continue;
      expect(item.count, query).toBeGreaterThan(0);
      expect(count, query).toBe(item.count);
    }
    return values.filter(({ item }) => item.count !== null).length;
  };

  it('finds something once it is taken: as many as it said', () => {
    const all = names.flatMap((name) => rests.map((rest) => keepsItsWord(`${rest}${name}:`)));
    expect(all.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(1000);
  });

  it('does so while it is being typed, too', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.constantFrom(...rests),
        fc.nat(),
        fc.integer({ min: 1, max: 6 }),
        (name, rest, which, length) => {
          const values = offered(`${rest}${name}:`);
          const typed = values[which % Math.max(1, values.length)]?.item.label ?? '';
          keepsItsWord(`${rest}${name}:${typed.replaceAll(/["<>\s()]/g, '').slice(0, length)}`);
        },
      ),
    );
  });
});

describe('the searches of this visit', () => {
  beforeEach(async () => {
    await page.app.reading.open([logFile('1.LOG', 4)]);
  });

  it('are offered for an empty box, newest first and each once', async () => {
    for (const query of ['a', 'b', 'a', ' ', 'from:']) await page.app.search.set(query);
    await page.app.completing.offer('', 0, 'wanted');
    expect(labels()).toEqual(['a', 'b']);
    for (let number = 0; number < REMEMBERED + 5; number += 1) await page.app.search.set(`w${number}`);
    expect(page.state.history).toHaveLength(REMEMBERED);
  });

  it('are kept only if the user wants that', async () => {
    const stored = () => [...page.stored.values()].join();
    await page.app.search.set('secret-name');
    page.app.prefer({ theme: 'dark' });
    expect(stored()).not.toContain('secret-name');
    page.app.completing.keep(true);
    expect(stored()).toContain('secret-name');
    page.app.completing.keep(false);
    expect(stored()).not.toContain('secret-name');
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    savePreferences(storage, { ...INITIAL_STATE, historyKept: true, history: ['a', 'b'] });
    expect(loadPreferences(storage)).toMatchObject({ historyKept: true, history: ['a', 'b'] });
    for (const history of ['a', [1, null, 'x'.repeat(3000)], Array.from({ length: 99 }, () => 'q')]) {
      kept.set('exchange-log-viewer', JSON.stringify({ historyKept: true, history }));
      const loaded = loadPreferences(storage).history ?? [];
      expect(loaded.length <= 20 && loaded.every((query) => query === 'q')).toBe(true);
    }
  });
});

describe('words of a query', () => {
  it('are said to be understood, and read otherwise', async () => {
    await page.app.reading.open([logFile('1.LOG', 4)]);
    await page.app.search.set('x -tls1.0');
    expect(page.state.understood).toMatchObject([{ from: 3, to: 9, shape: 'tls', isText: false, query: 'tls:1.0' }]);
    const [word] = page.state.understood;
    if (word) await page.app.narrowing.read(word, word.others[0] ?? '');
    expect(page.state).toMatchObject({ query: 'x -"tls1.0"', understood: [] });
  });
});

describe('a query that finds nothing', () => {
  it('is explained part by part', async () => {
    await page.app.reading.open([fileOf('1.LOG', `${ordinaryLog(8)}${receiveLog(EVENTFUL)}`)]);
    await page.app.search.set('helo:<app01.contoso.con> entries>0');
    await vi.waitFor(() => expect(page.state.fruitless).toHaveLength(2));
    expect(page.state.fruitless[0]).toMatchObject({ found: 0, others: 9 });
    expect(page.state.fruitless[0]?.near[0]).toEqual({ query: 'helo:<app01.contoso.com>', found: 2 });
    expect(page.state.fruitless[1]).toMatchObject({ found: 9, others: 0, near: [] });
    await page.app.explaining.replace(0, 'helo:<app01.contoso.com>');
    expect(page.state.counts?.sessions).toBe(2);
    expect(page.state.fruitless).toEqual([]);
  });

  it('is led to what has the value', async () => {
    await page.app.reading.open([logFile('1.LOG', 8)]);
    await page.app.search.set('user:app01.contoso.com');
    await vi.waitFor(() =>
      expect(page.state.fruitless[0]?.near.map(({ query }) => query)).toContain('helo:app01.contoso.com'),
    );
    await page.app.explaining.leaveOut(0);
    expect(page.state.query).toBe('');
  });
});

describe('colours', () => {
  const engine = engineWith({});
  const piecesOf = (text: string): Pieces => ({ text, found: engine.queryPieces(text) });
  const shown = (text: string, pieces = piecesOf(text)) =>
    coloured(text, pieces).map(({ text: run, colour }) => `${colour.replaceAll('piece-', '')}|${run}`);

  it('are those of the pieces', () => {
    expect(shown('from:ann -x')).toEqual([
      'name|from',
      'operator|:',
      'value|ann',
      '|' + ' ',
      'keyword excluded|-',
      'text excluded|x',
    ]);
  });

  it('stay where they are while something is typed before or after', () => {
    const pieces = piecesOf('from:ann b');
    expect(shown('from:anna b', pieces)).toEqual(['name|from', 'operator|:', 'value|anna', '|' + ' ', 'text|b']);
    expect(shown('x from:ann b', pieces)[0]).toBe('|x ');
    expect(shown('x from:ann b', pieces)[1]).toBe('name|from');
    expect(shown('', pieces)).toEqual([]);
  });

  it('cover all of any text, whatever is known of it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }), (old, text) => {
        expect(
          coloured(text, piecesOf(old))
            .map((run) => run.text)
            .join(''),
        ).toBe(text);
        expect(
          coloured(text, piecesOf(text))
            .map((run) => run.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });

  it('are left out where the box shows text otherwise', () => {
    expect(isColoured('from:ann ä')).toBe(true);
    for (const text of ['a\u202eb', 'a\tb', 'שלום', 'x'.repeat(5000)]) expect(isColoured(text), text).toBe(false);
  });
});
