/** The list of all commands, the keys of the page, and when they do not apply. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachSetting } from './support/harness.mjs';
import { serveHost } from './support/hosts.mjs';
import { SAMPLE_FILES, truthOf } from './support/logs.mjs';
import { forget, until } from './support/viewer.mjs';

const ALL = truthOf(SAMPLE_FILES).sessions;

async function openSample(setting) {
  const viewer = await setting.openPage({ prepare: forget });
  await viewer.open(...SAMPLE_FILES);
  await viewer.showsAll(ALL);
  return viewer;
}

const press = async (viewer, ...keys) => {
  for (const key of keys) await viewer.page.keyboard.press(key);
};

const control = async (viewer, key) => {
  await viewer.page.keyboard.down('Control');
  await viewer.page.keyboard.press(key);
  await viewer.page.keyboard.up('Control');
};

const focusOn = async (viewer, selector) => (await viewer.find(selector)).focus();

const focusIs = (viewer, selector) =>
  until(`the focus on ${selector}`, () =>
    viewer.run(({ shadowRoot }, wanted) => Boolean(shadowRoot.activeElement?.matches(wanted)), selector),
  );

const panel = (viewer) =>
  viewer.run(({ shadowRoot }) => shadowRoot.querySelector('[role=tab][aria-selected=true]')?.id);

const panelIs = (viewer, name) => until(`the tab ${name}`, async () => (await panel(viewer)) === `tab-${name}`);

const isClosed = (viewer) =>
  until('the palette to close', async () => (await viewer.texts('#palette[open]')).length === 0);

/** Opens the palette, types, and waits for what is found first. */
async function findCommand(viewer, typed, first) {
  await control(viewer, 'k');
  await viewer.find('#palette[open]');
  await focusIs(viewer, '#palette-field');
  await viewer.page.keyboard.type(typed);
  await viewer.shows('.palette-item[aria-selected=true] .palette-name', first);
}

/** Finds a command and runs it. */
async function runCommand(viewer, typed, first) {
  await findCommand(viewer, typed, first);
  await press(viewer, 'Enter');
  await isClosed(viewer);
}

