/** The pages of both builds: which scripts they have, and that their policies allow these and no others. */

import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fromText } from '../src/client/bytes-as-text.js';
import { PAGE_LETTERS } from './bytes-as-text.js';
import { inlineScript, oneFilePage, sitePage } from './page.js';
import { packed } from './virtual.js';

const script = inlineScript('const page = "<!-- and </script> and $& <p>";');
const loader = inlineScript('const loader = 1;');
const contents = { engine: await packed('engine', gzipSync), worker: await packed('worker', gzipSync) };
const style = 'p { color: red }';
const html = oneFilePage({ script, packedScript: await packed(script, gzipSync), loader, style, contents });

/** Attributes and text of every script of a page. */
function scriptsOf(page) {
  return [...page.matchAll(/<script([^>]*)>(.*?)<\/script>/gs)].map(([, attributes, text]) => ({ attributes, text }));
}

/** A directive of the page's policy. */
function directive(page, name) {
  const [, policy] = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(page) ?? [];
  const [, sources] = policy
    .split('; ')
    .find((one) => one.startsWith(`${name} `))
    .split(/ (.*)/);
  return sources.split(' ');
}

const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe('the one-file build', () => {
  it('has one script, the loader; everything else is packed text', () => {
    const [running, ...others] = scriptsOf(html).filter(({ attributes }) => !attributes.includes('type="text/plain"'));
    expect(running).toEqual({ attributes: '', text: loader });
    expect(others).toEqual([]);
  });

  it('has packed texts that give back what was packed', () => {
    const texts = scriptsOf(html).filter(({ attributes }) => attributes.startsWith(' type="text/plain"'));
    const unpack = (text) => gunzipSync(fromText(text, PAGE_LETTERS)).toString();
    expect(texts.map(({ attributes, text }) => [attributes, unpack(text)])).toEqual([
      [' type="text/plain" id="packed-page"', script],
      [' type="text/plain" id="packed-engine"', 'engine'],
      [' type="text/plain" id="packed-worker"', 'worker'],
    ]);
  });

  it('allows the loader, the packed script and WebAssembly, and no other script', () => {
    expect(directive(html, 'script-src')).toEqual([hash(loader), hash(script), "'wasm-unsafe-eval'"]);
    expect(directive(html, 'style-src')).toEqual([hash(style)]);
    expect(directive(html, 'worker-src')).toEqual(['blob:']);
    expect(directive(html, 'default-src')).toEqual(["'none'"]);
    expect(directive(html, 'connect-src')).toEqual(["'none'"]);
  });

  it('allows only the Trusted Types of its scripts', () => {
    expect(directive(html, 'require-trusted-types-for')).toEqual(["'script'"]);
    expect(directive(html, 'trusted-types')).toEqual(['lit-html', 'exchange-log-viewer', 'exchange-log-viewer-loader']);
  });

  it('has scripts that the HTML parser leaves alone', () => {
    expect(script).not.toMatch(/<!--|<\/script/i);
    expect(html).toContain(`<script>${loader}</script>`);
  });
});

describe('the folder build', () => {
  it('has nothing inline and a policy without hashes and without the loader', () => {
    expect(scriptsOf(sitePage())).toEqual([{ attributes: ' src="viewer.js" defer', text: '' }]);
    expect(directive(sitePage(), 'script-src')).toEqual(["'self'", "'wasm-unsafe-eval'"]);
    expect(directive(sitePage(), 'trusted-types')).toEqual(['lit-html', 'exchange-log-viewer']);
  });
});
