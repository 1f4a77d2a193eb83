/** Following a connection and a message from log to log, one click at a time. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { forEachBrowser } from './support/harness.mjs';
import { until } from './support/viewer.mjs';

const FIXTURE = fileURLToPath(new URL('../fixtures/joins/', import.meta.url));
const LOGS = readdirSync(FIXTURE, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.log$/i.test(path))
  .map((path) => join(FIXTURE, path));

const headline = (viewer) => viewer.texts('exchange-log-conversation h2');

/** Opens another session from the card "Also in". */
async function follow(viewer, pattern) {
  const links = () => viewer.texts('exchange-log-conversation .also-in [data-related]');
  const place = await until(`a link ${pattern}`, async () => {
    const found = (await links()).findIndex((text) => pattern.test(text));
    return found >= 0 ? found + 1 : 0;
  });
  await viewer.click(`exchange-log-conversation .also-in li:nth-child(${place}) [data-related]`);
}

forEachBrowser((setting) => {
  test('a message is followed from the front end to the connection that relayed it', async () => {
    const viewer = await setting.openPage();
    await viewer.open(...LOGS);
    viewer.run((element) => {
      element.query = 'session:08DE70D52F656001 log:receive';
    });
    await viewer.shows('#counts', /^1 of \d+ sessions/);
    await (await viewer.find('exchange-log-sessions table')).focus();
    await viewer.page.keyboard.press('Home');
    await viewer.shows('exchange-log-sessions tbody tr[aria-selected=true]', /198\.51\.100\.8/);
    await viewer.page.keyboard.press('Enter');
    await viewer.shows('exchange-log-conversation h2', /SMTP Receive\s+198\.51\.100\.8:40000/);
    await viewer.shows('.also-in', /other side of the proxy/);
    await follow(viewer, /^SMTP Send/);
    await viewer.shows('exchange-log-conversation h2', /SMTP Send/);
    await viewer.shows('exchange-log-conversation', /Proxying inbound session with session id 08DE70D52F656001/);
    await follow(viewer, /^SMTP Receive/);
    await viewer.shows('exchange-log-conversation h2', /SMTP Receive/);
    assert.equal((await headline(viewer)).length, 1);
    await viewer.assertCalm();
  });
});
