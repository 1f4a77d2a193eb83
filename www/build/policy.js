/**
 * The Content Security Policy of both builds. It enforces that logs stay on this computer: `default-src` and
 * `connect-src` are `'none'`, so nothing can be sent anywhere.
 */
import { createHash } from 'node:crypto';

/**
 * The Trusted Types policies that scripts create: Lit's own for its constant templates, and ours for the worker's
 * address. The browser tests fail if a script creates another one.
 */
const TRUSTED_TYPES = ['lit-html', 'exchange-log-viewer'];

/** That of the one-file build's loader, for the script that it has unpacked. */
const LOADER_TRUSTED_TYPE = 'exchange-log-viewer-loader';

/** The policy with the sources of script, style and worker, and the names of Trusted Types policies. */
function policy(script, style, worker, trustedTypes = TRUSTED_TYPES) {
  return [
    "default-src 'none'",
    `script-src ${script} 'wasm-unsafe-eval'`,
    `style-src ${style}`,
    // The page's icon; without one Firefox requests favicon.ico from the server.
    'img-src data:',
    `worker-src ${worker}`,
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${trustedTypes.join(' ')}`,
  ].join('; ');
}

/** The CSP source expression for exactly this inline text. */
function hashSource(text) {
  return `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
}

/** Policy of the one-file build: scripts and style sheet by their hashes, the worker from a blob. */
export function oneFilePolicy(scripts, style) {
  const trustedTypes = [...TRUSTED_TYPES, LOADER_TRUSTED_TYPE];
  return policy(scripts.map(hashSource).join(' '), hashSource(style), 'blob:', trustedTypes);
}

/** Policy of the folder build: nothing inline. */
export const SITE_POLICY = policy("'self'", "'self'", "'self' blob:");
