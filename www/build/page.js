/**
 * The pages of both builds, from `www/index.html`.
 *
 * The one-file build is packed: its script, the engine and the rest are blocks of text between tags, and only a small
 * loader is a script that the browser finds in the file. It unpacks the page's script and puts it into the page. Both
 * run because the policy names their hashes; whatever else is put into the page does not.
 */
import { readFileSync } from 'node:fs';
import { asText, PAGE_LETTERS } from './bytes-as-text.js';
import { oneFilePolicy, SITE_POLICY } from './policy.js';
import { blockId } from './virtual.js';

const template = readFileSync(new URL('../index.html', import.meta.url), 'utf8');

/**
 * Makes a script safe between `<script>` and `</script>`: a `<!--` would start the HTML parser's escaped state. Both
 * can only stand inside string, template and regular expression literals, where the escape means the same.
 */
export function inlineScript(script) {
  const safe = script.replaceAll('<!--', '\\x3C!--').replaceAll(/<(?=\/script)/gi, '\\x3C');
  return `\n${safe}`;
}

/** Packed contents by name, as elements that the browser neither shows nor runs. */
function blocks(contents) {
  const block = ([name, bytes]) =>
    `<script type="text/plain" id="${blockId(name)}">${asText(bytes, PAGE_LETTERS)}</script>\n`;
  return Object.entries(contents).map(block).join('');
}

/** The page with its policy, style and script in place. */
function page(policy, style, script) {
  const parts = {
    '<!-- policy -->': `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<!-- style -->': style,
    '<!-- script -->': script,
  };
  let html = template;
  for (const [place, text] of Object.entries(parts)) {
    if (!html.includes(place)) {
      throw new Error(`index.html has no place ${place}`);
    }
    html = html.replace(place, () => text);
  }
  return html;
}

/**
 * The one-file build. `script` and `loader` are inline scripts, `packedScript` is the first of them, packed, and `contents`
 * are those of `packedContents`. They come last: the loader works while the browser reads them, and notices where the
 * file was cut.
 */
export function oneFilePage({ script, packedScript, loader, style, contents }) {
  return page(
    oneFilePolicy([loader, script], style),
    `<style>${style}</style>`,
    `${blocks({ page: packedScript })}<script>${loader}</script>\n${blocks(contents)}`,
  );
}

/** The page of the folder build. */
export function sitePage() {
  return page(SITE_POLICY, '<link rel="stylesheet" href="viewer.css">', '<script src="viewer.js" defer></script>');
}
