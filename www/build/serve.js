/**
 * Serves the folder build on 127.0.0.1, for development and for the browser tests: only the files of that folder, with
 * the page's own policy as a header.
 *
 * Usage: node serve.js <folder>   (port 8080 or the next free one; Ctrl-C ends it)
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SITE_POLICY } from './policy.js';

const FIRST_PORT = 8080;
const LAST_PORT = 8179;

const MIME_TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** Path of the requested file; null if it is outside the folder. */
function requestedFile(folder, url) {
  const { pathname } = new URL(url, 'http://localhost');
  const path = resolve(folder, `.${decodeURIComponent(pathname)}`);
  const inside = path === folder || path.startsWith(folder + sep);
  if (!inside) {
    return null;
  }
  return pathname.endsWith('/') ? join(path, 'index.html') : path;
}

/** Headers of a file, with additions and replacements from `headers`. */
function headersOf(path, headers) {
  return {
    'content-type': MIME_TYPES[extname(path)] ?? 'application/octet-stream',
    'content-security-policy': SITE_POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
    ...headers,
  };
}

async function answer(folder, options, request, response) {
  options.onRequest?.(request.method, request.url);
  try {
    const path = requestedFile(folder, request.url);
    const body = path === null ? null : await readFile(path);
    if (body === null || !['GET', 'HEAD'].includes(request.method)) {
      throw new Error('not found');
    }
    response.writeHead(200, headersOf(path, options.headers));
    response.end(request.method === 'HEAD' ? undefined : body);
  } catch {
    response.writeHead(404, { 'content-type': 'text/plain' });
    response.end('Not found\n');
  }
}

/** Listens on a port; resolves to false if the port is in use. */
function listen(server, port) {
  return new Promise((done, fail) => {
    const onError = (error) => (error.code === 'EADDRINUSE' ? done(false) : fail(error));
    server.once('error', onError);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', onError);
      done(true);
    });
  });
}

/**
 * Serves a folder on the first free one of `ports` (0: any). `onRequest(method, url)` is called for every request;
 * `headers` replaces headers by name. Resolves to the address and a function that stops serving.
 */
export async function serve(folder, ports, options = {}) {
  const root = resolve(folder);
  const server = createServer((request, response) => answer(root, options, request, response));
  for (const port of ports) {
    if (await listen(server, port)) {
      const close = () => {
        server.closeAllConnections();
        return new Promise((done) => server.close(done));
      };
      const address = /** @type {import('node:net').AddressInfo} */ (server.address());
      return { url: `http://127.0.0.1:${address.port}/`, close };
    }
  }
  throw new Error(`no free port among ${ports[0]} to ${ports.at(-1)}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const ports = Array.from({ length: LAST_PORT - FIRST_PORT + 1 }, (_, index) => FIRST_PORT + index);
  const { url } = await serve(process.argv[2], ports);
  console.log(`Serving at ${url} (${url}#sample opens the built-in sample); Ctrl-C ends it.`);
}
