/** Pages of others that the viewer is put into, with the headers that these send. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { DIST } from './harness.mjs';

const MIME_TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' };

/** The path below which a host offers both builds. */
const VIEWER = '/viewer/';

/**
 * Serves a page of its own at `/`, and both builds as plain files at `/viewer/`, on a port that is free, which makes it
 * an origin of its own. `html` may be a function of the address. Returns the address.
 * @param {import('node:test').TestContext} context
 * @param {{ html?: string | ((url: string) => string), headers?: Record<string, string>, viewerHeaders?: Record<string, string> }} page
 */
export async function serveHost(context, { html = '', headers = {}, viewerHeaders = {} }) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    if (pathname === '/') {
      response.writeHead(200, { 'content-type': MIME_TYPES['.html'], ...headers });
      response.end(typeof html === 'string' ? html : html(url));
      return;
    }
    const file = pathname.startsWith(VIEWER)
      ? await readFile(join(DIST, pathname.slice(VIEWER.length))).catch(() => null)
      : null;
    response.writeHead(file ? 200 : 404, {
      'content-type': MIME_TYPES[extname(pathname)] ?? 'text/plain',
      ...viewerHeaders,
    });
    response.end(file ?? 'Not found\n');
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(null)));
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}/`;
  return url;
}
