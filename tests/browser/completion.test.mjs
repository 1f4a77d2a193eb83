/** The search box: words are understood, values completed, the text coloured, and an empty result explained. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forEachBrowser } from './support/harness.mjs';
import { SAMPLE_FILES, truthOf } from './support/logs.mjs';
import { forget, until } from './support/viewer.mjs';

const ALL = truthOf(SAMPLE_FILES).sessions;

async function openSample(setting) {
  const viewer = await setting.openPage({ hash: '#sample', prepare: forget });
  await viewer.showsAll(ALL);
  return viewer;
}

const focusBox = async (viewer) => (await viewer.find('#query')).focus();

async function type(viewer, text) {
  await focusBox(viewer);
  await viewer.page.keyboard.type(text);
}

const press = async (viewer, ...keys) => {
  for (const key of keys) await viewer.page.keyboard.press(key);
};

const boxIs = (viewer, text) =>
  until(`the box to hold ${text}`, async () => {
    return (await viewer.run(({ shadowRoot }) => shadowRoot.querySelector('#query').value)) === text;
  });
const options = (viewer) => viewer.texts('#query-options .option-text');
const isClosed = (viewer) => until('the list to close', async () => (await options(viewer)).length === 0);
const attribute = (viewer, name) =>
  viewer.run(({ shadowRoot }, wanted) => shadowRoot.querySelector('#query').getAttribute(wanted), name);
const chosen = (viewer) => viewer.texts('#query-options [aria-selected=true] .option-text');
const countOf = async (viewer, query) => (await viewer.call('count', query)).sessions;

forEachBrowser((setting) => {
  test('a word is understood by its form, which is said below the box, and read otherwise by a click', async () => {
    const viewer = await openSample(setting);
    const count = await countOf(viewer, 'tls:1.2');
    assert.ok(count > 0 && count < ALL);
    await type(viewer, 'tls1.2');
    await viewer.shows('#understood', /tls1\.2 means the TLS version/);
    await viewer.shows('#counts', new RegExp(`^${count} of ${ALL} sessions`));
    await (await viewer.find('#understood button')).click();
    await boxIs(viewer, '"tls1.2"');
    await until('nothing to be said', async () => (await viewer.texts('#understood')).length === 0);
    await viewer.run((element) => {
      element.query = 'rejected';
    });
    await viewer.shows('#understood', /rejected is searched for as text/);
    await (await viewer.find('#understood button')).click();
    await boxIs(viewer, 'outcome:rejected');
    assert.equal(await viewer.run(({ shadowRoot }) => shadowRoot.activeElement.id), 'query');
    await viewer.run((element) => {
      element.query = 'last 2h';
    });
    await viewer.shows('#understood', /before the last entry, 2025-06-03 \d\d:\d\d/);
    await viewer.assertCalm();
  });

  test('fields and values are completed by keyboard and by mouse', async () => {
    const viewer = await openSample(setting);
    await type(viewer, 'outc');
    await until('the field', async () => (await options(viewer)).join() === 'outcome');
    assert.equal(await attribute(viewer, 'aria-expanded'), 'true');
    assert.equal(await attribute(viewer, 'aria-activedescendant'), null, 'nothing is chosen yet');
    await press(viewer, 'ArrowDown');
    // The list that is seen may be that of the text before the last letter.
    await until('the first to be chosen', async () => {
      return (await attribute(viewer, 'aria-activedescendant')) === 'query-option-0';
    });
    await press(viewer, 'Enter');
    await boxIs(viewer, 'outcome:');
    await until('its values', async () => (await options(viewer)).includes('rejected'));
    const rejected = await countOf(viewer, 'outcome:rejected');
    await viewer.shows('#query-options [role=option]', new RegExp(`^rejected\\s*${rejected}$`));
    await viewer.page.keyboard.type('rej');
    await until('one value', async () => (await options(viewer)).join() === 'rejected');
    await press(viewer, 'ArrowDown');
    await until('it to be chosen', async () => (await chosen(viewer)).join() === 'rejected');
    await press(viewer, 'Tab');
    await boxIs(viewer, 'outcome:rejected');
    await isClosed(viewer);
    await viewer.shows('#counts', new RegExp(`^${rejected} of ${ALL} sessions`));
    // Megan sent nothing that was rejected: values are counted under the rest of the query.
    await viewer.page.keyboard.type(' from:meg');
    await until('no sender', async () => (await options(viewer)).length === 0);
    await press(viewer, 'Backspace', 'Backspace', 'Backspace');
    await viewer.page.keyboard.type('dieg');
    await until('the sender', async () => (await options(viewer)).join() === 'diego.siciliani@contoso.com');
    await (await viewer.find('#query-option-0')).click();
    await boxIs(viewer, 'outcome:rejected from:<diego.siciliani@contoso.com>');
    assert.equal(await viewer.run(({ shadowRoot }) => shadowRoot.activeElement.id), 'query');
    await viewer.assertCalm();
  });

  test('typing is never hindered: nothing is taken that was not chosen, and Escape closes before it clears', async () => {
    const viewer = await openSample(setting);
    await type(viewer, 'outcome:re');
    await until('a value', async () => (await options(viewer)).includes('rejected'));
    await press(viewer, 'Escape');
    await isClosed(viewer);
    await boxIs(viewer, 'outcome:re');
    await press(viewer, 'Escape');
    await boxIs(viewer, '');
    await type(viewer, 'code:5');
    await until('values', async () => (await options(viewer)).length > 0);
    await viewer.page.keyboard.type('xx');
    await press(viewer, 'Enter');
    await boxIs(viewer, 'code:5xx');
    await until('the list of sessions', async () => {
      return (await viewer.run(({ shadowRoot }) => shadowRoot.activeElement.id)) !== 'query';
    });
    await viewer.assertCalm();
  });

  test('an empty box offers the searches of this visit, and keeps them only if that is wanted', async () => {
    const viewer = await openSample(setting);
    for (const query of ['code:5xx', 'tls:1.2']) {
      await type(viewer, query);
      await press(viewer, 'Enter');
      await viewer.shows('#counts', / of /);
      // Enter leads to the list once it is there.
      await until('the list of sessions', async () => {
        return (await viewer.run(({ shadowRoot }) => shadowRoot.activeElement.id)) !== 'query';
      });
      await focusBox(viewer);
      await press(viewer, 'Escape');
      await boxIs(viewer, '');
    }
    await viewer.page.keyboard.down('Control');
    await press(viewer, ' ');
    await viewer.page.keyboard.up('Control');
    await until('the searches', async () => (await options(viewer)).join() === 'tls:1.2,code:5xx');
    const kept = () => viewer.page.evaluate(() => localStorage.getItem('exchange-log-viewer') ?? '');
    assert.doesNotMatch(await kept(), /5xx/);
    await viewer.click('.options-foot input');
    assert.match(await kept(), /code:5xx/);
    await viewer.click('.options-foot input');
    assert.doesNotMatch(await kept(), /5xx/);
    await focusBox(viewer);
    await press(viewer, 'Escape', 'ArrowDown', 'ArrowDown');
    await until('a choice', async () => (await chosen(viewer)).join() === 'code:5xx');
    await press(viewer, 'Enter');
    await boxIs(viewer, 'code:5xx');
    await viewer.assertCalm();
  });

  test('the colours are those of the text, also where it is scrolled', async () => {
    const viewer = await openSample(setting);
    await type(viewer, 'outcome:rejected -tls:none relay fom:x');
    await until('the colours', async () => (await viewer.texts('.piece-problem')).join() === 'fom:x');
    assert.deepEqual(await viewer.texts('.piece-name'), ['outcome', 'tls']);
    assert.deepEqual(await viewer.texts('.piece-value'), ['rejected', 'none']);
    assert.deepEqual(await viewer.texts('.piece-excluded'), ['-', 'tls', ':', 'none']);
    await press(viewer, 'Escape', 'Escape');
    const long = Array.from({ length: 30 }, (_, number) => `from:name${number}@contoso.com`).join(' OR ');
    await type(viewer, long);
    const places = () =>
      viewer.run(({ shadowRoot }) => {
        const [box, colours] = [shadowRoot.querySelector('#query'), shadowRoot.querySelector('.colours')];
        return { box: box.scrollLeft, colours: colours.scrollLeft, text: colours.textContent };
      });
    await until('both to be scrolled', async () => {
      const { box, colours } = await places();
      return box > 100 && Math.abs(box - colours) < 2;
    });
    assert.equal((await places()).text, long);
    await press(viewer, 'Home');
    await until('both to be at the beginning', async () => {
      const { box, colours } = await places();
      return box === 0 && colours === 0;
    });
    await viewer.assertCalm();
  });

  test('a query that finds nothing says which part does not, and what is near to it', async () => {
    const viewer = await openSample(setting);
    await type(viewer, 'outcome:rejected from:<megan.bowne@contoso.com>');
    await viewer.shows('#fruitless li', /from:<megan\.bowne@contoso\.com> finds nothing by itself/);
    const rejected = await countOf(viewer, 'outcome:rejected');
    await viewer.shows('#fruitless li', new RegExp(`outcome:rejected finds ${rejected} results? by itself`));
    await viewer.shows('#fruitless button', /from:<megan\.bowen@contoso\.com>/);
    const buttons = await viewer.texts('#fruitless button');
    const place = buttons.findIndex((text) => text.startsWith('from:<megan.bowen@'));
    await viewer.run(({ shadowRoot }, at) => shadowRoot.querySelectorAll('#fruitless button')[at].click(), place);
    await boxIs(viewer, 'outcome:rejected from:<megan.bowen@contoso.com>');
    await viewer.run((element) => {
      element.query = 'from:<adele.vance@contoso.com> from:zzzz';
    });
    await viewer.shows('#fruitless li', /from:zzzz finds nothing by itself\./);
    await viewer.run((element) => {
      element.query = 'zzqq';
    });
    await viewer.shows('#fruitless li', /^zzqq finds nothing\./);
    const height = await viewer.run(({ shadowRoot }) => shadowRoot.querySelector('#fruitless li').clientHeight);
    assert.ok(height < 40, 'a short sentence is on one line');
    await viewer.assertCalm();
  });
});
