/** Characters that turn text or do not show: the page names them, and nothing beside them moves. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tarOf } from '../../www/test/support/archives.js';
import { forEachBrowser } from './support/harness.mjs';
import { HEADER, receiveRow, writeLogs } from './support/logs.mjs';
import { until } from './support/viewer.mjs';

const RLO = '\u202e';
const HELO = `EHLO ${RLO}moc.osotnoc\u200b.example`;
const HEBREW = '550 5.1.1 \u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd 7 \u05d4\u05d5\u05d3\u05e2\u05d5\u05ea';
const FLOOD = `MAIL FROM:<z${'\u0310'.repeat(300)}algo@contoso.com>`;
const LOG =
  HEADER +
  receiveRow(0, '+') +
  receiveRow(1, '<', HELO) +
  receiveRow(2, '<', FLOOD) +
  receiveRow(3, '>', `${HEBREW} \u2067x\u2069`) +
  receiveRow(4, '-');

/** Opens the log under a name that pretends to be another. */
async function openMarked(setting, context) {
  const viewer = await setting.openPage();
  const name = `RECV${RLO}GOL.txt`;
  await viewer.open(...writeLogs(context, { 'a.tar': tarOf([{ name, data: LOG }]) }));
  return viewer;
}

/** Code points of all text that is drawn, and of all attributes that are read out, that no page should have. */
function strays(element) {
  const found = [];
  const isStray = (text) => /(?![\t\n])[\p{Cc}\p{Cf}]/u.test(text);
  const walker = document.createTreeWalker(element.shadowRoot, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Element) {
      for (const { name, value } of node.attributes) if (isStray(value)) found.push(`${name}=${value}`);
    } else if (isStray(node.textContent ?? '')) {
      found.push(node.textContent);
    }
  }
  return found;
}

forEachBrowser((setting) => {
  test('marks name what does not show: list, conversation, files, printed and copied text', async (context) => {
    const viewer = await openMarked(setting, context);
    const helo = await viewer.shows('td[data-key=helo]', /moc/);
    assert.equal(helo, '<U+202E>moc.osotnoc<U+200B>.example');
    await viewer.click('tr[data-y="0"]');
    await viewer.shows('.entry .data', /<U\+202E>moc\.osotnoc<U\+200B>\.example/);
    await viewer.shows('.entry .data', /z\u0310{4}<U\+0310 × 296>algo/);
    await viewer.shows('.entry .data', /<U\+2067>x<U\+2069>/);
    assert.deepEqual(await viewer.run(strays), []);
    await viewer.screenshot(`marks-conversation-${setting.browserName}-${setting.scheme}`);
    await viewer.click('#tab-files');
    await viewer.shows('th.mono', /^RECV<U\+202E>GOL\.txt/);
    assert.deepEqual(await viewer.run(strays), []);
    await viewer.screenshot(`marks-files-${setting.browserName}-${setting.scheme}`);
    await viewer.assertCalm();
  });

  test('a mark has a name, and Hebrew does not turn what is beside it', async (context) => {
    const viewer = await openMarked(setting, context);
    await viewer.click('tr[data-y="0"]');
    const mark = await viewer.find('.entry .hidden-character');
    assert.equal(await mark.evaluate((node) => node.getAttribute('aria-label')), 'Right-to-left override');
    const lefts = await until('the Hebrew entry', () =>
      viewer.run((element) => {
        const data = [...element.shadowRoot.querySelectorAll('.entry .data')].find((one) => one.querySelector('bdi'));
        if (!data) return null;
        const run = data.querySelector('bdi');
        const leftOf = (node, from, to) => {
          const range = document.createRange();
          range.setStart(node, from);
          range.setEnd(node, to);
          return range.getBoundingClientRect().left;
        };
        const text = document.createTreeWalker(data, NodeFilter.SHOW_TEXT);
        const letters = [...run.childNodes].find((node) => node.nodeType === Node.TEXT_NODE);
        return {
          code: leftOf(text.nextNode(), 0, 3),
          first: leftOf(letters, 0, 1),
          second: leftOf(letters, 1, 2),
          mark: data.querySelector('.hidden-character').getBoundingClientRect().left,
        };
      }),
    );
    // The code is to the left of the run, its letters go from right to left, and the mark follows it.
    assert.ok(
      lefts.code < lefts.second && lefts.second < lefts.first && lefts.first < lefts.mark,
      JSON.stringify(lefts),
    );
  });
});
