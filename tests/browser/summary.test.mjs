/** The summary: groups of what the query finds, each one click from its sessions. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { downloadFolder } from './support/downloads.mjs';
import { forEachSetting } from './support/harness.mjs';
import { SAMPLE_FILES, truthOf } from './support/logs.mjs';
import { parseCsv } from './support/packages.mjs';
import { forget, until } from './support/viewer.mjs';

const ALL = truthOf(SAMPLE_FILES).sessions;
const DOWNLOADS = downloadFolder();

/** The text of the saved file, once it is there. */
const downloaded = (name = /^exchange-summary.*\.[ct]sv$/) =>
  DOWNLOADS.take(DOWNLOADS.names().find((file) => name.test(file)));

const press = async (viewer, ...keys) => {
  for (const key of keys) {
    await viewer.page.keyboard.press(key);
  }
};

/** The cells of the rows that are drawn. */
const rows = (viewer) =>
  viewer.run(({ shadowRoot }) =>
    [...shadowRoot.querySelectorAll('exchange-log-summary tbody tr')].map((row) =>
      [...row.querySelectorAll('td')].map((cell) => cell.textContent),
    ),
  );
const headings = (viewer) =>
  viewer.run(({ shadowRoot }) =>
    [...shadowRoot.querySelectorAll('exchange-log-summary th')].map((cell) => cell.textContent.trim()),
  );
const totals = (viewer) => viewer.texts('#summary-totals').then(([text]) => text ?? '');
const query = (viewer) => viewer.run((element) => element.query);
const found = async (viewer) => Number((await viewer.texts('#counts'))[0].split(' ')[0]);

/** Before a page opens: sizes become known later than rows do. */
function measureLate() {
  const Native = ResizeObserver;
  globalThis.ResizeObserver = class extends Native {
    constructor(/** @type {ResizeObserverCallback} */ measured) {
      super((...sizes) => setTimeout(measured, 500, ...sizes));
    }
  };
}

/** Opens the sample, and its summary by keys alone. */
async function openSummary(setting, options = {}) {
  const viewer = await setting.openPage({ hash: '#sample', prepare: forget, ...options });
  await viewer.showsAll(ALL);
  await viewer.goToTab('summary');
  await until('groups', async () => (await rows(viewer)).length > 2);
  return viewer;
}

const choose = async (viewer, selector, value) => (await viewer.find(selector)).select(value);

async function showNamed(viewer, name, heading) {
  await choose(viewer, '#summary-name', name);
  await until(`the summary ${name}`, async () => (await headings(viewer))[0] === heading);
  await until('its groups', async () => (await rows(viewer)).length > 0);
}

