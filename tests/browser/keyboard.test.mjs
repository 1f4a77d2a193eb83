/** The page without a pointer: what keys reach, and where the focus goes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachSetting } from './support/harness.mjs';
import { HEADER, receiveRow, SAMPLE_FILES, truthOf, writeLogs } from './support/logs.mjs';
import { until } from './support/viewer.mjs';
import { note, notReached, walk, watchListeners } from './support/walk.mjs';

const ALL = truthOf(SAMPLE_FILES).sessions;

/** Opens the sample from the start view. */
async function openSample(setting) {
  const viewer = await setting.openPage({ prepare: watchListeners });
  await (await viewer.find('#sample')).focus();
  await viewer.page.keyboard.press('Enter');
  await viewer.showsAll(ALL);
  await until('rows', async () => (await viewer.texts('exchange-log-sessions tbody tr')).length > 10);
  return viewer;
}

/** What has the focus: its id or a part of its markup, and the row or heading that it stands for. */
const focus = (viewer) =>
  viewer.run(({ shadowRoot }) => {
    const focused = shadowRoot.activeElement;
    const active = focused?.getAttribute('aria-activedescendant');
    const owner =
      focused?.localName === 'table'
        ? focused.closest('exchange-log-sessions, exchange-log-table, exchange-log-summary')
        : focused;
    const { cell, related } = focused?.dataset ?? {};
    const name = cell ?? (related && 'related') ?? (owner?.id || owner?.className || owner?.localName);
    return [name ?? 'nothing', active].filter(Boolean).join(' ');
  });

const focusIs = (viewer, wanted) =>
  until(`the focus on ${wanted}`, async () => {
    const found = await focus(viewer);
    return wanted instanceof RegExp ? wanted.test(found) : found === wanted;
  });

const press = async (viewer, ...keys) => {
  for (const key of keys) {
    await viewer.page.keyboard.press(key);
  }
};

/** Moves the focus to an element, as Tab would. */
const focusOn = async (viewer, selector) => (await viewer.find(selector)).focus();

const session = (viewer) => viewer.texts('exchange-log-conversation h2').then(([title]) => title);

async function assertAllReached(viewer, least, within) {
  const { clickable, missed } = await notReached(viewer, within);
  assert.deepEqual(missed, []);
  assert.ok(clickable >= least, `${clickable} elements can be clicked`);
}

/** What the arrow keys go through in a menu, and whether the frame of the focus is within the menu. */
function menuItems({ shadowRoot }, id) {
  const menu = shadowRoot.querySelector(`#${id}`);
  return [...menu.querySelectorAll('button:enabled, input:enabled')].map((item) => {
    const { outlineOffset, outlineWidth } = getComputedStyle(item);
    const frame = Math.max(0, Number.parseFloat(outlineOffset) + Number.parseFloat(outlineWidth));
    const box = item.getBoundingClientRect();
    const clips = [];
    for (let one = item.parentElement; one && one !== menu.parentElement; one = one.parentElement) {
      if (getComputedStyle(one).overflow !== 'visible') clips.push(one.getBoundingClientRect());
    }
    const isWhole = clips.every(
      (clip) =>
        box.left - frame >= clip.left &&
        box.right + frame <= clip.right &&
        box.top - frame >= clip.top &&
        box.bottom + frame <= clip.bottom,
    );
    return {
      name: item.textContent || item.parentElement.textContent.trim(),
      focused: item.matches(':focus'),
      isWhole,
    };
  });
}

