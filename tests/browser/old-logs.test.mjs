/**
 * Logs of Exchange 5.5 to 2003: inferred conversations, and credentials that are shown only on request.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { forEachBrowser } from './support/harness.mjs';
import { until } from './support/viewer.mjs';

const fixture = (path) => fileURLToPath(new URL(`../fixtures/${path}`, import.meta.url));
const SERVICE_LOG = fixture('smtpsvc-w3c/EX03/LogFiles/SMTPSVC1/ex061009.log');
const LOCAL_LOG = fixture('smtpsvc-iis/SMTPSVC1/in090423.log');
const L_FILE = fixture('l-file-auth/L0000003.log');

/** The credentials in the L-file, which must not be shown unless requested. */
const SECRETS = ['YW5uYQ', 'aHVudGVyMg', 'TlRMTVNT', 'AGFubmEA'];

/** Everything that the page shows, and everything that it exports. */
async function textsOf(viewer) {
  const shown = await viewer.run((element) => element.shadowRoot.textContent);
  const exported = await Promise.all(
    ['ndjson', 'csv', 'text'].map((format) =>
      viewer.run(async (element, wanted) => (await element.export(wanted, { query: '' })).text(), format),
    ),
  );
  return { shown, exported };
}

/** Opens the first session that a query finds, and returns the text of its conversation. */
async function read(viewer, query) {
  await viewer.run((element, wanted) => {
    element.query = wanted;
  }, query);
  await viewer.shows('#counts', /^\d+ of \d+ sessions|^\d+ sessions?/);
  await (await viewer.find('exchange-log-sessions table')).focus();
  await viewer.page.keyboard.press('Home');
  await until('a row', async () => (await viewer.texts('exchange-log-sessions tbody tr[aria-selected=true]')).length);
  await viewer.page.keyboard.press('Enter');
  await viewer.shows('exchange-log-conversation h2', /./);
}

forEachBrowser((setting) => {
  test('the log of a virtual server is read as conversations that say how they were inferred', async () => {
    const viewer = await setting.openPage();
    const summary = await viewer.pick(SERVICE_LOG);
    assert.equal(summary.sessions, 3);
    assert.equal(summary.perFile[0].logType, 'smtpService');
    await read(viewer, 'helo:host7');
    await viewer.shows('exchange-log-conversation h2', /SMTP virtual server/);
    await viewer.shows('exchange-log-conversation .flag', /inferred from address, name and time/);
    await viewer.shows('exchange-log-conversation', /address and HELO name of the client; ended by QUIT/);
    await viewer.shows('exchange-log-conversation', /RCPT TO:<nobody@contoso\.com>/);
    await viewer.shows('exchange-log-conversation', /The session ended after 6219 ms/);
    await viewer.assertCalm();
  });

  test('times in local time are marked', async () => {
    const viewer = await setting.openPage();
    const summary = await viewer.pick(LOCAL_LOG);
    assert.equal(summary.perFile[0].localTimes, true);
    await read(viewer, 'helo:app01');
    await viewer.shows('exchange-log-conversation .flag', /local time; the log does not state its time zone/);
    await viewer.assertCalm();
  });

  test('credentials in an L-file are masked', async () => {
    const viewer = await setting.openPage();
    await viewer.pick(L_FILE);
    await read(viewer, 'auth:ntlm');
    await viewer.shows('exchange-log-conversation', /AUTH NTLM \*{5}/);
    await viewer.shows(
      'exchange-log-conversation',
      /334 VXNlcm5hbWU6[\s\S]*\*{5}[\s\S]*334 UGFzc3dvcmQ6[\s\S]*\*{5}[\s\S]*535 /,
    );
    const { shown, exported } = await textsOf(viewer);
    for (const secret of SECRETS) {
      assert.ok(![shown, ...exported].some((text) => text.includes(secret)), `${secret} is shown or exported`);
    }
    await viewer.assertCalm();
  });

  test('credentials are shown and exported on request, and masked again afterwards', async () => {
    const viewer = await setting.openPage();
    await viewer.pick(L_FILE);
    await read(viewer, 'auth:ntlm');
    await viewer.shows('exchange-log-conversation', /AUTH NTLM \*{5}/);
    assert.deepEqual(await viewer.texts('#credentials-shown'), []);

    await viewer.click('#tab-files');
    await viewer.shows(
      '#credentials-warning',
      /^Passwords and other credentials in the logs are masked\. If you turn this on/,
    );
    await viewer.shows('.places', /AUTH PLAIN \*{5}/);
    await viewer.click('#show-credentials');
    await viewer.shows(
      '#credentials-warning',
      /^Passwords and other credentials in the logs are shown and exported until/,
    );
    await viewer.shows('#credentials-shown', /Credentials are shown/);
    await viewer.shows('.places', /AUTH PLAIN AGFubmEA/);
    await viewer.click('#tab-sessions');
    await viewer.shows('exchange-log-conversation', /AUTH NTLM TlRMTVNT/);
    const { exported } = await textsOf(viewer);
    for (const secret of SECRETS.filter((one) => one !== 'AGFubmEA')) {
      assert.ok(exported[0].includes(secret) && exported[2].includes(secret), `${secret} is not exported`);
    }
    assert.ok(!(await viewer.page.evaluate(() => JSON.stringify({ ...localStorage }))).includes('redential'));

    await viewer.click('#credentials-shown button');
    await viewer.shows('exchange-log-conversation', /AUTH NTLM \*{5}/);
    assert.deepEqual(await viewer.texts('#credentials-shown'), []);
    const masked = await textsOf(viewer);
    assert.ok(![masked.shown, ...masked.exported].some((text) => SECRETS.some((secret) => text.includes(secret))));
    await viewer.assertCalm();
  });

  test('showing credentials has to be requested again for other logs', async () => {
    const viewer = await setting.openPage();
    await viewer.pick(L_FILE);
    await viewer.click('#tab-files');
    await viewer.click('#show-credentials');
    await viewer.shows('.places', /AUTH PLAIN AGFubmEA/);
    await viewer.call('clear');
    await viewer.pick(L_FILE);
    await viewer.click('#tab-files');
    await viewer.shows('.places', /AUTH PLAIN \*{5}/);
    assert.equal(await viewer.run((element) => element.shadowRoot.querySelector('#show-credentials').checked), false);
    assert.deepEqual(await viewer.texts('#credentials-shown'), []);
    await viewer.assertCalm();
  });
});
