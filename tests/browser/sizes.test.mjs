/** The page in windows of all sizes: what fits is shown, and nothing is out of reach. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachSetting } from './support/harness.mjs';
import { SAMPLE_FILES, truthOf } from './support/logs.mjs';
import { forget, until } from './support/viewer.mjs';

const ALL = truthOf(SAMPLE_FILES).sessions;

/** Windows and what fits: 640×400 is 1280×800 at 200 %, 853×533 at 150 %. */
const SIZES = [
  { width: 2560, height: 1440, arrangement: 'beside', timeline: true },
  { width: 1280, height: 800, arrangement: 'stacked', timeline: true },
  { width: 1024, height: 700, arrangement: 'stacked', timeline: true },
  { width: 853, height: 533, arrangement: 'single', timeline: false },
  { width: 640, height: 800, arrangement: 'stacked', timeline: true },
  { width: 640, height: 400, arrangement: 'single', timeline: false },
  { width: 320, height: 640, arrangement: 'single', timeline: false },
];

async function openSample(setting, size = SIZES[1]) {
  // Without what another test has chosen.
  const viewer = await setting.openPage({ hash: '#sample', prepare: forget });
  await viewer.page.setViewport({ width: size.width, height: size.height });
  await viewer.showsAll(ALL);
  await until('rows', async () => (await viewer.texts('exchange-log-sessions tbody tr')).length > 3);
  return viewer;
}

async function openFirst(viewer) {
  await (await viewer.find('exchange-log-sessions table')).focus();
  await viewer.page.keyboard.press('Home');
  await until('a row', async () => (await viewer.texts('tbody tr[aria-selected=true]')).length === 1);
  await viewer.page.keyboard.press('Enter');
  await viewer.shows('exchange-log-conversation', /./);
}

/** The box of what matches and is visible; null if nothing is. */
const boxOf = (viewer, selector) =>
  viewer.run((element, wanted) => {
    const node = element.shadowRoot.querySelector(wanted);
    return node?.checkVisibility({ visibilityProperty: true }) ? node.getBoundingClientRect().toJSON() : null;
  }, selector);

const exists = async (viewer, selector) => (await viewer.texts(selector)).length > 0;

/** How list and conversation are arranged, measured. */
function arrangementOf(list, conversation) {
  if (list === null) return 'single';
  return conversation.left >= list.right ? 'beside' : 'stacked';
}

