/** The overview: the first view, totals, findings, small summaries, the verdict, and the way to their sessions and back. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { forEachBrowser } from './support/harness.mjs';
import { SAMPLE_FILES, sampleFile, writeLogs } from './support/logs.mjs';
import { axeSource } from './support/packages.mjs';
import { forget, placeOf, until } from './support/viewer.mjs';

const incident = (path) => readFileSync(new URL(`../incidents/${path}`, import.meta.url), 'utf8');

const fixture = (path) => readFileSync(new URL(`../fixtures/${path}`, import.meta.url), 'utf8');

const RECEIVE = [sampleFile('FrontEnd', 'RECV2025060308'), sampleFile('FrontEnd', 'RECV2025060309')];

const LOGS = {
  'RECV2026030208-1.LOG': incident('relay-denied/found.log'),
  'RECV2026030208-2.LOG': incident('failed-logons/not.log'),
  'CONNECTLOG2026030208-1.LOG': incident('unreachable-target/found.log'),
};

/** Logs without sessions. */
const ROWS = {
  'AgentTrace20260302-1.LOG': fixture('table-agent-log/TransportRoles/Logs/FrontEnd/AgentLog/AgentTrace20260302-1.LOG'),
  'HttpProxy_2026030208-1.LOG': fixture('table-http-proxy/EX19/Logging/HttpProxy/Ews/HttpProxy_2026030208-1.LOG'),
};

/** Opens logs, and waits for what is found in them. */
async function overview(setting, context, files = /** @type {Record<string, string>} */ (LOGS)) {
  const viewer = await setting.openPage({ prepare: forget, view: '' });
  await viewer.open(...writeLogs(context, files));
  await viewer.shows('#findings-status', /^Found /);
  await viewer.rests();
  return viewer;
}

/** Whether an element inside the viewer has the focus. */
const focused = (viewer, selector) =>
  viewer.run((element, wanted) => Boolean(element.shadowRoot.activeElement?.matches(wanted)), selector);

