/**
 * Trusted Types: the page runs under `require-trusted-types-for 'script'`, so the browser refuses any text that would
 * be parsed as markup or used as the address of a script. Two policies allow constants of the program, and nothing
 * from logs:
 * - `lit-html`, which Lit makes itself, for the templates in its source;
 * - `exchange-log-viewer`, for the address of the worker.
 * The loader of the one-file build has another one, for the page's script.
 */

interface Policy {
  createScriptURL(url: string): unknown;
}

interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy;
}

/** Null without Trusted Types, and if the host page does not allow a policy of that name. */
function createPolicy(name: string): Policy | null {
  const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
  try {
    return factory?.createPolicy(name, { createScriptURL: (url) => url }) ?? null;
  } catch {
    return null;
  }
}

const workerPolicy = createPolicy('exchange-log-viewer');

/** The address of the worker script in the form that `new Worker` accepts. */
export function scriptUrl(url: string): string {
  return (workerPolicy?.createScriptURL(url) ?? url) as string;
}
