/** Reading a conversation: what is said once, and what is copied. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachBrowser } from './support/harness.mjs';
import { SAMPLE_FILES, truthOf, writeLogs } from './support/logs.mjs';
import { until } from './support/viewer.mjs';

const row = (number, event, data = '', context = '') =>
  `2026-03-02T08:00:0${number}.000Z,EX19\\Default Frontend EX19,08DE70D52F65E001,${number},192.0.2.19:25,198.51.100.40:5000,${event},${data},${context}`;
const REFUSAL = '550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain';
const ROWS = [
  '#Software: Microsoft Exchange Server',
  '#Log-type: SMTP Receive Protocol Log',
  '#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context',
  row(0, '+'),
  row(1, '*', 'SMTPAcceptAnyRecipient', 'Set Session Permissions'),
  row(2, '<', 'MAIL FROM:<ann@contoso.com>'),
  row(3, '>', '250 2.1.0 Sender OK'),
  row(4, '<', 'RCPT TO:<bob@fabrikam.com>'),
  row(5, '>', REFUSAL),
  row(6, '<', 'RCPT TO:<carl@fabrikam.com>'),
  row(7, '>', REFUSAL),
  row(8, '-', '', 'Local'),
];

/** Opens the log and its only conversation. */
async function openConversation(setting, context) {
  const viewer = await setting.openPage();
  await viewer.open(...writeLogs(context, { 'RECV.LOG': ROWS.map((line) => `${line}\r\n`).join('') }));
  await viewer.shows('#counts', /^1 session/);
  await (await viewer.find('exchange-log-sessions table')).focus();
  await viewer.page.keyboard.press('Home');
  await viewer.page.keyboard.press('Enter');
  await viewer.shows('exchange-log-conversation', /carl@fabrikam\.com/);
  return viewer;
}

async function pressWithCtrl(viewer, key) {
  await viewer.page.keyboard.down('Control');
  await viewer.page.keyboard.press(key);
  await viewer.page.keyboard.up('Control');
}

/** Copies what is selected from the text of one entry to that of another, and returns what is then pasted. */
async function copied(viewer, from, to) {
  await viewer.run(
    ({ shadowRoot }, [first, last]) => {
      shadowRoot.querySelector('.talk').focus();
      // The values in a text are elements of their own.
      const place = (entry, characters) => {
        const walker = document.createTreeWalker(
          shadowRoot.querySelector(`#entry-${entry} .data`),
          NodeFilter.SHOW_TEXT,
        );
        let left = characters;
        while (walker.nextNode()) {
          const text = /** @type {Text} */ (walker.currentNode);
          if (left <= text.length) {
            return [text, left];
          }
          left -= text.length;
        }
        throw new Error(`entry ${entry} is shorter`);
      };
      const selection = shadowRoot.getSelection?.() ?? document.getSelection();
      selection.setBaseAndExtent(...place(first, 0), ...place(last, 8));
    },
    [from, to],
  );
  await pressWithCtrl(viewer, 'c');
  await viewer.run(() => {
    const area = document.createElement('textarea');
    document.body.append(area);
    area.focus();
  });
  await pressWithCtrl(viewer, 'v');
  return viewer.run(() => {
    const area = document.querySelector('textarea');
    area.remove();
    return area.value;
  });
}

forEachBrowser((setting) => {
  test('an explanation that repeats is said once, and is one click away', async (context) => {
    const viewer = await openConversation(setting, context);
    const [why] = await viewer.texts('#entry-5 .why');
    assert.match(why, /relay/i);
    assert.deepEqual(await viewer.texts('#entry-7 .why'), []);
    assert.deepEqual(await viewer.texts('#entry-7 .why-above'), ['Explained at entry 5']);
    await (await viewer.find('#entry-7 .why-above button')).click();
    await until('the entry', async () => (await viewer.texts('#entry-5.target')).length === 1);
    await viewer.assertCalm();
  });

  test('data and context can be distinguished', async (context) => {
    const viewer = await openConversation(setting, context);
    const titles = await viewer.run(({ shadowRoot }) =>
      [...shadowRoot.querySelectorAll('#entry-1 .text > span[title]')].map(({ title, textContent }) => [
        title,
        textContent,
      ]),
    );
    assert.deepEqual(titles, [
      ['data', 'SMTPAcceptAnyRecipient'],
      ['context', 'Set Session Permissions'],
    ]);
    await viewer.assertCalm();
  });

  test('entries that are selected are copied as lines', async (context) => {
    const viewer = await openConversation(setting, context);
    const lines = (await copied(viewer, 4, 7)).trimEnd().split(/\r?\n/);
    assert.equal(lines.length, 5);
    assert.match(lines[0], /^\d\d:00:04\.000 {2}C: RCPT TO:<bob@fabrikam\.com>$/);
    assert.match(lines[1], /^\d\d:00:05\.000 {2}S: 550 5\.7\.54 SMTP; Unable to relay/);
    assert.match(lines[2], /^ +\^ .*relay/i);
    assert.match(lines[4], /^\d\d:00:07\.000 {2}S: 550 5\.7\.54/);
    await viewer.assertCalm();
  });

  test('a part of one entry is copied as it is', async (context) => {
    const viewer = await openConversation(setting, context);
    assert.equal(await copied(viewer, 4, 4), 'RCPT TO:');
    await viewer.assertCalm();
  });

  /** Opens the session of the sample that a query finds by keys, in a viewer of that size. */
  async function openOfSample(query, width, height) {
    const viewer = await setting.openPage({ hash: '#sample' });
    await viewer.page.setViewport({ width, height });
    await viewer.showsAll(truthOf(SAMPLE_FILES).sessions);
    await viewer.writeQuery(query);
    await viewer.shows('#counts', / of /);
    await (await viewer.find('exchange-log-sessions table')).focus();
    await viewer.page.keyboard.press('Home');
    await viewer.page.keyboard.press('Enter');
    await viewer.find('exchange-log-conversation .entries');
    await viewer.rests();
    return viewer;
  }

  /** Whether all of an element is inside of another one. */
  const isWithin = (viewer, inner, outer) =>
    viewer.run(
      ({ shadowRoot }, selectors) => {
        const [one, other] = selectors.map((selector) => shadowRoot.querySelector(selector).getBoundingClientRect());
        return one.top >= other.top - 1 && one.bottom <= other.bottom + 1;
      },
      [inner, outer],
    );

  test('the entry that a session is opened for is in sight', async () => {
    const viewer = await openOfSample('code:550', 1280, 800);
    await until('the entry', () => isWithin(viewer, '.entry.target', '.talk'));
    await viewer.assertCalm();
  });

  test('a session that is opened by keys in a narrow viewer begins with its facts', async () => {
    const viewer = await openOfSample('outcome:accepted log:receive', 640, 700);
    assert.equal(await viewer.run(({ shadowRoot }) => shadowRoot.querySelector('.conversation-body').scrollTop), 0);
    await viewer.assertCalm();
  });
});
