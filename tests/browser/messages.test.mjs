/** Messages: found by each key, followed on the ladder by keyboard and pointer, and taken away for a ticket. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { downloadFolder } from './support/downloads.mjs';
import { forEachSetting } from './support/harness.mjs';
import { SAMPLE_FILES, sampleFile } from './support/logs.mjs';
import { axeSource } from './support/packages.mjs';
import { forget, until } from './support/viewer.mjs';

const ID = '<20250603080212.4C1F2@mx1.fabrikam.com>';

const HEADERS = [
  'Received: from mx1.fabrikam.com (203.0.113.25) by MBX01.contoso.com',
  ' (192.0.2.10) with Microsoft SMTP Server id 15.1.2507.6; Tue, 3 Jun 2025 08:02:11 +0000',
  'Received: from ws5.fabrikam.com by mx1.fabrikam.com with ESMTP id 4C1F2; Tue, 3 Jun 2025 10:02:08 +0200',
  'From: Nina Olsen <nina.olsen@fabrikam.com>',
  'To: Adele Vance <adele.vance@contoso.com>',
  'Subject: =?utf-8?B?RGVsaXZlcnkgbm90ZSA=?=',
  ' =?utf-8?Q?2025-118?=',
  `Message-ID: ${ID}`,
].join('\n');

/** Opens logs, and goes to the messages by keys. */
async function messages(setting, files = SAMPLE_FILES) {
  const viewer = await setting.openPage({ prepare: forget });
  await viewer.open(...files);
  await viewer.page.keyboard.press('g');
  await viewer.page.keyboard.press('m');
  await hasFocus(viewer, '#message-text');
  return viewer;
}

function hasFocus(viewer, selector) {
  return until(`the focus on ${selector}`, () =>
    viewer.run((element, wanted) => element.shadowRoot.activeElement?.matches(wanted), selector),
  );
}

/** Finds messages, and returns what the page says then. */
async function find(viewer, text, says = /^Understood as .*\d message/) {
  const box = await viewer.find('#message-text');
  await box.evaluate((node, value) => {
    Object.assign(node, { value });
    node.dispatchEvent(new Event('input', { bubbles: true }));
  }, text);
  await box.press('Enter');
  return await viewer.shows('#messages-status', says);
}

/** Finds a message by its Message-ID, and follows it by keys. */
async function follow(setting) {
  const viewer = await messages(setting);
  await find(viewer, ID);
  await (await viewer.find('[data-message]')).focus();
  await viewer.page.keyboard.press('Enter');
  await hasFocus(viewer, '[data-hop="0"]');
  return viewer;
}

