/**
 * The loader of the one-file build: unpacks the page's script and runs it as an inline script. The policy of the page
 * names the hashes of both, so no other text would run.
 */

import { packedPage } from 'virtual:page';
import { unpackText } from './client/packed.js';
import { damaged } from './locale/damaged.js';

interface PolicyFactory {
  createPolicy(name: string, rules: { createScript(): string }): { createScript(text: string): unknown };
}

/** The script in the form that Trusted Types demand, of a policy that makes nothing else. */
function trusted(script: string): string {
  const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
  const policy = factory?.createPolicy('exchange-log-viewer-loader', { createScript: () => script });
  return (policy?.createScript('') ?? script) as string;
}

function run(script: string): void {
  const element = document.createElement('script');
  element.text = trusted(script);
  document.body.append(element);
}

/** Replaces what the page says where no script runs. */
function sayDamaged(): void {
  document.querySelector('exchange-log-viewer > p')?.replaceChildren(damaged);
}

/** Everything in the file is there, or as much of it as the file has. */
const parsed = new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve));

// An older browser shows what the page says where no script runs.
if ('DecompressionStream' in globalThis) {
  void Promise.all([unpackText(packedPage), parsed]).then(([script]) => run(script), sayDamaged);
}
