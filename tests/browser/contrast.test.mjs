/** Forced colours (high contrast): what is selected, focused or wrong is still recognisable. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachSetting } from './support/harness.mjs';
import { until } from './support/viewer.mjs';

/** Firefox forces colours by a preference, Chromium on request of the debugger. */
async function forceColours(viewer, setting) {
  if (setting.browserName === 'chromium') {
    const session = await viewer.page.createCDPSession();
    await session.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }] });
  }
  await until('forced colours', () => viewer.page.evaluate(() => matchMedia('(forced-colors: active)').matches));
}

const styles = (viewer, property, ...selectors) =>
  viewer.run(
    ({ shadowRoot }, name, all) => all.map((one) => getComputedStyle(shadowRoot.querySelector(one))[name]),
    property,
    selectors,
  );

forEachSetting(
  (setting) => {
    test('selection, focus, tabs, bars and cells are told apart in forced colours', async () => {
      const viewer = await setting.openPage({ hash: '#sample' });
      await forceColours(viewer, setting);
      await viewer.find('#row-5');
      await (await viewer.find('exchange-log-sessions table')).focus();
      await viewer.page.keyboard.press('Home');
      await viewer.find('#row-0[aria-selected=true]');
      const differ = async (property, one, other) => {
        const [first, second] = await styles(viewer, property, one, other);
        assert.notEqual(first, second, `${property} of ${one} and ${other}`);
      };
      await differ('backgroundColor', '#row-0 td', '#row-1 td');
      await differ('backgroundColor', '[role=tab][aria-selected=true]', '[role=tab][aria-selected=false]');
      await differ('backgroundColor', '[data-zone=utc]', '[data-zone=local]');
      const pressed = await styles(viewer, 'backgroundColor', '[data-zone=utc]', '#timeline-toggle', '#row-0 td');
      assert.equal(new Set(pressed).size, 1, 'what is pressed looks like what is selected');
      await differ('fill', '.fill-accepted', '.fill-failed');
      const [bar, legend] = [
        await styles(viewer, 'fill', '.fill-failed', '.fill-accepted'),
        await styles(
          viewer,
          'borderBottomColor',
          '.legend-item[data-outcome=failed]',
          '.legend-item[data-outcome=accepted]',
        ),
      ];
      assert.deepEqual(bar, legend, 'the legend shows the colours of the bars');
      // A mark and a word, and not only a colour.
      const marks = await viewer.run(({ shadowRoot }) =>
        [...shadowRoot.querySelectorAll('.legend-item')].map((item) => getComputedStyle(item, '::before').content),
      );
      assert.equal(new Set(marks).size, marks.length);
      const frame = await viewer.run(({ shadowRoot }) => {
        const { content, borderTopWidth } = getComputedStyle(
          shadowRoot.querySelector('exchange-log-sessions'),
          '::after',
        );
        return [content, borderTopWidth];
      });
      assert.deepEqual(frame, ['""', '2px'], 'the frame around the list that has the focus');
      await viewer.screenshot(`forced-list-${setting.browserName}`);
      await viewer.click('#tab-coverage');
      await viewer.find('td.is-entries');
      await differ('outlineStyle', 'td.is-entries', 'td.is-total');
      await viewer.screenshot(`forced-coverage-${setting.browserName}`);
      await viewer.assertCalm();
    });

    test('nothing moves by itself', async () => {
      const viewer = await setting.openPage({ hash: '#sample' });
      await viewer.find('#row-5');
      await viewer.openRow(3);
      await viewer.find('.entry');
      const moving = await viewer.run(({ shadowRoot }) =>
        [...shadowRoot.querySelectorAll('*')]
          .filter((node) => {
            const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(node);
            return transitionDuration !== '0s' || animationName !== 'none' || scrollBehavior !== 'auto';
          })
          .map(({ className }) => className),
      );
      assert.deepEqual(moving, []);
    });
  },
  { scheme: 'http' },
  { preferences: { 'browser.display.document_color_use': 2, 'ui.useAccessibilityTheme': 1 } },
);