/** What axe complains about. */
async function complaints(viewer) {
  await viewer.page.evaluate(axeSource);
  const { violations } = await viewer.page.evaluate(() => /** @type {any} */ (globalThis).axe.run());
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

const folder = downloadFolder();

forEachSetting(
  (setting) => {
    test('a message is found by Message-ID, sender, recipient, subject and pasted headers', async (context) => {
      const viewer = await messages(setting);
      for (const [text, says] of [
        [ID, /^Understood as a Message-ID\. 1 message\./],
        ['nina.olsen@fabrikam.com', /^Understood as the address of a sender or recipient\. /],
        ['adele.vance@contoso.com', /^Understood as the address of a sender or recipient\. /],
        ['Delivery note', /^Understood as words of a subject\. /],
        ['=?iso-8859-1?Q?Delivery=20note?=', /^Understood as words of a subject\. /],
        [HEADERS, /^Understood as the headers of a message\. /],
      ]) {
        context.diagnostic(await find(viewer, String(text), /** @type {RegExp} */ (says)));
        await viewer.shows('.messages li', /nina\.olsen@fabrikam\.com → adele\.vance@contoso\.com/);
      }
      assert.ok((await viewer.texts('.header-facts dd')).includes('Delivery note 2025-118'));
      const received = await viewer.texts('.message-search ~ .wide-table tbody tr');
      assert.equal(received.length, 2);
      assert.match(received[0], /ws5\.fabrikam\.com/);
      assert.match(received[1], /3\.000 s/);
      const rows = await (await viewer.find('#message-text')).evaluate((node) => /** @type {any} */ (node).rows);
      assert.ok(rows > 4, 'the box grows with its text');
      await viewer.assertCalm();
    });

    test('Escape leaves the box, and the keys of the page apply again', async () => {
      const viewer = await messages(setting);
      await viewer.page.keyboard.press('Escape');
      await hasFocus(viewer, '#messages-status');
      await viewer.page.keyboard.press('g');
      await viewer.page.keyboard.press('s');
      await hasFocus(viewer, 'exchange-log-sessions table');
      await viewer.assertCalm();
    });

    test('what is not found has a reason', async () => {
      const viewer = await messages(setting, [sampleFile('FrontEnd', 'SmtpReceive', '08-1')]);
      await find(
        viewer,
        'Delivery note',
        /No message was found\. Subjects are only in message tracking logs; none is open\./,
      );
      await find(viewer, ID);
      await viewer.open(sampleFile('MSGTRK'));
      await viewer.shows('.messages li', /Delivery note 2025-118/);
      await viewer.assertCalm();
    });

    test('the way is walked with the keyboard, and each hop opens its entry', async () => {
      const viewer = await follow(setting);
      const { keyboard } = viewer.page;
      await viewer.shows(
        '#way-sentence',
        /^Accepted from .* at 08:02:1\d.*delivered to adele\.vance@contoso\.com at 08:02:12/,
      );
      const kinds = await viewer.texts('.ladder-head .kind');
      assert.ok(kinds.includes('Front End Transport') && kinds.includes('Transport'), String(kinds));
      const hops = (await viewer.texts('[data-hop]')).length;
      assert.ok(hops >= 3, `${hops} hops`);
      assert.equal((await viewer.texts('.steps tbody tr')).length, hops);
      const labels = await viewer.run(({ shadowRoot }) =>
        [...shadowRoot.querySelectorAll('[data-hop]')].map((step) => step.getAttribute('aria-label')),
      );
      assert.match(
        labels[0],
        /^1\. 2025-06-03 08:02:11\.\d+Z 250 .* proxied, .*, Front End Transport MBX01, SMTP Send/,
      );
      assert.equal(new Set(labels).size, hops);
      await viewer.screenshot(`messages-${setting.browserName}-${setting.scheme}`);
      await keyboard.press('ArrowDown');
      await hasFocus(viewer, '[data-hop="1"]');
      await keyboard.press('ArrowUp');
      await keyboard.press('ArrowDown');
      await keyboard.press('Enter');
      await viewer.find('exchange-log-conversation .entry.target');
      await hasFocus(viewer, 'exchange-log-conversation *');
      await keyboard.press('Backspace');
      await hasFocus(viewer, '[data-hop="1"][tabindex="0"]');
      await keyboard.press('Escape');
      await hasFocus(viewer, '[data-message]');
      await viewer.assertCalm();
    });

    test('Back of the browser leads from the way of a message to the list, and Forward to the way', async () => {
      const viewer = await messages(setting);
      await viewer.click('[data-message]');
      await viewer.find('#way-sentence');
      const [sentence] = await viewer.texts('#way-sentence');
      await viewer.rests();
      await viewer.page.goBack();
      await hasFocus(viewer, '[data-message]');
      await viewer.rests();
      await viewer.page.goForward();
      await hasFocus(viewer, '[data-hop="0"]');
      assert.deepEqual(await viewer.texts('#way-sentence'), [sentence]);
      await find(viewer, 'nobody@example.com', /No message was found/);
      await viewer.rests();
      await viewer.page.goBack();
      await hasFocus(viewer, '[data-hop="0"]');
      assert.deepEqual(await viewer.texts('#way-sentence'), [sentence]);
      assert.equal(await viewer.run(({ shadowRoot }) => shadowRoot.querySelector('#message-text').value), '');
      await viewer.assertCalm();
    });

    test('a session and a value lead to their message', async () => {
      const viewer = await follow(setting);
      await (await viewer.find('[data-hop="0"] .first')).evaluate((node) =>
        node.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true })),
      );
      await viewer.click('exchange-log-conversation #follow-message');
      await hasFocus(viewer, '[data-hop="0"]');
      await (await viewer.find('#way-sentence')).evaluate((node) => {
        const head = node.parentElement?.querySelector('.way-head h2');
        head?.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, composed: true, button: 2 }));
      });
      await viewer.shows('[data-item=messages]', /^Follow this message$/);
      await viewer.click('[data-item=messages]');
      await hasFocus(viewer, '[data-hop="0"]');
      await viewer.assertCalm();
    });

    test('the delays are shown and closed by one button, and by Escape, which leaves the focus there', async () => {
      const viewer = await messages(setting);
      const { keyboard } = viewer.page;
      const isPressed = () => viewer.run(({ shadowRoot }) => shadowRoot.querySelector('#measure-delays').ariaPressed);
      const isClosed = () => until('no delays', async () => (await viewer.texts('#delays')).length === 0);
      await (await viewer.find('#measure-delays')).focus();
      await keyboard.press('Enter');
      await viewer.shows('#delays td', /RECEIVE to/);
      await hasFocus(viewer, '#measure-delays');
      assert.equal(await isPressed(), 'true');
      await keyboard.press('Enter');
      await isClosed();
      await hasFocus(viewer, '#measure-delays');
      assert.equal(await isPressed(), 'false');
      await keyboard.press('Enter');
      await (await viewer.find('#delays button')).focus();
      await keyboard.press('Escape');
      await isClosed();
      await hasFocus(viewer, '#measure-delays');
      await keyboard.press('Escape');
      await viewer.find('#tab-sessions[aria-selected=true]');
      await viewer.assertCalm();
    });

    test('the way is saved as text, Markdown and a drawing', async () => {
      await folder.allow(setting);
      const viewer = await follow(setting);
      for (const [id, ending, start] of [
        ['save-text', 'txt', /^From: nina\.olsen@fabrikam\.com\r\n/],
        ['save-markdown', 'md', /^- From: `nina\.olsen@fabrikam\.com`\r\n/],
        ['save-svg', 'svg', /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" /],
      ]) {
        await viewer.click(`#${id}`);
        const text = await until(`the file .${ending}`, () => folder.take(`exchange-message_2025-06-03.${ending}`));
        assert.match(text, /** @type {RegExp} */ (start));
        assert.ok(text.includes('4C1F2'));
      }
      await viewer.assertCalm();
    });

    test('the latest messages are listed until something is looked for', async () => {
      const viewer = await messages(setting);
      await viewer.shows('#messages-status', /^\d+ messages in the open logs, the most recently active first\.$/);
      const latest = await viewer.texts('[data-message]');
      assert.ok(latest.length > 1, 'the sample has several');
      await find(viewer, ID);
      assert.notDeepEqual(await viewer.texts('[data-message]'), latest);
      await find(viewer, '', /in the open logs/);
      assert.deepEqual(await viewer.texts('[data-message]'), latest);
      await viewer.assertCalm();
    });

    test('axe has no complaints, and nothing is cut in a narrow window', async () => {
      const viewer = await messages(setting);
      await find(viewer, HEADERS);
      assert.deepEqual(await complaints(viewer), []);
      await viewer.click('[data-message]');
      await hasFocus(viewer, '[data-hop="0"]');
      assert.deepEqual(await complaints(viewer), []);
      await viewer.page.setViewport({ width: 320, height: 640 });
      assert.deepEqual(await complaints(viewer), []);
      const { inner, outer } = await viewer.run(({ shadowRoot }) => {
        const panel = shadowRoot.querySelector('#panel-messages');
        return { inner: panel.scrollWidth, outer: panel.clientWidth };
      });
      assert.ok(inner <= outer, `${inner} px in ${outer} px`);
      await viewer.assertCalm();
    });
  },
  {},
  { preferences: folder.preferences },
);