forEachBrowser((setting) => {
  test('findings are listed, the worst first, and lead to their sessions and back', async (context) => {
    const viewer = await overview(setting, context);
    assert.deepEqual(await viewer.texts('.findings h2'), ['▲ 1 problem', '◆ 2 warnings']);
    const titles = await viewer.texts('.finding h3');
    assert.equal(titles[0], 'Servers could not be reached');
    assert.equal(titles[1], 'Relaying was refused');
    await viewer.screenshot(`overview-${setting.browserName}-${setting.scheme}`);
    await viewer.click('#finding-relay-denied .figures button');
    await viewer.shows('#counts', /^1 of /);
    assert.equal(await viewer.run((element) => element.query), 'finding:relay-denied');
    await viewer.page.keyboard.press('Escape');
    await viewer.click('#tab-overview');
    await viewer.shows('#finding-relay-denied .finding-groups', /198\.51\.100\.7/);
    await viewer.click('#finding-relay-denied .finding-groups button');
    await viewer.shows('#counts', /^1 of /);
    assert.match(await viewer.run((element) => element.query), /^finding:relay-denied client:198\.51\.100\.7 /);
    await viewer.assertCalm();
  });

  test('a finding about logs names them and leads to the coverage, one about clocks to the sessions of its transfers', async (context) => {
    const viewer = await overview(setting, context, {
      'RECV2026030208-1.LOG': incident('log-incomplete/found.log'),
      'SEND2026030208-1.LOG': incident(
        'clock-offset/found/EX05/TransportRoles/Logs/Hub/ProtocolLog/SmtpSend/SEND2026030208-1.LOG',
      ).replaceAll('Intra-Organization SMTP Send Connector', 'EX05\\Internal'),
      'RECV2026030208-2.LOG': incident(
        'clock-offset/found/EX06/TransportRoles/Logs/Hub/ProtocolLog/SmtpReceive/RECV2026030208-1.LOG',
      ),
    });
    await viewer.shows('#finding-log-incomplete .finding-logs', /EX05, Front End Transport, SMTP Receive: 1 file\. /);
    await viewer.shows('#finding-clock-offset .finding-logs', /^The clock of EX05 is 7\.505 s ahead of that of EX06: /);
    await viewer.click('#finding-clock-offset .figures button');
    await viewer.shows('#counts', /^10 of /);
    await viewer.click('#tab-overview');
    await viewer.rests();
    await viewer.click('#finding-log-incomplete .figures button');
    await viewer.shows('#tab-coverage[aria-selected=true]', /Coverage/);
    await viewer.assertCalm();
  });

  test('the worst findings are named at the top, and each name leads to its finding', async (context) => {
    const viewer = await overview(setting, context);
    const titles = await viewer.texts('.finding h3');
    assert.deepEqual(await viewer.texts('#findings-worst button'), titles.slice(0, 3));
    await (await viewer.find('#findings-worst button')).focus();
    await viewer.page.keyboard.press('Enter');
    await until('the finding has the focus', () => focused(viewer, '#finding-unreachable-target .figures button'));
    await viewer.assertCalm();
  });

  test('a limit can be changed, and the findings follow', async (context) => {
    const viewer = await overview(setting, context);
    assert.equal((await viewer.texts('#finding-failed-logons')).length, 0);
    await viewer.run((element) => {
      for (const details of element.shadowRoot.querySelectorAll('.not-found, .limits')) details.open = true;
    });
    const missing = await viewer.texts('.not-found li');
    assert.ok(missing.some((text) => text.startsWith('Logons from one address failed often')));
    const limit = await viewer.find('[data-limit=failed-logons]');
    await limit.focus();
    await viewer.page.keyboard.press('ArrowDown');
    await viewer.page.keyboard.press('Tab');
    await viewer.shows('#finding-failed-logons .figures', /^9 sessions/);
    await viewer.click('#finding-failed-logons .figures button');
    await viewer.shows('#counts', /^9 of /);
    await viewer.assertCalm();
  });

  test('a clean log has no finding that needs attention', async (context) => {
    const viewer = await overview(setting, context, { 'RECV2026030208-1.LOG': incident('clear-text/not.log') });
    await viewer.shows('#panel-overview', /Nothing was found that needs attention/);
    await viewer.assertCalm();
  });

  test('of files in which nothing could be read nothing good is said, and they are a click away', async (context) => {
    const viewer = await setting.openPage({ prepare: forget, view: '' });
    await viewer.open(
      ...writeLogs(context, { 'readme.txt': 'Copy the logs to the share.\n', 'RECV2026030208-1.LOG': '' }),
    );
    await viewer.shows('#overview-unread', /^No log entries were read from what is open/);
    assert.deepEqual(await viewer.texts('#findings-status, #overview-missing, .overview-grid, #totals'), []);
    await viewer.click('#overview-unread button');
    await viewer.shows('#tab-files[aria-selected=true]', /^Files/);
    await viewer.click('.status .link:not([id])');
    await until('the diagnostics', () => focused(viewer, '#diagnostics'));
    await viewer.assertCalm();
  });

  test('of logs without sessions it leads to their rows', async (context) => {
    const viewer = await overview(setting, context, ROWS);
    const list = '.finding .figures button';
    await viewer.shows(list, /^List rows$/);
    const chosen = () => viewer.texts('[role=tab][aria-selected=true]');
    await viewer.click(list);
    await viewer.shows('#table-rows', /^2 rows$/);
    assert.deepEqual(await chosen(), ['Other logs (2)']);
    await viewer.page.setViewport({ width: 320, height: 640 });
    const { right } = await placeOf(await viewer.find('#table-csv'));
    assert.ok(right <= 320, 'its buttons are in a narrow window too');
    await viewer.page.setViewport({ width: 1400, height: 900 });
    await viewer.page.goBack();
    await viewer.shows('#overview-list', /^List all rows/);
    await viewer.click('#overview-list');
    await viewer.shows('#table-rows', /^\d rows$/);
    await viewer.click('#tab-sessions');
    await viewer.click('.empty-list .link');
    await until('the tables', async () => /^Other logs/.test((await chosen())[0]));
    await viewer.assertCalm();
  });

  test('the overview is used with the keyboard alone, and axe has no complaints', async (context) => {
    const viewer = await overview(setting, context);
    await viewer.page.keyboard.press('g');
    await viewer.page.keyboard.press('s');
    await viewer.shows('#tab-sessions[aria-selected=true]', /Sessions/);
    await viewer.page.keyboard.press('g');
    await viewer.page.keyboard.press('v');
    await viewer.shows('#findings-status', /^Found /);
    await until('the first line has the focus', () => focused(viewer, '#overview-open'));
    await viewer.page.evaluate(axeSource);
    const { violations } = await viewer.page.evaluate(() => /** @type {any} */ (globalThis).axe.run());
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`),
      [],
    );
    await (await viewer.find('#finding-unreachable-target .figures button')).focus();
    await viewer.page.keyboard.press('Enter');
    await viewer.shows('#tab-sessions[aria-selected=true]', /Sessions/);
    await viewer.shows('#counts', /^1 of /);
    await viewer.assertCalm();
  });

  test('the overview is shown first, and says what is open', async (context) => {
    const viewer = await overview(setting, context);
    await viewer.shows('#tab-overview[aria-selected=true]', /Overview/);
    assert.match((await viewer.texts('#overview-open'))[0] ?? '', /^3 files · .+ · \d+ sessions · 20\d\d-/);
    await viewer.shows('#overview-missing', /./);
    assert.ok((await viewer.texts('.overview-grid tbody tr')).length > 0);
    await viewer.click('#overview-list');
    await viewer.shows('#tab-sessions[aria-selected=true]', /Sessions/);
    await viewer.assertCalm();
  });

  test('a query leads to the list, and a view that somebody has chosen stays', async (context) => {
    const viewer = await overview(setting, context);
    await (await viewer.find('#query')).type('log:receive');
    await viewer.shows('#tab-sessions[aria-selected=true]', /Sessions/);
    await viewer.click('#tab-files');
    await viewer.open(...writeLogs(context, { 'RECV2026030209-1.LOG': incident('clear-text/not.log') }));
    await viewer.shows('#tab-files[aria-selected=true]', /Files/);
    await viewer.call('clear');
    const chosen = await viewer.choose(...SAMPLE_FILES);
    await viewer.run(async (element, input) => {
      element.query = 'code:5xx';
      await element.open([...input.files]);
    }, chosen);
    await viewer.shows('#tab-sessions[aria-selected=true]', /Sessions/);
    await viewer.assertCalm();
  });

  test('each total is what its query finds, and leads to it and back', async () => {
    const viewer = await setting.openPage({ prepare: forget, view: '' });
    await viewer.open(...SAMPLE_FILES);
    await viewer.shows('#card-clients tbody tr', /./);
    const buttons = await viewer.run((element) => element.shadowRoot.querySelectorAll('#totals [data-within]').length);
    assert.ok(buttons > 10, 'there are totals');
    for (const [place, text] of (await viewer.texts('#totals [data-within]')).entries()) {
      await viewer.shows('#totals tbody tr', /./);
      const within = await viewer.run((element, at) => {
        const button = element.shadowRoot.querySelectorAll('#totals [data-within]')[at];
        button.click();
        return button.dataset.within;
      }, place);
      await viewer.shows('#back', /Back to the overview/);
      const { sessions } = await viewer.call('count', await viewer.run((element) => element.query));
      if (within.startsWith('outcome:')) assert.equal(sessions.toLocaleString('en-US'), text);
      await viewer.page.keyboard.press('Escape');
      await viewer.run((element) => {
        element.query = '';
      });
      await viewer.click('#tab-overview');
    }
    await viewer.assertCalm();
  });

  test('a row of a small summary leads to its sessions and back, its heading to the summary', async () => {
    const viewer = await setting.openPage({ prepare: forget, view: '' });
    await viewer.open(...SAMPLE_FILES);
    await viewer.shows('#card-mailboxes', /./);
    await until('all rows', async () => !(await viewer.texts('.summary-card')).some((text) => /Counting/.test(text)));
    assert.equal((await viewer.texts('.summary-card')).length, 8);
    for (const rows of await viewer.run((element) =>
      [...element.shadowRoot.querySelectorAll('.summary-card')].map((card) => card.querySelectorAll('tbody tr').length),
    ))
      assert.ok(rows <= 5);
    const count = (await viewer.texts('#card-clients tbody tr:first-child .number'))[0];
    await viewer.click('#card-clients tbody tr:first-child button');
    await viewer.shows('#tab-sessions[aria-selected=true]', /Sessions/);
    await viewer.shows('#counts', new RegExp(`^${count} of `));
    await viewer.shows('#back', /Back to the overview/);
    await viewer.click('#back');
    await viewer.shows('#tab-overview[aria-selected=true]', /Overview/);
    await until('the focus on the row', () => focused(viewer, '#card-clients tbody tr:first-child button'));
    await viewer.click('#card-rejections h3 button');
    await viewer.shows('#tab-summary[aria-selected=true]', /Summary/);
    await viewer.shows('#summary-sentence', /Why mail or a logon was refused/);
    await viewer.assertCalm();
  });

  test('nothing above moves while logs are read and findings are looked for', async () => {
    const viewer = await setting.openPage({ prepare: forget, view: '' });
    await viewer.run((element) => {
      const places = /** @type {any} */ (globalThis);
      places.seen = new Set();
      const note = () => {
        const status = element.shadowRoot.querySelector('#findings-status');
        const bar = element.shadowRoot.querySelector('.tab-bar');
        if (status && bar)
          places.seen.add(Math.round(status.getBoundingClientRect().top - bar.getBoundingClientRect().top));
        requestAnimationFrame(note);
      };
      note();
    });
    await viewer.open(...RECEIVE);
    await viewer.shows('#findings-status', /^Found /);
    await viewer.shows('#card-clients tbody tr', /./);
    assert.equal(await viewer.page.evaluate(() => /** @type {any} */ (globalThis).seen.size), 1);
  });

  test('what is read stays where it is when a late file has findings and totals above it', async () => {
    const viewer = await setting.openPage({ prepare: forget, view: '' });
    await viewer.open(...RECEIVE);
    await viewer.shows('#findings-status', /^Found /);
    await viewer.shows('#card-rejections tbody tr', /./);
    const place = () =>
      viewer.run(({ shadowRoot }) => {
        const [card, panel] = ['#card-rejections', '#panel-overview'].map((one) => shadowRoot.querySelector(one));
        return Math.round(card.getBoundingClientRect().top - panel.getBoundingClientRect().top);
      });
    await viewer.run(({ shadowRoot }) => shadowRoot.querySelector('#card-rejections').scrollIntoView());
    const [before, findings] = [await place(), (await viewer.texts('.finding')).length];
    await viewer.open(...SAMPLE_FILES.filter((path) => !RECEIVE.includes(path)));
    await until('more findings', async () => (await viewer.texts('.finding')).length > findings);
    await viewer.shows('#findings-status', /^Found /);
    assert.equal(await place(), before);
    await viewer.assertCalm();
  });

  test('a narrow screen has the totals without scrolling sideways, and the grid says what is below', async () => {
    const viewer = await setting.openPage({ hash: '#sample', prepare: forget, view: '' });
    await viewer.shows('#findings-status', /^Found /);
    await viewer.shows('#overview-grid-note', /3 more rows are below: scroll the table\.$/);
    const counted = await viewer.run(({ shadowRoot }) => shadowRoot.querySelector('#tab-overview').title);
    assert.equal(counted, '11 findings that deserve attention: 4 problems, 7 warnings. 6 notes are not counted.');
    await viewer.page.setViewport({ width: 320, height: 640 });
    await until('no room', async () => (await viewer.run(({ clientWidth }) => clientWidth)) <= 320);
    const [width, room] = await viewer.run(({ shadowRoot }) => {
      const totals = shadowRoot.querySelector('.overview-totals');
      return [totals.scrollWidth, totals.clientWidth];
    });
    assert.ok(width <= room, `${width} of ${room}`);
    const names = await viewer.run(({ shadowRoot }) =>
      [...shadowRoot.querySelectorAll('#totals tbody tr:first-child td')].map((cell) => cell.dataset.name),
    );
    assert.deepEqual(names.slice(0, 3), ['Sessions or rows', 'Messages', 'Size']);
  });

  test('the verdict says who uses what, and is copied', async () => {
    const viewer = await setting.openPage({ prepare: forget, view: '' });
    await viewer.open(...SAMPLE_FILES);
    await viewer.click('#verdict-toggle');
    await viewer.shows('#verdict-status', /^\d+ Receive connectors?, \d+ Send connectors?, \d+ servers?\.$/);
    const entries = await viewer.texts('#verdict article');
    assert.ok(entries.some((text) => /in use/.test(text) && /by sessions: /.test(text)));
    assert.ok(entries.some((text) => /The other side accepted .*To \d+ domains?: .*senders?: /.test(text)));
    for (const text of entries) assert.match(text, /These logs cover |which cover |Message tracking has /);
    await viewer.screenshot(`verdict-${setting.browserName}-${setting.scheme}`);
    await viewer.run(() => {
      Object.defineProperty(navigator, 'clipboard', {
        value: { writeText: async (text) => Object.assign(globalThis, { copiedText: text }) },
      });
    });
    await viewer.click('#verdict-copy');
    const copied = await until('the copy', () => viewer.run(() => /** @type {any} */ (globalThis).copiedText));
    assert.match(copied, /^# Verdict for switching off\n\nThese logs cover /);
    assert.match(copied, /\n## Receive connectors\n\n- \*\*/);
    assert.match(copied, /\n## Send connectors\n\n- \*\*/);
    await viewer.click('#verdict article button');
    await viewer.shows('#back', /Back to the overview/);
    await viewer.click('#tab-overview');
    await viewer.shows('#overview-clear', /Clear/);
    await viewer.click('#overview-clear');
    await viewer.shows('#verdict-status', /connectors?, /);
    await viewer.assertCalm();
  });

  test('Escape closes the verdict, and only then leads a step back', async () => {
    const viewer = await setting.openPage({ prepare: forget });
    await viewer.open(...SAMPLE_FILES);
    await viewer.click('#tab-overview');
    await viewer.click('#verdict-toggle');
    await (await viewer.find('#verdict-copy')).focus();
    await viewer.page.keyboard.press('Escape');
    await until('the overview', async () => (await viewer.texts('#verdict')).length === 0);
    await viewer.find('#tab-overview[aria-selected=true]');
    await until('the focus', () => viewer.run(({ shadowRoot }) => shadowRoot.activeElement?.id === 'verdict-toggle'));
    await viewer.page.keyboard.press('Escape');
    await viewer.find('#tab-sessions[aria-selected=true]');
    await viewer.assertCalm();
  });
});
