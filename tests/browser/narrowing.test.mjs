/** Narrowing: the parts of the query, the menu of a value wherever there is one, and the way back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachBrowser } from './support/harness.mjs';
import { SAMPLE_FILES, truthOf } from './support/logs.mjs';
import { placeOf, until } from './support/viewer.mjs';
import { notReached, walk, watchListeners } from './support/walk.mjs';

const ALL = truthOf(SAMPLE_FILES).sessions;
const MENU = '.value-menu';

async function openSample(setting, options = {}) {
  const viewer = await setting.openPage({ hash: '#sample', ...options });
  await viewer.showsAll(ALL);
  await until('rows', async () => (await viewer.texts('exchange-log-sessions tbody tr')).length > 10);
  return viewer;
}

const query = (viewer) => viewer.run(({ shadowRoot }) => shadowRoot.querySelector('#query').value);
const queryIs = (viewer, wanted) =>
  until(`the query ${wanted}`, async () => {
    const text = await query(viewer);
    return wanted instanceof RegExp ? wanted.test(text) : text === wanted;
  });

const press = async (viewer, ...keys) => {
  for (const key of keys) {
    await viewer.page.keyboard.press(key);
  }
};

/** Shift+F10. */
async function pressMenu(viewer) {
  await viewer.page.keyboard.down('Shift');
  await viewer.page.keyboard.press('F10');
  await viewer.page.keyboard.up('Shift');
  await viewer.find(`${MENU}:popover-open`);
}

/** Puts the focus on an element when nothing else takes it any more: going back moves it, once the answer is there. */
async function focusStays(viewer, selector) {
  await viewer.rests();
  await until('the focus to stay', async () => {
    await (await viewer.find(selector)).focus();
    await new Promise((done) => setTimeout(done, 300));
    return viewer.run(({ shadowRoot }, wanted) => shadowRoot.activeElement?.matches(wanted) ?? false, selector);
  });
}

async function rightClick(viewer, selector) {
  const element = await viewer.find(selector);
  await element.evaluate((node) => node.scrollIntoView({ block: 'nearest' }));
  const { x, y, height } = await placeOf(element);
  await viewer.page.mouse.click(x + 6, y + height / 2, { button: 'right' });
}

/** Opens the menu of an element with the pointer. */
async function openMenu(viewer, selector) {
  await rightClick(viewer, selector);
  await viewer.find(`${MENU}:popover-open`);
}

const choose = async (viewer, item) => (await viewer.find(`${MENU} [data-item=${item}]`)).click();
const menuGone = (viewer) => until('the menu to close', async () => (await viewer.texts(MENU)).length === 0);
const parts = (viewer) =>
  viewer.run(({ shadowRoot }) =>
    [...shadowRoot.querySelectorAll('.part-text')].map((part) =>
      part.getAttribute('aria-pressed') === 'true' ? part.textContent : `(${part.textContent})`,
    ),
  );
const partsAre = (viewer, ...wanted) =>
  until(`the parts ${wanted}`, async () => (await parts(viewer)).join('|') === wanted.join('|'));
const found = async (viewer) => Number((await viewer.texts('#counts'))[0].split(' ')[0]);
const history = (viewer, by) => viewer.page.evaluate((steps) => globalThis.history.go(steps), by);
const focused = (viewer) =>
  viewer.run(({ shadowRoot }) => shadowRoot.activeElement?.id || shadowRoot.activeElement?.textContent.trim());

/** Sets the query, and waits for its matches. */
async function search(viewer, text) {
  await viewer.writeQuery(text);
  await viewer.shows('#counts', / of /);
}

/** Opens the first session that a query finds. */
async function read(viewer, text) {
  await search(viewer, text);
  await press(viewer, 'Enter');
  await until('the list', async () => (await focused(viewer)) !== 'query');
  await press(viewer, 'Enter');
  await viewer.find('exchange-log-conversation li.entry');
}

