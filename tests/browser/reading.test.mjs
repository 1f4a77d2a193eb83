/** Finding a session and reading it: with the search box, the keyboard and the pointer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachBrowser, forEachSetting } from './support/harness.mjs';
import { HEADER, receiveRow, SAMPLE_FILES, truthOf, writeLogs } from './support/logs.mjs';
import { axeSource } from './support/packages.mjs';
import { until } from './support/viewer.mjs';

const ALL = truthOf(SAMPLE_FILES).sessions;

/** The page with the sample open and its rows drawn. */
async function openSample(setting) {
  const viewer = await setting.openPage({ hash: '#sample' });
  await viewer.showsAll(ALL);
  await until('rows', async () => (await viewer.texts('exchange-log-sessions tbody tr')).length > 10);
  return viewer;
}

/** Text of the row under the cursor. */
const selected = (viewer) => viewer.texts('exchange-log-sessions tbody tr[aria-selected=true]');

forEachBrowser((setting) => {
  test('a query narrows the list and marks what matches', async () => {
    const viewer = await openSample(setting);
    await viewer.writeQuery('greylisted');
    // The session with the remote server, and the message's events.
    await viewer.shows('#counts', /^2 of \d+ sessions · 2 entries match/);
    await viewer.page.keyboard.press('Enter');
    assert.equal(await viewer.call('count', 'greylisted').then(({ sessions }) => sessions), 2);
    await viewer.assertCalm();
  });

  test('an invalid query keeps the list and marks the problem', async () => {
    const viewer = await openSample(setting);
    await viewer.writeQuery('gap>soon');
    await viewer.shows('#query-problem mark', /./);
    assert.match((await viewer.texts('#counts'))[0], new RegExp(`^${ALL} sessions`));
    await assert.rejects(viewer.call('count', 'gap>soon'), /QueryError|gap|duration/i);
  });

  test('a menu closes on Escape, which returns the focus, when Tab leaves it, and on a click elsewhere', async () => {
    const viewer = await openSample(setting);
    const state = () =>
      viewer.run(({ shadowRoot }) => ({
        open: shadowRoot.querySelector('#export').matches(':popover-open'),
        focus: shadowRoot.activeElement?.getAttribute('popovertarget') ?? shadowRoot.activeElement?.localName,
        conversation: shadowRoot.querySelector('exchange-log-conversation') !== null,
      }));
    const openMenu = async () => {
      await (await viewer.find('[popovertarget=export]')).focus();
      await viewer.page.keyboard.press('Enter');
      await until('the menu', async () => (await state()).open);
    };
    await (await viewer.find('exchange-log-sessions table')).focus();
    await viewer.page.keyboard.press('Home');
    await until('a row', async () => (await selected(viewer)).length === 1);
    await viewer.page.keyboard.press('Enter');
    await until('the conversation', async () => (await state()).conversation);
    await openMenu();
    const [menu, button] = await viewer.run(({ shadowRoot }) =>
      ['#export', '[popovertarget=export]'].map((one) =>
        shadowRoot.querySelector(one).getBoundingClientRect().toJSON(),
      ),
    );
    assert.ok(Math.abs(menu.right - button.right) <= 1 && menu.top >= button.bottom, 'it is below its button');
    await viewer.page.keyboard.press('Tab');
    assert.equal((await state()).open, true);
    await viewer.page.keyboard.press('Escape');
    await until('the menu to close', async () => !(await state()).open);
    assert.deepEqual(await state(), { open: false, focus: 'export', conversation: true });
    await openMenu();
    for (let pressed = 0; pressed < 10 && (await state()).open; pressed += 1) await viewer.page.keyboard.press('Tab');
    assert.equal((await state()).open, false, 'Tab leaves the menu, and closes it');
    await openMenu();
    await (await viewer.find('#counts')).click();
    await until('the menu to close', async () => !(await state()).open);
    await viewer.assertCalm();
  });

  test('a session is opened and read with the keyboard alone', async () => {
    const viewer = await openSample(setting);
    viewer.run((element) => {
      element.query = 'code:550 log:receive';
    });
    await viewer.shows('#counts', /^\d of \d+ sessions/);
    await (await viewer.find('exchange-log-sessions table')).focus();
    await viewer.page.keyboard.press('Home');
    await until('a first row', async () => (await selected(viewer)).length === 1);
    const [first] = await selected(viewer);
    await viewer.page.keyboard.press('End');
    await until('another row', async () => (await selected(viewer))[0] !== first);
    await viewer.page.keyboard.press('Home');
    await until('the first row', async () => (await selected(viewer))[0] === first);
    await viewer.page.keyboard.press('Enter');
    await viewer.shows('exchange-log-conversation', /Unable to relay recipient in non-accepted domain/);
    await viewer.screenshot(`conversation-${setting.browserName}-${setting.scheme}`);
    await viewer.page.keyboard.press('Escape');
    await until(
      'the conversation to close',
      async () => (await viewer.texts('exchange-log-conversation')).length === 0,
    );
    await viewer.assertCalm();
  });

  test('a conversation opens at its decisive entry', async (context) => {
    // A refusal on the second page of the entries, and before it a gap.
    const said = (number) => {
      if (number === 0) return ['+', ''];
      if (number === 450) return ['<', 'RCPT TO:<nobody@contoso.com>'];
      return number === 451
        ? ['>', '550 5.1.1 User unknown']
        : [number % 2 ? '>' : '<', number % 2 ? '250 OK' : 'NOOP'];
    };
    const rows = Array.from({ length: 900 }, (_, number) => {
      const row = receiveRow(number, ...said(number));
      return number > 30 ? row.replace('T08:', 'T09:') : row;
    });
    const viewer = await setting.openPage();
    await viewer.open(...writeLogs(context, { 'RECV2025060308-1.LOG': HEADER + rows.join('') }));
    const opensAt = async (query, wanted) => {
      await viewer.run((element, text) => Object.assign(element, { query: text }), query);
      await viewer.shows('#counts', query ? /^1 of 1 session/ : /^1 session$/);
      await (await viewer.find('exchange-log-sessions table')).focus();
      await viewer.page.keyboard.press('Home');
      await viewer.page.keyboard.press('Enter');
      await until(`entry ${wanted} in view`, () =>
        viewer.run(({ shadowRoot }, id) => {
          const [entry, talk] = ['.entry.target', '.talk'].map((part) => shadowRoot.querySelector(part));
          const [box, view] = [entry, talk].map((element) => element?.getBoundingClientRect());
          return entry?.id === id && box.top >= view.top - 1 && box.bottom <= view.bottom + 1;
        }, `entry-${wanted}`),
      );
      await viewer.page.keyboard.press('Escape');
      await until('it to close', async () => (await viewer.texts('exchange-log-conversation')).length === 0);
    };
    await opensAt('', 451);
    await opensAt('nobody@contoso.com', 450);
    await viewer.assertCalm();
  });

  test('a click on a heading sorts by it, a second one reverses the order', async () => {
    const viewer = await openSample(setting);
    const press = (key) =>
      viewer.run((element, name) => {
        element.shadowRoot.querySelector(`#heading-${name}`).click();
      }, key);
    // POP3 and IMAP4 have no codes, and are among those without one, which come last in both directions.
    const replies = async () => {
      const texts = await viewer.texts('exchange-log-sessions tbody td[data-key=code]');
      return texts.filter((text) => /^\d{3} /.test(text)).map((text) => Number(text.slice(0, 3)));
    };
    const isSorted = (values, sign) => values.every((value, row) => row === 0 || sign * (value - values[row - 1]) >= 0);
    assert.equal(isSorted(await replies(), 1) || isSorted(await replies(), -1), false);
    await press('code');
    await until('lowest reply codes first', async () => isSorted(await replies(), 1));
    await press('code');
    await until('highest reply codes first', async () => isSorted(await replies(), -1) && (await replies())[0] === 550);
  });

  test('the help opens by its key and closes by Escape', async () => {
    const viewer = await openSample(setting);
    await (await viewer.find('exchange-log-sessions table')).focus();
    await viewer.page.keyboard.press('?');
    await viewer.shows('#help[open]', /gap/);
    await viewer.page.keyboard.press('Escape');
    await until('the help to close', async () => (await viewer.texts('#help[open]')).length === 0);
  });
});

forEachSetting(
  (setting) => {
    for (const scheme of ['light', 'dark']) {
      test(`axe finds no accessibility violations (${scheme})`, async () => {
        const viewer = await openSample(setting);
        await viewer.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
        await (await viewer.find('exchange-log-sessions table')).focus();
        await viewer.page.keyboard.press('Home');
        await until('a cursor', async () => (await selected(viewer)).length === 1);
        await viewer.page.keyboard.press('Enter');
        await viewer.shows('exchange-log-conversation', /STARTTLS/);
        await viewer.page.evaluate(axeSource);
        const { violations, passes } = await viewer.page.evaluate(() => /** @type {any} */ (globalThis).axe.run());
        const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
        assert.deepEqual(found, []);
        assert.ok(passes.length > 20, 'axe looked at the page');
      });
    }
  },
  { browserName: 'chromium', scheme: 'http' },
);