forEachSetting(
  (setting) => {
    for (const size of SIZES) {
      test(`list and conversation can be used at ${size.width} × ${size.height}`, async () => {
        const viewer = await openSample(setting, size);
        await until('the timeline', async () => (await exists(viewer, 'exchange-log-timeline')) === size.timeline);
        const [alone, facets] = [await boxOf(viewer, '.list'), await boxOf(viewer, '.facets')];
        const width = alone.width + (facets?.width ?? 0);
        assert.ok(alone.height >= 190 && width >= size.width - 1, `the list: ${JSON.stringify(alone)}`);
        assert.equal(facets !== null, size.width >= 1500, 'facets where there is room');
        assert.ok(alone.bottom <= size.height, 'it ends in the window');
        await openFirst(viewer);
        await until(
          'the arrangement',
          async () => ((await boxOf(viewer, '.list')) === null) === (size.arrangement === 'single'),
        );
        const [list, conversation] = [await boxOf(viewer, '.list'), await boxOf(viewer, 'exchange-log-conversation')];
        assert.equal(arrangementOf(list, conversation), size.arrangement);
        assert.ok(conversation.height >= 190 && conversation.width >= 300, `${JSON.stringify(conversation)}`);
        assert.ok(conversation.bottom <= size.height && conversation.right <= size.width);
        const outside = await viewer.run((element) => {
          const buttons = [...element.shadowRoot.querySelectorAll('button:not(.entry *), select, input:not(.hidden)')];
          const boxes = buttons.filter(
            (node) => node.checkVisibility({ visibilityProperty: true }) && !node.closest('.facts, .talk'),
          );
          const isOut = ({ left, right }) => left < 0 || right > innerWidth;
          return boxes.filter((node) => isOut(node.getBoundingClientRect())).map(({ textContent }) => textContent);
        });
        assert.deepEqual(outside, [], 'no button is cut');
        await viewer.screenshot(`size-${size.width}x${size.height}-${setting.browserName}`);
        await viewer.click('#close-conversation');
        await until('the list', async () => (await boxOf(viewer, '.list')) !== null);
        assert.equal(await viewer.run(({ shadowRoot }) => shadowRoot.activeElement.getAttribute('role')), 'grid');
        await viewer.assertCalm();
      });
    }

    test('the heading of a session has its whole address before anything else', async () => {
      const viewer = await openSample(setting);
      await viewer.run((element) => {
        element.query = 'code:5xx ip:2001:db8:40::25';
      });
      await viewer.shows('#counts', /^1 of /);
      await viewer.openRow(0);
      await viewer.find('#match');
      const isWhole = async () => {
        const [shown, whole] = await viewer.run(({ shadowRoot }) => {
          const heading = shadowRoot.querySelector('.conversation-head h2');
          return [heading.clientWidth, heading.scrollWidth];
        });
        assert.ok(whole > 150 && shown === whole, `${shown} of ${whole} pixels`);
      };
      await isWhole();
      const lines = await viewer.run(({ shadowRoot }) => shadowRoot.querySelector('.conversation-head').clientHeight);
      assert.ok(lines < 40, 'the heading is one line');
      await viewer.page.setViewport({ width: 880, height: 700 });
      await until('the buttons on another line', async () => (await boxOf(viewer, '.conversation-head')).height > 50);
      await isWhole();
      await viewer.page.setViewport({ width: 320, height: 640 });
      await until('a narrow window', async () => (await boxOf(viewer, '.app'))?.width === 320);
      await isWhole();
      const [palette, help] = [await boxOf(viewer, '#palette-button'), await boxOf(viewer, '#help-button')];
      assert.equal(help.top, palette.top, 'no button is on a line of its own');
      await viewer.assertCalm();
    });

    test('the buttons that zoom the timeline are on one line', async () => {
      const viewer = await openSample(setting);
      for (const width of [1000, 880, 480]) {
        await viewer.page.setViewport({ width, height: 800 });
        await until(`a window of ${width} pixels`, async () => (await boxOf(viewer, '.app'))?.width === width);
        const [out, into] = [await boxOf(viewer, '#timeline-out'), await boxOf(viewer, '#timeline-in')];
        assert.equal(out.top, into.top, `at ${width} pixels`);
      }
      await viewer.assertCalm();
    });

    test('the conversation takes the place of the list, by a button and a key, and this is remembered', async () => {
      const viewer = await openSample(setting);
      await openFirst(viewer);
      const pressed = () => viewer.run(({ shadowRoot }) => shadowRoot.querySelector('#maximise').ariaPressed);
      const isAlone = async () => (await boxOf(viewer, '.list')) === null;
      assert.equal(await pressed(), 'false');
      await viewer.click('#maximise');
      await until('the conversation alone', isAlone);
      assert.equal(await pressed(), 'true');
      await (await viewer.find('.talk')).focus();
      await viewer.page.keyboard.press('z');
      await until('both', async () => !(await isAlone()));
      await viewer.page.keyboard.press('z');
      await until('the conversation alone again', isAlone);
      const stored = await viewer.page.evaluate(() => localStorage.getItem('exchange-log-viewer'));
      assert.equal(JSON.parse(stored).maximised, true);
    });

    test('the timeline is hidden and shown, by a button and a key', async () => {
      const viewer = await openSample(setting);
      const state = async () => [
        await exists(viewer, 'exchange-log-timeline'),
        await viewer.run(({ shadowRoot }) => shadowRoot.querySelector('#timeline-toggle').ariaPressed),
      ];
      assert.deepEqual(await state(), [true, 'true']);
      await viewer.click('#timeline-toggle');
      await until('no timeline', async () => !(await state())[0]);
      assert.deepEqual(await state(), [false, 'false']);
      await (await viewer.find('exchange-log-sessions table')).focus();
      await viewer.page.keyboard.press('t');
      await until('the timeline', async () => (await state())[0]);
    });

    test('one menu has the ways to open logs, by keyboard too, and leaves room for the search box', async () => {
      const viewer = await openSample(setting);
      assert.ok((await boxOf(viewer, '.search')).width >= 420, 'room for the search box');
      await viewer.run(({ shadowRoot }) => {
        for (const input of shadowRoot.querySelectorAll('[data-pick]')) {
          input.addEventListener('click', (event) => {
            event.preventDefault();
            input.setAttribute('asked', '');
          });
        }
      });
      await (await viewer.find('[popovertarget=open-menu]')).focus();
      const { keyboard } = viewer.page;
      await keyboard.press('ArrowDown');
      await viewer.find('#open-menu:popover-open');
      const focused = () => viewer.run(({ shadowRoot }) => shadowRoot.activeElement?.textContent.trim());
      for (const name of ['Open folder', 'Paste text', 'Open files', 'Open folder']) {
        await keyboard.press('ArrowDown');
        assert.equal(await focused(), name);
      }
      await viewer.screenshot(`open-menu-${setting.browserName}`);
      await keyboard.press('Enter');
      await viewer.find('[data-pick=folder][asked]');
      await until('the menu to close', async () => !(await exists(viewer, '#open-menu:popover-open')));
      assert.equal(await exists(viewer, '[data-pick=files][asked]'), false);
      assert.equal(await focused(), 'Open');
    });

    test('the splitter moves sideways where list and conversation are side by side', async () => {
      const viewer = await openSample(setting, SIZES[0]);
      await openFirst(viewer);
      const splitter = await viewer.find('.splitter');
      assert.equal(await splitter.evaluate((node) => node.ariaOrientation), 'vertical');
      const before = await boxOf(viewer, '.list');
      const box = await boxOf(viewer, '.splitter');
      const { mouse } = viewer.page;
      await mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await mouse.down();
      await mouse.move(box.x + 400, box.y + box.height / 2, { steps: 4 });
      await mouse.up();
      await until('a wider list', async () => (await boxOf(viewer, '.list')).width > before.width + 300);
      await splitter.focus();
      await viewer.page.keyboard.press('ArrowLeft');
      await until('a narrower list', async () => (await boxOf(viewer, '.list')).width < before.width + 390);
    });
  },
  { scheme: 'http' },
);