forEachBrowser((setting) => {
  test('parts of the query are switched off, on again and removed, by pointer and by keyboard', async () => {
    const viewer = await openSample(setting);
    await search(viewer, 'log:receive');
    await partsAre(viewer, 'log:receive');
    await viewer.writeQuery(' outcome:rejected code:250');
    await partsAre(viewer, 'log:receive', 'outcome:rejected', 'code:250');
    const all = await found(viewer);
    await (await viewer.find('.part:nth-child(2) .part-text')).click();
    await partsAre(viewer, 'log:receive', '(outcome:rejected)', 'code:250');
    await queryIs(viewer, 'log:receive code:250');
    assert.ok((await found(viewer)) > all, 'more are found without it');
    await (await viewer.find('.part .part-text')).focus();
    await press(viewer, 'ArrowRight', 'ArrowRight', 'Enter');
    await partsAre(viewer, 'log:receive', 'outcome:rejected', 'code:250');
    await until('the same sessions', async () => (await found(viewer)) === all);
    await press(viewer, 'Delete');
    await partsAre(viewer, 'log:receive', 'code:250');
    await until('the focus on the next part', async () => (await focused(viewer)) === 'code:250');
    await press(viewer, 'Enter');
    await partsAre(viewer, 'log:receive', '(code:250)');
    await press(viewer, 'Home', 'Delete');
    await partsAre(viewer, '(code:250)');
    await press(viewer, 'Delete');
    await until('no parts', async () => (await viewer.texts('#parts')).length === 0);
    await until('the focus in the search box', async () => (await focused(viewer)) === 'query');
    await viewer.showsAll(ALL);
    await viewer.assertCalm();
  });

  test('Back and Forward of the browser go through queries, tabs and sessions, and the address stays', async () => {
    const viewer = await openSample(setting);
    const address = await viewer.page.evaluate(() => location.href);
    await read(viewer, 'log:receive');
    await viewer.click('#tab-files');
    await viewer.find('exchange-log-files');
    await history(viewer, -1);
    await viewer.find('exchange-log-conversation li.entry');
    await history(viewer, -1);
    await until('the list alone', async () => (await viewer.texts('exchange-log-conversation')).length === 0);
    await queryIs(viewer, 'log:receive');
    await history(viewer, -1);
    await viewer.showsAll(ALL);
    await queryIs(viewer, '');
    await history(viewer, 2);
    await viewer.find('exchange-log-conversation li.entry');
    await queryIs(viewer, 'log:receive');
    await history(viewer, 1);
    await viewer.find('exchange-log-files');
    assert.equal(await viewer.page.evaluate(() => location.href), address);
    await viewer.assertCalm();
  });

  test('Escape goes one step back, and clears the search in its box', async () => {
    const viewer = await openSample(setting);
    await read(viewer, 'log:receive');
    await press(viewer, 'Escape');
    await until('the list alone', async () => (await viewer.texts('exchange-log-conversation')).length === 0);
    await queryIs(viewer, 'log:receive');
    await press(viewer, 'Escape');
    await queryIs(viewer, '');
    await history(viewer, 2);
    await viewer.find('exchange-log-conversation li.entry');
    await (await viewer.find('#query')).focus();
    await press(viewer, 'Escape');
    await queryIs(viewer, '');
    await viewer.find('exchange-log-conversation li.entry');
    await viewer.assertCalm();
  });

  test('a step right after the way back holds, and the history of the browser has it', async () => {
    const viewer = await openSample(setting);
    await viewer.click('#tab-files');
    await viewer.find('exchange-log-files');
    await viewer.run(({ shadowRoot }) => {
      const pressed = new KeyboardEvent('keydown', { key: 'Backspace', bubbles: true, composed: true });
      shadowRoot.querySelector('#tab-files').dispatchEvent(pressed);
      shadowRoot.querySelector('#tab-coverage').click();
      shadowRoot.querySelector('#tab-messages').click();
    });
    await until('the browser to be there', () => viewer.page.evaluate(() => globalThis.history.state.step === 2));
    await viewer.shows('#tab-messages[aria-selected=true]', /Messages/);
    await history(viewer, -1);
    await viewer.shows('#tab-coverage[aria-selected=true]', /Coverage/);
    await history(viewer, -1);
    await viewer.shows('#tab-sessions[aria-selected=true]', /Sessions/);
    await viewer.assertCalm();
  });

  test('in a page of others the history of the browser is left alone', async () => {
    const viewer = await openSample(setting);
    await viewer.run((element) => {
      const parent = element.parentElement;
      element.remove();
      element.removeAttribute('history');
      parent.append(element);
    });
    const length = await viewer.page.evaluate(() => globalThis.history.length);
    await viewer.click('#tab-coverage');
    await viewer.find('[data-cell]');
    await viewer.click('#tab-files');
    await viewer.find('exchange-log-files');
    await viewer.click('#back');
    await viewer.find('[data-cell]');
    assert.equal(await viewer.page.evaluate(() => globalThis.history.length), length);
    await viewer.assertCalm();
  });

  test('a value of the list: only it, excluded, added, by pointer and by keyboard', async () => {
    const viewer = await openSample(setting);
    const cell = 'exchange-log-sessions tbody tr:nth-child(1) td[data-key=outcome]';
    await openMenu(viewer, cell);
    const [condition] = await viewer.texts('.value-head');
    assert.match(condition, /^outcome:\w+$/);
    await choose(viewer, 'only');
    await menuGone(viewer);
    await queryIs(viewer, condition);
    const only = await until('fewer', async () => (await viewer.texts('#counts'))[0].includes(' of ') && found(viewer));
    await openMenu(viewer, cell);
    await choose(viewer, 'exclude');
    await queryIs(viewer, `-${condition}`);
    await until('the others', async () => (await found(viewer)) === ALL - only);
    await viewer.rests();
    await (await viewer.find('exchange-log-sessions table')).focus();
    await press(viewer, 'Home', 'ArrowRight', 'ArrowRight');
    await until('a cell', async () => (await viewer.texts('exchange-log-sessions td.cursor')).length === 1);
    await pressMenu(viewer);
    const [other] = await viewer.texts('.value-head');
    assert.match(other, /^outcome:/);
    assert.notEqual(other, condition);
    await press(viewer, 'Enter');
    await menuGone(viewer);
    await queryIs(viewer, other);
    await until('the focus in the list', () =>
      viewer.run(({ shadowRoot }) => shadowRoot.activeElement?.closest('exchange-log-sessions') !== null),
    );
    await pressMenu(viewer);
    await press(viewer, 'Escape');
    await menuGone(viewer);
    await queryIs(viewer, other);
    await viewer.assertCalm();
  });

  test('values of a session: its facts, words and whole entries, and selected text', async () => {
    const viewer = await openSample(setting);
    await read(viewer, 'code:550 log:receive');
    await openMenu(viewer, 'exchange-log-conversation .facts .value');
    await choose(viewer, 'only');
    await queryIs(viewer, /^code:550 log:receive \S+:/);
    await history(viewer, -1);
    await queryIs(viewer, 'code:550 log:receive');
    await focusStays(viewer, 'exchange-log-conversation .facts .value');
    await pressMenu(viewer);
    await press(viewer, 'Escape');
    await menuGone(viewer);
    await until('the focus on the value', () =>
      viewer.run(({ shadowRoot }) => shadowRoot.activeElement.matches('.value')),
    );
    // A reply: its code, its status, and the whole of it.
    await viewer.run(({ shadowRoot }) => {
      const entries = [...shadowRoot.querySelectorAll('exchange-log-conversation li.entry')];
      const reply = entries.find((entry) => /^550 /.test(entry.querySelector('.data')?.textContent ?? ''));
      reply.querySelector('.data span').setAttribute('data-test', 'code');
      reply.querySelector('.sequence').setAttribute('data-test', 'entry');
    });
    await openMenu(viewer, '[data-test=code]');
    const [first, ...choices] = await viewer.texts(`${MENU} [role=menuitemradio]`);
    assert.equal(first, 'code:550');
    assert.ok(
      choices.some((choice) => choice.startsWith('"550 ')),
      choices.join('\n'),
    );
    await choose(viewer, 'exclude');
    await queryIs(viewer, 'log:receive -code:550');
    await history(viewer, -1);
    await queryIs(viewer, 'code:550 log:receive');
    await focusStays(viewer, '[data-test=entry]');
    await pressMenu(viewer);
    await press(viewer, 'End');
    assert.match(await focused(viewer), /^Mark for comparison|^Open related/);
    await press(viewer, 'Escape');
    await menuGone(viewer);
    await viewer.run(({ shadowRoot }) => {
      const reply = shadowRoot.querySelector('[data-test=code]').closest('.data');
      const range = document.createRange();
      range.selectNodeContents(reply);
      document.getSelection().removeAllRanges();
      document.getSelection().addRange(range);
    });
    await openMenu(viewer, '[data-test=code]');
    await choose(viewer, 'search');
    await queryIs(viewer, /^code:550 log:receive "550 /);
    await viewer.assertCalm();
  });

  test('values of a table: the whole of a cell, in the list and in the open row', async () => {
    const viewer = await openSample(setting);
    await viewer.click('#tab-tables');
    await until('rows', async () => (await viewer.texts('exchange-log-table tbody tr')).length > 1);
    await (await viewer.find('exchange-log-table table')).focus();
    await press(viewer, 'Home', 'ArrowRight', 'ArrowRight', 'ArrowRight');
    await pressMenu(viewer);
    const [condition] = await viewer.texts('.value-head');
    assert.match(condition, /^-?column\./);
    await press(viewer, 'Enter');
    await menuGone(viewer);
    await queryIs(viewer, condition);
    await viewer.shows('#counts', / of /);
    await until('the cursor on the first row', async () => {
      await press(viewer, 'Home');
      return (await viewer.texts('exchange-log-table tr[aria-selected=true]')).length === 1;
    });
    await press(viewer, 'Enter');
    await openMenu(viewer, '.row-detail .cells div:nth-child(2) .value');
    await choose(viewer, 'exclude');
    await queryIs(viewer, / -/);
    await viewer.assertCalm();
  });

  test('the server, the service and the log of a row of the coverage', async () => {
    const viewer = await openSample(setting);
    await viewer.click('#tab-coverage');
    await openMenu(viewer, 'table.coverage tbody th');
    const choices = await viewer.texts(`${MENU} [role=menuitemradio]`);
    assert.ok(
      choices.some((choice) => choice.startsWith('server:<')),
      choices.join('\n'),
    );
    assert.ok(
      choices.some((choice) => choice.startsWith('log:')),
      choices.join('\n'),
    );
    await press(viewer, 'Escape');
    await menuGone(viewer);
    await (await viewer.find('table.coverage td[tabindex="0"]')).focus();
    await pressMenu(viewer);
    await choose(viewer, 'only');
    await queryIs(viewer, choices[0]);
    await viewer.shows('#counts', / of /);
    await viewer.assertCalm();
  });

  test('the menu of a row that the keys have just scrolled to stays open; scrolling closes it', async () => {
    const viewer = await openSample(setting);
    const scroller = 'exchange-log-sessions .grid-scroll';
    await viewer.run(({ shadowRoot }, wanted) => {
      shadowRoot.querySelector(wanted).scrollTop += 40;
      const row = shadowRoot.querySelector('exchange-log-sessions tbody td');
      row.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'F10', shiftKey: true, bubbles: true, composed: true, cancelable: true }),
      );
    }, scroller);
    await viewer.find(`${MENU}:popover-open`);
    await new Promise((done) => setTimeout(done, 200));
    await viewer.find(`${MENU}:popover-open`);
    await viewer.run(({ shadowRoot }, wanted) => {
      shadowRoot.querySelector(wanted).scrollTop -= 20;
    }, scroller);
    await menuGone(viewer);
  });

  test('the menu of the browser stays in fields, and with Shift', async () => {
    const viewer = await openSample(setting);
    await rightClick(viewer, '#query');
    const event = { bubbles: true, composed: true, cancelable: true, shiftKey: true };
    const isLeft = await viewer.run(
      ({ shadowRoot }, init) =>
        shadowRoot.querySelector('exchange-log-sessions td').dispatchEvent(new MouseEvent('contextmenu', init)),
      event,
    );
    assert.ok(isLeft, 'with Shift');
    assert.deepEqual(await viewer.texts(MENU), []);
    await viewer.assertCalm();
  });

  test('a long touch opens the menu', async () => {
    const viewer = await openSample(setting);
    await viewer.run(({ shadowRoot }) => {
      const cell = shadowRoot.querySelector('exchange-log-sessions td[data-key=outcome]');
      const { left, top } = cell.getBoundingClientRect();
      const init = { bubbles: true, composed: true, pointerType: 'touch', clientX: left + 4, clientY: top + 4 };
      cell.dispatchEvent(new PointerEvent('pointerdown', init));
    });
    await viewer.find(`${MENU}:popover-open`);
    // What the browser tells of the end of the touch is no click beside the menu.
    await viewer.run(({ shadowRoot }) => {
      const cell = shadowRoot.querySelector('exchange-log-sessions td[data-key=outcome]');
      const init = { bubbles: true, composed: true, cancelable: true };
      cell.dispatchEvent(new PointerEvent('pointerup', { ...init, pointerType: 'touch' }));
      for (const type of ['mousedown', 'mouseup', 'click']) cell.dispatchEvent(new MouseEvent(type, init));
    });
    await new Promise((done) => setTimeout(done, 500));
    assert.equal((await viewer.texts(`${MENU}:popover-open`)).length, 1, 'it stays when the finger is lifted');
    await (await viewer.find(`${MENU} button[role=menuitem]`)).click();
    await until('the choice of the first tap', async () => (await viewer.texts(`${MENU}:popover-open`)).length === 0);
    await queryIs(viewer, /./);
    await viewer.assertCalm();
  });

  test('keys reach every part of the query', async () => {
    const viewer = await openSample(setting, { prepare: watchListeners });
    await search(viewer, 'log:receive code:250');
    await viewer.find('#parts');
    await walk(viewer);
    const { missed } = await notReached(viewer);
    assert.deepEqual(missed, []);
    await viewer.assertCalm();
  });
});
