/** The packed script of the one-file build: that it runs and no other, and what the page says if its file is damaged. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { asText, PAGE_LETTERS } from '../../www/build/bytes-as-text.js';
import { DIST, forEachSetting } from './support/harness.mjs';
import { serveHost } from './support/hosts.mjs';
import { until } from './support/viewer.mjs';

const HTML = readFileSync(`${DIST}exchange-log-viewer.html`, 'utf8');

const DAMAGED = /^This copy of the page is damaged or incomplete.* Copy the file again/;
const NO_SCRIPT = /script, which does not run here\. .*the complete file: if in doubt, copy it again/;

/** Where the text of a packed block begins and ends. */
function blockOf(name) {
  const tag = `id="packed-${name}">`;
  const from = HTML.indexOf(tag) + tag.length;
  assert.ok(from > tag.length, `there is no block ${name}`);
  return { from, to: HTML.indexOf('<', from) };
}

/** The page with another text for one of its blocks. */
function withBlock(name, change) {
  const { from, to } = blockOf(name);
  return HTML.slice(0, from) + change(HTML.slice(from, to)) + HTML.slice(to);
}

/** One character in the middle is another one. */
function damage(text) {
  const at = Math.floor(text.length / 2);
  return text.slice(0, at) + (text[at] === '!' ? '#' : '!') + text.slice(at + 1);
}

/** The page as far as the middle of a block. */
function cutIn(name) {
  const { from, to } = blockOf(name);
  return HTML.slice(0, Math.floor((from + to) / 2));
}

/** Writes a page to disk for one test. Returns its address. */
function written(context, html) {
  const folder = mkdtempSync(join(tmpdir(), 'one-file-'));
  context.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'viewer.html'), html);
  return pathToFileURL(join(folder, 'viewer.html')).href;
}

/** Opens a page that does not become the viewer. */
async function open(setting, url, prepare = () => {}) {
  const page = await setting.browser.newPage();
  setting.pages.push(page);
  await page.evaluateOnNewDocument(prepare);
  await page.goto(url);
  return page;
}

/** Waits for what is to be read where the viewer is not. */
function says(page, pattern) {
  return until(`the page to say ${pattern}`, async () => {
    const text = await page.evaluate(() => {
      const viewer = document.querySelector('exchange-log-viewer');
      const sentence = viewer.querySelector('p');
      return !viewer.shadowRoot && getComputedStyle(sentence).visibility === 'visible' && sentence.textContent;
    });
    return text && pattern.test(text);
  });
}

forEachSetting(
  (setting) => {
    test('no other script than the two that its policy names runs in it', async () => {
      const viewer = await setting.openPage();
      await viewer.assertCalm();
      const ran = await viewer.page.evaluate(() => {
        const script = document.createElement('script');
        script.append('globalThis.otherRan = true');
        document.body.append(script);
        return 'otherRan' in globalThis;
      });
      assert.equal(ran, false);
    });

    for (const name of ['exchange-log-viewer-loader', 'another-policy']) {
      test(`no other script can make the Trusted Types policy ${name}`, async () => {
        const viewer = await setting.openPage();
        const made = await viewer.page.evaluate((wanted) => {
          const factory = /** @type {any} */ (globalThis).trustedTypes;
          if (!factory) return 'not supported';
          try {
            factory.createPolicy(wanted, { createScript: (text) => text });
            return 'made';
          } catch (error) {
            return /** @type {Error} */ (error).name;
          }
        }, name);
        assert.equal(made, 'TypeError');
      });
    }

    test('a script that was packed in place of its own does not run', async (context) => {
      const other = asText(gzipSync('document.title = "another script"; globalThis.otherRan = true;'), PAGE_LETTERS);
      const page = await open(
        setting,
        written(
          context,
          withBlock('page', () => other),
        ),
      );
      await says(page, NO_SCRIPT);
      assert.equal(await page.evaluate(() => 'otherRan' in globalThis), false);
    });

    test('a damaged script is said, in place of an empty page', async (context) => {
      await says(await open(setting, written(context, withBlock('page', damage))), DAMAGED);
      await says(
        await open(
          setting,
          written(
            context,
            withBlock('page', () => ''),
          ),
        ),
        DAMAGED,
      );
    });

    test('a damaged loader is said too', async (context) => {
      const html = HTML.replace('<script>\n', '<script>\n ');
      assert.notEqual(html, HTML);
      await says(await open(setting, written(context, html)), NO_SCRIPT);
    });

    test('a file that was cut in its script says so', async (context) => {
      await says(await open(setting, written(context, cutIn('page'))), NO_SCRIPT);
    });

    for (const [what, html] of [
      ['was cut in its engine', cutIn('engine')],
      ['was cut before its engine', HTML.slice(0, HTML.lastIndexOf('<', blockOf('engine').from))],
      ['has a damaged engine', withBlock('engine', damage)],
    ]) {
      test(`a file that ${what} says so`, async (context) => {
        const viewer = await setting.openPage({ url: written(context, html) });
        await viewer.shows('.notice p', DAMAGED);
        const error = await viewer.run((element) => element.count('').catch(({ name, why }) => `${name} ${why}`));
        assert.equal(error, 'EngineUnavailable damaged');
        assert.equal((await viewer.texts('.notice p')).length, 1);
      });
    }

    test('a copy whose lines end otherwise is as good', async (context) => {
      const url = written(context, HTML.replaceAll('\n', '\r\n'));
      const viewer = await setting.openPage({ url: `${url}#sample` });
      await viewer.shows('#counts', /sessions/);
    });

    test('a web server may name another encoding', async (context) => {
      const viewerHeaders = { 'content-type': 'text/html; charset=windows-1252' };
      const url = await serveHost(context, { viewerHeaders });
      const viewer = await setting.openPage({ url: `${url}viewer/exchange-log-viewer.html#sample` });
      await viewer.shows('#counts', /sessions/);
    });

    test('a browser that cannot unpack says what it would need', async () => {
      const page = await open(setting, setting.url, () => {
        Reflect.deleteProperty(globalThis, 'DecompressionStream');
      });
      await says(page, NO_SCRIPT);
    });
  },
  { scheme: 'file' },
);