forEachSetting(
  (setting) => {
    test('a named summary is chosen by keys, says what it is for, and counts what the search finds', async () => {
      const viewer = await openSummary(setting);
      await (await viewer.find('#summary-name')).focus();
      await viewer.page.keyboard.type('Rej');
      await press(viewer, 'Enter');
      await until('the summary', async () => (await headings(viewer))[1] === 'Reason of refusal');
      await viewer.shows('#summary-sentence', /refused/);
      await viewer.shows('#summary-totals', /^\d+ groups of 15 sessions/);
      const focused = () => viewer.run(({ shadowRoot }) => shadowRoot.activeElement?.id);
      assert.equal(await focused(), 'summary-name');
      await (await viewer.find('#summary-by-0')).focus();
      await viewer.page.keyboard.type('Serv');
      await press(viewer, 'Enter');
      await until('servers', async () => (await headings(viewer))[0] === 'Server');
      assert.equal(await focused(), 'summary-by-0', 'the focus stays where the field was chosen');
      const shown = (id) => viewer.run(({ shadowRoot }, name) => shadowRoot.querySelector(name).value, id);
      assert.equal(await shown('#summary-name'), '', 'with another field it is the user’s own');
      await showNamed(viewer, 'rejections', 'Log');
      assert.deepEqual([await shown('#summary-by-0'), await shown('#summary-by-1')], ['log', 'reason']);
      await choose(viewer, '#summary-by-0', 'reason');
      await until('one field', async () => (await headings(viewer))[0] === 'Reason of refusal');
      assert.deepEqual([await shown('#summary-by-0'), await shown('#summary-by-1')], ['reason', '']);
      await showNamed(viewer, 'rejections', 'Log');
      const before = await rows(viewer);
      await viewer.run((element) => {
        element.query = 'log:send';
      });
      await viewer.shows('#summary-totals', /^2 groups of 2 sessions$/);
      assert.ok(before.length > 2);
      await viewer.assertCalm();
    });

    test('columns sort by pointer and by keyboard, and the focus stays', async () => {
      const viewer = await openSummary(setting);
      const byNumbers = new Intl.Collator('en', { numeric: true }).compare;
      const column = async (name) => {
        const place = (await headings(viewer)).indexOf(name);
        return (await rows(viewer)).map((cells) => cells[place]);
      };
      await viewer.click('exchange-log-summary th[data-key=messages]');
      await until('the most messages first', async () => {
        const counts = (await column('Messages')).map(Number);
        return counts[0] > 0 && counts.every((count, place) => place === 0 || count <= counts[place - 1]);
      });
      await (await viewer.find('exchange-log-summary table')).focus();
      await press(viewer, 'Home', 'ArrowUp', 'ArrowRight', 'Enter');
      await until('addresses in order', async () => {
        const addresses = await column('Client address');
        return addresses.length > 2 && addresses.join() === [...addresses].sort(byNumbers).join();
      });
      const focused = () => viewer.run(({ shadowRoot }) => shadowRoot.activeElement?.localName);
      assert.equal(await focused(), 'table');
      await press(viewer, 'Enter');
      await until('the other way round', async () => {
        const addresses = await column('Client address');
        return addresses.join() === [...addresses].sort(byNumbers).reverse().join();
      });
    });

    test('the names of an own list are beside addresses, and kept only if the user says so', async () => {
      const viewer = await openSummary(setting);
      const addresses = async () => {
        const place = (await headings(viewer)).indexOf('Client address');
        return (await rows(viewer)).map((cells) => cells[place]);
      };
      const address = (await addresses())[0];
      await (await viewer.find('#summary-names')).focus();
      await press(viewer, 'Enter');
      await until('the dialog', () => viewer.run(({ shadowRoot }) => shadowRoot.querySelector('#own-names').open));
      await (await viewer.find('#own-names textarea')).focus();
      await viewer.page.keyboard.type(`${address};Printer <b>3</b>\nnonsense`);
      await press(viewer, 'Tab', 'Tab', 'Enter');
      await viewer.shows('#own-names-known', /^1 address or network has a name\..*1 line has no address.*line 2/);
      await press(viewer, 'Escape');
      await until('the name', async () => (await addresses()).includes(`${address} · Printer <b>3</b>`));
      const stored = () => viewer.run(() => JSON.stringify({ ...localStorage }));
      assert.doesNotMatch(await stored(), /Printer/);
      const focused = () => viewer.run(({ shadowRoot }) => shadowRoot.activeElement?.id);
      assert.equal(await focused(), 'summary-names');
      await press(viewer, 'Enter');
      await viewer.click('#own-names input');
      await until('that it is kept', async () => /Printer/.test(await stored()));
      await viewer.click('#own-names input');
      await until('that it is forgotten', async () => !/Printer/.test(await stored()));
      await viewer.assertCalm();
    });

    test('a row leads to exactly its sessions, and Backspace back to it', async () => {
      const viewer = await openSummary(setting);
      const [, second] = await rows(viewer);
      await (await viewer.find('exchange-log-summary table')).focus();
      await press(viewer, 'Home', 'ArrowDown', 'Enter');
      await viewer.shows('#counts', / of /);
      await viewer.find('exchange-log-sessions #row-0');
      assert.equal(await found(viewer), Number(second[3]), 'as many sessions as the row says');
      assert.match(await query(viewer), /log:receive/);
      assert.ok((await query(viewer)).includes(second[1]));
      await viewer.shows('#back', /^Back to the summary$/);
      await press(viewer, 'Backspace');
      await until('the summary', async () => (await rows(viewer)).length > 2);
      await until('the row', () =>
        viewer.run(({ shadowRoot }) => {
          const table = shadowRoot.activeElement;
          return table?.closest('exchange-log-summary') && table.getAttribute('aria-activedescendant') === 'row-1';
        }),
      );
      assert.equal(await query(viewer), '');
      await viewer.click('exchange-log-summary #row-0');
      await viewer.find('exchange-log-sessions #row-0');
      await viewer.assertCalm();
    });

    test('no row is ever drawn with a part of its columns', async () => {
      const viewer = await setting.openPage({ hash: '#sample', prepare: measureLate });
      await viewer.showsAll(ALL);
      await viewer.run(({ shadowRoot }) => {
        const drawn = new Set();
        Object.assign(globalThis, { drawn });
        new MutationObserver(() => {
          const row = shadowRoot.querySelector('exchange-log-summary tbody tr');
          if (row) drawn.add(row.children.length);
        }).observe(shadowRoot, { childList: true, subtree: true });
      });
      await viewer.goToTab('summary');
      await viewer.find('exchange-log-summary td');
      const drawn = await viewer.run(() => [.../** @type {any} */ (globalThis).drawn]);
      assert.deepEqual(drawn, [(await rows(viewer))[0].length]);
    });

    test('a value has the menu that it has everywhere', async () => {
      const viewer = await openSummary(setting);
      const [[, address]] = await rows(viewer);
      await (await viewer.find('exchange-log-summary table')).focus();
      await press(viewer, 'Home', 'ArrowRight', 'ArrowRight');
      await viewer.page.keyboard.down('Shift');
      await press(viewer, 'F10');
      await viewer.page.keyboard.up('Shift');
      await viewer.find('.value-menu:popover-open');
      await (await viewer.find('.value-menu [data-item=exclude]')).click();
      await until('the query', async () => (await query(viewer)) === `-client:${address}`);
      await until('the group to go', async () => (await rows(viewer)).every((cells) => cells[1] !== address));
    });

    test('CSV has all groups, with plain numbers, and nothing that a spreadsheet would evaluate', async () => {
      await DOWNLOADS.allow(setting);
      const viewer = await openSummary(setting);
      await showNamed(viewer, 'slow', 'Connector');
      await viewer.shows('#summary-totals', /^\d+ groups of/);
      const count = Number((await totals(viewer)).split(' ')[0]);
      await viewer.click('#summary-csv');
      await viewer.shows('.notice', /Saved \d+ rows, .* as exchange-summary_2025-06-03\./);
      const text = await until('the file', downloaded);
      assert.ok(text.startsWith('\uFEFF') && text.endsWith('\r\n'));
      const { data } = parseCsv(text.slice(1).trimEnd(), ',');
      const [names, first] = data;
      assert.equal(data.length, count + 1);
      assert.equal(names[3], 'Largest gap (ms)');
      assert.equal(first[3], '1500262');
      assert.match(first.at(-1), /^2025-06-03 0\d:\d\d:\d\d\.\d{3}$/);
      assert.deepEqual(
        data.flat().filter((cell) => /^[=+@\t\r]|^-\D/.test(cell)),
        [],
      );
    });

    test('fields, measures and the query within are chosen, and remembered without the query', async () => {
      const viewer = await openSummary(setting);
      await showNamed(viewer, 'traffic', 'Hour (UTC)');
      await viewer.find('exchange-log-summary-plot svg path');
      await choose(viewer, '#summary-by-1', 'outcome');
      await until('outcomes', async () => (await headings(viewer))[1] === 'Outcome');
      await until('words', async () => (await rows(viewer)).some((cells) => cells[1] === 'Rejected'));
      await (await viewer.find('#summary-within')).focus();
      await viewer.page.keyboard.type('log:receive');
      await press(viewer, 'Enter');
      await viewer.shows('#summary-totals', /of 33 sessions/);
      await viewer.click('[popovertarget=measures]');
      await viewer.click('[data-measure=share]');
      await until('the share', async () => (await headings(viewer)).includes('Share'));
      const stored = await viewer.page.evaluate(() => localStorage.getItem('exchange-log-viewer'));
      assert.deepEqual(JSON.parse(stored).summaryChoice.dimensions, ['hour', 'outcome']);
      assert.ok(!stored.includes('log:receive'));
      await viewer.run(({ shadowRoot }) => shadowRoot.querySelector('#measures').hidePopover());
      await (await viewer.find('#summary-within')).focus();
      await viewer.page.keyboard.type(' gap>soon');
      await press(viewer, 'Enter');
      await viewer.shows('#summary-problem', /“Within” is not a valid query: [^`]+$/);
      await viewer.assertCalm();
    });

    test('at 1,280 pixels no field is cut, and all buttons are on one line', async () => {
      const viewer = await openSummary(setting);
      await viewer.page.setViewport({ width: 1280, height: 800 });
      for (const [place, field] of ['auth', 'protocol', 'client'].entries()) {
        await choose(viewer, `#summary-by-${place}`, field);
      }
      await until('the fields', async () => (await headings(viewer))[2] === 'Client address');
      const cut = await viewer.run(({ shadowRoot }) => {
        /** The width of the text of a select, which has an arrow beside it. */
        const widthOf = (select) => {
          const text = Object.assign(document.createElement('span'), { textContent: select.selectedOptions[0].text });
          Object.assign(text.style, { font: getComputedStyle(select).font, position: 'absolute', whiteSpace: 'pre' });
          shadowRoot.append(text);
          const { width } = text.getBoundingClientRect();
          text.remove();
          return width + 20;
        };
        const selects = [...shadowRoot.querySelectorAll('.summary-bar select')];
        return selects.filter((select) => widthOf(select) > select.offsetWidth).map((select) => select.id);
      });
      assert.deepEqual(cut, []);
      const tops = await viewer.run(({ shadowRoot }) =>
        ['sparklines', 'names', 'copy', 'csv'].map(
          (id) => shadowRoot.querySelector(`#summary-${id}`).getBoundingClientRect().top,
        ),
      );
      assert.equal(new Set(tops).size, 1, String(tops));
      await viewer.assertCalm();
    });

    test('rows are drawn over time, and said in words, by a switch that is remembered', async () => {
      const viewer = await openSummary(setting);
      const isUsable = () =>
        viewer.run(({ shadowRoot }) => !shadowRoot.querySelector('#summary-sparklines').hasAttribute('disabled'));
      assert.equal(await isUsable(), false, 'three fields leave no room for time');
      const isPressed = () =>
        viewer.run(({ shadowRoot }) => shadowRoot.querySelector('#summary-sparklines').ariaPressed);
      assert.equal(await isPressed(), 'false', 'what is not drawn is not said to be');
      await choose(viewer, '#summary-by-2', '');
      await until('the column', async () => (await headings(viewer))[2] === 'Over time');
      assert.ok(await isUsable());
      assert.equal(await isPressed(), 'true');
      const drawings = () =>
        viewer.run(({ shadowRoot }) =>
          [...shadowRoot.querySelectorAll('.sparkline')].map((drawing) => drawing.getAttribute('aria-label')),
        );
      const texts = await until('the drawings', async () => {
        const found = await drawings();
        return found.length > 2 && found;
      });
      for (const text of texts) {
        assert.match(
          text,
          /^In steps of 2 minutes\. First: \d+ \(2025-06-03 08:02\)\. Last: .*\. Peak: [1-9]\d* \(.*\)\.$/,
        );
      }
      await viewer.click('exchange-log-summary th[data-key=time]');
      await viewer.click('exchange-log-summary th[data-key=messages]');
      await until('another order, drawn too', async () => {
        const messages = (await rows(viewer)).map((cells) => Number(cells[4]));
        const isSorted = messages.every((count, place) => place === 0 || count <= messages[place - 1]);
        return isSorted && (await drawings()).length === messages.length;
      });
      await (await viewer.find('#summary-sparklines')).focus();
      await press(viewer, 'Enter');
      await until('no such column', async () => !(await headings(viewer)).includes('Over time'));
      const stored = await viewer.page.evaluate(() => localStorage.getItem('exchange-log-viewer'));
      assert.equal(JSON.parse(stored).sparklinesShown, false);
      await viewer.assertCalm();
    });

    test('in a plot of few hours no time is over another one', async () => {
      const viewer = await openSummary(setting);
      await choose(viewer, '#summary-name', 'traffic');
      await viewer.find('exchange-log-summary-plot .timeline-axis span');
      const places = await viewer.run(({ shadowRoot }) =>
        [...shadowRoot.querySelectorAll('exchange-log-summary-plot .timeline-axis span')].map((label) => {
          const { left, right } = label.getBoundingClientRect();
          return { left, right };
        }),
      );
      assert.ok(
        places.every(({ left }, place) => place === 0 || left >= places[place - 1].right),
        JSON.stringify(places),
      );
      await viewer.assertCalm();
    });

    test('the number of values of a facet leads to the summary of its field', async () => {
      const viewer = await setting.openPage({ hash: '#sample', prepare: forget });
      await viewer.showsAll(ALL);
      await viewer.click('#facets-toggle');
      await viewer.shows('[data-facet="recipient-domain"] .facet-more', /values/);
      await viewer.click('[data-facet="recipient-domain"] .facet-more');
      await until('the summary', async () => (await headings(viewer))[0] === 'Recipient domain');
      await viewer.shows('#summary-totals', /counted \d+ times in all/);
    });

    test('the delay by hop is a summary, saved as CSV, and leads to the slowest message and back', async () => {
      await DOWNLOADS.allow(setting);
      const viewer = await openSummary(setting);
      await choose(viewer, '#summary-name', 'delay-by-hop');
      const hops = await until('hops', async () => {
        const cells = await viewer.texts('#delays td');
        return cells.length > 0 && cells;
      });
      assert.match(hops[0], /RECEIVE to (RECEIVE|SEND|DELIVER)/);
      assert.match(await viewer.run((element) => element.link), /summary=delay-by-hop/);
      await (await viewer.find('#delays button')).focus();
      await press(viewer, 'Enter');
      await viewer.shows('#tab-messages[aria-selected=true]', /Messages/);
      await viewer.shows('#way-sentence', /\w/);
      await viewer.click('#back');
      await viewer.shows('#tab-summary[aria-selected=true]', /Summary/);
      await viewer.shows('#delays td', /RECEIVE to/);
      await viewer.click('#summary-csv');
      const text = await until('the file', () => downloaded(/^exchange-delays_2025.*\.csv$/));
      const { data } = parseCsv(text.slice(1).trimEnd(), ',');
      assert.deepEqual(data[0], ['Hop', 'Times', 'Median (ms)', '95th percentile (ms)', 'Largest (ms)']);
      assert.equal(data.length - 1, hops.length / data[0].length);
      assert.ok(hops[0].startsWith(data[1][0]));
      await choose(viewer, '#summary-name', 'rejections');
      await until('groups', async () => (await headings(viewer))[0] === 'Log');
      await viewer.assertCalm();
    });

    test('a narrow screen shows all of it, without scrolling sideways but in the table', async () => {
      const viewer = await openSummary(setting);
      await viewer.page.setViewport({ width: 320, height: 640 });
      await until('no room', async () => (await viewer.run(({ clientWidth }) => clientWidth)) <= 320);
      const wide = await viewer.run(({ shadowRoot }) =>
        [...shadowRoot.querySelectorAll('.app, .panel-summary, .summary-bar')]
          .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
          .map(({ className }) => className),
      );
      assert.deepEqual(wide, []);
      assert.ok((await rows(viewer)).length > 0, 'there are rows in view');
    });
  },
  {},
  { preferences: DOWNLOADS.preferences },
);
