/** axe-core looks at every view and state of the page, in both colour schemes and at three widths. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachSetting } from './support/harness.mjs';
import { SAMPLE_FILES } from './support/logs.mjs';
import { axeSource } from './support/packages.mjs';
import { forget, until } from './support/viewer.mjs';

const WINDOWS = [
  { width: 1280, height: 800 },
  { width: 640, height: 400 },
  { width: 320, height: 640 },
];

/**
 * How the page is looked at. Colours do not depend on the width, nor what is where on the theme, so that not every pair of them is
 * needed; axe takes seconds for a view, in Firefox twice as long.
 */
const [WIDE, ENLARGED, NARROW] = WINDOWS;
const LOOKS = {
  chromium: [...WINDOWS.map((size) => ({ theme: 'light', size })), { theme: 'dark', size: WIDE }],
  firefox: [
    { theme: 'dark', size: ENLARGED },
    { theme: 'light', size: NARROW },
  ],
};

/** What axe finds: the rule, and the elements. */
async function complaints(viewer) {
  const result = await viewer.page.evaluate(async () => {
    const { violations, passes } = await /** @type {any} */ (globalThis).axe.run();
    return {
      violations: violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]),
      passes: passes.length,
    };
  });
  assert.ok(result.passes > 10, 'axe looked at the page');
  return result.violations;
}

const setQuery = (viewer, query) =>
  viewer.run((element, text) => {
    element.query = text;
  }, query);

const closed = (viewer, selector) =>
  until(`${selector} to close`, async () => (await viewer.texts(selector)).length === 0);

/** Opens a menu by its button, and waits until it is there. */
async function openMenu(viewer, id) {
  await viewer.click(`[popovertarget=${id}]`);
  await viewer.find(`#${id}:popover-open`);
}

/** Asks for the menu of a value, as a right click does. */
async function askMenu(viewer, selector) {
  await (await viewer.find(selector)).evaluate((node) => {
    const place = { clientX: 20, clientY: 40, button: 2 };
    node.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, composed: true, cancelable: true, ...place }));
  });
  await viewer.find('.value-menu:popover-open');
}

async function closeMenu(viewer, id) {
  await viewer.run(({ shadowRoot }, name) => shadowRoot.querySelector(`#${name}`).hidePopover(), id);
}

/** Shows the timeline, or hides it again where there is no room for it. */
async function showTimeline(viewer, isShown) {
  const { pressed, roomy } = await viewer.run((element) => ({
    pressed: element.shadowRoot.querySelector('#timeline-toggle').ariaPressed === 'true',
    roomy: element.clientWidth >= 480 && element.clientHeight >= 560,
  }));
  if (pressed !== (isShown || roomy)) {
    await viewer.click('#timeline-toggle');
  }
}

