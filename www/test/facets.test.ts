import { describe, expect, it } from 'vitest';
import { DIMENSIONS } from '../src/contract.js';
import { askedConditions, facetValues, markOf, searchedValues, tableOf, VALUES_SHOWN } from '../src/display/facets.js';
import { readOwnNames } from '../src/display/own-names.js';
import { DIMENSION_NAMES, dimensionName } from '../src/locale/dimensions.js';
import { loadPreferences } from '../src/state/preferences.js';
import { engineWith, fixture } from './support/engine.js';

describe('facets', () => {
  const engine = engineWith({
    ...fixture('receive-2019'),
    ...fixture('receive-relay-denied'),
    ...fixture('send-2016'),
  });
  const ask = (field: (typeof DIMENSIONS)[number]) => {
    const table = tableOf(engine.summarise([field], '', false, 'sessions', true, '', true, 0, 1000));
    return table ? facetValues(field, table, readOwnNames('')) : [];
  };

  it('have values that find as many sessions as they say', () => {
    let asked = 0;
    for (const field of DIMENSIONS) {
      for (const { condition, count } of ask(field).slice(0, VALUES_SHOWN)) {
        if (condition === null) continue;
        const answer = engine.count(condition, 0, 0);
        expect(answer.ok && answer.counts.sessions, condition).toBe(count);
        asked += 1;
      }
    }
    expect(asked).toBeGreaterThan(60);
  });

  it('name outcomes and logs as the page does, and what has no value', () => {
    expect(ask('outcome').map(({ text }) => text)).toContain('Rejected');
    expect(ask('log').map(({ text }) => text)).toContain('SMTP Receive');
    expect(ask('user').find(({ isUnknown }) => isUnknown)?.text).toBe('no value');
  });

  it('are marked as chosen and as excluded however the query says so', () => {
    const marks = (query: string) => {
      const parts = engine.queryParts(query, 0);
      expect(parts.length, query).toBeGreaterThan(0);
      const asked = askedConditions(query, parts);
      return ['accepted', 'rejected', 'failed'].map((outcome) => markOf(asked, `outcome:${outcome}`));
    };
    expect(marks('outcome:rejected code:550')).toEqual(['', 'chosen', '']);
    expect(marks('code:550 outcome:Rejected,failed')).toEqual(['', 'chosen', 'chosen']);
    expect(marks('outcome:rejected or outcome:failed')).toEqual(['', 'chosen', 'chosen']);
    expect(marks('(outcome:rejected OR outcome:failed) code:550')).toEqual(['', 'chosen', 'chosen']);
    expect(marks('-outcome:rejected')).toEqual(['', 'excluded', '']);
    expect(marks('-outcome:rejected -outcome:failed')).toEqual(['', 'excluded', 'excluded']);
    expect(marks('-outcome:accepted,failed')).toEqual(['excluded', '', 'excluded']);
    expect(marks('-(-outcome:rejected)')).toEqual(['', 'chosen', '']);
    expect(marks('( outcome : rejected,\nfailed ) "outcome:accepted"')).toEqual(['', 'chosen', 'chosen']);
    expect(marks('not (outcome:accepted OR outcome:failed)')).toEqual(['excluded', '', 'excluded']);
    // Others are found as well, or it is no list.
    expect(marks('code:550 or outcome:failed')).toEqual(['', '', '']);
    expect(marks('"outcome:failed,rejected"')).toEqual(['', '', '']);
  });

  it('are marked after each way to narrow by them', () => {
    const askedAfter = (query: string, how: 'only' | 'exclude' | 'add', condition: string) => {
      const narrowed = engine.narrowedBy(query, how, condition, 0) ?? '';
      return askedConditions(narrowed, engine.queryParts(narrowed, 0));
    };
    let asked = 0;
    for (const field of DIMENSIONS) {
      const [first, second] = ask(field);
      const [one, other] = [first?.condition, second?.condition];
      if (!one || !other) continue;
      asked += 1;
      const both = askedAfter(one, 'add', other);
      expect([markOf(both, one), markOf(both, other)], `${one} and ${other}`).toEqual(['chosen', 'chosen']);
      const without = askedAfter('', 'exclude', one);
      expect([markOf(without, one), markOf(without, other)], `not ${one}`).toEqual(['excluded', '']);
    }
    expect(asked).toBeGreaterThan(15);
  });

  it('are searched without case', () => {
    const values = ask('to');
    const [first] = values;
    expect(searchedValues(values, ` ${first?.text.toUpperCase()} `).map(({ text }) => text)).toContain(first?.text);
    expect(searchedValues(values, 'no such value')).toEqual([]);
  });

  it('have a name each', () => {
    const names = DIMENSIONS.map((field) => DIMENSION_NAMES[field]);
    expect(new Set(names).size).toBe(DIMENSIONS.length);
    expect(dimensionName('column.sc-status')).toBe('sc-status');
  });

  it('are remembered as far as they are known', () => {
    const stored = JSON.stringify({ facets: ['tls', 'nonsense', 'tls', 7, 'log'], facetsShown: true });
    const storage = { getItem: () => stored, setItem: () => undefined };
    expect(loadPreferences(storage)).toEqual({ facets: ['tls', 'log'], facetsShown: true });
  });
});
