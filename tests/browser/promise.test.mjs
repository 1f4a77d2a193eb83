/** The promise: logs stay on this computer, and their contents are only ever text. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachSetting } from './support/harness.mjs';
import { HEADER, receiveRow, SAMPLE_FILES, writeLogs } from './support/logs.mjs';
import { until } from './support/viewer.mjs';

/** Markup and script, in every text field of a log. Quotes are doubled as in CSV. */
const HOSTILE = [
  '<img src=http://leak.example/i onerror=hostileRan=1>',
  '<script>hostileRan=1</script>',
  '<b id=hostile>bold</b>',
  '</style><style>*{background:url(http://leak.example/s)}</style>',
  'javascript:hostileRan=1',
  '{{constructor.constructor(`hostileRan=1`)()}}',
  '$' + '{hostileRan=1}',
  '<a href=http://leak.example/a>link</a>',
];
const MARKUP = HOSTILE.join(' ');

/** A session with markup and script in every text field. */
function hostileLog() {
  const fields = { connector: `MBX01\\${MARKUP}`, context: MARKUP };
  const quoted = (text) => `"${text.replaceAll('"', '""')}"`;
  const rows = [
    receiveRow(0, '+', '', fields),
    receiveRow(1, '<', quoted(`EHLO ${MARKUP}`), fields),
    receiveRow(2, '<', quoted(`MAIL FROM:<${HOSTILE[0]}@fabrikam.com>`), fields),
    receiveRow(3, '>', quoted(`550 5.7.1 ${MARKUP}`), fields),
    receiveRow(4, '*', quoted(MARKUP), fields),
    receiveRow(5, '*', quoted(` CN=${MARKUP} CN=${MARKUP} 0A 0B ${MARKUP}`), {
      ...fields,
      context: 'Sending certificate Subject Issuer name Serial number Thumbprint Subject alternate names',
    }),
    receiveRow(6, '-', '', { ...fields, context: `Remote(${MARKUP})` }),
  ];
  return HEADER + rows.join('');
}

/** What must never exist: elements from the log, and the traces of their scripts. */
function signsOfMarkup(element) {
  const inside = (root) => {
    const all = [...root.querySelectorAll('*')];
    return [...all, ...all.flatMap((node) => (node.shadowRoot ? inside(node.shadowRoot) : []))];
  };
  const bad = inside(element.getRootNode()).filter(
    (node) =>
      node.matches('img, #hostile, a[href], iframe, object, embed, style:not(head > style)') ||
      (node.matches('script') && node.textContent.includes('hostileRan=1</')) ||
      [...node.attributes].some(({ name }) => name.startsWith('on')),
  );
  return { elements: bad.map((node) => node.outerHTML.slice(0, 200)), ran: 'hostileRan' in globalThis };
}

forEachSetting((setting) => {
  test('nothing leaves while logs are opened, searched, read and exported', async () => {
    const viewer = await setting.openPage();
    await viewer.pick(...SAMPLE_FILES);
    await viewer.drop(SAMPLE_FILES[0]);
    await viewer.run((element) => {
      element.query = 'code:5xx';
    });
    await viewer.shows('#counts', / of /);
    await (await viewer.find('exchange-log-sessions table')).focus();
    await viewer.page.keyboard.press('Home');
    await until(
      'a cursor',
      async () => (await viewer.texts('exchange-log-sessions tbody tr[aria-selected=true]')).length === 1,
    );
    await viewer.page.keyboard.press('Enter');
    await viewer.shows('exchange-log-conversation', /5\d\d /);
    for (const format of ['ndjson', 'csv', 'text']) {
      const size = await viewer.run(async (element, name) => (await element.export(name, { query: '' })).size, format);
      assert.ok(size > 1000, `${format}: ${size} bytes`);
    }
    await viewer.call('clear');
    viewer.requests.assertNothingLeft();
    await viewer.assertCalm();
  });

  test('a log of markup and script is shown as text', async (context) => {
    const viewer = await setting.openPage();
    const summary = await viewer.open(...writeLogs(context, { 'RECV2025060308-1.LOG': hostileLog() }));
    assert.deepEqual([summary.sessions, summary.entries], [1, 7]);
    await until('the row', async () => (await viewer.texts('exchange-log-sessions tbody tr')).length === 1);
    await (await viewer.find('exchange-log-sessions table')).focus();
    await viewer.page.keyboard.press('Home');
    await until(
      'a cursor',
      async () => (await viewer.texts('exchange-log-sessions tbody tr[aria-selected=true]')).length === 1,
    );
    await viewer.page.keyboard.press('Enter');
    for (const text of HOSTILE) {
      await until(`${text} as text`, async () =>
        (await viewer.texts('exchange-log-conversation')).some((shown) => shown.includes(text)),
      );
    }
    await viewer.click('#tab-files');
    await viewer.shows('.app', /RECV2025060308-1\.LOG/);
    await viewer.run((element, text) => {
      element.query = text;
    }, HOSTILE[0]);
    assert.deepEqual(await viewer.run(signsOfMarkup), { elements: [], ran: false });
    viewer.requests.assertNothingLeft();
    await viewer.assertCalm();
  });
});