forEachSetting(
  (setting) => {
    test('keys reach everything in the start view and in the list', async () => {
      const viewer = await setting.openPage({ prepare: watchListeners });
      await viewer.find('#sample');
      await walk(viewer);
      await assertAllReached(viewer, 10);
      await press(viewer, 'Escape');
      await focusOn(viewer, '#sample');
      await press(viewer, 'Enter');
      await viewer.showsAll(ALL);
      await walk(viewer);
      await assertAllReached(viewer, 50);
      await viewer.assertCalm();
    });

    test('keys reach everything in a conversation', async () => {
      const viewer = await openSample(setting);
      await focusOn(viewer, 'exchange-log-sessions table');
      await press(viewer, 'Home', 'Enter');
      await viewer.find('[data-related]');
      const settle = async () => {
        await viewer.shows('exchange-log-conversation h2', /203\.0\.113\.25:41822/);
        await viewer.find('[data-related]');
      };
      await walk(viewer, { settle });
      await assertAllReached(viewer, 80);
      await viewer.assertCalm();
    });

    test('keys reach everything in the summary', async () => {
      const viewer = await openSample(setting);
      await viewer.goToTab('summary');
      await viewer.find('exchange-log-summary #row-0');
      await walk(viewer, { settle: () => viewer.find('#tab-sessions') });
      await assertAllReached(viewer, 40);
      await viewer.assertCalm();
    });

    test('keys reach everything in other logs with an open row, in files with an open form, and in the coverage', async () => {
      const viewer = await openSample(setting);
      await viewer.goToTab('tables');
      await focusOn(viewer, 'exchange-log-table table');
      await press(viewer, 'Home', 'Enter');
      await viewer.find('.row-detail');
      await walk(viewer);
      await assertAllReached(viewer, 40);
      await viewer.goToTab('files');
      await focusOn(viewer, '[data-change]');
      await press(viewer, 'Enter');
      await focusIs(viewer, 'file-server');
      await walk(viewer, { from: 'here' });
      await assertAllReached(viewer, 7, '.file-form');
      await walk(viewer);
      await assertAllReached(viewer, 25);
      await viewer.goToTab('coverage');
      // The table of the coverage comes a moment after its tab.
      await walk(viewer, { settle: () => viewer.find('[data-cell]') });
      await assertAllReached(viewer, 40);
      await viewer.assertCalm();
    });

    test('keys reach everything in menus and in the help', async () => {
      const viewer = await openSample(setting);
      for (const [menu, items, tab] of [
        ['export', 3, 'sessions'],
        ['saved-menu', 15, 'sessions'],
        ['columns', 5, 'tables'],
        ['measures', 19, 'summary'],
      ]) {
        await viewer.goToTab(tab);
        await focusOn(viewer, `[popovertarget=${menu}]`);
        await press(viewer, 'Enter');
        await viewer.find(`#${menu}:popover-open`);
        for (let item = 0; item < 40 && (await viewer.texts(`#${menu}:popover-open`)).length > 0; item += 1) {
          await press(viewer, 'Tab');
          await note(viewer);
        }
        await focusOn(viewer, `[popovertarget=${menu}]`);
        await press(viewer, 'Enter');
        await viewer.find(`#${menu}:popover-open`);
        await assertAllReached(viewer, items, `#${menu}`);
        await press(viewer, 'Escape');
      }
      await focusOn(viewer, '#help-button');
      await press(viewer, 'Enter');
      await viewer.find('#help[open]');
      await walk(viewer, { from: 'here' });
      await assertAllReached(viewer, 30, '#help');
      await viewer.assertCalm();
    });

    test('the arrow keys, Home and End move in every menu, and each item shows its whole frame', async () => {
      const viewer = await openSample(setting);
      for (const [menu, tab, button = `[popovertarget=${menu}]`] of [
        ['export', 'sessions'],
        ['facet-fields', 'sessions'],
        ['measures', 'summary'],
        ['columns', 'tables'],
      ]) {
        await viewer.goToTab(tab);
        if (menu === 'facet-fields') await viewer.click('#facets-toggle');
        await focusOn(viewer, button);
        await press(viewer, 'ArrowDown');
        await viewer.find(`#${menu}:popover-open`);
        const items = await viewer.run(menuItems, menu);
        assert.ok(items.length >= 4, menu);
        const at = () => viewer.run(menuItems, menu).then((all) => all.findIndex(({ focused }) => focused));
        assert.equal(await at(), 0, menu);
        for (const [key, place] of [
          ['ArrowUp', items.length - 1],
          ['ArrowDown', 0],
          ['ArrowDown', 1],
          ['End', items.length - 1],
          ['Home', 0],
        ]) {
          await press(viewer, key);
          assert.equal(await at(), place, `${menu}: ${key}`);
        }
        for (const item of items) {
          const focused = (await viewer.run(menuItems, menu)).find((one) => one.focused);
          assert.ok(focused?.isWhole, `${menu}: ${focused?.name ?? item.name}`);
          await press(viewer, 'ArrowDown');
        }
        await press(viewer, 'Escape');
        await focusIs(viewer, /menu-button/);
        // Which the page remembers.
        if (menu === 'facet-fields') await viewer.click('#facets-hide');
      }
      await viewer.assertCalm();
    });

    test('no row that does not exist is ever the active one, and rows are reached by Tab', async () => {
      const viewer = await openSample(setting);
      await focusIs(viewer, 'exchange-log-sessions');
      await focusOn(viewer, '[popovertarget=export]');
      await press(viewer, 'Tab');
      await focusIs(viewer, 'exchange-log-sessions');
      await press(viewer, 'ArrowDown', 'ArrowDown', 'ArrowDown');
      await focusIs(viewer, 'exchange-log-sessions row-2');
      await press(viewer, 'End');
      await focusIs(viewer, `exchange-log-sessions row-${ALL - 1}`);
      const rows = await viewer.run(
        ({ shadowRoot }) => shadowRoot.querySelectorAll('#row-58[aria-selected=true]').length,
      );
      assert.equal(rows, 1);
    });

    test('Enter and the down arrow in the search box go to the first row', async () => {
      const viewer = await openSample(setting);
      // Words in quotes have no completions, into which the down arrow would go.
      for (const [key, query] of [
        ['Enter', 'code:550'],
        ['ArrowDown', '"550"'],
      ]) {
        await press(viewer, '/');
        await focusIs(viewer, 'query');
        await viewer.page.keyboard.type(query);
        await press(viewer, key);
        await focusIs(viewer, 'exchange-log-sessions row-0');
        await press(viewer, '/', 'Escape');
        await viewer.showsAll(ALL);
        await focusOn(viewer, '#help-button');
      }
      await press(viewer, '/');
      await viewer.page.keyboard.type('gap>soon');
      await press(viewer, 'Enter');
      await viewer.shows('#query-problem', /./);
      assert.equal(await focus(viewer), 'query', 'a problem keeps the focus where it can be corrected');
    });

    test('a cell of the coverage leads to the list, and Backspace back to the cell', async () => {
      const viewer = await openSample(setting);
      await viewer.goToTab('coverage');
      await focusOn(viewer, '[data-cell="0,0"]');
      await focusIs(viewer, '0,0');
      await press(viewer, 'ArrowDown', 'ArrowRight');
      await focusIs(viewer, '1,1');
      await press(viewer, 'Enter');
      await focusIs(viewer, 'exchange-log-sessions row-0');
      assert.notEqual(await viewer.run((element) => element.query), '');
      await viewer.shows('#back', /^Back to coverage$/);
      await press(viewer, 'Backspace');
      await focusIs(viewer, '1,1');
      assert.equal(await viewer.run((element) => element.query), '');
      assert.deepEqual(await viewer.texts('#back'), []);
    });

    test('a related session opens with the focus in it, and Backspace leads back to its link', async () => {
      const viewer = await openSample(setting);
      await focusOn(viewer, 'exchange-log-sessions table');
      await press(viewer, 'Home', 'Enter');
      await focusIs(viewer, 'talk');
      const first = await session(viewer);
      await focusOn(viewer, '[data-related]');
      await press(viewer, 'Enter');
      await until('the related session', async () => (await session(viewer)) !== first);
      await focusIs(viewer, 'talk');
      await press(viewer, 'Backspace');
      await until('the first session', async () => (await session(viewer)) === first);
      await focusIs(viewer, 'related');
      await press(viewer, 'Escape');
      await focusIs(viewer, 'exchange-log-sessions row-0');
      await viewer.assertCalm();
    });

    test('a row of a table opens with the focus on it, its session too, and both lead back', async () => {
      const viewer = await openSample(setting);
      await viewer.goToTab('tables');
      await focusOn(viewer, 'exchange-log-table table');
      await press(viewer, 'Home', 'Enter');
      await focusIs(viewer, 'row-detail');
      await viewer.shows('.row-detail h2', /^Row 1 of/);
      await press(viewer, 'j');
      await viewer.shows('.row-detail h2', /^Row 2 of/);
      await press(viewer, 'k');
      await viewer.shows('.row-detail h2', /^Row 1 of/);
      await focusOn(viewer, '#row-session');
      await press(viewer, 'Enter');
      await focusIs(viewer, 'talk');
      await press(viewer, 'Backspace');
      await focusIs(viewer, 'row-session');
      await press(viewer, 'Escape');
      await focusIs(viewer, 'exchange-log-table row-0');
      await viewer.assertCalm();
    });

    test('the help and the form of a file return the focus to where it was; an example leads to the list', async () => {
      const viewer = await openSample(setting);
      await focusOn(viewer, 'exchange-log-sessions table');
      await press(viewer, 'Home', '?');
      await viewer.find('#help[open]');
      await press(viewer, 'Escape');
      await focusIs(viewer, 'exchange-log-sessions row-0');
      await viewer.goToTab('files');
      await focusOn(viewer, '[data-change="1"]');
      await press(viewer, 'Enter');
      await focusIs(viewer, 'file-server');
      await press(viewer, 'Escape');
      await until('the button', () => viewer.run(({ shadowRoot }) => shadowRoot.activeElement?.dataset.change === '1'));
      await press(viewer, '?');
      await focusOn(viewer, '#help dd button');
      await press(viewer, 'Enter');
      await until('the help to close', async () => (await viewer.texts('#help[open]')).length === 0);
      await until('the query', async () => (await viewer.run((element) => element.query)) !== '');
      await viewer.assertCalm();
    });

    test('what takes away the focus gives it to the main part of the page', async () => {
      const viewer = await openSample(setting);
      await press(viewer, '/');
      await viewer.page.keyboard.type('code:550');
      await focusOn(viewer, '.search .clear');
      await press(viewer, 'Enter');
      await focusIs(viewer, 'query');
      await viewer.goToTab('files');
      await focusOn(viewer, '#show-credentials');
      await press(viewer, ' ');
      await focusOn(viewer, '#credentials-shown button');
      await press(viewer, 'Enter');
      await focusIs(viewer, 'tab-files');
      const startHasFocus = () =>
        until('a button of the start view', () =>
          viewer.run(({ shadowRoot }) => Boolean(shadowRoot.activeElement?.closest('.start'))),
        );
      await viewer.call('clear');
      await startHasFocus();
      await viewer.open(...SAMPLE_FILES);
      await focusOn(viewer, '#close-all');
      await press(viewer, 'Enter');
      await viewer.find('#closing[open]');
      await press(viewer, 'Tab', 'Enter');
      await startHasFocus();
    });

    test('next and previous session while reading, by keys and by buttons with names', async () => {
      const viewer = await openSample(setting);
      await focusOn(viewer, 'exchange-log-sessions table');
      await press(viewer, 'Home', 'Enter');
      await focusIs(viewer, 'talk');
      const first = await session(viewer);
      await press(viewer, 'j');
      await until('the second session', async () => (await session(viewer)) !== first);
      const second = await session(viewer);
      assert.equal(await focus(viewer), 'talk');
      await press(viewer, 'j', 'k', 'k');
      await until('the first session', async () => (await session(viewer)) === first);
      await press(viewer, 'k');
      for (const [name, expected] of [
        ['Next session', second],
        ['Previous session', first],
      ]) {
        await focusOn(viewer, `button[aria-label="${name}"]`);
        await press(viewer, 'Enter');
        await until(name, async () => (await session(viewer)) === expected);
      }
      await viewer.assertCalm();
    });

    test('in the next session the focus is on the fact of the same name, or on the session if it has none', async () => {
      const viewer = await openSample(setting);
      await viewer.run((element) => {
        element.query = 'log:receive';
      });
      await viewer.shows('#counts', / of /);
      await viewer.rests();
      await focusOn(viewer, 'exchange-log-sessions table');
      await press(viewer, 'Home', 'Enter');
      await focusIs(viewer, 'talk');
      /** The names of all facts, and the place of the one that has the focus. */
      const facts = () =>
        viewer.run(({ shadowRoot }) => {
          const lines = [...shadowRoot.querySelectorAll('.card dl > div')];
          return {
            names: lines.map((line) => line.querySelector('dt').textContent),
            place: lines.findIndex((line) => line.contains(shadowRoot.activeElement)),
          };
        });
      const focusFact = async (wanted) => {
        const { names } = await facts();
        await viewer.run(
          ({ shadowRoot }, place) =>
            [...shadowRoot.querySelectorAll('.card dl > div')][place].querySelector('button, [tabindex]').focus(),
          names.indexOf(wanted),
        );
      };
      const next = async () => {
        const before = await session(viewer);
        await press(viewer, 'j');
        await until('the next session', async () => (await session(viewer)) !== before);
        await viewer.rests();
        return await facts();
      };
      await focusFact('Connector');
      const places = new Set();
      for (let step = 0; step < 12; step += 1) {
        const { names, place } = await next();
        assert.equal(names[place], 'Connector');
        places.add(place);
      }
      assert.ok(places.size > 1, 'it is elsewhere in other sessions');
      while (!(await facts()).names.includes('Client name')) await next();
      await focusFact('Client name');
      while ((await next()).names.includes('Client name')) assert.notEqual((await facts()).place, -1);
      await focusIs(viewer, 'talk');
      await viewer.assertCalm();
    });

    test('n and N go over the matches of the whole conversation, page by page', async (context) => {
      const matching = new Set([5, 420, 421, 1190]);
      const rows = Array.from({ length: 1200 }, (_, number) =>
        receiveRow(
          number,
          number === 0 ? '+' : number % 2 ? '>' : '<',
          matching.has(number) ? 'needle' : `line ${number}`,
        ),
      );
      const viewer = await setting.openPage();
      await viewer.open(...writeLogs(context, { 'RECV2025060308-1.LOG': HEADER + rows.join('') }));
      await focusOn(viewer, '#query');
      await viewer.page.keyboard.type('needle');
      await press(viewer, 'Enter');
      await focusIs(viewer, 'exchange-log-sessions row-0');
      await press(viewer, 'Enter');
      await focusIs(viewer, 'talk');
      const at = (wanted) =>
        until(`entry ${wanted}`, () =>
          viewer.run(({ shadowRoot }, id) => {
            const entry = shadowRoot.querySelector('.entry.target');
            const [box, view] = [entry, shadowRoot.querySelector('.talk')].map((one) => one?.getBoundingClientRect());
            return entry?.id === id && box.top >= view.top - 1 && box.bottom <= view.bottom + 1;
          }, `entry-${wanted}`),
        );
      await at(5);
      for (const wanted of [420, 421, 1190, 5]) {
        await press(viewer, 'n');
        await at(wanted);
      }
      for (const wanted of [1190, 421]) {
        await press(viewer, 'N');
        await at(wanted);
      }
      await viewer.assertCalm();
    });
  },
  { scheme: 'http' },
);