forEachSetting(
  (setting) => {
    test('commands are found by parts of their words, and run', async () => {
      const viewer = await openSample(setting);
      await runCommand(viewer, 'cov', /^Coverage$/);
      await panelIs(viewer, 'coverage');
      await runCommand(viewer, 'dark the', /^Theme: dark$/);
      assert.equal(await viewer.run((element) => element.getAttribute('theme')), 'dark');
      await runCommand(viewer, 'rejec', /^Rejections$/);
      await panelIs(viewer, 'summary');
      await focusIs(viewer, 'exchange-log-summary *');
      assert.equal(await viewer.run(({ shadowRoot }) => shadowRoot.querySelector('#summary-name').value), 'rejections');
      await viewer.assertCalm();
    });

    test('what was chosen is listed first, keys are at the right, and the list says how many there are', async () => {
      const viewer = await openSample(setting);
      await runCommand(viewer, 'local time', /^Switch between/);
      await control(viewer, 'k');
      await viewer.shows('#palette-0 .palette-name', /^Switch between UTC and local time$/);
      assert.deepEqual(await viewer.texts('#palette-0 kbd'), ['u']);
      await viewer.shows('#palette [role=status]', /^\d+ results/);
      await press(viewer, 'ArrowDown');
      await viewer.find('#palette-1[aria-selected=true]');
      await press(viewer, 'ArrowUp', 'ArrowUp');
      assert.equal(
        await viewer.run(({ shadowRoot }) => {
          const field = shadowRoot.querySelector('#palette-field');
          return shadowRoot.querySelector(`#${field.getAttribute('aria-activedescendant')}`).ariaSelected;
        }),
        'true',
      );
      await viewer.page.keyboard.type('zzzz');
      await viewer.shows('#palette [role=status]', /^Nothing has these words/);
      await press(viewer, 'Enter', 'Escape');
      await isClosed(viewer);
      await viewer.assertCalm();
    });

    test('files and servers of the logs narrow the search, and a file is shown among all', async () => {
      const viewer = await openSample(setting);
      await runCommand(viewer, 'only entries imap4be', /^Only entries of IMAP4BE/);
      await until('the query', async () => /^file:/.test(await viewer.run((element) => element.query)));
      await viewer.shows('#counts', / of /);
      await runCommand(viewer, 'only server', /^Only the server /);
      await until('both', async () => /server:/.test(await viewer.run((element) => element.query)));
      await runCommand(viewer, 'clear search', /^Clear the search$/);
      await viewer.showsAll(ALL);
      await runCommand(viewer, 'show imap4be files', /^Show IMAP4BE/);
      await panelIs(viewer, 'files');
      await focusIs(viewer, '[data-change]');
      await viewer.assertCalm();
    });

    test('the mouse opens, chooses and closes', async () => {
      const viewer = await openSample(setting);
      await (await viewer.find('#palette-button')).click();
      await focusIs(viewer, '#palette-field');
      await (await viewer.find('[data-item=files]')).click();
      await isClosed(viewer);
      await panelIs(viewer, 'files');
      await (await viewer.find('#palette-button')).click();
      await viewer.find('#palette[open]');
      await viewer.page.mouse.click(5, 5);
      await isClosed(viewer);
    });

    test('g and a letter lead to each view; the views are shown meanwhile, for a moment', async () => {
      const viewer = await openSample(setting);
      for (const [letter, name] of Object.entries({
        u: 'summary',
        o: 'tables',
        f: 'files',
        c: 'coverage',
        s: 'sessions',
      })) {
        await press(viewer, 'g');
        await viewer.shows('#go-hint', /s\s+Sessions.*c\s+Coverage/s);
        await press(viewer, letter);
        await panelIs(viewer, name);
        assert.deepEqual(await viewer.texts('#go-hint'), ['']);
      }
      await focusIs(viewer, 'exchange-log-sessions *');
      await press(viewer, 'g', 'Escape', 'c');
      assert.equal(await panel(viewer), 'tab-sessions');
      await press(viewer, 'g');
      await viewer.shows('#go-hint', /Sessions/);
      await until('the hint to go', async () => (await viewer.texts('#go-hint'))[0] === '');
      await press(viewer, 'c');
      assert.equal(await panel(viewer), 'tab-sessions');
      await viewer.assertCalm();
    });

    test('the search box is reached by / and Ctrl+F, the palette from inside it, and j and k move in the list', async () => {
      const viewer = await openSample(setting);
      await press(viewer, '/');
      await focusIs(viewer, '#query');
      await viewer.page.keyboard.type('j?gs');
      assert.equal(await viewer.run((element) => element.query), 'j?gs');
      assert.deepEqual(await viewer.texts('#help[open]'), []);
      await control(viewer, 'k');
      await viewer.find('#palette[open]');
      await press(viewer, 'Escape');
      await focusIs(viewer, '#query');
      await press(viewer, 'Escape');
      await viewer.showsAll(ALL);
      await focusOn(viewer, 'exchange-log-sessions table');
      await press(viewer, 'j', 'j');
      await viewer.find('#row-1[aria-selected=true]');
      await press(viewer, 'k');
      await viewer.find('#row-0[aria-selected=true]');
      await control(viewer, 'f');
      await focusIs(viewer, '#query');
      await viewer.assertCalm();
    });

    test('Escape goes back step by step', async () => {
      const viewer = await openSample(setting);
      await press(viewer, 'g', 'u');
      await panelIs(viewer, 'summary');
      await press(viewer, 'g', 'c');
      await panelIs(viewer, 'coverage');
      await press(viewer, 'Escape');
      await panelIs(viewer, 'summary');
      await press(viewer, 'Escape');
      await panelIs(viewer, 'sessions');
    });

    test('keys of a character do not apply in a dialog, and not at all once they are turned off', async () => {
      const viewer = await openSample(setting);
      await press(viewer, '?');
      await viewer.find('#help[open]');
      const keys = await viewer.texts('#help .keys kbd');
      for (const key of ['/', '?', 'j', 'N', 'g u', 'Ctrl+K', 'Esc'])
        assert.ok(keys.includes(key), `the help has ${key}`);
      await press(viewer, 'g', 'c', 'f');
      await (await viewer.find('#letter-keys')).click();
      await press(viewer, 'Escape');
      await until('the help to close', async () => (await viewer.texts('#help[open]')).length === 0);
      assert.equal(await panel(viewer), 'tab-sessions');
      await focusOn(viewer, 'exchange-log-sessions table');
      await press(viewer, 'g', 'c', '?', 'j', '/');
      assert.equal(await panel(viewer), 'tab-sessions');
      assert.deepEqual(await viewer.texts('#help[open]'), []);
      await runCommand(viewer, 'single character', /^Turn keys of a single character/);
      await press(viewer, 'g', 'c');
      await panelIs(viewer, 'coverage');
      await viewer.assertCalm();
    });
  },
  { scheme: 'http' },
);

forEachSetting(
  (setting) => {
    test('in a page of others, keys are the viewer’s only while the focus is in it', async (context) => {
      const url = await serveHost(context, {
        html: '<!doctype html><title>Wiki</title><button id="own">Own</button><exchange-log-viewer></exchange-log-viewer><script src="/viewer/site/viewer.js"></script>',
      });
      const viewer = await setting.openPage({ url });
      await viewer.find('#sample');
      const isOpen = async () => (await viewer.texts('#palette[open], #help[open]')).length > 0;
      await control(viewer, 'k');
      await press(viewer, '?', '/');
      assert.equal(await isOpen(), false);
      await viewer.page.focus('#own');
      await control(viewer, 'k');
      await press(viewer, '?');
      assert.equal(await isOpen(), false);
      await focusOn(viewer, '#sample');
      await control(viewer, 'k');
      await until('the palette', isOpen);
    });
  },
  { scheme: 'http' },
);
