/** Links to a view: copying one, and following it before and after the logs are opened. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachSetting } from './support/harness.mjs';
import { serveHost } from './support/hosts.mjs';
import { SAMPLE_FILES, truthOf } from './support/logs.mjs';
import { until } from './support/viewer.mjs';

const ALL = truthOf(SAMPLE_FILES).sessions;

async function openSample(setting, options = {}) {
  const viewer = await setting.openPage(options);
  await viewer.open(...SAMPLE_FILES);
  await viewer.find('#counts');
  return viewer;
}

const query = (viewer) => viewer.run((element) => element.query);
const tab = (viewer) => viewer.run(({ shadowRoot }) => shadowRoot.querySelector('[role=tab][aria-selected=true]')?.id);
const tabIs = (viewer, name) => until(`the tab ${name}`, async () => (await tab(viewer)) === `tab-${name}`);
const title = (viewer) => viewer.texts('exchange-log-conversation h2').then(([text]) => text?.replace(/\s+/g, ' '));

async function search(viewer, text) {
  await viewer.run((element, wanted) => {
    element.query = wanted;
  }, text);
  await viewer.shows('#counts', / of /);
}

/** The link that the button copies. */
async function copied(viewer) {
  await viewer.run(() => {
    Object.assign(globalThis, { copiedText: '' });
    const keep = async (text) => {
      Object.assign(globalThis, { copiedText: text });
    };
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: keep }, configurable: true });
  });
  await viewer.click('#copy-link');
  return until('the copied link', () => viewer.run(() => /** @type {any} */ (globalThis).copiedText));
}

forEachSetting((setting) => {
  test('a copied link shows the same session over the same logs, opened before it or after', async () => {
    const viewer = await openSample(setting);
    await search(viewer, 'code:550 log:receive');
    await viewer.openRow(0);
    await viewer.find('exchange-log-conversation .entry');
    const before = await viewer.page.url();
    const link = await copied(viewer);
    assert.equal(await viewer.page.url(), before, 'nothing is written to the address bar');
    await viewer.shows('.notice', /^The link was copied\./);
    assert.match(
      link,
      /^(http:|file:).+#v=1&q=code:550\+log:receive&view=sessions&zone=utc&log=smtpReceive&session=\w+&start=/,
    );
    const shown = await title(viewer);
    const hash = link.slice(link.indexOf('#'));

    const later = await setting.openPage({ hash });
    await until('the search', async () => (await query(later)) === 'code:550 log:receive');
    await later.shows('.notice', /applies as soon as you open the logs/);
    await later.open(...SAMPLE_FILES);
    await until('the session', async () => (await title(later)) === shown);
    assert.deepEqual(await later.texts('.notice'), []);
    await later.requests.assertNothingLeft();

    const other = await openSample(setting);
    await other.page.evaluate((fragment) => {
      location.hash = fragment;
    }, hash);
    await until('the session', async () => (await title(other)) === shown);
    assert.equal(await query(other), 'code:550 log:receive');
    await other.page.evaluate(() => history.back());
    await until('all sessions', async () => (await query(other)) === '');
    await other.page.evaluate(() => history.forward());
    await until('the session again', async () => (await title(other)) === shown);
    await other.assertCalm();
  });

  test('a link shows a summary in the zone, and says what it could not find', async () => {
    const viewer = await openSample(setting);
    await viewer.click('#tab-summary');
    await (await viewer.find('#summary-name')).select('tls');
    await viewer.find('exchange-log-summary #row-0');
    const link = await copied(viewer);
    await (await viewer.find('#summary-name')).select('slow');
    const later = await openSample(setting, { hash: link.slice(link.indexOf('#')) });
    await tabIs(later, 'summary');
    assert.equal(await later.run(({ shadowRoot }) => shadowRoot.querySelector('#summary-name').value), 'tls');

    const lost = await openSample(setting, {
      hash: '#v=1&q=tls:none&zone=local&view=nowhere&hue=7&log=smtpReceive&session=08D0000000000000',
    });
    await until('the search', async () => (await query(lost)) === 'tls:none');
    await lost.shows('.notice', /^The session 08D0000000000000 that the link names is not in these logs\./);
    await lost.shows('#counts', / of /);
    assert.equal(await lost.run(({ shadowRoot }) => shadowRoot.querySelector('[data-zone=local]').ariaPressed), 'true');
    assert.equal(await tab(lost), 'tab-sessions');
    const messages = await lost.texts('.notices');
    assert.match(messages.join(' '), /(left out|more message)/);
    await lost.assertCalm();
  });
});

forEachSetting(
  (setting) => {
    test('in a page of others the address is not the viewer’s: scripts read and set the fragment', async (context) => {
      const url = await serveHost(context, {
        html: '<!doctype html><title>Wiki</title><exchange-log-viewer></exchange-log-viewer><script src="/viewer/site/viewer.js"></script>',
      });
      const viewer = await setting.openPage({ url, hash: '#v=1&q=code:5xx' });
      await viewer.open(...SAMPLE_FILES);
      await viewer.showsAll(ALL);
      assert.deepEqual(await viewer.texts('#copy-link'), []);
      const fragment = await viewer.run(async (element) => {
        /** @type {any} */ (element).link = 'v=1&q=code:5xx&view=coverage';
        return /** @type {any} */ (element).link;
      });
      assert.equal(typeof fragment, 'string');
      await tabIs(viewer, 'coverage');
      await until('the link', async () =>
        (await viewer.run((element) => /** @type {any} */ (element).link)).startsWith('v=1&q=code:5xx&view=coverage'),
      );
      assert.ok((await viewer.page.url()).endsWith('#v=1&q=code:5xx'));
    });
  },
  { scheme: 'http' },
);
