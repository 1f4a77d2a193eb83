/**
 * The Content Security Policy of both builds. It is what makes "logs stay on this computer" a fact: `default-src` and
 * `connect-src` are `'none'`, so nothing that the page holds can be sent anywhere.
 */
import { createHash } from 'node:crypto';

/**
 * Trusted Types policies that the scripts create: Lit's own for its constant templates, ours for the worker's address,
 * and a default one for the constant templates of a library that knows nothing of Trusted Types. The browser tests fail
 * when a script creates another one.
 */
const TRUSTED_TYPES = ['lit-html', 'exchange-log-viewer', 'default'];

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