/** The views and states, in an order in which one leads to the next. Each waits until it is there. */
const STATES = {
  'the start': (viewer) => viewer.find('.start'),
  'the list': async (viewer) => {
    await viewer.open(...SAMPLE_FILES);
    await viewer.find('#row-5');
  },
  'the export menu': (viewer) => openMenu(viewer, 'export'),
  'the view menu': async (viewer) => {
    await closeMenu(viewer, 'export');
    await openMenu(viewer, 'view-menu');
  },
  'the columns': async (viewer) => {
    await viewer.click('#choose-columns');
    await viewer.find('#columns-dialog[open] .columns-list');
  },
  facets: async (viewer) => {
    await viewer.click('#columns-close');
    await closed(viewer, '#columns-dialog[open]');
    await viewer.page.keyboard.press('f');
    await viewer.find('[data-facet=outcome] li');
  },
  'the menu of facets': (viewer) => openMenu(viewer, 'facet-fields'),
  'the timeline, narrowed': async (viewer) => {
    await closeMenu(viewer, 'facet-fields');
    await viewer.click('#facets-hide');
    await showTimeline(viewer, true);
    await viewer.find('.timeline-plot path.bars');
    await (await viewer.find('#timeline-plot')).focus();
    await viewer.page.keyboard.press('Enter');
    await viewer.find('.timeline-period');
    await openMenu(viewer, 'series');
    await viewer.click('#series-current');
    await viewer.find('.series');
    await (await viewer.find('#timeline-plot')).focus();
    await viewer.find('.bin-text');
  },
  'the menu of series': (viewer) => openMenu(viewer, 'series'),
  'a conversation': async (viewer) => {
    await closeMenu(viewer, 'series');
    await viewer.click('.series-remove');
    await showTimeline(viewer, false);
    await setQuery(viewer, 'code:5xx');
    await viewer.openRow(0);
    await viewer.find('exchange-log-conversation .entry.matched');
    await viewer.find('.also-in, .facts');
  },
  'raw fields': async (viewer) => {
    await viewer.click('.entry .sequence');
    await viewer.find('.raw');
  },
  'the menu of an entry': async (viewer) => {
    await askMenu(viewer, '.entry.matched .data');
    await viewer.find('.value-menu [role=menuitemradio]');
  },
  'parts of the query': async (viewer) => {
    await viewer.page.keyboard.press('Escape');
    await closed(viewer, '.value-menu');
    await setQuery(viewer, 'code:5xx log:receive');
    await viewer.find('#parts');
    await viewer.click('.part:last-child .part-text');
    await viewer.find('.part.is-off');
  },
  'the conversation alone': async (viewer) => {
    if ((await viewer.texts('#maximise')).length > 0) await viewer.click('#maximise');
    await viewer.find('.reading.single');
  },
  'a query that finds nothing': async (viewer) => {
    await viewer.click('#close-conversation');
    await setQuery(viewer, 'nothing-has-this');
    await viewer.find('.empty-list');
  },
  'a query with an error': async (viewer) => {
    await setQuery(viewer, 'gap>soon');
    await viewer.find('#query-problem');
  },
  'the summary': async (viewer) => {
    await setQuery(viewer, '');
    await closed(viewer, '#query-problem');
    await viewer.click('#tab-summary');
    await viewer.find('exchange-log-summary #row-2');
  },
  'the menu of measures': (viewer) => openMenu(viewer, 'measures'),
  'the names of addresses': async (viewer) => {
    await viewer.click('#summary-names');
    await viewer.find('#own-names[open]');
  },
  'a summary over time': async (viewer) => {
    await viewer.page.keyboard.press('Escape');
    await closed(viewer, '#own-names[open]');
    await closeMenu(viewer, 'measures');
    await (await viewer.find('#summary-name')).select('traffic');
    await viewer.find('exchange-log-summary-plot path');
  },
  'the delay by hop': async (viewer) => {
    await (await viewer.find('#summary-name')).select('delay-by-hop');
    await viewer.find('#delays td');
  },
  'other logs': async (viewer) => {
    await viewer.click('#tab-tables');
    await viewer.openRow(0);
    await viewer.find('.row-detail');
  },
  'the menu of columns': (viewer) => openMenu(viewer, 'columns'),
  'files with a form': async (viewer) => {
    await closeMenu(viewer, 'columns');
    await viewer.click('#tab-files');
    await viewer.click('[data-change="0"]');
    await viewer.find('.file-form');
  },
  'removing a file': async (viewer) => {
    await viewer.click('[data-remove="0"]');
    await viewer.find('[data-remove="0"][aria-expanded=true]');
  },
  'credentials shown': async (viewer) => {
    await viewer.click('#show-credentials');
    await viewer.find('#credentials-shown');
  },
  coverage: async (viewer) => {
    await viewer.click('#tab-coverage');
    await viewer.find('[data-cell]');
  },
  'found messages': async (viewer) => {
    await viewer.click('#tab-messages');
    await (await viewer.find('#message-text')).evaluate((node) => {
      Object.assign(node, { value: 'nina.olsen@fabrikam.com' });
    });
    await viewer.click('#message-find');
    await viewer.find('[data-message]');
  },
  'the way of a message': async (viewer) => {
    await viewer.click('[data-message]');
    await viewer.find('[data-hop]');
  },
  'what is saved': async (viewer) => {
    await setQuery(viewer, 'code:5xx');
    await viewer.find('#save-query:enabled');
    await openMenu(viewer, 'saved-menu');
  },
  'saving a search': async (viewer) => {
    await viewer.click('#save-query');
    await viewer.find('#saved[open]');
    await viewer.click('#save-now');
    await closed(viewer, '#saved[open]');
    await viewer.click('#manage-saved');
    await viewer.find('#saved[open]');
    await viewer.click('#saved [aria-expanded]');
    await viewer.find('.edit-form');
  },
  'the list of commands': async (viewer) => {
    await viewer.click('#saved-close');
    await closed(viewer, '#saved[open]');
    await setQuery(viewer, '');
    await viewer.click('#palette-button');
    await viewer.find('#palette[open]');
  },
  'the help': async (viewer) => {
    await viewer.page.keyboard.press('Escape');
    await closed(viewer, '#palette[open]');
    await viewer.click('#help-button');
    await viewer.shows('#help[open]', /gap/);
  },
  messages: async (viewer) => {
    await viewer.click('#help .dialog-head button');
    await closed(viewer, '#help[open]');
    await viewer.run((element) => element.open([new File([`PK\x03\x04${'?'.repeat(40)}`], 'logs.zip')]));
    await viewer.run((element) => element.open([new File(['no log'], 'notes.txt')]));
    await viewer.find('.notice.error');
  },
  diagnostics: async (viewer) => {
    await viewer.click('#tab-files');
    await viewer.find('.diagnostic');
  },
  'the question before closing': async (viewer) => {
    await viewer.click('#close-all');
    await viewer.find('#closing[open]');
  },
};

forEachSetting(
  (setting) => {
    for (const { theme, size } of LOOKS[setting.browserName]) {
      test(`axe finds nothing to complain about (${theme}, ${size.width} × ${size.height})`, async () => {
        const viewer = await setting.openPage({ prepare: forget });
        await viewer.page.setViewport(size);
        await (await viewer.find('#theme')).select(theme);
        await viewer.page.evaluate(axeSource);
        const found = {};
        for (const [name, enter] of Object.entries(STATES)) {
          await enter(viewer);
          const those = await complaints(viewer);
          if (those.length === 0) continue;
          found[name] = those;
          await viewer.screenshot(`axe-${setting.browserName}-${theme}-${size.width}-${name.replaceAll(' ', '-')}`);
        }
        assert.deepEqual(found, {});
      });
    }
  },
  { scheme: 'http' },
);
