/**
 * Trusted Types: the page runs under `require-trusted-types-for 'script'`, so the browser refuses any text that would
 * be parsed as markup or used as the address of a script. Three policies allow constants of the program, and nothing
 * from logs:
 * - `lit-html`, which Lit makes itself, for the templates in its source;
 * - `exchange-log-viewer`, for the address of the worker;
 * - `default`, for the two templates that regular-table writes through `innerHTML`; it refuses everything else.
 *
 * Import this module before any that writes templates.
 */

/** Everything that regular-table 0.9.2 assigns to `innerHTML`. A test fails if a new version needs another list. */
export const TABLE_TEMPLATES: ReadonlySet<string> = new Set([
  '<table cellspacing="0"><thead></thead><tbody></tbody></table>',
  '<div class="rt-virtual-panel"></div><div class="rt-scroll-table-clip"><slot></slot></div>',
]);

interface PolicyRules {
  createHTML?(text: string): string;
  createScriptURL?(url: string): string;
}

interface Policy {
  createScriptURL(url: string): unknown;
}

interface PolicyFactory {
  createPolicy(name: string, rules: PolicyRules): Policy;
}

function refuse(): never {
  throw new TypeError('Only constant templates may become markup.');
}

/** The `default` policy: constants pass, everything else is refused. */
export function allowTemplate(text: string): string {
  return TABLE_TEMPLATES.has(text) ? text : refuse();
}

/** Null without Trusted Types, and if the host page does not allow a policy of that name. */
function createPolicy(name: string, rules: PolicyRules): Policy | null {
  const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
  try {
    return factory?.createPolicy(name, rules) ?? null;
  } catch {
    return null;
  }
}

createPolicy('default', { createHTML: allowTemplate });

const workerPolicy = createPolicy('exchange-log-viewer', { createScriptURL: (url) => url });

/** The address of the worker script in the form that `new Worker` accepts. */
export function scriptUrl(url: string): string {
  return (workerPolicy?.createScriptURL(url) ?? url) as string;
}
