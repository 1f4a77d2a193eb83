/** Messages: which of them are shown, and what becomes of them. */

import { beforeEach, describe, expect, it } from 'vitest';
import { NOTICES_SHOWN, shownNotices } from '../src/display/notices.js';
import { en } from '../src/locale/en.js';
import type { Notice } from '../src/state/state.js';
import { placeAfter } from '../src/views/menu-keys.js';
import { Page } from './page.js';

const notices = (...severities: Notice['severity'][]): Notice[] =>
  severities.map((severity, id) => ({ id, severity, text: `${id}`, about: '', actions: [] }));
const shown = (severities: Notice['severity'][], isOpen = false) =>
  shownNotices(notices(...severities), isOpen).map(({ id }) => id);

describe('messages that are shown', () => {
  it('are all of them if they are few, or unfolded', () => {
    expect(shown([])).toEqual([]);
    expect(shown(['error'])).toEqual([0]);
    expect(shown(['info', 'error'])).toEqual([0, 1]);
    expect(shown(['info', 'error', 'info', 'warning'], true)).toEqual([0, 1, 2, 3]);
  });

  it('are the newest one, and the latest of the worst others', () => {
    expect(shown(['error', 'error', 'error'])).toEqual([1, 2]);
    expect(shown(['error', 'warning', 'info'])).toEqual([0, 2]);
    expect(shown(['warning', 'error', 'error', 'warning', 'info'])).toEqual([2, 4]);
    expect(shown(['info', 'info', 'error'])).toEqual([1, 2]);
  });
});

describe('messages', () => {
  let page: Page;
  beforeEach(() => {
    page = new Page();
  });
  const { spoken, left } = en.notices;
  const fail = (count: number) => {
    for (let at = 0; at < count; at += 1) page.app.context.failOne(`Message ${at}.`, '', [], '');
  };

  it('are read out as they come, with their number', () => {
    fail(3);
    expect(page.state.noticesSpoken).toBe(spoken('Message 2.', 3));
    expect(spoken('Message 2.', 3)).toBe('Message 2. 3 messages.');
    expect(spoken('Message 0.', 1)).toBe('Message 0.');
  });

  it('are dismissed one by one, and the number of those that are left is read out', () => {
    fail(3);
    page.app.context.dismiss(page.state.notices[1]?.id ?? -1);
    expect(page.texts).toEqual(['Message 0.', 'Message 2.']);
    expect(page.state.noticesSpoken).toBe(left(2));
    expect(left(1)).toBe('Dismissed. 1 message left.');
  });

  it('are folded again once they are few', () => {
    fail(NOTICES_SHOWN + 1);
    page.app.store.set({ noticesOpen: true });
    page.app.context.dismiss(page.state.notices[0]?.id ?? -1);
    expect(page.state.noticesOpen).toBe(false);
  });

  it('are dismissed all at once, with those that were only counted', () => {
    fail(25);
    expect(page.state).toMatchObject({ noticesCounted: 5 });
    expect(page.texts.length).toBe(20);
    page.app.context.dismissAll();
    expect(page.state).toMatchObject({ notices: [], noticesCounted: 0, noticesSpoken: 'Dismissed. No messages left.' });
    fail(1);
    expect(page.texts).toEqual(['Message 0.']);
  });

  it('that no longer hold go without a word', () => {
    page.app.context.notify('info', 'Done.', { about: 'this' });
    page.app.context.withdraw((about) => about === 'this');
    expect(page.state).toMatchObject({ notices: [], noticesSpoken: '' });
  });
});

describe('a key in a menu', () => {
  const places = (at: number, count = 3) =>
    ['ArrowDown', 'ArrowUp', 'Home', 'End', 'a'].map((key) => placeAfter(key, at, count));

  it('leads up and down, around, and to both ends', () => {
    expect(places(0)).toEqual([1, 2, 0, 2, null]);
    expect(places(2)).toEqual([0, 1, 0, 2, null]);
    expect(places(-1)).toEqual([0, 2, 0, 2, null]);
    expect(places(-1, 0)).toEqual([null, null, null, null, null]);
  });
});
