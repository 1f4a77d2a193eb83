/**
 * The Content Security Policy of both builds. It is what makes "logs stay on this computer" a fact: `default-src` and
 * `connect-src` are `'none'`, so nothing that the page holds can be sent anywhere.
 */
import { createHash } from 'node:crypto';

/**
 * Trusted Types policies that the scripts create: Lit's for its constant templates, and ours for the worker's address
 * and for the constant templates of libraries that know nothing of Trusted Types.
 */
export const TRUSTED_TYPES = ['lit-html', 'exchange-log-viewer'];

/** The directives that both builds have in common, around where their script and style come from. */
function policy(script, style, worker) {
  return [
    "default-src 'none'",
    `script-src ${script} 'wasm-unsafe-eval'`,
    `style-src ${style}`,
    // The page's icon; without one Firefox asks the server for a favicon.ico.
    'img-src data:',
    `worker-src ${worker}`,
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${TRUSTED_TYPES.join(' ')}`,
  ].join('; ');
}

/** CSP source expression that allows exactly this inline text. */
function hashSource(text) {
  return `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
}

/** Policy of the one-file build: its one script and its one style sheet by their hashes, the worker from a blob. */
export function oneFilePolicy(script, style) {
  return policy(hashSource(script), hashSource(style), 'blob:');
}

/** Policy of the folder build: nothing inline. */
export const SITE_POLICY = policy("'self'", "'self'", "'self' blob:");

/**
 * Checks that the bundle creates exactly the Trusted Types policies that the page's policy names.
 * Throws when one is missing on either side: the page would fail at run time, in some browsers only.
 */
export function checkTrustedTypes(bundle) {
  const created = new Set([...bundle.matchAll(/createPolicy\(\s*["'`]([^"'`]+)["'`]/g)].map((match) => match[1]));
  const unknown = [...created].filter((name) => !TRUSTED_TYPES.includes(name));
  const missing = TRUSTED_TYPES.filter((name) => !created.has(name));
  if (unknown.length + missing.length > 0) {
    throw new Error(`Trusted Types: not allowed by the page's policy: [${unknown}]; never created: [${missing}]`);
  }
}
