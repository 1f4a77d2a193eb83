/** An esbuild plugin for what esbuild alone leaves larger than it has to be: style sheets in scripts, and pako. */
import { readFileSync } from 'node:fs';

/**
 * Lets esbuild leave out what pako packs with, half of its module, as only what unpacks is imported: what is made when the module is loaded
 * is made without effects on anything else, and so is needed only where it is used.
 */
function withoutEffects(pako) {
  const changed = pako
    .replaceAll(/= new Array\((.*)\);\nzero\$1\(\w+\);$/gm, '= /* @__PURE__ */ new Array($1).fill(0);')
    .replaceAll(/^\tnew Config\(/gm, '/* @__PURE__ */ new Config(');
  if (/^zero\$1\(/m.test(changed) || changed === pako) {
    throw new Error('pako is not written as it was: look at what it makes when it is loaded');
  }
  return changed;
}

export const slimming = {
  name: 'slimming',
  setup({ esbuild, initialOptions, onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const options = { loader: 'css', minify: true, target: initialOptions.target };
      const { code } = await esbuild.transform(readFileSync(path, 'utf8'), options);
      return { contents: code, loader: 'text' };
    });
    onLoad({ filter: /[/\\]pako\.mjs$/ }, ({ path }) => ({ contents: withoutEffects(readFileSync(path, 'utf8')) }));
  },
};
