/** Logs whose rows are grouped: the events of a message, the actions of agents, the requests of a user. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { forEachBrowser } from './support/harness.mjs';
import { writeLogs } from './support/logs.mjs';
import { until } from './support/viewer.mjs';

const FIXTURES = new URL('../fixtures/', import.meta.url);

/** Logs of three kinds, with the names that a server gives them. */
function logs(context) {
  const text = (path) => readFileSync(fileURLToPath(new URL(path, FIXTURES)));
  return writeLogs(context, {
    'MSGTRK2026030208-1.LOG': text('tracking-2016/EX01/TransportRoles/Logs/MessageTracking/MSGTRK2026030208-1.LOG'),
    'AGENTLOG20260304-1.LOG': text('agent-log/EDGE01/TransportRoles/Logs/Edge/AgentLog/AGENTLOG20260304-1.LOG'),
    'u_ex260305.log': text('http-owa/EX01/W3SVC1/u_ex260305.log'),
  });
}

/** Opens the first of the sessions that a query finds; `found` is their number, which differs from that of the query before. */
async function openSession(viewer, query, found = 1) {
  viewer.run((element, text) => {
    element.query = text;
  }, query);
  await viewer.shows('#counts', new RegExp(`^${found} of \\d+ sessions`));
  await (await viewer.find('exchange-log-sessions table')).focus();
  await until('the row under the cursor', async () => {
    await viewer.page.keyboard.press('Home');
    return (await viewer.texts('exchange-log-sessions tbody tr[aria-selected=true]')).length === 1;
  });
  await viewer.page.keyboard.press('Enter');
  await until('a conversation', async () => (await viewer.texts('.entries .entry')).length > 0);
}

forEachBrowser((setting) => {
  test('the events of a message are shown with servers, recipients and reasons', async (context) => {
    const viewer = await setting.openPage();
    await viewer.open(...logs(context));
    await openSession(viewer, 'code:550 log:tracking');
    const text = (await viewer.texts('.entries .entry-text')).join('\n');
    assert.match(text, /RECEIVE SMTP[\s\S]*EX01 · nobody@contoso\.com/);
    assert.match(text, /550 5\.1\.10 RESOLVER/);
    assert.match(text, /Delivery failed permanently/);
    assert.match((await viewer.texts('.conversation-head'))[0], /Rejected[\s\S]*<two@fabrikam\.com>/);
    assert.match((await viewer.texts('.facts'))[0], /=cmd\(\)[\s\S]*First server/);
    await viewer.assertCalm();
  });

  test('agents and requests are explained, and secrets stay hidden', async (context) => {
    const viewer = await setting.openPage();
    await viewer.open(...logs(context));
    await openSession(viewer, 'log:agent code:550');
    assert.match((await viewer.texts('.facts'))[0], /Content Filter Agent: RejectMessage/);
    await openSession(viewer, 'log:http user:*megan', 2);
    await until('the requests', async () => /service\.svc/.test((await viewer.texts('.entries'))[0]));
    await (await viewer.find('.conversation-head input[type=checkbox]')).click();
    await until('the fields', async () => /password=\*{5}/.test((await viewer.texts('.entries'))[0]));
    assert.doesNotMatch((await viewer.texts('.entries'))[0], /hunter2|eyJ0/);
    assert.match((await viewer.texts('.conversation-head'))[0], /Accepted/);
    await viewer.assertCalm();
  });
});
