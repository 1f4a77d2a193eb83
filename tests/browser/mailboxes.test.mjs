/** Mailbox sessions: POP3 and IMAP4 conversations are readable and show no passwords. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachBrowser } from './support/harness.mjs';
import { writeLogs } from './support/logs.mjs';
import { until } from './support/viewer.mjs';

/** A POP3 log of a server that logs passwords in plain text. */
const POP3 = [
  '#Log-type: POP3 Log',
  '#Fields: dateTime,sessionId,seqNumber,sIp,cIp,user,duration,rqsize,rpsize,command,parameters,context',
  '2025-06-03T08:00:00.000Z,0000000000000001,0,192.0.2.10:995,198.51.100.7:5001,,4,0,62,OpenSession,,',
  '2025-06-03T08:00:00.100Z,0000000000000001,1,192.0.2.10:995,198.51.100.7:5001,scanner,1,12,5,user,scanner,R=OK',
  '2025-06-03T08:00:00.300Z,0000000000000001,2,192.0.2.10:995,198.51.100.7:5001,scanner,163,15,34,pass,geheimnis7,' +
    '"R=""-ERR [IN-USE] Mailbox is in use."""',
  '2025-06-03T08:00:00.400Z,0000000000000001,3,192.0.2.10:995,198.51.100.7:5001,,0,0,0,CloseSession,,',
  '',
].join('\r\n');

/** Searches, and opens the only session that is found. */
async function openOnly(viewer, query) {
  viewer.run((element, text) => {
    element.query = text;
  }, query);
  await viewer.shows('#counts', /^1 of \d+ sessions?/);
  await (await viewer.find('exchange-log-sessions table')).focus();
  await viewer.page.keyboard.press('Home');
  await until('a cursor', async () => (await viewer.texts('tbody tr[aria-selected=true]')).length === 1);
  await viewer.page.keyboard.press('Enter');
  await viewer.shows('exchange-log-conversation', /Mailbox session/);
  const [text] = await viewer.texts('exchange-log-conversation');
  return text.replaceAll(/\s+/g, ' ');
}

/** The text of a column in the row of that session. */
async function cell(viewer, key) {
  const [text] = await viewer.texts(`exchange-log-sessions tbody td[data-key=${key}]`);
  return text;
}

async function openSample(setting) {
  const viewer = await setting.openPage({ hash: '#sample' });
  await viewer.shows('#counts', /^\d+ sessions$/);
  return viewer;
}

forEachBrowser((setting) => {
  test('an IMAP4 session shows who logged on, what was done, and what was refused', async () => {
    const viewer = await openSample(setting);
    const text = await openOnly(viewer, 'log:imap4 port:1993');
    assert.equal(await cell(viewer, 'outcome'), 'Rejected');
    assert.match(text, /Authentication succeeded Attempt 1 LOGIN · ann@contoso\.com · succeeded/);
    assert.match(text, /Client name Example Mail/);
    assert.match(text, /C: ?Client login ann@contoso\.com \*{5}/);
    assert.match(text, /took 6\.2\d* s · 49 bytes in, 1\.15 MB out/);
    assert.match(text, /The folder does not exist\./);
    assert.match(text, /Slowest command UID FETCH/);
    assert.match(text, /Ann Example · UserMailbox/);
    assert.match(text, /DB01 · mbx01\.contoso\.com/);
    await viewer.screenshot(`imap4-${setting.browserName}-${setting.scheme}`);
    await viewer.assertCalm();
  });

  test('a refused logon is a failed session, with the reason in words', async () => {
    const viewer = await openSample(setting);
    const text = await openOnly(viewer, 'log:imap4 auth:failed user:bob');
    assert.equal(await cell(viewer, 'outcome'), 'Failed');
    assert.match(text, /Authentication failed Attempt 1 LOGIN · bob@contoso\.com · failed: ProxyNotAuthenticated/);
    assert.match(text, /mbx01\.contoso\.com 1993 SSL · not accepted: ProxyNotAuthenticated/);
    assert.match(text, /This front end proxied the logon/);
  });

  test('a POP3 session is readable and shows no password', async (context) => {
    const viewer = await setting.openPage();
    const empty = POP3.slice(0, POP3.indexOf('2025'));
    await viewer.pick(...writeLogs(context, { 'POP32025060308-1.LOG': POP3, 'POP32025060309-1.LOG': empty }));
    const text = await openOnly(viewer, 'verb:pass');
    assert.equal(await cell(viewer, 'log'), 'POP3');
    assert.match(text, /Authentication failed Attempt 1 USER\/PASS · scanner · failed/);
    assert.match(text, /pass \*{5}/);
    assert.match(text, /locked by another session of the same user/);
    await viewer.screenshot(`pop3-${setting.browserName}-${setting.scheme}`);
    assert.doesNotMatch(await viewer.run((element) => element.shadowRoot.innerHTML), /geheim/);
    await viewer.assertCalm();
  });
});
