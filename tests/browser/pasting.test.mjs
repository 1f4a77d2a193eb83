/** Pasting the lines of a log opens them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachSetting } from './support/harness.mjs';

const row = (number, event, data = '', context = '') =>
  `2026-03-02T08:00:00.${100 + number}Z,EX19\\Default Frontend EX19,08DE70D52F65E001,${number},192.0.2.19:25,198.51.100.40:5000,${event},${data},${context}`;
const ROWS = [
  row(0, '+'),
  row(1, '>', '220 mail.contoso.com Microsoft ESMTP MAIL Service ready'),
  row(2, '<', 'EHLO pasted.fabrikam.com'),
  row(3, '-', '', 'Local'),
];
const TEXT = ROWS.map((line) => `> ${line}\r\n`).join('');

/** Presses a key with Ctrl. */
async function pressWithCtrl(viewer, key) {
  await viewer.page.keyboard.down('Control');
  await viewer.page.keyboard.press(key);
  await viewer.page.keyboard.up('Control');
}

/** Copies a text from a text area of the page, and pastes it into the page or an element of the viewer. */
async function paste(viewer, text, selector = '') {
  await viewer.run((_, copied) => {
    const area = document.createElement('textarea');
    area.value = copied;
    document.body.append(area);
    area.select();
  }, text);
  await pressWithCtrl(viewer, 'c');
  await viewer.run((element, wanted) => {
    document.querySelector('textarea').remove();
    if (wanted) element.shadowRoot.querySelector(wanted).focus();
  }, selector);
  await pressWithCtrl(viewer, 'v');
}

forEachSetting((setting) => {
  test('pasted lines open as a file, and the conversation is read', async () => {
    const viewer = await setting.openPage();
    await viewer.shows('.start p', /Ctrl\+V/);
    await paste(viewer, TEXT);
    await viewer.shows('.status span', /^1 file$/);
    assert.deepEqual(await viewer.call('count', 'pasted.fabrikam.com'), { sessions: 1, entries: 1 });
    await (await viewer.find('exchange-log-sessions table')).focus();
    await viewer.page.keyboard.press('Home');
    await viewer.shows('exchange-log-sessions tbody tr[aria-selected=true]', /198\.51\.100\.40/);
    await viewer.page.keyboard.press('Enter');
    await viewer.shows('exchange-log-conversation', /EHLO pasted\.fabrikam\.com/);
    await paste(viewer, TEXT.replaceAll('65E001', '65E002'));
    await viewer.shows('.status span', /^2 files$/);
    assert.deepEqual(await viewer.call('count', 'file:"Pasted text 2"'), { sessions: 1, entries: 4 });
    await viewer.assertCalm();
  });

  test('text that is pasted into the search box stays there', async () => {
    const viewer = await setting.openPage();
    await viewer.find('#query');
    await paste(viewer, 'EHLO', '#query');
    assert.equal(await viewer.run((element) => element.shadowRoot.querySelector('#query').value), 'EHLO');
    await viewer.shows('.status span', /^No logs are open\.$/);
  });

  test('an empty clipboard is reported', async () => {
    const viewer = await setting.openPage();
    await viewer.find('[data-paste]');
    await paste(viewer, ' \n');
    await viewer.shows('.notice', /There is no text on the clipboard/);
  });
});
