import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { App } from '../src/actions/app.js';
import { LIST_BYTES } from '../src/actions/naming.js';
import { NAMES_MOST, nameOf, readOwnNames, withName } from '../src/display/own-names.js';
import { Page } from './page.js';

const LIST = `\ufeffAddress;Name
192.0.2.7;Printer, third floor
192.0.2.0/24;"Office ""North"""
# a note

2001:db8:5::/48;Branch
2001:db8:5::25;Scanner
Fax gateway;198.51.100.9
::ffff:203.0.113.4;Mapped
`;

describe('the own list of names', () => {
  it('names an address, or the smallest network that it is in', () => {
    const names = readOwnNames(LIST);
    expect(names).toMatchObject({ count: 6, leftOutCount: 0 });
    const named = (value: string) => nameOf(names, value);
    expect(named('192.0.2.7')).toBe('Printer, third floor');
    expect(named('192.0.2.8')).toBe('Office "North"');
    expect(named('192.0.2.0/24')).toBe('Office "North"');
    expect(named('192.0.2.0/23')).toBe('');
    expect(named('2001:DB8:5:0:0:0:0:25')).toBe('Scanner');
    expect(named('2001:db8:5:1::1')).toBe('Branch');
    expect(named('2001:db8:6::1')).toBe('');
    expect(named('198.51.100.9')).toBe('Fax gateway');
    expect(named('203.0.113.4')).toBe('Mapped');
    expect(named('::ffff:192.0.2.7')).toBe('Printer, third floor');
    expect(named('printer.contoso.com')).toBe('');
  });

  it('shows names beside addresses and nowhere else', () => {
    const names = readOwnNames('192.0.2.7,Printer');
    expect(withName(names, 'client', '192.0.2.7')).toBe('192.0.2.7 · Printer');
    expect(withName(names, 'helo', '192.0.2.7')).toBe('192.0.2.7');
    expect(withName(readOwnNames(''), 'client', '192.0.2.7')).toBe('192.0.2.7');
  });

  it('says which lines have no address or no name', () => {
    const names = readOwnNames('192.0.2.1,One\nnonsense\n192.0.2.2\n300.1.1.1,Three\n192.0.2.0/33,Four\n,\n192.0.2.5,');
    expect(names).toMatchObject({ count: 1, leftOut: [2, 3, 4, 5, 6], leftOutCount: 6 });
    expect(readOwnNames('no heading\nno name').leftOut).toEqual([2]);
  });

  it('reads no more lines than it says', () => {
    const names = readOwnNames('192.0.2.1,One\n'.repeat(NAMES_MOST + 10));
    expect(names).toMatchObject({
      count: 1,
      leftOut: [NAMES_MOST + 1, NAMES_MOST + 2, NAMES_MOST + 3, NAMES_MOST + 4, NAMES_MOST + 5],
      leftOutCount: 10,
    });
  });

  it('takes any text, and finds every address in its own network', () => {
    fc.assert(fc.property(fc.string(), (text) => readOwnNames(text).count >= 0));
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), (address, length) => {
        expect(nameOf(readOwnNames(`${address}/${length};Here`), address)).toBe('Here');
      }),
    );
    fc.assert(
      fc.property(fc.ipV6(), fc.integer({ min: 97, max: 128 }), (address, length) => {
        expect(nameOf(readOwnNames(`${address}/${length}\tHere`), address)).toBe('Here');
      }),
    );
  });
});

describe('the list of names', () => {
  it('is kept only if the user says so, and can be forgotten', () => {
    const page = new Page();
    page.app.naming.use('192.0.2.7,Printer');
    expect([...page.stored.values()].join()).not.toContain('Printer');
    page.app.naming.keep(true);
    expect(page.state.ownNamesKept).toBe(true);
    page.app.naming.use('192.0.2.7,Scanner');
    expect([...page.stored.values()]).toContain('192.0.2.7,Scanner');
    page.app.naming.keep(false);
    expect([...page.stored.values()].join()).not.toContain('Scanner');
    expect(page.state).toMatchObject({ ownNames: '192.0.2.7,Scanner', ownNamesKept: false });
  });

  it('is there again the next time', () => {
    const storage = {
      getItem: (key: string) => (key.endsWith('names') ? '192.0.2.7,Printer' : null),
      setItem: () => {},
    };
    const { state } = new App(
      () => Promise.reject(new Error('none')),
      () => undefined,
      storage,
    ).store;
    expect(state).toMatchObject({ ownNames: '192.0.2.7,Printer', ownNamesKept: true });
  });

  it('is used but not kept where the browser keeps nothing', () => {
    const refused = () => {
      throw new Error('refused');
    };
    const app = new App(
      () => Promise.reject(new Error('none')),
      () => undefined,
      { getItem: refused, setItem: refused },
    );
    app.naming.use('192.0.2.7,Printer');
    app.naming.keep(true);
    expect(app.store.state).toMatchObject({ ownNames: '192.0.2.7,Printer', ownNamesKept: false });
    expect(app.store.state.notices.map(({ text }) => text).join()).toContain('keeps nothing');
  });

  it('is not read from a file that is too large', async () => {
    const page = new Page();
    await page.app.naming.read(new File([new Uint8Array(LIST_BYTES + 1)], 'large.csv'));
    expect(page.texts.join()).toContain('large.csv is too large');
    await page.app.naming.read(new File(['192.0.2.7;Printer'], 'names.csv'));
    expect(page.state.ownNames).toBe('192.0.2.7;Printer');
  });
});
